"""The widget's script and, where the demo shop lies, its pages and pictures."""

import json
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response

from service.problems import Problem
from service.widget.packed import packed

HERE = Path(__file__).resolve().parent.parent
PAGES = HERE / "demo"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

router = APIRouter(include_in_schema=False)


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The widget as one script, gzipped for browsers that say they can read it."""
    script = packed(HERE / "widget")
    headers = {"Cache-Control": "public, max-age=300", "ETag": script.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == script.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(script.plain, media_type="text/javascript", headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(script.gzipped, media_type="text/javascript", headers=headers)


@router.get("/")
def home() -> FileResponse:
    return _page("index.html")


@router.get("/demo/product/{product_id}")
def product_page(product_id: str) -> FileResponse:
    return _page("product.html")


@router.get("/demo/customers.json")
def customers(request: Request) -> dict[str, Any]:
    """The demo customers a visitor may shop as; none where the shop is a real one."""
    path = request.app.state.settings.var / "demo" / "customers.json"
    return {"customers": json.loads(path.read_text()) if path.is_file() else []}


@router.get("/demo/images/{name}")
def picture(name: str, request: Request) -> FileResponse:
    return _demo_file(request, f"images/{Path(name).name}", "image/svg+xml")


@router.get("/demo/{name}")
def page_file(name: str) -> FileResponse:
    """The demo pages' own style and script."""
    path = PAGES / Path(name).name
    if path.suffix not in (".css", ".js", ".svg") or not path.is_file():
        raise Problem(404, "There is no such file")
    return FileResponse(path)


def _page(name: str) -> FileResponse:
    return FileResponse(PAGES / name, headers={"Content-Security-Policy": PAGE_POLICY})


def _demo_file(request: Request, name: str, media_type: str) -> FileResponse:
    path: Path = request.app.state.settings.var / "demo" / name
    if not path.is_file():
        raise Problem(404, "There is no such file")
    headers = {"Content-Security-Policy": PICTURE_POLICY, "Cache-Control": "public, max-age=3600"}
    return FileResponse(path, media_type=media_type, headers=headers)
