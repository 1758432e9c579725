"""The tokens by which programs act for users of a register."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select, update

from servanda.errors import UsageError
from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.noting import PRECISION, ago, note
from servanda.store.sessions import digest
from servanda.store.users import LONGEST_NAME, ROLES, Role, User, spaced, user_of, user_rows

MARK = "servanda_"
"""With what every token begins, so that people and scanners know one that lies about."""


@dataclass(frozen=True, slots=True)
class Token:
    """A program's token: what it is for, the most that it may do, when it was made, ends and was used last (ISO)."""

    id: int
    user: int
    name: str
    role: Role
    made: str
    until: str | None
    latest: str | None


class Tokens:
    """The tokens that a register keeps. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    def add(self, user: User, name: str, role: Role, until: str | None = None) -> str:
        """Make a token that may do at most what `role` may; gives its secret, which nobody can be shown again.

        `until`: the last day (YYYY-MM-DD) on which it holds. Raises UsageError for one without a name, or whose
        day is none.
        """
        name = spaced(name)[:LONGEST_NAME]
        if not name:
            raise UsageError("a token needs a name that tells what it is for")
        secret = MARK + secrets.token_urlsafe(32)
        values = {"user": user.id, "name": name, "role": role, "digest": digest(secret), "made": self.clock.stamp}
        with self.ledger.writing():
            self._run(insert(schema.tokens).values(until=_day(until), **values))
        return secret

    def all(self, user: int | None = None) -> list[Token]:
        """The tokens of a user, of everybody where None, the newest first."""
        table = schema.tokens
        query = select(*(table.c[name] for name in Token.__slots__)).order_by(table.c.id.desc())
        with self.ledger.reading():
            return [Token(*row) for row in self._run(query if user is None else query.where(table.c.user == user))]

    def whose(self, secret: str) -> tuple[User, Role] | None:
        """For whom a token acts, and what it may do: the lesser of its own role and that of its user."""
        table, users = schema.tokens, schema.users
        query = user_rows(table.c.role, table.c.latest).join(table, table.c.user == users.c.id)
        query = query.where(table.c.digest == digest(secret), users.c.blocked.is_(False))
        today = self.clock.today().isoformat()
        with self.ledger.reading():
            row = self._run(query.where(table.c.until.is_(None) | (table.c.until >= today))).first()
        if row is None:
            return None
        if (row[-1] or "") < ago(self.clock, PRECISION):
            note(self.ledger, [update(table).where(table.c.digest == digest(secret)).values(latest=self.clock.stamp)])
        user = user_of(row)
        return user, min(user.role, row[-2], key=ROLES.index)

    def revoke(self, token: int, user: int | None = None) -> None:
        """Take a token back; `user`: only where it is his."""
        table = schema.tokens
        query = delete(table).where(table.c.id == token)
        with self.ledger.writing():
            self._run(query if user is None else query.where(table.c.user == user))

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        raise UsageError(f"{text} is no day", remedy="give it as 2026-12-31") from None
