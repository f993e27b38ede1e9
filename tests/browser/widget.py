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
        self.field = page.get_by_role("textbox", name="What are you looking for?")
        self.said = page.locator(".bot")
        self.bubbles = page.locator(".bubble")
        self.status = page.locator(".status")
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
        before = 0 if self.page.locator("[data-empty]").count() else self.said.count()
        with self.page.expect_response("**/v1/chat", timeout=30_000):
            self.write(text)
        expect(self.page.locator(".typing")).to_be_hidden(timeout=30_000)
        assert self.said.count() > before, f"no answer to {text!r}"
        return self.said.last

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
