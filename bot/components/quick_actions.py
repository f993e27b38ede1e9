"""Makes calls of custom actions quick, and understood by today's rasa-sdk.

- Rasa 3.6 builds a jsonschema validator anew for each answer, which is slow. Here it is built once, and asked where
  an answer is more than messages and slots; the rules are Rasa's own and unchanged.
- Rasa 3.6 sends either the whole domain with each call or none, and rasa-sdk 3.21 refuses a call without any
  (status 449, which Rasa 3.6 does not know). Our actions need no domain: they get an empty one.
- Rasa sends all events of the conversation with each call; here the last `events` of them, in short.
- Rasa searches its tree of event classes for each event of a conversation that it reads back; here once per type.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.core.events import Event
from rasa.shared.nlu.training_data.message import Message

from bot.components.action_calls import is_plain, shortened

if TYPE_CHECKING:
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker

_call_format = RemoteAction._action_call_format
_resolve_by_type = Event.resolve_by_type


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuickActions(GraphComponent):
    """Passes messages through; loading it makes this process's action calls quick."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"events": 30}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuickActions":
        install(config["events"])
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        return messages


def install(events: int) -> None:
    """Replaces how action calls are written, their answers checked and events read back; harmless when done twice."""

    def call_format(
        action: RemoteAction, tracker: "DialogueStateTracker", domain: "Domain"
    ) -> dict[str, Any]:
        return shortened(_call_format(action, tracker, domain), events)

    RemoteAction._action_call_format = call_format  # type: ignore[method-assign]
    RemoteAction._validate_action_result = validate_action_result  # type: ignore[method-assign]
    Event.resolve_by_type = staticmethod(_event_class)  # type: ignore[method-assign]


def validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """True where `result` is a valid answer of an action server; raises ValidationError as Rasa does."""
    if is_plain(result):
        return True
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        ". Failed to validate Action server response from API, make sure your response from the Action endpoint "
        f"is valid. For more information about the format visit {DOCS_BASE_URL}/custom-actions"
    )
    raise error


@lru_cache(maxsize=64)
def _event_class(type_name: str, default: Any = None) -> Any:
    return _resolve_by_type(type_name, default)


@lru_cache(maxsize=1)
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)
