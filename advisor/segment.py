"""The kind of shopper that a customer is, in words."""

from datetime import datetime

from advisor.advisor import Advisor
from advisor.profile import load_profile
from advisor.shopper import Shopper


def segment_name(advisor: Advisor, shopper: Shopper, now: datetime) -> str:
    """The name of the shopper's segment, such as "Frequent camping shoppers, premium"; "" where no profile may be
    used or too little is known."""
    recommender = advisor.engine().recommender
    if recommender is None or not shopper.known:
        return ""
    segment = load_profile(advisor.db, shopper, recommender, now).segment
    return recommender.segments.names[segment] if segment is not None else ""
