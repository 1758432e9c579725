"""Governing the register: its users, all tokens, backups, and how it is."""

from __future__ import annotations

import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda import store
from servanda.errors import RegisterError, UsageError
from servanda.store.users import ROLES, Role
from servanda.views.web.desk import desk, place
from servanda.views.web.examining import examining
from servanda.views.web.forms import form, upload, word
from servanda.views.web.passwords import hashed
from servanda.views.web.permits import needs
from servanda.views.web.rendering import render


@needs("admin")
def admin(request: Request) -> Response:
    """The users and tokens, and what can be done with the whole register."""
    return _page(request)


def _page(request: Request, status: int = 200, fault: str = "", detail: str = "") -> Response:
    here = place(request)
    users = here.users.all()
    names = {user.id: user.name for user in users}
    done = request.query_params.get("done", "") if request.method == "GET" else ""
    return render(
        request, "admin.html", status=status, users=users, names=names, tokens=here.tokens.all(), roles=ROLES,
        fault=fault, detail=detail, done=done,
    )  # fmt: skip


@needs("admin")
def add_user(request: Request) -> Response:
    """Make a user with a password, which he is told by whoever makes him, and may change."""
    given = form(request)
    try:
        kept = hashed(str(given.get("password") or ""))
    except UsageError:
        return _page(request, 422, "password")
    try:
        place(request).users.add(word(given, "name"), _role(word(given, "role")), kept)
    except UsageError:
        return _page(request, 422, "name")
    return RedirectResponse("/admin?done=added", 303)


@needs("admin")
def change_user(request: Request) -> Response:
    """Give a user another role or password, block him or let him in again."""
    given, id = form(request), request.path_params["user"]
    values: dict[str, object] = {}
    if word(given, "role"):
        values["role"] = _role(word(given, "role"))
    if word(given, "blocked"):
        values["blocked"] = word(given, "blocked") == "yes"
    try:
        if given.get("password"):
            values["password"] = hashed(str(given.get("password")))
        if values:
            place(request).users.change(id, **values)
    except UsageError as error:
        return _page(request, 422, "password" if "password" in error.what else "admin")
    return RedirectResponse("/admin?done=changed", 303)


@needs("admin")
def remove_user(request: Request) -> Response:
    """Forget a user; what he decided stays."""
    try:
        place(request).users.remove(request.path_params["user"])
    except UsageError:
        return _page(request, 422, "admin")
    return RedirectResponse("/admin?done=removed", 303)


@needs("admin")
def revoke(request: Request) -> Response:
    """Take back anybody's token."""
    place(request).tokens.revoke(request.path_params["token"])
    return RedirectResponse("/admin?done=revoked", 303)


@needs("admin")
def health(request: Request) -> Response:
    """What can be said of the register at once, and what the last examination found."""
    facts, last = store.doctor(place(request).url, deep=False), examining(request).last
    return render(request, "health.html", health=facts, examination=last, version=version("servanda"))


@needs("admin")
def examine(request: Request) -> Response:
    """Have the doctor examine the whole register."""
    user = desk(request).user
    examining(request).start(user.name if user else "")
    return RedirectResponse("/admin/health", 303)


@needs("admin")
def backup(request: Request) -> Response:
    """The whole register as one file."""
    folder = Path(tempfile.mkdtemp(prefix="servanda-"))
    path = folder / f"{desk(request).today.isoformat()}.servanda"
    try:
        store.backup(place(request).url, path)
    except RegisterError:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    cleaning = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(path, filename=path.name, media_type="application/vnd.sqlite3", background=cleaning)


@needs("admin", body="upload")
def restore(request: Request) -> Response:
    """Put a backup in the place of all that the register holds; everybody signs in anew."""
    given = form(request)
    sent = upload(given, "backup")
    if sent is None or word(given, "sure") != "yes":
        return _page(request, 422, "sure")
    with tempfile.TemporaryDirectory(prefix="servanda-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, "sent.servanda")
        with path.open("wb") as file:
            shutil.copyfileobj(sent.file, file)
        try:
            store.restore(path, place(request).url)
        except RegisterError as error:
            return _page(request, 422, "restore", error.what)
    return RedirectResponse("/", 303)


def _role(given: str) -> Role:
    for role in ROLES:
        if role == given:
            return role
    raise HTTPException(400)


routes = [
    Route("/admin", admin),
    Route("/admin/users", add_user, methods=["POST"]),
    Route("/admin/users/{user:int}", change_user, methods=["POST"]),
    Route("/admin/users/{user:int}/remove", remove_user, methods=["POST"]),
    Route("/admin/tokens/{token:int}", revoke, methods=["POST"]),
    Route("/admin/health", health, methods=["GET"]),
    Route("/admin/health", examine, methods=["POST"]),
    Route("/admin/backup", backup, methods=["POST"]),
    Route("/admin/restore", restore, methods=["POST"]),
]
