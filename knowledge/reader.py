"""Reads reviews: complaints and how bad they are, the fit, for whom, and what is wished for."""

from collections.abc import Sequence

from knowledge.aspects import OTHER
from knowledge.complaints import ComplaintModel, Finding
from knowledge.fit import FitSaying, read_fit
from knowledge.reading import Reading, Remark, words_of
from knowledge.requested import requests_in
from knowledge.severity import severity
from knowledge.whom import whom
from shop.review import Review

#: The complaint that a direction of fit is; "true" is none.
FIT_ASPECTS = {"small": "fit_small", "large": "fit_large"}
#: Changes with what is read besides complaints, so that reviews are read again.
FORMAT = 3


class ReviewReader:
    """Reads reviews with a complaint model. `version` changes with whatever changes a reading."""

    def __init__(self, model: ComplaintModel) -> None:
        self._model = model
        self.version = f"{model.version}-{FORMAT}"

    def read(self, reviews: Sequence[Review]) -> list[Reading]:
        """One reading per review."""
        texts = [words_of(review) for review in reviews]
        found = self._model.find_many(texts)
        return [
            _reading(review, text, findings)
            for review, text, findings in zip(reviews, texts, found, strict=True)
        ]


def _reading(review: Review, text: str, findings: Sequence[Finding]) -> Reading:
    fit = read_fit(text)
    remarks = [finding for finding in findings if finding.aspect not in FIT_ASPECTS.values()]
    remarks += _misfits(fit)
    return Reading(
        tuple(
            Remark(item.aspect, item.sentence, item.score, severity(item.sentence, review.rating))
            for item in remarks
        ),
        tuple((saying.direction, saying.sentence) for saying in fit),
        tuple((request.feature, request.sentence) for request in requests_in(text)),
        whom(text) if any(item.aspect != OTHER for item in remarks) else (),  # for whom what was so?
    )


def _misfits(fit: Sequence[FitSaying]) -> list[Finding]:
    """What is said of the fit as complaints: it counts whatever the stars, for the next buyer's sake."""
    return [
        Finding(FIT_ASPECTS[saying.direction], saying.sentence, 1.0)
        for saying in fit
        if saying.direction in FIT_ASPECTS
    ]
