"""A message that the classifier does not understand, or takes for a vaguer one, but that names what it wants."""

import re
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import ENTITIES, ENTITY_ATTRIBUTE_TYPE, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

#: What a message without a clear intent means when it holds such an entity; the first that applies.
MEANINGS = (
    ("category", "find_products"),
    ("product", "find_products"),
    ("brand", "refine"),
    ("color", "refine"),
    ("material", "refine"),
    ("audience", "refine"),
    ("size", "refine"),
    ("price_min", "refine"),
    ("price_max", "refine"),
    ("price_around", "refine"),
    ("price_step", "refine"),
    ("order", "refine"),
    ("on_sale", "refine"),
    ("new", "refine"),
    ("other_brand", "refine"),
    ("other_color", "refine"),
    ("other_material", "refine"),
    ("dropped", "refine"),
    ("reference", "ask_product"),
)
#: What only English says like this: a message with a typing error or two is no other language.
ENGLISH = frozenset(
    ("price_min", "price_max", "price_around", "price_step", "order", "rating_min", "dropped", "in_stock")
)
FOREIGN = ("other_language", "out_of_scope")
#: A message of so many words that names what the shop sells is a wish, in whatever language it seems to be.
BRIEF = 3
#: Letters in a row that are no word of any language.
LONGEST = 40
#: Intents that ask for nothing in particular, and the entities that do.
VAGUE = ("recommend", "show_more")
OFFERS = frozenset(("on_sale", "new"))
_POINTING = re.compile(
    r"\b(?:it|its|they|them|these|those|this|that|first|second|third|fourth|last|one)\b|#?\d", re.IGNORECASE
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ShopWords(GraphComponent, IntentClassifier):
    """Turns a fallback into the intent that the message's entities speak for; learns nothing."""

    @classmethod
    def required_components(cls) -> list[type]:
        return [IntentClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ShopWords":
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = meaning(message)
            if intent:
                _set_intent(message, intent)
        return messages


def meaning(message: Message) -> str:
    """The intent that the entities of a message without a clear one speak for, "" where none does.

    Who asks what is new or on sale wants that, and no recommendation of any kind.
    """
    intent = (message.get(INTENT) or {}).get("name")
    entities = {entity[ENTITY_ATTRIBUTE_TYPE] for entity in message.get(ENTITIES, [])}
    if entities & OFFERS and (intent in VAGUE or (intent == "ask_price_stock" and not _points(message))):
        return "find_products"
    brief = len((message.get(TEXT) or "").split()) <= BRIEF
    typed_wrong = intent == "other_language" and (entities & ENGLISH or (brief and "category" in entities))
    if intent != DEFAULT_NLU_FALLBACK_INTENT_NAME and not typed_wrong:
        return DEFAULT_NLU_FALLBACK_INTENT_NAME if intent in FOREIGN and _wordless(message) else ""
    return next((intent for entity, intent in MEANINGS if entity in entities), "")


def _wordless(message: Message) -> bool:
    """Whether the message has nothing like a word: "42", "???", smiling faces and a finger left on a key are of no
    language."""
    words = re.findall(r"[^\W\d_]+", message.get(TEXT) or "")
    return all(len(word) > LONGEST or (len(word) > 2 and len(set(word.lower())) == 1) for word in words)


def _points(message: Message) -> bool:
    """Whether the message speaks of products that were shown."""
    return _POINTING.search(message.get(TEXT) or "") is not None


def _set_intent(message: Message, name: str) -> None:
    intent = {"name": name, "confidence": message.get(INTENT)["confidence"]}
    others = [rank for rank in message.get(INTENT_RANKING_KEY, []) if rank["name"] != name]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *others], add_to_output=True)
