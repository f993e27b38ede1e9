"""The desk when connections break, sessions end, and nobody looks."""

from collections.abc import Callable

from console_page import sign_in
from fake_desk_live import FakeDeskLive
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
AWAY = """() => {
  Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
NOTIFICATIONS = """
window.notified = [];
window.tones = 0;
window.Notification = class {
  static permission = 'default';
  static async requestPermission() { return (this.permission = 'granted'); }
  constructor(title, { body }) { window.notified.push(`${title} / ${body}`); }
  close() {}
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.tones += 1; return start.apply(this, when); };
"""


def open_row(page: Page, text: str) -> None:
    page.locator("a.row").filter(has_text=text).click()
    expect(page.locator(".said").first).to_be_visible()


def test_a_lost_connection_is_said_and_what_was_missed_is_there_after_it(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    open_row(desk_page, "jo")
    live_desk.deaf = True
    live_desk.cut()
    expect(desk_page.get_by_text("Connection lost, trying again…")).to_be_visible()
    live_desk.say("mine-hat", "Said while nobody heard.", told=False)
    live_desk.deaf = False
    expect(desk_page.get_by_role("log")).to_contain_text("Said while nobody heard.")
    expect(desk_page.get_by_text("Connection lost")).to_have_count(0)
    live_desk.wait_for_console()
    live_desk.say("mine-hat", "And this one live.")
    expect(desk_page.get_by_role("log")).to_contain_text("And this one live.")
    expect(desk_page.get_by_role("log").get_by_text("Said while nobody heard.")).to_have_count(1)


def test_an_answer_goes_through_without_the_live_connection(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "jo")
    live_desk.deaf = True
    live_desk.cut()
    expect(desk_page.get_by_text("Connection lost, trying again…")).to_be_visible()
    desk_page.get_by_role("textbox", name="Answer").fill("Still here.")
    desk_page.keyboard.press("Enter")
    expect(desk_page.locator(".said.agent:not(.pending)")).to_contain_text("Still here.")
    live_desk.deaf = False
    expect(desk_page.get_by_text("Connection lost")).to_have_count(0)
    assert live_desk.said("mine-hat") == ["Still here."]


def test_a_conversation_that_went_back_to_the_queue_is_said(desk_page: Page, live_desk: FakeDeskLive) -> None:
    live_desk.give_away("mine-hat")
    live_desk.push({"type": "row", "row": live_desk.rows["mine-hat"]})
    live_desk.push({"type": "lost", "conversation_id": "mine-hat"})
    toast = desk_page.get_by_role("alert").filter(visible=True)
    expect(toast).to_contain_text("The conversation with jo went back to the queue")
    toast.get_by_role("button", name="Open").click()
    expect(desk_page.get_by_role("button", name="Take", exact=True)).to_be_visible()
    expect(toast).to_have_count(0)


def test_one_that_went_back_while_the_connection_was_gone_is_said_too(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    live_desk.deaf = True
    live_desk.cut()
    expect(desk_page.get_by_text("Connection lost, trying again…")).to_be_visible()
    live_desk.give_away("mine-hat")
    live_desk.deaf = False
    expect(desk_page.get_by_role("alert").filter(visible=True)).to_contain_text("went back to the queue")


def test_an_ended_session_is_asked_for_again_and_no_word_is_lost(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    open_row(desk_page, "jo")
    live_desk.agents.end_sessions()
    desk_page.get_by_role("textbox", name="Answer").fill("One moment.")
    desk_page.keyboard.press("Enter")
    expect(desk_page.get_by_role("alert").filter(visible=True)).to_contain_text("session has ended")
    expect(desk_page.get_by_role("log")).to_have_count(0)
    sign_in(desk_page)
    expect(desk_page.locator(".said.agent:not(.pending)")).to_contain_text("One moment.")
    assert live_desk.said("mine-hat") == ["One moment."]


def test_who_signs_out_leaves_nothing_in_the_tab(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "jo")
    desk_page.get_by_role("textbox", name="Answer").fill("A draft of Sam's")
    desk_page.get_by_role("button", name="Sam: your account").click()
    desk_page.get_by_role("button", name="Sign out").click()
    expect(desk_page.get_by_label("Login")).to_be_focused()
    assert desk_page.evaluate("sessionStorage.length") == 0
    assert "jo" not in desk_page.locator("#page").inner_text()
    sign_in(desk_page, "robin")
    expect(desk_page.locator("a.row").first).to_be_visible()
    expect(desk_page.get_by_role("textbox", name="Answer")).to_have_count(0)


def test_the_password_is_changed(desk_page: Page, live_desk: FakeDeskLive) -> None:
    desk_page.get_by_role("button", name="Sam: your account").click()
    desk_page.get_by_role("button", name="Change password").click()
    dialog = desk_page.get_by_role("dialog", name="Change password")
    dialog.get_by_label("Password until now").fill("not the right one")
    dialog.get_by_label("New password", exact=False).first.fill("a-new-password")
    dialog.get_by_label("New password again").fill("another-password")
    dialog.get_by_role("button", name="Change password").click()
    expect(dialog.get_by_role("alert")).to_contain_text("are not the same")
    dialog.get_by_label("New password again").fill("a-new-password")
    dialog.get_by_role("button", name="Change password").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Nothing was changed")
    dialog.get_by_label("Password until now").fill("a-password-of-this-test")
    dialog.get_by_role("button", name="Change password").click()
    expect(dialog).to_have_count(0)
    assert live_desk.agents.passwords == {"sam": "a-new-password"}


def test_whoever_looks_elsewhere_is_notified_if_they_want_to_be(
    live_desk: FakeDeskLive, open_page: OpenPage
) -> None:
    page = open_page(live_desk.url, ready="#login")
    page.add_init_script(NOTIFICATIONS)
    page.reload()
    sign_in(page)
    live_desk.wait_for_console()
    page.get_by_role("button", name="Notifications").click()
    page.get_by_label("Show a notification").check()
    page.get_by_label("Play a short sound").check()
    page.keyboard.press("Escape")
    tones = page.evaluate("window.tones")
    live_desk.arrive("queue-seen-one", customer_id="seen")
    expect(page.locator("a.row").filter(has_text="seen")).to_be_visible()
    assert page.evaluate("window.notified") == []
    page.evaluate(AWAY)
    live_desk.arrive("queue-new-one", customer_id="nora")
    live_desk.say("mine-hat", "Hello?")
    live_desk.say("bot-socks", "This one is the bot's.")
    page.wait_for_function("window.notified.length >= 2")
    assert page.evaluate("window.notified") == [
        "Somebody is waiting / nora: asked for a person",
        "jo / Hello?",
    ]
    assert page.evaluate("window.tones") > tones
    page.reload()
    page.get_by_role("button", name="Notifications").click()
    expect(page.get_by_label("Show a notification")).to_be_checked()
    page.get_by_label("Show a notification").uncheck()
    page.evaluate(AWAY)
    live_desk.wait_for_console()
    live_desk.arrive("queue-last-one", customer_id="omar")
    expect(page.locator("a.row").filter(has_text="omar")).to_have_count(1)
    assert page.evaluate("window.notified") == []
