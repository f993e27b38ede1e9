"""Recommendations without a conversation."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from service.identity import asking
from service.problems import Problem
from service.results import results
from service.schemas import Results

router = APIRouter(prefix="/v1", tags=["recommendations"])


@router.get("/recommendations", response_model=Results, response_model_exclude_none=True)
def recommendations(
    request: Request,
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    customer_id: Annotated[str, Query(max_length=128)] = "",
    customer_signature: Annotated[str, Query(max_length=128)] = "",
    session_id: Annotated[str, Query(max_length=128)] = "",
    product_id: Annotated[str, Query(max_length=128, description="Like this product.")] = "",
    personalization_storage: Literal["granted", "denied"] | None = None,
    explain: bool = False,
) -> dict[str, Any]:
    """For a customer who granted `personalization_storage` (here or before), else for this session, else popular.
    With `product_id`: products like that one. With `explain`: the score of each and its named parts."""
    advisor = request.app.state.advisor
    who = asking(request, customer_id, customer_signature, personalization_storage, session_id)
    if product_id and advisor.product(product_id) is None:
        raise Problem(404, "There is no such product")
    found = advisor.similar(product_id, who, k=k) if product_id else advisor.recommend(who, k=k)
    return {"results": results(advisor, found.items, explain)}
