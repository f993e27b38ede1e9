"""How often somebody may try to sign in. Counted in memory: there is one process, and a restart forgives."""

import math
import time
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.problems import Problem

#: Tries per login, and per client address, within a quarter of an hour.
PER_LOGIN = RateLimitItemPerMinute(10, 15)
PER_ADDRESS = RateLimitItemPerMinute(50, 15)


class Attempts:
    """Counts every try before the password is looked at, so that many at once cannot slip through."""

    def __init__(
        self, per_login: RateLimitItem = PER_LOGIN, per_address: RateLimitItem = PER_ADDRESS
    ) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._per_login = per_login
        self._per_address = per_address

    def note(self, login: str, address: str) -> None:
        """One more try. Raises Problem 429, which says when to try again, where there were too many."""
        self._hit(self._per_address, "address", network(address))
        self._hit(self._per_login, "login", login)

    def forgive(self, login: str) -> None:
        """The password was right: earlier mistakes of this login no longer count. Those of the address do, or one
        agent could try the passwords of others without end."""
        self._limiter.clear(self._per_login, "login", login)

    def _hit(self, limit: RateLimitItem, *key: str) -> None:
        if self._limiter.hit(limit, *key):
            return
        wait = self._limiter.get_window_stats(limit, *key).reset_time - time.time()
        seconds = str(max(1, math.ceil(wait)))
        raise Problem(
            429, "Too many tries to sign in", f"Try again in {seconds} seconds.", {"Retry-After": seconds}
        )


def network(address: str) -> str:
    """The address, or of IPv6 the /64 network, all of which one household has to itself."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return parsed.exploded[:19] if isinstance(parsed, IPv6Address) else address
