"""What Rasa sends to an action server, cut to what actions read, and what comes back in the usual case."""

from collections.abc import Mapping
from typing import Any

#: Of earlier events actions see what happened and what was said, not how it was parsed or which cards were shown.
KEPT_OF_EVENTS = ("event", "timestamp", "name", "text", "metadata", "input_channel")
#: How the last message was understood, without what belongs to other components.
KEPT_OF_MESSAGE = ("text", "intent", "intent_ranking", "entities", "metadata", "message_id")


def shortened(call: Mapping[str, Any], events: int) -> dict[str, Any]:
    """The call with the last `events` events of the tracker, and with a domain, empty where there was none."""
    tracker = call["tracker"]
    short = {
        **tracker,
        "events": [_kept(event, KEPT_OF_EVENTS) for event in tracker["events"][-events:]],
        "latest_message": _kept(tracker.get("latest_message") or {}, KEPT_OF_MESSAGE),
    }
    return {"domain": {}, **call, "tracker": short}


def is_plain(result: Any) -> bool:
    """Whether an answer holds nothing but messages and well-formed slots, as nearly all do.

    Such an answer satisfies Rasa's schema; of any other this says nothing.
    """
    if not isinstance(result, dict):
        return False
    events, responses = result.get("events"), result.get("responses")
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(_is_slot(event) for event in events)
        and all(isinstance(response, dict) for response in responses)
    )


def _is_slot(event: Any) -> bool:
    return (
        isinstance(event, dict)
        and event.get("event") == "slot"
        and isinstance(event.get("name"), str)
        and "value" in event
        and (event.get("timestamp") is None or type(event["timestamp"]) in (int, float))
        and isinstance(event.get("metadata") or {}, dict)
    )


def _kept(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if name in values}
