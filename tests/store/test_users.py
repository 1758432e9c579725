"""Users, their sessions, tokens and visits, and how often signing in failed, in either kind of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

import servanda.store as store
from servanda.errors import NotFound, UsageError
from servanda.register.register import Clock
from servanda.store import schema
from servanda.store.attempts import Attempts
from servanda.store.sessions import IDLE, LONGEST, VISIT, Sessions
from servanda.store.tokens import Tokens
from servanda.store.users import Users


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def go(self, span: timedelta) -> None:
        self.now += span

    @property
    def clock(self) -> Clock:
        return Clock(today=lambda: self.now.date(), now=lambda: self.now)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def ledger(url):
    opened = store.open(url).ledger
    yield opened
    opened.engine.dispose()


@pytest.fixture
def users(ledger, time) -> Users:
    return Users(ledger, time.clock)


@pytest.fixture
def anna(users):
    return users.add("Анна", "admin", "hash")


def test_users_are_made_changed_and_forgotten(users, anna) -> None:
    boris = users.add("  Борис   Второй ", "reader", "other")
    assert [user.name for user in users.all()] == ["Анна", "Борис Второй"]
    assert users.password_of("Борис Второй") == (boris, "other")
    assert users.change(boris.id, role="editor", language="ru").role == "editor"
    users.remove(boris.id)
    assert users.password_of("Борис Второй") is None
    with pytest.raises(NotFound):
        users.one(boris.id)


@pytest.mark.parametrize("name", ["", "  ", "а" * 61, "а\x00б", "а\u202eб", "Анна", " Анна "])
def test_a_name_that_cannot_be_is_refused(users, anna, name) -> None:
    with pytest.raises(UsageError):
        users.add(name, "reader", "hash")
    assert users.all() == [anna]


def test_there_is_one_first_user(users) -> None:
    users.add("Анна", "admin", "hash", first=True)
    with pytest.raises(UsageError, match="already"):
        users.add("Борис", "admin", "hash", first=True)


@pytest.mark.parametrize("deed", ["role", "block", "remove"])
def test_an_admin_is_always_left(users, anna, deed) -> None:
    blocked = users.add("Борис", "admin", "hash")
    users.change(blocked.id, blocked=True)
    deeds = {
        "role": lambda: users.change(anna.id, role="editor"),
        "block": lambda: users.change(anna.id, blocked=True),
        "remove": lambda: users.remove(anna.id),
    }
    with pytest.raises(UsageError, match="no admin"):
        deeds[deed]()
    assert users.one(anna.id) == anna


def test_a_session_lasts_while_it_is_used_and_not_for_ever(ledger, time, anna) -> None:
    sessions = Sessions(ledger, time.clock)
    secret = sessions.begin(anna, "Firefox")
    assert sessions.whose(secret) == anna
    assert sessions.whose(secret + "x") is None
    for _ in range(3):
        time.go(IDLE - timedelta(days=1))
        assert sessions.whose(secret) == anna
    time.go(IDLE + timedelta(days=1))
    assert sessions.whose(secret) is None
    lasting = sessions.begin(anna, "Firefox")
    for _ in range(LONGEST.days // 10 + 1):
        time.go(timedelta(days=10))
        found = sessions.whose(lasting)
    assert found is None


def test_the_register_keeps_no_secret(ledger, time, anna) -> None:
    sessions, tokens = Sessions(ledger, time.clock), Tokens(ledger, time.clock)
    secrets = [sessions.begin(anna, "Firefox"), tokens.add(anna, "таблица", "reader")]
    with ledger.reading():
        for table in (schema.sessions, schema.tokens):
            held = str(ledger.connection.execute(select(table)).fetchall())
            assert not any(secret in held for secret in secrets)


def test_sessions_end(ledger, time, users, anna) -> None:
    sessions = Sessions(ledger, time.clock)
    one, other, third = (sessions.begin(anna, name) for name in ("a", "b", "c"))
    sessions.end(one)
    assert [sessions.whose(secret) for secret in (one, other, third)] == [None, anna, anna]
    sessions.end_others(anna.id, other)
    assert [session.agent for session in sessions.of(anna.id)] == ["b"]
    users.change(anna.id, password="new")
    assert sessions.whose(other) is None


def test_one_who_is_blocked_is_out_at_once(ledger, time, users, anna) -> None:
    boris = users.add("Борис", "editor", "hash")
    sessions, tokens = Sessions(ledger, time.clock), Tokens(ledger, time.clock)
    secret, token = sessions.begin(boris, ""), tokens.add(boris, "x", "editor")
    users.change(boris.id, blocked=True)
    assert sessions.whose(secret) is None
    assert tokens.whose(token) is None
    users.change(boris.id, blocked=False)
    assert sessions.whose(secret) is None
    assert tokens.whose(token) is not None


def test_a_token_may_do_no_more_than_its_user(ledger, time, users, anna) -> None:
    tokens = Tokens(ledger, time.clock)
    boris = users.add("Борис", "editor", "hash")
    for role, expected in (("reader", "reader"), ("editor", "editor"), ("admin", "editor")):
        assert tokens.whose(tokens.add(boris, "x", role))[1] == expected
    users.change(boris.id, role="reader")
    assert tokens.whose(tokens.add(boris, "x", "editor"))[1] == "reader"


def test_a_token_ends_on_its_day_and_when_it_is_taken_back(ledger, time, users, anna) -> None:
    tokens = Tokens(ledger, time.clock)
    lasting, ending = tokens.add(anna, "a", "reader"), tokens.add(anna, "b", "reader", "2026-03-02")
    time.go(timedelta(days=1))
    assert tokens.whose(ending) is not None
    time.go(timedelta(days=1))
    assert tokens.whose(ending) is None
    boris = users.add("Борис", "reader", "hash")
    held = next(token for token in tokens.all(anna.id) if token.name == "a")
    assert held.latest is None
    tokens.revoke(held.id, boris.id)
    assert tokens.whose(lasting)[0] == anna
    tokens.revoke(held.id, anna.id)
    assert tokens.whose(lasting) is None


@pytest.mark.parametrize(("name", "until"), [("", None), ("x", "завтра"), ("x", "2026-02-30")])
def test_a_token_that_cannot_be_is_refused(ledger, time, anna, name, until) -> None:
    with pytest.raises(UsageError):
        Tokens(ledger, time.clock).add(anna, name, "reader", until)


def test_a_visit_goes_on_until_a_long_silence(ledger, time, anna) -> None:
    sessions = Sessions(ledger, time.clock)
    assert sessions.visit(anna.id) is None
    first = time.clock.stamp
    time.go(timedelta(minutes=10))
    assert sessions.visit(anna.id) is None
    last = time.clock.stamp
    assert last > first
    time.go(VISIT * 2)
    assert sessions.visit(anna.id) == last
    time.go(VISIT / 2)
    assert sessions.visit(anna.id) == last
    time.go(timedelta(seconds=5))
    assert sessions.visit(anna.id) == last


def test_nobody_waits_for_a_note_of_a_visit(ledger, time, url, anna) -> None:
    sessions = Sessions(ledger, time.clock)
    secret = sessions.begin(anna, "")
    sessions.visit(anna.id)
    time.go(timedelta(days=1))
    other = store.open(url).ledger
    with other.writing():
        other.connection.execute(schema.last_visits.update().values(latest="2020-01-01"))
        began = datetime.now()
        assert sessions.whose(secret) == anna
        sessions.visit(anna.id)
        assert datetime.now() - began < timedelta(seconds=2)
    other.engine.dispose()


def test_failures_are_counted_and_forgotten(ledger, time) -> None:
    attempts = Attempts(ledger, time.clock)
    for _ in range(3):
        attempts.failed(("user Анна", "address 1"))
    assert attempts.failures("user Анна") == (3, time.now)
    attempts.forgive("user Анна")
    assert attempts.failures("user Анна") is None
    time.go(timedelta(days=2))
    assert attempts.failures("address 1") is None
    attempts.failed(("address 2",))
    assert attempts.failures("address 2") == (1, time.now)


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_users_come_back_from_a_backup_and_nobody_is_signed_in(url, new_url, tmp_path, kind, users, anna, time) -> None:
    here = users.ledger
    Sessions(here, time.clock).begin(anna, "")
    token = Tokens(here, time.clock).add(anna, "x", "reader")
    Attempts(here, time.clock).failed(("user x",))
    store.backup(url, tmp_path / "copy")
    other = new_url(kind)
    there = store.open(other).ledger
    elsewhere = Users(there, time.clock).add("Вера", "admin", "hash")
    secret = Sessions(there, time.clock).begin(elsewhere, "")
    store.restore(tmp_path / "copy", other)
    assert Users(there, time.clock).all() == [anna]
    assert Sessions(there, time.clock).whose(secret) is None
    assert Sessions(there, time.clock).of(anna.id) == []
    assert Attempts(there, time.clock).failures("user x") is None
    assert Tokens(there, time.clock).whose(token) == (anna, "reader")
    assert Users(there, time.clock).add("Глеб", "reader", "hash").id > anna.id


def test_a_backup_without_users_leaves_those_of_now(url, new_url, tmp_path, ledger, time) -> None:
    other = new_url("sqlite")
    store.open(other)
    store.backup(other, tmp_path / "copy")
    anna = Users(ledger, time.clock).add("Анна", "admin", "hash")
    secret = Sessions(ledger, time.clock).begin(anna, "")
    token = Tokens(ledger, time.clock).add(anna, "x", "reader")
    store.restore(tmp_path / "copy", url)
    assert Users(ledger, time.clock).all() == [anna]
    assert Tokens(ledger, time.clock).whose(token) == (anna, "reader")
    assert Sessions(ledger, time.clock).whose(secret) is None
