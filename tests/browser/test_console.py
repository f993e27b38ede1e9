"""The complaint board in a browser, as a merchandiser meets it."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from console_page import sign_in
from fake_agents import PASSWORD
from fake_desk import HOSTILE, FakeDesk
from playwright.sync_api import Locator, Page, expect

OpenPage = Callable[..., Page]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def page(fake_desk: FakeDesk, open_page: OpenPage) -> Page:
    """The board, with an agent signed in."""
    return sign_in(open_page(fake_desk.url, ready="#login"))


def rows(page: Page) -> Locator:
    return page.locator("tbody .line")


def test_a_wrong_password_shows_nothing_and_says_so(fake_desk: FakeDesk, open_page: OpenPage) -> None:
    page = open_page(fake_desk.url, ready="#login")
    expect(page.get_by_label("Login")).to_be_focused()
    sign_in(page, password="guess")
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("Login or password is wrong")
    expect(page.locator("table")).to_have_count(0)
    expect(page.get_by_label("Password")).to_be_focused()
    sign_in(page)
    expect(rows(page).first).to_be_visible()


def test_the_session_stays_and_no_script_can_read_it(page: Page) -> None:
    expect(rows(page).first).to_be_visible()
    page.reload()
    expect(rows(page).first).to_be_visible()
    kept = str(page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])"))
    assert PASSWORD not in page.url + page.content() + kept and "session-" not in kept
    page.get_by_role("button", name="Sam: your account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("table")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Login")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_what_surely_rose_stands_first_then_what_puts_most_at_risk(page: Page) -> None:
    expect(rows(page)).to_have_count(50)
    expect(rows(page).nth(0)).to_contain_text("Tarnsey Heron Daypack 24 l")
    expect(rows(page).nth(0).locator(".trend")).to_have_class("trend up")
    expect(rows(page).nth(0).locator(".lately")).to_contain_text("sure")
    expect(rows(page).nth(0).get_by_role("img")).to_have_accessible_name(
        re.compile("The last 12 months: .*% of reviews")
    )
    expect(rows(page).nth(1)).to_contain_text("Northfold Corrie Hiking Boot")
    expect(rows(page).nth(1)).to_contain_text("runs small")
    expect(rows(page).nth(1).locator(".trend")).to_have_class("trend flat")
    expect(page.get_by_role("status")).to_have_text("64 complaints, 1 of them surely rising")


def test_a_row_opens_to_dated_quotes_months_and_bursts(page: Page) -> None:
    page.get_by_role("button", name="Tarnsey Heron").click()
    detail = page.locator(".detail").first
    expect(detail.locator("blockquote")).to_contain_text("“The zip came apart on the second day.”")
    expect(detail.locator("time")).to_be_visible()
    expect(detail).to_contain_text("verified buyer")
    expect(detail.locator(".columns rect.some")).to_have_count(12)
    shell = rows(page).filter(has_text="Skarn")
    expect(shell).to_contain_text("1 suspicious burst")
    shell.get_by_role("button").click()
    expect(page.get_by_text("14 reviews on")).to_contain_text("Best jacket ever")


def test_everything_is_reached_by_keyboard(page: Page) -> None:
    expect(rows(page).first).to_be_visible()
    first = page.get_by_role("button", name="Tarnsey Heron")
    first.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Corrie Hiking Boot")).to_be_focused()
    page.keyboard.press("End")
    expect(page.locator(".open").last).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    expect(first).to_have_attribute("aria-expanded", "false")
    page.get_by_role("radio", name="Product").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Category")).to_be_checked()
    expect(page.get_by_role("columnheader").first).to_have_text("Category")
    expect(rows(page).first).to_contain_text("Daypacks")


def test_filters_are_kept_in_the_address(page: Page) -> None:
    expect(rows(page).first).to_be_visible()
    page.get_by_label("Complaint").select_option(label="runs small")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Complaint").select_option("")
    expect(rows(page)).to_have_count(50)
    page.get_by_label("Find by name").fill("skarn")
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("lets water in")
    page.reload()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Find by name")).to_have_value("skarn")
    page.get_by_label("Find by name").fill("no such thing")
    expect(page.locator(".none")).to_contain_text("No complaint")


def test_pages_are_turned_and_the_way_back_works(page: Page) -> None:
    expect(rows(page)).to_have_count(50)
    page.get_by_role("button", name="Next").click()
    expect(rows(page)).to_have_count(14)
    expect(page.get_by_text("51–64 of 64")).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_count(50)


def test_the_shop_brands_requests_and_bursts(page: Page) -> None:
    page.get_by_text("Brand", exact=True).click()
    expect(rows(page).first).to_contain_text("Tarnsey")
    page.get_by_text("Shop", exact=True).click()
    expect(page.get_by_role("columnheader").first).to_have_text("Complaint")
    expect(page.get_by_label("Find by name")).to_be_disabled()
    page.get_by_role("link", name="Requests").click()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("bottle pocket")
    expect(rows(page)).to_contain_text("“I wish it had a bottle pocket.”")
    page.get_by_role("link", name="Bursts").click()
    expect(page.get_by_role("columnheader").last).to_have_text("They say")
    expect(rows(page)).to_contain_text("Haldvik Skarn Rain Jacket")
    expect(rows(page)).to_contain_text("counted as one")
    expect(page.get_by_role("link", name="Bursts")).to_have_attribute("aria-current", "page")


def test_the_csv_is_what_is_shown_and_opens_in_a_spreadsheet(page: Page) -> None:
    expect(rows(page).first).to_be_visible()
    page.get_by_text("Category", exact=True).click()
    expect(rows(page)).to_have_count(5)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.suggested_filename == "complaints-by-category.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff"), "spreadsheets take it for UTF-8 by this"
    found = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["key"] for row in found][:2] == ["Daypacks", "Hiking Boots"] and len(found) == 5


def test_what_buyers_write_is_text_and_nothing_else(page: Page) -> None:
    expect(rows(page)).to_have_count(50)
    page.get_by_label("Find by name").fill("onerror")
    expect(rows(page)).to_have_count(1)
    rows(page).get_by_role("button").click()
    expect(page.locator(".detail blockquote")).to_contain_text(HOSTILE)
    assert page.evaluate("window.hacked") is None and page.locator("#results img").count() == 0


def test_a_database_that_does_not_answer_is_told_and_tried_again(page: Page, fake_desk: FakeDesk) -> None:
    expect(rows(page).first).to_be_visible()
    fake_desk.desk.down = True
    page.get_by_text("Brand", exact=True).click()
    trouble = page.get_by_role("alert").filter(visible=True)
    expect(trouble).to_contain_text("does not answer right now")
    fake_desk.desk.down = False
    trouble.get_by_role("button", name="Try again").click()
    expect(rows(page).first).to_contain_text("Tarnsey")
    expect(trouble).to_have_count(0)


def test_being_offline_is_told(page: Page) -> None:
    expect(rows(page).first).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("link", name="Requests").click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(rows(page)).to_contain_text("bottle pocket")


def test_a_session_that_has_ended_is_asked_for_again(page: Page, fake_desk: FakeDesk) -> None:
    expect(rows(page).first).to_be_visible()
    fake_desk.agents.end_sessions()
    page.get_by_role("link", name="Bursts").click()
    expect(page.get_by_role("alert").filter(visible=True)).to_contain_text("session has ended")
    expect(page.locator("table")).to_have_count(0)
    sign_in(page)
    expect(rows(page)).to_contain_text("Haldvik Skarn Rain Jacket")


def test_nothing_jumps_while_the_answer_is_on_its_way(fake_desk: FakeDesk, open_page: OpenPage) -> None:
    page = open_page(fake_desk.url, ready="#login")
    page.evaluate(
        """window.shifts = 0; new PerformanceObserver(list => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifts += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    fake_desk.desk.wait = 0.8  # what moves within half a second of a keystroke does not count
    sign_in(page)
    expect(rows(page).first).to_be_visible()
    page.get_by_text("Category", exact=True).click()
    expect(rows(page)).to_have_count(5)
    assert page.evaluate("window.shifts") < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_it_all_without_scrolling_sideways(
    fake_desk: FakeDesk, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = sign_in(open_page(fake_desk.url, ready="#login", color_scheme=scheme, **PHONE))
    page.get_by_role("button", name="Tarnsey Heron").tap()
    expect(page.locator(".detail").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for part in (".what", ".share", ".lately", ".months svg", ".severity"):
        expect(rows(page).first.locator(part)).to_be_visible()
    page.screenshot(path=screenshots / f"console-phone-{scheme}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(
    fake_desk: FakeDesk, open_page: OpenPage, screenshots: Path, scheme: str
) -> None:
    page = sign_in(open_page(fake_desk.url, ready="#login", color_scheme=scheme))
    page.get_by_role("button", name="Tarnsey Heron").click()
    expect(page.locator(".detail").first).to_be_visible()
    page.screenshot(path=screenshots / f"console-{scheme}.png")
    for pair in (
        ("--ink", "--surface"),
        ("--muted", "--paper"),
        ("--alarm", "--surface"),
        ("--warn", "--warn-soft"),
        ("--pine", "--pine-soft"),
        ("--on-pine", "--pine"),
        ("--muted", "--soft"),
        ("--alarm", "--alarm-soft"),
    ):
        assert page.evaluate(CONTRAST, pair) >= 4.5, pair


CONTRAST = """names => {
  const style = getComputedStyle(document.documentElement);
  const light = name => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const parts = [0, 2, 4].map(at => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const [one, other] = names.map(light).sort((a, b) => b - a);
  return (one + 0.05) / (other + 0.05);
}"""
