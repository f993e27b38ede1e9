"""`aisle transcript`: what shoppers type, played to the running system and written down with its answers."""

import http.client
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.markdown import as_markdown
from cli.output import fail, read_lines, say, spinner

if TYPE_CHECKING:
    from shop.settings import Settings

TIMEOUT_S = 60
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - addresses to listen on, which nobody can call


@dataclass(frozen=True, slots=True)
class Script:
    """What one shopper types, line by line."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A line and the bot's messages, as the API gives them; `problem` says why there is no answer."""

    text: str
    messages: Sequence[dict[str, Any]] = ()
    intent: str = ""
    problem: str = ""


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle transcript docs/transcripts/gift.txt --out gift.md")(transcript)


def transcript(
    file: Annotated[
        Path,
        typer.Argument(help="What shoppers type; a line '# title' begins a conversation. '-' for stdin."),
    ],
    out: Annotated[Path, typer.Option(help="Where to write, '-' for stdout.")] = Path("-"),
    customer: Annotated[str, typer.Option(help="Speak as this customer.")] = "",
    consent: Annotated[
        bool, typer.Option("--consent", help="The customer allows the use of their history from now on.")
    ] = False,
    intents: Annotated[bool, typer.Option("--intents", help="Also write how each line was read.")] = False,
) -> None:
    """Play conversations to the running system and write them as Markdown."""
    from shop.settings import Settings

    if consent and not customer:
        fail("--consent says something of a customer: give --customer ID too.")
    scripts = read_scripts(read_lines(file))
    if not scripts:
        fail(f"{file} has no line to say.")
    player = Player(Settings(), customer, consent, intents)
    player.check()
    with spinner("Talking") as progress:
        played = [(script.title, list(player.play(script, progress))) for script in scripts]
    write(as_markdown(file.stem if file.stem != "-" else "Transcript", played), out)
    silent = sum(bool(turn.problem) for _, turns in played for turn in turns)
    if silent:
        fail(f"{silent} of the lines got no answer; the transcript says which, and why.")


def read_scripts(lines: Iterable[str]) -> list[Script]:
    """The conversations of a file: "# title" begins one, "##" and titles without lines are comments.

    >>> read_scripts(["# a hat", "hi", "", "a warm hat", "## easily lost"])
    [Script(title='a hat', lines=('hi', 'a warm hat'))]
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in map(str.strip, lines):
        if line == "#" or line.startswith("# "):
            found.append((line[1:].strip(), []))
        elif line and not line.startswith("##"):
            found[-1][1].append(line)
    return [Script(title, tuple(said)) for title, said in found if said]


def write(text: str, out: Path) -> None:
    if str(out) == "-":
        typer.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(text, encoding="utf-8")
    say(f"The transcript is in {out}.")


class Player:
    """Says lines to the service at the settings' port, as a page of the shop would."""

    def __init__(self, settings: "Settings", customer: str, consent: bool, intents: bool) -> None:
        self._settings = settings
        self._intents = intents
        self._host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
        self._customer = identity(settings, customer)
        self._consent = {"personalization_storage": "granted"} if consent else {}

    def check(self) -> None:
        """Ends the command with one sentence where nothing answers or the assistant is not up yet."""
        address = f"{self._host}:{self._settings.port}"
        try:
            status, _ = self._request("GET", "/health/ready")
        except (OSError, http.client.HTTPException):
            fail(f"nothing answers at {address}; start the shop with `make run`, or set AISLE_PORT.")
        if status == http.client.NOT_FOUND:
            fail(f"what answers at {address} is not Aisle; set AISLE_PORT.")
        if status != http.client.OK:
            fail(f"the shop at {address} is not ready yet; try again in a few seconds.")

    def play(self, script: Script, progress: Any) -> Iterator[Turn]:
        """The turns of one conversation, each as soon as it is over."""
        conversation = f"transcript-{secrets.token_hex(8)}"
        for number, text in enumerate(script.lines, 1):
            progress(f"{script.title} {number}/{len(script.lines)}")
            yield self._say(conversation, text)

    def _say(self, conversation: str, text: str) -> Turn:
        body = {"text": text, "conversation_id": conversation, **self._customer}
        if self._consent:
            body["consent"] = self._consent
        try:
            status, answer = self._request("POST", "/v1/chat", body)
        except (OSError, http.client.HTTPException) as error:
            return Turn(text, problem=f"the connection broke ({type(error).__name__})")
        if status != http.client.OK:
            return Turn(text, problem=str(answer.get("detail") or answer.get("title") or f"status {status}"))
        for message in answer["messages"]:
            self._consent |= message.get("consent") or {}
        return Turn(text, answer["messages"], self._intent_of(conversation) if self._intents else "")

    def _intent_of(self, conversation: str) -> str:
        """How Rasa read the last line of the conversation; "" where Rasa does not tell."""
        path = f"/conversations/{conversation}/tracker?include_events=NONE"
        try:
            status, tracker = self._request("GET", path, port=self._settings.rasa_port, host="127.0.0.1")
        except (OSError, http.client.HTTPException):
            return ""
        message = tracker.get("latest_message") or {} if status == http.client.OK else {}
        return str((message.get("intent") or {}).get("name") or "")

    def _request(
        self, method: str, path: str, body: dict[str, Any] | None = None, port: int = 0, host: str = ""
    ) -> tuple[int, dict[str, Any]]:
        """Status and JSON object of an answer; {} where it is something else."""
        connection = http.client.HTTPConnection(
            host or self._host, port or self._settings.port, timeout=TIMEOUT_S
        )
        try:
            payload = None if body is None else json.dumps(body)
            connection.request(method, path, payload, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, as_object(answer.read())
        finally:
            connection.close()


def identity(settings: "Settings", customer: str) -> dict[str, Any]:
    """What a request says of the customer, with the proof that the settings may demand."""
    from service.identity import sign

    if not customer:
        return {}
    secret = settings.identity_secret.get_secret_value()
    return {
        "customer_id": customer,
        **({"customer_signature": sign(customer, secret)} if secret else {}),
    }


def as_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
