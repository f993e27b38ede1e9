"""What axe finds wrong with the widget."""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """One line per violation of axe's rules within the widget; [] where there is none."""
    page.wait_for_timeout(300)  # what moves comes to rest: a half-faded text has no contrast
    found = Axe().run(page, context="aisle-widget").response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {json.dumps(node['target'])}"
        for rule in found
        for node in rule["nodes"]
    ]
