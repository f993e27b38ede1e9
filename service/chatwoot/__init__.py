"""Aisle as an agent bot of Chatwoot: it answers there until a person is wanted, and hands over (docs/chatwoot.md)."""
