"""The users of a register on the web: who they are and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Row, Select, delete, func, insert, select, update

from servanda.errors import NotFound, UsageError
from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.ledger import SqlLedger

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""What a user may do, each with all before it: look, decide and enter, govern."""
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
    """ISO 8601 with its zone."""


class Users:
    """The users that a register keeps. Each method is a transaction, or joins the one that its caller began."""

    def __init__(self, ledger: SqlLedger, clock: Clock) -> None:
        self.ledger, self.clock = ledger, clock

    def any(self) -> bool:
        """Whether there is a user at all."""
        with self.ledger.reading():
            return self._run(select(schema.users.c.id).limit(1)).first() is not None

    def all(self) -> list[User]:
        """All users, by name."""
        with self.ledger.reading():
            return [User(*row) for row in self._run(user_rows().order_by(schema.users.c.name))]

    def one(self, id: int) -> User:
        """The user of a number. Raises NotFound."""
        with self.ledger.reading():
            row = self._run(user_rows().where(schema.users.c.id == id)).first()
        if row is None:
            raise NotFound(f"no user {id}")
        return User(*row)

    def password_of(self, name: str) -> tuple[User, str] | None:
        """The user of a name with the hash of his password; None where there is none."""
        query = user_rows(schema.users.c.password).where(schema.users.c.name == spaced(name))
        with self.ledger.reading():
            row = self._run(query).first()
        return (User(*row[:-1]), row[-1]) if row else None

    def add(self, name: str, role: Role, password: str, *, first: bool = False) -> User:
        """Make a user; `password` is its hash. `first`: only where there is none yet.

        Raises UsageError for a name that cannot be, or is taken, or where there is a user already.
        """
        name, table = spaced(name), schema.users
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise UsageError(f"a name has 1 to {LONGEST_NAME} characters")
        values = {"name": name, "role": role, "password": password, "blocked": False, "made": self.clock.stamp}
        with self.ledger.writing():
            if first and self.any():
                raise UsageError("there is a user already", remedy="sign in")
            if self._run(select(table.c.id).where(table.c.name == name)).first():
                raise UsageError(f"the name {name} is taken")
            return self.one(self._run(insert(table).values(values).returning(table.c.id)).scalar_one())

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
        """Forget a user, with his sessions and tokens; what he decided stays under his name.

        Raises UsageError where no admin would be left who may sign in.
        """
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

    def _run(self, statement: Any) -> Any:
        return self.ledger.connection.execute(statement)


def user_rows(*more: Any) -> Select[Any]:
    """A query for users, as `User` has them, with `more` columns after theirs."""
    return select(*(schema.users.c[name] for name in User.__slots__), *more)


def user_of(row: Row[Any]) -> User:
    """The user with whom a row of `user_rows` begins."""
    return User(*row[: len(User.__slots__)])


def spaced(name: str) -> str:
    """A name with single spaces, and none around it."""
    return " ".join(name.split())
