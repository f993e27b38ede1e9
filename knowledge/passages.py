"""What is embedded of a product: the text a sentence model reads."""

from shop.product import Product

AUDIENCE_WORDS = {"male": "for men", "female": "for women", "unisex": "for men and women", "": ""}


def passage(product: Product) -> str:
    """One text per product, the telling fields first: a model reads only so many words (all-MiniLM: 256)."""
    parts = (
        product.title,
        product.brand,
        product.product_type.replace(" > ", ", "),
        ", ".join(product.colors),
        ", ".join(product.materials),
        AUDIENCE_WORDS[product.gender],
        product.age_group if product.age_group != "adult" else "",
        ". ".join(product.highlights),
        product.description,
    )
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def product_texts(product: Product) -> tuple[str, ...]:
    """All that the shop says of a product in words."""
    return (
        product.title,
        product.brand,
        product.product_type,
        product.description,
        *product.highlights,
        *product.colors,
        *product.materials,
    )
