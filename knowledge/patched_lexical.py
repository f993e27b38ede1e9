"""A word index with some products changed, without indexing all the others again."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from knowledge.lexical import LexicalIndex
from shop.product import Product

#: So many products are indexed together with the changed ones, so that each word weighs about what it does in all.
SAMPLE = 600
SEED = 0


class PatchedLexical(LexicalIndex):
    """The word index `base` with some products changed, added or taken out; see `patched`.

    What stays is scored by the base. What changed is scored by a small index of itself and a `sample` of what
    stays, brought to the base's scale by what both say of that sample.
    """

    def __init__(self, base: LexicalIndex, kept: Sequence[int], sample: Sequence[int], beside: LexicalIndex):
        """`kept` are the base's rows that stay, `sample` those of them that are the first in `beside`."""
        fresh = beside.product_ids[len(sample) :]
        self.product_ids = (*(base.product_ids[row] for row in kept), *fresh)
        self._fresh = frozenset(fresh)
        self._stays = frozenset(self.product_ids) - self._fresh
        self._base, self._beside = base, beside
        self._kept, self._sample = np.array(kept, np.int64), np.array(sample, np.int64)
        #: What a word of one product weighs more among all products than among the sample: BM25's idf is a log.
        self._rarer = np.log1p(len(base.product_ids)) / np.log1p(len(sample) + 1)

    def scores(self, text: str) -> npt.NDArray[np.float32]:
        old, new = self._base.scores(text), self._beside.scores(text)
        count = len(self._sample)
        reached, known = new[:count].max(initial=0), old[self._sample].max(initial=0)
        scale = known / reached if reached > 0 and known > 0 else self._rarer
        return np.concatenate((old[self._kept], new[count:] * np.float32(scale)))

    def unwanted(self, text: str) -> npt.NDArray[np.float32]:
        new = self._beside.unwanted(text)[len(self._sample) :]
        return np.concatenate((self._base.unwanted(text)[self._kept], new))

    def holding(self, text: str) -> list[str]:
        old = [name for name in self._base.holding(text) if name in self._stays]
        return [*old, *(name for name in self._beside.holding(text) if name in self._fresh)]

    def knows(self, text: str) -> bool:
        """Whether each word of the text, small words aside, occurs in some product, or did before the change."""
        return all(self._base.knows(word) or self._beside.knows(word) for word in text.split())


def patched(
    base: LexicalIndex, products: Sequence[Product], changed: Sequence[Product], removed: Collection[str]
) -> LexicalIndex:
    """The word index of a changed catalogue; `products` are all that it holds now.

    A small catalogue is indexed anew, which is exact.
    """
    if len(products) <= 2 * SAMPLE:
        return LexicalIndex.build(products)
    gone = {*removed, *(product.product_id for product in changed)}
    kept = [row for row, name in enumerate(base.product_ids) if name not in gone]
    by_id = {product.product_id: product for product in products}
    rng = np.random.default_rng(SEED)
    sample = sorted(rng.choice(kept, size=min(SAMPLE, len(kept)), replace=False).tolist())
    beside = LexicalIndex.build((*(by_id[base.product_ids[row]] for row in sample), *changed))
    return PatchedLexical(base, kept, sample, beside)
