"""What a shopper allows, sees and erases in the widget."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from accessibility import violations
from fake_pages import add_page
from fake_shop import FakeShop
from playwright.sync_api import Locator, Page, expect
from widget import Widget

from shop.event import EVENT_NAMES

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"
OpenPage = Callable[..., Page]


class Centre:
    """The preference centre of the widget on `page`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sheet = page.get_by_role("dialog", name="Your privacy")
        self.personal = self.sheet.get_by_role("switch", name="Personal picks")
        self.statistics = self.sheet.get_by_role("switch", name="Statistics")
        self.stored = self.sheet.locator(".stored")
        self.status = self.sheet.get_by_role("status")

    def open(self) -> "Centre":
        self.page.evaluate("Aisle.openPreferences()")
        expect(self.sheet).to_be_visible()
        return self

    def press(self, name: str) -> None:
        self.sheet.get_by_role("button", name=name).click()


def asked(page: Page) -> Locator:
    return page.get_by_role("region", name="Your data, your choice")


def fresh(fake_shop: FakeShop, open_page: OpenPage, **data: str) -> Widget:
    """A first visit to a page whose widget asks as `data` says."""
    return Widget(open_page(add_page(fake_shop, **data), consent=False))


def test_the_first_opening_asks_and_nothing_is_granted_before(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    widget = fresh(fake_shop, open_page)
    expect(asked(widget.page)).to_have_count(0)
    widget.open()
    expect(asked(widget.page)).to_be_visible()
    expect(widget.field).to_be_focused()
    widget.ask("hello")
    assert "consent" not in fake_shop.requests[0] and "session_id" not in fake_shop.requests[0]


@pytest.mark.parametrize(("button", "word"), [("Allow all", "granted"), ("Deny all", "denied")])
def test_one_press_answers_for_good(fake_shop: FakeShop, open_page: OpenPage, button: str, word: str) -> None:
    widget = fresh(fake_shop, open_page).open()
    widget.page.get_by_role("button", name=button).click()
    expect(asked(widget.page)).to_have_count(0)
    expect(widget.field).to_be_focused()
    widget.page.reload()
    expect(widget.panel).to_be_visible()
    expect(asked(widget.page)).to_have_count(0)
    widget.ask("hello")
    assert set(fake_shop.requests[0]["consent"].values()) == {word}


def test_its_three_buttons_weigh_the_same(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = fresh(fake_shop, open_page).open()
    looks = [
        button.evaluate(
            "b => { const s = getComputedStyle(b); return [s.backgroundColor, s.color, s.fontWeight]; }"
        )
        for button in asked(widget.page).get_by_role("button").all()
    ]
    boxes = [button.bounding_box() for button in asked(widget.page).get_by_role("button").all()]
    assert len(looks) == 3 and looks[0] == looks[1] == looks[2]
    assert len({(box["width"], box["height"]) for box in boxes if box}) == 1


def test_choosing_leads_to_the_preference_centre(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = fresh(fake_shop, open_page).open()
    widget.page.get_by_role("button", name="Choose").click()
    centre = Centre(widget.page)
    expect(centre.personal).to_have_attribute("aria-checked", "false")
    centre.personal.click()
    expect(centre.personal).to_have_attribute("aria-checked", "true")
    centre.press("Back to the conversation")
    assert widget.page.evaluate("Aisle.consent()") == {"personalization_storage": "granted"}
    expect(asked(widget.page)).to_be_visible()  # the other purpose is still open


def test_a_shops_own_banner_leaves_nothing_to_ask(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = fresh(fake_shop, open_page, consent="page").open()
    expect(asked(widget.page)).to_have_count(0)
    widget.page.evaluate(
        "Aisle.setConsent({analytics_storage: 'granted', nonsense: 'granted', personalization_storage: 7})"
    )
    widget.ask("hello")
    assert fake_shop.requests[0]["consent"] == {"analytics_storage": "granted"}


def test_the_first_page_asks_where_the_shop_wants_it(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    widget = fresh(fake_shop, open_page, consent="banner")
    expect(asked(widget.page)).to_be_visible()
    expect(widget.panel).to_be_hidden()
    assert violations(widget.page) == []
    picture(widget.page, screenshots, "widget-banner-page")
    widget.open()
    expect(asked(widget.page)).to_have_count(1)
    assert violations(widget.page) == []
    picture(widget.page, screenshots, "widget-banner")
    widget.page.get_by_role("button", name="Deny all").click()
    widget.page.reload()
    expect(asked(widget.page)).to_have_count(0)


def test_a_browser_that_says_no_is_not_asked(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page("about:blank", consent=False, ready="body")
    page.add_init_script(GPC)
    page.goto(add_page(fake_shop, consent="banner"))
    widget = Widget(page).open()
    expect(asked(page)).to_have_count(0)
    page.evaluate("Aisle.setConsent({personalization_storage: 'granted', analytics_storage: 'granted'})")
    widget.ask("hello")
    assert set(fake_shop.requests[0]["consent"].values()) == {"denied"}
    assert page.evaluate("Aisle.track('view_item', [{item_id: 'p1'}])") is False


def test_a_shopper_may_still_say_yes_themselves(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page("about:blank", consent=False, ready="body")
    page.add_init_script(GPC)
    page.goto(add_page(fake_shop))
    centre = Centre(page).open()
    expect(centre.sheet).to_contain_text("Global Privacy Control")
    centre.personal.click()
    page.reload()
    assert page.evaluate("Aisle.consent()") == {
        "personalization_storage": "granted",
        "analytics_storage": "denied",
    }


def test_what_is_stored_is_told_in_plain_words(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    widget.ask("hello")
    fake_shop.rights.kept.append({"kind": "horoscopes", "count": 2})
    centre = Centre(widget.page).open()
    rows = centre.stored.get_by_role("listitem")
    expect(rows).to_have_text(
        [
            "12 things you viewed or bought",
            "1 product you rated",
            "6 messages",
            "1 conversation",
            "2 horoscopes",
        ]
    )
    what, whom = fake_shop.rights.asked[0]
    assert (what, whom["conversation_id"]) == ("stored", fake_shop.requests[0]["conversation_id"])
    assert whom["session_id"] == fake_shop.requests[0]["session_id"]


def test_where_it_cannot_be_told_the_shopper_can_try_again(fake_shop: FakeShop, open_page: OpenPage) -> None:
    fake_shop.rights.failures.append(500)
    centre = Centre(open_page(add_page(fake_shop))).open()
    expect(centre.stored).to_contain_text("cannot be shown right now")
    centre.press("Try again")
    expect(centre.stored).to_contain_text("6 messages")


def test_a_copy_is_downloaded_as_json(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    widget.ask("hello")
    centre = Centre(widget.page).open()
    with widget.page.expect_download() as download:
        centre.press("Download my data")
    assert download.value.suggested_filename == "my-data.json"
    assert json.loads(Path(download.value.path()).read_text()) == {
        "data": {"conversations": [fake_shop.requests[0]["conversation_id"]]}
    }
    expect(centre.status).to_have_text("Your file was downloaded.")


def test_erasing_takes_two_steps_and_leaves_no_id_behind(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    widget.ask("hello")
    first = fake_shop.requests[0]
    centre = Centre(widget.page).open()
    centre.press("Erase my data")
    assert [what for what, _ in fake_shop.rights.asked] == ["stored"]
    centre.press("Keep it")
    expect(centre.sheet.get_by_role("button", name="Erase my data")).to_be_focused()
    centre.press("Erase my data")
    centre.press("Erase for good")
    expect(centre.status).to_have_text(
        "Erased: 12 things you viewed or bought, 1 product you rated, 6 messages, and 1 conversation."
    )
    expect(centre.stored).to_have_text("Nothing is stored about you.")
    expect(centre.personal).to_have_attribute("aria-checked", "false")
    left = widget.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert first["conversation_id"] not in left and first["session_id"] not in left
    centre.press("Back to the conversation")
    expect(widget.bubbles).to_have_count(0)
    expect(asked(widget.page)).to_be_visible()
    widget.ask("hello again")
    assert fake_shop.requests[-1]["conversation_id"] != first["conversation_id"]


def test_an_erasure_that_fails_says_so_and_loses_nothing(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    widget.ask("hello")
    centre = Centre(widget.page).open()
    expect(centre.stored).to_contain_text("6 messages")
    centre.press("Erase my data")
    widget.page.context.set_offline(True)
    centre.press("Erase for good")
    expect(centre.status).to_contain_text("could not be erased right now")
    widget.page.context.set_offline(False)
    centre.press("Erase for good")
    expect(centre.status).to_contain_text("Erased: ")


def test_the_centre_is_used_by_keyboard_alone(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(add_page(fake_shop))).open()
    page, centre = widget.page, Centre(widget.page).open()
    expect(centre.stored).to_contain_text("6 messages")
    expect(centre.sheet.get_by_role("heading", name="Your privacy")).to_be_focused()
    page.keyboard.press("Tab")
    expect(centre.personal).to_be_focused()
    page.keyboard.press("Space")
    expect(centre.personal).to_have_attribute("aria-checked", "false")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(centre.sheet.get_by_role("button", name="Erase my data")).to_be_focused()
    page.keyboard.press("Enter")
    expect(centre.sheet.locator(".sure")).to_be_focused()
    page.keyboard.press("Escape")
    expect(centre.sheet).to_be_hidden()
    expect(widget.panel).to_be_visible()
    expect(widget.field).to_be_focused()


def test_on_a_phone_tab_stays_in_the_centre(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop), **PHONE)
    centre = Centre(page).open()
    expect(centre.stored).to_contain_text("6 messages")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(WITHIN), "the focus left the sheet"


WITHIN = """() => {
  const shadow = document.querySelector("aisle-widget").shadowRoot;
  return shadow.querySelector(".sheet").contains(shadow.activeElement);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_centre(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = open_page(add_page(fake_shop), color_scheme=scheme)
    centre = Centre(page).open()
    expect(centre.stored).to_contain_text("6 messages")
    centre.statistics.click()
    assert violations(page) == []
    picture(page, screenshots, f"widget-preferences-{scheme}")
    centre.press("Erase my data")
    assert violations(page) == []
    picture(page, screenshots, f"widget-preferences-erase-{scheme}")


def test_the_centre_and_the_question_on_a_phone(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    page = open_page(add_page(fake_shop, consent="banner"), consent=False, **PHONE)
    picture(page, screenshots, "widget-banner-page-phone")
    Widget(page).open()
    picture(page, screenshots, "widget-banner-phone")
    page.get_by_role("button", name="Choose").click()
    expect(Centre(page).stored).to_contain_text("6 messages")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    picture(page, screenshots, "widget-preferences-phone")


# Page events


def track(page: Page, event: str, items: str = "[]") -> Any:
    return page.evaluate(f"Aisle.track('{event}', {items})")


def test_events_go_out_together(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop))
    with page.expect_request("**/v1/events") as request:
        assert track(
            page, "view_item", "{items: [{item_id: 'p1', price: '79.5', quantity: 2, coupon: 'x'}, {}]}"
        )
        assert track(page, "view_item_list", "[{item_id: 7}]")
    sent = request.value.post_data_json
    assert [event["event"] for event in sent["events"]] == ["view_item", "view_item_list"]
    assert sent["events"][0]["items"] == [{"item_id": "p1", "quantity": 2, "price": 79.5}]
    assert sent["events"][1]["items"] == [{"item_id": "7", "quantity": 1}]
    assert sent["consent"]["analytics_storage"] == "granted"


def test_twenty_events_do_not_wait(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop))
    page.evaluate("window.setTimeout = () => 0")
    with page.expect_request("**/v1/events") as request:
        page.evaluate("for (let n = 0; n < 20; n += 1) Aisle.track('view_item', [{item_id: 'p1'}])")
    assert len(request.value.post_data_json["events"]) == 20


def test_a_page_that_is_left_sends_what_waits(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop))
    track(page, "add_to_cart", "[{item_id: 'p1'}]")
    page.goto(add_page(fake_shop, path="/next"))
    page.locator(".launcher").wait_for()
    assert [event["event"] for event in wait_for_events(page, fake_shop, 1)] == ["add_to_cart"]


def test_what_was_not_decided_waits_and_a_no_drops_it(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop), consent=False)
    assert track(page, "view_item", "[{item_id: 'before'}]") is True
    page.evaluate("Aisle.setConsent({analytics_storage: 'denied', personalization_storage: 'denied'})")
    assert track(page, "view_item", "[{item_id: 'between'}]") is False
    page.evaluate("Aisle.setConsent({analytics_storage: 'granted'})")
    with page.expect_response("**/v1/events"):
        track(page, "view_item", "[{item_id: 'after'}]")
    assert [event["items"][0]["item_id"] for event in fake_shop.events] == ["after"]


def test_an_event_that_did_not_get_through_goes_with_the_next(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    page = open_page(add_page(fake_shop))
    page.context.set_offline(True)
    with page.expect_event("requestfailed"):
        track(page, "view_item", "[{item_id: 'first'}]")
    page.context.set_offline(False)
    with page.expect_response("**/v1/events"):
        track(page, "view_item", "[{item_id: 'second'}]")
    assert [event["items"][0]["item_id"] for event in fake_shop.events] == ["first", "second"]


def test_an_unknown_event_is_refused_with_one_warning(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(add_page(fake_shop))
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    assert [track(page, "viewed_thing"), track(page, "viewed_thing")] == [False, False]
    assert len(said) == 1
    for name in EVENT_NAMES:
        assert track(page, name), name


LD = """<script type="application/ld+json">{"@graph": [{"@type": "Product", "sku": "p2",
"offers": {"price": "79.00"}}]}</script>"""
META = '<meta property="product:retailer_item_id" content="p3"><meta property="product:price:amount" content="89.5">'


@pytest.mark.parametrize(("head", "item"), [(LD, ["p2", 79]), (META, ["p3", 89.5])])
def test_a_product_page_can_tell_its_view_by_itself(
    fake_shop: FakeShop, open_page: OpenPage, head: str, item: list[object]
) -> None:
    page = open_page(add_page(fake_shop, path="/first"))
    with page.expect_response("**/v1/events"):
        page.goto(add_page(fake_shop, head=head, auto_events="true"))
    [event] = fake_shop.events
    assert event["event"] == "view_item"
    assert [event["items"][0]["item_id"], event["items"][0]["price"]] == item


def wait_for_events(page: Page, shop: FakeShop, count: int) -> list[dict[str, Any]]:
    for _ in range(50):
        if len(shop.events) >= count:
            break
        page.wait_for_timeout(100)
    return shop.events


def picture(page: Page, folder: Path, name: str) -> None:
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"{name}.png")
