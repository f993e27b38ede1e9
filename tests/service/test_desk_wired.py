"""The desk in the whole service: a shopper chats, an agent takes over and gives back."""

from datetime import UTC, datetime
from typing import Any

from fastapi.testclient import TestClient

from advisor.segment import segment_name
from advisor.shopper import Shopper
from service.desk.people import add
from shop.storage.events import load_events

CHAT = "wired-conversation"


def say(client: TestClient, text: str) -> dict[str, Any]:
    answer = client.post("/v1/chat", json={"text": text, "conversation_id": CHAT})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_agent_takes_over_and_gives_back(client: TestClient, rasa: Any) -> None:
    state: Any = client.app.state  # type: ignore[attr-defined]
    _, password = add(state.db, "wired", "Sam Reed")
    assert say(client, "Hi")["messages"][0]["text"] == "Hello."

    signed = client.post("/v1/desk/login", json={"login": "wired", "password": password})
    csrf = {"X-CSRF-Token": signed.json()["csrf_token"]}
    path = f"/v1/desk/conversations/{CHAT}"

    def step(name: str, **body: Any) -> dict[str, Any]:
        answer = client.post(f"{path}/{name}", json=body, headers=csrf)
        assert answer.status_code == 200, answer.text
        return answer.json()

    assert step("join")["row"]["agent"]["name"] == "Sam Reed"
    taken = say(client, "Is anybody there?")
    assert taken["messages"] == [] and taken["state"]["agent"] == {"name": "Sam Reed"}

    (product,) = client.get("/v1/desk/products", params={"q": "jacket"}).json()["products"][:1]
    step("messages", message_id="m1", text="I am.", product_ids=[product["product_id"]])
    history = client.get(f"/v1/conversations/{CHAT}/messages").json()["messages"]
    assert history[-1]["author"] == "Sam Reed" and history[-1]["products"][0]["title"] == product["title"]

    seen = client.get(path).json()
    assert seen["shown"][0]["product_id"] == product["product_id"]
    assert seen["customer"]["segment"] == "" and seen["summary"]["tried"] == [f"Shown: {product['title']}"]

    step("return")
    assert say(client, "Thanks")["messages"][0]["text"] == "Hello."
    assert client.get("/v1/reviews/bursts").status_code == 200, "who is signed in sees what reviews say"
    client.post("/v1/desk/logout", headers=csrf)
    assert client.get("/v1/reviews/bursts").status_code == 401


def test_the_segment_of_a_customer_is_told_where_they_allow_it(client: TestClient, rasa: Any) -> None:
    advisor: Any = client.app.state.advisor  # type: ignore[attr-defined]
    customers = {event.customer_id for event in load_events(advisor.db, ["purchase"])} - {""}
    now, told = datetime.now(UTC), set()
    for customer_id in sorted(customers)[:40]:
        told.add(segment_name(advisor, Shopper("talk", customer_id, personal=True), now))
        assert segment_name(advisor, Shopper("talk", customer_id, personal=False), now) == ""
    assert told - {""} and told <= {"", *advisor.engine().recommender.segments.names}
