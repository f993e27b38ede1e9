"""Writes the demo shop into a folder, in the file formats of any shop."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from random import Random

from shop.demo.catalogue import Item, invent_catalogue
from shop.demo.drawing import draw
from shop.demo.flaws import Flaw, plant_flaws
from shop.demo.people import invent_people
from shop.demo.reviewing import WrittenReview, choose_occasions, review_all
from shop.demo.rows import write_events, write_json, write_products, write_reviews
from shop.demo.shopping import Trail, go_shopping, number_events, send_back
from shop.demo.taste import Shelf
from shop.demo.truth import customer_cards, truth_of
from shop.demo.words import FOLDER
from shop.review import Review

FLAW_REFUNDS = 0.4  # share of the planted rate that is added to a flawed style's refunds


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """Where the demo shop lies: feeds for the importers, pictures, and the hidden truth for evaluation.

    `customers` lists the demo customers as JSON: customer_id, name, description.
    """

    products: Path
    reviews: Path
    events: Path
    faq: Path
    customers: Path
    truth: Path
    images: Path

    @classmethod
    def of(cls, folder: Path) -> "DemoFiles":
        return cls(
            products=folder / "products.tsv",
            reviews=folder / "reviews.csv",
            events=folder / "events.csv",
            faq=folder / "faq.yml",
            customers=folder / "customers.json",
            truth=folder / "truth.json",
            images=folder / "images",
        )


def write_demo(
    folder: Path,
    *,
    end: datetime,
    seed: int = 7,
    products: int = 600,
    customers: int = 3000,
    reviews: int = 10000,
    days: int = 182,
    progress: Callable[[str], None] | None = None,
) -> DemoFiles:
    """Writes the demo shop; the same arguments give the same bytes.

    The history covers `days` days before `end` (UTC if naive). The folder appears, or is
    replaced, only when all is written. `progress` hears a sentence before each step.
    """
    say = progress or (lambda _: None)
    end = _utc(end)
    start = end - timedelta(days=days)
    work = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(work, ignore_errors=True)
    files = DemoFiles.of(work)
    files.images.mkdir(parents=True)

    say(f"Designing {products:,} products and drawing their pictures")
    items = invent_catalogue(seed, products)
    write_products(files.products, (item.product for item in items))
    _draw_all(files.images, items, seed)

    say(f"Inventing {customers:,} customers and their {days} days of shopping")
    people = {person.customer_id: person for person in invent_people(seed, customers)}
    shelf = Shelf(items, seed)
    trails = [go_shopping(person, shelf, start, end, seed) for person in people.values()]
    bought = [one for trail in trails for one in trail.bought]
    flaws = plant_flaws(items, (one.place for one in bought))
    _send_all_back(trails, _return_rates(items, flaws))
    write_events(files.events, number_events([event for trail in trails for event in trail.events]))

    say(f"Writing {reviews:,} reviews")
    occasions = choose_occasions(people, bought, shelf, reviews, start, end, seed)
    complaints: dict[str, tuple[str, ...]] = {}
    write_reviews(files.reviews, _noted(review_all(occasions, shelf, flaws, seed), complaints))

    shutil.copyfile(FOLDER / "help.yml", files.faq)
    write_json(files.customers, customer_cards(people.values()))
    write_json(files.truth, truth_of(seed, end, days, items, people.values(), flaws, complaints))
    _replace(folder, work)
    return DemoFiles.of(folder)


def _send_all_back(trails: Iterable[Trail], returns: Mapping[int, float]) -> None:
    for trail in trails:
        send_back(trail, returns)


def _utc(moment: datetime) -> datetime:
    """The moment in UTC, to the second; naive moments are taken as UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
    return aware.astimezone(timezone.utc).replace(microsecond=0)


def _return_rates(items: Sequence[Item], flaws: Sequence[Flaw]) -> dict[int, float]:
    by_style = {flaw.style_id: FLAW_REFUNDS * flaw.rate for flaw in flaws}
    return {
        place: by_style[item.style.style_id]
        for place, item in enumerate(items)
        if item.style.style_id in by_style
    }


def _draw_all(folder: Path, items: Sequence[Item], seed: int) -> None:
    for item in items:
        product, style = item.product, item.style
        picture = draw(
            style.drawing,
            item.color,
            style.two_tone,
            product.title,
            Random(f"{seed}:{style.style_id}:drawing"),
        )
        (folder / f"{product.product_id}.svg").write_text(picture, encoding="utf-8", newline="\n")


def _noted(written: Iterable[WrittenReview], complaints: dict[str, tuple[str, ...]]) -> Iterator[Review]:
    """The reviews, noting in `complaints` what each complains of."""
    for one in written:
        if one.complaints:
            complaints[one.review.review_id] = one.complaints
        yield one.review


def _replace(folder: Path, work: Path) -> None:
    """Puts the finished folder in place of the old one."""
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    work.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
