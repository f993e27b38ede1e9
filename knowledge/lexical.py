"""Word search: BM25 over the product's fields, the telling ones counted more than once."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.words import search_words, words
from shop.product import Product

#: Times that a field's words are counted (BM25F with whole weights: Robertson, Zaragoza and Taylor 2004).
TITLE, BRAND, CATEGORY, COLOR, REST = 6, 4, 3, 3, 1


class LexicalIndex:
    """BM25 scores of every product for a text. Safe to share between threads; read-only once built."""

    def __init__(self, product_ids: tuple[str, ...], bm25: Any) -> None:
        self.product_ids = product_ids
        self._bm25 = bm25

    @classmethod
    def build(cls, products: Iterable[Product]) -> "LexicalIndex":
        """Indexes the products; an empty catalogue makes an index that finds nothing."""
        bm25s = _library()
        products = tuple(products)
        corpus = [document_words(product) for product in products]
        if not any(corpus):
            return cls(tuple(product.product_id for product in products), None)
        bm25 = bm25s.BM25(k1=1.2, b=0.75)
        bm25.index(corpus, show_progress=False)
        return cls(tuple(product.product_id for product in products), bm25)

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """float32 (n,), 0 and more, aligned with `product_ids`; 0 where no word of the text occurs."""
        known = [word for word in stemmed(text) if self._bm25 is not None and word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self.product_ids), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def knows(self, text: str) -> bool:
        """Whether each word of the text, small words aside, occurs in some product; True for no words."""
        return all(self._bm25 is not None and word in self._bm25.vocab_dict for word in stemmed(text))

    def holding(self, text: str) -> list[str]:
        """The ids of the products that hold each word of the text in some form, small words aside, in any order."""
        held = np.ones(len(self.product_ids), np.bool_)
        for word in filter(stemmed, words(text)):
            held &= self.scores(word) > 0
        return [self.product_ids[row] for row in np.flatnonzero(held)]

    def save(self, folder: Path) -> None:
        """Writes the index into `folder`, as arrays and JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._bm25 is not None:
            self._bm25.save(str(folder), show_progress=False)
        (folder / "product_ids.json").write_text(json.dumps(self.product_ids), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """What `save` wrote; raises FileNotFoundError where it did not."""
        ids = tuple(json.loads((folder / "product_ids.json").read_text(encoding="utf-8")))
        empty = not (folder / "params.index.json").is_file()
        return cls(ids, None if empty else _library().BM25.load(str(folder), show_progress=False))


def _library() -> Any:
    """bm25s, which turns on its own debug messages when it is imported, without them."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def document_words(product: Product) -> list[str]:
    """The product's stemmed words, each as often as its field counts."""
    fields = (
        (product.title, TITLE),
        (product.brand, BRAND),
        (product.product_type, CATEGORY),
        (" ".join(product.colors), COLOR),
        (" ".join((*product.materials, product.gender, *product.highlights, product.description)), REST),
    )
    return [word for text, times in fields for word in stemmed(text) * times]


def stemmed(text: str) -> list[str]:
    """The text's words as the index keeps them: Porter2 stems without stop words."""
    from Stemmer import Stemmer  # making one takes a third of a microsecond; sharing one is not thread-safe

    return list(Stemmer("english").stemWords(search_words(text)))
