"""An agreement that is to be signed at a gathering is due when the gathering is."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from servanda.model.event import Event
from servanda.register.tables import Asked
from servanda.register.where import Where

PAIR = ("RU-BA", "KZ-39")
FORUM = "XIX Форум приграничья"


def signing(stage: str = "intended", when: str | None = "2023-09", within: str | None = "форум приграничья") -> Event:
    return Event("agreement", stage, PAIR, what="соглашение о туризме", when=when, within=within)


def forum(stage: str, when: str | None) -> Event:
    return Event("gathering", stage, ("RU", "KZ"), what=FORUM, when=when)


@pytest.fixture
def told(story):
    return [
        story("first", "2023-05-02", signing(), forum("intended", "2023-09")),
        story("moved", "2023-08-20", forum("postponed", "2023-11-09")),
        story("held", "2023-11-09", forum("done", "2023-11-09")),
    ]


def agreement(register, as_of=None):
    return register.pledges(as_of, Where(kind="agreement"))[0]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_due_date_moves_with_the_gathering_in_any_order_of_entry(register, told, order) -> None:
    for at in order:
        register.enter(*told[at])
    known = {
        day: agreement(register, date.fromisoformat(day)).status for day in ("2023-08-19", "2023-08-20", "2023-11-10")
    }
    assert [(status.name, status.due) for status in known.values()] == [
        ("promised", "2023-09"),
        ("promised", "2023-11-09"),
        ("overdue", "2023-11-09"),
    ]
    found = agreement(register)
    (slip,) = found.status.slips
    assert (slip.before, slip.after, slip.days) == ("2023-09", "2023-11-09", 40)
    assert [(step.story, step.event.kind) for step in found.moved_by] == [("moved", "gathering")]
    assert [step.story for step in found.steps] == ["first"]
    (row,) = register.table(Asked(Where(kind="agreement"))).rows
    assert (row.status, row.due, row.slips) == ("overdue", "2023-11-09", 1)


def test_put_off_without_a_day_it_is_due_on_none(register, story, told) -> None:
    register.enter(*told[0])
    register.enter(*story("off", "2023-08-20", forum("postponed", None)))
    assert (agreement(register, date(2023, 10, 5)).status.name, agreement(register).status.due) == ("promised", None)


@pytest.mark.parametrize(
    "other",
    [
        signing(within=None),
        signing(within="выставка «Урал»"),
        signing(within="XX форум приграничья"),
        signing(when="2024-03"),
        signing("done", "2023-05-01"),
    ],
)
def test_what_is_not_to_be_done_there_or_then_stays(register, story, told, other) -> None:
    register.enter(*story("first", "2023-05-02", other, forum("intended", "2023-09")))
    register.enter(*told[1])
    (found,) = register.pledges(None, Where(kind="agreement", promised=None))
    assert (found.moved_by, found.status.slips) == ((), ())


def test_a_correction_of_the_gathering_is_followed(register, told) -> None:
    for one in told[:2]:
        register.enter(*one)
    moved = next(step for step in register.pledges(None, Where(kind="gathering"))[0].steps if step.story == "moved")
    register.decide("correct", moved.id, user="anna", slot="when", value='"2023-10-20"')
    assert agreement(register).status.due == "2023-10-20"
    register.decide("reject", moved.id, user="anna")
    assert agreement(register).status.due == "2023-09"
    (row,) = register.table(Asked(Where(kind="agreement"))).rows
    assert row.due == "2023-09"
