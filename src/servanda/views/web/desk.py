"""What an endpoint has before it: the register, who asks, in which language, and what day it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import Request

from servanda.register.register import Register
from servanda.settings import Settings
from servanda.store.ledger import SqlLedger
from servanda.store.users import ROLES, Role, User
from servanda.views.cite import Language
from servanda.views.web.cookies import session_secret
from servanda.views.web.language import chosen

if TYPE_CHECKING:
    from servanda.views.web.setup import Place


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's desk.

    `role` is what the one who asks may do: that of the user, at most that of his token; None where nobody is signed in.
    `since` is when the user's last visit before this one ended (ISO); None where there was none, or no user.
    """

    register: Register
    user: User | None
    role: Role | None
    language: Language
    today: date
    settings: Settings
    open_for_reading: bool
    by_token: bool = False
    since: str | None = None

    def may(self, role: Role) -> bool:
        """Whether the one who asks may do what a role may; all may read where the register is open for reading."""
        if self.role is None:
            return role == "reader" and self.open_for_reading
        return ROLES.index(self.role) >= ROLES.index(role)


def place(request: Request) -> Place:
    """What the app stands on."""
    found: Place = request.app.state.place
    return found


def ledger(request: Request) -> SqlLedger:
    """The tables behind the register, for what it has no method for."""
    return place(request).ledger


def desk(request: Request) -> Desk:
    """The desk of a request, made once."""
    made: Desk | None = getattr(request.state, "desk", None)
    if made is None:
        made = request.state.desk = _make(request)
    return made


def _make(request: Request) -> Desk:
    here = place(request)
    user, role, by_token = _who(request, here)
    since = here.sessions.visit(user.id) if user and not by_token else None
    language = chosen(request, user.language if user else None)
    today = here.register.clock.today()
    return Desk(here.register, user, role, language, today, here.settings, here.open_for_reading, by_token, since)


def bearer(request: Request) -> str | None:
    """The token that a request brings; such a request is judged by it alone, whatever its cookies."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else None


def _who(request: Request, here: Place) -> tuple[User | None, Role | None, bool]:
    token = bearer(request)
    if token is not None:
        found = here.tokens.whose(token)
        return (*found, True) if found else (None, None, True)
    secret = session_secret(request)
    user = here.sessions.whose(secret) if secret else None
    return user, user.role if user else None, False
