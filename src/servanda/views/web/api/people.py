"""Who calls; users and their roles; tokens."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from servanda.errors import NotFound
from servanda.store.users import Role
from servanda.views.web.api.operation import Call, Operations
from servanda.views.web.api.shapes import Asking, Day, Shape
from servanda.views.web.desk import place
from servanda.views.web.passwords import LONGEST, SHORTEST, hashed

OPERATIONS = Operations("Users")
Password = Annotated[str, StringConstraints(min_length=SHORTEST, max_length=LONGEST)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Me(Shape):
    """Who calls: the name, and what may be done. Null for one who only looks at an open register."""

    name: str | None
    role: Role | None
    by_token: bool


class UserShape(Shape):
    """A user. One who is blocked may not sign in, and his tokens do not hold."""

    id: int
    name: str
    role: Role
    language: str | None
    blocked: bool
    made: str


class Users(Shape):
    """All users, by name."""

    items: tuple[UserShape, ...]


class NewUser(Asking):
    """Who may come in."""

    name: Name
    role: Role
    password: Password


class ChangedUser(Asking):
    """What is to be otherwise; what is left out stays."""

    role: Role | None = None
    blocked: bool | None = None
    password: Password | None = None


class TokenShape(Shape):
    """A token: what it is for, the most that it may do, when it was made, ends and was used last."""

    id: int
    user: int
    name: str
    role: Role
    made: str
    until: str | None
    latest: str | None


class Tokens(Shape):
    """Tokens, the newest first."""

    items: tuple[TokenShape, ...]


class NewToken(Asking):
    """What a token is for; it may do at most what its user may."""

    name: Name
    role: Role = "reader"
    until: Day | None = Field(None, description="The last day on which it holds.")


class SecretShape(Shape):
    """The secret of a new token, which is told this once."""

    secret: str


@OPERATIONS.add("GET", "/me", "reader", Me, "Tells who calls and what he may do.")
def show_me(call: Call[None, None]) -> Any:
    here = call.desk
    return Me(name=here.user.name if here.user else None, role=here.role, by_token=here.by_token)


@OPERATIONS.add("GET", "/users", "admin", Users, "Lists the users.")
def list_users(call: Call[None, None]) -> Any:
    return Users(items=tuple(map(UserShape.model_validate, place(call.request).users.all())))


@OPERATIONS.add("POST", "/users", "admin", UserShape, "Makes a user.", body=NewUser, status=201)
def add_user(call: Call[None, NewUser]) -> Any:
    asked = call.body
    made = place(call.request).users.add(asked.name, asked.role, hashed(asked.password))
    return UserShape.model_validate(made)


@OPERATIONS.add(
    "PATCH", "/users/{id:int}", "admin", UserShape, "Changes what a user may do, his password, or blocks him.",
    body=ChangedUser,
)  # fmt: skip
def change_user(call: Call[None, ChangedUser]) -> Any:
    users = place(call.request).users
    held = users.one(call.number("id"))
    values = call.body.model_dump(exclude_none=True)
    if "password" in values:
        values["password"] = hashed(values["password"])
    return UserShape.model_validate(users.change(held.id, **values) if values else held)


@OPERATIONS.add(
    "DELETE", "/users/{id:int}", "admin", None, "Forgets a user; what he decided stays under his name.", status=204
)
def remove_user(call: Call[None, None]) -> None:
    users = place(call.request).users
    users.remove(users.one(call.number("id")).id)


@OPERATIONS.add(
    "GET", "/tokens", "reader", Tokens, "Lists one's own tokens; for an admin, those of all.", signed_in=True
)
def list_tokens(call: Call[None, None]) -> Any:
    assert call.desk.user is not None
    own = None if call.desk.may("admin") else call.desk.user.id
    return Tokens(items=tuple(map(TokenShape.model_validate, place(call.request).tokens.all(own))))


@OPERATIONS.add(
    "POST", "/tokens", "reader", SecretShape, "Makes a token for oneself.", body=NewToken, status=201, signed_in=True
)
def add_token(call: Call[None, NewToken]) -> Any:
    assert call.desk.user is not None
    asked = call.body
    role = asked.role if call.desk.may(asked.role) else call.desk.role or "reader"
    return SecretShape(secret=place(call.request).tokens.add(call.desk.user, asked.name, role, asked.until))


@OPERATIONS.add(
    "DELETE", "/tokens/{id:int}", "reader", None, "Takes back a token of one's own; an admin, anybody's.",
    status=204, signed_in=True,
)  # fmt: skip
def revoke_token(call: Call[None, None]) -> None:
    assert call.desk.user is not None
    held, own = place(call.request).tokens, None if call.desk.may("admin") else call.desk.user.id
    if all(one.id != call.number("id") for one in held.all(own)):
        raise NotFound(f"no token {call.number('id')}")
    held.revoke(call.number("id"), own)
