"""The pages for the shop's own people. The pages hold nothing secret: what they show they ask for with the token."""

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

from service.problems import Problem
from service.routes.pages import HERE, PAGE_POLICY

PAGES = HERE / "console"
HEADERS = {
    "Content-Security-Policy": f"{PAGE_POLICY}; frame-ancestors 'none'; require-trusted-types-for 'script'",
    "Referrer-Policy": "no-referrer",
}

router = APIRouter(include_in_schema=False)


@router.get("/console")
def console() -> RedirectResponse:
    return RedirectResponse("/console/complaints")


@router.get("/console/complaints")
def complaints() -> FileResponse:
    """The complaint board."""
    return FileResponse(PAGES / "complaints.html", headers=HEADERS)


@router.get("/console/{name}")
def page_file(name: str) -> FileResponse:
    """The pages' own style and scripts."""
    files = {path.name: path for path in PAGES.iterdir() if path.suffix in (".css", ".js", ".svg")}
    if name not in files:
        raise Problem(404, "There is no such file")
    return FileResponse(files[name])
