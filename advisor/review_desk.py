"""What the shop's own people want to know of reviews: the complaint board, requested features, suspicious bursts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from threading import Lock

from advisor.engine import Engine
from advisor.review_mining import tallies_of
from knowledge.board import Board
from knowledge.board_row import BoardRow
from knowledge.burst_board import BurstRow, burst_rows
from knowledge.grouping import Selection
from knowledge.ledger import Ledger
from knowledge.request_board import RequestRow, request_rows
from knowledge.tally import Tally
from shop.storage.database import Database
from shop.storage.readings import load_tallies, tallied_since
from shop.storage.version import mined_version

#: With more changed products than this, all are read anew.
MOST = 5_000


class ReviewDesk:
    """Answers from the reviews as they are counted now. Thread-safe.

    The counts of all products are kept in arrays from one question to the next; what changed meanwhile is read anew.
    """

    def __init__(self, db: Database, engine: Callable[[], Engine], clock: Callable[[], datetime]) -> None:
        self._db, self._engine, self._clock = db, engine, clock
        self._kept: tuple[int, Ledger] | None = None
        self._reading = Lock()

    def board(self, selection: Selection) -> Board:
        """The complaint board of a selection."""
        engine = self._engine()
        usual, of_shop = engine.summaries.usual, engine.summaries.of_shop
        return Board(self._ledger(), engine.products, selection, usual, of_shop, self._clock())

    def rows(self, board: Board, offset: int, limit: int) -> list[BoardRow]:
        """`limit` rows of the board from `offset` on, with their quotes."""
        return board.rows(offset, limit, self._tallies)

    def requests(self, selection: Selection) -> tuple[RequestRow, ...]:
        """The features that buyers ask for, most asked for first."""
        return request_rows(self._ledger(), self._engine().products, selection)

    def bursts(self, selection: Selection) -> tuple[BurstRow, ...]:
        """Near-identical reviews that count as one, the newest first."""
        return burst_rows(self._ledger(), self._engine().products, selection)

    def _tallies(self, product_ids: Iterable[str]) -> Mapping[str, Tally]:
        return tallies_of(self._db, product_ids)

    def _ledger(self) -> Ledger:
        with self._reading:
            version = mined_version(self._db)
            if self._kept is None:
                self._kept = version, Ledger.of(_numbers(self._db))
            elif self._kept[0] != version:
                self._kept = version, self._brought_up(*self._kept)
            return self._kept[1]

    def _brought_up(self, since: int, ledger: Ledger) -> Ledger:
        """The ledger with what was counted since it was made."""
        changed = tallied_since(self._db, since)
        if len(changed) > MOST:
            return Ledger.of(_numbers(self._db))
        return ledger.patched(self._tallies(changed))


def _numbers(db: Database) -> Iterator[tuple[str, Tally]]:
    """Every product's tally without its quotes, which take longest to read."""
    return ((product_id, Tally.from_dict(values, quotes=False)) for product_id, values in load_tallies(db))
