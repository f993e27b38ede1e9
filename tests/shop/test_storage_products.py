"""Products: saved, changed, retired, found with their live price."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shop.product import Product
from shop.review import Review
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.products import (
    catalogue_version,
    changed_since,
    count_products,
    find_products,
    load_products,
    retire_products,
    save_products,
    stage_products,
)
from shop.storage.reviews import save_reviews

BOOT = Product(
    "boot",
    "Ridge Boot",
    price=119.0,
    sale_price=99.5,
    colors=("Black", "Moss Green"),
    sizes=("42", "42,5"),
    gender="male",
    product_type="Footwear > Boots",
)
HAT = Product("hat", "Wool Hat", price=None, description="Warm — très chaud 🧢")


def same(left: Product, right: Product) -> bool:
    """Equal but for the rating, where NaN equals nothing."""
    names = [name for name in Product.__dataclass_fields__ if name != "rating"]
    return all(getattr(left, name) == getattr(right, name) for name in names)


def test_comes_back_as_it_was_saved(db: Database) -> None:
    assert save_products(db, [HAT, BOOT]) == Counts(added=2)
    boot, hat = load_products(db)
    assert same(boot, BOOT) and same(hat, HAT)
    assert math.isnan(hat.rating) and hat.review_count == 0


def test_saving_again_tells_changed_from_unchanged(db: Database) -> None:
    save_products(db, [BOOT, HAT])
    dearer = Product("boot", "Ridge Boot", price=129.0)
    assert save_products(db, [dearer, HAT]) == Counts(changed=1, unchanged=1)
    assert find_products(db, ["boot"])["boot"].price == 129.0


def test_the_last_of_two_with_one_id_wins(db: Database) -> None:
    counts = save_products(db, [Product("boot", "First"), HAT, Product("boot", "Last")])
    assert counts == Counts(added=2, duplicates=1)
    assert find_products(db, ["boot"])["boot"].title == "Last"


def test_the_last_wins_across_chunks(db: Database) -> None:
    many = [Product(f"p{number}", "Old") for number in range(1500)]
    counts = save_products(db, [*many, Product("p0", "New")])
    assert counts == Counts(added=1500, duplicates=1)
    assert find_products(db, ["p0"])["p0"].title == "New"


def test_retired_products_are_not_sold_but_known(db: Database) -> None:
    save_products(db, [BOOT, HAT])
    assert retire_products(db, keep={"hat"}) == 1
    assert [product.product_id for product in load_products(db)] == ["hat"]
    assert count_products(db) == 1
    assert find_products(db, ["boot", "hat"]).keys() == {"hat"}
    assert find_products(db, ["boot"], retired=True)["boot"].title == "Ridge Boot"


def test_a_retired_product_returns_when_it_is_in_the_feed_again(db: Database) -> None:
    save_products(db, [BOOT])
    retire_products(db, keep=())
    assert save_products(db, [BOOT]) == Counts(changed=1)
    assert count_products(db) == 1


def test_rating_comes_from_the_reviews(db: Database) -> None:
    save_products(db, [BOOT, HAT])
    save_reviews(
        db, [Review("1", "boot", 5, "fine"), Review("2", "boot", 2, "leaks"), Review("3", "gone", 1, "")]
    )
    found = find_products(db, ["boot", "hat", "unknown"])
    assert (found["boot"].rating, found["boot"].review_count) == (3.5, 2)
    assert found["hat"].review_count == 0
    assert load_products(db)[0].rating == 3.5


def test_finds_more_products_than_one_statement_can_ask_for(db: Database) -> None:
    save_products(db, [Product(f"p{number}", "Sock") for number in range(2500)])
    ids = [f"p{number}" for number in range(2500)]
    assert find_products(db, [*ids, *ids]).keys() == set(ids)


def test_the_version_rises_with_every_change_and_only_then(db: Database) -> None:
    versions = [catalogue_version(db)]

    def now() -> bool:
        versions.append(catalogue_version(db))
        return versions[-1] > versions[-2]

    save_products(db, [BOOT, HAT])
    assert versions == [0] and now()
    save_products(db, [BOOT, HAT])
    assert not now()
    save_reviews(db, [Review("1", "boot", 5, "fine")])
    assert now()
    save_reviews(db, [Review("1", "boot", 5, "fine")])
    assert not now()
    retire_products(db, keep={"boot"})
    assert now()
    retire_products(db, keep={"boot"})
    assert not now()


def test_saving_that_breaks_in_the_middle_changes_nothing(db: Database) -> None:
    save_products(db, [HAT])

    def breaking() -> Iterator[Product]:
        yield from (Product(f"p{number}", "Sock") for number in range(3000))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        save_products(db, breaking())
    assert [product.product_id for product in load_products(db)] == ["hat"]
    assert save_products(db, [BOOT]) == Counts(added=1)


def test_text_that_databases_refuse_is_cleaned(db: Database) -> None:
    save_products(db, [Product("a", "Nul\x00 and half \ud83d a pair")])
    assert load_products(db)[0].title == "Nul and half ? a pair"


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begins", "ends", "paid"),
    [
        (None, None, 99.5),
        (-DAY, DAY, 99.5),
        (timedelta(), DAY, 99.5),
        (DAY, 2 * DAY, 119.0),
        (-2 * DAY, timedelta(), 119.0),
    ],
)
def test_a_sale_price_holds_within_its_dates_only(
    db: Database, begins: timedelta | None, ends: timedelta | None, paid: float
) -> None:
    dates = {
        name: None if span is None else NOW + span
        for name, span in (("sale_from", begins), ("sale_until", ends))
    }
    save_products(db, [replace(BOOT, **dates)])
    (loaded,) = load_products(db, NOW)
    found = find_products(db, ["boot"], now=NOW)["boot"]
    assert loaded.current_price == found.current_price == paid
    assert loaded.on_sale is found.on_sale is (paid == 99.5)


def test_what_joins_a_known_shop_is_remembered_as_new_and_the_first_file_is_not(db: Database) -> None:
    save_products(db, [BOOT, HAT], now=NOW - 30 * DAY)
    save_products(db, [BOOT, HAT, Product("sock", "Sock")], now=NOW)
    save_products(db, [BOOT, HAT, Product("sock", "Longer Sock")], now=NOW + DAY)
    came = {product.product_id: product.added_at for product in load_products(db, NOW + DAY)}
    assert came == {"boot": None, "hat": None, "sock": NOW}


def test_a_second_file_of_other_products_fills_the_shop_and_says_nothing_of_arrivals(db: Database) -> None:
    save_products(db, [BOOT], now=NOW)
    save_products(db, [HAT, Product("sock", "Sock")], now=NOW + DAY)
    assert {product.added_at for product in load_products(db, NOW + DAY)} == {None}


def test_the_feeds_own_date_of_arrival_goes_before_what_was_seen_and_one_ahead_is_none(db: Database) -> None:
    known = replace(BOOT, added_at=NOW - 300 * DAY)
    save_products(db, [known, HAT], now=NOW)
    save_products(db, [known, HAT, Product("sock", "Sock", added_at=NOW + DAY)], now=NOW)
    assert [product.added_at for product in load_products(db, NOW)] == [NOW - 300 * DAY, None, None]
    assert find_products(db, ["sock"], now=NOW + DAY)["sock"].added_at == NOW + DAY


def test_what_changed_since_a_version_is_told_and_nothing_else(db: Database) -> None:
    save_products(db, [BOOT, HAT])
    first = catalogue_version(db)
    save_products(db, [BOOT, replace(HAT, price=9.0), Product("sock", "Sock")])
    second = catalogue_version(db)
    assert changed_since(db, first) == {"hat": True, "sock": True}
    retire_products(db, keep={"hat", "sock"})
    third = catalogue_version(db)
    assert changed_since(db, second) == {"boot": False}
    with stage_products(db) as stage:
        stage.add([HAT])
        stage.merge(replace_all=True)
    assert changed_since(db, third) == {"hat": True, "sock": False}
    fourth = catalogue_version(db)
    assert save_products(db, [HAT]) == Counts(unchanged=1)
    assert catalogue_version(db) == fourth and changed_since(db, fourth) == {}
