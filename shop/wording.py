"""The sentences of the bot's domain, for whatever is said outside of Rasa: reasons and warnings on cards."""

import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter

import yaml

from shop.suggestion import Caution, Reason

PREFIX = "utter_"
Label = Callable[[str], str]


def no_label(aspect: str) -> str:
    return ""


class WordingError(RuntimeError):
    """The domain's responses cannot be read, or one that is needed is missing; the message says which."""


class Wording:
    """Texts by response name. A response with several variants gives the same one for the same values."""

    def __init__(self, texts: Mapping[str, Sequence[str]], label: Label = no_label) -> None:
        self._label = label
        self._texts = {name: tuple(variants) for name, variants in texts.items() if variants}

    @classmethod
    def load(cls, domain: Path, label: Label = no_label) -> "Wording":
        """The responses of every *.yml under the folder `domain`; raises WordingError when one is unreadable.

        `label` names an aspect of complaint for which the domain has no words, such as one of a shop's own file; ""
        is none.
        """
        texts: dict[str, list[str]] = {}
        for path in sorted(domain.rglob("*.yml")):
            for name, variants in _responses(path).items():
                texts[name] = [str(variant["text"]) for variant in variants if variant.get("text")]
        if not texts:
            raise WordingError(f"No responses in {domain}.")
        return cls(texts, label)

    def say(self, code: str, **values: object) -> str:
        """The text of `utter_<code>` with its {placeholders} filled, those without a value by "".

        Raises WordingError where the domain has no such response.
        """
        variants = self._texts.get(PREFIX + code)
        if variants is None:
            raise WordingError(f"The domain has no response {PREFIX + code}.")
        chosen = variants[zlib.crc32(repr(sorted(values.items())).encode()) % len(variants)]
        names = {name for _, name, _, _ in Formatter().parse(chosen) if name}
        return chosen.format(**{**dict.fromkeys(names, ""), **values}).strip()

    def variants(self, code: str) -> tuple[str, ...]:
        """The texts of `utter_<code>`, their {placeholders} not filled; none where the domain has no such response."""
        return self._texts.get(PREFIX + code, ())

    def knows(self, code: str) -> bool:
        """Whether the domain has a response `utter_<code>`."""
        return PREFIX + code in self._texts

    def reason(self, reason: Reason) -> str:
        """Why a product is shown, in a few words."""
        return self.say(f"reason_{reason.code}", **reason.values)

    def aspect(self, aspect: str) -> str:
        """The words for a complaint's aspect, such as "runs small": the domain's, else its label, else its name."""
        if self.knows(f"aspect_{aspect}"):
            return self.say(f"aspect_{aspect}")
        return self._label(aspect) or aspect.replace("_", " ")

    def aspects(self, aspects: Iterable[str]) -> str:
        """The words for several aspects, each in quotation marks."""
        return self.listing([self.say("quoted", words=self.aspect(aspect)) for aspect in aspects])

    def warning(self, caution: Caution, sizes: int = 0, pooled: bool = False) -> str:
        """What buyers complained of, with the counts; of a misfit what to do about it, where there are `sizes` to
        choose from. `pooled` where the reviews are of all variants of the product."""
        advised = sizes > 1 and not caution.disputed and self.knows(f"warning_{caution.aspect}")
        return self.say(
            f"warning_{caution.aspect}" if advised else "warning",
            support=caution.support,
            reviews=self.reviews(caution.reviews, pooled),
            whom=self.say("among_them", whom=self.whom(caution.whom)) if caution.whom else "",
            aspect=self.aspect(caution.aspect),
        )

    def reviews(self, count: int, pooled: bool = False) -> str:
        """So many reviews, of one variant of a product or of all."""
        return self.say("reviews_pooled" if pooled else "reviews", count=f"{count:,}")

    def whom(self, labels: Sequence[str]) -> str:
        """People by what reviews say of them: "wide feet" are people with wide feet, "tall" are tall people."""
        codes = [f"whom_{label.replace(' ', '_').replace('-', '_')}" for label in labels]
        return self.listing(
            [
                self.say(code) if self.knows(code) else self.say("whom_with", whom=label)
                for code, label in zip(codes, labels, strict=True)
            ]
        )

    def listing(self, parts: Sequence[str]) -> str:
        """ "a", "a and b", "a, b and c"."""
        return (
            self.say("listing", first=", ".join(parts[:-1]), last=parts[-1])
            if len(parts) > 1
            else "".join(parts)
        )


def _responses(path: Path) -> Mapping[str, Sequence[Mapping[str, object]]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except (OSError, yaml.YAMLError) as error:
        raise WordingError(f"{path} cannot be read as YAML.") from error
    responses: Mapping[str, Sequence[Mapping[str, object]]] = content.get("responses") or {}
    return responses
