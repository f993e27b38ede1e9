"""Who may see what is the shop's own business."""

import hmac
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from service.problems import Problem

CHALLENGE = 'Bearer realm="aisle staff"'
_bearer = HTTPBearer(
    auto_error=False, scheme_name="staffToken", description="The token that `aisle token` prints."
)


def only_staff(
    request: Request,
    response: Response,
    shown: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Lets a request through that shows the staff token; raises Problem 401 for any other."""
    token: str = request.app.state.staff_token
    given = shown.credentials if shown else ""
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise Problem(
            401,
            "Only the shop's staff may see this",
            "Send the token that `aisle token` prints as `Authorization: Bearer TOKEN`.",
            {"WWW-Authenticate": CHALLENGE, "Cache-Control": "no-store"},
        )
    response.headers["Cache-Control"] = "no-store"


OnlyStaff = Depends(only_staff)
