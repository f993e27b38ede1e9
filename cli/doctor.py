"""`aisle doctor`: what is in order and what is not."""

import shutil
from collections.abc import Callable, Iterator
from typing import Annotated

import typer

from cli.output import out, print_json
from shop.settings import Settings

Finding = tuple[str, bool, str]


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle doctor --json")(doctor)


def doctor(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Check environments, disk, database, index, release and assistant; exit code 1 if something is broken."""
    settings = Settings()
    findings = list(examine(settings))
    if as_json:
        print_json([{"part": part, "ok": ok, "detail": detail} for part, ok, detail in findings])
    else:
        for part, ok, detail in findings:
            out.print(f"{'ok  ' if ok else 'FAIL'}  {part:10s} {detail}", markup=False, highlight=False)
    if not all(ok for _, ok, _ in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Each part with whether it is in order and one sentence."""
    for part, check in CHECKS.items():
        try:
            ok, detail = check(settings)
        except Exception as error:  # a broken part must not hide the others
            ok, detail = False, f"{type(error).__name__}: {error}"
        yield part, ok, detail


def disk(settings: Settings) -> tuple[bool, str]:
    settings.var.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.var).free // 2**20
    return free > 500, f"{free} MB free at {settings.var}"


def database(settings: Settings) -> tuple[bool, str]:
    from shop.storage.database import Database
    from shop.storage.events import count_events
    from shop.storage.faq import count_faq
    from shop.storage.products import count_products
    from shop.storage.reviews import count_reviews

    db = Database(settings.sqlalchemy_url)
    db.migrate()
    counts = f"{count_products(db)} products, {count_reviews(db)} reviews, {count_events(db)} events"
    counts += f", {count_faq(db)} FAQ entries"
    db.dispose()
    return True, f"{db.url.get_backend_name()}: {counts}"


def model(settings: Settings) -> tuple[bool, str]:
    from knowledge.embedder import Embedder

    embedder = Embedder.load(settings)
    return True, f"{embedder.name}, {embedder.dimension} dimensions"


def index(settings: Settings) -> tuple[bool, str]:
    from knowledge.index import ProductIndex

    opened = ProductIndex.open(settings)
    count = len(opened)
    opened.close()
    return count > 0, f"{count} product vectors in Chroma"


def release(settings: Settings) -> tuple[bool, str]:
    from shop.releases import Releases

    current = Releases(settings.releases).current()
    if current is None:
        return False, "there is no release yet; run `aisle train`"
    return (
        True,
        f"{current.release_id}: {current.manifest['products']} products, {current.manifest['events']} events",
    )


def assistant_model(settings: Settings) -> tuple[bool, str]:
    from cli import assistant

    if not assistant.RASA.is_file():
        return False, "bot/.venv is missing; run `make setup`"
    path = assistant.model_file(settings)
    return (
        path.is_file(),
        f"model {path.name}" if path.is_file() else "not trained on the present words; run `aisle train`",
    )


def identity(settings: Settings) -> tuple[bool, str]:
    if settings.identity_secret.get_secret_value():
        return True, "customer ids must be proven"
    open_to_all = settings.host not in ("127.0.0.1", "localhost", "::1")
    return (
        not open_to_all,
        "any customer_id is believed: set AISLE_IDENTITY_SECRET before others can reach this",
    )


CHECKS: dict[str, Callable[[Settings], tuple[bool, str]]] = {
    "disk": disk,
    "database": database,
    "model": model,
    "index": index,
    "release": release,
    "assistant": assistant_model,
    "identity": identity,
}
