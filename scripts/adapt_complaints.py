"""Teaches the sentence model what a complaint is, and writes knowledge/taxonomy/adapter.npz.

It learns from nothing but Aisle's own examples (knowledge/taxonomy/*.yml): low-rank changes to the linear layers (LoRA)
and, on top, whether a sentence complains and about what. Run it after the examples changed much; it takes some ten
minutes on two cores. `aisle train` then prepares the changed model.

usage: OMP_NUM_THREADS=2 python scripts/adapt_complaints.py [--out FILE]
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from knowledge.adapter import ADAPTER, Adapter
from knowledge.aspects import Aspect, load_aspects
from knowledge.embedder import Embedder
from shop.settings import Settings

RANK, SCALE = 8, 2.0
EPOCHS, BATCH, RATE, WARM_UP = 3, 32, 5e-4, 0.1
#: How much naming the right aspect counts beside telling complaints.
ASPECT_SHARE = 0.3
#: Labels are believed to this much: a few examples are matters of taste.
BELIEF = 0.95
#: Pairs of sentences in one, per example; half of them with a complaint.
COMPOSITES = 0.5
JOINS = (". ", ", ", " and ", "; ", ", and ", ", but ", " but ")
MOST_TOKENS = 96


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, whether it complains, and the number of its aspect; -1 where that is not asked."""

    text: str
    complains: bool
    aspect: int


class Changed(nn.Module):
    """A linear layer and what is added to it."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.down = nn.Parameter(torch.randn(RANK, layer.in_features) / layer.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(layer.out_features, RANK))

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        return self.layer(states) + SCALE * (states @ self.down.T) @ self.up.T


class Learner(nn.Module):
    """The sentence model with its changes, and two heads on its sentence vectors."""

    def __init__(self, model: nn.Module, aspects: int) -> None:
        super().__init__()
        self.tokenizer, self.encoder = model.tokenizer, model[0].auto_model
        for parameter in self.encoder.parameters():
            parameter.requires_grad = False
        self.changed = _change_layers(self.encoder)
        width = self.encoder.config.hidden_size
        self.complains = nn.Linear(width, 1)
        self.about = nn.Linear(width, aspects)
        self.dropout = nn.Dropout(0.1)

    def forward(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (n,) of complaining and (n, aspects)."""
        tokens = self.tokenizer(
            list(texts), padding=True, truncation=True, max_length=MOST_TOKENS, return_tensors="pt"
        )
        states = self.encoder(**tokens).last_hidden_state
        mask = tokens["attention_mask"][..., None].float()
        vectors = nn.functional.normalize((states * mask).sum(1) / mask.sum(1))
        vectors = self.dropout(vectors * VECTOR_SCALE)
        return self.complains(vectors)[:, 0], self.about(vectors)

    def resume(self, known: Adapter) -> None:
        """Starts from what an adapter learned before."""
        with torch.no_grad():
            for name, (up, down) in known.changes.items():
                self.changed[name].up.copy_(torch.from_numpy(up / SCALE))
                self.changed[name].down.copy_(torch.from_numpy(down))
            self.complains.weight.copy_(torch.from_numpy(known.head[None, :-1] / VECTOR_SCALE))
            self.complains.bias.copy_(torch.from_numpy(known.head[-1:]))

    def adapter(self, base: str) -> Adapter:
        """What was learned, as it is shipped."""
        changes = {
            name: ((SCALE * part.up).detach().numpy(), part.down.detach().numpy())
            for name, part in self.changed.items()
        }
        weight = VECTOR_SCALE * self.complains.weight.detach().numpy()[0]
        head = np.append(weight, self.complains.bias.detach().numpy()).astype(np.float32)
        return Adapter(base, "", changes, head)


#: Vectors of length 1 are stretched to this length for the heads, so that one rate suits all parameters.
VECTOR_SCALE = 8.0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ADAPTER)
    parser.add_argument("--onward", action="store_true", help="go on from the adapter that is there")
    options = parser.parse_args()
    torch.manual_seed(0)
    embedder = Embedder.load(Settings())
    aspects = load_aspects()
    learner = Learner(embedder.original(), len(aspects))
    if options.onward and (known := Adapter.read()):
        learner.resume(known)
        teach(learner, examples_of(aspects), passes=1, rate=RATE / 2)
    else:
        teach(learner, examples_of(aspects))
    learner.adapter(embedder.version).write(options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1024:.0f} KiB")
    return 0


def examples_of(aspects: Sequence[Aspect]) -> list[Example]:
    """All written examples."""
    return [
        Example(text, complains, place if complains else -1)
        for place, aspect in enumerate(aspects)
        for complains, texts in ((True, aspect.complaints), (False, aspect.fine))
        for text in texts
    ]


def teach(learner: Learner, examples: Sequence[Example], passes: int = EPOCHS, rate: float = RATE) -> Learner:
    """Fits changes and heads; the rate rises, then falls to nothing."""
    chance = random.Random(0)  # noqa: S311 - an order of examples, no secret
    parts = [parameter for parameter in learner.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(parts, lr=rate)
    steps = passes * -(-int(len(examples) * (1 + COMPOSITES)) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * steps), max(0.02, 1 - step / steps))
    )
    start = time.perf_counter()
    learner.train()
    for number in range(passes):
        losses = []
        for batch in batches(varied(examples, chance), chance):
            optimiser.zero_grad()
            loss = _loss(learner, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(parts, 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(
            f"pass {number + 1}: loss {np.mean(losses):.3f}, {time.perf_counter() - start:.0f} s", flush=True
        )
    return learner.eval()


def varied(examples: Sequence[Example], chance: random.Random) -> list[Example]:
    """The examples, some in small letters or with a full stop, and sentences put together of two."""
    fine = [example for example in examples if not example.complains]
    bad = [example for example in examples if example.complains]
    found = [Example(_dressed(e.text, chance), e.complains, e.aspect) for e in examples]
    for number in range(int(len(examples) * COMPOSITES)):
        pair = [chance.choice(fine), chance.choice(bad if number % 2 else fine)]
        chance.shuffle(pair)
        found.append(Example(_joined(*(e.text for e in pair), chance), any(e.complains for e in pair), -1))
    chance.shuffle(found)
    return found


def batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Groups of BATCH with sentences of like length, in any order."""
    pools = [
        sorted(examples[start : start + 16 * BATCH], key=lambda example: len(example.text))
        for start in range(0, len(examples), 16 * BATCH)
    ]
    groups = [pool[start : start + BATCH] for pool in pools for start in range(0, len(pool), BATCH)]
    chance.shuffle(groups)
    yield from groups


def _loss(learner: Learner, batch: Sequence[Example]) -> torch.Tensor:
    complains, about = learner([example.text for example in batch])
    wanted = torch.tensor([BELIEF if example.complains else 1 - BELIEF for example in batch])
    named = torch.tensor([example.aspect for example in batch])
    loss = nn.functional.binary_cross_entropy_with_logits(complains, wanted)
    if (named >= 0).any():
        loss = loss + ASPECT_SHARE * nn.functional.cross_entropy(about, named, ignore_index=-1)
    return loss


def _change_layers(encoder: nn.Module) -> dict[str, Changed]:
    """Puts a Changed in the place of every linear layer of the encoder's blocks."""
    found = {
        name: module
        for name, module in encoder.named_modules()
        if name.startswith("encoder.") and isinstance(module, nn.Linear)
    }
    changed = {name: Changed(layer) for name, layer in found.items()}
    for name, part in changed.items():
        parent, _, last = name.rpartition(".")
        setattr(encoder.get_submodule(parent), last, part)
    return changed


def _dressed(text: str, chance: random.Random) -> str:
    text = text.lower() if chance.random() < 0.25 else text
    return f"{text.rstrip('.')}." if text[-1] not in "?!" and chance.random() < 0.3 else text


def _joined(first: str, second: str, chance: random.Random) -> str:
    join = chance.choice(JOINS)
    return first.rstrip(".") + join + (second if join == ". " else second[0].lower() + second[1:])


if __name__ == "__main__":
    sys.exit(main())
