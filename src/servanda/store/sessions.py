"""Who is signed in on the web, and when he was here before."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.ledger import SqlLedger
from servanda.store.noting import PRECISION, ago, note
from servanda.store.users import User, user_of, user_rows

IDLE = timedelta(days=14)
"""A session that was not used for so long is over."""
LONGEST = timedelta(days=60)
"""A session is over so long after signing in, however it was used."""
VISIT = timedelta(minutes=45)
"""A user who comes back after so long a silence begins a new visit."""


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: since when (ISO), when it was used last, and what the browser calls itself."""

    digest: str
    user: int
    made: str
    latest: str
    agent: str


class Sessions:
    """The sessions that a register keeps. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    def begin(self, user: User, agent: str) -> str:
        """Begin a session; gives its secret, of which the register keeps the digest alone."""
        secret, stamp, table = secrets.token_urlsafe(32), self.clock.stamp, schema.sessions
        values = {"user": user.id, "made": stamp, "latest": stamp, "agent": agent[:200]}
        with self.ledger.writing():
            self._run(delete(table).where((table.c.latest < self._ago(IDLE)) | (table.c.made < self._ago(LONGEST))))
            self._run(insert(table).values(digest=digest(secret), **values))
        return secret

    def whose(self, secret: str) -> User | None:
        """Whose session a secret is; None where it is none, or over, or its user is blocked."""
        table, users = schema.sessions, schema.users
        query = user_rows(table.c.latest).join(table, table.c.user == users.c.id)
        query = query.where(table.c.digest == digest(secret), users.c.blocked.is_(False))
        query = query.where(table.c.latest >= self._ago(IDLE), table.c.made >= self._ago(LONGEST))
        with self.ledger.reading():
            row = self._run(query).first()
        if row is None:
            return None
        if row[-1] < self._ago(PRECISION):
            used = update(table).where(table.c.digest == digest(secret)).values(latest=self.clock.stamp)
            note(self.ledger, [used])
        return user_of(row)

    def end(self, secret: str) -> None:
        """End a session."""
        with self.ledger.writing():
            self._run(delete(schema.sessions).where(schema.sessions.c.digest == digest(secret)))

    def of(self, user: int) -> list[SessionRow]:
        """The sessions of a user, the one used last first."""
        table = schema.sessions
        query = select(*(table.c[name] for name in SessionRow.__slots__)).where(table.c.user == user)
        with self.ledger.reading():
            return [SessionRow(*row) for row in self._run(query.order_by(table.c.latest.desc()))]

    def end_others(self, user: int, kept: str) -> None:
        """End all sessions of a user but that of a secret."""
        table = schema.sessions
        with self.ledger.writing():
            self._run(delete(table).where(table.c.user == user, table.c.digest != digest(kept)))

    def visit(self, user: int) -> str | None:
        """Note that a user is here; gives the time (ISO) at which his visit before this one ended, None on the first.

        A visit goes on until he has been away for `VISIT`.
        """
        table, now = schema.last_visits, self.clock.stamp
        with self.ledger.reading():
            row = self._run(select(table.c.latest, table.c.before).where(table.c.user == user)).first()
        if row is None:
            note(self.ledger, [insert(table).values(user=user, latest=now)])
            return None
        before: str | None = row.before
        if row.latest < self._ago(PRECISION):
            before = row.latest if row.latest < self._ago(VISIT) else before
            note(self.ledger, [update(table).where(table.c.user == user).values(latest=now, before=before)])
        return before

    def _ago(self, span: timedelta) -> str:
        return ago(self.clock, span)

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)


def digest(secret: str) -> str:
    """What is kept of a secret that is too long to be guessed: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
