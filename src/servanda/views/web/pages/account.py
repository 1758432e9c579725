"""Signing in and out, the first user, what a browser prefers, and a user's own account."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from servanda.errors import UsageError
from servanda.store.sessions import digest
from servanda.store.users import ROLES, Role, User
from servanda.views.web import cookies
from servanda.views.web.desk import desk, place
from servanda.views.web.forms import form, word
from servanda.views.web.language import COOKIE, LANGUAGES
from servanda.views.web.passwords import admitted, fits, hashed
from servanda.views.web.permits import needs, public
from servanda.views.web.rendering import THEMES, render


@public
def sign_in(request: Request) -> Response:
    """The form; with the code of a demonstration, one button."""
    if desk(request).user:
        return RedirectResponse(local(request.query_params.get("next")), 303)
    if not place(request).users.any():
        return RedirectResponse("/first", 303)
    code = request.query_params.get("code", "")
    guest = place(request).guest if code else None
    return _sign_in_page(request, code=code if guest else "", guest=guest.name if guest else "")


@public
def enter(request: Request) -> Response:
    """Begin a session, with a name and password, or with the code of a demonstration."""
    given = form(request)
    here, onward = place(request), local(word(given, "next"))
    if here.guest and secrets.compare_digest(word(given, "code").encode(), here.first_code.encode()):
        return _entered(request, here.guest, onward)
    user = admitted(here, word(given, "name"), str(given.get("password") or ""), _address(request))
    if user is None:
        return _sign_in_page(request, status=422, wrong=True, name=word(given, "name"), next=onward)
    return _entered(request, user, onward)


def _sign_in_page(request: Request, status: int = 200, **about: Any) -> Response:
    known = {"wrong": False, "name": "", "code": "", "guest": "", "next": local(request.query_params.get("next"))}
    return render(request, "sign-in.html", status=status, **(known | about))


def _entered(request: Request, user: User, onward: str) -> Response:
    held = cookies.session_secret(request)
    if held:
        place(request).sessions.end(held)
    made = RedirectResponse(onward, 303)
    cookies.keep_session(request, made, place(request).sessions.begin(user, request.headers.get("user-agent", "")))
    return made


@public
def leave(request: Request) -> Response:
    """End the session."""
    held = cookies.session_secret(request)
    if held:
        place(request).sessions.end(held)
    made = RedirectResponse("/sign-in", 303)
    cookies.drop_session(request, made)
    return made


@public
def first(request: Request) -> Response:
    """The form for the first user, who is an admin."""
    if place(request).users.any():
        return RedirectResponse("/sign-in", 303)
    return _first_page(request, code=request.query_params.get("code", ""))


@public
def make_first(request: Request) -> Response:
    """Make the first user of a register without any, for one who knows the code that the server printed."""
    given = form(request)
    code, name = word(given, "code"), word(given, "name")
    if place(request).users.any():
        return RedirectResponse("/sign-in", 303)
    if not secrets.compare_digest(code.encode(), place(request).first_code.encode()):
        return _first_page(request, status=403, name=name, fault="code")
    try:
        user = place(request).users.add(name, "admin", hashed(str(given.get("password") or "")), first=True)
    except UsageError as error:
        fault = "password" if "password" in error.what else "name"
        return _first_page(request, status=422, code=code, name=name, fault=fault)
    return _entered(request, user, "/")


def _first_page(request: Request, status: int = 200, **about: Any) -> Response:
    return render(request, "first.html", status=status, **({"code": "", "name": "", "fault": ""} | about))


@public
def prefer(request: Request) -> Response:
    """Keep the language and colours that this browser is to have, and the language with the user."""
    given = form(request)
    language, theme = word(given, "language"), word(given, "theme")
    made = RedirectResponse(local(word(given, "back")), 303)
    if language in LANGUAGES:
        cookies.keep(request, made, COOKIE, language)
        user = desk(request).user
        if user:
            place(request).users.change(user.id, language=language)
    if theme in (*THEMES, "auto"):
        cookies.keep(request, made, "theme", theme)
    return made


@needs("reader", signed_in=True)
def account(request: Request) -> Response:
    """The user's password, sessions and tokens."""
    return _account_page(request)


@needs("reader")
def change_password(request: Request) -> Response:
    """Set another password; all sessions end but this one."""
    given, user = form(request), _user(request)
    found = place(request).users.password_of(user.name)
    if not found or not fits(found[1], str(given.get("old") or "")):
        return _account_page(request, status=422, fault="old")
    try:
        kept = hashed(str(given.get("new") or ""))
    except UsageError:
        return _account_page(request, status=422, fault="new")
    place(request).users.change(user.id, password=kept)
    return _entered(request, user, "/account?done=password")


@needs("reader")
def sign_out_elsewhere(request: Request) -> Response:
    """End the user's sessions in other browsers."""
    place(request).sessions.end_others(_user(request).id, cookies.session_secret(request) or "")
    return RedirectResponse("/account?done=sessions", 303)


@needs("reader")
def make_token(request: Request) -> Response:
    """Make a token, and show it this once."""
    given, user = form(request), _user(request)
    role: Role = next((one for one in _roles(request) if one == word(given, "role")), "reader")
    until = word(given, "until") or None
    try:
        secret = place(request).tokens.add(user, word(given, "name"), role, until)
    except UsageError:
        return _account_page(request, status=422, fault="token")
    made = _account_page(request, secret=secret)
    made.headers["Cache-Control"] = "no-store"
    return made


@needs("reader")
def revoke_token(request: Request) -> Response:
    """Take back a token of the user's own."""
    place(request).tokens.revoke(request.path_params["token"], _user(request).id)
    return RedirectResponse("/account?done=token", 303)


def _account_page(request: Request, status: int = 200, fault: str = "", secret: str = "") -> Response:
    user, held = _user(request), place(request)
    tokens, sessions = held.tokens.all(user.id), held.sessions.of(user.id)
    here = digest(cookies.session_secret(request) or "")
    done = request.query_params.get("done", "") if request.method == "GET" else ""
    return render(
        request, "account.html", status=status, user=user, tokens=tokens, sessions=sessions, this=here, fault=fault,
        secret=secret, done=done, roles=_roles(request),
    )  # fmt: skip


def _roles(request: Request) -> tuple[Role, ...]:
    """What a token may be that is made by who asks: no more than he may himself, or the token that he brings."""
    return tuple(role for role in ROLES if desk(request).may(role))


def _user(request: Request) -> User:
    user = desk(request).user
    assert user is not None
    return user


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def local(address: str | None) -> str:
    """An address of this site to go on to; the first page for any other."""
    plain = address and address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if plain and address else "/"


routes = [
    Route("/sign-in", sign_in),
    Route("/sign-in", enter, methods=["POST"]),
    Route("/sign-out", leave, methods=["POST"]),
    Route("/first", first),
    Route("/first", make_first, methods=["POST"]),
    Route("/preferences", prefer, methods=["POST"]),
    Route("/account", account),
    Route("/account/password", change_password, methods=["POST"]),
    Route("/account/sessions", sign_out_elsewhere, methods=["POST"]),
    Route("/account/tokens", make_token, methods=["POST"]),
    Route("/account/tokens/{token:int}", revoke_token, methods=["POST"]),
]
