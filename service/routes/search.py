"""Search without a conversation."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request

from advisor.wish import Wish
from service.identity import asking
from service.results import results
from service.schemas import Results
from shop.filters import Filters

router = APIRouter(prefix="/v1", tags=["search"])
Values = Annotated[list[str], Query()]


@router.get("/search", response_model=Results, response_model_exclude_none=True)
def search(
    request: Request,
    q: Annotated[str, Query(max_length=500)] = "",
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    offset: Annotated[int, Query(ge=0, le=1000)] = 0,
    min_price: float | None = None,
    max_price: float | None = None,
    brand: Values = [],  # noqa: B006 (FastAPI copies defaults)
    category: Values = [],  # noqa: B006
    color: Values = [],  # noqa: B006
    size: Values = [],  # noqa: B006
    material: Values = [],  # noqa: B006
    audience: Values = [],  # noqa: B006
    min_rating: float | None = None,
    in_stock: bool = False,
    explain: bool = False,
    customer_id: Annotated[str, Query(max_length=128)] = "",
    customer_signature: Annotated[str, Query(max_length=128)] = "",
    session_id: Annotated[str, Query(max_length=128)] = "",
    personalization_storage: Literal["granted", "denied"] | None = None,
) -> dict[str, Any]:
    """Products that fit `q`, best first; every limit given is kept. Repeat a parameter for alternatives.
    What a customer who granted `personalization_storage` did before, and anybody in this session, moves the order.
    With `explain`: the score of each and its named parts."""
    filters = Filters(
        price_min=min_price,
        price_max=max_price,
        brands=tuple(brand),
        categories=tuple(category),
        colors=tuple(color),
        sizes=tuple(size),
        materials=tuple(material),
        audiences=tuple(audience),
        rating_min=min_rating,
        in_stock=in_stock,
    )
    who = asking(request, customer_id, customer_signature, personalization_storage, session_id)
    advisor = request.app.state.advisor
    found = advisor.suggest(Wish(q, filters), who, k=offset + k)
    return {"results": results(advisor, found.items[offset:], explain)}
