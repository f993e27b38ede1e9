"""Answers questions about a product from the catalogue and the reviews, or says that they do not say."""

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from advisor.answers import Fact
from advisor.evidence import Evidence, Passage
from advisor.money import money
from advisor.questions import Topic, aspects_of, plain, speaks_of_fit, topic_of
from knowledge.sentences import sentences as split_sentences
from shop.complaint import Complaint
from shop.product import Product
from shop.wording import Wording

#: Cosine likeness from which a sentence counts as an answer; set by reading answers on the demo shop.
CATALOGUE_LIKENESS = 0.42
REVIEW_LIKENESS = 0.48
REVIEW_SENTENCES = 150
ABOUT_SENTENCES = 3


class Answerer:
    """Answers about one product at a time; `reviews(product_id)` gives the texts of its reviews."""

    def __init__(self, evidence: Evidence, wording: Wording, reviews: Callable[[str], Iterable[str]]) -> None:
        self._evidence = evidence
        self._wording = wording
        self._reviews = reviews

    def answer(self, product: Product, question: str, complaints: Sequence[Complaint]) -> Fact:
        """A fact about `product`; never a guess: `answer_unknown` when no source says it."""
        topic = topic_of(question)
        if topic == "complaints":
            return self._complaints(product, complaints)
        if topic == "about" and (told := own_sentences(product)):
            described = split_sentences(product.description)[:ABOUT_SENTENCES]
            return _fact("answer_about", product, value=" ".join(described or told[:ABOUT_SENTENCES]))
        told_aspect = self._told_aspect(product, question, complaints)
        if topic == "fit":
            return told_aspect or self._open(product, question)
        fact = self._field(product, topic)
        if fact:
            return fact
        return self._open(product, question, told_aspect)

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

    def _complaints(self, product: Product, complaints: Sequence[Complaint]) -> Fact:
        if not product.review_count:
            return _fact("answer_no_reviews", product)
        if not complaints:
            return _fact("answer_no_complaints", product, reviews=str(product.review_count))
        named = [
            f"{self._wording.aspect(c.aspect)} ({c.support} of {c.reviews} reviews)" for c in complaints[:3]
        ]
        return _fact(
            "answer_complaints", product, summary=_enumerate(named), quote=_first_quote(complaints[:1])
        )

    def _told_aspect(self, product: Product, question: str, complaints: Sequence[Complaint]) -> Fact | None:
        """What reviews complain of in the very aspect that is asked about."""
        asked = aspects_of(question)
        about = [complaint for complaint in complaints if complaint.aspect in asked]
        if topic_of(question) == "fit" and not about:
            about = [complaint for complaint in complaints if complaint.aspect in ("fit_small", "fit_large")]
        return self._complaints(product, about) if about else None

    def _open(self, product: Product, question: str, told: Fact | None = None) -> Fact:
        """The likeliest sentence of the catalogue, else what reviewers wrote, else unknown."""
        own = self._answering(question, own_sentences(product), CATALOGUE_LIKENESS)
        if own and told is None:
            return _fact("answer_catalogue", product, field="description", value=own[0].text)
        if told:
            return told
        return self._from_reviews(product, question)

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


def _first_quote(complaints: Sequence[Complaint]) -> str:
    return next((quote.text for complaint in complaints for quote in complaint.quotes), "")


def _enumerate(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
