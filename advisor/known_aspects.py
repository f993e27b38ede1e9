"""The aspects of complaint that the shop's assistant knows."""

import logging

from knowledge.aspects import Aspect, AspectError, load_aspects
from knowledge.complaints import aspects_file
from shop.settings import Settings

logger = logging.getLogger(__name__)


def known_aspects(settings: Settings) -> tuple[Aspect, ...]:
    """Aisle's own aspects with the shop's; Aisle's alone, and a line in the log, where the shop's cannot be read."""
    try:
        return load_aspects(aspects_file(settings))
    except AspectError as error:
        logger.error("%s Aisle's own aspects are used.", error)
        return load_aspects()
