"""What reviews say, for the shop's own people: the complaint board, requested features, suspicious bursts."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from advisor.advisor import Advisor
from knowledge.board import Board
from knowledge.grouping import By, Selection
from service.board_csv import BOARD, BURSTS, REQUESTS, board_cells, burst_cells, request_cells
from service.board_facts import board_out, burst_rows_out, requests_out
from service.csv_table import csv_response
from service.review_schemas import BoardOut, BurstsOut, ProblemOut, RequestsOut
from service.staff import OnlyStaff

Name = Annotated[str, Query(max_length=200)]
Limit = Annotated[int | None, Query(ge=1, le=200, description="50 rows by default; of CSV all.")]
Offset = Annotated[int, Query(ge=0)]
Format = Literal["json", "csv"]
#: Rows of a page where nothing else is asked, and rows that a CSV is made of at a time.
PAGE, CSV_PAGE = 50, 200
#: CSV of bursts and requests ends here at the latest.
MOST = 1_000_000

router = APIRouter(
    prefix="/v1/reviews",
    tags=["reviews (staff)"],
    dependencies=[OnlyStaff],
    responses={
        200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
        401: {"model": ProblemOut, "description": "Nobody is signed in, and no staff token or a wrong one"},
    },
)


@router.get("/board", response_model=BoardOut)
def board(
    request: Request,
    by: By = "product",
    category: Annotated[str, Query(max_length=200, description="A level of the category or a path.")] = "",
    brand: Name = "",
    product: Annotated[str, Query(max_length=128, description="An id, or that of its variants.")] = "",
    aspect: Name = "",
    q: Annotated[str, Query(max_length=200, description="Words of the row's name.")] = "",
    least_reviews: Annotated[int, Query(ge=0)] = 0,
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = "json",  # noqa: A002 (the parameter's public name)
) -> Any:
    """What buyers complain about, worst movers first: those whose share surely rose in the last months, then by
    risk."""
    advisor: Advisor = request.app.state.advisor
    found = advisor.reviews.board(Selection(by, category, brand, product, aspect, q, least_reviews))
    if format == "csv":
        rows = board_rows(advisor, found, offset, offset + limit if limit else found.total)
        return csv_response(f"complaints-by-{by}", BOARD, board_cells(rows))
    size, wording = limit or PAGE, advisor.wording
    aspects = [{"aspect": name, "label": wording.aspect(name)} for name in found.aspects]
    shown = board_out(advisor.reviews.rows(found, offset, size), wording, advisor.settings.shop_name)
    return {
        "by": by,
        "total": found.total,
        "movers": found.movers,
        "offset": offset,
        "limit": size,
        "aspects": aspects,
        "rows": shown,
    }


def board_rows(advisor: Advisor, board: Board, start: int, end: int) -> Iterator[dict[str, Any]]:
    """The rows from `start` to before `end`, read some at a time."""
    for offset in range(start, min(end, board.total), CSV_PAGE):
        rows = advisor.reviews.rows(board, offset, min(CSV_PAGE, end - offset))
        yield from board_out(rows, advisor.wording, advisor.settings.shop_name)


@router.get("/requests", response_model=RequestsOut)
def requests(
    request: Request,
    by: By = "product",
    category: Name = "",
    brand: Name = "",
    product: Name = "",
    q: Name = "",
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = "json",  # noqa: A002
) -> Any:
    """The features that buyers ask for, most asked for first."""
    advisor: Advisor = request.app.state.advisor
    found = advisor.reviews.requests(Selection(by, category, brand, product, text=q))
    size = limit or (MOST if format == "csv" else PAGE)
    rows = requests_out(found[offset : offset + size], advisor.settings.shop_name)
    if format == "csv":
        return csv_response(f"requests-by-{by}", REQUESTS, request_cells(rows))
    return {"by": by, "total": len(found), "offset": offset, "limit": size, "rows": rows}


@router.get("/bursts", response_model=BurstsOut)
def bursts(
    request: Request,
    category: Name = "",
    brand: Name = "",
    product: Name = "",
    q: Name = "",
    limit: Limit = None,
    offset: Offset = 0,
    format: Format = "json",  # noqa: A002
) -> Any:
    """Near-identical reviews of one product within a short time, the newest first; each burst counts as one review."""
    advisor: Advisor = request.app.state.advisor
    found = advisor.reviews.bursts(Selection("product", category, brand, product, text=q))
    size = limit or (MOST if format == "csv" else PAGE)
    rows = burst_rows_out(found[offset : offset + size], advisor.settings.shop_name)
    if format == "csv":
        return csv_response("suspicious-bursts", BURSTS, burst_cells(rows))
    return {"total": len(found), "offset": offset, "limit": size, "rows": rows}
