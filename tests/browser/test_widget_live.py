"""The live connection: what the shopper notices of it when all goes well and when it does not."""

from collections.abc import Callable

import pytest
from fake_shop import FakeShop
from playwright.sync_api import Page, Route, expect
from widget import Widget

OpenPage = Callable[..., Page]


@pytest.fixture
def widget(fake_shop: FakeShop, open_page: OpenPage) -> Widget:
    return Widget(open_page(fake_shop.url)).open()


def second_tab(widget: Widget, url: str) -> Widget:
    page = widget.page.context.new_page()
    page.goto(url)
    page.locator(".launcher").wait_for()
    return Widget(page).open()


def test_a_visitor_who_never_chats_costs_no_connection(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.wait_for_load_state("networkidle")
    assert fake_shop.heard("hello") == []
    Widget(page).open().ask("hello")
    assert len(fake_shop.heard("hello")) == 1


def test_a_message_goes_over_the_live_connection(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    assert fake_shop.posted == 0
    (hello,) = fake_shop.heard("hello")
    assert hello["after"] == 0
    assert hello["page"] == {"url": f"{fake_shop.url}/", "title": "Northfold Outfitters: a demo shop"}


def test_the_page_is_told_without_what_stands_behind_the_question_mark(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    Widget(open_page(f"{fake_shop.url}/?secret=1#here")).open().ask("hello")
    assert fake_shop.heard("hello")[0]["page"]["url"] == f"{fake_shop.url}/"


def test_after_a_cut_only_what_is_new_is_asked_for(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    fake_shop.cut()
    widget.ask("still there?")
    assert [frame["after"] for frame in fake_shop.heard("hello")] == [0, 2]
    assert widget.shopper_texts() == ["hello", "still there?"]
    expect(widget.said).to_have_count(3)


def test_what_was_said_while_the_connection_was_cut_arrives_once(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    fake_shop.take()
    expect(widget.handler).to_contain_text("Sam")
    widget.page.context.set_offline(True)
    fake_shop.agent_says("Are you still there?")
    widget.page.context.set_offline(False)
    expect(widget.said.filter(has_text="Are you still there?")).to_have_count(1)


def test_a_lost_acknowledgement_doubles_nothing(widget: Widget, fake_shop: FakeShop) -> None:
    """The same connection: the message is sent again after a while and acknowledged again."""
    fake_shop.drop_acks = 1
    widget.ask("hello")
    widget.ask("and now?")
    assert fake_shop.said() == ["hello", "and now?"]
    assert widget.shopper_texts() == ["hello", "and now?"]


def test_a_message_lost_on_the_way_is_sent_again(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.clock.install()
    widget = Widget(page).open()
    widget.ask("hello")
    fake_shop.mute = True
    widget.write("are you there?")
    page.clock.run_for(1000)
    assert fake_shop.said() == ["hello"]
    fake_shop.mute = False
    page.clock.run_for(9000)
    expect(widget.said.last).to_contain_text("I heard: are you there?")
    assert len(fake_shop.heard("hello")) == 1
    assert fake_shop.said() == ["hello", "are you there?"]


def test_messages_keep_their_order_across_a_restart_of_the_service(
    widget: Widget, fake_shop: FakeShop
) -> None:
    widget.ask("zero")
    fake_shop.stop()
    for text in ("one", "two", "three"):
        widget.write(text)
    expect(widget.status).to_contain_text("No connection")
    fake_shop.start()
    expect(widget.said.filter(has_text="I heard: three")).to_have_count(1, timeout=60_000)
    assert fake_shop.said() == ["zero", "one", "two", "three"]
    assert widget.shopper_texts() == ["zero", "one", "two", "three"]
    expect(widget.status).to_be_empty()
    expect(widget.page.locator("[data-state=retrying]")).to_have_count(0)


def test_where_no_socket_gets_through_the_conversation_goes_on_by_requests(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    fake_shop.sockets = False
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("hello")
    assert fake_shop.posted == 1
    fake_shop.take()
    fake_shop.agent_says("Good morning, Sam here.")
    expect(widget.page.locator(".agent")).to_contain_text("Good morning", timeout=20_000)
    expect(widget.handler).to_contain_text("Sam from Northfold Outfitters is here")
    widget.write("Good morning Sam")
    expect(widget.bubbles).to_have_count(2)
    expect(widget.page.locator("[data-state=sent]")).to_have_count(2)
    widget.page.reload()
    expect(widget.bubbles).to_have_count(2)
    assert widget.shopper_texts() == ["hello", "Good morning Sam"]
    assert fake_shop.said() == ["hello", "Good morning Sam"]


def test_without_websockets_in_the_browser_it_works_as_well(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.evaluate("delete window.WebSocket")
    Widget(page).open().ask("hello")
    assert fake_shop.posted == 1


def test_a_late_word_that_there_is_no_conversation_yet_loses_nothing(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    """The first look at the news is answered after the first message was."""
    fake_shop.sockets = False
    page = open_page(fake_shop.url)
    late: list[Route] = []
    page.route("**/messages?after=*", lambda route: route.continue_() if late else late.append(route))
    widget = Widget(page).open()
    with page.expect_request("**/messages?after=*"):
        pass
    widget.ask("hello")
    late[0].fulfill(status=404, json={"title": "Not Found"})
    page.wait_for_timeout(500)
    assert widget.shopper_texts() == ["hello"]
    widget.ask("and on")
    assert fake_shop.said() == ["hello", "and on"]


def test_a_connection_that_only_looks_alive_is_replaced(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.clock.install()
    widget = Widget(page).open()
    widget.ask("hello")
    fake_shop.mute = True
    page.clock.run_for(30_000)  # the ping is out, its pong does not come
    assert len(fake_shop.heard("hello")) == 1
    page.clock.run_for(12_000)
    fake_shop.mute = False
    widget.ask("back again?")
    assert len(fake_shop.heard("hello")) == 2
    assert fake_shop.said() == ["hello", "back again?"]


def test_a_quiet_connection_stays(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(fake_shop.url)
    page.clock.install()
    Widget(page).open().ask("hello")
    for _ in range(5):
        page.clock.run_for(26_000)
        page.wait_for_timeout(50)  # the pong is on its way
    assert len(fake_shop.heard("ping")) >= 3
    assert len(fake_shop.heard("hello")) == 1


def test_a_bot_that_cannot_answer_just_now_is_excused(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.hold.clear()
    widget.write("hello")
    expect(widget.page.locator("[data-state=sent]")).to_have_count(1)
    fake_shop.bot_trouble("waking")
    expect(widget.status).to_contain_text("waking up")
    fake_shop.bot_trouble("broken")
    expect(widget.status).to_contain_text("cannot answer right now")
    fake_shop.hold.set()
    fake_shop.bot_trouble("")
    expect(widget.status).to_be_empty()
    expect(widget.said.last).to_contain_text("I heard: hello")


def test_a_second_tab_shows_the_same_conversation_live(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    other = second_tab(widget, fake_shop.url)
    expect(other.bubbles).to_have_count(1)
    other.ask("from the other tab")
    expect(widget.bubbles).to_have_count(2)
    expect(widget.said.last).to_contain_text("I heard: from the other tab")
    assert widget.shopper_texts() == other.shopper_texts() == ["hello", "from the other tab"]
    assert fake_shop.said() == ["hello", "from the other tab"]


def test_a_tab_follows_when_another_begins_or_ends_the_conversation(
    widget: Widget, fake_shop: FakeShop
) -> None:
    other = second_tab(widget, fake_shop.url)
    other.ask("hello")
    expect(widget.said.last).to_contain_text("I heard: hello")
    other.choose("New conversation")
    expect(widget.bubbles).to_have_count(0)
    expect(widget.said).to_contain_text("What can I find for you")


def test_a_message_says_that_it_was_sent_until_it_is_answered(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    fake_shop.take()
    expect(widget.handler).to_contain_text("Sam")
    widget.write("are you there?")
    expect(widget.page.locator(".note").last).to_have_text("Sent")
    fake_shop.agent_says("I am.")
    expect(widget.page.locator(".note").last).to_be_empty()


def test_history_is_not_announced_and_news_once(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    voice = widget.page.locator(".voice")
    expect(voice.get_by_text("The assistant said: I heard: hello")).to_have_count(1)
    widget.page.reload()
    expect(widget.bubbles).to_have_count(1)
    expect(voice).to_have_text("")
    expect(widget.log).to_have_attribute("aria-live", "off")


def test_messages_that_came_while_it_was_closed_are_counted(widget: Widget, fake_shop: FakeShop) -> None:
    widget.ask("hello")
    fake_shop.take()
    widget.page.keyboard.press("Escape")
    fake_shop.agent_says("One moment.")
    fake_shop.agent_says("Here I am.")
    expect(widget.badge).to_have_text("2")
    expect(widget.launcher).to_have_accessible_name("Help me choose, 2 new messages")
    widget.open()
    expect(widget.badge).to_be_hidden()
    widget.page.keyboard.press("Escape")
    widget.page.reload()
    fake_shop.agent_says("Still there?")
    expect(widget.badge).to_have_text("1")


def test_a_reload_shows_every_row_once_and_keeps_the_answers_offered(widget: Widget) -> None:
    widget.ask("a jacket")
    widget.page.reload()
    expect(widget.bubbles).to_have_count(1)
    expect(widget.said).to_have_count(1)
    expect(widget.replies).to_have_count(3)


def test_a_conversation_that_the_service_forgot_starts_anew_by_requests_too(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    fake_shop.sockets = False
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("hello")
    fake_shop.talk.forget()
    widget.page.reload()
    expect(widget.said).to_contain_text("What can I find for you")
    widget.ask("hello again")
    assert fake_shop.said() == ["hello again"]
    assert widget.shopper_texts() == ["hello again"]
