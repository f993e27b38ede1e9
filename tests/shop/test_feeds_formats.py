"""The format is found from what is in the file, whatever the file is called."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shop.feeds.errors import FeedError
from shop.feeds.importer import ImportReport, import_file
from shop.product import Product
from shop.storage.database import Database
from shop.storage.products import count_products, load_products

Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(sqlite_db: Database, tmp_path: Path) -> Bring:
    """Imports products out of text or bytes, from a file whose name says nothing."""

    def bring(content: str | bytes, kind: str = "products", **options: object) -> ImportReport:
        path = tmp_path / "feed"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_file(sqlite_db, kind, path, **options)  # type: ignore[arg-type]

    return bring


@pytest.fixture
def titles(sqlite_db: Database) -> Callable[[], list[str]]:
    return lambda: [product.title for product in load_products(sqlite_db)]


ROWS = [["id", "title", "price"], ["1", "Jacket, light", "119.00 USD"], ["2", "Boot", "89.00 USD"]]
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>The shop's own title</title>
<item><g:id>1</g:id><title>Jacket, light</title><g:price>119.00 USD</g:price></item>
<item><g:id>2</g:id><title>Boot</title><g:price>89.00 USD</g:price></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
<entry><id>tag:1</id><g:id>1</g:id><title>Jacket, light</title><g:price>119.00 USD</g:price></entry>
<entry><id>tag:2</id><g:id>2</g:id><title>Boot</title><g:price>89.00 USD</g:price></entry></feed>"""
OBJECTS = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]


def joined(delimiter: str) -> str:
    return "\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS
    )


FORMATS = {
    "CSV": joined(","),
    "TSV": joined("\t"),
    "CSV with semicolons": joined(";"),
    "CSV with bars": joined("|"),
    "XML": RSS,
    "JSON": json.dumps(OBJECTS, indent=2),
    "JSON Lines": "\n".join(json.dumps(row) for row in OBJECTS),
}


@pytest.mark.parametrize(("name", "content"), [*FORMATS.items(), ("XML", ATOM)])
@pytest.mark.parametrize("packed", [False, True])
def test_every_format_brings_the_same_products(
    bring: Bring, sqlite_db: Database, name: str, content: str, packed: bool
) -> None:
    report = bring(gzip.compress(content.encode()) if packed else content)
    assert report.format == (f"{name}, gzip" if packed else name)
    assert (report.read, report.added, report.rejected) == (2, 2, 0)
    found = [(product.product_id, product.title, product.price) for product in load_products(sqlite_db)]
    assert found == [("1", "Jacket, light", 119.0), ("2", "Boot", 89.0)]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"products": OBJECTS}),
        json.dumps({"shop": "x", "products": OBJECTS}, indent=1),
        json.dumps(OBJECTS),
        "sep=;\n" + joined(";"),
        joined(",").replace("\n", "\r\n"),
        joined(",").replace("\n", "\r"),
        "\n\n" + joined(",") + "\n\n\n",
        joined(",").replace("id,title,price", "g:ID, Title ,PRICE"),
    ],
)
def test_usual_variations_are_read(bring: Bring, titles: Callable[[], list[str]], content: str) -> None:
    assert bring(content).rejected == 0
    assert titles() == ["Jacket, light", "Boot"]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "CSV"),
        ("utf-8-sig", "CSV"),
        ("utf-16", "CSV, UTF-16"),
        ("latin-1", "CSV, Windows-1252"),
        ("cp1252", "CSV, Windows-1252"),
    ],
)
def test_encodings_are_told_apart(
    bring: Bring, titles: Callable[[], list[str]], encoding: str, said: str
) -> None:
    content = "id,title\n1,Café ß\n" if encoding == "latin-1" else "id,title\n1,Café’s\n"
    assert bring(content.encode(encoding)).format == said
    assert titles() == [content.splitlines()[1][2:]]


def test_latin_1_is_found_even_late_in_a_large_file(bring: Bring, titles: Callable[[], list[str]]) -> None:
    rows = "".join(f"{number},Sock number {number}\n" for number in range(3000))
    bring(f"id,title\n{rows}9999,Café\n".encode("latin-1"))
    assert "Café" in titles()


def test_xml_in_its_own_encoding(bring: Bring, titles: Callable[[], list[str]]) -> None:
    bring(
        '<?xml version="1.0" encoding="ISO-8859-1"?><a><product><id>1</id><name>Café</name></product></a>'.encode(
            "latin-1"
        )
    )
    assert titles() == ["Café"]


def test_a_cell_may_hold_line_breaks_and_quotes(bring: Bring, sqlite_db: Database) -> None:
    report = bring('id,title,description\n1,"The ""best"" boot","Warm,\ndry,\nlight"\n2,Hat,x\n')
    assert report.rejected == 0
    boot = load_products(sqlite_db)[0]
    assert (boot.title, boot.description) == ('The "best" boot', "Warm, dry, light")


def test_a_quote_left_open_costs_one_row_only(
    bring: Bring, titles: Callable[[], list[str]], tmp_path: Path
) -> None:
    rows = "".join(f"{number},Sock {number},x\n" for number in range(10, 1200))
    report = bring(f'id,title,description\n1,"Boot,x\n{rows}')
    assert (report.added, report.rejected) == (1190, 1)
    assert ',2,,3 cells,"1,' in (tmp_path / "feed.rejects.csv").read_text()


def test_everything_a_merchant_feed_says_is_understood(bring: Bring, sqlite_db: Database) -> None:
    bring(
        """<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item>
        <g:id>J1</g:id><g:title>Ridge Jacket</g:title><title>Worse title</title>
        <g:description>&lt;p&gt;Warm &amp;amp; dry&lt;/p&gt;</g:description>
        <link>https://shop.example/j1</link><g:image_link>https://shop.example/j1.jpg</g:image_link>
        <g:price>1.299,00 EUR</g:price><g:sale_price>999,00 EUR</g:sale_price>
        <g:availability>out of stock</g:availability><g:brand>Northfold</g:brand>
        <g:product_type>Apparel &gt; Jackets&gt;Shell</g:product_type>
        <g:color>Black/Moss</g:color><g:size>S, M</g:size><g:size>L</g:size>
        <g:material>wool/silk</g:material><g:gender>women</g:gender><g:age_group>Adult</g:age_group>
        <g:item_group_id>J</g:item_group_id>
        <g:product_highlight>Light, warm</g:product_highlight><g:product_highlight>Dry</g:product_highlight>
        <g:shipping><g:country>US</g:country><g:price>5 USD</g:price></g:shipping>
        </item></channel></rss>"""
    )
    (jacket,) = load_products(sqlite_db)
    assert jacket == Product(
        "J1",
        "Ridge Jacket",
        "Warm & dry",
        "https://shop.example/j1",
        "https://shop.example/j1.jpg",
        1299.0,
        999.0,
        "EUR",
        "out_of_stock",
        "Northfold",
        "Apparel > Jackets > Shell",
        ("Black", "Moss"),
        ("S", "M", "L"),
        ("wool", "silk"),
        ("Light, warm", "Dry"),
        "female",
        "adult",
        "J",
        jacket.rating,
        0,
    )


def test_lists_in_json_are_lists(bring: Bring, sqlite_db: Database) -> None:
    bring(
        '{"product_id": 7, "name": "Boot", "colors": ["Black", "Moss"], "sizes": [42, 43.5], "price": 5, "brand": null}'
    )
    (boot,) = load_products(sqlite_db)
    assert (boot.product_id, boot.colors, boot.sizes, boot.brand) == (
        "7",
        ("Black", "Moss"),
        ("42", "43.5"),
        "",
    )


def test_values_larger_than_what_is_read_at_once(bring: Bring, sqlite_db: Database) -> None:
    rows = [{"id": str(number), "title": "Boot", "description": "dry " * 30_000} for number in range(5)]
    bring(json.dumps(rows))
    assert count_products(sqlite_db) == 5


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\xef\xbb\xbf\n", "is empty|no rows|header"),
        (b"id,title,price\n", "has no rows"),
        (b"[]", "has no rows"),
        (b"<rss><channel></channel></rss>", "has no rows"),
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x7fELF\x00\x00\x00", "not a text file"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "web page"),
        (b"<html>", "web page"),
        (b"<rss><item><id>1</id><title>Boot</title></item>", "not well-formed XML"),
        (b'[{"id": 1, "title": "Boot"}, {"id": 2,', "breaks off"),
        (b'[{"id": 1, "title": "Boot"} nonsense]', "breaks"),
        (b'{"id": 1,\n "title": oops}', "not JSON"),
        (gzip.compress(b"id,title\n1,Boot\n" * 500)[:-20], "damaged"),
        (b"\x1f\x8bnot really gzip", "damaged"),
        (b"first,second\n1,2\n", "no column id and no column title"),
        (b"id,price\n1,2\n", "no column title"),
        (b"just some words\nand some more\n", "no column id"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    bring: Bring, sqlite_db: Database, content: bytes, words: str
) -> None:
    bring("id,title\nold,Old\n")
    with pytest.raises(FeedError, match=words):
        bring(content)
    assert [product.product_id for product in load_products(sqlite_db)] == ["old"]


def test_entities_are_not_expanded(bring: Bring, sqlite_db: Database, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the shop's password")
    bomb = (
        f'<!DOCTYPE a [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'
        "<rss><item><id>1</id><title>&a;</title></item></rss>"
    )
    with pytest.raises(FeedError, match="entities"):
        bring(bomb)
    assert count_products(sqlite_db) == 0


def test_paths_that_lead_nowhere(sqlite_db: Database, tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="There is no file"):
        import_file(sqlite_db, "products", tmp_path / "nowhere.csv")
    with pytest.raises(FeedError, match="is a folder"):
        import_file(sqlite_db, "products", tmp_path)
    with pytest.raises(FeedError, match="no kind"):
        import_file(sqlite_db, "people", tmp_path)
