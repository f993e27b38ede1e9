"""Days as people write them."""

from datetime import datetime, timedelta, tzinfo


def day(moment: datetime | None) -> str:
    """ "3 March 2026", in UTC; "" for None."""
    return f"{moment.day} {moment:%B %Y}" if moment else ""


def month(moment: datetime | None) -> str:
    """ "March 2026", in UTC; "" for None."""
    return f"{moment:%B %Y}" if moment else ""


def opening(moment: datetime | None, now: datetime, zone: tzinfo) -> str:
    """ "today at 09:00", "tomorrow at 09:00" or "on Monday at 09:00", as the clock in `zone` says; "" for None."""
    if moment is None:
        return ""
    local, today = moment.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"today at {local:%H:%M}"
    if local.date() == today + timedelta(days=1):
        return f"tomorrow at {local:%H:%M}"
    return f"on {local:%A} at {local:%H:%M}"
