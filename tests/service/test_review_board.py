"""The complaint board over HTTP: for the shop's own people alone, as JSON and as CSV."""

import csv
import io
import logging
import shutil
import stat
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from advisor.review_mining import mine_reviews
from knowledge.complaints import ComplaintModel
from knowledge.embedder import Embedder
from knowledge.reader import ReviewReader
from service.csv_table import csv_lines, safe
from shop.product import Product
from shop.review import Review
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import save_products
from shop.storage.reviews import save_reviews

#: Days between reviews in like words: nearer ones would be a burst.
APART = 8
PATHS = ("board", "requests", "bursts")
KEY = "board-jacket"
FORMULA = '=HYPERLINK("https://evil.example","Zip broke")'


def review(number: int, text: str, days: int, verified: bool | None = True) -> Review:
    at = datetime.now(UTC) - timedelta(days=days)
    return Review(f"board-{number}", KEY, 2, text, timestamp=at, verified=verified)


@pytest.fixture(scope="module")
def settings(demo_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A copy of the demo shop, since what is added here is no other test's business."""
    return Settings(var=shutil.copytree(demo_var, tmp_path_factory.mktemp("board") / "shop"))


@pytest.fixture(scope="module")
def staff(client: TestClient, settings: Settings) -> Iterator[dict[str, str]]:
    """The staff's header, in a shop where one jacket's zips broke lately, a hood is missed, and somebody pushes."""
    db = Database(settings.sqlalchemy_url)
    save_products(db, [Product(KEY, FORMULA, brand="+Boardbrand", product_type="Clothing > Jackets")])
    zips = (f"On day {n} the zip broke and could not be closed any more." for n in range(10))
    calm = (f"I like it very much, worn {n} times on the train to work." for n in range(30))
    wish = (
        "I wish it had a hood.",
        "It needs a hood.",
        "Wish it came with a hood.",
        "If only it had a hood!",
    )
    pushed = (
        f"The very best jacket that money can buy, order it today without a doubt{'!' * n}" for n in range(6)
    )
    save_reviews(
        db,
        [
            *(review(n, text, APART * n) for n, text in enumerate(zips)),
            *(review(100 + n, text, 150 + APART * n) for n, text in enumerate(calm)),
            *(review(200 + n, text, 200 + APART * n, None) for n, text in enumerate(wish)),
            *(review(300 + n, text, 20, False) for n, text in enumerate(pushed)),
        ],
    )
    mine_reviews(db, ReviewReader(ComplaintModel.load(settings, Embedder.load(settings))))
    db.dispose()
    wait_for(client)
    yield {"Authorization": f"Bearer {settings.staff_token()}"}


def wait_for(client: TestClient) -> None:
    """Until the service knows the jacket."""
    for _ in range(200):
        if client.app.state.advisor._keeper.engine().products.get(KEY):  # type: ignore[attr-defined]
            return
        time.sleep(0.05)
    pytest.fail("the service did not notice the new product")


def ask(client: TestClient, staff: dict[str, str], path: str, **query: Any) -> dict[str, Any]:
    answer = client.get(f"/v1/reviews/{path}", params=query, headers=staff)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Bearer żółć", "Basic {token}"]
)
def test_nobody_else_sees_anything(
    client: TestClient, settings: Settings, path: str, header: str | None
) -> None:
    headers = (
        {} if header is None else {"Authorization": header.format(token=settings.staff_token()).encode()}
    )
    for query in ({}, {"format": "csv"}, {"token": settings.staff_token()}):
        answer = client.get(f"/v1/reviews/{path}", params=query, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["title"] == "Only the shop's staff may see this"


def test_the_token_is_made_once_and_only_its_owner_can_read_it(settings: Settings, tmp_path: Any) -> None:
    fresh = Settings(var=tmp_path / "var")
    token = fresh.staff_token()
    assert token == fresh.staff_token() and len(token) >= 32
    assert token not in (fresh.webhook_token(), settings.staff_token())
    assert stat.S_IMODE((fresh.var / "staff-token").stat().st_mode) == 0o600


def test_the_token_is_in_no_log_and_answers_are_not_kept(
    client: TestClient, staff: dict[str, str], settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answers = [client.get(f"/v1/reviews/{path}", headers=staff) for path in PATHS]
    assert settings.staff_token() not in caplog.text + client.get("/metrics").text
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}


def test_what_broke_lately_leads_the_board_with_all_that_is_known_of_it(
    client: TestClient, staff: dict[str, str]
) -> None:
    found = ask(client, staff, "board", by="product")
    first = found["rows"][0]
    assert found["movers"] >= 1 and (first["key"], first["aspect"], first["mover"]) == (KEY, "zip", True)
    assert (first["support"], first["reviews"]) == (10, 45), "a burst counts as one review"
    assert first["low"] < first["share"] < first["high"] and first["usual"] < first["low"]
    assert first["trend"] > 0.2 and first["rose"] > 0.95 and first["verified"] == 1.0
    assert len(first["months"]) == 12 and sum(item["support"] for item in first["months"]) == first["support"]
    assert first["quotes"] and all("zip" in quote["text"] and quote["date"] for quote in first["quotes"])
    assert first["burst_count"] == 1 and "best jacket" in first["bursts"][0]["example"]
    assert {"aspect": "zip", "label": "trouble with the zip"} in found["aspects"]


def test_the_board_of_categories_brands_and_the_shop(client: TestClient, staff: dict[str, str]) -> None:
    jackets = ask(client, staff, "board", by="category", q="jackets", aspect="zip")["rows"]
    assert {row["aspect"] for row in jackets} == {"zip"} and "Jackets" in [row["key"] for row in jackets]
    [own] = ask(client, staff, "board", by="brand", brand="+boardbrand", aspect="zip")["rows"]
    assert own["key"] == "+Boardbrand" and own["products"] == 1
    whole = ask(client, staff, "board", by="shop")["rows"]
    assert {row["name"] for row in whole} == {"Northfold Outfitters"}
    assert "delivery" in {row["aspect"] for row in whole}, "what is the shop's doing is on its own board"
    assert {row["usual"] for row in whole} == {None}


def test_pages_add_up(client: TestClient, staff: dict[str, str]) -> None:
    whole = ask(client, staff, "board", limit=200)
    parts = [
        ask(client, staff, "board", limit=7, offset=offset)["rows"] for offset in range(0, whole["total"], 7)
    ]
    assert [row for part in parts for row in part] == whole["rows"] and whole["total"] == len(whole["rows"])
    assert ask(client, staff, "board", offset=10_000)["rows"] == []


def test_wishes_and_bursts(client: TestClient, staff: dict[str, str]) -> None:
    for by, key in (("product", KEY), ("category", "Jackets"), ("shop", "shop")):
        found = ask(client, staff, "requests", by=by)["rows"]
        [hood] = [row for row in found if row["feature"] == "hood" and row["key"] == key]
        assert hood["count"] == 4 and 1 <= len(hood["sentences"]) <= 3 and "hood" in hood["sentences"][0]
    [burst] = [row for row in ask(client, staff, "bursts")["rows"] if row["key"] == KEY]
    assert burst["reviews"] == 6 and burst["first"] <= burst["last"]
    assert ask(client, staff, "bursts", q="no such product")["total"] == 0


def read_csv(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))


def test_csv_holds_every_row_in_the_same_order(client: TestClient, staff: dict[str, str]) -> None:
    for path in PATHS:
        answer = client.get(f"/v1/reviews/{path}", params={"format": "csv"}, headers=staff)
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert "attachment" in answer.headers["content-disposition"]
        shown, rows = ask(client, staff, path, limit=200), read_csv(answer)
        assert [row["key"] for row in rows] == [row["key"] for row in shown["rows"]] and rows
        assert len(rows) == shown["total"]
    board = read_csv(client.get("/v1/reviews/board?format=csv", headers=staff))
    assert float(board[0]["share"]) == ask(client, staff, "board")["rows"][0]["share"]
    assert board[0]["mover"] == "true" and board[0]["date_1"] and board[0]["bursts"] == "1"


def test_no_cell_of_a_csv_is_a_formula(client: TestClient, staff: dict[str, str]) -> None:
    rows = read_csv(client.get("/v1/reviews/board", params={"format": "csv", "product": KEY}, headers=staff))
    assert rows[0]["name"] == f"'{FORMULA}" and rows[0]["brand"] == "'+Boardbrand"
    for path in PATHS:
        for row in read_csv(client.get(f"/v1/reviews/{path}?format=csv", headers=staff)):
            for cell in row.values():
                number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert number or not cell.lstrip().startswith(tuple("=+-@|\t\r＝＋－＠")), cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "|x", "\ufeff=1"]
)
def test_whatever_a_spreadsheet_runs_becomes_text(cell: str) -> None:
    [header, row] = csv.reader(io.StringIO("".join(csv_lines(["a"], [[cell]]))))
    assert header == ["a"] and row == [f"'{cell}"]


def test_numbers_and_what_is_not_known_stay_what_they_are() -> None:
    assert [safe(cell) for cell in (-0.5, 3, float("nan"), None, True, "a-b = c")] == [
        "-0.5",
        "3",
        "",
        "",
        "true",
        "a-b = c",
    ]


def test_wrong_questions_are_told(client: TestClient, staff: dict[str, str]) -> None:
    for query in ({"by": "colour"}, {"limit": 0}, {"limit": 201}, {"offset": -1}, {"format": "xml"}):
        answer = client.get("/v1/reviews/board", params=query, headers=staff)
        assert answer.status_code == 422 and "query." in answer.json()["detail"]


def test_the_api_describes_itself(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    for path, schema in zip(PATHS, ("BoardOut", "RequestsOut", "BurstsOut"), strict=True):
        answers = described["paths"][f"/v1/reviews/{path}"]["get"]
        assert answers["security"] == [{"staffToken": []}, {"agent": []}], "either will do"
        assert answers["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].endswith(schema)
        assert "text/csv" in answers["responses"]["200"]["content"] and "401" in answers["responses"]
    assert described["components"]["securitySchemes"]["staffToken"]["scheme"] == "bearer"


def test_the_console_is_a_page_that_holds_nothing_and_runs_nothing_foreign(client: TestClient) -> None:
    for address in ("/console", "/console/complaints", "/console/team"):
        page = client.get(address)
        policy = page.headers["content-security-policy"]
        assert page.status_code == 200 and "board-jacket" not in page.text
        assert (
            "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
        )
    for name in ("base.css", "desk/main.js", "board/board.css", "team/main.js", "icon.svg"):
        assert client.get(f"/console/{name}").status_code == 200
    for name in ("complaints.html", "..%2Fapp.py", "../app.py", "desk", "nothing.js"):
        assert client.get(f"/console/{name}").status_code == 404


def test_what_was_read_a_moment_ago_is_counted_at_the_next_question(
    client: TestClient, staff: dict[str, str], settings: Settings
) -> None:
    def counted() -> tuple[int, int]:
        [row] = ask(client, staff, "board", product=KEY, aspect="zip")["rows"]
        return row["support"], row["reviews"]

    support, reviews = counted()
    db = Database(settings.sqlalchemy_url)
    save_reviews(db, [review(900, "The zipper jammed, then its slider came off.", 1)])
    mine_reviews(db, ReviewReader(ComplaintModel.load(settings, Embedder.load(settings))))
    db.dispose()
    assert counted() == (support + 1, reviews + 1)
