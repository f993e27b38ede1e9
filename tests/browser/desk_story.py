"""Conversations of shoppers with Aisle, for a desk that is not the real one."""

from datetime import UTC, datetime, timedelta
from typing import Any

HOSTILE = "<img src=x onerror=window.hacked=1>"
PICTURE = "/pictures/{}.svg"


def ago(minutes: float) -> str:
    return (datetime.now(UTC) - timedelta(minutes=minutes)).isoformat()


def card(key: str, title: str, price: float, **more: Any) -> dict[str, Any]:
    return {
        "product_id": key,
        "title": title,
        "price": price,
        "currency": "EUR",
        "image_link": PICTURE.format(key),
        "link": f"/product/{key}",
        "reasons": [],
        **more,
    }


BOOT = card(
    "boot",
    "Northfold Corrie Hiking Boot",
    149.0,
    sale_price=119.0,
    rating=4.3,
    review_count=212,
    warning="31 of 212 reviews say that it runs small: take half a size more.",
)
SHOE = card("shoe", "Tarnsey Fell Trail Shoe", 98.5, rating=4.6, review_count=88)
SOCK = card("sock", "Kestrane Merino Hiking Sock", 16.0, rating=4.8, review_count=540)
PRODUCTS = [
    BOOT,
    SHOE,
    SOCK,
    *(card(f"plain-{n}", f"Kestrane Plover Shirt No. {n}", 30 + n) for n in range(8)),
]

CANNED = {
    "hello": "Hello, I am glad to help. What is it about?",
    "returns": "You can send everything back within 30 days. The label lies in the parcel.",
    "size": "Between two sizes the larger one fits better with thick socks.",
}


def row(key: str, **more: Any) -> dict[str, Any]:
    return {
        "conversation_id": key,
        "customer_id": "",
        "handler": "bot",
        "reason": "",
        "team": "",
        "agent": None,
        "requested_at": None,
        "position": 0,
        "email": "",
        "online": True,
        "page": {"url": "/product/boot", "title": "Northfold Corrie Hiking Boot", "product_id": "boot"},
        "last_at": ago(4),
        "last_role": "shopper",
        "last_text": "Hello",
        **more,
    }


def waiting(key: str, minutes: float = 3, **more: Any) -> dict[str, Any]:
    asked = {"handler": "queue", "reason": "asked", "requested_at": ago(minutes), "position": 1}
    return row(key, **{**asked, **more})


def talk() -> list[dict[str, Any]]:
    """What was said in a conversation about boots before a person was called."""
    compared = [
        {"label": "Price", "values": ["119 €", "98.50 €"]},
        {"label": "Weight", "values": ["1.2 kg", "0.7 kg"]},
        {"label": "Waterproof", "values": ["yes", "no"]},
    ]
    said = [
        ("shopper", 1500, {"text": "Hi, do you have hiking boots for wide feet?"}),
        ("bot", 1500, {"text": "Yes. These are roomy at the toes.", "products": [BOOT, SHOE]}),
        ("shopper", 12, {"text": "I am back. What is the difference between the two?"}),
        (
            "bot",
            12,
            {
                "text": "Here they are side by side.",
                "comparison": {"titles": [BOOT["title"], SHOE["title"]], "rows": compared},
                "quick_replies": ["The boot", "The trail shoe"],
            },
        ),
        ("shopper", 5, {"text": "Can I wear the boot with crampons?"}),
        ("bot", 5, {"text": "I am not sure. I have called a person.", "handoff": {"handler": "queue"}}),
        ("shopper", 4, {"text": "Thank you, I will wait."}),
    ]
    return [
        {"id": number, "role": role, "at": ago(minutes), **parts}
        for number, (role, minutes, parts) in enumerate(said, 1)
    ]


def about(found: dict[str, Any]) -> dict[str, Any]:
    """Everything beside the messages and notes that an agent is told of a conversation."""
    line = {"product_id": "sock", "title": SOCK["title"], "size": "42", "color": "grey"}
    return {
        "cart": [{**line, "quantity": 2, "price": 16.0, "currency": "EUR"}],
        "shown": [BOOT, SHOE],
        "customer": {
            "customer_id": found["customer_id"],
            "segment": "comes back often" if found["customer_id"] else "",
            "consent": {"personalization_storage": True, "analytics_storage": False},
            "orders": 4 if found["customer_id"] else 0,
        },
        "earlier": [
            {
                "conversation_id": "earlier-1",
                "opened_at": ago(60 * 24 * 40),
                "messages": 9,
                "last_text": "Perfect, then I take the 43.",
                "outcome": "solved",
            }
        ],
        "summary": {
            "wish": "Hiking boots for wide feet, up to 150 €",
            "tried": ["Corrie Hiking Boot: liked, runs small", "Fell Trail Shoe: too light"],
            "asked": ["Which size do you wear?"],
            "open_question": "Can the boot be worn with crampons?",
        },
        "history": [{"step": "requested", "at": ago(5), "agent": "", "detail": "asked"}],
        "feedback": {"rating": 4, "comment": "Quick"} if found["customer_id"] else None,
    }
