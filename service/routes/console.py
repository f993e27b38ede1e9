"""The pages for the shop's own people. The pages hold nothing secret: what they show they ask for when signed in."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

from service.problems import Problem
from service.routes.pages import HERE, PAGE_POLICY

PAGES = HERE / "console"
#: The page that /console leads to, where it is there.
FIRST = "desk"
#: Pictures of products lie where the shop keeps them.
POLICY = PAGE_POLICY.replace("img-src 'self'", "img-src 'self' https:")
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'; require-trusted-types-for 'script'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

router = APIRouter(include_in_schema=False)


@router.get("/console")
def console() -> RedirectResponse:
    return RedirectResponse(f"/console/{FIRST if FIRST in pages() else 'complaints'}")


@router.get("/console/{name:path}")
def page_or_file(name: str) -> FileResponse:
    """The page of this name, such as `complaints`, or one of the pages' own styles and scripts."""
    if name in (found := pages()):
        return FileResponse(PAGES / found[name], headers=HEADERS)
    if name in files():
        return FileResponse(PAGES / name, headers={"X-Content-Type-Options": "nosniff"})
    raise Problem(404, "There is no such file")


def pages() -> dict[str, str]:
    """The file of each page, by the name it has in its address."""
    return {path.stem: path.name for path in PAGES.glob("*.html")}


def files() -> set[str]:
    """What the pages are made of, by their paths under the folder of pages; nothing else there is served."""
    kinds = (".css", ".js", ".svg")
    return {path.relative_to(PAGES).as_posix() for path in PAGES.rglob("*") if path.suffix in kinds}
