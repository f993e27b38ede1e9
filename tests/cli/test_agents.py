"""`aisle agents`: who may sign in at the console."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from service.desk.sessions import Sessions
from shop.storage.database import Database

Aisle = Callable[..., Result]


@pytest.fixture
def aisle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Aisle:
    """An `aisle agents` command on an empty shop."""
    monkeypatch.setenv("AISLE_VAR", str(tmp_path))
    monkeypatch.setenv("AISLE_TEAMS", '["orders", "fit"]')

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner().invoke(app, ["agents", *arguments], input=stdin)

    return run


@pytest.fixture
def sessions(tmp_path: Path) -> Sessions:
    return Sessions(Database(f"sqlite:///{tmp_path / 'aisle.db'}"), hours=1)


def listed(aisle: Aisle) -> dict[str, dict[str, object]]:
    return {agent["login"]: agent for agent in json.loads(aisle("list", "--json").stdout)}


def test_an_added_agent_signs_in_with_the_password_that_is_printed_once(
    aisle: Aisle, sessions: Sessions
) -> None:
    added = aisle("add", "Sam", "--name", "Sam Reed", "--role", "admin", "--team", "fit")
    assert added.exit_code == 0, added.output
    password = added.stdout.strip()
    assert "\n" not in password, "standard output is the password and nothing else"
    agent = sessions.check("sam", password)
    assert agent is not None and (agent.name, agent.role, agent.team) == ("Sam Reed", "admin", "fit")
    assert password not in aisle("list").output + aisle("list", "--json").output


def test_a_password_can_come_from_standard_input_and_is_not_printed(aisle: Aisle, sessions: Sessions) -> None:
    added = aisle("add", "sam", "--name", "Sam", "--password-stdin", stdin="a secret from a vault\n")
    assert added.exit_code == 0 and "vault" not in added.output
    assert sessions.check("sam", "a secret from a vault")


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("s am", "--name", "Sam"), "", "login"),
        (("sam", "--name", " "), "", "name"),
        (("sam", "--name", "\x1b[31mSam"), "", "name"),
        (("sam", "--name", "Sam", "--role", "boss"), "", "role"),
        (("sam", "--name", "Sam", "--team", "sales"), "", "orders, fit"),
        (("sam", "--name", "Sam", "--password-stdin"), "hunter2hu\n", "at least 10"),
        (("sam", "--name", "Sam", "--password-stdin"), "", "at least 10"),
    ],
)
def test_what_will_not_do_is_refused_in_a_sentence(
    aisle: Aisle, arguments: tuple[str, ...], stdin: str, says: str
) -> None:
    refused = aisle("add", *arguments, stdin=stdin)
    assert refused.exit_code == 1 and says in refused.output.replace("\n", " ")
    assert "hunter2" not in refused.output and "Traceback" not in refused.output
    assert listed(aisle) == {}


def test_a_login_is_one_agents_only(aisle: Aisle) -> None:
    aisle("add", "sam", "--name", "Sam Reed")
    again = aisle("add", "SAM", "--name", "Samantha")
    assert again.exit_code == 1 and "login sam already" in again.output.replace("\n", " ")
    assert listed(aisle)["sam"]["name"] == "Sam Reed"


def test_a_new_password_ends_the_old_one_and_its_sessions(aisle: Aisle, sessions: Sessions) -> None:
    old = aisle("add", "sam", "--name", "Sam").stdout.strip()
    agent = sessions.check("sam", old)
    assert agent is not None
    token = sessions.open(agent).token
    new = aisle("password", "sam").stdout.strip()
    assert sessions.find(token) is None
    assert sessions.check("sam", old) is None and sessions.check("sam", new)


def test_a_disabled_agent_is_out_until_enabled_again(aisle: Aisle, sessions: Sessions) -> None:
    aisle("add", "ada", "--name", "Ada", "--role", "admin")
    password = aisle("add", "sam", "--name", "Sam").stdout.strip()
    agent = sessions.check("sam", password)
    assert agent is not None
    token = sessions.open(agent).token
    assert "no admin left" not in aisle("disable", "sam").output
    assert sessions.check("sam", password) is None
    assert aisle("enable", "sam").exit_code == 0
    assert sessions.check("sam", password)
    assert sessions.find(token) is None, "an old session does not come back"
    assert "no admin left" in aisle("disable", "ada").output.replace("\n", " ")


@pytest.mark.parametrize("command", ["password", "disable", "enable"])
def test_an_unknown_login_is_said_so(aisle: Aisle, command: str) -> None:
    refused = aisle(command, "nobody")
    assert refused.exit_code == 1 and "no agent with the login nobody" in refused.output.replace("\n", " ")


def test_the_list_of_nobody_says_how_to_begin(aisle: Aisle) -> None:
    assert "aisle agents add" in aisle("list").output
    assert aisle("list", "--json").stdout == "[]\n"


def test_sessions_end_after_their_hours(aisle: Aisle, sessions: Sessions) -> None:
    agent = sessions.check("sam", aisle("add", "sam", "--name", "Sam").stdout.strip())
    assert agent is not None
    now = datetime.now(UTC)
    token = sessions.open(agent, now).token
    assert sessions.find(token, now + timedelta(minutes=59)) and not sessions.find(
        token, now + timedelta(hours=1)
    )


def test_the_commands_are_quick_to_start(tmp_path: Path) -> None:
    """They load neither models nor the service."""
    code = (
        "import sys, cli.main; sys.exit(any(name in sys.modules for name in ('torch', 'fastapi', 'argon2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
