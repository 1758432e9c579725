"""The users of a register on the web: who they are, who is signed in, the tokens of their programs, their last visits."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import delete, func, insert, select, update

from servanda.errors import NotFound, UsageError
from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.ledger import SqlLedger

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a user may do, each with all before it: look, decide and enter, govern."""
IDLE = timedelta(days=14)
"""A session that was not used for so long is over."""
LONGEST = timedelta(days=60)
"""A session is over so long after signing in, however it was used."""
PRECISION = timedelta(minutes=1)
"""How exactly the time of the latest use of a session or token is kept, so that a look is no write each time."""
VISIT = timedelta(minutes=45)
"""A user who comes back after so long a silence begins a new visit."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class User:
    """One user. `blocked`: may not sign in, and his sessions and tokens do not hold."""

    id: int
    name: str
    role: Role
    language: str | None
    blocked: bool
    made: str


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


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session: since when (ISO), when it was used last, and what the browser calls itself."""

    digest: str
    user: int
    made: str
    latest: str
    agent: str


class Users:
    """The users that a register keeps. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    # people

    def any(self) -> bool:
        """Whether there is a user at all."""
        with self.ledger.reading():
            return self._run(select(schema.users.c.id).limit(1)).first() is not None

    def all(self) -> list[User]:
        """All users, by name."""
        with self.ledger.reading():
            return [User(*row) for row in self._run(_USERS.order_by(schema.users.c.name))]

    def one(self, id: int) -> User:
        """The user of a number. Raises NotFound."""
        with self.ledger.reading():
            row = self._run(_USERS.where(schema.users.c.id == id)).first()
        if row is None:
            raise NotFound(f"no user {id}")
        return User(*row)

    def password_of(self, name: str) -> tuple[User, str] | None:
        """The user of a name with the hash of his password; None where there is none."""
        query = _USERS.add_columns(schema.users.c.password).where(schema.users.c.name == name.strip())
        with self.ledger.reading():
            row = self._run(query).first()
        return (User(*row[:-1]), row[-1]) if row else None

    def add(self, name: str, role: Role, password: str, *, first: bool = False) -> User:
        """Make a user; `password` is its hash. `first`: only where there is none yet.

        Raises UsageError for a name that cannot be, or is taken, or where there is a user already.
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"a name has 1 to {LONGEST_NAME} characters")
        table = schema.users
        values = {"name": name, "role": role, "password": password, "blocked": False, "made": self.clock.stamp}
        with self.ledger.writing():
            if first and self.any():
                raise UsageError("there is a user already", remedy="sign in")
            if self._run(select(table.c.id).where(table.c.name == name)).first():
                raise UsageError(f"the name {name} is taken")
            id = self._run(insert(table).values(values).returning(table.c.id)).scalar_one()
            return self.one(id)

    def change(self, id: int, **values: Any) -> User:
        """Change the `role`, `password` (a hash), `language` of a user, or whether he is `blocked`.

        One whose password changed or who is blocked is signed out everywhere. Raises NotFound; UsageError where no
        admin would be left who may sign in.
        """
        with self.ledger.writing():
            self._run(update(schema.users).where(schema.users.c.id == id).values(values))
            if values.get("blocked") or "password" in values:
                self._run(delete(schema.sessions).where(schema.sessions.c.user == id))
            self._governed()
            return self.one(id)

    def remove(self, id: int) -> None:
        """Forget a user, with his sessions and tokens; what he decided stays under his name. Raises UsageError."""
        with self.ledger.writing():
            for table in (schema.sessions, schema.tokens, schema.last_visits):
                self._run(delete(table).where(table.c.user == id))
            self._run(delete(schema.users).where(schema.users.c.id == id))
            self._governed()

    def _governed(self) -> None:
        """A register always has an admin who may sign in."""
        table = schema.users
        count = select(func.count()).where(table.c.role == "admin", table.c.blocked.is_(False))
        if not self._run(count).scalar_one():
            raise UsageError("no admin would be left who may sign in", remedy="make another user an admin first")

    # sessions

    def sign_in(self, user: User, agent: str) -> str:
        """Begin a session; gives its secret, of which the register keeps the digest alone."""
        secret, stamp, table = secrets.token_urlsafe(32), self.clock.stamp, schema.sessions
        values = {"user": user.id, "made": stamp, "latest": stamp, "agent": agent[:200]}
        with self.ledger.writing():
            self._run(delete(table).where((table.c.latest < self._ago(IDLE)) | (table.c.made < self._ago(LONGEST))))
            self._run(insert(table).values(digest=digest(secret), **values))
        return secret

    def signed_in(self, secret: str) -> User | None:
        """Whose session a secret is; None where it is none, or over, or its user is blocked."""
        table, users = schema.sessions, schema.users
        query = _USERS.add_columns(table.c.latest).join(table, table.c.user == users.c.id)
        query = query.where(table.c.digest == digest(secret), users.c.blocked.is_(False))
        query = query.where(table.c.latest >= self._ago(IDLE), table.c.made >= self._ago(LONGEST))
        with self.ledger.reading():
            row = self._run(query).first()
        if row is None:
            return None
        if row[-1] < self._ago(PRECISION):
            with self.ledger.writing():
                self._run(update(table).where(table.c.digest == digest(secret)).values(latest=self.clock.stamp))
        return User(*row[:-1])

    def sign_out(self, secret: str) -> None:
        """End a session."""
        with self.ledger.writing():
            self._run(delete(schema.sessions).where(schema.sessions.c.digest == digest(secret)))

    def sessions(self, user: int) -> list[SessionRow]:
        """The sessions of a user, the one used last first."""
        table = schema.sessions
        query = select(*(table.c[name] for name in SessionRow.__slots__)).where(table.c.user == user)
        with self.ledger.reading():
            return [SessionRow(*row) for row in self._run(query.order_by(table.c.latest.desc()))]

    def sign_out_elsewhere(self, user: int, kept: str) -> None:
        """End all sessions of a user but that of a secret."""
        table = schema.sessions
        with self.ledger.writing():
            self._run(delete(table).where(table.c.user == user, table.c.digest != digest(kept)))

    # tokens

    def add_token(self, user: User, name: str, role: Role, until: str | None = None) -> str:
        """Make a token that may do at most what `role` may; gives its secret, which is shown this once.

        `until`: the day (YYYY-MM-DD) after which it does not hold. Raises UsageError for one without a name.
        """
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise UsageError("a token needs a name that tells what it is for")
        secret = f"servanda_{secrets.token_urlsafe(32)}"
        values = {"user": user.id, "name": name, "role": role, "digest": digest(secret), "made": self.clock.stamp}
        with self.ledger.writing():
            self._run(insert(schema.tokens).values(until=until, **values))
        return secret

    def tokens(self, user: int | None = None) -> list[Token]:
        """The tokens of a user, of all where None, the newest first."""
        table = schema.tokens
        query = select(*(table.c[name] for name in Token.__slots__)).order_by(table.c.id.desc())
        with self.ledger.reading():
            return [Token(*row) for row in self._run(query if user is None else query.where(table.c.user == user))]

    def by_token(self, secret: str) -> tuple[User, Role] | None:
        """For whom a token acts, and what it may do: the lesser of its own role and that of its user."""
        table, users = schema.tokens, schema.users
        query = _USERS.add_columns(table.c.role, table.c.latest).join(table, table.c.user == users.c.id)
        query = query.where(table.c.digest == digest(secret), users.c.blocked.is_(False))
        today = self.clock.today().isoformat()
        with self.ledger.reading():
            row = self._run(query.where(table.c.until.is_(None) | (table.c.until >= today))).first()
        if row is None:
            return None
        if (row[-1] or "") < self._ago(PRECISION):
            with self.ledger.writing():
                self._run(update(table).where(table.c.digest == digest(secret)).values(latest=self.clock.stamp))
        user = User(*row[:-2])
        return user, min(user.role, row[-2], key=ROLES.index)

    def revoke(self, token: int, user: int | None = None) -> None:
        """Take a token back; `user`: only where it is his."""
        table = schema.tokens
        query = delete(table).where(table.c.id == token)
        with self.ledger.writing():
            self._run(query if user is None else query.where(table.c.user == user))

    # visits

    def visit(self, user: int) -> str | None:
        """Note that a user is here; gives the time (ISO) at which his visit before this one ended, None on the first.

        A visit goes on until he has been away for `VISIT`.
        """
        table, now = schema.last_visits, self.clock.stamp
        with self.ledger.reading():
            row = self._run(select(table.c.latest, table.c.before).where(table.c.user == user)).first()
        if row is None:
            with self.ledger.writing():
                if not self._run(update(table).where(table.c.user == user).values(latest=now)).rowcount:
                    self._run(insert(table).values(user=user, latest=now))
            return None
        if row.latest >= self._ago(PRECISION):
            return str(row.before) if row.before else None
        before = row.latest if row.latest < self._ago(VISIT) else row.before
        with self.ledger.writing():
            self._run(update(table).where(table.c.user == user).values(latest=now, before=before))
        return str(before) if before else None

    # failed attempts

    def failures(self, key: str) -> tuple[int, datetime] | None:
        """How often signing in failed under a key, and when last."""
        table = schema.attempts
        with self.ledger.reading():
            row = self._run(select(table.c.failures, table.c.latest).where(table.c.key == key)).first()
        return (row.failures, datetime.fromisoformat(row.latest)) if row else None

    def failed(self, keys: tuple[str, ...], forgotten: timedelta) -> None:
        """Count a failure under each key; those older than `forgotten` count no more."""
        table = schema.attempts
        with self.ledger.writing():
            self._run(delete(table).where(table.c.latest < self._ago(forgotten)))
            for key in keys:
                more = {"failures": table.c.failures + 1, "latest": self.clock.stamp}
                if not self._run(update(table).where(table.c.key == key).values(more)).rowcount:
                    self._run(insert(table).values(key=key, failures=1, latest=self.clock.stamp))

    def forgive(self, key: str) -> None:
        """Forget the failures under a key."""
        with self.ledger.writing():
            self._run(delete(schema.attempts).where(schema.attempts.c.key == key))

    def _ago(self, span: timedelta) -> str:
        return (self.clock.now() - span).isoformat(timespec="microseconds")

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)


_USERS = select(*(schema.users.c[name] for name in User.__slots__))


def digest(secret: str) -> str:
    """What is kept of a secret that is too long to be guessed: its SHA-256."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
