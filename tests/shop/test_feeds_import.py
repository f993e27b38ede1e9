"""What an import does to the shop: good rows in, bad rows told, or nothing at all."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shop.event import EVENT_NAMES
from shop.feeds import importer
from shop.feeds.errors import FeedError
from shop.feeds.importer import ImportReport, import_file
from shop.storage.customers import remembered
from shop.storage.database import Database
from shop.storage.events import load_events
from shop.storage.products import catalogue_version, find_products, load_products
from shop.storage.reviews import load_reviews

Bring = Callable[..., ImportReport]
MOMENT = datetime(2026, 1, 31, 12, tzinfo=UTC)
SECONDS = int(MOMENT.timestamp())


@pytest.fixture
def bring(db: Database, tmp_path: Path) -> Bring:
    """Imports text into each kind of database in turn."""

    def bring(content: str, kind: str = "products", **options: object) -> ImportReport:
        path = tmp_path / "feed.csv"
        path.write_text(content)
        return import_file(db, kind, path, **options)  # type: ignore[arg-type]

    return bring


def rejects(path: Path) -> list[list[str]]:
    """Line, column and expectation of each reject."""
    with path.open(newline="") as file:
        return [[row["line"], row["column"], row["expected"]] for row in csv.DictReader(file)]


def ids(db: Database) -> list[str]:
    return [product.product_id for product in load_products(db)]


def test_importing_twice_changes_nothing(bring: Bring, db: Database) -> None:
    feed = "id,title,price,color\n1,Boot,5,Black/White\n2,Hat,,\n"
    assert bring(feed).added == 2
    version = catalogue_version(db)
    again = bring(feed)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 2)
    assert catalogue_version(db) == version


def test_changed_rows_are_updated_and_others_kept(bring: Bring, db: Database) -> None:
    bring("id,title,price\n1,Boot,5\n2,Hat,6\n")
    report = bring("id,title,price\n2,Hat,7\n3,Sock,1\n")
    assert (report.added, report.changed, report.retired) == (1, 1, 0)
    assert ids(db) == ["1", "2", "3"]
    assert find_products(db, ["2"])["2"].price == 7


def test_replacing_retires_what_is_gone(bring: Bring, db: Database) -> None:
    bring("id,title\n1,Boot\n2,Hat\n")
    report = bring("id,title\n2,Hat\n3,Sock\n", replace=True)
    assert (report.added, report.unchanged, report.retired) == (1, 1, 1)
    assert ids(db) == ["2", "3"]
    assert bring("id,title\n1,Boot\n").changed == 1
    assert ids(db) == ["1", "2", "3"]


def test_replacing_reviews_deletes_those_gone(bring: Bring, db: Database) -> None:
    bring("review_id,product_id,rating\na,1,5\nb,1,4\n", "reviews")
    assert bring("review_id,product_id,rating\nb,1,4\n", "reviews", replace=True).retired == 1
    assert [review.review_id for review in load_reviews(db)] == ["b"]


def test_events_are_never_replaced(bring: Bring) -> None:
    with pytest.raises(FeedError, match="cannot be replaced"):
        bring("event,timestamp\n", "events", replace=True)


def test_a_file_that_is_mostly_bad_replaces_nothing(bring: Bring, db: Database) -> None:
    bring("id,title\n1,Boot\n2,Hat\n")
    with pytest.raises(FeedError, match="2 of 3 rows"):
        bring("id,title\n3,Sock\n,Bad\n,Bad\n", replace=True)
    assert ids(db) == ["1", "2"]
    assert bring("id,title\n3,Sock\n,Bad\n", replace=True).retired == 2


def test_bad_rows_are_told_and_good_ones_come_in(bring: Bring, db: Database, tmp_path: Path) -> None:
    report = bring(
        "SKU,Title,price,availability,sale price\n"
        "1,Boot,5,in stock,\n"
        ",No id,5,,\n"
        "3,,5,,\n"
        "4,Dear,a lot,,\n"
        "5,Gone,5,maybe,\n"
        "6,Short\n"
        "7,Mixed,5 EUR,,4 USD\n"
        f"{'8' * 300},Long,1,,\n"
        "9,Hat,5,out_of_stock,4\n"
    )
    assert (report.read, report.added, report.rejected) == (9, 2, 7)
    assert report.rejects_path == tmp_path / "feed.csv.rejects.csv"
    assert rejects(report.rejects_path) == [
        ["3", "SKU", "an id"],
        ["4", "Title", "a title"],
        ["5", "price", "an amount such as 119.00 USD"],
        ["6", "availability", "in_stock, out_of_stock, preorder, backorder or a number of pieces"],
        ["7", "", "5 cells, not 2"],
        ["8", "sale price", "an amount in EUR, as the price"],
        ["9", "SKU", "an id of at most 200 characters"],
    ]
    assert ids(db) == ["1", "9"]


def test_rejects_go_where_they_are_wanted(bring: Bring, tmp_path: Path) -> None:
    wanted = tmp_path / "new" / "bad.csv"
    assert bring("id,title\n1,Boot\n,Bad\n", rejects=wanted).rejects_path == wanted
    assert wanted.read_text().splitlines() == [
        "file,line,column,expected,value",
        f"{tmp_path / 'feed.csv'},3,id,an id,",
    ]


def test_without_bad_rows_there_is_no_rejects_file(bring: Bring, tmp_path: Path) -> None:
    bring("id,title\n1,Boot\n,Bad\n")
    assert bring("id,title\n1,Boot\n2,Good\n").rejects_path is None
    assert not (tmp_path / "feed.csv.rejects.csv").exists()


def test_another_file_of_that_name_is_not_removed(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("mine")
    bring("id,title\n1,Boot\n", rejects=tmp_path / "notes.csv")
    assert (tmp_path / "notes.csv").read_text() == "mine"


def test_a_file_without_a_good_row_changes_nothing(bring: Bring, db: Database, tmp_path: Path) -> None:
    bring("id,title\n1,Boot\n")
    with pytest.raises(FeedError, match=r"line 2, column id: expected an id.*feed\.csv\.rejects\.csv"):
        bring("id,title\n,Bad\n,Bad\n")
    assert len(rejects(tmp_path / "feed.csv.rejects.csv")) == 2
    assert ids(db) == ["1"]


def test_the_last_row_of_an_id_wins_and_is_counted(bring: Bring, db: Database) -> None:
    report = bring("id,title\n1,First\n2,Hat\n1,Last\n")
    assert (report.read, report.added, report.duplicates) == (3, 2, 1)
    assert find_products(db, ["1"])["1"].title == "Last"


def test_unknown_columns_are_said(bring: Bring) -> None:
    assert bring("id,title,gtin,margin\n1,Boot,4,5\n").ignored == ("gtin", "margin")


def test_words_that_say_nothing_are_noted(bring: Bring) -> None:
    report = bring("id,title,gender\n1,Bowl,pets\n2,Lead,pets\n")
    assert report.notes == ("gender left empty, as it was none of male, female, unisex: 2",)


def test_a_mapping_renames_columns(bring: Bring, db: Database) -> None:
    mapping = {"Artikel": "id", "Bezeichnung": "title", "VK": "price", "title": "description"}
    bring('Artikel,Bezeichnung,VK,title\n1,Stiefel,"49,90",Warm\n', mapping=mapping)
    (boot,) = load_products(db)
    assert (boot.product_id, boot.title, boot.price, boot.description) == ("1", "Stiefel", 49.9, "Warm")


def test_a_mapping_may_use_any_name_we_know(bring: Bring, db: Database) -> None:
    bring("nr,title\n1,Boot\n", mapping={"nr": "product_id"})
    assert ids(db) == ["1"]


def test_a_mapping_with_a_mistake_is_refused(bring: Bring, db: Database) -> None:
    with pytest.raises(FeedError, match=r"turns vk into prize; it must be one of id, title"):
        bring("id,title\n1,Boot\n", mapping={"VK": "prize"})
    with pytest.raises(FeedError, match=r"renames vk, which .* does not have"):
        bring("id,title\n1,Boot\n", mapping={"VK": "price"})
    assert ids(db) == []


def test_currencies(bring: Bring, db: Database) -> None:
    bring("id,title,price,currency\n1,A,5,\n2,B,5,gbp\n3,C,5 USD,\n", currency="EUR")
    assert [product.currency for product in load_products(db)] == ["EUR", "GBP", "USD"]


def test_only_a_lower_price_is_a_sale(bring: Bring, db: Database) -> None:
    bring("id,title,price,sale_price\n1,A,5,4\n2,B,5,5\n3,C,,4\n")
    assert [(one.price, one.sale_price) for one in load_products(db)] == [(5, 4), (5, None), (4, None)]


def test_a_sale_has_the_dates_that_the_feed_gives_it(bring: Bring, db: Database) -> None:
    report = bring(
        "id,title,price,sale_price,sale_price_effective_date\n"
        "1,A,5,4,2026-01-31T13:00+0100/2026-02-28T12:00Z\n"
        "2,B,5,4,2020-01-31 / 2020-02-28\n"
        "3,C,5,4,soon\n"
        "4,D,5,4,2026-02-28/2026-01-31\n"
        "5,E,5,,soon\n"
    )
    first, second, third, fourth, _ = load_products(db, MOMENT)
    assert (first.sale_from, first.sale_until) == (MOMENT, datetime(2026, 2, 28, 12, tzinfo=UTC))
    assert first.sale_price == 4
    assert second.sale_until == datetime(2020, 2, 29, tzinfo=UTC)
    assert [one.current_price for one in (second, third, fourth)] == [5, 5, 5]
    assert report.rejected == 0
    assert report.notes == (
        "sale price left out, as its dates were no two times such as 2026-01-31T12:00Z/2026-02-28T12:00Z: 2",
    )


def test_the_day_a_product_came_is_read_and_an_odd_one_left_empty(bring: Bring, db: Database) -> None:
    report = bring("id,title,Created at\n1,A,2026-01-31\n2,B,01/02/2026\n3,C,\n")
    assert [one.added_at for one in load_products(db, MOMENT)] == [
        datetime(2026, 1, 31, tzinfo=UTC),
        None,
        None,
    ]
    assert report.notes == ("date_added left empty, as it was no time such as 2026-01-31: 1",)


def test_an_import_killed_in_the_middle_changes_nothing(
    bring: Bring, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("id,title\n1,Boot\n")
    whole = importer._Reading.things

    def killed(*arguments: object) -> Iterator[object]:
        for number, thing in enumerate(whole(*arguments)):  # type: ignore[arg-type]
            if number == 2500:
                raise KeyboardInterrupt
            yield thing

    rows = "".join(f"n{number},Sock\n" for number in range(3000))
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(importer._Reading, "things", killed)
        bring(f"id,title\n{rows}", replace=True)
    assert ids(db) == ["1"]
    assert bring(f"id,title\n{rows}").added == 3000


def test_progress_is_told_in_bytes(bring: Bring, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = "".join(f"{number},Sock with a long name, so that the file is long\n" for number in range(5000))
    bring(f"id,title,more\n{rows}", progress=lambda done, total: told.append((done, total)))
    size = (tmp_path / "feed.csv").stat().st_size
    assert len(told) > 3
    assert all(total == size for _, total in told)
    assert sorted(told) == told and 0 < told[0][0] < size and told[-1][0] == size


def test_reviews_come_in(bring: Bring, db: Database) -> None:
    bring(
        "review_id,product_id,customer_id,rating,title,text,timestamp,verified\n"
        'r1,1,kim,"4,5",Fine,<b>Dry</b> feet,2026-01-31,yes\n'
        "r2,1,,3 out of 5,,,,\n",
        "reviews",
    )
    first, second = load_reviews(db)
    assert (first.rating, first.text, first.customer_id, first.verified) == (4.5, "Dry feet", "kim", True)
    assert first.timestamp == datetime(2026, 1, 31, tzinfo=UTC)
    assert (second.rating, second.text, second.timestamp, second.verified) == (3, "", None, None)


def test_reviews_without_ids_come_in_once(bring: Bring, db: Database) -> None:
    feed = "product_id,rating,text\n1,5,Good\n1,5,Good\n1,5,Better\n"
    assert (bring(feed, "reviews").added, bring(feed, "reviews").added) == (2, 0)


def test_a_rating_is_1_to_5(bring: Bring) -> None:
    report = bring("product_id,rating\n1,5\n1,0\n1,6\n1,nan\n1,great\n1,\n", "reviews")
    assert (report.added, report.rejected) == (1, 5)


def test_flat_events_come_in(bring: Bring, db: Database) -> None:
    report = bring(
        "event,timestamp,customer_id,session_id,item_id,quantity,price\n"
        f"purchase,2026-01-31T12:00:00Z,kim,s1,boot,2,9.90\n"
        f"view_item,{SECONDS + 1},,s1,hat,,\n"
        f"search,{SECONDS + 2}000,,s1,,,\n",
        "events",
    )
    assert (report.added, report.rejected) == (3, 0)
    purchase, view, search = load_events(db)
    assert (purchase.name, purchase.timestamp, purchase.product_id) == ("purchase", MOMENT, "boot")
    assert (purchase.customer_id, purchase.quantity, purchase.price) == ("kim", 2, 9.9)
    assert (view.customer_id, view.session_id, view.quantity, view.price) == ("", "s1", 1, None)
    assert (search.name, search.product_id) == ("search", "")


def test_identical_rows_without_ids_are_one_event(bring: Bring) -> None:
    row = f"view_item,{SECONDS},kim,boot\n"
    feed = f"event,timestamp,customer_id,item_id\n{row}{row}view_item,{SECONDS + 1},kim,boot\n"
    assert (bring(feed, "events").added, bring(feed, "events").unchanged) == (2, 2)


def test_rows_with_ids_are_told_apart_by_them(bring: Bring) -> None:
    row = f"view_item,{SECONDS},kim,boot\n"
    assert bring(f"event_id,event,timestamp,customer_id,item_id\na,{row}b,{row}b,{row}", "events").added == 2


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("purchse,2026-01-31,boot,1,1", "event"),
        (",2026-01-31,boot,1,1", "event"),
        ("purchase,soon,boot,1,1", "timestamp"),
        ("purchase,,boot,1,1", "timestamp"),
        ("purchase,2026-01-31,,1,1", "item_id"),
        ("purchase,2026-01-31,boot,0,1", "quantity"),
        ("purchase,2026-01-31,boot,1.5,1", "quantity"),
        ("purchase,2026-01-31,boot,1,-1", "price"),
    ],
)
def test_bad_events_are_told(sqlite_db: Database, tmp_path: Path, row: str, column: str) -> None:
    path = tmp_path / "events.csv"
    path.write_text(f"event,timestamp,item_id,quantity,price\npurchase,2026-01-31,boot,1,1\n{row}\n")
    report = import_file(sqlite_db, "events", path)
    assert (report.added, report.rejected) == (1, 1)
    assert report.rejects_path is not None
    assert rejects(report.rejects_path)[0][:2] == ["3", column]


def test_ga4_events_of_every_shape_come_in(bring: Bring, db: Database) -> None:
    items = [{"item_id": "boot", "quantity": 2, "price": 9.9}, {"item_id": "hat"}]
    layer = {
        "event": "purchase",
        "timestamp": SECONDS,
        "user_id": "kim",
        "event_id": "x",
        "ecommerce": {"items": items},
    }
    export = {
        "event_name": "add_to_cart",
        "event_timestamp": str(SECONDS * 10**6 + 1),
        "user_id": None,
        "user_pseudo_id": "browser.1",
        "event_params": [
            {"key": "ga_session_id", "value": {"string_value": None, "int_value": "77"}},
            {"key": "page_title", "value": {"string_value": "Boots"}},
        ],
        "items": [{"item_id": "boot", "item_name": "Boot", "quantity": "1", "price": "9.9"}],
    }
    protocol = {
        "client_id": "c.1",
        "user_id": "lee",
        "timestamp_micros": SECONDS * 10**6 + 2,
        "events": [
            {"name": "page_view"},
            {"name": "view_item", "params": {"session_id": "5", "items": [{"item_id": "hat"}]}},
        ],
    }
    other = {"event_name": "my_own_event", "event_timestamp": SECONDS * 10**6, "event_params": []}
    report = bring("\n".join(map(json.dumps, (layer, export, protocol, other))), "events")
    assert (report.read, report.added, report.rejected) == (4, 4, 0)
    assert len(report.notes) == 2 and "page_view events left out" in report.notes[0]
    boot, hat, cart, view = load_events(db)
    assert [boot.event_id, hat.event_id] == ["x:0", "x:1"]
    assert (boot.customer_id, boot.quantity, boot.price, hat.product_id) == ("kim", 2, 9.9, "hat")
    assert (cart.name, cart.customer_id, cart.session_id, cart.product_id) == (
        "add_to_cart",
        "",
        "browser.1.77",
        "boot",
    )
    assert (view.customer_id, view.session_id, view.product_id) == ("lee", "c.1.5", "hat")


def test_the_same_item_twice_in_one_purchase_counts_twice(bring: Bring, db: Database) -> None:
    event = {"event": "purchase", "timestamp": SECONDS, "items": [{"item_id": "boot"}, {"item_id": "boot"}]}
    assert bring(json.dumps(event), "events").added == 2
    assert bring(json.dumps(event), "events").unchanged == 2


def test_history_counts_as_consented_unless_it_says_otherwise(bring: Bring, db: Database) -> None:
    bring(
        "event,timestamp,customer_id,item_id,consent\n"
        f"purchase,{SECONDS},kim,boot,\npurchase,{SECONDS},lee,boot,denied\npurchase,{SECONDS},max,boot,granted\n",
        "events",
    )
    assert {event.customer_id for event in load_events(db)} == {"kim", "max"}
    assert remembered(db, "lee")["events"] == 0


def test_consent_taken_back_in_a_later_file_takes_the_customer_out(bring: Bring, db: Database) -> None:
    bring(f"event,timestamp,customer_id,item_id,consent\npurchase,{SECONDS},kim,boot,granted\n", "events")
    report = bring(
        f"event,timestamp,customer_id,item_id,consent\npurchase,{SECONDS},kim,boot,denied\n", "events"
    )
    assert (report.added, report.changed) == (0, 1)
    assert list(load_events(db)) == []
    assert remembered(db, "kim")["events"] == 0


def test_bigquery_privacy_info_is_respected(bring: Bring, db: Database) -> None:
    rows = [
        {
            "event_name": "view_item",
            "event_timestamp": SECONDS * 10**6,
            "user_id": user,
            "privacy_info": {"analytics_storage": answer},
            "items": [{"item_id": "boot"}],
        }
        for user, answer in (("kim", "Yes"), ("lee", "No"))
    ]
    bring(json.dumps(rows), "events")
    assert [event.customer_id for event in load_events(db)] == ["kim"]


@pytest.mark.parametrize("name", EVENT_NAMES)
def test_every_event_we_know_comes_in(sqlite_db: Database, tmp_path: Path, name: str) -> None:
    path = tmp_path / "events"
    path.write_text(f"event,timestamp,item_id\n{name},{SECONDS},boot\n")
    assert import_file(sqlite_db, "events", path).added == 1
