"""What a shopper does with product cards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from fake_shop import FakeShop
from playwright.sync_api import Locator, Page, expect
from widget import Widget

JACKET = "waterproof jacket for hiking under 120, not black"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SMALL_PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
OpenPage = Callable[..., Page]


@pytest.fixture
def widget(fake_shop: FakeShop, open_page: OpenPage) -> Widget:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask(JACKET)
    return widget


def press(widget: Widget, name: str) -> Locator:
    button = widget.page.get_by_role("button", name=name, exact=True)
    button.click()
    return button


def test_a_thumb_up_is_said_once_and_stays_pressed(widget: Widget) -> None:
    thumb = press(widget, "I like this: Northfold Alder Shell")
    expect(thumb).to_have_attribute("aria-pressed", "true")
    expect(widget.said.last).to_contain_text("I heard: I like the second one")
    thumb.click()
    widget.ask("hello")
    assert widget.shopper_texts() == [JACKET, "I like the second one", "hello"]


def test_the_newest_thumb_counts(widget: Widget) -> None:
    up = press(widget, "I like this: Haldvik Skarn Rain Jacket")
    down = press(widget, "Not for me: Haldvik Skarn Rain Jacket")
    expect(up).to_have_attribute("aria-pressed", "false")
    expect(down).to_have_attribute("aria-pressed", "true")
    expect(widget.said.last).to_contain_text("I heard: I don't like the first one")


def test_a_pressed_thumb_is_pressed_in_the_next_carousel_too(widget: Widget) -> None:
    press(widget, "I like this: Northfold Alder Shell")
    expect(widget.said.last).to_contain_text("I heard")
    widget.ask("another jacket")
    again = widget.page.get_by_role("button", name="I like this: Northfold Alder Shell")
    expect(again).to_have_count(1)
    expect(again).to_have_attribute("aria-pressed", "true")


def test_why_is_asked_of_the_card_it_stands_on(widget: Widget) -> None:
    press(widget, "Why this?: Kestrane Swift Windproof Jacket")
    expect(widget.said.last).to_contain_text("I heard: Why the third one?")


def test_two_chosen_cards_are_compared(widget: Widget) -> None:
    press(widget, "Compare: Kestrane Swift Windproof Jacket")
    expect(widget.page.get_by_role("button", name="Choose one more to compare")).to_be_visible()
    press(widget, "Compare: Haldvik Skarn Rain Jacket")
    press(widget, "Compare 2")
    expect(widget.bubbles.last).to_contain_text("Compare the first one and the third one")


def test_one_chosen_card_is_not_sent(widget: Widget, fake_shop: FakeShop) -> None:
    press(widget, "Compare: Haldvik Skarn Rain Jacket")
    widget.page.get_by_role("button", name="Choose one more to compare").click(force=True)
    widget.ask("hello")
    assert fake_shop.said() == [JACKET, "hello"]


def test_a_choice_can_be_taken_back(widget: Widget) -> None:
    toggle = press(widget, "Compare: Haldvik Skarn Rain Jacket")
    press(widget, "Clear")
    expect(toggle).to_have_attribute("aria-pressed", "false")
    expect(toggle).to_be_focused()
    expect(widget.page.locator(".comparing")).to_be_hidden()


def test_four_products_at_most_are_compared(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("eight jackets please")
    toggles = widget.page.get_by_role("button", name="Compare: ")
    for place in range(5):
        toggles.nth(place).click(force=True)  # the fifth says that it is disabled
    expect(toggles.nth(4)).to_have_attribute("aria-pressed", "false")
    expect(toggles.nth(4)).to_have_attribute("title", "4 products at most")
    expect(widget.page.get_by_role("button", name="Compare 4")).to_be_visible()


def test_older_cards_offer_only_what_can_be_said_of_them(widget: Widget) -> None:
    """The assistant knows "the second one" of the newest list only."""
    widget.ask("another jacket")
    older, newest = widget.page.locator(".carousel").first, widget.page.locator(".carousel").last
    for name in ("I like this", "Not for me", "Why this?", "Compare"):
        expect(older.get_by_role("button", name=name)).to_have_count(0)
        expect(newest.get_by_role("button", name=name)).to_have_count(4)
    expect(older.get_by_role("button", name="Similar")).to_have_count(4)


def test_the_page_hears_of_every_button(widget: Widget) -> None:
    page = widget.page
    page.evaluate("() => { window.heard = []; Aisle.on('action', (action) => heard.push(action)); }")
    for name in ("Add to cart", "Similar", "I like this", "Why this?", "Compare"):
        press(widget, f"{name}: Haldvik Skarn Rain Jacket")
    press(widget, "Compare: Northfold Alder Shell")
    press(widget, "Compare 2")
    heard = page.evaluate(
        "heard.map(({name, product, products}) => [name, (products || [product]).map((p) => p.product_id)])"
    )
    singles = [[name, ["p1"]] for name in ("cart", "similar", "like", "why")]
    assert heard == [*singles, ["compare", ["p1", "p2"]]]


def test_a_price_that_fell_says_so_to_everybody(widget: Widget) -> None:
    price = widget.page.locator("article").nth(1).locator(".price")
    expect(price).to_have_text("Now:$79Before:$99")


def test_pictures_move_nothing_when_they_come(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.route("**/demo/images/*", lambda route: None)  # they never come
    widget = Widget(page).open()
    widget.ask(JACKET)
    before = [card.bounding_box() for card in page.locator("aisle-widget article").all()]
    page.unroute("**/demo/images/*")
    later = Widget(open_page(fake_shop.url)).open()
    later.ask(JACKET)
    expect(later.page.locator("aisle-widget article img").first).to_have_js_property("complete", True)
    after = [card.bounding_box() for card in later.page.locator("aisle-widget article").all()]
    assert [sizes(box) for box in before] == [sizes(box) for box in after]


def sizes(box: Any) -> tuple[int, int]:
    return round(box["width"]), round(box["height"])


@pytest.mark.parametrize("options", [{}, PHONE])
def test_every_target_is_large_enough(
    fake_shop: FakeShop, open_page: OpenPage, options: dict[str, object]
) -> None:
    widget = Widget(open_page(fake_shop.url, **options)).open()
    widget.ask(JACKET)
    for target in widget.page.locator("aisle-widget .actions :is(a, button), aisle-widget .more").all():
        box = target.bounding_box()
        assert box is not None and box["width"] >= 24 and box["height"] >= 24, target.get_attribute(
            "aria-label"
        )


def test_the_comparison_keeps_its_first_column_in_sight_on_a_small_phone(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce", **SMALL_PHONE)).open()
    widget.ask("compare them all")
    table = widget.page.get_by_role("region", name="Comparison of Haldvik Skarn Rain Jacket")
    assert table.evaluate("region => region.scrollWidth > region.clientWidth")
    assert widget.panel.evaluate("panel => panel.scrollWidth") == 320
    header = table.get_by_role("rowheader", name="Weight")
    before = header.bounding_box()
    table.evaluate("region => region.scrollTo(180, 0)")
    assert header.bounding_box() == before
    expect(table.get_by_role("columnheader")).to_have_count(5)
    picture(widget.page, screenshots, "widget-comparison-phone")


def test_the_comparison_scrolls_by_keyboard(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce")).open()
    widget.ask("compare them all")
    table = widget.page.get_by_role("region", name="Comparison")
    table.focus()
    widget.page.keyboard.press("ArrowRight")
    widget.page.wait_for_function(SCROLLED)


SCROLLED = (
    """() => document.querySelector("aisle-widget").shadowRoot.querySelector(".comparison").scrollLeft > 0"""
)


def test_what_stands_out_in_a_comparison_is_marked(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("compare them all")
    weight = widget.page.get_by_role("row").filter(has_text="Waterproof").get_by_role("cell")
    bold = [int(cell.evaluate("cell => getComputedStyle(cell).fontWeight")) >= 600 for cell in weight.all()]
    assert bold == [False, False, True, False]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    widget = Widget(open_page(fake_shop.url, color_scheme=scheme, reduced_motion="reduce")).open()
    widget.ask(JACKET)
    press(widget, "Compare: Haldvik Skarn Rain Jacket")
    press(widget, "Compare: Northfold Alder Shell")
    widget.page.get_by_role("button", name="I like this: Haldvik Skarn Rain Jacket").click()
    expect(widget.said.last).to_contain_text("I heard")
    widget.page.locator("aisle-widget .carousel").scroll_into_view_if_needed()
    assert violations(widget.page) == []
    picture(widget.page, screenshots, f"widget-cards-{scheme}")
    widget.ask("compare them all")
    assert violations(widget.page) == []
    picture(widget.page, screenshots, f"widget-comparison-{scheme}")


def test_cards_on_a_phone(fake_shop: FakeShop, open_page: OpenPage, screenshots: Path) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce", **PHONE)).open()
    widget.ask(JACKET)
    assert widget.panel.evaluate("panel => panel.scrollWidth") == 360
    assert violations(widget.page) == []
    picture(widget.page, screenshots, "widget-cards-phone")


def picture(page: Page, folder: Path, name: str) -> None:
    page.wait_for_timeout(400)  # scrolling and pictures come to rest
    page.screenshot(path=folder / f"{name}.png")
