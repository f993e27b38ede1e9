"""Is it alive, is it ready, how does it do."""

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from service.schemas import Health

router = APIRouter(tags=["health"])


@router.get("/health/live", response_model=Health)
async def live() -> dict[str, Any]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/health/ready", response_model=Health)
async def ready(request: Request, response: Response) -> dict[str, Any]:
    """Products can be found and Rasa answers; 503 until both are so."""
    state = request.app.state
    rasa = await state.rasa.ready()
    products = await run_in_threadpool(state.advisor.product_count)
    release = await run_in_threadpool(state.advisor.release_id)
    ok = rasa and products > 0
    response.status_code = 200 if ok else 503
    return {
        "status": "ok" if ok else "starting",
        "parts": {"rasa": rasa, "products": products, "release": release},
    }


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Prometheus text format."""
    return request.app.state.metrics.response()
