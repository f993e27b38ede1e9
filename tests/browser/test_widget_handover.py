"""A person takes over and gives back: what the shopper sees, hears and can do, and how it was."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fake_shop import FakeShop
from playwright.sync_api import Page, expect
from widget import Widget

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LOOKS = {
    "": {},
    "-dark": {"color_scheme": "dark"},
    "-phone": PHONE,
}
OpenPage = Callable[..., Page]


@pytest.fixture
def widget(fake_shop: FakeShop, open_page: OpenPage) -> Widget:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("I want to talk to somebody")
    return widget


def test_whoever_waits_sees_their_place_and_goes_on_asking(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.call_person(position=2)
    expect(widget.bar).to_contain_text("Waiting for a person")
    expect(widget.bar).to_contain_text("You are number 2 in line. You can go on asking me meanwhile.")
    fake_shop.change(position=1)
    expect(widget.bar).to_contain_text("You are next.")
    expect(widget.ask("meanwhile: a jacket?")).to_contain_text("four waterproof jackets")
    expect(widget.bar).to_be_visible()


def test_a_message_can_bring_the_news_that_a_person_was_called(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    widget = Widget(open_page(fake_shop.url)).open()
    widget.ask("hello")
    state = {"handler": "queue", "agent": None, "position": 3, "open": True, "opens_at": None, "email": ""}
    fake_shop.bot_says("I have called somebody.", handoff=state)
    expect(widget.bar).to_contain_text("number 3")


def test_a_person_who_is_no_longer_needed_is_called_off(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.call_person()
    widget.bar.get_by_role("button", name="No longer needed").click()
    expect(widget.bar).to_be_hidden()
    expect(widget.events.last).to_have_text("You are talking to the assistant again.")
    assert fake_shop.talk.state(fake_shop.last())["handler"] == "bot"


def test_calling_off_that_does_not_get_through_says_so(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.call_person()
    widget.page.route("**/handoff/cancel", lambda route: route.abort())
    button = widget.bar.get_by_role("button", name="No longer needed")
    button.click()
    expect(widget.bar).to_contain_text("Not sent")
    expect(button).to_be_enabled()


def test_a_person_is_named_while_they_are_there(widget: Widget, fake_shop: FakeShop) -> None:
    expect(widget.handler).to_have_text("Automatic shopping assistant")
    fake_shop.call_person()
    fake_shop.take("Sam")
    expect(widget.bar).to_be_hidden()
    expect(widget.handler).to_have_text("Sam from Northfold Outfitters is here")
    expect(widget.events.last).to_have_text("Sam has joined.")
    expect(widget.page.locator(".voice")).to_contain_text("Sam has joined.")
    expect(widget.field).to_have_accessible_name("Write to Sam")
    fake_shop.agent_says("Hello, how can I help?")
    expect(widget.page.locator(".agent .author")).to_have_text("Sam")
    expect(widget.page.locator(".voice")).to_contain_text("Sam said: Hello, how can I help?")
    widget.write("Is it in stock?")
    expect(widget.page.locator("[data-state=sent]")).to_have_count(2)
    expect(widget.typing).to_be_hidden()  # the bot is silent
    fake_shop.give_back()
    expect(widget.handler).to_have_text("Automatic shopping assistant")
    expect(widget.events.last).to_have_text("Sam has left. You are talking to the assistant again.")


def test_who_is_there_is_known_after_a_reload(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    fake_shop.agent_says("Hello!")
    expect(widget.page.locator(".agent")).to_be_visible()
    widget.page.reload()
    expect(widget.handler).to_have_text("Sam from Northfold Outfitters is here")
    expect(widget.page.locator(".agent .author")).to_have_text("Sam")
    expect(widget.page.locator(".voice")).to_have_text("")


def test_a_person_whose_connection_is_lost_is_missed_politely(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    expect(widget.handler).to_contain_text("Sam")
    fake_shop.call_person(position=1)
    expect(widget.events.last).to_have_text("Sam has lost the connection. Somebody will be with you soon.")
    expect(widget.bar).to_contain_text("You are next.")
    fake_shop.take("Ola")
    expect(widget.handler).to_have_text("Ola from Northfold Outfitters is here")


def test_each_sees_the_other_writing(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    expect(widget.handler).to_contain_text("Sam")
    fake_shop.agent_types()
    expect(widget.typing).to_contain_text("Sam is writing")
    fake_shop.agent_types(False)
    expect(widget.typing).to_be_hidden()
    widget.field.press_sequentially("Is it warm?")
    widget.field.press("Enter")
    expect(widget.page.locator("[data-state=sent]")).to_have_count(2)
    assert [frame["on"] for frame in fake_shop.heard("typing")[-2:]] == [True, False]
    assert len(fake_shop.heard("typing")) <= 6  # not one for every letter


def closed(widget: Widget, fake_shop: FakeShop) -> None:
    opens = datetime.now().astimezone() + timedelta(days=2)
    fake_shop.call_person(position=1, open=False, opens_at=opens.isoformat())
    expect(widget.bar).to_contain_text("Nobody is here right now")


def test_outside_office_hours_an_address_is_asked_for(widget: Widget, fake_shop: FakeShop) -> None:
    closed(widget, fake_shop)
    day = (datetime.now().astimezone() + timedelta(days=2)).strftime("%A")
    expect(widget.bar).to_contain_text(re.compile(rf"People answer again {day},? \d"))
    field = widget.page.get_by_label("Where may we write to you?")
    field.fill("maren@example")
    field.press("Enter")
    expect(widget.bar).to_contain_text("This does not look like an e-mail address.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    field.fill("maren@example.com")
    expect(field).to_have_attribute("aria-invalid", "false")
    widget.page.get_by_role("button", name="Leave it").click()
    expect(widget.bar).to_contain_text("We will write to maren@example.com.")
    expect(field).to_be_hidden()
    assert fake_shop.talk.state(fake_shop.last())["email"] == "maren@example.com"
    widget.page.reload()
    expect(widget.bar).to_contain_text("We will write to maren@example.com.")


def test_an_address_that_the_service_refuses_is_kept_to_be_mended(
    widget: Widget, fake_shop: FakeShop
) -> None:
    closed(widget, fake_shop)
    field = widget.page.get_by_label("Where may we write to you?")
    field.fill("maren@example.invalid")
    field.press("Enter")
    expect(widget.bar).to_contain_text("That did not work.")
    expect(field).to_have_value("maren@example.invalid")


def test_after_a_person_the_shopper_is_asked_how_it_was(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    fake_shop.give_back()
    group = widget.page.get_by_role("group", name="How was this?")
    expect(group.get_by_role("radio")).to_have_count(5)
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.feedback).to_contain_text("Please choose one of the five.")
    group.get_by_role("radio", name="Very bad").focus()
    widget.page.keyboard.press("ArrowRight")
    widget.page.keyboard.press("ArrowRight")
    expect(group.get_by_role("radio", name="Okay")).to_be_checked()
    widget.page.get_by_label("Anything you would like to add?").fill("Quick and kind")
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.log).to_contain_text("Thank you for telling us.")
    assert fake_shop.feedback == [
        {"conversation_id": fake_shop.last(), "rating": 3, "comment": "Quick and kind"}
    ]


def test_nobody_is_asked_twice_in_one_conversation(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    fake_shop.give_back()
    widget.feedback.get_by_role("button", name="Not now").click()
    expect(widget.feedback).to_have_count(0)
    fake_shop.take("Sam")
    expect(widget.handler).to_contain_text("Sam")
    fake_shop.give_back()
    expect(widget.handler).to_have_text("Automatic shopping assistant")
    expect(widget.feedback).to_have_count(0)
    assert fake_shop.feedback == []


def test_feedback_that_does_not_get_through_is_kept(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.take("Sam")
    fake_shop.give_back()
    fake_shop.failures.append(422)
    widget.feedback.get_by_role("radio", name="Very good").check()
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.feedback.get_by_role("alert")).to_have_text("That did not work.")
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.log).to_contain_text("Thank you for telling us.")
    assert [each["rating"] for each in fake_shop.feedback] == [5]


def test_a_chat_that_is_ended_is_rated_and_forgotten(widget: Widget, fake_shop: FakeShop) -> None:
    fake_shop.call_person()
    expect(widget.bar).to_be_visible()
    widget.choose("End chat")
    expect(widget.bar).to_be_hidden()  # nobody is called for a chat that is over
    widget.feedback.get_by_role("radio", name="Good", exact=True).check()
    widget.feedback.get_by_role("button", name="Send").click()
    expect(widget.log).to_contain_text("Thank you")
    widget.page.keyboard.press("Escape")
    widget.open()
    expect(widget.bubbles).to_have_count(0)
    widget.ask("something new")
    first, second = fake_shop.requests
    assert first["conversation_id"] != second["conversation_id"]
    assert fake_shop.feedback[0]["conversation_id"] == first["conversation_id"]


def test_whoever_does_not_want_to_rate_an_ended_chat_is_through_at_once(
    widget: Widget, fake_shop: FakeShop
) -> None:
    widget.choose("End chat")
    widget.feedback.get_by_role("button", name="Not now").click()
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    widget.open()
    expect(widget.bubbles).to_have_count(0)


def test_the_menu_is_used_by_keyboard(widget: Widget) -> None:
    button = widget.page.get_by_role("button", name="More", exact=True)
    button.focus()
    widget.page.keyboard.press("Enter")
    expect(widget.page.get_by_role("menuitem").first).to_be_focused()
    widget.page.keyboard.press("ArrowUp")
    expect(widget.page.get_by_role("menuitem").last).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(widget.page.get_by_role("menu")).to_be_hidden()
    expect(widget.panel).to_be_visible()
    expect(button).to_be_focused()
    widget.page.keyboard.press("ArrowDown")
    widget.page.keyboard.press("Enter")
    expect(widget.bubbles).to_have_count(0)
    expect(widget.field).to_be_focused()


@pytest.mark.parametrize("look", LOOKS)
def test_in_pictures(fake_shop: FakeShop, open_page: OpenPage, screenshots: Path, look: str) -> None:
    widget = Widget(open_page(fake_shop.url, reduced_motion="reduce", **LOOKS[look])).open()

    def picture(name: str) -> None:
        widget.page.wait_for_timeout(300)
        widget.page.screenshot(path=screenshots / f"widget-{name}{look}.png")

    picture("welcome")
    widget.ask("waterproof jacket for hiking under 120, not black")
    picture("cards")
    widget.ask("Can I talk to somebody about the size?")
    fake_shop.call_person()
    expect(widget.bar).to_be_visible()
    picture("waiting")
    closed(widget, fake_shop)
    picture("email")
    widget.page.get_by_label("Where may we write to you?").fill("maren@example")
    widget.page.get_by_role("button", name="Leave it").click()
    picture("email-wrong")
    fake_shop.take()
    fake_shop.agent_says("Hello Maren! The shell runs small, so I would take it one size up.")
    fake_shop.agent_says("Shall I put an M aside for you?")
    widget.write("Yes please, that would be great")
    expect(widget.page.locator("[data-state=sent]")).to_have_count(3)
    fake_shop.agent_types()
    expect(widget.typing).to_contain_text("Sam is writing")
    picture("agent")
    fake_shop.give_back()
    widget.feedback.get_by_role("radio", name="Very good").check()
    picture("feedback")
    widget.page.get_by_role("button", name="More", exact=True).click()
    picture("menu")
