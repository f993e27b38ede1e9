"""Passwords of the shop's people: kept as argon2id hashes, never as they are."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: The shortest password an agent may choose, and the longest that is hashed.
SHORTEST, LONGEST = 10, 200
_hasher = (
    PasswordHasher()
)  # RFC 9106's choice for machines with little memory: 64 MiB, some tens of milliseconds


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


def is_password(stored: str, password: str) -> bool:
    """Whether `stored` is the hash of this password. With "", for a login that nobody has, it is no, after as much
    work as for any other, so that the time of an answer does not tell which logins there are."""
    try:
        return _hasher.verify(stored or _nobodys(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether a hash was made with weaker parameters than those of today."""
    return _hasher.check_needs_rehash(stored)


def new_password() -> str:
    """A password to hand to a new agent: 16 letters and digits in four groups, 80 bits."""
    letters = "abcdefghijkmnpqrstuvwxyz23456789"
    groups = ("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))
    return "-".join(groups)


@cache
def _nobodys() -> str:
    return hash_password(secrets.token_urlsafe(16))
