"""GA4's nested events made flat."""

from collections.abc import Iterator, Mapping
from typing import Any

from shop.feeds.errors import BadValue

Flat = Mapping[str, Any]


def flatten(values: Flat) -> Iterator[tuple[Flat, bool]]:
    """The events of one row, and for each whether it was nested: parameters and items beside the event's fields."""
    events = values.get("events")
    if isinstance(events, list):
        outer = {name: value for name, value in values.items() if name not in ("events", "event")}
        for event in events:
            yield _flat({**outer, **_measured(_object("events", event))}), True
        return
    nested = any(
        isinstance(values.get(name), (list, dict)) for name in ("items", "ecommerce", "event_params")
    )
    yield (_flat(values) if nested or "client_id" in values or "privacy_info" in values else values), nested


def _measured(event: Flat) -> dict[str, Any]:
    """An event of the Measurement Protocol under our names."""
    renamed = {"name": "event", "params": "event_params", "timestamp_micros": "timestamp"}
    return {renamed.get(name, name): value for name, value in event.items()}


def _flat(values: Flat) -> Flat:
    params = _params(values.get("event_params"))
    shop = values.get("ecommerce")
    shop = shop if isinstance(shop, dict) else {}
    flat = {**params, **{name: value for name, value in values.items() if value not in (None, "")}}
    items = values.get("items") or shop.get("items") or params.get("items") or []
    flat["items"] = [_item(item) for item in items] if isinstance(items, list) else []
    flat["session_id"] = _session(flat)
    flat.setdefault("consent", _consent(values))
    return flat


def _params(params: Any) -> dict[str, Any]:
    """Parameters as one object, out of BigQuery's list of {"key", "value": {"int_value": ...}} too."""
    if isinstance(params, dict):
        return dict(params)
    if not isinstance(params, list):
        return {}
    found: dict[str, Any] = {}
    for param in params:
        value = param.get("value") if isinstance(param, dict) else None
        if isinstance(value, dict):
            found[str(param.get("key"))] = next((one for one in value.values() if one is not None), None)
    return found


def _session(flat: Flat) -> str:
    """The session's id; GA4 numbers sessions per client, so the client's id goes before."""
    session = flat.get("session_id") or flat.get("ga_session_id") or ""
    client = flat.get("client_id") or ""
    return ".".join(str(part) for part in (client, session) if part)


def _consent(values: Flat) -> str:
    """BigQuery's privacy_info, as far as it says no."""
    info = values.get("privacy_info")
    return "denied" if isinstance(info, dict) and info.get("analytics_storage") in ("No", False) else ""


def _item(value: Any) -> dict[str, Any]:
    """An item under our names; older exports call its id `id`."""
    item = _object("items", value)
    return item if "item_id" in item else {**item, "item_id": item.get("product_id", item.get("id"))}


def _object(column: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValue(column, "a list of objects", value)
    return value
