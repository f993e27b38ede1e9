"""Reads many reviews in processes of their own, one per core; a few in this one."""

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, zip_longest
from types import TracebackType

from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from knowledge.reader import ReviewReader
from knowledge.reading import Reading
from shop.review import Review
from shop.settings import Settings

logger = logging.getLogger(__name__)
#: Fewer reviews than this are read before another process has begun.
MANY = 800


class ReadingPool:
    """A reader for `settings.threads` cores; a context, since it may have processes to end.

    A process that dies (of memory, say) is no loss: what it was to read is read here, and so is all that follows.
    Raises AspectError where the shop's aspects file is wrong.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self._settings = settings
        self._reader = ReviewReader(ComplaintModel.load(settings, embedder))
        self._pool: ProcessPoolExecutor | None = None
        self._alone = settings.threads < 2
        self.version = self._reader.version

    def __enter__(self) -> "ReadingPool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def read(self, reviews: Sequence[Review]) -> list[Reading]:
        """One reading per review."""
        if self._alone or len(reviews) < MANY:
            return self._reader.read(reviews)
        try:
            return self._shared(reviews)
        except BrokenProcessPool:
            logger.warning("a process that read reviews died; they are read by one alone")
            self._alone = True
            return self._reader.read(reviews)

    def _shared(self, reviews: Sequence[Review]) -> list[Reading]:
        workers = self._settings.threads
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(workers, spawn, _begin, (self._settings,))
        shares = list(self._pool.map(_read, (reviews[start::workers] for start in range(workers))))
        found = chain.from_iterable(zip_longest(*shares))
        return [reading for reading in found if reading is not None]


_readers: list[ReviewReader] = []


def _begin(settings: Settings) -> None:
    """Loads a reader for one core in a new process, which ends with the one that made it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the command stops this by itself
    threading.Thread(target=_end_with_parent, daemon=True).start()
    alone = settings.model_copy(update={"threads": 1})
    _readers.append(ReviewReader(ComplaintModel.load(alone, Embedder.load(alone))))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read(reviews: Sequence[Review]) -> list[Reading]:
    return _readers[0].read(reviews)
