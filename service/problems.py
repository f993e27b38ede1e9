"""Errors as RFC 9457 problem details."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from shop.storage.database import StorageError

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """An error the caller is told about: `status`, a short `title` and a `detail` in one sentence."""

    def __init__(
        self, status: int, title: str, detail: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(detail or title)
        self.status = status
        self.title = title
        self.detail = detail
        self.headers = headers


def problem_response(problem: Problem) -> JSONResponse:
    body = {"type": "about:blank", "title": problem.title, "status": problem.status, "detail": problem.detail}
    return JSONResponse(body, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


def _of_validation(error: RequestValidationError) -> Problem:
    """Names each wrong field and what was expected; never repeats what was sent."""
    faults = [f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()]
    return Problem(422, "The request is not valid", "; ".join(faults))


def install_problems(app: FastAPI) -> None:
    """Makes `app` answer every error as problem details."""

    @app.exception_handler(Problem)
    async def on_problem(request: Request, error: Problem) -> JSONResponse:
        return problem_response(error)

    @app.exception_handler(RequestValidationError)
    async def on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return problem_response(_of_validation(error))

    @app.exception_handler(HTTPException)
    async def on_http(request: Request, error: HTTPException) -> JSONResponse:
        return problem_response(
            Problem(error.status_code, str(error.detail), headers=dict(error.headers or {}))
        )

    @app.exception_handler(StorageError)
    async def on_storage(request: Request, error: StorageError) -> JSONResponse:
        return problem_response(
            Problem(503, "The shop's memory does not answer", str(error), {"Retry-After": "5"})
        )
