"""When people shop: the season of a category, the day of the week, the hour."""

import math
from datetime import datetime, timedelta
from random import Random

from shop.demo.category import Category

WEEKDAYS = (0.9, 0.9, 0.95, 1.0, 1.0, 1.2, 1.35)
HOURS = (1, 0.4, 0.2, 0.1, 0.1, 0.3, 1, 2, 3, 3.5, 4, 4, 5, 4.5, 4, 4, 4, 5, 6, 8, 9, 9, 6, 3)


def season(category: Category, moment: datetime) -> float:
    """Log-scale demand for the category in that month: a cosine around its peak."""
    months = moment.month + moment.day / 31 - 0.5 - category.peak
    return category.swing * math.cos(2 * math.pi * months / 12)


def moment_between(start: datetime, end: datetime, rng: Random) -> datetime:
    """A moment in the span, likelier at weekends and in the evening."""
    while True:
        day = start + timedelta(days=rng.random() * (end - start).total_seconds() / 86400)
        if rng.random() * max(WEEKDAYS) > WEEKDAYS[day.weekday()]:
            continue
        hour = rng.choices(range(24), HOURS)[0]
        moment = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60), microsecond=0)
        if start <= moment < end:
            return moment
