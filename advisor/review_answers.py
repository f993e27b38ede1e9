"""Answers out of what reviews come to: complaints with their counts, the fit, for whom."""

from collections.abc import Callable, Collection, Mapping, Sequence

from advisor.answers import Fact
from advisor.day import month
from advisor.size_advice import LEAST_TOLD, STEPS, advice_of, stepped_size
from knowledge.whom import whom
from shop.complaint import Complaint, Quote
from shop.product import Product
from shop.review_summary import ReviewSummary
from shop.wording import Wording

#: So many complaints are told at once.
MOST = 3
#: With fewer reviews, that none complains says nothing.
ENOUGH = 20
FITS = {"fit_small": "small", "fit_large": "large"}


class ReviewAnswers:
    """Facts about one product at a time; None where its reviews do not tell."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def complaints(self, product: Product, summary: ReviewSummary) -> Fact:
        """What most complain of."""
        if not product.review_count and not summary.reviews:
            return _fact("answer_no_reviews", product)
        if not summary.reviews:
            return _fact("answer_no_words", product)
        told = summary.complaints[:MOST]
        if not told:
            return _fact("answer_no_complaints", product, reviews=self._reviews(product, summary))
        return _fact(
            "answer_complaints", product, summary=self._named(product, summary, told), **self._quoted(told)
        )

    def aspects(
        self,
        product: Product,
        summary: ReviewSummary,
        asked: Collection[str],
        voiced: Callable[[], Mapping[str, int]],
    ) -> Fact | None:
        """What they complain of among the aspects asked about; that none does, where so many would have."""
        told = [complaint for complaint in summary.complaints if complaint.aspect in asked][:MOST]
        if told:
            return _fact(
                "answer_aspect", product, summary=self._named(product, summary, told), **self._quoted(told)
            )
        if not asked or summary.reviews < ENOUGH or any(voiced().get(aspect) for aspect in asked):
            return None
        named = self._wording.listing([self._wording.aspect(aspect) for aspect in sorted(asked)])
        return _fact("answer_aspect_none", product, reviews=self._reviews(product, summary), aspect=named)

    def fit(self, product: Product, summary: ReviewSummary, size: str = "") -> Fact | None:
        """The three-way picture, with advice where there are sizes to choose from."""
        fit = summary.fit
        if fit.told < LEAST_TOLD:
            return None
        counts = {"small": fit.small, "true": fit.true, "large": fit.large}
        values = {name: str(count) if count else self._wording.say("none") for name, count in counts.items()}
        misfits = [complaint for complaint in summary.complaints if complaint.aspect in FITS]
        advice = self._advice(product, summary, size) if len(product.sizes) > 1 else ""
        reviews = self._reviews(product, summary)
        return _fact("answer_fit", product, reviews=reviews, advice=advice, **values, **self._quoted(misfits))

    def by_whom(self, product: Product, summary: ReviewSummary, question: str) -> Fact | None:
        """What those complain of that the question names: "people with wide feet"; None where it names nobody."""
        labels = whom(question)
        if not labels:
            return None
        told = [complaint for complaint in summary.complaints if not {*labels}.isdisjoint(complaint.whom)]
        if not told:
            return _fact("answer_whom_unknown", product, whom=self._wording.whom(labels[:1]))
        label = next(label for label in labels if any(label in complaint.whom for complaint in told))
        spoken = [quote for complaint in told for quote in complaint.quotes if label in whom(quote.text)]
        aspects = self._wording.listing([self._wording.aspect(one.aspect) for one in told[:MOST]])
        who = self._wording.whom([label])
        return _fact(
            "answer_whom", product, whom=who, aspect=aspects, **self._values(next(iter(spoken), None))
        )

    def of_shop(self, product: Product, told: Sequence[Complaint]) -> Fact:
        """What the reviews of the whole shop say of the shop's own doings."""
        if not told:
            return _fact("answer_shop_complaint_unknown", product)
        named = [self._counted("counted_first", one, self._wording.reviews(one.reviews)) for one in told]
        return _fact("answer_shop_complaint", product, summary=self._wording.listing(named))

    def _named(self, product: Product, summary: ReviewSummary, told: Sequence[Complaint]) -> str:
        """The complaints with their counts; of how many reviews is said with the first."""
        reviews = self._reviews(product, summary)
        named = [
            self._counted("counted" if place else "counted_first", one, reviews)
            for place, one in enumerate(told)
        ]
        return self._wording.listing(named)

    def _counted(self, code: str, complaint: Complaint, reviews: str) -> str:
        aspect = self._wording.aspect(complaint.aspect)
        return self._wording.say(code, aspect=aspect, support=complaint.support, reviews=reviews)

    def _quoted(self, complaints: Sequence[Complaint]) -> dict[str, str]:
        return self._values(next((quote for complaint in complaints for quote in complaint.quotes), None))

    def _values(self, quote: Quote | None) -> dict[str, str]:
        when = month(quote.at) if quote else ""
        told = f" {self._wording.say('when', month=when)}" if when else ""
        return {"quote": quote.text if quote else "", "when": told}

    def _reviews(self, product: Product, summary: ReviewSummary) -> str:
        return self._wording.reviews(summary.reviews, pooled=summary.reviews > product.review_count)

    def _advice(self, product: Product, summary: ReviewSummary, size: str) -> str:
        advice = advice_of(summary)
        own, other = stepped_size(product, size, advice)
        if own and advice in STEPS:
            code = "advice_size" if other else "advice_no_size"
            return self._wording.say(code, size=own, other=other)
        return self._wording.say(f"advice_{advice}", size=own)


def _fact(code: str, product: Product, **values: str) -> Fact:
    return Fact(code, {"title": product.title, **values})
