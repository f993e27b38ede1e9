"""The page for admins: agents and canned answers."""

from collections.abc import Callable

import pytest
from console_page import sign_in
from fake_agents import ADA
from fake_desk_live import FakeDeskLive
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]


@pytest.fixture
def page(live_desk: FakeDeskLive, open_page: OpenPage) -> Page:
    """The team page with an admin signed in."""
    return sign_in(open_page(f"{live_desk.url}/team", ready="#login"), ADA.login)


def line(page: Page, text: str) -> Locator:
    return page.locator("tbody .line").filter(has_text=text)


def test_whoever_is_no_admin_is_told_so(live_desk: FakeDeskLive, open_page: OpenPage) -> None:
    page = sign_in(open_page(f"{live_desk.url}/team", ready="#login"))
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Only admins")
    expect(page.locator("table")).to_have_count(0)


def test_an_agent_is_added_and_their_password_is_shown_once(page: Page) -> None:
    page.get_by_role("button", name="Add an agent").click()
    dialog = page.get_by_role("dialog", name="Add an agent")
    dialog.get_by_label("Name").fill("Kim")
    dialog.get_by_label("Login").fill("robin")
    dialog.get_by_label("Team").select_option("orders")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is an agent with the login robin")
    dialog.get_by_label("Login").fill("kim")
    dialog.get_by_role("button", name="Add").click()
    shown = page.get_by_role("dialog", name="The password of Kim")
    expect(shown.get_by_label("Password of Kim")).to_have_value("made-for-them")
    shown.get_by_role("button", name="Close").click()
    expect(line(page, "kim")).to_contain_text("orders")
    expect(page.get_by_role("button", name="Add an agent")).to_be_focused()
    assert "made-for-them" not in page.content()


def test_an_agent_gets_another_role_and_is_disabled(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_role("button", name="Change Robin").click()
    dialog = page.get_by_role("dialog", name="Change Robin")
    dialog.get_by_label("Role").select_option("admin")
    dialog.get_by_label("May sign in").uncheck()
    dialog.get_by_role("button", name="Save").click()
    expect(line(page, "robin")).to_contain_text("Admin")
    expect(line(page, "robin")).to_contain_text("disabled")
    expect(page.get_by_role("button", name="Change Robin")).to_be_focused()
    assert not live_desk.agents.known["robin"].active


def test_admins_cannot_lock_themselves_out(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_role("button", name="Change Ada").click()
    dialog = page.get_by_role("dialog", name="Change Ada")
    expect(dialog.get_by_label("May sign in")).to_be_disabled()
    expect(dialog.get_by_label("Role")).to_be_disabled()
    dialog.get_by_label("Name").fill("Ada L.")
    dialog.get_by_role("button", name="Save").click()
    expect(line(page, "Ada L.")).to_contain_text("Admin")
    assert live_desk.agents.known["ada"].active


def test_an_agent_gets_a_new_password(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_role("button", name="New password for Robin").click()
    page.get_by_role("button", name="Make a new password").click()
    expect(page.get_by_role("textbox", name="Password of Robin")).to_have_value("made-anew")
    assert live_desk.agents.passwords["robin"] == "made-anew"


def test_canned_answers_are_added_changed_and_deleted(page: Page, live_desk: FakeDeskLive) -> None:
    page.get_by_role("button", name="Add an answer").click()
    dialog = page.get_by_role("dialog", name="Add a canned answer")
    dialog.get_by_label("Shortcut").fill("hello")
    dialog.get_by_label("Text").fill("<b>We open at nine.</b>")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is /hello already")
    dialog.get_by_label("Shortcut").fill("hours")
    dialog.get_by_role("button", name="Save").click()
    expect(line(page, "/hours")).to_contain_text("<b>We open at nine.</b>")
    page.get_by_role("button", name="Change /hours").click()
    page.get_by_label("Text").fill("We open at ten.")
    page.get_by_role("button", name="Save").click()
    expect(line(page, "/hours")).to_contain_text("We open at ten.")
    page.get_by_role("button", name="Delete /hours").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(line(page, "/hours")).to_have_count(0)
    assert "hours" not in live_desk.canned
