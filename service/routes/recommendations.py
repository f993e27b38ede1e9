"""Recommendations without a conversation."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from service.identity import check_identity, shopper_of
from service.problems import Problem
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
) -> dict[str, Any]:
    """For a customer who granted `personalization_storage` (here or before), else for this session, else popular.
    With `product_id`: products like that one."""
    state = request.app.state
    check_identity(customer_id, customer_signature, state.settings)
    consent = {"personalization_storage": personalization_storage} if personalization_storage else None
    shopper = shopper_of(state.db, customer_id=customer_id, consent=consent, session_id=session_id)
    if product_id and state.advisor.product(product_id) is None:
        raise Problem(404, "There is no such product")
    found = (
        state.advisor.similar(product_id, shopper, k=k)
        if product_id
        else state.advisor.recommend(shopper, k=k)
    )
    return {"results": state.advisor.cards(found.items)}
