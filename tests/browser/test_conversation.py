"""A shopper and the whole running system: widget, service, Rasa, advisor."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from widget import Widget

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
OPENING = "waterproof jacket for hiking under 120, not black"


def product(base: str, card: dict[str, Any]) -> dict[str, Any]:
    """The product behind a card, as the service describes it."""
    found: dict[str, Any] = (
        httpx.get(f"{base}/v1/products/{card['link'].rsplit('/', 1)[-1]}", timeout=30)
        .raise_for_status()
        .json()
    )
    return found


def titles(cards: list[dict[str, Any]]) -> list[str]:
    return [card["title"] for card in cards]


def picture(page: Page, folder: Path, name: str) -> None:
    page.wait_for_timeout(400)  # scrolling and pictures come to rest
    page.screenshot(path=folder / f"{name}.png")


def test_six_turns(running_system: str, open_page: OpenPage, screenshots: Path) -> None:
    widget = Widget(open_page(running_system)).open()
    picture(widget.page, screenshots, "welcome")

    widget.ask(OPENING)
    jackets = widget.cards()
    picture(widget.page, screenshots, "cards")
    assert jackets
    assert all(card["price"] <= 120 for card in jackets)
    for card in jackets:
        described = product(running_system, card)
        assert not any("black" in color.lower() for color in described["colors"]), described["title"]
        assert "jacket" in f"{described['title']} {described['product_type']}".lower()
        assert card["reasons"], card["title"]

    widget.ask("anything cheaper?")
    cheaper = widget.cards()
    assert cheaper
    assert max(card["price"] for card in cheaper) <= max(card["price"] for card in jackets)
    assert min(card["price"] for card in cheaper) <= min(card["price"] for card in jackets)

    second = cheaper[1 if len(cheaper) > 1 else 0]
    medium = widget.ask("the second one in medium?")
    assert second["title"].lower() in (medium.text_content() or "").lower()

    widget.ask("show me something like it")
    similar = widget.cards()
    assert similar
    assert second["title"] not in titles(similar)

    widget.ask("what goes with it?")
    companions = widget.cards()
    assert companions
    assert titles(companions) != titles(similar)
    picture(widget.page, screenshots, "goes-with")

    complaints = widget.ask("do people complain about it?")
    assert len((complaints.text_content() or "").split()) > 6
    picture(widget.page, screenshots, "complaints")

    said = widget.shopper_texts()
    assert len(said) == 6
    widget.page.reload()
    expect(widget.bubbles).to_have_count(6)
    assert widget.shopper_texts() == said
    assert titles(widget.cards()) == titles(companions)


def test_a_known_customer_is_served_otherwise_than_a_stranger(
    running_system: str, open_page: OpenPage, screenshots: Path
) -> None:
    customers = (
        httpx.get(f"{running_system}/demo/customers.json", timeout=30).raise_for_status().json()["customers"]
    )
    page = open_page(running_system)
    widget = Widget(page).open()
    widget.ask("recommend something for me")
    for_stranger = widget.cards()

    page.get_by_label("Shop as").select_option(customers[0]["customer_id"])
    expect(widget.bubbles).to_have_count(0)
    widget.ask("recommend something for me")
    for_customer = widget.cards()
    picture(page, screenshots, "known-customer")

    assert for_stranger
    assert for_customer
    assert titles(for_customer) != titles(for_stranger)
    assert all(card["reasons"] for card in for_customer)


def test_the_pages_in_pictures(running_system: str, open_page: OpenPage, screenshots: Path) -> None:
    home = open_page(running_system, consent=False)
    home.locator(".grid .card").first.wait_for()
    picture(home, screenshots, "home")

    link = home.locator(".grid .card a").first.get_attribute("href")
    shop_page = open_page(f"{running_system}{link}")
    expect(shop_page.get_by_role("heading", name="What buyers say")).to_be_visible()
    picture(shop_page, screenshots, "product")

    dark = Widget(open_page(running_system, color_scheme="dark")).open()
    dark.ask(OPENING)
    picture(dark.page, screenshots, "cards-dark")

    phone = Widget(
        open_page(running_system, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    ).open()
    phone.ask(OPENING)
    picture(phone.page, screenshots, "cards-phone")
    assert phone.panel.evaluate("panel => panel.scrollWidth") == 360
