"""Errors are plain pages in the reader's language, or lines of JSON; nothing of the inside is told."""

from __future__ import annotations

import pytest

from servanda.errors import EmptyInput, NotFound, RegisterBusy, RegisterError, UsageError
from servanda.views.web.desk import desk
from servanda.views.web.errors import status_of
from servanda.views.web.faults import fault
from servanda.views.web.security import HEADERS


@pytest.mark.parametrize(("language", "title"), [("ru", "Такой страницы нет"), ("en", "There is no such page")])
def test_what_is_not_there_is_told_in_the_readers_language(client, language, title) -> None:
    answer = client.editor.get("/нет-такой", headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert title in answer.text.replace("\u00a0", " ")
    assert 'aria-label="' in answer.text
    assert 'href="/account"' in answer.text


def test_one_who_is_not_signed_in_sees_no_sections(client) -> None:
    answer = client.nobody.get("/нет-такой")
    assert answer.status_code == 404
    assert 'href="/pledges"' not in answer.text


def test_a_method_that_an_address_has_not_is_405(client) -> None:
    assert client.admin.get("/sign-out").status_code == 405


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (NotFound("no pledge x", remedy="see `servanda pledges`"), 404, "no pledge x"),
        (UsageError("slot that is none", where="/secret/path"), 400, "slot that is none"),
        (EmptyInput("nothing in it"), 422, "nothing in it"),
        (RegisterBusy("held too long", where="/secret/path"), 503, None),
        (RegisterError("the disk is full", where="/secret/path"), 500, None),
        (ValueError("/secret/path"), 500, None),
    ],
)
def test_an_error_tells_what_who_asked_can_mend(app, client, monkeypatch, error, status, told) -> None:
    def fail(*_) -> None:
        raise error

    monkeypatch.setattr(type(app.state.place.tokens), "all", fail)
    assert status_of(error) == status
    for language in ("ru", "en"):
        answer = client.admin.get("/account", headers={"Accept-Language": language})
        assert answer.status_code == status
        assert "/secret/path" not in answer.text
        assert "Traceback" not in answer.text
        assert (fault(told, language) in answer.text) if told else ('class="detail"' not in answer.text)
        assert {name.lower() for name in HEADERS} <= set(answer.headers)


def test_a_database_that_fails_is_still_a_page(app, client, monkeypatch) -> None:
    def fail(*_) -> None:
        raise RegisterError("no answer")

    monkeypatch.setattr(type(app.state.place.sessions), "whose", fail)
    assert client.admin.get("/account").status_code == 500
    assert client.admin.get("/нет-такой").status_code == 404
    assert client.admin.get("/liveness").text == "alive\n"


def test_readiness_says_when_the_register_cannot_be_read(app, client, monkeypatch) -> None:
    assert client.nobody.get("/readiness").text == "ready\n"

    def fail(*_) -> None:
        raise RegisterError("no answer")

    monkeypatch.setattr(type(app.state.place.ledger), "reading", fail)
    assert client.nobody.get("/readiness").status_code == 503


def test_programs_are_told_in_json(client) -> None:
    answer = client.nobody.get("/api/нет-такой")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404


def test_every_answer_has_the_headers(client) -> None:
    for address in ("/sign-in", "/account", "/liveness", "/static/servanda.css", "/нет", "/static/нет"):
        answer = client.nobody.get(address)
        assert {name.lower() for name in HEADERS} <= set(answer.headers), address
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert "server" not in answer.headers


def test_a_desk_is_made_once_a_request(app, client, monkeypatch) -> None:
    from servanda.views.web import desk as module

    made = []
    real = module._make
    monkeypatch.setattr(module, "_make", lambda request: made.append(request) or real(request))
    assert client.reader.get("/account").status_code == 200
    assert len(made) == 1
    assert desk
