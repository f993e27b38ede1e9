"""Word search: BM25 over the product's fields, the telling ones counted more than once."""

import json
import logging
from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from knowledge.denials import denied_words, read_request
from knowledge.spelling import Spelling
from knowledge.words import search_words, words
from shop.product import Product

#: Times that a field's words are counted (BM25F with whole weights: Robertson, Zaragoza and Taylor 2004).
TITLE, BRAND, CATEGORY, COLOR, REST = 6, 4, 3, 3, 1
#: Marks the word for something that a product's text says is not there.
ABSENT = "no_"


class LexicalIndex:
    """BM25 scores of every product for a text. Safe to share between threads; read-only once built."""

    def __init__(self, product_ids: tuple[str, ...], bm25: Any) -> None:
        self.product_ids = product_ids
        self._bm25 = bm25
        self._spelling = Spelling(self._counts())

    @classmethod
    def build(cls, products: Iterable[Product]) -> "LexicalIndex":
        """Indexes the products; an empty catalogue makes an index that finds nothing."""
        bm25s = _library()
        products = tuple(products)
        vocabulary: dict[str, int] = {}
        corpus = [_numbers(document_words(product), vocabulary) for product in products]
        if not vocabulary:
            return cls(tuple(product.product_id for product in products), None)
        bm25 = bm25s.BM25(k1=1.2, b=0.75)
        bm25.index((corpus, vocabulary), show_progress=False)
        return cls(tuple(product.product_id for product in products), bm25)

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        """float32 (n,), 0 and more, aligned with `product_ids`; 0 where no word of the text occurs.

        Unknown words are read as the nearest known ones; what the text says should not be there counts where a
        product says that it is not.
        """
        request = read_request(text)
        wanted = self._repaired(request.wanted)
        absent = [ABSENT + word for phrase in request.unwanted for word in self._repaired(phrase)]
        known = [word for word in wanted + absent if self._bm25 is not None and word in self._bm25.vocab_dict]
        if not known:
            return np.zeros(len(self.product_ids), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(known), dtype=np.float32)

    def unwanted(self, text: str) -> npt.NDArray[np.float32]:
        """float32 (n,), 0 to 1: the share of what the text says should not be there that a product speaks of,
        without saying that it is not there."""
        share = np.zeros(len(self.product_ids), dtype=np.float32)
        phrases = read_request(text).unwanted
        for phrase in phrases:
            share[self._having(self._repaired(phrase))] += 1 / len(phrases)
        return share

    def knows(self, text: str) -> bool:
        """Whether each word of the text, small words aside, occurs in some product; True for no words."""
        return all(self._bm25 is not None and word in self._bm25.vocab_dict for word in stemmed(text))

    def holding(self, text: str) -> list[str]:
        """The ids of the products that hold each word of the text in some form, small words aside, in any order."""
        every = np.arange(len(self.product_ids))
        for forms in filter(None, map(stemmed, words(text))):
            every = np.intersect1d(every, np.concatenate([self._rows(form) for form in forms]))
        return [self.product_ids[row] for row in every]

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

    def _counts(self) -> dict[str, int]:
        """In how many products each word occurs."""
        if self._bm25 is None:
            return {}
        counts = np.diff(self._bm25.scores["indptr"])
        return {
            word: int(counts[number])
            for word, number in self._bm25.vocab_dict.items()
            if number < len(counts)
        }

    def _repaired(self, phrase: str) -> list[str]:
        """The stems of the phrase, unknown ones as the nearest known."""
        return [known for word in stemmed(phrase) for known in self._spelling.repair(word)]

    def _having(self, words: list[str]) -> npt.NDArray[np.int64]:
        """The rows that hold any of the words and deny none."""
        held = [self._rows(word) for word in words]
        denied = [self._rows(ABSENT + word) for word in words]
        nothing = np.empty(0, np.int64)
        return np.setdiff1d(np.concatenate([nothing, *held]), np.concatenate([nothing, *denied]))

    def _rows(self, word: str) -> npt.NDArray[np.int64]:
        """The rows of the products in which the word occurs."""
        number = self._bm25.vocab_dict.get(word) if self._bm25 is not None else None
        if number is None:
            return np.empty(0, np.int64)
        start, end = self._bm25.scores["indptr"][number : number + 2]
        return np.asarray(self._bm25.scores["indices"][start:end], np.int64)


def _library() -> Any:
    """bm25s, which turns on its own debug messages when it is imported, without them."""
    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    return bm25s


def _numbers(document: list[str], vocabulary: dict[str, int]) -> "array[int]":
    """The document's words by their numbers, which take a tenth of the memory; new words get the next ones."""
    return array("i", [vocabulary.setdefault(word, len(vocabulary)) for word in document])


def document_words(product: Product) -> list[str]:
    """The product's stemmed words, each as often as its field counts."""
    fields = (
        (product.title, TITLE),
        (product.brand, BRAND),
        (product.product_type, CATEGORY),
        (" ".join(product.colors), COLOR),
        (" ".join((*product.materials, product.gender, *product.highlights, product.description)), REST),
    )
    return [word for text, times in fields for word in (*stemmed(text), *absent(text)) * times]


def absent(text: str) -> list[str]:
    """The marked words for what the text says is not there."""
    return [ABSENT + word for word in stemmed(" ".join(sorted(denied_words(text))))]


def stemmed(text: str) -> list[str]:
    """The text's words as the index keeps them: Porter2 stems without stop words."""
    from Stemmer import Stemmer  # making one takes a third of a microsecond; sharing one is not thread-safe

    return list(Stemmer("english").stemWords(search_words(text)))
