"""Who a caller may speak for, and what may be kept about them."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import Request

from advisor.shopper import Shopper
from service.problems import Problem
from shop.settings import Settings
from shop.storage.consents import get_consent, set_consent
from shop.storage.database import Database

Consent = Mapping[Literal["personalization_storage", "analytics_storage"], Literal["granted", "denied"]]


def sign(customer_id: str, secret: str) -> str:
    """The proof a shop's own server hands to its page: HMAC-SHA256 of the id, in hex."""
    return hmac.new(secret.encode(), customer_id.encode(), hashlib.sha256).hexdigest()


def check_identity(customer_id: str, signature: str, settings: Settings) -> None:
    """Raises Problem 403 when the shop demands proof of a customer_id and this one has none."""
    secret = settings.identity_secret.get_secret_value()
    if secret and customer_id and not hmac.compare_digest(sign(customer_id, secret), signature):
        raise Problem(
            403, "This customer_id is not proven", "Send customer_signature, HMAC-SHA256 of the customer_id."
        )


def granted(db: Database, customer_id: str, consent: Consent | None, key: str) -> bool:
    """Whether `key` is granted: what the request says, else what the customer said before, else no."""
    if consent and key in consent:
        return consent[key] == "granted"  # type: ignore[index]
    return bool(customer_id) and get_consent(db, customer_id).get(key, False)


def shopper_of(
    db: Database,
    *,
    customer_id: str = "",
    consent: Consent | None = None,
    conversation_id: str = "",
    session_id: str = "",
) -> Shopper:
    """The shopper behind a request; a consent stated for a customer is kept for the next request."""
    stated = {name: value == "granted" for name, value in (consent or {}).items()}
    kept = get_consent(db, customer_id) if customer_id else {}
    for name, value in stated.items():
        if customer_id and value != kept.get(name):
            set_consent(db, customer_id, name, value, datetime.now(UTC))
    personal = {**kept, **stated}.get("personalization_storage", False)
    return Shopper(conversation_id, customer_id, personal, session_id)


def asking(
    request: Request, customer_id: str, signature: str, personalization_storage: str | None, session_id: str
) -> Shopper:
    """The shopper behind a GET request, as its parameters say. Raises Problem 403 as `check_identity` does."""
    state = request.app.state
    check_identity(customer_id, signature, state.settings)
    consent: Any = {"personalization_storage": personalization_storage} if personalization_storage else None
    return shopper_of(state.db, customer_id=customer_id, consent=consent, session_id=session_id)
