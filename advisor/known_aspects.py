"""The aspects of complaint that the assistant knows: Aisle's own and the shop's, as its file says now."""

import logging
from threading import Lock

from knowledge.aspects import Aspect, AspectError, load_aspects
from knowledge.cares import Cares
from knowledge.complaints import aspects_file
from shop.settings import Settings

logger = logging.getLogger(__name__)
#: Of a file that is not there.
NEVER = 0


class KnownAspects:
    """Reads the shop's file anew when it was changed: what a running shop adopts has its name at once. Thread-safe.

    Where the file cannot be used, Aisle's own aspects hold, and the log says why.
    """

    def __init__(self, settings: Settings) -> None:
        self._file = aspects_file(settings)
        self._reading = Lock()
        self._changed = NEVER
        self._read()

    def all(self) -> tuple[Aspect, ...]:
        self._refresh()
        return self._aspects

    def cares(self) -> Cares:
        """What shoppers mind, by the words of these aspects."""
        self._refresh()
        return self._cares

    def label(self, name: str) -> str:
        """The label of the aspect, "" for one that is not known."""
        self._refresh()
        return self._labels.get(name, "")

    def _refresh(self) -> None:
        if self._modified() != self._changed:
            with self._reading:
                if self._modified() != self._changed:
                    self._read()

    def _read(self) -> None:
        modified = self._modified()
        try:
            self._aspects = load_aspects(self._file)
        except AspectError as error:
            logger.error("%s Aisle's own aspects are used.", error)
            self._aspects = load_aspects()
        self._cares = Cares(self._aspects)
        self._labels = {aspect.name: aspect.label for aspect in self._aspects}
        self._changed = modified

    def _modified(self) -> int:
        try:
            return self._file.stat().st_mtime_ns
        except OSError:
            return NEVER
