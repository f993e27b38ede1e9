"""The complaints of the shop's reviews that no aspect covers."""

import re
from collections.abc import Iterable

import numpy as np

from knowledge.adoption import known_vectors
from knowledge.aspects import OTHER
from knowledge.complaints import aspects_file
from knowledge.discovery import Discovery, discover
from knowledge.embedder import Embedder
from knowledge.reading import Reading
from knowledge.tally import needed
from knowledge.words import words
from shop.product import Product
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products
from shop.storage.readings import read_reviews

#: Sentences that are looked at; of more, so many by chance. Bounds the time to encode them.
MOST = 20_000


def discoveries(settings: Settings, db: Database) -> list[Discovery]:
    """What buyers complain of and no aspect covers, most voiced first, without what the shop dismissed or adopted.

    The same reviews give the same list. Raises AspectError where a file of the shop's is wrong.
    """
    found = other_sentences(db)
    if not found:
        return []
    encode = Embedder.load(settings).encode_many
    sentences, product_ids = zip(*found, strict=True)
    known = known_vectors(settings, aspects_file(settings), encode)
    dismissed = known if len(known) else None
    return discover(sentences, product_ids, encode(sentences), dismissed, goods(load_products(db)))


def other_sentences(db: Database) -> list[tuple[str, str]]:
    """Pairs of a sentence that complains of something without an aspect, and its product's id, in
    order; at most MOST."""
    found = sorted(
        (remark.sentence, review.product_id)
        for review, values in read_reviews(db)
        for remark in Reading.from_dict(values).remarks
        if remark.aspect == OTHER and remark.score >= needed(review.rating)
    )
    if len(found) <= MOST:
        return found
    rows = np.random.default_rng(0).choice(len(found), MOST, replace=False)
    return [found[row] for row in sorted(rows)]


def goods(products: Iterable[Product]) -> set[str]:
    """The words for what is sold: "Hats & Rain Jackets" are hats and jackets."""
    kinds = {kind for product in products for kind in re.split(r"&|,|/|\band\b", product.category)}
    return {named[-1] for named in map(words, kinds) if named}
