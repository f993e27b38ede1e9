"""What a request reads: names are found in what the shop says of its products."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Engine
from knowledge.lexical import LexicalIndex
from knowledge.passages import product_texts
from knowledge.words import contains, words
from shop.product import Product

WORDS = ("rain", "Jackets", "jacket", "of", "the", "Café", "T-Shirt", "shirt", "20L", "20", "l", "men's")
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
catalogues = st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=5)


def engine(products: list[Product]) -> Engine:
    search = LexicalIndex.build(products)
    return Engine({p.product_id: p for p in products}, None, search, None, search, None, {}, "", (0, ""))  # type: ignore[arg-type]


def mentions(products: list[Product], name: str) -> bool:
    """As `Engine.mentions` says, by reading every text."""
    known, wanted = LexicalIndex.build(products).knows(name), words(name)
    read = (words(text) for product in products for text in product_texts(product))
    return known and (len(wanted) < 2 or any(contains(text, wanted) for text in read))


@given(catalogues, texts)
def test_a_name_is_found_wherever_reading_every_text_finds_it(
    catalogue: list[tuple[str, str, str]], name: str
) -> None:
    products = [
        Product(f"p{number}", title, description, highlights=(highlight,))
        for number, (title, description, highlight) in enumerate(catalogue)
    ]
    assert engine(products).mentions(name) == mentions(products, name)


def test_only_products_that_hold_every_word_are_read() -> None:
    shop = [Product("a", "Rain Jacket"), Product("b", "Rain Trousers"), Product("c", "Jackets for rain")]
    assert engine(shop).search.holding("rain jacket") == ["a", "c"]
    assert engine(shop).search.holding("jacket of rain") == ["a", "c"]
    assert engine(shop).search.holding("of the") == ["a", "b", "c"]
    assert engine(shop).search.holding("rain hat") == []
