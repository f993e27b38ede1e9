"""Audience words: whom a product is for, by the gender and age group of its feed."""

from shop.product import Product

_MEN = frozenset(("male", "man", "men", "mens", "gentleman", "gentlemen"))
_WOMEN = frozenset(("female", "woman", "women", "womens", "lady", "ladies"))
_BOYS = frozenset(("boy", "boys"))
_GIRLS = frozenset(("girl", "girls"))
_KIDS = frozenset(("kid", "kids", "child", "children", "childrens", "youth", "junior", "juniors"))
_BABIES = frozenset(("baby", "babies", "infant", "infants", "newborn", "newborns", "toddler", "toddlers"))
_ADULTS = frozenset(("adult", "adults", "grownup", "grownups"))
#: Source: values of age_group in the Google Merchant product data specification.
_BABY_AGES = frozenset(("newborn", "infant", "toddler"))
_CHILD_AGES = _BABY_AGES | {"kids"}


def audience_of(product: Product) -> str:
    """The product's audience as one value, such as "male adult"; "" where the feed says nothing."""
    return f"{product.gender} {product.age_group}".strip().casefold()


def audiences_meet(one: str, other: str) -> bool:
    """Whether two `audience_of` values have people in common; what is not said or unisex is for everybody."""
    first, second = frozenset(one.split()), frozenset(other.split())
    apart = any("male" in a and "female" in b for a, b in ((first, second), (second, first)))
    ages = [said & (_CHILD_AGES | {"adult"}) for said in (first, second)]
    grown = [bool(said & {"adult"}) for said in ages]
    return not apart and not (all(ages) and grown[0] != grown[1])


def audience_admits(wanted: str, value: str) -> bool:
    """Whether an `audience_of` value serves the audience asked for.

    Unisex serves men and women, and so does what names no audience: nobody asks a tent for a gender.
    "male" is any age; "men" is not for children, "boys" only for them.
    """
    asked = wanted.strip().casefold().replace("'", "").replace("’", "")
    said = frozenset(value.split())
    child, baby = bool(said & _CHILD_AGES), bool(said & _BABY_AGES)
    anyone = not said or "unisex" in said
    male, female = anyone or "male" in said, anyone or "female" in said
    rules = (
        (_MEN, male and (asked == "male" or not child)),
        (_WOMEN, female and (asked == "female" or not child)),
        (_BOYS, child and "female" not in said),
        (_GIRLS, child and "male" not in said),
        (_KIDS, child),
        (_BABIES, baby),
        (_ADULTS, not child),
        (frozenset(("unisex",)), anyone),
    )
    return any(served for names, served in rules if asked in names)
