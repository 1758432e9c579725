"""Passwords: argon2id, and how signing in slows down when it fails."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from threading import Semaphore
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from servanda.errors import UsageError
from servanda.store.users import User

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from servanda.views.web.setup import Place

SHORTEST, LONGEST = 10, 200
AT_ONCE = Semaphore(2)
"""Hashes made at the same time: each takes 64 MiB."""
FREE = {"user": 5, "address": 20}
"""Failures that cost no waiting, by user and by address: many people may share an address."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=15)


@cache
def hasher() -> PasswordHasher:
    """argon2id with the parameters of RFC 9106 for machines short of memory."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobody() -> str:
    """The hash of a password that nobody knows: checked where there is no such user, so that it takes as long."""
    import secrets

    return hasher().hash(secrets.token_hex())


def hashed(password: str) -> str:
    """What is kept of a password. Raises UsageError for one that is too short or too long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
    with AT_ONCE:
        return hasher().hash(password)


def fits(kept: str, password: str) -> bool:
    """Whether a password is the one that a hash was made of."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    with AT_ONCE:
        try:
            return hasher().verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def admitted(here: Place, name: str, password: str, address: str) -> User | None:
    """The user of a name and password; None where they do not fit, or he is blocked.

    Raises HTTPException 429 while he, or whoever asks from this address, has to wait after too many failures.
    """
    name = name[:LONGEST]
    keys = {"user": f"user {name}", "address": f"address {address}"}
    for kind, key in keys.items():
        _wait(here, key, FREE[kind])
    found = here.users.password_of(name)
    right = fits(found[1] if found else _nobody(), password)
    if not found or not right or found[0].blocked:
        here.attempts.failed(keys.values())
        return None
    here.attempts.forgive(keys["user"])
    return found[0]


def _wait(here: Place, key: str, free: int) -> None:
    failed = here.attempts.failures(key)
    if failed is None or failed[0] < free:
        return
    wait = min(FIRST_WAIT * 2 ** min(failed[0] - free, 20), LONGEST_WAIT)
    left = (failed[1] + wait - here.register.clock.now()).total_seconds()
    if left > 0:
        raise HTTPException(429, headers={"Retry-After": str(int(left) + 1)})
