"""Every route says who may call it, and keeps to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.requests import Request
from starlette.responses import Response
from tests.views.web.conftest import CLOCK
from tests.views.web.walking import filled, routes

from servanda.settings import Settings
from servanda.store.users import ROLES
from servanda.views.web import create_app
from servanda.views.web.permits import needs

OPEN_TO_ALL = {
    ("/first", "GET"), ("/first", "POST"), ("/liveness", "GET"), ("/preferences", "POST"), ("/readiness", "GET"),
    ("/sign-in", "GET"), ("/sign-in", "POST"), ("/sign-out", "POST"), ("/static", "GET"), ("/api/openapi.json", "GET"),
    ("/calendars/{search:path}.ics", "GET"), ("/feeds/{search:path}.atom", "GET"),
}  # fmt: skip
"""What anybody may call. A route that joins them does so here, in sight.

Calendars and feeds ask for the secret in their address, or for the rights of a reader, by themselves.
"""
ONES_OWN = {"/account", "/api/me", "/api/searches", "/api/tokens", "/searches"}
"""What only one who is signed in may look at, even where the register is open for reading."""


def guarded(app):
    return [(path, method, one.permit) for path, method, one in routes(app.routes) if one.permit != "public"]


def refused(answer) -> bool:
    """Sent to sign in, or told to."""
    return answer.status_code == 401 or (
        answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    )


def test_every_route_says_who_may_call_it(app) -> None:
    assert [path for path, _, endpoint in routes(app.routes) if not hasattr(endpoint, "permit")] == []
    public = {(path, method) for path, method, endpoint in routes(app.routes) if endpoint.permit == "public"}
    assert public <= OPEN_TO_ALL


def test_what_changes_anything_is_no_look(app) -> None:
    assert {method for _, method, _ in routes(app.routes)} <= {"GET", "POST", "PUT", "PATCH", "DELETE"}


def test_nobody_comes_in_without_signing_in(app, client) -> None:
    told = [(path, method, client.nobody.request(method, filled(path))) for path, method, _ in guarded(app)]
    assert [(path, method, answer.status_code) for path, method, answer in told if not refused(answer)] == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_as_far_as_it_says(app, visitor, role) -> None:
    strange = []
    for path, method, permit in guarded(app):
        answer = visitor(role).request(method, filled(path))
        below = ROLES.index(role) < ROLES.index(permit)
        if (answer.status_code == 403) != below or refused(answer) or answer.status_code == 500:
            strange.append((path, method, permit, answer.status_code))
    assert strange == []


def test_a_register_open_for_reading_is_open_for_nothing_else(app, client) -> None:
    app.state.place = replace(app.state.place, open_for_reading=True)
    for path, method, permit in guarded(app):
        answer = client.nobody.request(method, filled(path))
        if permit != "reader" or method != "GET":
            assert refused(answer), (path, method)
    assert client.nobody.get("/account").status_code == 303
    looks = [path for path, method, permit in guarded(app) if permit == "reader" and method == "GET"]
    closed = [path for path in looks if refused(client.nobody.get(filled(path)))]
    assert set(closed) <= ONES_OWN


def test_an_endpoint_with_a_permit_runs_in_a_thread() -> None:
    async def endpoint(request: Request) -> Response:
        return Response()

    with pytest.raises(TypeError, match="plain function"):
        needs("reader")(endpoint)


def test_the_settings_open_a_register_for_reading(tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'open.db'}"
    assert create_app(url, Settings(open_for_reading=True), clock=CLOCK).state.place.open_for_reading
    assert not create_app(url, Settings(), clock=CLOCK).state.place.open_for_reading
    assert create_app(url, Settings(), clock=CLOCK, open_for_reading=True).state.place.open_for_reading
