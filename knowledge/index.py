"""The products' vectors in Chroma. The only door to chromadb; its folders: docs/decisions/0003."""

import hashlib
import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge import generations, mirror
from knowledge.embedder import folder_name
from knowledge.passages import passage
from shop.product import Product
from shop.settings import Settings

PAGE = 2000  # rows per call: Chroma's SQLite refuses more than some ten thousand at once
Vectors = npt.NDArray[np.float32]

log = logging.getLogger(__name__)


class IndexUnavailableError(RuntimeError):
    """Chroma cannot be opened or reached; the message says which and what to do."""


class DocumentEmbedder(Protocol):
    """The part of an Embedder that filling the index needs."""

    @property
    def version(self) -> str: ...
    @property
    def dimension(self) -> int: ...
    def encode_documents(
        self, texts: Sequence[str], progress: Callable[[int, int], None] | None = None
    ) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class SyncReport:
    """How many products were embedded anew, kept as they were, and taken out."""

    embedded: int
    kept: int
    removed: int


@dataclass(frozen=True)
class Shelf:
    """One reading of the index: sorted ids, their vectors in the same order, and what each was made of."""

    collection: Any = None
    client: Any = None
    folder: Path | None = None
    ids: tuple[str, ...] = ()
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    marks: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def close(self) -> None:
        if self.client is not None:
            self.client.close()


class ProductIndex:
    """Vectors of all products, stored and searched by Chroma and mirrored in memory for exact scores.

    A reading never changes under its reader: `sync` swaps in a new one as a whole.
    Safe to share between threads.
    """

    def __init__(self, settings: Settings, shelf: Shelf) -> None:
        self._settings = settings
        self._shelf = shelf

    @classmethod
    def open(cls, settings: Settings) -> "ProductIndex":
        """The index as last published; an unreadable one is empty, with a warning."""
        return cls(settings, _read_or_empty(settings))

    @property
    def stale(self) -> bool:
        """Whether another process published newer vectors (embedded Chroma only): open it again then."""
        return (
            not self._settings.chroma_host
            and generations.current(self._settings.chroma_path) != self._shelf.folder
        )

    def __len__(self) -> int:
        return len(self._shelf.ids)

    def close(self) -> None:
        """Lets go of Chroma's files; what is in memory stays usable."""
        shelf, self._shelf = self._shelf, _without_chroma(self._shelf)
        shelf.close()

    def query(self, vector: Vectors, k: int) -> list[tuple[str, float]]:
        """Up to `k` (product_id, cosine) pairs, nearest first, by Chroma's approximate search."""
        shelf = self._shelf
        k = min(k, len(shelf.ids))
        if k < 1:
            return []
        if shelf.collection is None:
            return _exact(shelf, vector, k)
        try:
            found = shelf.collection.query(query_embeddings=[vector], n_results=k, include=["distances"])
        except Exception as error:  # closed meanwhile, server gone: no common base class
            log.warning("Chroma did not answer (%s); scored in memory instead.", type(error).__name__)
            return _exact(shelf, vector, k)
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(name, 1.0 - float(distance)) for name, distance in pairs if name in shelf.rows]

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """float32 (len(ids), dimension) in the order asked; a row of NaN for an unknown product."""
        shelf = self._shelf
        if tuple(ids) == shelf.ids:
            return shelf.vectors
        rows = np.array([shelf.rows.get(name, -1) for name in ids], dtype=np.int64)
        if not len(shelf.ids):
            return np.full((len(ids), shelf.vectors.shape[1]), np.nan, dtype=np.float32)
        result = np.take(shelf.vectors, rows, axis=0, mode="clip")
        result[rows < 0] = np.nan
        return result

    def sync(
        self,
        products: Iterable[Product],
        embedder: DocumentEmbedder,
        progress: Callable[[int, int], None] | None = None,
    ) -> SyncReport:
        """Makes the index hold exactly `products`, embedding only what is new or changed.

        A broken run changes nothing: the new state is published as the last step.
        Raises IndexUnavailableError where Chroma cannot be written.
        """
        if self.stale or self._shelf.client is None:
            self._swap(_read_or_empty(self._settings))
        shelf = self._shelf
        texts = {product.product_id: passage(product) for product in products}
        marks = {name: _mark(text, embedder.version) for name, text in texts.items()}
        changed = sorted(name for name, mark in marks.items() if shelf.marks.get(name) != mark)
        removed = sorted(set(shelf.ids) - set(texts))
        if changed or removed:
            fresh = embedder.encode_documents([texts[name] for name in changed], progress)
            change = Change(changed, fresh, removed, marks, embedder.dimension)
            _publish(self._settings, shelf, change)
            self._swap(_read(self._settings))
        return SyncReport(len(changed), len(texts) - len(changed), len(removed))

    def _swap(self, shelf: Shelf) -> None:
        old, self._shelf = self._shelf, shelf
        old.close()


@dataclass(frozen=True)
class Change:
    """What a sync writes: `vectors` belong to `changed`; `marks` are those of every product."""

    changed: list[str]
    vectors: Vectors
    removed: list[str]
    marks: Mapping[str, str]
    dimension: int


def _publish(settings: Settings, shelf: Shelf, change: Change) -> None:
    if settings.chroma_host:
        with _unavailable("The Chroma server"):
            _write(
                shelf.client or _client(settings, None), _collection_name(settings, change.dimension), change
            )
        return
    with generations.draft(settings.chroma_path) as folder, _unavailable("The Chroma folder"):
        _write_draft(settings, shelf, change, folder)


def _write_draft(settings: Settings, shelf: Shelf, change: Change, draft: Path) -> None:
    """A copy of the current folder with the change in it; a new folder where most of it changes."""
    if shelf.folder and len(change.changed) + len(change.removed) <= len(shelf.ids) / 2:
        shutil.copytree(shelf.folder, draft, dirs_exist_ok=True)
    else:
        change = _whole(shelf, change)
    client = _client(settings, draft)
    try:
        _write(client, _collection_name(settings, change.dimension), change)
    finally:
        client.close()
    mirror.write(draft, *_all_rows(shelf, change), change.marks)


def _all_rows(shelf: Shelf, change: Change) -> tuple[list[str], Vectors]:
    """All ids after the change, sorted, and their vectors."""
    own = dict.fromkeys(change.changed)
    kept = [name for name in shelf.ids if name in change.marks and name not in own]
    names = kept + change.changed
    order = np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)
    vectors = np.empty((len(names), change.dimension), np.float32)
    place = np.empty(len(names), np.int64)
    place[order] = np.arange(len(names))
    if kept:
        vectors[place[: len(kept)]] = shelf.vectors[[shelf.rows[name] for name in kept]]
    vectors[place[len(kept) :]] = change.vectors
    return [names[row] for row in order], vectors


def _whole(shelf: Shelf, change: Change) -> Change:
    """The change that fills an empty folder: what is kept is written too."""
    kept = sorted(set(shelf.ids) & set(change.marks) - set(change.changed))
    if not kept:
        return Change(change.changed, change.vectors, [], change.marks, change.dimension)
    vectors = np.vstack([change.vectors, shelf.vectors[[shelf.rows[name] for name in kept]]])
    return Change(change.changed + kept, vectors, [], change.marks, change.dimension)


def _write(client: Any, name: str, change: Change) -> None:
    for other in client.list_collections():
        if other.name.rsplit("-", 1)[0] == name.rsplit("-", 1)[0] and other.name != name:
            client.delete_collection(other.name)
    collection = client.get_or_create_collection(
        name, configuration={"hnsw": {"space": "cosine", "ef_search": 200}}, embedding_function=None
    )
    for rows in _pages(len(change.removed)):
        collection.delete(ids=change.removed[rows])
    for rows in _pages(len(change.changed)):
        names = change.changed[rows]
        metadatas = [{"mark": change.marks[name]} for name in names]
        collection.upsert(ids=names, embeddings=change.vectors[rows], metadatas=metadatas)


def _read_or_empty(settings: Settings) -> Shelf:
    try:
        return _read(settings)
    except IndexUnavailableError as error:
        log.warning("%s Search goes on by words alone; `aisle train` builds the index again.", error)
        return Shelf()


def _read(settings: Settings) -> Shelf:
    folder = None if settings.chroma_host else generations.current(settings.chroma_path)
    if folder is None and not settings.chroma_host:
        return Shelf()
    where = str(folder or f"Chroma at {settings.chroma_host}:{settings.chroma_port}")
    with _unavailable(where):
        if folder and not folder.is_dir():
            raise FileNotFoundError(folder)
        client = _client(settings, folder)
        prefix = _collection_name(settings, 0).rsplit("-", 1)[0]
        names = [item.name for item in client.list_collections() if item.name.rsplit("-", 1)[0] == prefix]
        if not names:
            return Shelf(client=client, folder=folder)
        return _fill(client.get_collection(names[0], embedding_function=None), client, folder)


def _fill(collection: Any, client: Any, folder: Path | None) -> Shelf:
    count = collection.count()
    known = mirror.read(folder, count) if folder else None
    names, vectors, marks = known or _from_chroma(collection, count)
    return Shelf(
        collection, client, folder, names, vectors, marks, {name: row for row, name in enumerate(names)}
    )


def _from_chroma(collection: Any, count: int) -> tuple[tuple[str, ...], Vectors, dict[str, str]]:
    """All ids, sorted, their vectors and marks, a page at a time."""
    ids: list[str] = []
    marks: dict[str, str] = {}
    blocks: list[Vectors] = []
    for rows in _pages(count):
        page = collection.get(include=["embeddings", "metadatas"], limit=PAGE, offset=rows.start)
        ids += page["ids"]
        marks |= {name: str(data["mark"]) for name, data in zip(page["ids"], page["metadatas"], strict=True)}
        blocks.append(np.asarray(page["embeddings"], dtype=np.float32))
    order = sorted(range(len(ids)), key=ids.__getitem__)
    vectors = np.vstack(blocks)[order] if blocks else np.zeros((0, 0), dtype=np.float32)
    return tuple(ids[row] for row in order), vectors, marks


def _without_chroma(shelf: Shelf) -> Shelf:
    return Shelf(None, None, shelf.folder, shelf.ids, shelf.vectors, shelf.marks, shelf.rows)


def _exact(shelf: Shelf, vector: Vectors, k: int) -> list[tuple[str, float]]:
    scores = shelf.vectors @ vector
    best = np.argsort(-scores, kind="stable")[:k]
    return [(shelf.ids[row], float(scores[row])) for row in best]


def _client(settings: Settings, folder: Path | None) -> Any:
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    quiet = ChromaSettings(anonymized_telemetry=False)
    if folder is None:
        return chromadb.HttpClient(host=settings.chroma_host, port=settings.chroma_port, settings=quiet)
    return chromadb.PersistentClient(str(folder), settings=quiet)


@contextmanager
def _unavailable(where: str) -> Iterator[None]:
    """Any error inside as IndexUnavailableError: Chroma's own, SQLite's and HTTP's share no base class."""
    try:
        yield
    except Exception as error:
        raise IndexUnavailableError(f"{where} cannot be used ({type(error).__name__}: {error}).") from error


def _collection_name(settings: Settings, dimension: int) -> str:
    """One collection per model and dimension, and on a shared server per shop."""
    shop = (
        hashlib.sha256(settings.sqlalchemy_url.encode()).hexdigest()[:8] if settings.chroma_host else "shop"
    )
    return f"products-{shop}-{folder_name(settings)}-{dimension}"


def _mark(text: str, version: str) -> str:
    return hashlib.sha256(f"{version}\n{text}".encode()).hexdigest()[:16]


def _pages(count: int) -> Iterator[slice]:
    for start in range(0, count, PAGE):
        yield slice(start, min(start + PAGE, count))
