"""Search, recommendations, events, products, health: the API beside the chat."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.identity import sign
from shop.rule import Rule
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products, save_products
from shop.storage.rules import delete_rule, save_rules
from tests.service.conftest import ScriptedRasa

NOW = datetime.now(UTC).isoformat()
PARTS = ("search", "collaborative", "sequence", "segment", "popularity", "complaint", "rule")


def view(event_id: str, product_id: str, **more: Any) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "event": "view_item",
        "timestamp": NOW,
        "items": [{"item_id": product_id}],
        **more,
    }


def send(client: TestClient, events: list[dict[str, Any]], **consent: str) -> dict[str, int]:
    answer = client.post("/v1/events", json={"events": events, "consent": consent})
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


def test_search_keeps_its_limits(client: TestClient) -> None:
    query = {"q": "jacket", "max_price": 100, "category": "jackets", "k": 5}
    results = client.get("/v1/search", params=query).json()["results"]
    assert results
    assert all(card["price"] <= 100 and card["title"] and card["image_link"] for card in results)


def test_explained_results_carry_their_named_parts_and_the_parts_are_the_score(client: TestClient) -> None:
    asked = (("/v1/search", {"q": "jacket"}), ("/v1/recommendations", {"customer_id": "maya"}))
    for path, query in asked:
        granted = {**query, "k": 5, "personalization_storage": "granted"}
        results = client.get(path, params={**granted, "explain": True}).json()["results"]
        assert len(results) == 5
        for card in results:
            assert set(card["parts"]) >= {*PARTS}
            assert card["score"] == pytest.approx(sum(card["parts"].values()), abs=1e-4)
        plain = client.get(path, params=granted).json()["results"]
        assert not {"score", "parts"} & set(plain[0])


def test_rules_are_in_force_at_the_next_request_and_seen_in_the_parts(
    client: TestClient, settings: Settings
) -> None:
    def shown(**more: Any) -> list[dict[str, Any]]:
        query = {"q": "jacket", "category": "jackets", "in_stock": True, "k": 6, "explain": True, **more}
        return list(client.get("/v1/search", params=query).json()["results"])

    before = shown()
    gone, pinned = before[0]["product_id"], before[4]
    db = Database(settings.sqlalchemy_url)
    save_rules(
        db, [Rule("gone", "exclude", product_id=gone), Rule("first", "pin", product_id=pinned["product_id"])]
    )
    after, cheap = shown(), shown(max_price=pinned["price"] - 0.01)
    alike = client.get("/v1/recommendations", params={"product_id": before[1]["product_id"], "k": 50}).json()
    named = client.get(f"/v1/products/{gone}").status_code
    for name in ("gone", "first"):
        delete_rule(db, name)
    db.dispose()
    assert after[0]["product_id"] == pinned["product_id"] and after[0]["parts"]["rule"] > 0
    assert after[0]["score"] == pytest.approx(sum(after[0]["parts"].values()), abs=1e-4)
    assert all(card["parts"]["rule"] == 0 for card in after[1:])
    assert not {gone} & {card["product_id"] for card in [*after, *cheap, *alike["results"]]}
    assert pinned["product_id"] not in [card["product_id"] for card in cheap], "no rule breaks a limit"
    assert named == 200
    assert [card["product_id"] for card in shown()] == [card["product_id"] for card in before]


def test_what_a_product_costs_the_shop_is_told_to_nobody(client: TestClient, settings: Settings) -> None:
    db = Database(settings.sqlalchemy_url)
    product = load_products(db)[0]
    save_products(db, [replace(product, cost=1.23)])
    answer = client.get(f"/v1/products/{product.product_id}").json()
    save_products(db, [product])
    db.dispose()
    assert answer["title"] == product.title and not {"cost", "margin"} & set(answer)


def test_recommendations_are_personal_only_with_consent(client: TestClient) -> None:
    def shown(**query: str) -> list[str]:
        results = client.get("/v1/recommendations", params={"k": 6, **query}).json()["results"]
        return [card["product_id"] for card in results]

    assert shown(customer_id="lena") == shown()
    assert shown(customer_id="lena", personalization_storage="granted") != shown()


def test_events_count_once_and_only_with_consent(client: TestClient) -> None:
    product = client.get("/v1/search", params={"q": "tent"}).json()["results"][0]["product_id"]
    event = view("once", product, session_id="s-1")
    assert send(client, [event], analytics_storage="denied") == {
        "accepted": 0,
        "duplicates": 0,
        "without_consent": 1,
    }
    granted = {"analytics_storage": "granted"}
    assert send(client, [event, event], **granted)["accepted"] == 1
    assert send(client, [event], **granted) == {"accepted": 0, "duplicates": 1, "without_consent": 0}


def test_views_of_this_visit_change_the_next_recommendation(client: TestClient) -> None:
    def shown() -> list[str]:
        results = client.get("/v1/recommendations", params={"session_id": "visit-9", "k": 6}).json()[
            "results"
        ]
        return [card["product_id"] for card in results]

    before = shown()
    boots = client.get("/v1/search", params={"q": "hiking boots", "k": 3}).json()["results"]
    views = [view(f"v-{n}", card["product_id"], session_id="visit-9") for n, card in enumerate(boots)]
    send(client, views, analytics_storage="granted")
    assert shown() != before


def test_an_unknown_event_or_a_moment_without_zone_is_refused(client: TestClient) -> None:
    body = {"events": [{**view("a", "p"), "event": "dance"}], "consent": {}}
    assert "dance" not in client.post("/v1/events", json=body).json()["detail"]
    assert client.post("/v1/events", json=body).status_code == 422
    body = {"events": [{**view("a", "p"), "timestamp": "2026-01-01T00:00:00"}], "consent": {}}
    assert "time zone" in client.post("/v1/events", json=body).json()["detail"]


def test_a_product_tells_its_complaints(client: TestClient) -> None:
    cards = client.get("/v1/search", params={"q": "jacket", "k": 100}).json()["results"]
    warned = next(card for card in cards if "warning" in card)
    product = client.get(f"/v1/products/{warned['product_id']}").json()
    assert product["complaints"][0]["support"] <= product["complaints"][0]["reviews"]
    assert product["complaints"][0]["quotes"][0]["text"]
    missing = client.get("/v1/products/no-such-thing")
    assert (missing.status_code, missing.json()["title"]) == (404, "There is no such product")


def test_health_and_metrics(client: TestClient, rasa: ScriptedRasa) -> None:
    assert client.get("/health/live").json()["status"] == "ok"
    assert client.get("/health/ready").status_code == 200
    rasa.down = True
    assert client.get("/health/ready").status_code == 503
    assert "aisle_http_requests_total" in client.get("/metrics").text


@pytest.mark.parametrize("path", ["/v1/chat", "/v1/events"])
@pytest.mark.parametrize("body", [b"x" * 1_100_000, [b"x" * 100_000] * 11], ids=["whole", "in pieces"])
def test_a_huge_request_is_refused(client: TestClient, path: str, body: bytes | list[bytes]) -> None:
    content = iter(body) if isinstance(body, list) else body
    refused = client.post(path, content=content)
    assert (refused.status_code, refused.headers["content-type"]) == (413, "application/problem+json")
    assert refused.json()["title"] == "The request is too large"


def test_only_who_has_the_token_may_run_actions(client: TestClient, settings: Settings) -> None:
    call = {"next_action": "action_no_such", "tracker": {}, "domain": {}}
    assert client.post("/webhook", json=call).status_code == 403
    token = settings.webhook_token()
    assert client.post("/webhook", params={"token": token}, json=call).status_code == 404


def test_the_webhook_runs_an_action_as_rasa_asks_for_it(client: TestClient, settings: Settings) -> None:
    message = {"text": "rain jacket", "intent": {"name": "find_products"}, "entities": []}
    tracker = {"sender_id": "hooked-conversation", "slots": {}, "latest_message": message, "events": []}
    call = {"next_action": "action_find_products", "tracker": tracker, "domain": {}}
    answer = client.post("/webhook", params={"token": settings.webhook_token()}, json=call)
    assert answer.status_code == 200
    spoken = answer.json()["responses"]
    assert spoken[0]["response"] == "utter_found"
    assert len(spoken[1]["custom"]["products"]) == 4
    assert "shown" in {event["name"] for event in answer.json()["events"]}
    assert (
        'aisle_http_requests_total{method="POST",route="/webhook",status="200"}'
        in client.get("/metrics").text
    )


def test_a_shop_with_a_secret_believes_only_signed_customers(client: TestClient, settings: Settings) -> None:
    guarded = settings.model_copy(update={"identity_secret": type(settings.identity_secret)("hush")})
    client.app.state.settings = guarded  # type: ignore[attr-defined]
    try:
        assert client.get("/v1/recommendations", params={"customer_id": "maya"}).status_code == 403
        signed = {"customer_id": "maya", "customer_signature": sign("maya", "hush")}
        assert client.get("/v1/recommendations", params=signed).status_code == 200
        assert client.get("/v1/recommendations").status_code == 200
    finally:
        client.app.state.settings = settings  # type: ignore[attr-defined]


def test_the_demo_pages_carry_a_strict_policy_and_their_pictures_load(client: TestClient) -> None:
    assert "script-src 'self'" in client.get("/").headers["content-security-policy"]
    card = client.get("/v1/search", params={"q": "tent"}).json()["results"][0]
    picture = client.get(card["image_link"])
    assert picture.status_code == 200 and picture.headers["content-type"] == "image/svg+xml"
    assert client.get(card["link"]).status_code == 200
    assert client.get("/demo/customers.json").json()["customers"][0]["customer_id"] == "maya"
    assert client.get("/demo/images/..%2f..%2faisle.db").status_code == 404
