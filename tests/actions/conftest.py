"""The actions as Rasa's server finds them, and conversations with them."""

from collections.abc import Iterator

import pytest
from conversation import Conversation, Runner
from fake_advisor import FakeAdvisor
from rasa_sdk.executor import ActionExecutor

from actions import door


@pytest.fixture(scope="session")
def registered() -> dict[str, Runner]:
    """Every action by name, found as the action server finds them."""
    executor = ActionExecutor()
    executor.register_package("actions")
    return dict(executor.actions)


@pytest.fixture
def advisor() -> Iterator[FakeAdvisor]:
    fake = FakeAdvisor()
    door.use(fake)  # type: ignore[arg-type]
    yield fake
    door.use(None)


@pytest.fixture
def talk(advisor: FakeAdvisor, registered: dict[str, Runner]) -> Conversation:
    return Conversation(advisor, registered)


@pytest.fixture
def customer_talk(advisor: FakeAdvisor, registered: dict[str, Runner]) -> Conversation:
    return Conversation(advisor, registered, customer="anna")


@pytest.fixture
def terminal_talk(advisor: FakeAdvisor, registered: dict[str, Runner]) -> Conversation:
    return Conversation(advisor, registered, channel="cmdline")
