"""What one app of the web stands on, put together once when it starts."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from servanda import store
from servanda.register.register import Clock, Register
from servanda.settings import Settings
from servanda.store.attempts import Attempts
from servanda.store.ledger import SqlLedger
from servanda.store.sessions import Sessions
from servanda.store.tokens import Tokens
from servanda.store.users import User, Users


@dataclass(frozen=True, slots=True)
class Place:
    """The register with its address and users, and the settings.

    `first_code` proves that who makes the first user can read the terminal of the server. `guest` is a user whose
    session begins with that code instead of a password: a demonstration's.
    """

    url: str
    register: Register
    ledger: SqlLedger
    users: Users
    sessions: Sessions
    tokens: Tokens
    attempts: Attempts
    settings: Settings
    open_for_reading: bool
    first_code: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    guest: User | None = None


def place(url: str, settings: Settings, clock: Clock | None, open_for_reading: bool | None, guest: str | None) -> Place:
    """Open the register. Raises RegisterError.

    `guest`: the name of an admin to make, where the register has no users, who needs no password.
    """
    register = store.open(url, clock)
    assert isinstance(register.ledger, SqlLedger)
    ledger, clock = register.ledger, register.clock
    users = Users(ledger, clock)
    keeping = (ledger, users, Sessions(ledger, clock), Tokens(ledger, clock), Attempts(ledger, clock))
    read = settings.open_for_reading if open_for_reading is None else open_for_reading
    entering = users.add(guest, "admin", "", first=True) if guest and not users.any() else None
    return Place(url, register, *keeping, settings, read, guest=entering)
