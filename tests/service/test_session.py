"""What is done in a visit counts at the next request, without a training run, and only for whom it may."""

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient

GRANTED = {"analytics_storage": "granted", "personalization_storage": "granted"}
VISIT_ONLY = {"analytics_storage": "granted", "personalization_storage": "denied"}
OF_HISTORY = ("collaborative", "sequence", "content")


def look_at(
    client: TestClient, words: str, session_id: str, consent: dict[str, str], customer_id: str = ""
) -> list[str]:
    """Three products of a kind are looked at, one after the other; returns which."""
    found = client.get("/v1/search", params={"q": words, "k": 3}).json()["results"]
    for card in found:
        event = {
            "event_id": f"{session_id}-{card['product_id']}",
            "event": "view_item",
            "timestamp": datetime.now(UTC).isoformat(),
            "session_id": session_id,
            "customer_id": customer_id,
            "items": [{"item_id": card["product_id"]}],
        }
        answer = client.post("/v1/events", json={"events": [event], "consent": consent})
        assert answer.json()["accepted"] == 1
    return [card["product_id"] for card in found]


def recommended(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/recommendations", params={"k": 6, "explain": True, **query})
    return list(answer.json()["results"])


def found(client: TestClient, words: str, **query: Any) -> list[str]:
    results = client.get("/v1/search", params={"q": words, "k": 10, **query}).json()["results"]
    return [card["product_id"] for card in results]


def ids(cards: list[dict[str, Any]]) -> list[str]:
    return [card["product_id"] for card in cards]


@pytest.mark.parametrize(("words", "visit"), [("tent", "visit-tents"), ("hiking boots", "visit-boots")])
def test_three_views_change_the_next_recommendation_and_say_so(
    client: TestClient, words: str, visit: str
) -> None:
    release = client.app.state.advisor.release_id()  # type: ignore[attr-defined]
    before = recommended(client, session_id=visit)
    look_at(client, words, visit, VISIT_ONLY)
    after = recommended(client, session_id=visit)
    assert ids(after) != ids(before)
    assert sum(after[0]["parts"][name] for name in OF_HISTORY) > 0
    assert any(reason.startswith("because you looked at") for card in after for reason in card["reasons"])
    assert client.app.state.advisor.release_id() == release  # type: ignore[attr-defined]


def test_three_views_change_the_next_answer_to_the_same_words(client: TestClient) -> None:
    before = found(client, "jacket", session_id="visit-shells")
    assert found(client, "jacket") == before
    look_at(client, "kids insulated jacket", "visit-shells", VISIT_ONLY)
    assert found(client, "jacket", session_id="visit-shells") != before
    assert found(client, "jacket") == before, "nobody else's answer changed"


def test_without_consent_only_this_visit_counts(client: TestClient) -> None:
    anyone = ids(recommended(client))
    look_at(client, "tent", "visit-nora", VISIT_ONLY, customer_id="nora")
    assert ids(recommended(client, session_id="visit-nora")) != anyone
    assert ids(recommended(client, session_id="visit-nora", customer_id="nora")) != anyone
    assert ids(recommended(client, customer_id="nora")) == anyone, "the next visit knows nothing of it"
    assert ids(recommended(client, customer_id="nora", personalization_storage="granted")) == anyone, (
        "what was done before the consent is nobody's"
    )


def test_with_consent_the_next_visit_remembers(client: TestClient) -> None:
    anyone = ids(recommended(client))
    look_at(client, "tent", "visit-otto", GRANTED, customer_id="otto")
    again = recommended(client, customer_id="otto", session_id="another", personalization_storage="granted")
    assert ids(again) != anyone
