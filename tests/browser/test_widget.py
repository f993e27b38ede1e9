"""The widget in a browser, against a shop that answers from a can."""

import json
from collections.abc import Callable

import pytest
from fake_shop import FakeShop
from playwright.sync_api import Page, expect
from widget import Widget

JACKET = "waterproof jacket for hiking under 120, not black"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
OpenPage = Callable[..., Page]


@pytest.fixture
def widget(fake_shop: FakeShop, open_page: OpenPage) -> Widget:
    return Widget(open_page(fake_shop.url)).open()


def test_the_first_sight_is_a_greeting_with_suggestions(widget: Widget) -> None:
    expect(widget.said).to_contain_text("Northfold Outfitters")
    expect(widget.replies.first).to_have_text("Waterproof jacket for hiking under 120, not black")
    expect(widget.field).to_be_focused()


def test_a_message_is_answered_with_cards(widget: Widget) -> None:
    widget.ask(JACKET)
    cards = widget.cards()
    assert [card["title"] for card in cards][:2] == ["Haldvik Skarn Rain Jacket", "Northfold Alder Shell"]
    assert [card["price"] for card in cards] == [109, 79, 89.5, 119]
    second = widget.page.locator("article").nth(1)
    expect(second.locator("del")).to_contain_text("$99")
    expect(second.locator(".reasons")).to_contain_text("Because you bought the Northfold Corrie Hiking Boot")
    expect(second.get_by_role("note")).to_have_text("Runs small, say 14 of 61 buyers")
    expect(second.locator(".rating")).to_contain_text("Rated 4.3 of 5 in 61 reviews")
    expect(second.locator("img")).to_have_js_property("complete", True)
    assert second.locator("img").evaluate("image => image.naturalWidth") > 0


def test_the_whole_panel_is_reached_by_keyboard(widget: Widget) -> None:
    page = widget.page
    page.keyboard.type(JACKET)
    page.keyboard.press("Enter")
    expect(page.locator("article")).to_have_count(4)
    widget.log.get_by_role("link", name="Haldvik Skarn Rain Jacket", exact=True).focus()
    for name in ("1 more", "Add to cart: Haldvik Skarn Rain Jacket", "Details: Haldvik", "Similar: Haldvik"):
        page.keyboard.press("Tab")
        assert name in page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    expect(widget.said.last).to_contain_text("Show me something like the first one")
    page.keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()


FOCUSED = """() => {
  const focused = document.querySelector("aisle-widget").shadowRoot.activeElement;
  return focused.getAttribute("aria-label") || focused.textContent;
}"""


def test_buttons_of_a_card_speak_for_the_shopper(widget: Widget) -> None:
    widget.ask(JACKET)
    widget.page.get_by_role("button", name="Add to cart: Northfold Alder Shell").click()
    expect(widget.said.last).to_contain_text("It is in your cart.")
    assert widget.shopper_texts() == [JACKET, "Add the second one to my cart"]


def test_an_older_card_is_called_by_its_name(widget: Widget) -> None:
    widget.ask(JACKET)
    widget.ask("another jacket")
    widget.page.get_by_role("button", name="Similar: Northfold Alder Shell").first.click()
    expect(widget.bubbles).to_have_count(3)
    assert widget.shopper_texts()[-1] == "Show me something like the Northfold Alder Shell"


def test_a_quick_reply_is_sent_and_gone(widget: Widget) -> None:
    widget.ask(JACKET)
    widget.replies.filter(has_text="Anything cheaper?").click()
    expect(widget.said.last).to_have_text("The assistant said:I heard: Anything cheaper?")
    expect(widget.replies).to_have_count(0)


def test_a_comparison_is_a_table(widget: Widget) -> None:
    widget.ask("compare the first two")
    table = widget.page.get_by_role("table")
    expect(table.get_by_role("columnheader").last).to_have_text("Northfold Alder Shell")
    expect(table.get_by_role("row").nth(1)).to_have_text("Price$109$79")


def test_typing_shows_while_the_answer_is_on_its_way(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.hold.clear()
    widget.write("hello")
    expect(widget.page.locator(".typing")).to_be_visible()
    fake_shop.hold.set()
    expect(widget.said.last).to_contain_text("I heard: hello")
    expect(widget.page.locator(".typing")).to_be_hidden()


def test_nothing_is_sent_for_blanks(widget: Widget, fake_shop: FakeShop) -> None:
    widget.write("   \n ")
    widget.ask("hello")
    assert fake_shop.said() == ["hello"]


def test_a_long_text_is_counted_and_limited(widget: Widget) -> None:
    counter = widget.page.locator(".counter")
    widget.field.fill("a" * 850)
    expect(counter).to_have_text("")
    widget.field.fill("a" * 990)
    expect(counter).to_have_text("10 characters left")
    widget.page.keyboard.type("b" * 20)
    assert len(widget.field.input_value()) == 1000


@pytest.mark.parametrize("times", [1, 20])
def test_the_answer_is_in_sight_however_long_the_question(widget: Widget, times: int) -> None:
    answer = widget.ask(f"{JACKET} " * times)
    expect(answer.locator("article").first).to_be_attached()
    widget.page.wait_for_timeout(1000)  # scrolling comes to rest
    expect(answer.locator("article h3").first).to_be_in_viewport()


def test_shift_enter_breaks_the_line(widget: Widget, fake_shop: FakeShop) -> None:
    widget.field.fill("one")
    widget.page.keyboard.press("Shift+Enter")
    widget.page.keyboard.type("two")
    widget.page.keyboard.press("Enter")
    expect(widget.said.last).to_contain_text("I heard: one")
    assert fake_shop.said() == ["one\ntwo"]


def test_the_conversation_is_there_after_a_reload(widget: Widget) -> None:
    widget.ask(JACKET)
    widget.ask("do people complain about it?")
    widget.page.reload()
    expect(widget.panel).to_be_visible()  # open as before
    expect(widget.bubbles).to_have_count(2)
    expect(widget.page.locator("article")).to_have_count(4)
    expect(widget.said.last).to_contain_text("Fourteen of 61 buyers")
    widget.ask("and this one?")
    assert widget.shopper_texts() == [JACKET, "do people complain about it?", "and this one?"]


def test_a_forgotten_conversation_starts_afresh(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    fake_shop.talk.forget()
    widget.page.reload()
    expect(widget.said).to_contain_text("What can I find for you")
    widget.ask("hello again")
    assert fake_shop.said() == ["hello again"]


def test_a_waking_assistant_is_waited_for(fake_shop: FakeShop, open_page: OpenPage) -> None:
    fake_shop.sockets = False
    fake_shop.failures.extend([503, 503])
    widget = Widget(open_page(fake_shop.url)).open()
    widget.write("hello")
    expect(widget.status).to_contain_text("waking up", timeout=20_000)
    expect(widget.said.last).to_contain_text("I heard: hello", timeout=20_000)
    expect(widget.status).to_be_empty()
    assert fake_shop.said() == ["hello"]


def test_a_cut_connection_doubles_nothing(widget: Widget, fake_shop: FakeShop) -> None:
    """The first attempt reaches the service, its answer is lost: the shopper sees one message and one answer."""
    fake_shop.failures.append("cut")
    widget.write("hello")
    expect(widget.said).to_have_count(2)
    assert fake_shop.said() == ["hello"]
    assert len({request["message_id"] for request in fake_shop.requests}) == 1
    assert widget.shopper_texts() == ["hello"]


def test_offline_is_told_and_ends_by_itself(widget: Widget, fake_shop: FakeShop) -> None:
    widget.page.context.set_offline(True)
    widget.write("first")
    widget.write("second")
    expect(widget.status).to_contain_text("No connection")
    expect(widget.page.locator(".note").first).to_contain_text("trying again")
    widget.page.context.set_offline(False)
    expect(widget.said.last).to_contain_text("I heard: second")
    assert fake_shop.said() == ["first", "second"]


def test_what_was_not_sent_is_sent_by_the_next_page(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    widget.page.context.set_offline(True)
    widget.write("are you there?")
    expect(widget.status).to_contain_text("No connection")
    widget.page.context.set_offline(False)
    widget.page.reload()
    expect(widget.said.last).to_contain_text("I heard: are you there?")
    assert widget.shopper_texts() == ["hello", "are you there?"]
    assert fake_shop.said() == ["hello", "are you there?"]


def test_a_refused_message_can_be_sent_again(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.failures.append(422)
    widget.write("hello")
    expect(widget.page.locator(".note")).to_contain_text("That did not work.")
    widget.ask("something else")
    widget.page.get_by_role("button", name="Try again").click()
    expect(widget.said.last).to_contain_text("I heard: hello")
    assert fake_shop.said() == ["something else", "hello"]
    assert widget.shopper_texts() == ["something else", "hello"]


def test_injected_markup_stays_text(widget: Widget) -> None:
    text = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    answer = widget.ask(text)
    expect(answer.locator(".said")).to_have_text(f"The assistant said:You said {text}")
    expect(answer.locator("h3")).to_have_text("<img src=x onerror=window.hacked=1>")
    assert (
        widget.page.locator("aisle-widget [href^='javascript'], aisle-widget [src^='javascript']").count()
        == 0
    )
    assert widget.page.locator("aisle-widget script").count() == 0
    assert widget.page.evaluate("window.hacked") is None


def test_the_phone_gets_a_full_screen_sheet(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce", **PHONE)).open()
    assert widget.panel.bounding_box() == {"x": 0, "y": 0, "width": 360, "height": 740}
    expect(widget.panel).to_have_attribute("aria-modal", "true")
    widget.ask(JACKET)
    assert widget.panel.evaluate("panel => panel.scrollWidth") == 360
    for _ in range(60):  # Tab never leaves the sheet
        widget.page.keyboard.press("Tab")
        assert widget.page.evaluate("document.activeElement.localName") == "aisle-widget"
    widget.page.get_by_role("button", name="Close the shopping assistant").click()
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_visible()
    assert widget.page.evaluate("document.documentElement.style.overflow") == ""


def test_the_page_drives_it_by_its_interface(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url))
    page = widget.page
    page.evaluate(LISTEN)
    page.evaluate("Aisle.send('hello')")
    expect(widget.said.last).to_contain_text("I heard: hello")
    page.evaluate("Aisle.close()")
    expect(widget.panel).to_be_hidden()
    page.evaluate("Aisle.toggle()")
    expect(widget.panel).to_be_visible()
    page.evaluate("Aisle.reset()")
    expect(widget.bubbles).to_have_count(0)
    assert page.evaluate("heard") == ["open", "message", "message", "close", "open", "reset"]


LISTEN = """() => {
  window.heard = [];
  for (const event of ["open", "close", "message", "reset"]) Aisle.on(event, () => heard.push(event));
}"""


def test_loaded_twice_there_is_still_one(widget: Widget, fake_shop: FakeShop) -> None:
    widget.page.evaluate(LOAD_AGAIN)
    expect(widget.page.locator("aisle-widget")).to_have_count(1)


LOAD_AGAIN = """() => new Promise((loaded) => {
  const trusted = trustedTypes.createPolicy("test", { createScriptURL: (address) => address });
  const script = document.createElement("script");
  script.src = trusted.createScriptURL("/widget.js?again");
  script.onload = loaded;
  document.head.append(script);
})"""


def test_an_identified_shopper_is_named_to_the_service(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    widget.page.evaluate("Aisle.identify('c1'); Aisle.setConsent({personalization_storage: 'denied'})")
    expect(widget.bubbles).to_have_count(0)  # another shopper does not see what was said before
    widget.ask("hello")
    stranger, known = fake_shop.requests
    assert "customer_id" not in stranger
    assert known["customer_id"] == "c1"
    assert known["consent"]["personalization_storage"] == "denied"
    assert "session_id" not in known
    assert known["conversation_id"] != stranger["conversation_id"]


def test_what_is_decided_in_the_chat_is_what_the_page_says_from_then_on(
    widget: Widget, fake_shop: FakeShop
) -> None:
    widget.ask("hello")
    widget.ask("stop using my history")
    widget.page.reload()
    expect(widget.bubbles).to_have_count(2)
    widget.ask("hello again")
    said = [request["consent"]["personalization_storage"] for request in fake_shop.requests]
    assert said == ["granted", "granted", "denied"]


def test_events_are_sent_only_with_consent(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(f"{fake_shop.url}/demo/product/p2", consent=False)
    page.get_by_role("button", name="Add to bag").click()
    expect(page.get_by_role("status").filter(has_text="in your bag")).to_be_visible()
    assert fake_shop.events == []
    with page.expect_response("**/v1/events"):
        page.get_by_role("button", name="Allow all").click()
    assert [event["event"] for event in fake_shop.events] == ["view_item", "add_to_cart"]
    assert fake_shop.events[1]["items"] == [{"item_id": "p2", "quantity": 1, "price": 79}]


def test_dark_follows_the_shoppers_setting(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, color_scheme="dark")).open()
    assert widget.panel.evaluate("panel => getComputedStyle(panel).backgroundColor") == "rgb(23, 27, 25)"


def test_motion_is_left_out_where_it_disturbs(fake_shop: FakeShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce")).open()
    assert widget.panel.evaluate("panel => getComputedStyle(panel).animationName") == "none"


def test_the_home_page_shows_each_shopper_their_own(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    titles = page.locator(".grid h3")
    expect(titles.first).to_have_text("Haldvik Skarn Rain Jacket")
    page.get_by_label("Shop as").select_option("c1")
    expect(page.get_by_role("heading", name="Picked for Maren")).to_be_visible()
    expect(titles.first).to_have_text("Kestrane Plover Trail Shoe")
    assert json.loads(page.evaluate("localStorage.getItem('aisle:customer')")) == "c1"


def test_the_product_page_says_what_buyers_criticise(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(f"{fake_shop.url}/demo/product/p2")
    panel = page.get_by_role("region", name="What buyers say")
    expect(panel).to_contain_text("Runs small14 of 61 reviews")
    expect(panel.locator("blockquote").first).to_have_text("Had to send it back for a size up.")
    page.get_by_role("button", name="Ask about it").click()
    expect(Widget(page).said.last).to_contain_text("Fourteen of 61 buyers")
