"""Answers questions about a product from the catalogue and the reviews, or says that they do not say."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from advisor.answers import Fact
from advisor.evidence import Evidence, Passage
from advisor.money import money
from advisor.product_reviews import ProductReviews
from advisor.questions import Topic, asks_for_size, aspects_of, plain, speaks_of_fit, topic_of
from advisor.review_answers import ReviewAnswers
from knowledge.cares import Cares
from knowledge.sentences import sentences as split_sentences
from shop.product import Product
from shop.review_summary import ReviewSummary
from shop.wording import Wording

#: Cosine likeness from which a sentence counts as an answer; set by reading answers on the demo shop.
CATALOGUE_LIKENESS = 0.42
REVIEW_LIKENESS = 0.48
REVIEW_SENTENCES = 150
ABOUT_SENTENCES = 3
HOW_IT_FITS = "does it fit true to size"
FIT = frozenset(("fit_small", "fit_large"))


class Answerer:
    """Answers about one product at a time; `reviews(product_id)` gives the texts of its reviews, `desk` what they
    come to."""

    def __init__(
        self,
        evidence: Evidence,
        wording: Wording,
        reviews: Callable[[str], Iterable[str]],
        desk: ProductReviews,
        cares: Callable[[], Cares],
    ) -> None:
        self._evidence = evidence
        self._reviews = reviews
        self._desk = desk
        self._cares = cares
        self._told = ReviewAnswers(wording)

    def answer(self, product: Product, question: str, size: str = "") -> Fact:
        """A fact about `product`; never a guess: `answer_unknown` when no source says it. `size` is the shopper's."""
        topic, asked = topic_of(question), self._asked(question)
        summary = self._desk.summary(product.product_id)
        if asks_for_size(question):
            return self._told.fit(product, summary, size) or self._of_size(product)
        of_reviews = topic == "complaints" or (topic == "rating" and (bool(asked) or speaks_of_fit(question)))
        if of_reviews and (of_shop := tuple(filter(self._desk.is_of_shop, asked))):
            return self._told.of_shop(product, self._desk.of_shop(of_shop))
        if topic == "complaints" and not asked and not speaks_of_fit(question):
            return self._told.complaints(product, summary)
        if topic == "about" and (told := own_sentences(product)):
            described = split_sentences(product.description)[:ABOUT_SENTENCES]
            return _fact("answer_about", product, value=" ".join(described or told[:ABOUT_SENTENCES]))
        said = self._told.by_whom(product, summary, question)
        if said and (topic == "rating" or said.code != "answer_whom_unknown"):
            return said
        if topic == "fit" or FIT.intersection(asked) or (of_reviews and speaks_of_fit(question)):
            return self._told.fit(product, summary, size) or self._open(product, question)
        fact = self._field(product, topic) if not of_reviews else None
        return fact or self._of_aspects(product, summary, question, asked, of_reviews)

    def _asked(self, question: str) -> tuple[str, ...]:
        """The aspects that the question touches, or that matter to whom it speaks of ("for wide feet")."""
        minded = (care.aspect for care in self._cares().read(question))
        return tuple(dict.fromkeys((*aspects_of(question), *minded)))

    def _of_aspects(
        self, product: Product, summary: ReviewSummary, question: str, asked: Sequence[str], of_reviews: bool
    ) -> Fact:
        """What buyers say of the aspects asked about, beside what the shop itself says of them."""
        told = self._told.aspects(product, summary, asked, lambda: self._desk.voiced(product.product_id))
        if of_reviews:
            return told or self._from_reviews(product, question)
        if told is None or told.code == "answer_aspect_none":
            return self._open(product, question, told)
        own = self._own(product, question)
        promised = not set(asked).isdisjoint(aspects_of(own))
        return Fact("answer_aspect_though", {**told.values, "own": own}) if promised else told

    def _of_size(self, product: Product) -> Fact:
        """What the shop says of the fit, where reviews do not; else no advice but the sizes there are."""
        if own := self._own(product, HOW_IT_FITS):
            return _fact("answer_catalogue", product, field="description", value=own)
        sizes = ", ".join(product.sizes)
        return _fact("answer_size_unknown" if sizes else "answer_unknown", product, sizes=sizes)

    def _field(self, product: Product, topic: Topic) -> Fact | None:
        """What a column of the catalogue says; None when it is empty or the topic is none of them."""
        if topic == "price":
            return price_fact(product)
        if topic == "sizes" and (product.sizes or not product.in_stock):
            sizes = ", ".join(product.sizes) if product.in_stock else ""
            return _fact("answer_stock" if sizes else "answer_out_of_stock", product, sizes=sizes)
        values: dict[str, str] = {
            "material": ", ".join(product.materials),
            "color": ", ".join(product.colors),
            "brand": product.brand,
            "rating": ""
            if math.isnan(product.rating)
            else f"{product.rating:.1f} of 5 from {product.review_count} reviews",
        }
        value = values.get(topic, "")
        return _fact("answer_catalogue", product, field=topic, value=value) if value else None

    def _open(self, product: Product, question: str, told: Fact | None = None) -> Fact:
        """The likeliest sentence of the catalogue, else what is `told`, else what reviewers wrote, else unknown."""
        if own := self._own(product, question):
            return _fact("answer_catalogue", product, field="description", value=own)
        return told or self._from_reviews(product, question)

    def _own(self, product: Product, question: str) -> str:
        """The sentence of the shop that answers the question, "" where none does."""
        close = self._answering(question, own_sentences(product), CATALOGUE_LIKENESS)
        return close[0].text if close else ""

    def _from_reviews(self, product: Product, question: str) -> Fact:
        said = (sentence for text in self._reviews(product.product_id) for sentence in split_sentences(text))
        close = self._answering(question, list(islice(said, REVIEW_SENTENCES)), REVIEW_LIKENESS)
        if not close:
            return _fact("answer_unknown", product)
        return _fact("answer_review", product, quote=close[0].text, count=str(len(close)))

    def _answering(self, question: str, sentences: Sequence[str], least: float) -> list[Passage]:
        """The sentences that are as like the question as `least`; where none is, those like its plain form."""
        if topic_of(question) == "fit":
            sentences = [sentence for sentence in sentences if speaks_of_fit(sentence)]
        for asked in filter(None, (question, plain(question))):
            close = [
                passage for passage in self._evidence.rank(asked, sentences) if passage.likeness >= least
            ]
            if close:
                return close
        return []


def price_fact(product: Product) -> Fact | None:
    """What the product costs now, and where it is on sale what it cost before; None where no price is known."""
    if product.current_price is None:
        return None
    code = "answer_sale_price" if product.on_sale else "answer_price"
    price, before = (money(amount, product.currency) for amount in (product.current_price, product.price))
    return _fact(code, product, price=price, before=before)


def own_sentences(product: Product) -> list[str]:
    """What the catalogue says of the product, in sentences."""
    described = split_sentences(product.description.replace("; ", ". "))
    return [*product.highlights, *described]


def _fact(code: str, product: Product, **values: str) -> Fact:
    return Fact(code, {"title": product.title, **values})
