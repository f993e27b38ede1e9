"""The pages for the shop's own people. The pages hold nothing secret: what they show they ask for with the session."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from service.problems import Problem
from service.routes.pages import HERE

PAGES = HERE / "console"
#: Pictures of products may lie on the shop's own servers; nothing else comes from elsewhere.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
#: Asked for anew each time, so that after an update no page runs with the scripts of another version.
FRESH = {"Cache-Control": "no-cache"}
HEADERS = {**FRESH, "Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"}

router = APIRouter(include_in_schema=False)


@router.get("/console")
def desk() -> FileResponse:
    """The desk, where shoppers are answered."""
    return FileResponse(PAGES / "desk.html", headers=HEADERS)


@router.get("/console/complaints")
def complaints() -> FileResponse:
    """The complaint board."""
    return FileResponse(PAGES / "complaints.html", headers=HEADERS)


@router.get("/console/team")
def team() -> FileResponse:
    """Who answers, and with which canned answers: for admins."""
    return FileResponse(PAGES / "team.html", headers=HEADERS)


@router.get("/console/{name:path}")
def page_file(name: str) -> FileResponse:
    """The pages' own style and scripts."""
    found = (path for path in PAGES.rglob("*.*") if path.suffix in (".css", ".js", ".svg"))
    files = {path.relative_to(PAGES).as_posix(): path for path in found}
    if name not in files:
        raise Problem(404, "There is no such file")
    return FileResponse(files[name], headers=FRESH)
