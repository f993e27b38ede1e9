"""The widget as a shopper meets it."""

from typing import Any

from playwright.sync_api import Locator, Page, expect


class Widget:
    """The widget on `page`, by roles and words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.launcher = page.locator(".launcher")
        self.panel = page.get_by_role("dialog")
        self.log = page.get_by_role("log")
        self.field = page.locator(".composer textarea")
        self.said = page.locator(".bot")
        self.bubbles = page.locator(".bubble")
        self.status = page.locator(".panel > .status")
        self.typing = page.locator(".typing")
        self.bar = page.locator(".bar")
        self.handler = page.locator(".handler")
        self.events = page.locator(".event")
        self.feedback = page.locator(".feedback")
        self.badge = page.locator(".badge")
        self.teaser = page.locator(".teaser")
        self.replies = page.get_by_role("group", name="Suggested answers").get_by_role("button")

    def open(self) -> "Widget":
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def ask(self, text: str) -> Locator:
        """Sends `text` and waits for the newest answer."""
        before = self.said.count()
        self.write(text)
        expect(self.said.nth(before)).to_be_attached(timeout=30_000)
        expect(self.page.locator(".typing")).to_be_hidden(timeout=30_000)
        return self.said.last

    def choose(self, item: str) -> None:
        """Picks `item` of the menu in the header."""
        self.page.get_by_role("button", name="More", exact=True).click()
        self.page.get_by_role("menuitem", name=item).click()

    def shopper_texts(self) -> list[str]:
        return [text.removeprefix("You said:") for text in self.bubbles.all_text_contents()]

    def cards(self) -> list[dict[str, Any]]:
        """The products of the newest carousel, as the widget shows them."""
        return [_card(card) for card in self.page.locator(".carousel").last.locator("article").all()]


def _card(card: Locator) -> dict[str, Any]:
    price = card.locator(".price ins, .price:not(:has(ins))").first.text_content() or ""
    return {
        "title": card.locator("h3").text_content() or "",
        "price": float(price.replace("Now:", "").replace("$", "").replace(",", "")),
        "reasons": card.locator(".reasons li").all_text_contents(),
        "link": card.locator("h3 a").get_attribute("href") or "",
    }
