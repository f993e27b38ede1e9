"""The desk in a browser: who waits, who has whom, what an agent can do."""

from collections.abc import Callable

import pytest
from console_page import sign_in
from fake_desk_live import HOSTILE, ROBIN, SAM, FakeDeskLive
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]


def listed(page: Page, name: str) -> Locator:
    """The rows of the list with this heading."""
    return page.get_by_role("list", name=name).locator("a.row")


def open_row(page: Page, text: str) -> None:
    page.locator("a.row").filter(has_text=text).click()
    expect(page.locator(".said").first).to_be_visible()


def test_nobody_sees_anything_before_signing_in(live_desk: FakeDeskLive, open_page: OpenPage) -> None:
    page = open_page(live_desk.url, ready="#login")
    expect(page.get_by_role("navigation")).to_have_count(0)
    sign_in(page, password="a guess")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Login or password is wrong")
    expect(page.locator("a.row")).to_have_count(0)
    sign_in(page)
    expect(listed(page, "Waiting")).to_have_count(2)
    expect(page.get_by_role("link", name="Team")).to_have_count(0)


def test_too_many_tries_are_told_with_the_seconds_to_wait(
    live_desk: FakeDeskLive, open_page: OpenPage
) -> None:
    live_desk.agents.patience = 42
    page = sign_in(open_page(live_desk.url, ready="#login"))
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Wait 42 seconds")


def test_the_lists_say_who_waits_why_and_who_is_there(desk_page: Page) -> None:
    first = listed(desk_page, "Waiting").first
    expect(first).to_contain_text("asked for a person")
    expect(first).to_contain_text("e-mail")
    before = first.locator("time").inner_text()
    expect(first.locator("time")).not_to_have_text(before)
    expect(listed(desk_page, "Waiting").nth(1)).to_contain_text("trouble with an order")
    expect(listed(desk_page, "Mine")).to_contain_text("jo")
    expect(listed(desk_page, "Here now")).to_contain_text("Home")
    assert desk_page.title() == "(3) Conversations: Aisle"


def test_a_shopper_who_asks_for_a_person_appears_at_once_and_moves_no_row_above(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    above = listed(desk_page, "Waiting").first
    place = above.bounding_box()
    live_desk.arrive("queue-new-one", customer_id="nora", reason="upset")
    expect(listed(desk_page, "Waiting").last).to_contain_text("nora")
    expect(listed(desk_page, "Waiting").last).to_contain_text("sounds upset")
    expect(desk_page.locator("#announced")).to_contain_text("New conversation waiting: nora")
    assert above.bounding_box() == place and desk_page.title().startswith("(4)")


def test_a_row_keeps_the_focus_while_the_lists_change(desk_page: Page, live_desk: FakeDeskLive) -> None:
    row = listed(desk_page, "Waiting").first
    row.focus()
    live_desk.arrive("queue-new-one")
    expect(listed(desk_page, "Waiting")).to_have_count(3)
    expect(row).to_be_focused()
    live_desk.push({"type": "gone", "conversation_id": "queue-boots"})
    expect(listed(desk_page, "Waiting")).to_have_count(2)
    expect(listed(desk_page, "Waiting").first).to_be_focused()


def test_a_desk_whose_clock_is_wrong_counts_the_waiting_right(
    live_desk: FakeDeskLive, open_page: OpenPage
) -> None:
    page = open_page(live_desk.url, ready="#login")
    page.add_init_script("{ const now = Date.now; Date.now = () => now() - 3600e3; }")
    page.reload()
    sign_in(page)
    expect(listed(page, "Waiting").first.locator("time")).to_contain_text("5:")


def test_the_lists_can_show_one_team(desk_page: Page) -> None:
    desk_page.get_by_label("Show the team").select_option("orders")
    expect(listed(desk_page, "Waiting")).to_have_count(1)
    expect(listed(desk_page, "Waiting")).to_contain_text("mira.k")
    desk_page.reload()
    expect(listed(desk_page, "Waiting")).to_have_count(1)
    expect(listed(desk_page, "Mine")).to_have_count(1)


def test_an_open_conversation_shows_what_the_shopper_sees_and_who_they_are(desk_page: Page) -> None:
    open_row(desk_page, "Thank you, I will wait.")
    talk = desk_page.get_by_role("log")
    expect(talk.locator(".card").first).to_contain_text("€119")
    expect(talk.locator(".card del").first).to_contain_text("€149")
    expect(talk.locator(".card").first).to_contain_text("runs small")
    expect(talk.get_by_role("region", name="Comparison")).to_contain_text("Waterproof")
    expect(talk.locator(".day")).to_have_count(2)
    expect(talk.locator(".day").last).to_have_text("Today")
    shopper = desk_page.get_by_role("complementary")
    expect(shopper.get_by_role("region", name="So far")).to_contain_text(
        "Can the boot be worn with crampons?"
    )
    expect(shopper.get_by_role("region", name="Cart")).to_contain_text("€32")
    expect(shopper.get_by_role("region", name="Looks at")).to_contain_text("Corrie Hiking Boot")
    expect(shopper.get_by_role("region", name="Earlier conversations")).to_contain_text("9 messages · solved")
    expect(shopper.get_by_role("region", name="Customer")).to_contain_text("Personal suggestions: yes")
    assert desk_page.url.endswith("?c=queue-boots")


def test_taking_a_conversation_gives_the_word_to_the_agent(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "Thank you, I will wait.")
    expect(desk_page.get_by_role("textbox", name="Answer")).to_have_count(0)
    desk_page.get_by_role("button", name="Take", exact=True).click()
    expect(desk_page.get_by_role("textbox", name="Answer")).to_be_focused()
    expect(listed(desk_page, "Mine")).to_have_count(2)
    expect(listed(desk_page, "Waiting")).to_have_count(1)
    expect(desk_page.get_by_role("log")).to_contain_text("Sam took over")
    assert live_desk.rows["queue-boots"]["agent"]["name"] == SAM.name


def test_of_two_agents_the_slower_one_is_told_who_has_it(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "Thank you, I will wait.")
    live_desk.take_as(ROBIN, "queue-boots")
    desk_page.get_by_role("button", name="Take", exact=True).click()
    expect(desk_page.get_by_role("alert").filter(visible=True)).to_contain_text(
        "Robin has this conversation."
    )
    expect(desk_page.get_by_role("button", name="Take", exact=True)).to_have_count(0)
    expect(desk_page.locator(".foot")).to_contain_text("with Robin")
    expect(listed(desk_page, "Here now").filter(has_text="with Robin")).to_have_count(1)


def test_two_agents_see_one_another_take_and_write(
    desk_page: Page, live_desk: FakeDeskLive, open_page: OpenPage
) -> None:
    other = sign_in(open_page(live_desk.url, ready="#login"), ROBIN.login)
    live_desk.wait_for_console(2)
    open_row(desk_page, "Thank you, I will wait.")
    open_row(other, "Thank you, I will wait.")
    desk_page.get_by_role("button", name="Take", exact=True).click()
    expect(other.locator(".foot")).to_contain_text("with Sam")
    expect(desk_page.get_by_role("textbox", name="Answer")).to_be_focused()
    desk_page.keyboard.type("It can, with strap-on ones.")
    desk_page.keyboard.press("Enter")
    expect(other.get_by_role("log")).to_contain_text("It can, with strap-on ones.")
    expect(other.get_by_role("log")).to_contain_text("Sam took over")


def test_a_conversation_that_the_bot_has_can_be_joined(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "Home")
    desk_page.get_by_role("button", name="Join").click()
    expect(desk_page.get_by_role("textbox", name="Answer")).to_be_focused()
    assert live_desk.rows["bot-socks"]["handler"] == "agent"


def test_a_conversation_is_handed_on_to_a_team(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "jo")
    desk_page.get_by_role("button", name="Hand on").click()
    dialog = desk_page.get_by_role("dialog", name="Hand it on")
    dialog.get_by_label("To").select_option("orders")
    dialog.get_by_role("button", name="Hand on").click()
    expect(dialog).to_have_count(0)
    expect(listed(desk_page, "Waiting").filter(has_text="jo")).to_contain_text("orders")
    expect(listed(desk_page, "Mine")).to_have_count(0)
    expect(desk_page.get_by_role("alert").filter(has_text="connection was lost")).to_have_count(0)


def test_a_conversation_goes_back_to_the_bot(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "jo")
    desk_page.get_by_role("button", name="Back to bot").click()
    expect(desk_page.locator(".foot")).to_contain_text("The bot answers here")
    expect(desk_page.get_by_role("textbox", name="Answer")).to_have_count(0)
    assert live_desk.rows["mine-hat"]["handler"] == "bot"


@pytest.mark.parametrize(
    ("choice", "words", "kept"),
    [("Spam", "", "spam"), ("Something else", "Sent to a shop", "Sent to a shop")],
)
def test_a_conversation_is_closed_with_how_it_ended(
    desk_page: Page, live_desk: FakeDeskLive, choice: str, words: str, kept: str
) -> None:
    open_row(desk_page, "jo")
    desk_page.get_by_role("button", name="Close", exact=True).click()
    dialog = desk_page.get_by_role("dialog", name="Close the conversation")
    dialog.get_by_label(choice).check()
    if words:
        dialog.get_by_role("button", name="Close it").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Say in a few words")
        dialog.get_by_label("In your words").fill(words)
    dialog.get_by_role("button", name="Close it").click()
    expect(listed(desk_page, "Mine")).to_have_count(0)
    assert live_desk.history["mine-hat"][-1]["detail"] == kept


def test_what_the_shopper_says_and_types_is_seen_live(desk_page: Page, live_desk: FakeDeskLive) -> None:
    open_row(desk_page, "jo")
    typing = {"type": "typing", "conversation_id": "mine-hat", "on": True}
    live_desk.push({**typing, "who": "shopper"}, "mine-hat")
    expect(desk_page.get_by_text("The shopper is typing")).to_be_visible()
    live_desk.say("mine-hat", "Does it come in blue?")
    expect(desk_page.get_by_role("log")).to_contain_text("Does it come in blue?")
    expect(desk_page.get_by_text("The shopper is typing")).to_have_count(0)
    live_desk.push({**typing, "who": "bot"}, "mine-hat")
    expect(desk_page.get_by_text("The bot is writing")).to_be_visible()


def test_the_page_the_shopper_is_on_and_their_leaving_are_seen_live(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    open_row(desk_page, "jo")
    page = {"url": "/product/sock", "title": "Kestrane Merino Hiking Sock", "product_id": "sock"}
    live_desk.push({"type": "page", "conversation_id": "mine-hat", "page": page, "online": True}, "mine-hat")
    expect(desk_page.get_by_role("region", name="Looks at")).to_contain_text("Merino Hiking Sock")
    live_desk.push({"type": "page", "conversation_id": "mine-hat", "page": page, "online": False}, "mine-hat")
    expect(desk_page.locator(".presence")).to_contain_text("Not on the page")


def test_a_message_in_another_conversation_of_mine_is_marked_and_announced(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    open_row(desk_page, "jo")
    expect(listed(desk_page, "Mine").first).not_to_have_class("row unread")
    open_row(desk_page, "Thank you, I will wait.")
    live_desk.say("mine-hat", "Are you there?")
    expect(listed(desk_page, "Mine").first).to_have_class("row unread")
    expect(listed(desk_page, "Mine").first).to_contain_text("new message")
    expect(desk_page.locator("#announced")).to_contain_text("New message from jo")
    open_row(desk_page, "jo")
    expect(listed(desk_page, "Mine").first).to_have_class("row")


def test_whoever_reads_above_is_not_pulled_down_and_learns_of_news(
    desk_page: Page, live_desk: FakeDeskLive
) -> None:
    open_row(desk_page, "jo")
    log = desk_page.get_by_role("log")
    log.evaluate("log => log.scrollTo(0, 0)")
    desk_page.wait_for_function("document.querySelector('.log').scrollTop === 0")
    live_desk.say("mine-hat", "One more thing.")
    jump = desk_page.get_by_role("button", name="New messages")
    expect(jump).to_be_visible()
    assert log.evaluate("log => log.scrollTop") == 0
    jump.click()
    expect(log.get_by_text("One more thing.")).to_be_in_viewport()
    expect(jump).to_be_hidden()


def test_what_shoppers_write_is_text_and_nothing_else(desk_page: Page) -> None:
    expect(listed(desk_page, "Mine")).to_contain_text(HOSTILE)
    open_row(desk_page, "jo")
    expect(desk_page.get_by_role("log")).to_contain_text(HOSTILE)
    assert desk_page.evaluate("window.hacked") is None
    assert desk_page.locator(".bubble img, .row img").count() == 0


def test_the_way_back_leads_to_the_conversation_before(desk_page: Page) -> None:
    open_row(desk_page, "jo")
    open_row(desk_page, "Thank you, I will wait.")
    desk_page.go_back()
    expect(desk_page.locator("#with-whom")).to_have_text("jo")
    desk_page.reload()
    expect(desk_page.locator("#with-whom")).to_have_text("jo")


def test_a_conversation_that_does_not_exist_is_told(live_desk: FakeDeskLive, open_page: OpenPage) -> None:
    page = sign_in(open_page(f"{live_desk.url}?c=no-such-one", ready="#login"))
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("There is no such conversation")
    expect(listed(page, "Waiting")).to_have_count(2)
