"""How well reviews are read for fit: who says small, who says large, against labels made by reading.

Set: Women's E-Commerce Clothing Reviews, title and text. While the rules were written, rows with an even number were
read; rows are drawn from the odd ones. A row mentions `small` where the buyer says that the product or a part of it
runs small, is tight or narrow as a deviation, or that one should size up; `large` likewise; liking it all the same
does not matter, length alone does not count. Each labelled row weighs the size of its stratum (what was a hit or none
when it was drawn) by the number drawn of it. A doubtful label is counted against the reader, whatever it said; the rows
`best judged` take it as the person inclined.
benchmarks/readings/womens_fit.csv holds row numbers and labels, no words of the reviews.
They are three draws (--seed 5, 6 and 7; the last has only 84 hits for small, all that were left), labelled without a
sight of what the reader said, by one reader who wrote the rules; rows of earlier draws were left out. One label of the
sixth, passed over by mistake, was put right later. `as drawn` is what the reader of each draw said of rows unread till
then: the only blind figures. After each draw its mistakes were read and rules changed, so `now` is not blind, and
neither is any figure of the first four draws, which the rules were written on. The demo shop's mistakes were read too.

usage: AISLE_BENCH_DATA=../shared/data python -m benchmarks.fit_mentions [--complaints]
       ... --draw 200 --seed 1 FILE     200 hits and 200 others per direction, mixed, to be labelled in FILE
                                        (column `label`: 0, 1, or 0? and 1? where in doubt); beside it FILE.key;
                                        with `--fresh KEY` none of the rows of an earlier draw
       ... --record FILE ...            puts the labels of FILE, or of several draws, into the readings
       ... --print FILE                 prints FILE's rows with their labels and what they were
       ... --demo FOLDER                the planted complaints of a demo shop (truth.json and reviews.csv) instead
`--complaints` measures the complaint model's own fit_small and fit_large beside it. Exit code 3: data is not there.
"""

import argparse
import csv
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.data import MISSING
from benchmarks.review_sets import clothing
from knowledge.fit import read_fit
from knowledge.reading import words_of

READINGS = Path(__file__).parent / "readings" / "womens_fit.csv"
DIRECTIONS = ("small", "large")
COLUMNS = ("row", "direction", "label", "doubtful", "stratum", "weight")
BOOTSTRAPS = 2000

Says = Callable[[str], set[str]]


@dataclass(frozen=True)
class Reading:
    """One labelled row: what a person read, and what the reader said when the row was drawn."""

    row: int
    direction: str
    label: bool
    doubtful: bool
    stratum: str
    weight: float

    def against(self, said: bool) -> bool:
        """The label, of a doubtful one what is worse for who said this."""
        return not said if self.doubtful else self.label


def main() -> int:
    options = arguments()
    if options.demo:
        return demo_table(options.demo)
    if options.draw:
        seen = {int(row["row"]) for key in options.fresh for row in rows_of(key)}
        return draw(texts_by_row(), options.draw, options.seed, options.file, seen)
    if options.record:
        return record(options.record)
    if options.print:
        return read_aloud(options.print)
    if not READINGS.is_file():
        print(f"{READINGS} is not there; label a draw first (--draw, --record).", file=sys.stderr)
        return MISSING
    return table(options.complaints)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--draw", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", type=Path, metavar="KEY", action="append", default=[])
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--record", type=Path, metavar="FILE", nargs="+")
    parser.add_argument("--print", type=Path, metavar="FILE")
    parser.add_argument("--demo", type=Path, metavar="FOLDER")
    parser.add_argument("--complaints", action="store_true")
    options = parser.parse_args()
    if options.draw and (options.file is None or READINGS.parents[2] in options.file.resolve().parents):
        parser.error("--draw needs a file outside of the repository to write the reviews to.")
    return options


def texts_by_row() -> dict[int, str]:
    """Title and text of each review that has a text, by its row number."""
    return {int(one.review.review_id): words_of(one.review) for one in clothing()}


def directions_of(text: str) -> set[str]:
    return {said.direction for said in read_fit(text)}


# ------------------------------------------------------------------------------------------------ labelling


def draw(texts: dict[int, str], count: int, seed: int, file: Path, seen: set[int]) -> int:
    """Writes the rows to label, and apart from them what the reader says of each."""
    chance = random.Random(seed)
    said = {row: directions_of(text) for row, text in texts.items() if row % 2}
    drawn: list[tuple[int, str, str, float]] = []
    for direction in DIRECTIONS:
        for stratum in ("hit", "other"):
            rows = [row for row, found in said.items() if (direction in found) == (stratum == "hit")]
            unseen = [row for row in rows if row not in seen]
            chosen = chance.sample(unseen, min(count, len(unseen)))
            drawn += [(row, direction, stratum, len(rows) / len(chosen)) for row in chosen]
    chance.shuffle(drawn)
    write(file, ("row", "direction", "label", "text"), [(row, way, "", texts[row]) for row, way, *_ in drawn])
    write(key_of(file), ("row", "direction", "stratum", "weight"), drawn)
    print(f"{len(drawn)} rows to label are in {file}")
    return 0


def record(files: Sequence[Path]) -> int:
    """Keeps the labels of drawn files, without their texts; each draw stands for its share of all rows."""
    kept = [
        (
            reading.row,
            reading.direction,
            int(reading.label),
            int(reading.doubtful),
            reading.stratum,
            round(reading.weight / len(files), 4),
        )
        for file in files
        for reading, _ in labelled(file)
    ]
    write(READINGS, COLUMNS, sorted(kept))
    print(f"{len(kept)} labels are in {READINGS}")
    return 0


def read_aloud(file: Path) -> int:
    for reading, text in labelled(file):
        doubt = "?" if reading.doubtful else ""
        print(
            f"{reading.row} {reading.direction}: {int(reading.label)}{doubt}, was {reading.stratum}\n{text}\n"
        )
    return 0


def labelled(file: Path) -> list[tuple[Reading, str]]:
    """The rows of a drawn file that have a label, with their texts."""
    keys = {(key["row"], key["direction"]): key for key in rows_of(key_of(file))}
    found = []
    for row in rows_of(file):
        key, label = keys[row["row"], row["direction"]], row["label"].strip()
        if label:
            reading = Reading(
                int(row["row"]), row["direction"], label[0] == "1", label.endswith("?"), key["stratum"],
                float(key["weight"]),
            )  # fmt: skip
            found.append((reading, row["text"]))
    return found


def key_of(file: Path) -> Path:
    return file.with_name(file.name + ".key")


def write(file: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# ------------------------------------------------------------------------------------------------ measuring


def table(complaints: bool) -> int:
    """The labels as they were drawn, then what the reader says of the same rows today."""
    texts = texts_by_row()
    readings = [
        Reading(
            int(row["row"]), row["direction"], row["label"] == "1", row["doubtful"] == "1", row["stratum"],
            float(row["weight"]),
        )
        for row in rows_of(READINGS)
    ]  # fmt: skip
    print(f"{'':30}{'precision':>18}{'recall':>23}{'hits':>11}{'misses':>9}")
    readers: list[tuple[str, Says | None]] = [("as drawn", None), ("now", directions_of)]
    if complaints:
        readers.append(("complaint model", complaint_model()))
    for direction in DIRECTIONS:
        own = [reading for reading in readings if reading.direction == direction]
        for name, says in readers:
            said = [
                reading.stratum == "hit" if says is None else direction in says(texts[reading.row])
                for reading in own
            ]
            print_row(f"{direction}, {name}", own, np.array(said))
        judged = [replace(reading, doubtful=False) for reading in own]
        said = [direction in directions_of(texts[reading.row]) for reading in judged]
        print_row(f"{direction}, now, best judged", judged, np.array(said))
    return 0


def complaint_model() -> Says:
    """The aspects fit_small and fit_large of the complaint model, each as a direction."""
    from knowledge.complaints import ComplaintModel
    from knowledge.embedder import Embedder
    from shop.settings import Settings

    settings = Settings()
    model = ComplaintModel.load(settings, Embedder.load(settings))
    return lambda text: {found.aspect.removeprefix("fit_") for found in model.find(text)}


def print_row(name: str, readings: Sequence[Reading], said: np.ndarray) -> None:
    truth = np.array([reading.against(bool(hit)) for reading, hit in zip(readings, said, strict=True)])
    weights = np.array([reading.weight for reading in readings])
    strata = np.array([reading.stratum for reading in readings])
    precision, recall = rates(truth, said, weights)
    low, high = intervals(truth, said, weights, strata)
    print(
        f"{name:30}{precision:8.3f} ({low[0]:.3f}-{high[0]:.3f}){recall:9.3f} ({low[1]:.3f}-{high[1]:.3f})"
        f"{f'{int((truth & said).sum())} of {int(said.sum())}':>12}{int((truth & ~said).sum()):7d}"
    )


def rates(truth: np.ndarray, said: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Precision and recall of all odd rows, as the labelled ones stand for them."""
    right = float(weights[truth & said].sum())
    return right / max(float(weights[said].sum()), 1e-9), right / max(float(weights[truth].sum()), 1e-9)


def intervals(
    truth: np.ndarray, said: np.ndarray, weights: np.ndarray, strata: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The bounds of 95 % of the rates, when as many rows are drawn again from each stratum."""
    chance = np.random.default_rng(1)
    groups = [np.flatnonzero(strata == name) for name in np.unique(strata)]
    found = []
    for _ in range(BOOTSTRAPS):
        rows = np.concatenate([chance.choice(group, len(group)) for group in groups])
        found.append(rates(truth[rows], said[rows], weights[rows]))
    low, high = np.percentile(np.array(found), (2.5, 97.5), axis=0)
    return low, high


def demo_table(folder: Path) -> int:
    """Precision and recall of the planted fit_small and fit_large of a demo shop."""
    truth_file, reviews_file = folder / "truth.json", folder / "reviews.csv"
    if missing := [str(file) for file in (truth_file, reviews_file) if not file.is_file()]:
        print(f"Not there: {', '.join(missing)}; `aisle demo` writes a demo shop.", file=sys.stderr)
        return MISSING
    planted = json.loads(truth_file.read_text(encoding="utf-8"))["complaints"]
    reviews = rows_of(reviews_file)
    said = {row["review_id"]: directions_of(f"{row['title']}\n{row['text']}") for row in reviews}
    print(f"{len(reviews)} reviews{'':8}{'precision':>10}{'recall':>9}{'planted':>9}{'said':>7}")
    for direction in DIRECTIONS:
        true = {review for review, aspects in planted.items() if f"fit_{direction}" in aspects}
        hits = {review for review, found in said.items() if direction in found}
        right = len(true & hits)
        print(
            f"fit_{direction:18}{right / max(1, len(hits)):10.3f}{right / max(1, len(true)):9.3f}"
            f"{len(true):9d}{len(hits):7d}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
