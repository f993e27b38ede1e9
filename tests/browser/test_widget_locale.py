"""The widget in other languages, and read from the right."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from fake_pages import add_page
from fake_shop import SERVICE, FakeShop
from playwright.sync_api import Page, expect
from widget import Widget

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
LOCALES = sorted((SERVICE / "widget" / "src" / "locales").glob("*.js"))
OpenPage = Callable[..., Page]

#: The shape of every language's words: key -> text, number of arguments of a function, or what lies below.
SHAPES = """(sources) => {
  const locales = new Function(`const locales = {}; ${sources.join(";")}; return locales;`)();
  const shape = (value) =>
    typeof value === "function" ? `function of ${value.length}`
    : typeof value === "string" ? (value.trim() ? "text" : "empty")
    : "other" in value ? "plural forms"
    : Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
  return Object.fromEntries(Object.entries(locales).map(([tag, words]) => [tag, shape(words)]));
}"""
#: The plural forms that a language's words have, and those that the language has.
PLURALS = """(sources) => {
  const locales = new Function(`const locales = {}; ${sources.join(";")}; return locales;`)();
  return Object.entries(locales).flatMap(([tag, {kinds}]) => Object.entries(kinds).map(([kind, forms]) =>
    [`${tag} ${kind}`, Object.keys(forms).sort(),
      new Intl.PluralRules(tag).resolvedOptions().pluralCategories.sort()]));
}"""


@pytest.fixture
def sources() -> list[str]:
    return [path.read_text("utf-8") for path in LOCALES]


def wants(widget: Widget, placeholder: str) -> None:
    expect(widget.panel.locator("textarea")).to_have_attribute("placeholder", placeholder)


def answer(widget: Widget, text: str) -> None:
    """Asks in a widget of any language."""
    before = widget.bubbles.count()
    widget.panel.locator("textarea").fill(text)
    widget.panel.locator("textarea").press("Enter")
    expect(widget.bubbles).to_have_count(before + 1)
    expect(widget.page.locator(".shopper + .bot")).to_have_count(before + 1)
    expect(widget.page.locator(".typing")).to_be_hidden()


def test_every_language_says_everything(open_page: OpenPage, sources: list[str]) -> None:
    page = open_page("about:blank", consent=False, ready="body")
    shapes: dict[str, Any] = page.evaluate(SHAPES, sources)
    assert sorted(shapes) == [path.stem for path in LOCALES]
    assert "empty" not in repr(shapes)
    for tag, shape in shapes.items():
        assert shape == shapes["en"], tag
        assert list(shape) == list(shapes["en"]), (
            f"{tag}: keep the order of en.js, so that both are read side by side"
        )


def test_every_language_counts_in_its_own_plural_forms(open_page: OpenPage, sources: list[str]) -> None:
    page = open_page("about:blank", consent=False, ready="body")
    for kind, has, needs in page.evaluate(PLURALS, sources):
        assert has == needs, kind


@pytest.mark.parametrize(
    ("html", "data", "speaks", "placeholder"),
    [
        ('lang="en"', {"locale": "de"}, "en-US", "Wonach suchen Sie?"),
        ('lang="de-AT"', {}, "en-US", "Wonach suchen Sie?"),
        ("", {}, "de-DE", "Wonach suchen Sie?"),
        ('lang="de"', {"locale": "en"}, "de-DE", "What are you looking for?"),
        ('lang="tlh"', {"locale": "constructor"}, "en-US", "What are you looking for?"),
    ],
)
def test_the_script_then_the_page_then_the_browser_name_the_language(
    fake_shop: FakeShop, open_page: OpenPage, html: str, data: dict[str, str], speaks: str, placeholder: str
) -> None:
    wants(Widget(open_page(add_page(fake_shop, html=html, **data), locale=speaks)).open(), placeholder)


def test_german_writes_prices_and_numbers_as_germans_do(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    widget = Widget(open_page(add_page(fake_shop, locale="de", shop_name="Nordfalte"), consent=False)).open()
    expect(widget.panel).to_contain_text("Was darf ich für Sie bei Nordfalte heraussuchen?")
    picture(widget.page, screenshots, "widget-german-welcome")
    widget.page.get_by_role("button", name="Alle ablehnen").click()
    answer(widget, "jacket")
    first = widget.page.locator("article").first
    expect(first.locator(".price")).to_have_text("109\u00a0$")
    expect(first.locator(".rating")).to_contain_text("4,6 (128)")
    expect(widget.page.locator("article").nth(1).locator(".price")).to_have_text(
        "Jetzt:79\u00a0$Bisher:99\u00a0$"
    )
    assert violations(widget.page) == []
    picture(widget.page, screenshots, "widget-german")
    widget.page.evaluate("Aisle.openPreferences()")
    expect(widget.page.get_by_role("dialog", name="Ihre Privatsphäre")).to_contain_text(
        "12 Ansichten oder Käufe"
    )
    assert violations(widget.page) == []
    picture(widget.page, screenshots, "widget-german-preferences")


def test_what_is_said_to_the_assistant_stays_english(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop, locale="de"))).open()
    answer(widget, "jacket")
    for name in ("In den Warenkorb", "Ähnliche", "Nichts für mich", "Warum dieses Produkt?"):
        before = widget.bubbles.count()
        widget.page.get_by_role("button", name=f"{name}: Northfold Alder Shell").first.click()
        expect(widget.page.locator(".shopper + .bot")).to_have_count(before + 1)
    assert fake_shop.said()[1:] == [
        "Add the second one to my cart",
        "Show me something like the second one",
        "I don't like the second one",
        "Why the second one?",
    ]


def test_the_language_changes_while_the_page_is_open(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    answer(widget, "jacket")
    page = widget.page
    page.get_by_role("button", name="I like this: Northfold Alder Shell").click()
    page.evaluate("Aisle.openPreferences()")
    expect(page.get_by_role("dialog", name="Your privacy")).to_be_visible()
    page.evaluate("Aisle.setLocale('de')")
    sheet = page.get_by_role("dialog", name="Ihre Privatsphäre")
    expect(sheet.locator(".stored")).to_contain_text("6 Nachrichten")
    sheet.get_by_role("button", name="Zurück zum Gespräch").click()
    expect(page.locator("article .price").first).to_have_text("109\u00a0$")
    thumb = page.get_by_role("button", name="Gefällt mir: Northfold Alder Shell")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    assert page.locator("aisle-widget .root").get_attribute("lang") == "de"
    page.evaluate("Aisle.setLocale('en')")
    expect(page.locator("article .price").first).to_have_text("$109")


def test_a_question_asked_in_english_goes_on_in_german(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop), consent=False)).open()
    widget.page.evaluate("Aisle.setLocale('de')")
    expect(widget.page.get_by_role("region", name="Ihre Daten, Ihre Wahl")).to_contain_text("Alle ablehnen")


@pytest.mark.parametrize(
    ("html", "data", "side"),
    [
        ('lang="en"', {}, "right"),
        ('lang="en" dir="rtl"', {}, "left"),
        ('lang="ar"', {}, "left"),
        ('lang="en"', {"locale": "he"}, "left"),
        ('lang="fa" dir="rtl"', {"position": "right"}, "right"),
        ('lang="ar" dir="rtl"', {"locale": "de"}, "right"),
    ],
)
def test_the_launcher_stands_where_reading_ends_unless_the_shop_says_where(
    fake_shop: FakeShop, open_page: OpenPage, html: str, data: dict[str, str], side: str
) -> None:
    box = Widget(open_page(add_page(fake_shop, html=html, **data))).launcher.bounding_box()
    assert box is not None
    assert ("left" if box["x"] < 640 else "right") == side


def test_cards_run_from_the_right_where_reading_does(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    page = open_page(add_page(fake_shop, html='lang="ar" dir="rtl"'), reduced_motion="reduce")
    widget = Widget(page).open()
    answer(widget, "jacket")
    first, second = (page.locator("article").nth(place).bounding_box() for place in (0, 1))
    assert first and second and first["x"] > second["x"]
    on, back = (
        page.get_by_role("button", name="More products"),
        page.get_by_role("button", name="Earlier products"),
    )
    expect(back).to_be_hidden()
    panel, arrow = widget.panel.bounding_box(), on.bounding_box()
    assert panel and arrow and arrow["x"] < panel["x"] + 60
    on.click()
    expect(back).to_be_visible()
    moved = page.locator("article").nth(1).bounding_box()
    assert moved and moved["x"] > second["x"]
    assert violations(page) == []
    back.click()
    expect(back).to_be_hidden()
    picture(page, screenshots, "widget-rtl")
    answer(widget, "compare them all")
    picture(page, screenshots, "widget-rtl-comparison")
    page.evaluate("Aisle.openPreferences()")
    expect(page.locator("aisle-widget .stored")).to_contain_text("6 messages")
    assert violations(page) == []
    picture(page, screenshots, "widget-rtl-preferences")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_nothing_runs_out_of_a_small_phone(fake_shop: FakeShop, open_page: OpenPage, direction: str) -> None:
    address = add_page(fake_shop, html=f'lang="de" dir="{direction}"', consent="banner")
    page = open_page(address, consent=False, **SMALL_PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    widget = Widget(page).open()
    answer(widget, "jacket")
    answer(widget, "compare them all")
    assert widget.panel.evaluate("panel => panel.scrollWidth") == 320
    assert widget.log.evaluate("log => log.scrollWidth") == 320
    page.get_by_role("button", name="Auswählen").click()
    sheet = page.locator("aisle-widget .sheet-body")
    assert sheet.evaluate("body => body.scrollWidth <= body.clientWidth")


def test_german_on_a_phone(fake_shop: FakeShop, open_page: OpenPage, screenshots: Path) -> None:
    page = open_page(add_page(fake_shop, locale="de", consent="banner"), consent=False, **PHONE)
    Widget(page).open()
    picture(page, screenshots, "widget-german-phone")
    page.get_by_role("button", name="Auswählen").click()
    expect(page.get_by_role("dialog", name="Ihre Privatsphäre")).to_contain_text("6 Nachrichten")
    assert violations(page) == []
    picture(page, screenshots, "widget-german-preferences-phone")


def picture(page: Page, folder: Path, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{name}.png")
