"""`make bench-quality`: how good search and recommendation are on public data, in one table.

usage: python -m benchmarks.quality [esci homedepot beauty2023 office2018 beauty2014 ml100k]

Everything runs through the code that answers shoppers, with one configuration for all sets; the references are
measured in the same run. Reads AISLE_BENCH_DATA (default ../shared/data), exits with 3 where it is missing. The first
run embeds some 80,000 texts, which it keeps in the system's temporary folder: half an hour and more on two cores;
later runs take some minutes.
"""

import sys

from rich.console import Console

from benchmarks import recommend_quality, search_quality
from benchmarks.data import data_path
from benchmarks.quality_row import QualityRow, table_of
from benchmarks.search_sets import SETS


def rows_of(name: str, console: Console) -> list[QualityRow]:
    """The rows of one set."""
    if name in SETS:
        return [search_quality.measure(name, console)]
    return recommend_quality.lines(data_path("recsys"), [name])


def main() -> None:
    known = (*SETS, *recommend_quality.TASKS)
    names = sys.argv[1:] or known
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"There is no set {', '.join(unknown)}; there are {', '.join(known)}.")
    for name in names:
        data_path(f"search/{name}" if name in SETS else f"recsys/{name}")
    console = Console(highlight=False, width=150)
    console.print(table_of([row for name in names for row in rows_of(name, console)]))


if __name__ == "__main__":
    main()
