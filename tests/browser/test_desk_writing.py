"""Writing at the desk: answers, canned ones, products, notes; and that no word is lost or said twice."""

import pytest
from fake_desk_live import ROBIN, FakeDeskLive
from playwright.sync_api import Page, expect


@pytest.fixture
def page(desk_page: Page) -> Page:
    """The desk with a conversation of Sam's open, and the cursor where one writes."""
    desk_page.locator("a.row").filter(has_text="jo").click()
    expect(desk_page.locator(".said").first).to_be_visible()
    desk_page.get_by_role("textbox", name="Answer").focus()
    return desk_page


def write(page: Page, text: str) -> None:
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_enter_sends_and_shift_enter_begins_a_line(page: Page, live_desk: FakeDeskLive) -> None:
    page.keyboard.type("It can.")
    page.keyboard.press("Shift+Enter")
    write(page, "With strap-on ones.")
    expect(page.locator(".said.agent .bubble")).to_have_text("It can.\nWith strap-on ones.")
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("")
    assert live_desk.said("mine-hat") == ["It can.\nWith strap-on ones."]


def test_an_answer_lost_on_the_way_is_sent_again_and_said_once(page: Page, live_desk: FakeDeskLive) -> None:
    live_desk.lose_answers = 1
    write(page, "It can.")
    expect(page.locator(".pending")).to_contain_text("Not sent, trying again")
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.locator(".said.agent")).to_have_count(1)
    assert live_desk.said("mine-hat") == ["It can."]
    assert list(live_desk.posts.values()) == [2]


def test_what_could_not_be_sent_goes_in_order_once_it_can(page: Page, live_desk: FakeDeskLive) -> None:
    live_desk.busy = True
    for text in ("First.", "Second.", "Third."):
        write(page, text)
    expect(page.locator(".pending")).to_have_count(3)
    expect(page.locator(".pending.waiting").first).to_contain_text("Not sent, trying again")
    live_desk.busy = False
    expect(page.locator(".pending")).to_have_count(0)
    assert live_desk.said("mine-hat") == ["First.", "Second.", "Third."]


def test_what_was_not_sent_survives_a_reload(page: Page, live_desk: FakeDeskLive) -> None:
    live_desk.busy = True
    write(page, "Wait for me.")
    expect(page.locator(".pending.waiting")).to_have_count(1)
    page.reload()
    expect(page.locator(".pending")).to_contain_text("Wait for me.")
    live_desk.busy = False
    expect(page.locator(".pending")).to_have_count(0)
    assert live_desk.said("mine-hat") == ["Wait for me."]


def test_an_answer_to_a_conversation_that_is_not_ours_any_more_comes_back_to_be_kept(
    page: Page, live_desk: FakeDeskLive
) -> None:
    live_desk.take_as(ROBIN, "mine-hat")
    write(page, "Too late.")
    expect(page.locator(".pending.refused")).to_contain_text("not yours any more")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator(".pending")).to_have_count(0)
    assert live_desk.said("mine-hat") == []


def test_a_slash_brings_the_canned_answers(page: Page, live_desk: FakeDeskLive) -> None:
    page.keyboard.type("/")
    field = page.get_by_role("combobox", name="Canned answers")
    expect(field).to_be_focused()
    expect(page.locator(".options").get_by_role("option")).to_have_count(3)
    page.keyboard.type("ret")
    expect(page.locator(".options").get_by_role("option")).to_have_count(1)
    expect(page.locator(".options").get_by_role("option")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    answer = page.get_by_role("textbox", name="Answer")
    expect(answer).to_be_focused()
    expect(answer).to_have_value(live_desk.canned["returns"])
    page.keyboard.press("Enter")
    expect(page.locator(".said.agent")).to_contain_text("within 30 days")


def test_arrows_choose_and_escape_leaves_the_canned_answers(page: Page) -> None:
    page.keyboard.type("/")
    field = page.get_by_role("combobox", name="Canned answers")
    expect(page.locator(".options").get_by_role("option")).to_have_count(3)
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".options").get_by_role("option", selected=True)
    expect(chosen).to_contain_text("/returns")
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(page.get_by_role("textbox", name="Answer")).to_be_focused()


def test_a_slash_within_a_sentence_is_a_slash(page: Page) -> None:
    page.keyboard.type("size 42/43")
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("size 42/43")
    expect(page.get_by_role("combobox", name="Canned answers")).to_have_count(0)


def test_products_are_found_chosen_and_sent_as_cards(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_role("button", name="Products").click()
    page.keyboard.type("hiking")
    expect(page.locator(".options").get_by_role("option")).to_have_count(2)
    page.keyboard.press("Enter")
    page.keyboard.type("fell")
    expect(page.locator(".options").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    picked = page.get_by_role("list", name="Products to send")
    expect(picked.get_by_role("listitem")).to_have_count(2)
    write(page, "These two.")
    expect(page.locator(".said.agent .card")).to_have_count(2)
    expect(picked).to_be_hidden()
    expect(page.locator(".pending")).to_have_count(0)
    sent = live_desk.messages["mine-hat"][-1]
    assert [one["product_id"] for one in sent["products"]] == ["boot", "shoe"]


def test_a_chosen_product_can_be_left_out_again_and_no_seventh_fits(page: Page) -> None:
    page.get_by_role("button", name="Products").click()
    field = page.get_by_role("combobox", name="Find products")
    for number in range(7):
        field.fill(f"No. {number}")
        expect(page.locator(".options").get_by_role("option")).to_have_count(1)
        expect(page.locator(".options").get_by_role("option")).to_contain_text(f"No. {number}")
        page.keyboard.press("Enter")
    expect(page.get_by_text("more do not fit into one message")).to_be_visible()
    picked = page.get_by_role("list", name="Products to send").get_by_role("listitem")
    expect(picked).to_have_count(6)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Do not send Kestrane Plover Shirt No. 0").click()
    expect(picked).to_have_count(5)
    expect(page.get_by_role("button", name="Do not send Kestrane Plover Shirt No. 1")).to_be_focused()


def test_a_note_is_seen_by_the_desk_only(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_text("Private note", exact=True).click()
    field = page.get_by_role("textbox", name="Private note")
    field.fill("Was in the shop in May.")
    field.press("Enter")
    note = page.locator(".said.private")
    expect(note).to_contain_text("Private note · Sam")
    expect(note).to_contain_text("Was in the shop in May.")
    assert live_desk.said("mine-hat") == []
    assert [one["text"] for one in live_desk.notes["mine-hat"]] == ["Was in the shop in May."]


def test_no_private_word_gets_into_an_answer(page: Page, live_desk: FakeDeskLive) -> None:
    page.keyboard.press("Alt+n")
    page.keyboard.type("She owes us money.")
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("")
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("textbox", name="Private note")).to_have_value("She owes us money.")
    live_desk.slow = True
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+n")
    write(page, "One moment.")
    live_desk.slow = False
    expect(page.locator(".said.private")).to_contain_text("She owes us money.")
    expect(page.locator(".pending")).to_have_count(0)
    assert live_desk.said("mine-hat") == ["One moment."]


def test_a_note_that_could_not_be_kept_comes_back(page: Page, live_desk: FakeDeskLive) -> None:
    live_desk.busy = True
    page.keyboard.press("Alt+n")
    write(page, "Was in the shop in May.")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("The note was not kept")
    expect(page.get_by_role("textbox", name="Private note")).to_have_value("Was in the shop in May.")
    live_desk.busy = False
    page.keyboard.press("Enter")
    expect(page.locator(".said.private")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Private note")).to_have_value("")


def test_a_note_can_be_written_to_a_conversation_of_somebody_else(
    page: Page, live_desk: FakeDeskLive
) -> None:
    page.locator("a.row").filter(has_text="mira.k").click()
    page.get_by_role("button", name="Private note").click()
    expect(page.get_by_role("radio", name="Answer")).to_be_disabled()
    write(page, "Her parcel is in Lyon.")
    expect(page.locator(".said.private")).to_contain_text("Lyon")
    assert live_desk.said("queue-order") == []


def test_a_draft_waits_where_it_was_written(page: Page) -> None:
    page.keyboard.type("I will look it up")
    page.locator("a.row").filter(has_text="Thank you, I will wait.").click()
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("")
    page.locator("a.row").filter(has_text="jo").click()
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("I will look it up")
    page.reload()
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("I will look it up")


def test_the_shopper_is_told_that_the_agent_types_but_not_of_notes(
    page: Page, live_desk: FakeDeskLive
) -> None:
    def typed() -> list[bool]:
        return [frame["on"] for _, frame in live_desk.frames if frame["type"] == "typing"]

    page.get_by_text("Private note", exact=True).click()
    page.get_by_role("textbox", name="Private note").press_sequentially("secret")
    page.get_by_role("textbox", name="Private note").fill("")
    page.get_by_text("Answer", exact=True).click()
    assert typed() == []
    page.get_by_role("textbox", name="Answer").press_sequentially("Hello")
    page.keyboard.press("Enter")
    expect(page.locator(".pending")).to_have_count(0)
    assert typed() == [True, False]
