"""The word index as the last process left it on disk: read where the catalogue says the same, else built anew."""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge import generations
from knowledge.lexical import LexicalIndex
from shop.product import Product

MARK = "mark"
log = logging.getLogger(__name__)


def lexical_index(root: Path, products: Sequence[Product]) -> LexicalIndex:
    """The word index of these products, from a folder under `root` where one of just these was kept."""
    mark = catalogue_mark(products)
    folder = generations.current(root)
    try:
        if folder and (folder / MARK).read_text(encoding="utf-8") == mark:
            return LexicalIndex.load(folder)
    except (OSError, ValueError, KeyError) as error:
        log.info("The word index in %s cannot be read (%s): built anew.", folder, error)
    index = LexicalIndex.build(products)
    _keep(root, index, mark)
    return index


def catalogue_mark(products: Iterable[Product]) -> str:
    """Changes with every text of every product, and with this room's programs, of which some read them."""
    digest = hashlib.sha256()
    for program in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(program.read_bytes())
    for p in products:
        texts = (p.product_id, p.title, p.description, p.brand, p.product_type, p.gender, p.age_group)
        digest.update(json.dumps([texts, p.colors, p.sizes, p.materials, p.highlights]).encode())
    return digest.hexdigest()


def _keep(root: Path, index: LexicalIndex, mark: str) -> None:
    try:
        with generations.draft(root) as folder:
            index.save(folder)
            (folder / MARK).write_text(mark, encoding="utf-8")
    except OSError as error:
        log.warning(
            "The word index could not be kept under %s (%s); the next start builds it again.", root, error
        )
