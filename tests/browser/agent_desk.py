"""The console's desk as an agent meets it."""

from playwright.sync_api import Locator, Page, expect


class AgentDesk:
    """The desk on `page`, signed in, by roles and words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.get_by_role("log")
        self.answer = page.get_by_role("textbox", name="Answer")
        self.about = page.get_by_role("complementary")
        self.foot = page.locator(".foot")

    def sign_in(self, login: str, password: str) -> "AgentDesk":
        self.page.get_by_label("Login").fill(login)
        self.page.get_by_label("Password", exact=True).fill(password)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#lists")).to_be_visible()
        return self

    def listed(self, name: str) -> Locator:
        """The rows of the list with this heading."""
        return self.page.get_by_role("list", name=name).locator("a.row")

    def open(self, text: str) -> None:
        """Opens the conversation whose row holds the text."""
        self.page.locator("a.row").filter(has_text=text).first.click()
        expect(self.page.locator(".said").first).to_be_visible()

    def do(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def write(self, text: str) -> None:
        self.answer.fill(text)
        self.answer.press("Enter")

    def send_product(self, words: str, text: str) -> str:
        """Finds a product by its words, sends the first one found with a sentence; returns its title."""
        self.do("Products")
        self.page.keyboard.type(words)
        first = self.page.locator(".options").get_by_role("option").first
        expect(first).to_be_visible(timeout=15_000)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        picked = self.page.get_by_role("list", name="Products to send").get_by_role("listitem").first
        expect(picked).to_be_visible()
        self.write(text)
        card = self.log.locator(".said.agent .card").last
        expect(card).to_be_visible(timeout=15_000)
        return card.locator("h3, .title, a, strong").first.inner_text()
