"""A file comes in: all of its good rows, or nothing."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shop.feeds import events, faq, orders, products, reviews, rules
from shop.feeds.cells import Cells
from shop.feeds.columns import Columns, Renaming
from shop.feeds.detect import Feed, read_feed
from shop.feeds.errors import BadValue, FeedError
from shop.feeds.notes import Notes
from shop.feeds.record import Record, Reject
from shop.feeds.rejects import Rejects
from shop.feeds.source import Source, opened
from shop.storage.database import Database
from shop.storage.events import stage_events
from shop.storage.faq import stage_faq
from shop.storage.orders import stage_orders
from shop.storage.products import stage_products
from shop.storage.reviews import stage_reviews
from shop.storage.rules import stage_rules
from shop.storage.stage import Stage

Progress = Callable[[int, int], None]
_PROGRESS_EVERY = 1000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `read` counts the file's rows, `added`, `changed` and `unchanged` what they
    hold (one GA4 row can hold several events), `duplicates` rows that a later one of the same id replaced.

    `ignored` are columns that mean nothing to Aisle; `notes` say what else was left out.
    """

    kind: str
    format: str
    read: int
    added: int
    changed: int
    unchanged: int
    retired: int
    rejected: int
    rejects_path: Path | None
    duplicates: int = 0
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of feed: its columns, those no row can do without, its parser and its stage."""

    columns: Columns
    required: tuple[str, ...]
    parse: Callable[[Cells, str, Notes], Iterator[Any]]
    stage: Callable[[Database], AbstractContextManager[Stage[Any]]]
    replaceable: bool = True


KINDS: Mapping[str, Kind] = {
    "products": Kind(products.COLUMNS, products.REQUIRED, products.to_products, stage_products),
    "reviews": Kind(reviews.COLUMNS, reviews.REQUIRED, reviews.to_reviews, stage_reviews),
    "events": Kind(events.COLUMNS, events.REQUIRED, events.to_events, stage_events, replaceable=False),
    "orders": Kind(orders.COLUMNS, orders.REQUIRED, orders.to_orders, stage_orders),
    "faq": Kind(faq.COLUMNS, faq.REQUIRED, faq.to_faq, stage_faq),
    "rules": Kind(rules.COLUMNS, rules.REQUIRED, rules.to_rules, stage_rules),
}


def import_file(
    db: Database,
    kind: str,
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    replace: bool = False,
    rejects: Path | None = None,
    progress: Progress | None = None,
    currency: str = "USD",
) -> ImportReport:
    """Imports the good rows of `path`, whatever its format, and reports.

    `mapping` renames columns, theirs to ours. `replace` retires products (deletes reviews, orders,
    answers and rules) that are not in the file. `rejects` is where bad rows go, by default a file beside `path`.
    `progress` is told bytes read and bytes in all. Raises FeedError, and StorageError, with
    nothing changed.
    """
    feed_kind = _kind(kind, replace)
    path = Path(path)
    told = progress or (lambda done, total: None)
    with opened(path) as source, closing(Rejects(path, rejects or _beside(path))) as bad:
        renaming = Renaming(feed_kind.columns, mapping)
        feed = read_feed(source, lambda header: len(renaming.match(header)))
        reading = _Reading(feed_kind, feed, renaming, bad, currency)
        with feed_kind.stage(db) as stage:
            stage.add(reading.things(source, told))
            reading.check(path, replace)
            counts = stage.merge(replace_all=replace)
        told(source.total, source.total)
    return ImportReport(
        kind=kind,
        format=feed.format,
        read=reading.read,
        added=counts.added,
        changed=counts.changed,
        unchanged=counts.unchanged,
        retired=counts.retired,
        rejected=bad.count,
        rejects_path=bad.path if bad.count else None,
        duplicates=counts.duplicates,
        ignored=renaming.ignored,
        notes=reading.notes.sentences(),
    )


def _kind(name: str, replace: bool) -> Kind:
    if name not in KINDS:
        raise FeedError(f"There is no kind {name}: import one of {', '.join(KINDS)}.")
    if replace and not KINDS[name].replaceable:
        raise FeedError(
            f"{name.capitalize()} happened and cannot be replaced; import them without replacing."
        )
    return KINDS[name]


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.rejects.csv")


class _Reading:
    """One pass over a feed: rows in, things out, bad rows aside."""

    def __init__(self, kind: Kind, feed: Feed, renaming: Renaming, bad: Rejects, currency: str) -> None:
        self.kind = kind
        self.feed = feed
        self.renaming = renaming
        self.bad = bad
        self.currency = currency
        self.notes = Notes()
        self.read = 0
        self.good = 0

    def things(self, source: Source, progress: Progress) -> Iterator[Any]:
        """The things of every good row, in the file's order."""
        for row in self.feed.rows:
            self.read += 1
            if self.read % _PROGRESS_EVERY == 0:
                progress(source.done, source.total)
            if isinstance(row, Reject):
                self.bad.add(row)
            else:
                yield from self._parsed(row)

    def _parsed(self, row: Record) -> list[Any]:
        names = self.renaming.names(row.values)
        if self.feed.headed and self.good == 0:
            self._check_header(names)
        values = {ours: row.values[theirs] for theirs, ours in names.items()}
        try:
            things = list(self.kind.parse(Cells(values), self.currency, self.notes))
        except BadValue as error:
            column = next((theirs for theirs, ours in names.items() if ours == error.column), error.column)
            self.bad.add(Reject(row.line, column, error.expected, str(error.value)))
            return []
        self.good += 1
        return things

    def _check_header(self, names: Mapping[str, str]) -> None:
        missing = [column for column in self.kind.required if column not in names.values()]
        if missing:
            known = ", ".join(self.kind.columns)
            found = ", ".join(sorted(self.renaming.seen))
            raise FeedError(
                f"This file has no column {' and no column '.join(missing)}. Its columns are {found}; "
                f"known are {known}. A mapping file can rename them."
            )

    def check(self, path: Path, replace: bool) -> None:
        """Raises FeedError when what was read should not be merged."""
        if self.read == 0:
            raise FeedError(f"{path} has no rows.")
        if self.good == 0:
            raise FeedError(
                f"No row of {path} can be used, nothing was changed: {self._first()} See {self.bad.path}."
            )
        if self.renaming.unused:
            raise FeedError(
                f"The mapping renames {', '.join(self.renaming.unused)}, which {path} does not have."
            )
        if replace and 2 * self.bad.count > self.read:
            raise FeedError(
                f"{self.bad.count} of {self.read} rows of {path} are bad, too many to replace "
                f"the rest of the shop by it; nothing was changed: {self._first()} See {self.bad.path}."
            )

    def _first(self) -> str:
        first = self.bad.first
        assert first is not None, "a row is either good or rejected"
        where = f"line {first.line}" + (f", column {first.column}" if first.column else "")
        return f"{where}: expected {first.expected}."
