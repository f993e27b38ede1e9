"""What a shop's page can ask of the widget, by window.Aisle and by data-attributes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fake_shop import FakeShop
from playwright.sync_api import ConsoleMessage, Page, expect
from widget import Widget

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
OpenPage = Callable[..., Page]
RULE = {
    "after": 20,
    "path": "/own*",
    "say": "Shall I help with the size?",
    "suggestions": ["Does it run small?"],
}


def own_page(shop: FakeShop, before: str = "", **data: str) -> str:
    """The address of a bare page of a shop with the widget; `before` is a script that runs first."""
    attributes = " ".join(f"data-{name.replace('_', '-')}='{value}'" for name, value in data.items())
    scripts = f"<script src='/before.js'></script><script async src='/widget.js' {attributes}></script>"
    text = "<!doctype html><html lang=en><meta name=viewport content='width=device-width'><title>Own</title>"
    text += f"<body><h1>Own</h1><button>Ask</button>{scripts}"
    shop.pages["/own"] = ("text/html", text)
    shop.pages["/before.js"] = ("text/javascript", before)
    return f"{shop.url}/own"


def rules(*changes: dict[str, Any]) -> str:
    return json.dumps([RULE | change for change in changes])


def test_what_was_asked_before_the_script_was_there_is_done_in_order(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    before = """
        window.heard = [];
        window.Aisle = window.Aisle || { q: [] };
        Aisle.q.push(["on", "ready", () => heard.push("ready")], ["on", "open", () => heard.push("open")]);
        Aisle.q.push(["identify", "c1", { name: "Maren" }, "proof"]);
        Aisle.q.push(["send", "hello"]);"""
    widget = Widget(open_page(own_page(fake_shop, before)))
    expect(widget.said.last).to_contain_text("I heard: hello")
    assert widget.page.evaluate("heard") == ["open", "ready"]
    assert fake_shop.requests[0]["customer_id"] == "c1"
    assert fake_shop.requests[0]["customer_signature"] == "proof"
    widget.page.evaluate("Aisle.q.push(['close'])")  # the same words work afterwards
    expect(widget.panel).to_be_hidden()


def test_a_call_that_does_not_exist_harms_nothing(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop, "window.Aisle = { q: [['dance'], ['open']] };")))
    expect(widget.panel).to_be_visible()


def test_ready_is_told_to_whoever_asks_later_and_listening_can_end(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    page = open_page(own_page(fake_shop))
    assert page.evaluate("new Promise((ready) => Aisle.on('ready', () => ready(true)))")
    page.evaluate("heard = []; off = Aisle.on('open', () => heard.push('open')); 0")
    page.evaluate("Aisle.open(); Aisle.close(); off(); Aisle.open()")
    assert page.evaluate("heard") == ["open"]


def test_a_name_is_used_in_the_greeting_and_goes_nowhere(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop)))
    widget.page.evaluate("Aisle.identify('c1', {name: 'Maren', email: 'maren@example.com'}, 'proof')")
    widget.open()
    expect(widget.said).to_contain_text("Hello Maren!")
    widget.ask("hello")
    told = json.dumps([fake_shop.requests, fake_shop.frames])
    assert "Maren" not in told
    assert "maren@example.com" not in told
    assert "Maren" not in widget.page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_the_short_form_of_identify_still_works(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop)))
    widget.page.evaluate("Aisle.identify('c1', 'proof')")
    widget.open().ask("hello")
    assert fake_shop.requests[0]["customer_signature"] == "proof"


@pytest.mark.parametrize("nobody", ["null", "''"])
def test_signing_out_leaves_nothing_of_the_conversation(
    fake_shop: FakeShop, open_page: OpenPage, nobody: str
) -> None:
    widget = Widget(open_page(own_page(fake_shop)))
    widget.page.evaluate("Aisle.identify('c1', {name: 'Maren'}, 'proof')")
    widget.open().ask("hello")
    widget.page.evaluate(f"Aisle.identify({nobody})")
    expect(widget.bubbles).to_have_count(0)
    expect(widget.said).not_to_contain_text("Maren")
    widget.ask("who am I?")
    known, stranger = fake_shop.requests
    assert "customer_id" not in stranger
    assert stranger["conversation_id"] != known["conversation_id"]


def test_a_change_of_consent_is_told_on_the_open_connection(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop, consent="page"), consent=False)).open()
    widget.ask("hello")
    widget.page.evaluate("Aisle.setConsent({personalization_storage: 'granted'})")
    widget.ask("and now?")
    assert [request.get("consent") for request in fake_shop.requests] == [
        None,
        {"personalization_storage": "granted"},
    ]


def test_tracking_takes_items_with_or_without_their_name(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(own_page(fake_shop))
    item = "[{item_id: 'p2', quantity: 1, price: 79}]"
    page.evaluate("Aisle.setConsent({analytics_storage: 'granted'})")
    for data in (f"{{items: {item}}}", item):
        with page.expect_response("**/v1/events"):
            page.evaluate(f"Aisle.track('view_item', {data})")
    first, second = fake_shop.events
    assert first["items"] == second["items"] == [{"item_id": "p2", "quantity": 1, "price": 79}]


def test_the_state_of_the_conversation_is_told_to_the_page(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop)))
    widget.page.evaluate("heard = []; Aisle.on('state', (state) => heard.push(state.handler)); 0")
    widget.page.evaluate("Aisle.on('feedback', (given) => heard.push(given.rating)); 0")
    widget.open().ask("hello")
    fake_shop.take()
    fake_shop.give_back()
    widget.feedback.get_by_role("radio", name="Good", exact=True).check()
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.log).to_contain_text("Thank you")
    assert widget.page.evaluate("heard") == ["bot", "agent", "bot", 4]


def test_the_theme_is_changed_while_it_runs(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop, theme="light"))).open()
    colours = []
    for theme in ("dark", "light", "auto"):
        widget.page.evaluate(f"Aisle.setTheme('{theme}')")
        colours.append(widget.panel.evaluate("panel => getComputedStyle(panel).backgroundColor"))
    assert colours == ["rgb(23, 27, 25)", "rgb(255, 255, 255)", "rgb(255, 255, 255)"]


def test_a_change_of_language_keeps_what_was_said(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(own_page(fake_shop))).open()
    widget.ask("a jacket")
    fake_shop.call_person()
    widget.page.evaluate("Aisle.setLocale('en')")
    expect(widget.bubbles).to_have_count(1)
    expect(widget.page.locator("article")).to_have_count(4)
    expect(widget.bar).to_contain_text("number 2")
    widget.ask("and on?")


def test_the_button_stands_where_the_page_wants_it(fake_shop: FakeShop, open_page: OpenPage) -> None:
    address = own_page(
        fake_shop, position="left", offset_x="40", offset_y="80", z_index="7", launcher_title="Ask us"
    )
    widget = Widget(open_page(address))
    box = widget.launcher.bounding_box()
    assert box is not None
    assert (box["x"], box["y"] + box["height"]) == (40, 860 - 80)
    expect(widget.launcher).to_have_accessible_name("Ask us")
    z_index = "getComputedStyle(document.querySelector('aisle-widget')).zIndex"
    assert widget.page.evaluate(z_index) == "7"


def test_without_a_button_the_page_opens_it_and_gets_the_focus_back(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    widget = Widget(open_page(own_page(fake_shop, launcher="none"), ready="h1"))
    expect(widget.page.locator("aisle-widget")).to_be_attached()
    expect(widget.launcher).to_be_hidden()
    asking = widget.page.get_by_role("button", name="Ask")
    asking.focus()
    widget.page.evaluate("Aisle.open()")
    expect(widget.field).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(asking).to_be_focused()


def proactive(open_page: OpenPage, address: str, **options: object) -> Widget:
    widget = Widget(open_page("about:blank", ready="html", consent=False, **options))
    widget.page.clock.install()
    widget.page.goto(address)
    widget.launcher.wait_for()
    return widget


def test_a_rule_speaks_first_and_what_it_said_stands_in_the_panel(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    widget = proactive(open_page, own_page(fake_shop, proactive=rules({})))
    expect(widget.teaser).to_have_count(0)
    widget.page.clock.run_for(21_000)
    expect(widget.teaser).to_contain_text("Shall I help with the size?")
    expect(widget.panel).to_be_hidden()
    assert fake_shop.heard("hello") == []
    widget.page.wait_for_timeout(400)
    widget.page.screenshot(path=screenshots / "widget-teaser.png")
    widget.page.evaluate("Aisle.setTheme('dark')")
    widget.page.screenshot(path=screenshots / "widget-teaser-dark.png")
    widget.teaser.get_by_role("button", name="Does it run small?").click()
    expect(widget.said.first).to_contain_text("Shall I help with the size?")
    expect(widget.said.last).to_contain_text("I heard: Does it run small?")
    expect(widget.teaser).to_have_count(0)


def test_on_a_phone_a_rule_never_opens_the_panel(
    fake_shop: FakeShop, open_page: OpenPage, screenshots: Path
) -> None:
    widget = proactive(open_page, own_page(fake_shop, proactive=rules({"open": True})), **PHONE)
    widget.page.clock.run_for(21_000)
    expect(widget.teaser).to_be_visible()
    expect(widget.panel).to_be_hidden()
    widget.page.wait_for_timeout(400)
    widget.page.screenshot(path=screenshots / "widget-teaser-phone.png")


def test_a_rule_that_opens_the_panel_takes_no_focus(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = proactive(open_page, own_page(fake_shop, proactive=rules({"open": True})))
    asking = widget.page.get_by_role("button", name="Ask")
    asking.focus()
    widget.page.clock.run_for(21_000)
    expect(widget.panel).to_be_visible()
    expect(widget.said).to_contain_text("Shall I help with the size?")
    expect(asking).to_be_focused()


def test_what_the_shopper_closed_is_not_said_again_in_this_visit(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    both = rules({}, {"say": "Anything else?", "after": 30})
    widget = proactive(open_page, own_page(fake_shop, proactive=both, proactive_cap="5"))
    widget.page.clock.run_for(21_000)
    widget.teaser.get_by_role("button", name="No, thank you").click()
    widget.page.clock.run_for(30_000)
    expect(widget.teaser).to_have_count(0)
    widget.page.reload()
    widget.launcher.wait_for()
    widget.page.clock.run_for(60_000)
    expect(widget.teaser).to_have_count(0)


def test_once_a_visit_is_enough_and_once_a_week_for_each_rule(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    widget = proactive(open_page, own_page(fake_shop, proactive=rules({})))
    page = widget.page
    page.clock.run_for(21_000)
    expect(widget.teaser).to_be_visible()
    page.reload()
    widget.launcher.wait_for()
    page.clock.run_for(60_000)
    expect(widget.teaser).to_have_count(0)  # the cap of this visit
    page.evaluate("sessionStorage.clear()")
    page.reload()
    widget.launcher.wait_for()
    page.clock.run_for(60_000)
    expect(widget.teaser).to_have_count(0)  # another visit, the same week
    page.evaluate("sessionStorage.clear()")
    page.clock.run_for(8 * 86_400_000)
    page.reload()
    widget.launcher.wait_for()
    page.clock.run_for(21_000)
    expect(widget.teaser).to_be_visible()


def test_nobody_is_spoken_to_who_is_in_the_panel_or_on_another_page(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    both = rules({"path": "/product/*", "after": 1}, {"after": 2})
    widget = proactive(open_page, own_page(fake_shop, proactive=both)).open()
    widget.page.clock.run_for(60_000)
    expect(widget.teaser).to_have_count(0)


def test_consent_is_asked_first(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = proactive(open_page, own_page(fake_shop, proactive=rules({})))
    widget.page.evaluate("document.querySelector('h1').dataset.aisleConsent = ''")
    widget.page.clock.run_for(30_000)
    expect(widget.teaser).to_have_count(0)
    widget.page.evaluate("delete document.querySelector('h1').dataset.aisleConsent")
    widget.page.clock.run_for(6000)
    expect(widget.teaser).to_be_visible()


@pytest.mark.parametrize("wrong", ["{", '"say"', '[{"after": 3}]'])
def test_rules_that_cannot_be_read_are_ignored_with_a_warning(
    fake_shop: FakeShop, open_page: OpenPage, wrong: str
) -> None:
    warnings: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "warning":
            warnings.append(message.text)

    page = open_page("about:blank", ready="html", consent=False)
    page.on("console", note)
    page.goto(own_page(fake_shop, proactive=wrong))
    Widget(page).open().ask("hello")
    assert len([warning for warning in warnings if "data-proactive" in warning]) == 1
