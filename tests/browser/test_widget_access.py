"""Everybody can use it: axe finds nothing, the keyboard is enough, and nothing is lost on small or zoomed screens."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from fake_shop import FakeShop
from playwright.sync_api import Page, expect
from widget import Widget

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALL = {"viewport": {"width": 320, "height": 568}}
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "phone": PHONE,
    "dark-phone": PHONE | {"color_scheme": "dark"},
}
RULES = {"include": [["aisle-widget"]]}
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OpenPage = Callable[..., Page]


def violations(page: Page) -> list[str]:
    """What axe finds wrong with the widget, each with the elements concerned."""
    page.wait_for_timeout(300)  # half-transparent while they come in
    found = Axe().run(page, RULES, LEVELS).response["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found]


def wait(shop: FakeShop, widget: Widget) -> None:
    shop.call_person()
    expect(widget.bar).to_be_visible()


def ask_for_email(shop: FakeShop, widget: Widget) -> None:
    opens = datetime.now(UTC) + timedelta(hours=30)
    shop.call_person(open=False, opens_at=opens.isoformat())
    widget.page.get_by_label("Where may we write to you?").fill("wrong")
    widget.page.get_by_role("button", name="Leave it").click()
    expect(widget.bar).to_contain_text("does not look like")


def talk_to_sam(shop: FakeShop, widget: Widget) -> None:
    shop.take()
    shop.agent_says("Hello, Sam here.")
    shop.agent_types()
    expect(widget.typing).to_contain_text("Sam is writing")


def rate(shop: FakeShop, widget: Widget) -> None:
    shop.take()
    shop.give_back()
    widget.feedback.get_by_role("radio", name="Good", exact=True).check()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(fake_shop: FakeShop, open_page: OpenPage, look: str) -> None:
    page = open_page(fake_shop.url, reduced_motion="reduce", **LOOKS[look])
    found = {"launcher": violations(page)}
    widget = Widget(page).open()
    found["welcome"] = violations(page)
    widget.ask("a jacket")
    found["cards"] = violations(page)
    widget.ask("compare the first two")
    found["table"] = violations(page)
    wait(fake_shop, widget)
    found["waiting"] = violations(page)
    ask_for_email(fake_shop, widget)
    found["email"] = violations(page)
    talk_to_sam(fake_shop, widget)
    found["agent"] = violations(page)
    rate(fake_shop, widget)
    found["feedback"] = violations(page)
    page.get_by_role("button", name="More", exact=True).click()
    found["menu"] = violations(page)
    assert {name: each for name, each in found.items() if each} == {}


def test_axe_would_find_something(fake_shop: FakeShop, open_page: OpenPage) -> None:
    """The check looks into the shadow root: a button without a name is found there."""
    widget = Widget(open_page(fake_shop.url)).open()
    widget.launcher.evaluate("node => { node.removeAttribute('aria-label'); node.replaceChildren(); }")
    assert any(each.startswith("button-name") for each in violations(widget.page))


FOCUSED = """() => {
  let focused = document.activeElement;
  while (focused.shadowRoot && focused.shadowRoot.activeElement) focused = focused.shadowRoot.activeElement;
  return focused.getAttribute("aria-label") || focused.textContent;
}"""


def tab_to(page: Page, name: str, most: int = 60) -> None:
    """Presses Tab until what is called `name` has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name!r}")


def test_tab_and_enter_are_enough_from_the_button_to_the_cart(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    page = open_page(fake_shop.url)
    tab_to(page, "Help me choose")
    page.keyboard.press("Enter")
    page.keyboard.type("a jacket")
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(4)
    tab_to(page, "Add to cart: Northfold Alder Shell")
    page.keyboard.press("Enter")
    expect(Widget(page).said.last).to_contain_text("It is in your cart.")


def test_the_panel_says_what_it_is(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url)).open()
    expect(widget.panel).to_have_accessible_name("Northfold Outfitters")
    expect(widget.log).to_have_accessible_name("Conversation")
    expect(widget.launcher).to_have_attribute("aria-expanded", "true")


def test_every_target_is_large_enough(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("a jacket")
    wait(fake_shop, widget)
    ask_for_email(fake_shop, widget)
    rate(fake_shop, widget)
    ask_for_email(fake_shop, widget)
    small = widget.panel.evaluate(
        """panel => [...panel.querySelectorAll("button, input, textarea")]
          .filter((node) => node.getClientRects().length)
          .map((node) => [node.ariaLabel || node.textContent || node.type, node.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert [name for name in small if "more" not in name] == []


@pytest.mark.parametrize("size", [(320, 568), (640, 430), (320, 256)])
def test_nothing_is_cut_off_on_small_or_zoomed_screens(
    fake_shop: FakeShop, open_page: OpenPage, size: tuple[int, int]
) -> None:
    """640 by 430 is a common window at 200 %, 320 by 256 one at 400 %."""
    width, height = size
    widget = Widget(open_page(fake_shop.url, viewport={"width": width, "height": height})).open()
    widget.ask("a jacket")
    ask_for_email(fake_shop, widget)
    box = widget.panel.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert widget.panel.evaluate("panel => panel.scrollWidth <= panel.clientWidth")
    for control in (widget.field, widget.page.get_by_label("Where may we write to you?")):
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport(ratio=0.9)
    widget.log.get_by_text("four waterproof jackets").scroll_into_view_if_needed()
    expect(widget.log.get_by_text("four waterproof jackets")).to_be_in_viewport()


def test_nothing_moves_for_whoever_asked_for_rest(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce")).open()
    widget.ask("hello")
    wait(fake_shop, widget)
    moving = "document.querySelector('aisle-widget').shadowRoot.getAnimations().length"
    assert widget.page.evaluate(moving) == 0


def test_states_are_seen_without_colours(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, forced_colors="active")).open()
    widget.ask("hello")
    rate(fake_shop, widget)
    chosen = widget.page.locator(".face:has(:checked)")
    assert chosen.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    assert widget.panel.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
