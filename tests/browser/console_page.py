"""What an agent does on every page of the console, and what no page may do."""

from axe_playwright_python.sync_playwright import Axe
from fake_agents import PASSWORD, SAM
from playwright.sync_api import Page


def sign_in(page: Page, login: str = SAM.login, password: str = PASSWORD) -> Page:
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password", exact=True).fill(password)
    page.keyboard.press("Enter")
    return page


def barriers(page: Page) -> list[str]:
    """What keeps people with disabilities out, as axe finds it by WCAG 2.2 AA and good practice; empty is good."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
