"""How often somebody may ask for what costs much."""

import threading
from collections import deque


class Pace:
    """Lets each key through `most` times within `seconds`."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._asked: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str, now: float) -> float:
        """0 where the key may go on, and then it is counted; else the seconds until it may. `now` never falls."""
        with self._lock:
            self._drop_old(now)
            asked = self._asked.setdefault(key, deque())
            if len(asked) >= self._most:
                return asked[0] + self._seconds - now
            asked.append(now)
            return 0.0

    def _drop_old(self, now: float) -> None:
        for key, asked in list(self._asked.items()):
            while asked and asked[0] <= now - self._seconds:
                asked.popleft()
            if not asked:
                del self._asked[key]
