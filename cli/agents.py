"""`aisle agents`: the shop's people at the console."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Annotated, TypeVar

import typer
from pydantic import TypeAdapter, ValidationError

from cli.output import fail, out, print_json, print_table, say
from shop.agent import Agent
from shop.settings import Settings
from shop.storage.agents import LoginTaken, change_agent, find_login, load_agents
from shop.storage.database import Database

app = typer.Typer(help="Add and change the shop's people at the console.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="What they sign in with.")]
FromStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from standard input instead of making one up."),
]
T = TypeVar("T")
COLUMNS = ("login", "name", "role", "team", "active")


@app.command(epilog='Example: aisle agents add sam --name "Sam Reed" --role admin')
def add(
    login: Login,
    name: Annotated[str, typer.Option(help="The name that shoppers see.")],
    role: Annotated[
        str, typer.Option(help="agent or admin; admins also change agents and canned answers.")
    ] = "agent",
    team: Annotated[str, typer.Option(help="One of AISLE_TEAMS; empty: none.")] = "",
    password_stdin: FromStdin = False,
) -> None:
    """Add an agent. The password is printed once and kept as a hash only."""
    from service.desk import people
    from service.desk.schemas import AgentIn

    given = _valid(lambda: AgentIn.model_validate({"login": login, "name": name, "role": role, "team": team}))
    _check_team(given.team)
    password = _read_password() if password_stdin else ""
    with opened() as db:
        try:
            agent, made = people.add(db, given.login, given.name, given.role, given.team, password)
        except LoginTaken as error:
            fail(f"{error} `aisle agents password {given.login}` gives them a new password.")
    say(f"{agent.name} signs in as {agent.login} at {Settings().base_url}/console.")
    _tell(password, made)


@app.command("list", epilog="Example: aisle agents list --json")
def list_agents(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List every agent, by name."""
    with opened() as db:
        found = load_agents(db)
    if as_json:
        print_json([asdict(agent) for agent in found])
    elif found:
        print_table(COLUMNS, map(_as_row, found))
    else:
        out.print("There are no agents yet; `aisle agents add` adds one.", markup=False, highlight=False)


@app.command(epilog="Example: aisle agents password sam")
def password(login: Login, password_stdin: FromStdin = False) -> None:
    """Give an agent a new password; they are signed out everywhere."""
    from service.desk.passwords import hash_password, new_password

    given = _read_password() if password_stdin else ""
    made = given or new_password()
    with opened() as db:
        agent = _find(db, login)
        change_agent(db, agent, hash_password(made))
    say(f"{agent.name} has a new password and is signed out everywhere.")
    _tell(given, made)


@app.command(epilog="Example: aisle agents disable sam")
def disable(login: Login) -> None:
    """Keep an agent out: they are signed out within a minute, what they hold goes back into the queue."""
    with opened() as db:
        agent = _find(db, login)
        if agent.active:
            change_agent(db, replace(agent, active=False))
        admins = any(one.role == "admin" and one.active for one in load_agents(db))
    say(f"{agent.name} cannot sign in any more.")
    if not admins:
        say(
            "There is no admin left who can sign in; `aisle agents enable` or `aisle agents add --role admin`."
        )


@app.command(epilog="Example: aisle agents enable sam")
def enable(login: Login) -> None:
    """Let an agent in again, with the password they had."""
    with opened() as db:
        agent = _find(db, login)
        change_agent(db, replace(agent, active=True))
    say(f"{agent.name} can sign in again.")


@contextmanager
def opened() -> Iterator[Database]:
    db = Database(Settings().sqlalchemy_url)
    db.migrate()
    try:
        yield db
    finally:
        db.dispose()


def _find(db: Database, login: str) -> Agent:
    found = find_login(db, login.strip().lower())
    if found is None:
        fail(f"there is no agent with the login {login}; `aisle agents list` shows who there is.")
    return found[0]


def _read_password() -> str:
    """The first line of standard input, where it will do as a password."""
    from service.desk.schemas import NewPassword

    line = sys.stdin.readline().rstrip("\r\n")
    return _valid(lambda: TypeAdapter[str](NewPassword).validate_python(line), "the password")


def _valid(make: Callable[[], T], what: str = "") -> T:
    """What `make` makes; a sentence for each thing that is wrong, which never repeats what was given."""
    try:
        return make()
    except ValidationError as error:
        faults = (f"{what or one['loc'][0]}: {one['msg']}" for one in error.errors())
        fail("; ".join(faults) + ".")


def _check_team(team: str) -> None:
    teams = Settings().teams
    if team and team not in teams:
        named = f"there is {', '.join(teams)}" if teams else "AISLE_TEAMS names none"
        fail(f"there is no team {team}; {named}.")


def _tell(given: str, made: str) -> None:
    """Prints a password that was made up, on standard output for whoever pipes it on."""
    if not given:
        say("Their password, which is shown only now:")
        typer.echo(made)


def _as_row(agent: Agent) -> tuple[object, ...]:
    return agent.login, agent.name, agent.role, agent.team, "yes" if agent.active else "no"
