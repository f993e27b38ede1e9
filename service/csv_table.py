"""Tables as CSV that a spreadsheet may open: no cell is taken for a formula."""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence

from fastapi.responses import StreamingResponse

Cell = str | float | int | bool | None
#: How a formula begins, also in wide letters; some spreadsheets look past spaces and what cannot be seen.
_FORMULA = re.compile(r"[\s\0\u200b\ufeff]*[=+\-@|＝＋－＠]|[\t\r\n]")
_AT_ONCE = 200


def safe(cell: Cell) -> str:
    """The cell's text; what a spreadsheet might run begins with an apostrophe, what is not known is empty.

    >>> safe("=1+1"), safe(-0.5), safe(None)
    ("'=1+1", '-0.5', '')
    """
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if not isinstance(cell, str):
        return str(cell).lower() if isinstance(cell, bool) else str(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The header and the rows as text, some rows at a time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for number, row in enumerate(rows, 1):
        writer.writerow([safe(cell) for cell in row])
        if number % _AT_ONCE == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def csv_response(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingResponse:
    """A download of UTF-8 with a header row, sent as it is made."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"}
    return StreamingResponse(csv_lines(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)
