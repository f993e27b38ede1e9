"""`aisle evaluate`: how well releases foretell what shoppers do next, beside popularity and each score alone."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.output import fail, out, print_json, print_table, stages

if TYPE_CHECKING:
    from advisor.offline import Group, Offline
    from recommender.evaluation import Estimate, Result

ACCURACY = {"ndcg": "NDCG", "hit_rate": "HR", "recall": "recall", "mrr": "MRR"}
SHOP = {"diversity": "diversity", "coverage": "coverage", "gini": "Gini", "novelty": "novelty"}


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: aisle evaluate --out evaluation.html")(evaluate)


def evaluate(
    release: Annotated[
        list[str] | None, typer.Option("--release", help="Another release's id; may be repeated.")
    ] = None,
    k: Annotated[int, typer.Option("-k", "--k", min=1, max=100, help="How long the lists are.")] = 10,
    seed: Annotated[int, typer.Option(help="Seed of what is drawn by chance.")] = 7,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    page: Annotated[
        Path | None, typer.Option("--out", help="Also write a page with charts (HTML, self-contained).")
    ] = None,
) -> None:
    """Measure the current release, and any other, on the last tenth of the events; nothing is changed."""
    from advisor.offline import NothingToEvaluate, evaluate_offline
    from shop.settings import Settings

    with stages() as progress:
        try:
            found = evaluate_offline(Settings(), release or [], k=k, seed=seed, progress=progress)
        except NothingToEvaluate as error:
            fail(str(error))
    if page is not None:
        from cli.evaluation_page import write_page

        write_page(page, found)
    if as_json:
        print_json(as_object(found))
    else:
        show(found)
        if page is not None:
            out.print(f"The charts are in {page}.", markup=False, highlight=False)


def show(found: "Offline") -> None:
    """The table for people: the whole, then by group."""
    print_table(columns(found.table.k), (row(result, found) for result in found.table.results))
    for name, gap in found.against.items():
        out.print(f"{name} against {found.releases[0]}: NDCG {signed(gap)}.", markup=False, highlight=False)
    out.print()
    names = ("popularity", *found.releases)
    print_table(("shoppers", "number", *names), (group_row(group, names) for group in found.groups))
    out.print()
    out.print(found.note, markup=False, highlight=False)


def columns(k: int) -> tuple[str, ...]:
    first, *others = (f"{name}@{k}" for name in ACCURACY.values())
    return ("ranking", first, "95 % interval", *others, *SHOP.values())


def row(result: "Result", found: "Offline") -> tuple[str, ...]:
    first, *others = (result.estimate(name, found.table.seed) for name in ACCURACY)
    shop = (f"{result.shop.get(name, float('nan')):.3f}" for name in SHOP)
    name = f"{result.name} (current)" if result.name == found.releases[0] else result.name
    return (name, f"{first.mean:.4f}", interval(first), *(f"{one.mean:.4f}" for one in others), *shop)


def group_row(group: "Group", names: tuple[str, ...]) -> tuple[str, ...]:
    """NDCG with its interval for popularity and each release."""
    results = {result.name: result.estimate() for result in group.results}
    cells = (f"{results[name].mean:.3f} ({interval(results[name], 3)})" for name in names)
    return (f"{group.by}: {group.name}", str(group.shoppers), *cells)


def interval(estimate: "Estimate", digits: int = 4) -> str:
    return f"{estimate.low:.{digits}f} to {estimate.high:.{digits}f}"


def signed(gap: "Estimate") -> str:
    return f"{gap.mean:+.4f} (95 % {gap.low:+.4f} to {gap.high:+.4f})"


def as_object(found: "Offline") -> dict[str, Any]:
    """Everything as JSON; an estimate is its mean and the ends of its interval."""
    seed = found.table.seed
    return {
        "k": found.table.k,
        "shoppers": found.table.users,
        "held_out_since": found.since.isoformat(),
        "releases": list(found.releases),
        "rankings": [
            {"name": result.name, **estimates(result, seed), **numbers(result.shop)}
            for result in found.table.results
        ],
        "against_current": {name: numbers_of(gap) for name, gap in found.against.items()},
        "groups": [
            {
                "by": group.by,
                "name": group.name,
                "shoppers": group.shoppers,
                "rankings": [{"name": result.name, **estimates(result, seed)} for result in group.results],
            }
            for group in found.groups
        ],
        "note": found.note,
    }


def estimates(result: "Result", seed: int) -> dict[str, Any]:
    return {name: numbers_of(result.estimate(name, seed)) for name in result.per_user}


def numbers_of(estimate: "Estimate") -> dict[str, float]:
    return numbers({"mean": estimate.mean, "low": estimate.low, "high": estimate.high})


def numbers(values: Any) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in values.items()}
