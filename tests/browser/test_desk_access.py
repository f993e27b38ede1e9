"""The desk by keyboard alone, on a phone, for screen readers, by day and by night."""

from collections.abc import Callable
from pathlib import Path

import pytest
from console_page import barriers, sign_in
from fake_agents import ADA, PASSWORD, SAM
from fake_desk import FakeDesk
from fake_desk_live import FakeDeskLive
from playwright.sync_api import Page, expect

OpenPage = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def open_row(page: Page, text: str) -> None:
    page.locator("a.row").filter(has_text=text).click()
    expect(page.locator(".said").first).to_be_visible()


def test_from_signing_in_to_a_sent_answer_by_keyboard_alone(
    live_desk: FakeDeskLive, open_page: OpenPage
) -> None:
    page = open_page(live_desk.url, ready="#login")
    press = page.keyboard.press
    page.keyboard.type(SAM.login)
    press("Tab")
    page.keyboard.type(PASSWORD)
    press("Enter")
    page.locator("a.row").first.wait_for()
    press("Alt+l")
    expect(page.locator("a.row").first).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(page.locator("#with-whom")).to_be_focused()
    press("Alt+t")
    expect(page.get_by_role("textbox", name="Answer")).to_be_focused()
    page.keyboard.type("/")
    expect(page.locator(".options").get_by_role("option")).to_have_count(3)
    press("Enter")
    press("Enter")
    expect(page.locator(".said.agent:not(.pending)")).to_contain_text("Hello, I am glad to help.")
    press("Alt+x")
    expect(page.get_by_role("radio", name="Solved")).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(page.locator(".foot")).to_contain_text("The bot answers here")
    assert live_desk.history["queue-boots"][-1]["detail"] == "answered_by_email"


def test_tab_reaches_everything_from_top_to_bottom(desk_page: Page) -> None:
    open_row(desk_page, "jo")
    desk_page.reload()
    expect(desk_page.get_by_role("textbox", name="Answer")).to_be_visible()
    reached = []
    for _ in range(40):
        desk_page.keyboard.press("Tab")
        reached.append(
            desk_page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")
        )
    wished = [
        "To the conversation",
        "Conversations",
        "Complaints",
        "Hand on",
        "Back to bot",
        "Close",
        "Canned",
        "Send",
    ]
    places = [reached.index(name) for name in wished]
    assert places == sorted(places)


def test_the_keys_are_listed_and_the_focus_comes_back(desk_page: Page) -> None:
    desk_page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog = desk_page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_contain_text("Take or join the conversation")
    desk_page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(desk_page.get_by_role("button", name="Keyboard shortcuts")).to_be_focused()


def test_keys_go_from_one_conversation_to_the_next(desk_page: Page) -> None:
    for name in ("jo", "Guest oots", "mira.k"):
        desk_page.keyboard.press("Alt+j")
        expect(desk_page.locator("#with-whom")).to_have_text(name)
    desk_page.keyboard.press("Alt+k")
    expect(desk_page.locator("#with-whom")).to_have_text("Guest oots")
    desk_page.keyboard.press("Alt+i")
    expect(desk_page.get_by_role("heading", name="About the shopper")).to_be_focused()


def test_a_phone_shows_one_pane_at_a_time(
    live_desk: FakeDeskLive, open_page: OpenPage, screenshots: Path
) -> None:
    page = sign_in(open_page(live_desk.url, ready="#login", **PHONE))
    page.locator("a.row").filter(has_text="jo").tap()
    expect(page.get_by_role("textbox", name="Answer")).to_be_visible()
    expect(page.locator("#lists")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=screenshots / "desk-phone.png")
    page.get_by_role("button", name="Details").tap()
    expect(page.get_by_role("region", name="Cart")).to_be_visible()
    page.get_by_role("button", name="Back to the conversation").tap()
    expect(page.get_by_role("textbox", name="Answer")).to_be_visible()
    page.get_by_role("button", name="Back to the lists").tap()
    expect(page.locator("a.row").filter(has_text="jo")).to_be_focused()
    expect(page.get_by_role("log")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 768, 1024])
def test_nothing_runs_out_of_the_page_at_any_width(
    live_desk: FakeDeskLive, open_page: OpenPage, width: int
) -> None:
    page = sign_in(open_page(live_desk.url, ready="#login", viewport={"width": width, "height": 640}))
    open_row(page, "jo")
    for box in page.locator(".said, .actions button, .composer button:visible, .composer textarea").all():
        found = box.bounding_box()
        assert found and found["x"] >= 0 and found["x"] + found["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_pressed_is_large_enough(desk_page: Page) -> None:
    open_row(desk_page, "jo")
    small = desk_page.evaluate(
        """() => [...document.querySelectorAll('button, a.row, select, textarea, input, .ways span')]
        .filter(one => one.checkVisibility({opacityProperty: true}) && !one.closest('.hidden'))
        .filter(one => one.getBoundingClientRect().height < 24 || one.getBoundingClientRect().width < 24)
        .map(one => one.outerHTML.slice(0, 80))"""
    )
    assert small == []


@SCHEMES
def test_nothing_at_the_desk_keeps_anybody_out(
    live_desk: FakeDeskLive, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = open_page(
        live_desk.url, ready="#login", color_scheme=scheme, viewport={"width": 1440, "height": 900}
    )
    assert barriers(page) == []
    sign_in(page)
    page.locator("a.row").first.wait_for()
    assert barriers(page) == []
    page.screenshot(path=screenshots / ("desk-queue.png" if scheme == "light" else "desk-queue-dark.png"))
    open_row(page, "Thank you, I will wait.")
    assert barriers(page) == []
    page.get_by_role("button", name="Take", exact=True).click()
    expect(page.get_by_role("textbox", name="Answer")).to_be_focused()
    page.keyboard.type("It can, with strap-on ones.")
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+n")
    page.keyboard.type("Was in the shop in May.")
    page.keyboard.press("Enter")
    expect(page.locator(".private")).to_have_count(1)
    page.keyboard.press("Alt+n")
    live_desk.busy = True
    page.keyboard.type("One moment.")
    page.keyboard.press("Enter")
    expect(page.locator(".pending.waiting")).to_have_count(1)
    live_desk.push({"type": "lost", "conversation_id": "mine-hat"})
    expect(page.locator(".toast")).to_have_count(1)
    assert barriers(page) == []
    page.get_by_role("button", name="Dismiss").click()
    live_desk.busy = False
    expect(page.locator(".pending")).to_have_count(0)
    page.get_by_role("textbox", name="Answer").focus()
    page.keyboard.type("/")
    expect(page.locator(".options").get_by_role("option")).to_have_count(3)
    assert barriers(page) == []
    page.keyboard.press("Escape")
    page.screenshot(path=screenshots / f"desk-{scheme}.png")
    for keys in ("Alt+x", "Alt+m", "Alt+h"):
        page.keyboard.press(keys)
        expect(page.get_by_role("dialog")).to_be_visible()
        assert barriers(page) == [], keys
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Sam: your account").click()
    assert barriers(page) == []


@SCHEMES
def test_nothing_on_the_other_pages_keeps_anybody_out(
    live_desk: FakeDeskLive, fake_desk: FakeDesk, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    team = sign_in(open_page(f"{live_desk.url}/team", ready="#login", color_scheme=scheme), ADA.login)
    expect(team.get_by_role("table")).to_have_count(2)
    assert barriers(team) == []
    team.screenshot(path=screenshots / f"team-{scheme}.png")
    team.get_by_role("button", name="Add an agent").click()
    assert barriers(team) == []
    board = sign_in(open_page(fake_desk.url, ready="#login", color_scheme=scheme))
    board.get_by_role("button", name="Tarnsey Heron").click()
    assert barriers(board) == []


def test_what_keeps_people_out_would_be_found(desk_page: Page) -> None:
    desk_page.evaluate("document.querySelector('#lists').append(document.createElement('button'))")
    assert [one.split(":")[0] for one in barriers(desk_page)] == ["button-name"]
