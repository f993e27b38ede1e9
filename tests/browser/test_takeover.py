"""A shopper and an agent in two browsers, and everything between them running: service, Rasa, advisor, database."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from accessibility import violations
from agent_desk import AgentDesk
from console_page import barriers
from cut_line import CutLine
from playwright.sync_api import Page, expect
from staffed_shop import PASSWORD, StaffedShop
from strict_page import StrictPage
from widget import Widget

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Page]
WISH = "waterproof jacket for hiking under 120, not black"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
CUT_S = 30
#: Which of the page's own elements moved by themselves; nodes of the widget's shadow root are not told.
SHIFTS = """() => new Promise(done => {
  const moved = [];
  const watch = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) moved.push(...entry.sources.map(source => source.node).filter(Boolean));
  });
  watch.observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(moved.map(node => node.nodeName)), 500);
})"""
SLOW = 60_000  # milliseconds that a restart or a cut line may take to mend


@pytest.fixture(scope="module")
def host_page() -> Iterator[StrictPage]:
    page = StrictPage()
    yield page
    page.close()


@pytest.fixture(scope="module")
def staffed(
    demo_var: Path, host_page: StrictPage, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StaffedShop]:
    """A copy of the demo shop with Sam and Kim at its console."""
    var = shutil.copytree(demo_var, tmp_path_factory.mktemp("staffed") / "shop")
    shop = StaffedShop(var, allowed_origins=[host_page.origin])
    shop.train()
    yield shop
    shop.stop()


@pytest.fixture
def shop(staffed: StaffedShop) -> StaffedShop:
    """The shop, running whatever the test before did to it."""
    if not staffed.running:
        staffed.start()
    return staffed


@pytest.fixture
def line(shop: StaffedShop) -> Iterator[CutLine]:
    """The shopper's line to the service."""
    line = CutLine(shop.port)
    yield line
    line.close()


def at_desk(open_page: OpenPage, shop: StaffedShop, who: str = "sam", **options: object) -> AgentDesk:
    page = open_page(f"{shop.base}/console", ready="#login", **options)
    return AgentDesk(page).sign_in(f"{who}@shop.example", PASSWORD)


def calls_a_person(widget: Widget) -> None:
    widget.ask("talk to a person")
    expect(widget.bar).to_contain_text("Waiting for a person")


def is_taken(desk: AgentDesk, widget: Widget, name: str = "Sam") -> None:
    """The agent takes who came last."""
    desk.listed("Waiting").last.click()
    desk.do("Take")
    expect(widget.handler).to_contain_text(name)


def conversation_of(page: Page) -> str:
    found: str = page.evaluate("JSON.parse(localStorage.getItem('aisle:conversation'))")
    return found


def stored(shop: StaffedShop, conversation_id: str) -> list[tuple[str, str]]:
    """Who said what, as the service has it."""
    address = f"{shop.base}/v1/conversations/{conversation_id}/messages"
    messages = httpx.get(address, timeout=30).raise_for_status().json()["messages"]
    return [(one["role"], one.get("text", "")) for one in messages]


def picture(page: Page, folder: Path, name: str) -> None:
    page.wait_for_timeout(500)  # scrolling and pictures come to rest
    page.screenshot(path=folder / f"{name}.png")


def test_the_whole_story(shop: StaffedShop, open_page: OpenPage, screenshots: Path) -> None:
    widget = Widget(open_page(shop.base)).open()
    desk = at_desk(open_page, shop)
    widget.ask(WISH)
    assert widget.cards()
    calls_a_person(widget)
    expect(desk.listed("Waiting")).to_have_count(1)
    picture(widget.page, screenshots, "takeover-1-waiting")
    is_taken(desk, widget)
    expect(desk.about).to_contain_text("price: up to $120")
    expect(desk.about).to_contain_text("not: black")
    expect(desk.about).to_contain_text("Northfold Outfitters: a demo shop")
    desk.write("Hello, Sam here. Who is the jacket for?")
    expect(widget.said.last).to_contain_text("Sam here")
    widget.write("for my dad, he walks the dog in the rain")
    expect(desk.log).to_contain_text("he walks the dog in the rain")
    title = desk.send_product("rain jacket", "This one keeps him dry.")
    expect(widget.said.last).to_contain_text("This one keeps him dry.")
    assert [card["title"] for card in widget.cards()] == [title]
    expect(widget.typing).to_be_hidden()
    picture(widget.page, screenshots, "takeover-2-agent")
    picture(desk.page, screenshots, "takeover-3-desk")
    roles = [role for role, _ in stored(shop, conversation_of(widget.page))]
    assert roles[-3:] == ["agent", "shopper", "agent"], "the bot is silent while Sam has the word"

    desk.do("Back to bot")
    expect(widget.handler).to_have_text("Automatic shopping assistant")
    picture(widget.page, screenshots, "takeover-4-returned")
    widget.ask("does it run small?")
    expect(widget.said.last).to_contain_text(title), "the bot knows which one Sam showed"
    widget.ask("show me something like it")
    assert title not in [card["title"] for card in widget.cards()]
    picture(widget.page, screenshots, "takeover-5-bot-again")


def test_of_two_agents_one_gets_the_shopper(shop: StaffedShop, open_page: OpenPage) -> None:
    widget = Widget(open_page(shop.base)).open()
    calls_a_person(widget)
    sam, kim = at_desk(open_page, shop), at_desk(open_page, shop, "kim")
    for desk in (sam, kim):
        desk.listed("Waiting").last.click()
        expect(desk.page.get_by_role("button", name="Take", exact=True)).to_be_visible()
    sam.do("Take")
    expect(widget.handler).to_contain_text("Sam")
    expect(kim.foot).to_contain_text("with Sam")
    expect(kim.answer).to_have_count(0)
    sam.do("Back to bot")


def test_nothing_is_lost_or_doubled_when_the_service_is_killed_and_started_again(
    shop: StaffedShop, open_page: OpenPage
) -> None:
    widget = Widget(open_page(shop.base)).open()
    desk = at_desk(open_page, shop)
    widget.ask(WISH)
    calls_a_person(widget)
    is_taken(desk, widget)
    desk.write("One moment, I look for it.")
    expect(widget.said.last).to_contain_text("I look for it")
    shop.kill()
    widget.write("said while the service was dead, 1")
    widget.write("said while the service was dead, 2")
    desk.write("Sam while the service was dead")
    shop.start()
    expect(desk.log).to_contain_text("said while the service was dead, 2", timeout=SLOW)
    expect(widget.log).to_contain_text("Sam while the service was dead", timeout=SLOW)
    expect(widget.handler).to_contain_text("Sam")
    desk.do("Back to bot")
    expect(widget.handler).to_have_text("Automatic shopping assistant")
    widget.ask("tents for two people")
    assert widget.cards()
    texts = [text for _, text in stored(shop, conversation_of(widget.page))]
    for text in (
        "said while the service was dead, 1",
        "said while the service was dead, 2",
        "Sam while the service was dead",
        "tents for two people",
    ):
        assert texts.count(text) == 1, text
    assert texts.index("said while the service was dead, 1") < texts.index(
        "said while the service was dead, 2"
    )
    said = widget.shopper_texts()
    assert len(said) == len(set(said)) == 5
    assert widget.log.get_by_text("Sam while the service was dead").count() == 1
    assert desk.log.get_by_text("said while the service was dead, 1").count() == 1


def test_a_question_the_bot_was_answering_when_it_was_killed_is_answered_once(
    shop: StaffedShop, open_page: OpenPage
) -> None:
    widget = Widget(open_page(shop.base)).open()
    widget.ask(WISH)
    before = widget.said.count()
    widget.write("anything cheaper?")
    expect(widget.bubbles.last).to_contain_text("anything cheaper?")
    shop.kill()
    shop.start()
    expect(widget.said.nth(before)).to_be_attached(timeout=SLOW)
    widget.ask("the second one in medium?")
    roles = [role for role, _ in stored(shop, conversation_of(widget.page))]
    assert roles.count("shopper") == 3 and widget.shopper_texts().count("anything cheaper?") == 1
    texts = [text for role, text in stored(shop, conversation_of(widget.page)) if role == "shopper"]
    assert texts == [WISH, "anything cheaper?", "the second one in medium?"]


def test_nothing_is_lost_or_doubled_when_the_network_is_cut_for_half_a_minute(
    shop: StaffedShop, line: CutLine, open_page: OpenPage, screenshots: Path
) -> None:
    widget = Widget(open_page(line.url)).open()
    desk = at_desk(open_page, shop)
    calls_a_person(widget)
    is_taken(desk, widget)
    line.cut()
    widget.page.context.set_offline(True)
    widget.write("said without a network, 1")
    widget.write("said without a network, 2")
    desk.write("Sam, to nobody for now, 1")
    desk.write("Sam, to nobody for now, 2")
    expect(widget.status).to_contain_text("No connection right now", timeout=SLOW)
    picture(widget.page, screenshots, "takeover-offline")
    time.sleep(CUT_S)
    line.mend()
    widget.page.context.set_offline(False)
    expect(desk.log).to_contain_text("said without a network, 2", timeout=SLOW)
    expect(widget.log).to_contain_text("Sam, to nobody for now, 2", timeout=SLOW)
    expect(widget.status).to_have_text("", timeout=SLOW)
    own = [text for text in widget.shopper_texts() if "network" in text]
    assert own == ["said without a network, 1", "said without a network, 2"]
    for number in (1, 2):
        assert widget.log.get_by_text(f"Sam, to nobody for now, {number}").count() == 1
        assert desk.log.get_by_text(f"said without a network, {number}").count() == 1
    texts = [text for _, text in stored(shop, conversation_of(widget.page))]
    assert len([text for text in texts if "network" in text]) == 2
    assert len([text for text in texts if "to nobody" in text]) == 2
    desk.do("Back to bot")


def test_by_keyboard_alone_from_the_launcher_to_the_cart(shop: StaffedShop, open_page: OpenPage) -> None:
    page = open_page(shop.base)
    widget = Widget(page)
    _tab_to(page, widget.launcher.get_attribute("class") or "launcher")
    page.keyboard.press("Enter")
    expect(widget.field).to_be_focused()
    before = widget.said.count()
    page.keyboard.type("a daypack")
    page.keyboard.press("Enter")
    expect(widget.said.nth(before)).to_be_attached(timeout=30_000)
    expect(widget.typing).to_be_hidden(timeout=30_000)
    before = widget.said.count()
    _tab_to(page, "Add to cart", back=True)
    page.keyboard.press("Enter")
    expect(widget.said.nth(before)).to_be_attached(timeout=30_000)
    expect(widget.said.last).to_contain_text("cart")


@pytest.mark.parametrize(
    ("look", "options"),
    [("light", {}), ("dark", {"color_scheme": "dark"}), ("phone", PHONE)],
    ids=["light", "dark", "phone"],
)
def test_widget_and_desk_are_open_to_everybody(
    shop: StaffedShop, open_page: OpenPage, screenshots: Path, look: str, options: dict[str, object]
) -> None:
    widget = Widget(open_page(shop.base, **options)).open()
    assert violations(widget.page) == []
    widget.ask(WISH)
    picture(widget.page, screenshots, f"widget-{look}")
    assert violations(widget.page) == []
    calls_a_person(widget)
    assert violations(widget.page) == []
    picture(widget.page, screenshots, f"widget-waiting-{look}")
    desk = at_desk(open_page, shop, **options)
    is_taken(desk, widget)
    desk.write("Hello, Sam here.")
    expect(widget.said.last).to_contain_text("Sam here")
    assert violations(widget.page) == []
    assert barriers(desk.page) == []
    picture(desk.page, screenshots, f"console-{look}")
    desk.do("Back to bot")
    assert widget.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_shop_page_with_a_strict_policy_of_another_origin_can_carry_it(
    shop: StaffedShop, host_page: StrictPage, open_page: OpenPage
) -> None:
    widget = Widget(open_page(host_page.address(shop.base), consent=False))
    refused: list[str] = []
    widget.page.on(
        "console", lambda said: refused.append(said.text) if "Content Security" in said.text else None
    )
    widget.open()
    widget.page.get_by_role("button", name="Deny all").click()
    widget.ask(WISH)
    assert widget.cards()
    assert refused == []
    assert widget.page.evaluate(SHIFTS) == []
    pictures = widget.page.locator(".carousel img").first
    assert pictures.evaluate("one => one.complete && one.naturalWidth > 0")


def _tab_to(page: Page, wanted: str, back: bool = False) -> None:
    """Presses Tab until what has the focus is called so or is of that class."""
    active = """() => { let at = document.activeElement;
        while (at && at.shadowRoot) at = at.shadowRoot.activeElement;
        return at ? `${at.className} ${at.getAttribute('aria-label') || at.textContent}` : ''; }"""
    for _ in range(120):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted in page.evaluate(active):
            return
    raise AssertionError(f"{wanted} cannot be reached with Tab")
