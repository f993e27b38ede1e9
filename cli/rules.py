"""`aisle rules`: which business rules there are, which hold now, and what they are about."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from cli.output import fail, out, print_json, print_table
from shop.rule import Rule
from shop.settings import Settings
from shop.storage.database import Database
from shop.storage.products import load_products
from shop.storage.rules import delete_rule, load_rules

app = typer.Typer(
    help="See and delete the shop's business rules; `aisle import rules FILE` brings them in.",
    epilog="Example: aisle rules --json",
)

COLUMNS = ("rule", "action", "about", "by", "from", "until", "now", "products", "note")


@app.callback(invoke_without_command=True)
def rules(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """List every rule: whether it is in force now, and how many of the products on sale it is about."""
    if context.invoked_subcommand is not None:
        return
    db, now = opened(), datetime.now(UTC)
    found, products = load_rules(db), load_products(db, now)
    db.dispose()
    counted = [(rule, sum(map(rule.hits, products))) for rule in found]
    if as_json:
        print_json([as_object(rule, hits, now) for rule, hits in counted])
    elif counted:
        print_table(COLUMNS, (as_row(rule, hits, now) for rule, hits in counted))
    else:
        out.print("There are no business rules; `aisle import rules FILE` brings some in (docs/feeds.md).")


@app.command(epilog="Example: aisle rules delete autumn-sale")
def delete(
    rule_id: Annotated[str, typer.Argument(metavar="ID", help="The rule's id in `aisle rules`.")],
) -> None:
    """Delete a rule; it is out of force at the next request."""
    db = opened()
    gone = delete_rule(db, rule_id)
    db.dispose()
    if not gone:
        fail(f"there is no rule {rule_id}; `aisle rules` lists them.")
    out.print(f"Rule {rule_id} is deleted.", markup=False, highlight=False)


def opened() -> Database:
    db = Database(Settings().sqlalchemy_url)
    db.migrate()
    return db


def as_object(rule: Rule, hits: int, now: datetime) -> dict[str, Any]:
    """A rule as the JSON that scripts read; moments are ISO 8601 in UTC, null where there is none."""
    values = asdict(rule)
    dates = {name: values[name] and values[name].isoformat() for name in ("starts_at", "ends_at")}
    return {**values, **dates, "in_force": rule.in_force(now), "products": hits}


def as_row(rule: Rule, hits: int, now: datetime) -> tuple[object, ...]:
    """A rule as a row for people."""
    dates = (f"{date:%Y-%m-%d %H:%M}" if date else "" for date in (rule.starts_at, rule.ends_at))
    return (rule.rule_id, rule.action, about(rule), measure(rule), *dates, state(rule, now), hits, rule.note)


def about(rule: Rule) -> str:
    """What the rule states, in a few words."""
    named = (("product", rule.product_id), ("brand", rule.brand), ("category", rule.category))
    bounds = ((">=", rule.margin_min), ("<=", rule.margin_max))
    stated = [f"{name} {value}" for name, value in named if value]
    return ", ".join(stated + [f"margin {sign} {bound:.0%}" for sign, bound in bounds if bound is not None])


def measure(rule: Rule) -> str:
    """How far it moves, or where to; "" for an exclusion."""
    if rule.action == "pin":
        return f"place {rule.place}"
    return f"{'+' if rule.action == 'boost' else '-'}{rule.strength:g}" if rule.action != "exclude" else ""


def state(rule: Rule, now: datetime) -> str:
    if rule.in_force(now):
        return "in force"
    return "over" if rule.ends_at and now >= rule.ends_at else "to come"
