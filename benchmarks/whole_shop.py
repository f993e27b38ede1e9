"""A public catalogue as a shop of its own: import, train, recommend, each with its time and peak memory.

usage: python -m benchmarks.whole_shop aws_retail|beauty2023 FOLDER     FOLDER becomes AISLE_VAR, and stays
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.servers import AISLE, ROOT

CUSTOMERS = 1000


def step(var: Path, *command: str, output: Path | None = None) -> None:
    """Runs a command to its end; prints its seconds and the most memory that one of its processes took."""
    started = time.monotonic()
    with (output or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "AISLE_VAR": str(var)}, stdout=out if output else None
        )
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed.")
    said = " ".join(Path(part).name for part in command)
    print(f"{said}: {time.monotonic() - started:.1f} s, {usage.ru_maxrss / 1024:.0f} MB", flush=True)


def aws_retail(var: Path) -> None:
    feed = var / "feed.jsonl"
    step(var, sys.executable, "-m", "benchmarks.feed_aws_retail", output=feed)
    step(var, str(AISLE), "import", "products", str(feed))
    step(var, str(AISLE), "train")


def beauty2023(var: Path) -> None:
    step(var, sys.executable, "-m", "benchmarks.feed_beauty2023", str(var / "feed"), "--all")
    for kind in ("products", "events"):
        step(var, str(AISLE), "import", kind, str(var / "feed" / f"{kind}.csv"))
    step(var, str(AISLE), "train")
    rows = (var / "feed" / "events.csv").read_text().splitlines()
    place = rows[0].split(",").index("customer_id")
    ids = sorted({row.split(",")[place] for row in rows[1:]})[:CUSTOMERS]
    customers = var / "feed" / "some.txt"
    customers.write_text("\n".join(ids) + "\n")
    found = var / "feed" / "recommended.jsonl"
    step(var, str(AISLE), "recommend", "--customers", str(customers), "-k", "10", "--json", output=found)
    print(f"{len(found.read_text().splitlines())} customers got recommendations")


SHOPS = {"aws_retail": aws_retail, "beauty2023": beauty2023}


def main() -> None:
    if len(sys.argv) != 3 or sys.argv[1] not in SHOPS:
        raise SystemExit(__doc__)
    var = Path(sys.argv[2]).resolve()
    var.mkdir(parents=True, exist_ok=True)
    SHOPS[sys.argv[1]](var)


if __name__ == "__main__":
    main()
