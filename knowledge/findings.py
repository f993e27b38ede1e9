"""What was found in reviews already read, so that only new and changed ones are read again."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from knowledge.complaints import Finding
from shop.review import Review


class FindingsRow(NamedTuple):
    """One review's findings as plain values: `found` is JSON, a list of [aspect, sentence, score]."""

    review_id: str
    digest: str
    found: str


class Findings:
    """The findings of reviews by id. A review counts as read while its digest holds: same words, same model."""

    def __init__(self, rows: Iterable[tuple[str, str, str]] = ()) -> None:
        self._rows = {row[0]: FindingsRow(*row) for row in rows}

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, review: Review, version: str) -> list[Finding] | None:
        """What was found in a review, None where this model has not read it as it is now."""
        row = self._rows.get(review.review_id)
        if row is None or row.digest != digest(review, version):
            return None
        return [Finding(*values) for values in json.loads(row.found)]

    def put(self, review: Review, version: str, found: Iterable[Finding]) -> None:
        values = json.dumps([[item.aspect, item.sentence, item.score] for item in found])
        self._rows[review.review_id] = FindingsRow(review.review_id, digest(review, version), values)

    def keep(self, review_ids: Iterable[str]) -> None:
        """Forgets the reviews that are no longer there."""
        wanted = set(review_ids)
        self._rows = {key: row for key, row in self._rows.items() if key in wanted}

    def rows(self) -> Iterator[FindingsRow]:
        """Plain rows to store; `Findings(rows)` makes them findings again."""
        yield from self._rows.values()


def words_of(review: Review) -> str:
    """What is read of a review: its title as a sentence of its own, and its text."""
    return "\n".join(part for part in (review.title.strip(), review.text.strip()) if part)


def digest(review: Review, version: str) -> str:
    """32 hexadecimal digits that change with the review's words and with the model."""
    return hashlib.sha256(f"{version}\n{words_of(review)}".encode()).hexdigest()[:32]
