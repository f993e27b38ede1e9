"""A real browser, and a shop for it that answers from a can."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_shop import FakeShop
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
ALL_ALLOWED = '{"personalization_storage": "granted", "analytics_storage": "granted"}'
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """open_page(address, consent=True, ready=".launcher", **context options): a fresh visitor's page once `ready` is
    there; it must have no script errors."""
    contexts = []
    errors: list[str] = []

    def open_page(address: str, consent: bool = True, ready: str = ".launcher", **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 860}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        if consent:
            page.add_init_script(
                f"localStorage.getItem('aisle:consent') ?? localStorage.setItem('aisle:consent', '{ALL_ALLOWED}')"
            )
        page.goto(address)
        page.locator(ready).wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def fake_shop() -> Iterator[FakeShop]:
    shop = FakeShop()
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where the pictures of a run lie, to be looked at."""
    folder = ROOT / "var" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
