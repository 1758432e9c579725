"""The first user, signing in and out, what it costs to guess, cookies, and a user's own account."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient
from tests.views.web.conftest import PASSWORD, SAME

from servanda.register.register import Clock
from servanda.settings import Settings
from servanda.views.web import create_app
from servanda.views.web.passwords import FIRST_WAIT, FREE, hashed


@pytest.fixture
def empty(tmp_path):
    """A site whose register has no users."""
    return create_app(f"sqlite:///{tmp_path / 'empty.db'}", Settings())


def browser(app, base: str = "http://localhost") -> TestClient:
    return TestClient(app, base, headers=SAME, follow_redirects=False)


@pytest.fixture
def anna(app):
    """A user who has a password."""
    return app.state.place.users.add("Анна", "editor", hashed(PASSWORD))


def sign_in(client, password: str = PASSWORD, name: str = "Анна", **more: str):
    return client.post("/sign-in", data={"name": name, "password": password, **more})


def test_a_register_without_users_asks_for_the_first(empty) -> None:
    client = browser(empty)
    assert client.get("/account").headers["location"] == "/first"
    assert client.get("/sign-in").headers["location"] == "/first"
    page = client.get("/first?code=abc")
    assert page.status_code == 200
    assert 'value="abc"' in page.text


@pytest.mark.parametrize(
    ("given", "status"),
    [({"code": "wrong"}, 403), ({"code": ""}, 403), ({"password": "short"}, 422), ({"name": "  "}, 422)],
)
def test_the_first_user_needs_the_code_of_the_terminal(empty, given, status) -> None:
    right = {"code": empty.state.place.first_code, "name": "Анна", "password": PASSWORD}
    answer = browser(empty).post("/first", data=right | given)
    assert answer.status_code == status
    assert PASSWORD not in answer.text
    assert not empty.state.place.users.any()


def test_the_first_user_governs_and_is_signed_in(empty) -> None:
    client = browser(empty)
    given = {"code": empty.state.place.first_code, "name": "Анна", "password": PASSWORD}
    assert client.post("/first", data=given).headers["location"] == "/"
    assert [(user.name, user.role) for user in empty.state.place.users.all()] == [("Анна", "admin")]
    assert client.get("/admin").status_code == 200
    assert browser(empty).post("/first", data=given | {"name": "Борис"}).headers["location"] == "/sign-in"
    assert len(empty.state.place.users.all()) == 1


def test_a_password_is_kept_as_argon2id(app, anna) -> None:
    assert app.state.place.users.password_of("Анна")[1].startswith("$argon2id$")


def test_signing_in_leads_back_to_where_one_was_going(app, anna, visitor) -> None:
    client = visitor(None)
    onward = client.get("/account?x=1").headers["location"]
    assert onward == "/sign-in?next=%2Faccount%3Fx%3D1"
    assert 'value="/account?x=1"' in client.get(onward).text
    assert sign_in(client, next="/account?x=1").headers["location"] == "/account?x=1"
    assert client.get("/account").status_code == 200
    assert client.get("/sign-in").headers["location"] == "/"


def test_the_cookie_is_kept_from_scripts_and_other_sites(app, anna) -> None:
    plain = sign_in(browser(app)).headers["set-cookie"]
    assert re.match(r"servanda=[\w-]{43}; HttpOnly; Max-Age=\d+; Path=/; SameSite=lax$", plain)
    secure = sign_in(browser(app, "https://localhost")).headers["set-cookie"]
    assert secure.startswith("__Host-servanda=")
    assert secure.endswith("; Secure")


def test_over_https_a_cookie_of_plain_http_does_not_count(app, anna) -> None:
    secret = app.state.place.sessions.begin(anna, "")
    client = browser(app, "https://localhost")
    client.cookies.set("servanda", secret)
    assert client.get("/account").status_code == 303
    assert client.get("/sign-in").headers["strict-transport-security"]


def test_a_session_is_new_with_each_signing_in(app, anna, visitor) -> None:
    client = visitor(None)
    planted = {"Cookie": "servanda=planted-by-another"}
    given = {"name": "Анна", "password": PASSWORD}
    assert "planted" not in client.post("/sign-in", data=given, headers=planted).headers["set-cookie"]
    first = client.cookies["servanda"]
    sign_in(client)
    assert client.cookies["servanda"] != first
    assert app.state.place.sessions.whose(first) is None


def test_signing_out_ends_the_session(app, anna, visitor) -> None:
    client = visitor(None)
    sign_in(client)
    secret = client.cookies["servanda"]
    answer = client.post("/sign-out")
    assert answer.headers["location"] == "/sign-in"
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert app.state.place.sessions.whose(secret) is None


@pytest.mark.parametrize(
    ("name", "password"), [("Анна", "не тот пароль"), ("Никто", PASSWORD), ("", ""), ("reader", "")]
)
def test_what_does_not_fit_is_told_in_the_same_words(app, anna, visitor, name, password) -> None:
    answer = sign_in(visitor(None), password, name)
    assert answer.status_code == 422
    assert "Name and password do not fit." in answer.text
    assert "set-cookie" not in answer.headers


def test_one_who_is_blocked_does_not_come_in(app, anna, visitor) -> None:
    app.state.place.users.change(anna.id, blocked=True)
    assert sign_in(visitor(None)).status_code == 422


class Moving:
    """A site whose clock a test sets."""

    def __init__(self, app) -> None:
        self.now = datetime(2025, 2, 1, 12, tzinfo=UTC)
        clock = Clock(now=lambda: self.now)
        here = app.state.place
        here.register.clock = here.attempts.clock = here.sessions.clock = clock


def test_guessing_a_password_grows_slow(app, anna, visitor) -> None:
    moving, client = Moving(app), visitor(None)
    for _ in range(FREE["user"]):
        assert sign_in(client, "не тот пароль").status_code == 422
    refused = sign_in(client)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= FIRST_WAIT.total_seconds()
    assert "Too many attempts" in refused.text
    moving.now += FIRST_WAIT
    assert sign_in(client, "не тот пароль").status_code == 422
    moving.now += FIRST_WAIT
    assert sign_in(client).status_code == 429
    moving.now += FIRST_WAIT
    assert sign_in(client).status_code == 303
    assert sign_in(client, "не тот пароль").status_code == 422


def test_guessing_names_from_one_address_grows_slow(app, anna, visitor, monkeypatch) -> None:
    monkeypatch.setattr("servanda.views.web.passwords.fits", lambda kept, password: False)
    client = visitor(None)
    for at in range(FREE["address"]):
        assert sign_in(client, "x", f"имя {at}").status_code == 422
    assert sign_in(client).status_code == 429


def test_a_password_is_changed_by_who_knows_it(app, anna, visitor) -> None:
    here, elsewhere = visitor(None), visitor(None)
    sign_in(here)
    sign_in(elsewhere)
    wrong = here.post("/account/password", data={"old": "не тот", "new": "совсем другой пароль"})
    assert wrong.status_code == 422
    short = here.post("/account/password", data={"old": PASSWORD, "new": "короткий"})
    assert short.status_code == 422
    done = here.post("/account/password", data={"old": PASSWORD, "new": "совсем другой пароль"})
    assert done.status_code == 303
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert sign_in(elsewhere).status_code == 422
    assert sign_in(elsewhere, "совсем другой пароль").status_code == 303


def test_other_browsers_are_signed_out(app, anna, visitor) -> None:
    here, elsewhere = visitor(None), visitor(None)
    sign_in(here)
    sign_in(elsewhere)
    here.post("/account/sessions")
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_a_token_is_shown_once_and_acts_for_its_user(app, client, visitor) -> None:
    page = client.editor.post("/account/tokens", data={"name": "таблица", "role": "admin", "until": "2025-03-01"})
    secret = re.search(r"servanda_[\w-]{43}", page.text)[0]
    assert page.headers["cache-control"] == "no-store"
    assert secret not in client.editor.get("/account").text
    program = visitor(None)
    program.headers["Authorization"] = f"Bearer {secret}"
    assert program.get("/account").status_code == 200
    assert program.get("/admin").status_code == 403
    del program.headers["Sec-Fetch-Site"]
    assert program.post("/account/tokens", data={"name": "ещё"}).status_code == 200
    assert app.state.place.tokens.all()[0].name == "ещё"
    held = app.state.place.tokens.all()[-1]
    assert client.editor.post(f"/account/tokens/{held.id}").status_code == 303
    assert program.get("/account").status_code == 401


def test_a_token_makes_none_that_may_more_than_itself(app, client, visitor) -> None:
    admin = app.state.place.users.password_of("admin")[0]
    program = visitor(None)
    program.headers["Authorization"] = f"Bearer {app.state.place.tokens.add(admin, 'x', 'reader')}"
    for role in ("admin", "editor", "reader"):
        made = program.post("/account/tokens", data={"name": "y", "role": role})
        assert app.state.place.tokens.all()[0].role == "reader"
        assert made.status_code == 200
    assert program.post("/account/password", data={"old": "", "new": PASSWORD}).status_code == 422
    assert program.post("/admin/users", data={}).status_code == 403


def test_a_token_of_another_is_not_ones_to_revoke(app, client) -> None:
    client.editor.post("/account/tokens", data={"name": "x"})
    (held,) = app.state.place.tokens.all()
    client.reader.post(f"/account/tokens/{held.id}")
    assert app.state.place.tokens.all() == [held]
    client.admin.post(f"/admin/tokens/{held.id}")
    assert app.state.place.tokens.all() == []


@pytest.mark.parametrize("given", [{"name": ""}, {"name": "x", "until": "завтра"}])
def test_a_token_that_cannot_be_is_not_made(app, client, given) -> None:
    assert client.reader.post("/account/tokens", data=given).status_code == 422
    assert app.state.place.tokens.all() == []


def test_a_demonstration_is_entered_by_its_code(tmp_path) -> None:
    app = create_app(f"sqlite:///{tmp_path / 'demo.db'}", Settings(), guest="demo")
    place, client = app.state.place, browser(app)
    assert "Enter as demo" in client.get(f"/sign-in?code={place.first_code}").text
    assert client.post("/sign-in", data={"code": "wrong"}).status_code == 422
    assert client.post("/sign-in", data={"name": "demo", "password": ""}).status_code == 422
    assert client.post("/sign-in", data={"code": place.first_code}).headers["location"] == "/"
    assert client.get("/admin").status_code == 200
    again = create_app(f"sqlite:///{tmp_path / 'demo.db'}", Settings(), guest="demo")
    assert again.state.place.guest is None


def test_a_code_lets_nobody_in_where_there_is_no_guest(app, client) -> None:
    code = app.state.place.first_code
    assert client.nobody.post("/sign-in", data={"code": code}).status_code == 422
    app.state.place = replace(app.state.place, first_code="")
    assert client.nobody.post("/sign-in", data={"code": ""}).status_code == 422


def test_the_time_of_a_wait_is_bounded(app, anna, visitor) -> None:
    moving = Moving(app)
    for _ in range(60):
        app.state.place.attempts.failed(("user Анна",))
    moving.now += timedelta(minutes=16)
    assert sign_in(visitor(None)).status_code == 303
