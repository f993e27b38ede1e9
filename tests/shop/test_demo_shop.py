"""The demo shop as the importers and the demo page meet it."""

import csv
import json
from collections import Counter, defaultdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from shop.demo import DemoFiles, write_demo
from shop.demo.sizes import SIZES
from shop.feeds.importer import import_file
from shop.storage.database import Database
from shop.storage.faq import load_faq
from shop.storage.products import load_products

END = datetime(2026, 3, 1, tzinfo=timezone.utc)
SMALL = {"products": 260, "customers": 160, "reviews": 900, "days": 60}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return write_demo(tmp_path_factory.mktemp("demo") / "shop", end=END, **SMALL)


@pytest.fixture(scope="module")
def products(shop: DemoFiles) -> dict[str, dict[str, str]]:
    return {row["id"]: row for row in rows(shop.products, "\t")}


@pytest.fixture(scope="module")
def events(shop: DemoFiles) -> list[dict[str, str]]:
    return rows(shop.events)


@pytest.fixture(scope="module")
def reviews(shop: DemoFiles) -> list[dict[str, str]]:
    return rows(shop.reviews)


@pytest.fixture(scope="module")
def truth(shop: DemoFiles) -> dict[str, Any]:
    return json.loads(shop.truth.read_text(encoding="utf-8"))


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def amount(text: str) -> float:
    return float(text.removesuffix(" USD"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_importers_take_every_row(shop: DemoFiles, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'aisle.db'}")
    database.migrate()
    files = {"products": shop.products, "reviews": shop.reviews, "events": shop.events, "faq": shop.faq}
    for kind, path in files.items():
        report = import_file(database, kind, path)  # type: ignore[arg-type]
        assert report.rejected == 0 and report.added == report.read > 0
    product, answers = load_products(database)[0], load_faq(database)
    database.dispose()
    assert len(product.sizes) > 1 and len(product.highlights) > 1 and product.price
    assert len(answers) >= 14 and all(len(entry.questions) >= 2 for entry in answers)


def test_same_seed_gives_the_same_bytes_and_another_seed_does_not(tmp_path: Path) -> None:
    size = {"products": 50, "customers": 20, "reviews": 80, "days": 20}
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        write_demo(tmp_path / name, end=END, seed=seed, **size)
    first = contents(tmp_path / "first")
    assert first == contents(tmp_path / "again")
    other = contents(tmp_path / "other")
    assert all(first[name] != other[name] for name in ("products.tsv", "events.csv", "reviews.csv"))


def test_writing_again_replaces_the_folder_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    size = {"products": 12, "customers": 6, "reviews": 5, "days": 10}
    folder = tmp_path / "shop"
    write_demo(folder, end=END, **size)
    (folder / "stale.txt").write_text("old")
    files = write_demo(folder, end=END, **size)
    assert not (folder / "stale.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["shop"]
    assert files.products.is_file() and files.images.is_dir()


def test_a_step_that_fails_leaves_the_old_shop_in_place(tmp_path: Path) -> None:
    size = {"products": 12, "customers": 6, "reviews": 5, "days": 10}
    folder = tmp_path / "shop"
    write_demo(folder, end=END, **size)
    before = contents(folder)

    def stop(step: str) -> None:
        if "reviews" in step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_demo(folder, end=END, seed=99, progress=stop, **size)
    assert contents(folder) == before


def test_counts_are_as_asked(products: dict[str, Any], reviews: list[Any], truth: dict[str, Any]) -> None:
    assert len(products) == SMALL["products"]
    assert len(reviews) == SMALL["reviews"]
    assert len(truth["customers"]) == SMALL["customers"]


def test_the_shop_has_many_categories_and_brands(products: dict[str, dict[str, str]]) -> None:
    assert len({row["product_type"] for row in products.values()}) >= 30
    assert len({row["brand"] for row in products.values()}) >= 8


def test_prices_are_sensible_and_sales_are_cheaper(products: dict[str, dict[str, str]]) -> None:
    on_sale = [row for row in products.values() if row["sale_price"]]
    assert 0 < len(on_sale) < len(products) / 2
    assert all(0 < amount(row["sale_price"]) < amount(row["price"]) for row in on_sale)
    assert all(5 < amount(row["price"]) < 700 for row in products.values())


def test_some_are_sold_out_but_most_are_not(products: dict[str, dict[str, str]]) -> None:
    stock = Counter(row["availability"] for row in products.values())
    assert set(stock) == {"in_stock", "out_of_stock"}
    assert stock["in_stock"] > 5 * stock["out_of_stock"]


def test_sizes_fit_the_category(products: dict[str, dict[str, str]]) -> None:
    shoes = {size for sizes in SIZES["shoes"].values() for size in sizes}
    letters = {size for sizes in SIZES["clothing"].values() for size in sizes} | set(SIZES["waist"]["male"])
    for row in products.values():
        sizes = {size.strip() for size in row["size"].split(",") if size.strip()}
        if row["product_type"].startswith("Footwear"):
            assert sizes and sizes <= shoes
        if row["product_type"].startswith("Clothing"):
            assert sizes and sizes <= letters
        if row["product_type"] == "Camping > Tents":
            assert not sizes


def test_variants_of_a_style_share_group_and_description_and_differ_in_colour(
    products: dict[str, dict[str, str]],
) -> None:
    groups = defaultdict(list)
    for row in products.values():
        groups[row["item_group_id"]].append(row)
    assert any(len(group) > 1 for group in groups.values())
    for group in groups.values():
        assert len({row["color"] for row in group}) == len(group)
        assert len({row["description"] for row in group}) == 1


def test_descriptions_say_what_the_product_is(products: dict[str, dict[str, str]]) -> None:
    for row in products.values():
        text = row["description"]
        assert "{" not in text and "}" not in text
        assert 60 < len(text) < 900
        if row["product_type"].endswith("Rain Jackets"):
            assert "waterproof" in text.lower()
        if row["product_type"].endswith("Softshell Jackets"):
            assert "not waterproof" in text or "water-resistant" in text or "real rain" in text


def test_there_are_several_waterproof_jackets_below_120_that_are_not_black(tmp_path: Path) -> None:
    files = write_demo(tmp_path / "shop", end=END, products=600, customers=8, reviews=1, days=5)
    found = {
        row["item_group_id"]
        for row in rows(files.products, "\t")
        if row["product_type"].endswith("Rain Jackets")
        and amount(row["sale_price"] or row["price"]) < 120
        and "Black" not in row["color"]
        and row["availability"] == "in_stock"
        and row["age_group"] == "adult"
    }
    assert len(found) >= 4


def test_every_product_has_a_harmless_picture(shop: DemoFiles, products: dict[str, Any]) -> None:
    for product_id, row in products.items():
        assert row["image_link"] == f"/demo/images/{product_id}.svg"
        text = (shop.images / f"{product_id}.svg").read_text(encoding="utf-8")
        root = ElementTree.fromstring(text)
        names = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
        assert names <= {"svg", "g", "path", "rect", "circle", "ellipse", "clipPath"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not any("href" in name or name.startswith("on") for name in attributes)
        assert "$" not in text


def test_pictures_show_the_colour(shop: DemoFiles, products: dict[str, Any]) -> None:
    groups = defaultdict(list)
    for product_id, row in products.items():
        groups[row["item_group_id"]].append((shop.images / f"{product_id}.svg").read_bytes())
    assert all(len(set(pictures)) == len(pictures) for pictures in groups.values())


def test_events_are_about_products_in_the_shop_and_in_order(
    products: dict[str, Any], events: list[dict[str, str]]
) -> None:
    assert {event["item_id"] for event in events} <= set(products)
    assert len({event["event_id"] for event in events}) == len(events)
    times = [event["timestamp"] for event in events]
    assert times == sorted(times)
    assert times[-1] < "2026-03-01T00:00:00Z" and times[0] >= "2025-12-31"
    assert {"view_item", "view_item_list", "select_item", "add_to_cart", "purchase"} <= {
        event["event"] for event in events
    }


def test_what_is_bought_was_put_into_the_cart_and_what_comes_back_was_bought(
    events: list[dict[str, str]],
) -> None:
    seen: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for event in events:
        key = (event["customer_id"], event["item_id"])
        if event["event"] == "purchase":
            assert key in seen["add_to_cart"]
        if event["event"] == "refund":
            assert key in seen["purchase"]
        seen[event["event"]].add(key)


def test_nobody_buys_what_is_made_for_somebody_else(
    products: dict[str, Any], events: list[dict[str, str]], truth: dict[str, Any]
) -> None:
    bought = [event for event in events if event["event"] == "purchase"]
    wrong = [
        event
        for event in bought
        if products[event["item_id"]]["gender"]
        not in ("unisex", truth["customers"][event["customer_id"]]["gender"])
    ]
    assert bought and not wrong


def test_demo_customers_have_long_and_different_histories(
    shop: DemoFiles, products: dict[str, Any], events: list[dict[str, str]]
) -> None:
    cards = json.loads(shop.customers.read_text(encoding="utf-8"))
    assert {"maya", "jonas", "lena"} <= {card["customer_id"] for card in cards}
    assert all(card["name"] and card["description"] for card in cards)
    kinds = {
        card["customer_id"]: {
            products[event["item_id"]]["product_type"]
            for event in events
            if event["customer_id"] == card["customer_id"]
        }
        for card in cards
    }
    assert all(len(kind) >= 2 for kind in kinds.values())
    assert not kinds["maya"] & kinds["lena"] - {"Accessories > Gloves"}


def test_reviews_are_readable_and_their_ratings_fit(
    products: dict[str, Any], reviews: list[dict[str, str]], truth: dict[str, Any]
) -> None:
    happy, unhappy = [], []
    for review in reviews:
        assert review["product_id"] in products
        assert review["text"].strip() and not set("{}$") & set(review["text"] + review["title"])
        assert review["timestamp"] < "2026-03-01T00:00:00Z"
        (unhappy if review["review_id"] in truth["complaints"] else happy).append(int(review["rating"]))
    assert min(happy) >= 3 and max(unhappy) <= 4
    assert sum(happy) / len(happy) > 4.2 > 3 > sum(unhappy) / len(unhappy)
    assert len({review["text"] for review in reviews}) > 0.8 * len(reviews)


def test_planted_complaints_show_at_their_rate(tmp_path: Path) -> None:
    files = write_demo(tmp_path / "shop", end=END, products=120, customers=120, reviews=4000, days=40)
    truth = json.loads(files.truth.read_text(encoding="utf-8"))
    reviews = rows(files.reviews)
    complaints = truth["complaints"]
    assert len(truth["flaws"]) >= 12
    flawed = {product_id for flaw in truth["flaws"] for product_id in flaw["product_ids"]}
    for flaw in truth["flaws"]:
        of_style = [row["review_id"] for row in reviews if row["product_id"] in flaw["product_ids"]]
        if len(of_style) >= 80:
            share = sum(flaw["aspect"] in complaints.get(one, ()) for one in of_style) / len(of_style)
            assert share == pytest.approx(flaw["rate"], abs=0.17)
    others = [row["review_id"] for row in reviews if row["product_id"] not in flawed]
    assert sum(one in complaints for one in others) < 0.15 * len(others)


def test_progress_tells_each_step(tmp_path: Path) -> None:
    said: list[str] = []
    write_demo(tmp_path / "shop", end=END, products=5, customers=6, reviews=3, days=5, progress=said.append)
    assert len(said) == 3
    assert all(line[0].isupper() for line in said)


def test_a_naive_end_counts_as_utc(tmp_path: Path) -> None:
    size = {"products": 5, "customers": 6, "reviews": 3, "days": 5}
    write_demo(tmp_path / "naive", end=END.replace(tzinfo=None), **size)
    write_demo(tmp_path / "aware", end=END, **size)
    assert contents(tmp_path / "naive") == contents(tmp_path / "aware")
