"""How Rasa is started."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.assistant import run_arguments, shell_arguments
from shop.settings import Settings


@pytest.mark.parametrize("arguments", [run_arguments, shell_arguments])
def test_only_this_machine_can_call_rasa(arguments: Callable[[Settings], list[str]], tmp_path: Path) -> None:
    command = arguments(Settings(var=tmp_path, rasa_port=5999))
    assert command[command.index("--interface") + 1] == "127.0.0.1"
    assert command[command.index("--port") + 1] == "5999"
