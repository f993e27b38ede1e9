"""What goes over the wire about reviews to the shop's own people."""

from pydantic import BaseModel, Field

from service.schemas import ComplaintOut, QuoteOut


class ProblemOut(BaseModel):
    """An error as RFC 9457 tells it."""

    type: str
    title: str
    status: int
    detail: str


class GroupOut(BaseModel):
    """Products taken together: the variants of one, a category, a brand, or the whole shop; `products` of them have
    reviews."""

    key: str
    name: str
    category: str
    brand: str
    products: int


class MonthOut(BaseModel):
    month: str = Field(examples=["2026-05"])
    reviews: int
    support: int


class BurstOut(BaseModel):
    """Near-identical reviews of one product within a short time; they count as one."""

    first: str | None
    last: str | None
    reviews: int
    example: str


class BoardRowOut(GroupOut, ComplaintOut):
    """One aspect of one group. `usual` is null for the whole shop; `rose` is the probability that the share rose in
    the last months, null where too little was written; `mover` says that it surely did. `risk` is by how much more
    buyers than usual meet it, weighed by how sure that is and how bad it is."""

    usual: float | None  # type: ignore[assignment]
    rose: float | None
    mover: bool
    risk: float
    months: list[MonthOut]
    quotes: list[QuoteOut]
    bursts: list[BurstOut]
    burst_count: int


class AspectOut(BaseModel):
    aspect: str
    label: str


class BoardOut(BaseModel):
    """`limit` rows from `offset` on, of `total`, of which the first `movers` surely rose; `aspects` are
    those that there are complaints about."""

    by: str
    total: int
    movers: int
    offset: int
    limit: int
    aspects: list[AspectOut]
    rows: list[BoardRowOut]


class RequestOut(GroupOut):
    """A feature: `count` sentences ask for it, of `asked_of` products."""

    feature: str
    count: int
    asked_of: int
    sentences: list[str]


class RequestsOut(BaseModel):
    by: str
    total: int
    offset: int
    limit: int
    rows: list[RequestOut]


class BurstRowOut(GroupOut, BurstOut):
    """A burst and its product."""


class BurstsOut(BaseModel):
    total: int
    offset: int
    limit: int
    rows: list[BurstRowOut]
