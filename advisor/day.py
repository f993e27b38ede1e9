"""Days as people write them."""

from datetime import datetime


def day(moment: datetime | None) -> str:
    """ "3 March 2026", in UTC; "" for None."""
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def month(moment: datetime | None) -> str:
    """ "March 2026", in UTC; "" for None."""
    return f"{moment:%B %Y}" if moment else ""
