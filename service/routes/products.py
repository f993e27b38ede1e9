"""One product, with what its buyers complain about."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from service.problems import Problem
from service.schemas import ProductOut

router = APIRouter(prefix="/v1", tags=["products"])


@router.get("/products/{product_id}", response_model=ProductOut)
def product(product_id: str, request: Request) -> dict[str, Any]:
    """The product as the shop sells it now, and its complaints, the weightiest first."""
    advisor = request.app.state.advisor
    found = advisor.product(product_id)
    if found is None:
        raise Problem(404, "There is no such product")
    values = asdict(found)
    del values["cost"]  # the shop's own business
    values["rating"] = found.rating if found.review_count else None
    values["category"] = found.category
    values["complaints"] = [
        {"label": advisor.wording.aspect(complaint.aspect), **asdict(complaint)}
        for complaint in advisor.complaints(product_id)
    ]
    return values
