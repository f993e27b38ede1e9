"""The shop's business rules in the database."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import fields
from typing import Any

from sqlalchemy import delete, select

from shop.rule import Rule
from shop.storage.counts import Counts
from shop.storage.database import Database
from shop.storage.stage import Stage, Target, staging
from shop.storage.tables import rules
from shop.storage.version import RULES, bump_version

_NAMES = [field.name for field in fields(Rule)]


def rule_row(rule: Rule) -> Mapping[str, Any]:
    """The rule as a row."""
    return {name: getattr(rule, name) for name in _NAMES}


_TARGET: Target[Rule] = Target(rules, "rule_id", rule_row, version=RULES)


def stage_rules(db: Database) -> AbstractContextManager[Stage[Rule]]:
    """A stage for rules, to be merged as a whole."""
    return staging(db, _TARGET)


def save_rules(db: Database, rules: Iterable[Rule]) -> Counts:
    """Adds new rules and updates changed ones; all or nothing."""
    with stage_rules(db) as stage:
        stage.add(rules)
        return stage.merge()


def load_rules(db: Database) -> list[Rule]:
    """Every rule, by id."""
    statement = select(*(rules.c[name] for name in _NAMES)).order_by(rules.c.rule_id)
    with db.read() as connection:
        return [Rule(*row) for row in connection.execute(statement)]


def delete_rule(db: Database, rule_id: str) -> bool:
    """Removes the rule; whether there was one."""
    with db.begin() as connection:
        gone = connection.execute(delete(rules).where(rules.c.rule_id == rule_id)).rowcount
        if gone:
            bump_version(connection, RULES)
    return bool(gone)
