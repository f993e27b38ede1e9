"""One product, with what its buyers complain about."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request

from service.problems import Problem
from service.review_facts import complaints_out
from service.schemas import ProductOut

router = APIRouter(prefix="/v1", tags=["products"])


@router.get("/products/{product_id}", response_model=ProductOut)
def product(product_id: str, request: Request) -> dict[str, Any]:
    """The product as the shop sells it now, its complaints, the weightiest first, and how it fits."""
    advisor = request.app.state.advisor
    found = advisor.product(product_id)
    if found is None:
        raise Problem(404, "There is no such product")
    values = asdict(found)
    del values["cost"]  # the shop's own business
    values["rating"] = found.rating if found.review_count else None
    values["category"] = found.category
    summary = advisor.summary(product_id)
    values["complaints"] = complaints_out(summary.complaints, advisor.wording)
    values["fit"] = asdict(summary.fit)
    return values
