"""The shop's page and the widget leave one another alone."""

from collections.abc import Callable

from fake_shop import FakeShop
from playwright.sync_api import Page, expect
from widget import Widget

OpenPage = Callable[..., Page]
HOSTILE = """
* { all: unset !important; }
html, body, div, aisle-widget, button, p { position: static !important; display: block !important;
  font-size: 60px !important; color: red !important; letter-spacing: 9px !important;
  text-transform: uppercase !important;
  direction: rtl !important; visibility: visible !important; }
.panel, .launcher { width: 1px !important; background: red !important; }
.cover { position: fixed !important; inset: 0; z-index: 999999 !important; }
"""


def host_page(shop: FakeShop, body: str = "<h1>Own</h1>", head: str = "") -> str:
    text = (
        f"<!doctype html><html lang=en><title>Own</title>{head}<body>{body}<script src=/widget.js></script>"
    )
    shop.pages["/own"] = ("text/html", text)
    return f"{shop.url}/own"


def look(widget: Widget) -> list[object]:
    """Sizes, places and letters of what a shopper sees."""
    measure = """node => [node.getBoundingClientRect().toJSON(), getComputedStyle(node).font,
      getComputedStyle(node).color, getComputedStyle(node).letterSpacing, getComputedStyle(node).textTransform]"""
    return [
        each.evaluate(measure) for each in (widget.panel, widget.launcher, widget.field, widget.said.first)
    ]


def test_no_style_of_the_page_reaches_the_widget(fake_shop: FakeShop, open_page: OpenPage) -> None:
    calm = Widget(open_page(host_page(fake_shop), reduced_motion="reduce")).open()
    undisturbed = look(calm)
    fake_shop.pages["/hostile.css"] = ("text/css", HOSTILE)
    address = host_page(fake_shop, "<div class=cover></div>", "<link rel=stylesheet href=/hostile.css>")
    widget = Widget(open_page(address, reduced_motion="reduce")).open()  # the click reaches it under no cover
    assert look(widget) == undisturbed
    widget.ask("hello")


def test_a_font_and_a_place_above_or_below_others_are_the_shops_to_choose(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    tag = "<script src=/widget.js data-font='Georgia, serif' data-z-index=7></script>"
    fake_shop.pages["/own"] = ("text/html", f"<!doctype html><title>Own</title><h1>Own</h1>{tag}")
    widget = Widget(open_page(f"{fake_shop.url}/own")).open()
    assert widget.log.evaluate("log => getComputedStyle(log).fontFamily") == "Georgia, serif"
    assert widget.page.evaluate("getComputedStyle(document.querySelector('aisle-widget')).zIndex") == "7"


def test_the_page_is_not_moved_by_the_widget(fake_shop: FakeShop, open_page: OpenPage) -> None:
    body = "<h1>Own</h1><p>Text</p><footer>End</footer>"
    fake_shop.pages["/flex.css"] = ("text/css", "body { display: flex; gap: 3em; flex-direction: column }")
    head = "<link rel=stylesheet href=/flex.css>"
    fake_shop.pages["/bare"] = ("text/html", f"<!doctype html><title>Own</title>{head}<body>{body}")
    places = "[...document.querySelectorAll('h1, p, footer')].map(node => JSON.stringify(node.getBoundingClientRect()))"
    sizes = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    bare = open_page(f"{fake_shop.url}/bare", ready="h1")
    page = open_page(host_page(fake_shop, body, head))
    assert [page.evaluate(places), page.evaluate(sizes)] == [bare.evaluate(places), bare.evaluate(sizes)]
    Widget(page).open()
    assert [page.evaluate(places), page.evaluate(sizes)] == [bare.evaluate(places), bare.evaluate(sizes)]


def test_the_page_gets_one_new_name_and_no_more(fake_shop: FakeShop, open_page: OpenPage) -> None:
    fake_shop.pages["/bare"] = ("text/html", "<!doctype html><title>Own</title><h1>Own</h1>")
    names = "Object.getOwnPropertyNames(window)"
    bare = set(open_page(f"{fake_shop.url}/bare", ready="h1").evaluate(names))
    page = open_page(host_page(fake_shop))
    Widget(page).open().ask("hello")
    assert set(page.evaluate(names)) - bare == {"Aisle"}


def test_only_the_service_is_asked(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page("about:blank", ready="html", consent=False)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(host_page(fake_shop))
    Widget(page).open().ask("a jacket")
    assert asked
    assert [address for address in asked if not address.startswith(fake_shop.url)] == []


def test_it_works_where_the_browser_forbids_storage(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page("about:blank", ready="html", consent=False)
    page.add_init_script(
        """for (const name of ["localStorage", "sessionStorage"]) {
             Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
           }"""
    )
    page.goto(host_page(fake_shop))
    widget = Widget(page).open()
    widget.ask("hello")
    widget.ask("and again")
    assert len({request["conversation_id"] for request in fake_shop.requests}) == 1


def test_it_works_in_a_frame(fake_shop: FakeShop, open_page: OpenPage) -> None:
    host_page(fake_shop)
    frame = "<iframe src=/own width=800 height=600 title=Own></iframe>"
    fake_shop.pages["/outer"] = ("text/html", f"<!doctype html><title>Outer</title>{frame}")
    page = open_page(f"{fake_shop.url}/outer", ready="iframe")
    inside = page.frame_locator("iframe")
    inside.locator(".launcher").click()
    inside.get_by_role("textbox").fill("hello")
    inside.get_by_role("textbox").press("Enter")
    expect(inside.locator(".bot").last).to_contain_text("I heard: hello")


KEYS = "() => { window.keys = []; document.addEventListener('keydown', ({ key }) => keys.push(key)); }"


def test_the_pages_shortcuts_work_while_the_panel_is_closed_and_rest_while_the_shopper_writes(
    fake_shop: FakeShop, open_page: OpenPage
) -> None:
    page = open_page(host_page(fake_shop))
    page.evaluate(KEYS)
    widget = Widget(page)
    widget.launcher.focus()
    page.keyboard.press("/")
    widget.open()
    page.keyboard.press("k")
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    assert page.evaluate("keys") == ["/", "s"]


def test_loaded_in_the_head_and_twice_there_is_one(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(host_page(fake_shop, head="<script src=/widget.js></script>"))
    expect(page.locator("aisle-widget")).to_have_count(1)
    Widget(page).open().ask("hello")


def test_a_listener_of_the_page_that_throws_harms_nothing(fake_shop: FakeShop, open_page: OpenPage) -> None:
    page = open_page(host_page(fake_shop))
    page.evaluate(
        "window.onerror = () => true; Aisle.on('message', () => { throw new Error('the page fails'); })"
    )
    page.evaluate("addEventListener('error', (event) => event.preventDefault())")
    Widget(page).open().ask("hello")
    assert fake_shop.said() == ["hello"]
