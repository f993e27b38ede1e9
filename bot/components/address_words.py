"""E-mail addresses as people type them."""

import re

from bot.components.mention import Mention

_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[\w-]+\.)+[^\W\d_]{2,}", re.IGNORECASE)


def addresses(text: str) -> list[Mention]:
    """Every address in reading order, as mentions of `email`.

    >>> [mention.value for mention in addresses("write to kim.lee@example.org.")]
    ['kim.lee@example.org']
    """
    return [Mention("email", found.group(), found.start(), found.end()) for found in _ADDRESS.finditer(text)]
