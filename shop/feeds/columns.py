"""Which of a file's columns is which of ours."""

import re
from collections.abc import Iterable, Mapping

from shop.feeds.errors import FeedError

#: Our column names, each with other names that shops use for it.
Columns = Mapping[str, tuple[str, ...]]


class Renaming:
    """Finds our name for a file's column: by the shop's mapping, else the same name, else a usual one.

    Case, spaces and a leading "g:" do not matter. Of two columns that would be the same one of
    ours the better known wins. Raises FeedError when the mapping leads to no column of ours.
    """

    def __init__(self, columns: Columns, mapping: Mapping[str, str] | None) -> None:
        self._ranks = _ranks(columns)
        self._mapping = {plain_name(theirs): ours for theirs, ours in (mapping or {}).items()}
        self._found: dict[tuple[str, ...], dict[str, str]] = {}
        self.seen: set[str] = set()
        self._check(columns)

    def names(self, theirs: Iterable[str]) -> dict[str, str]:
        """Their name to ours, for those of their columns that are one of ours."""
        key = tuple(theirs)
        if key not in self._found:
            if len(self._found) > 1000:  # objects of endless variety are not worth remembering
                self._found.clear()
            self._found[key] = self.match(key)
            self.seen.update(key)
        return self._found[key]

    @property
    def ignored(self) -> tuple[str, ...]:
        """Columns seen that mean nothing to us."""
        return tuple(sorted(name for name in self.seen if self._rank(name) is None))

    @property
    def unused(self) -> tuple[str, ...]:
        """Names in the mapping that the file never had."""
        seen = {plain_name(name) for name in self.seen}
        return tuple(name for name in self._mapping if name not in seen)

    def match(self, theirs: Iterable[str]) -> dict[str, str]:
        """As `names`, for columns that may not be the file's."""
        best: dict[str, tuple[int, str]] = {}
        for name in theirs:
            ranked = self._rank(name)
            if ranked and (ranked[1] not in best or ranked[0] < best[ranked[1]][0]):
                best[ranked[1]] = (ranked[0], name)
        return {name: ours for ours, (_rank, name) in best.items()}

    def _rank(self, name: str) -> tuple[int, str] | None:
        """How well known the name is (lower is better), and ours."""
        plain = plain_name(name)
        if plain in self._mapping:
            return -1, self._mapping[plain]
        return self._ranks.get(plain)

    def _check(self, columns: Columns) -> None:
        for theirs, ours in self._mapping.items():
            known = self._ranks.get(plain_name(ours))
            if known is None:
                raise FeedError(
                    f"The mapping turns {theirs} into {ours}; it must be one of {', '.join(columns)}."
                )
            self._mapping[theirs] = known[1]


def plain_name(name: str) -> str:
    """The name in lower case, words joined by underscores, without Merchant's "g:"."""
    name = name.strip().lstrip("\ufeff").lower().removeprefix("g:")
    return re.sub(r"[\s\-.:]+", "_", name).strip("_")


def _ranks(columns: Columns) -> dict[str, tuple[int, str]]:
    ranks = {
        alias: (rank, ours)
        for ours, aliases in columns.items()
        for rank, alias in enumerate(aliases, start=1)
    }
    return ranks | {ours: (0, ours) for ours in columns}
