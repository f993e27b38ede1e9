"""The chat endpoint: stored, in order, once, and honest when something fails."""

from typing import Any

from fastapi.testclient import TestClient

from shop.storage.customers import forget_customer, remembered
from tests.service.conftest import ScriptedRasa

CARD = {
    "product_id": "p1", "title": "Jacket", "price": 99.0, "currency": "USD", "image_link": "/i.svg", "link": "/p",
    "reasons": ["popular"],
}  # fmt: skip


def said(answer: dict[str, Any]) -> list[str]:
    """The sentences of an answer."""
    return [message["text"] for message in answer["messages"]]


def test_a_sentence_and_the_cards_after_it_are_one_message(client: TestClient, rasa: ScriptedRasa) -> None:
    rasa.answers = [{"text": "Here you are."}, {"custom": {"products": [CARD], "quick_replies": ["cheaper"]}}]
    answer = client.post("/v1/chat", json={"text": "jackets"}).json()
    assert len(answer["conversation_id"]) >= 24
    [message] = answer["messages"]
    assert message["text"] == "Here you are."
    assert message["products"][0]["product_id"] == "p1"
    assert message["quick_replies"] == ["cheaper"]


def test_history_survives_and_needs_the_id(client: TestClient, rasa: ScriptedRasa) -> None:
    rasa.answers = [{"text": "Hi."}, {"custom": {"products": [CARD]}}]
    conversation = client.post("/v1/chat", json={"text": "hello"}).json()["conversation_id"]
    client.post("/v1/chat", json={"text": "again", "conversation_id": conversation})
    messages = client.get(f"/v1/conversations/{conversation}/messages").json()["messages"]
    assert [message["role"] for message in messages] == ["shopper", "bot", "shopper", "bot"]
    assert messages[1]["products"][0]["title"] == "Jacket"
    assert client.get("/v1/conversations/nobody-knows-this/messages").status_code == 404


def test_a_message_sent_again_is_answered_again_and_happens_once(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    body = {"text": "add it", "conversation_id": "resent-conversation", "message_id": "m-1"}
    first, second = client.post("/v1/chat", json=body).json(), client.post("/v1/chat", json=body).json()
    assert first == second
    assert len(rasa.asked) == 1


def test_while_rasa_is_down_nothing_is_lost_and_the_resend_is_answered(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    body = {"text": "hello", "conversation_id": "patient-conversation", "message_id": "m-1"}
    rasa.down = True
    refused = client.post("/v1/chat", json=body)
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "3")
    assert refused.headers["content-type"] == "application/problem+json"
    rasa.down = False
    assert said(client.post("/v1/chat", json=body).json()) == ["Hello."]
    messages = client.get("/v1/conversations/patient-conversation/messages").json()["messages"]
    assert [message["role"] for message in messages] == ["shopper", "bot"]


def test_a_bot_without_an_answer_is_an_error_that_can_be_sent_again(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    rasa.answers = []
    body = {"text": "boots", "conversation_id": "silent-conversation", "message_id": "m-1"}
    failed = client.post("/v1/chat", json=body)
    assert failed.status_code == 502 and "send it again" in failed.json()["detail"]
    rasa.answers = [{"text": "Here."}]
    assert said(client.post("/v1/chat", json=body).json()) == ["Here."]


def test_what_cannot_be_a_message_is_refused_in_one_sentence(client: TestClient, rasa: ScriptedRasa) -> None:
    for text in ("", "   \n", "x" * 5000):
        refused = client.post("/v1/chat", json={"text": text})
        assert refused.status_code == 422
        assert "text" in refused.json()["detail"]
        assert "xxxxx" not in refused.text
    assert rasa.asked == []


def test_without_consent_rasa_learns_that_nothing_is_personal(client: TestClient, rasa: ScriptedRasa) -> None:
    client.post("/v1/chat", json={"text": "hi", "customer_id": "jonas"})
    assert rasa.asked[-1][2]["personal"] is False
    granted = {"personalization_storage": "granted"}
    client.post("/v1/chat", json={"text": "hi", "customer_id": "jonas", "consent": granted})
    assert rasa.asked[-1][2]["personal"] is True
    client.post("/v1/chat", json={"text": "hi", "customer_id": "jonas"})
    assert rasa.asked[-1][2]["personal"] is True, "a consent once given holds"
    denied = {"personalization_storage": "denied"}
    client.post("/v1/chat", json={"text": "hi", "customer_id": "jonas", "consent": denied})
    client.post("/v1/chat", json={"text": "hi", "customer_id": "jonas"})
    assert rasa.asked[-1][2]["personal"] is False, "and so does one taken back"


def test_what_a_shopper_decides_in_the_chat_comes_back_to_the_page(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    denied = {"personalization_storage": "denied"}
    rasa.answers = [{"text": "Done."}, {"custom": {"consent": denied}}]
    [message] = client.post("/v1/chat", json={"text": "stop"}).json()["messages"]
    assert (message["text"], message["consent"]) == ("Done.", denied)


def test_a_conversation_that_is_erased_in_its_own_turn_is_answered_and_stays_erased(
    client: TestClient, rasa: ScriptedRasa
) -> None:
    db, say = client.app.state.db, rasa.say  # type: ignore[attr-defined]

    async def forgetting(
        conversation_id: str, text: str, metadata: dict[str, object]
    ) -> list[dict[str, object]]:
        forget_customer(db, "elif")
        return await say(conversation_id, text, metadata)

    rasa.say = forgetting  # type: ignore[method-assign]
    body = {
        "text": "yes, forget me",
        "conversation_id": "forgotten-conversation",
        "customer_id": "elif",
        "consent": {"personalization_storage": "granted"},
    }
    answer = client.post("/v1/chat", json=body)
    assert (answer.status_code, said(answer.json())) == (200, ["Hello."])
    assert remembered(db, "elif").get("conversations") == 0
    assert client.get("/v1/conversations/forgotten-conversation/messages").status_code == 404
