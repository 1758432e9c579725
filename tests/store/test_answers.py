"""Answers are remembered until something is written, by whichever process, and never longer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

import servanda.store as store
from servanda.model.event import Event
from servanda.register.register import Clock
from servanda.register.tables import Asked, Order
from servanda.register.where import Where
from servanda.store.answers import Answers
from servanda.views.queries.dossier import Chosen, dossier_view
from servanda.views.queries.gatherings import gathering_page
from servanda.views.queries.map import ways
from servanda.views.queries.polities import index

DAY = Clock(today=lambda: date(2024, 3, 1), now=lambda: datetime(2024, 3, 1, 12, tzinfo=UTC))


@pytest.fixture
def two(url, story):
    """One register opened twice, as two processes do."""
    one, other = store.open(url, DAY), store.open(url, DAY)
    one.enter(
        *story("s1", "2024-01-10", Event("meeting", "intended", ("RU-TA", "KZ"), what="визит", when="2024-02-01"))
    )
    one.enter(*story("s2", "2024-01-11", Event("gathering", "intended", ("RU", "KZ"), what="форум", when="2024-06")))
    yield one, other
    for register in (one, other):
        register.ledger.engine.dispose()


def asked_of(register):
    """All that is remembered, as pages ask for it."""
    return (
        register.table(Asked(order=Order("news", True))),
        register.rows(Asked(Where(polities=("KZ",)), size=5)),
        dossier_view(register, ("KZ",), Chosen()),
        dossier_view(register, ("RU", "KZ"), Chosen()),
        index(register),
        gathering_page(register),
        ways(register),
        register.progress(),
    )


def test_what_another_process_writes_is_seen_at_once(two, story):
    one, other = two
    before = asked_of(other)
    assert asked_of(other) == before
    one.enter(
        *story("s3", "2024-01-12", Event("gathering", "intended", ("RU-TA", "KZ"), what="ярмарка", when="2024-07"))
    )
    after = asked_of(other)
    assert after[0].total == before[0].total + 1
    other.ledger.answers.forget()
    assert asked_of(other) == after
    id = after[0].rows[0].id
    one.decide("rate", id, user="ana", value="broken")
    rated = asked_of(other)
    assert {row.status for row in rated[0].rows if row.id == id} == {"broken"}
    other.ledger.answers.forget()
    assert asked_of(other) == rated


def test_the_second_look_reads_nothing_but_the_stamp(two):
    one, _ = two
    made = []
    with one.ledger.reading():
        for _ in range(3):
            assert one.ledger.remembered("key", lambda: made.append(1) or len(made)) == 1
    with one.ledger.reading():
        assert one.ledger.remembered("key", lambda: made.append(1) or len(made)) == 1


def test_whoever_writes_reads_for_himself(two, story):
    one, other = two
    before = one.table().total

    def write_and_fail():
        with one.ledger.writing():
            one.enter(*story("s3", "2024-01-12", Event("meeting", "intended", ("RU-BA", "KZ"), what="визит")))
            assert one.table().total == before + 1
            raise KeyError

    with pytest.raises(KeyError):
        write_and_fail()
    assert one.table().total == before == other.table().total


def test_a_read_that_turns_into_a_write_is_one(two):
    one, other = two
    before = other.table().total
    with one.ledger.reading(), one.ledger.writing():
        one.decide("reject", one.table().rows[0].id, user="ana")
    assert other.table().total == before - 1


def test_a_restored_register_is_read_anew(two, story, url, tmp_path):
    one, _ = two
    store.backup(url, tmp_path / "old.servanda")
    before = one.table().total
    one.enter(*story("s3", "2024-01-12", Event("meeting", "intended", ("RU-BA", "KZ"), what="визит")))
    assert one.table().total == before + 1
    store.restore(tmp_path / "old.servanda", url)
    assert one.table().total == before


def test_a_day_that_comes_makes_what_is_late_overdue(url, story):
    days = [date(2024, 1, 20)]
    register = store.open(url, Clock(today=lambda: days[0]))
    register.enter(
        *story("s1", "2024-01-10", Event("meeting", "intended", ("RU", "KZ"), what="визит", when="2024-02-01"))
    )
    assert register.table().rows[0].status == "promised"
    days[0] = date(2024, 6, 1)
    assert register.table().rows[0].status == "overdue"
    register.ledger.engine.dispose()


def test_no_more_is_kept_than_may_be():
    kept = Answers(most=3)
    for number in range(10):
        assert kept.of(number, lambda number=number: -number) == -number
    assert len(kept._kept) == 3
    assert kept.of(9, lambda: 0) == -9
    assert kept.of(1, lambda: 5) == 5


def test_many_threads_ask_at_once():
    kept = Answers(most=20)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda n: kept.of(n % 40, lambda: n % 40) == n % 40, range(4000)))
