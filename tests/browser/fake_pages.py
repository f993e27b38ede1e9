"""Pages of other shops: a heading, a little text and the widget with the attributes that a test is about."""

from fake_shop import FakeShop


def add_page(
    shop: FakeShop, path: str = "/shop", html: str = 'lang="en"', head: str = "", **data: str
) -> str:
    """The address of a new page; `html` are attributes of its <html>, `data` of the script, with _ for -."""
    attributes = " ".join(f'data-{name.replace("_", "-")}="{value}"' for name, value in data.items())
    text = (
        f'<!doctype html><html {html}><head><meta charset="utf-8"><title>A shop</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f'<script async src="/widget.js" {attributes}></script></head>'
        f"<body><main><h1>A shop</h1><p>Things for sale.</p></main></body></html>"
    )
    shop.pages[path] = ("text/html; charset=utf-8", text)
    return shop.url + path
