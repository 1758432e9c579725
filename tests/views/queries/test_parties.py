"""Counting by parties gives what building every pledge gives, in whichever of its shapes a party is counted."""

from __future__ import annotations

import random
from datetime import date

import pytest

import servanda.store as store
from servanda.model.event import Coding, Event
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.register.register import Clock
from servanda.register.tables import Asked, Order
from servanda.register.where import Where
from servanda.views.queries import parties

ENDS = ("KZ-71", "KZ", "BY-HM", "UZ-TK", "RU-TA/Казань")
OPEN = ("promised", "in the works", "postponed", "overdue")


@pytest.fixture(scope="module")
def register():
    """A few dozen pledges between five places and one republic, some put off, some met, some never announced."""
    register, rng = store.open("sqlite://", Clock(today=lambda: date(2025, 3, 1))), random.Random(7)
    for number in range(90):
        stage = rng.choice(["intended", "agreed", "postponed", "done"])
        kind = rng.choice(["connection", "agreement", "gathering", "meeting"])
        month = f"2025-{rng.randint(1, 12):02}"
        text = f"Дело {number}: {stage}."
        about = {"what": f"дело {rng.randint(0, 40)}", "when": month if stage != "done" else None}
        event = Event(kind, stage, ("RU-BA", rng.choice(ENDS)), **about, evidence=(Span(0, len(text)),))
        day = date(2024, rng.randint(1, 12), rng.randint(1, 28)).isoformat()
        story = Story(id=f"s{number}", text=text, clean=text, body=(Span(0, len(text)),), date=day)
        register.enter(story, Coding((event,)))
    yield register
    register.ledger.engine.dispose()


@pytest.fixture(params=[1, 10**6], ids=["all are common", "none is common"])
def common(request, monkeypatch) -> int:
    monkeypatch.setattr(parties, "COMMON", request.param)
    return request.param


def listed(register, where: Where, order: Order) -> list[str]:
    return [row.id for row in register.table(Asked(where, order, 1000)).rows]


@pytest.mark.parametrize("code", ["RU", "RU-BA", "KZ", "UZ-TK", "BY"])
def test_partners_are_counted_as_by_building_the_pledges(register, common, code) -> None:
    counts = parties.party_counts(register, code)
    known = parties.party_counts(register)
    together = {other: len(register.pledges(where=Where(polities=(code, other)))) for other in known}
    assert counts == {other: number for other, number in together.items() if number}
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert counts[code] == len(register.pledges(where=Where(polities=(code,))))


@pytest.mark.parametrize("codes", [("RU",), ("RU-BA",), ("RU", "KZ"), ("RU-BA", "UZ"), ("KZ", "UZ")])
def test_the_newest_and_those_due_first_are_those_of_the_whole_list(register, common, codes) -> None:
    for kind in (None, "meeting", "connection"):
        where = Where(polities=codes, promised=None, kind=kind)
        assert parties.newest(register, codes, 7, kind) == listed(register, where, Order("news", True))[:7]
    wanted = listed(register, Where(polities=codes, statuses=OPEN), Order("due"))
    assert parties.due(register, codes, OPEN, 5) == wanted[:5]
    slipped = listed(register, Where(polities=codes, statuses=OPEN, slipped=True), Order("due"))
    assert parties.due(register, codes, OPEN, 5, slipped=True) == slipped[:5]
    coming = listed(register, Where(polities=codes, statuses=OPEN, due_from=date(2025, 3, 1).isoformat()), Order("due"))
    assert parties.due(register, codes, OPEN, 5, since="2025-03-01") == coming[:5]


def test_the_made_register_has_something_of_everything(register) -> None:
    assert len(listed(register, Where(promised=None), Order())) > 40
    assert parties.due(register, ("RU",), OPEN, 5, slipped=True)
    assert parties.newest(register, ("RU",), 5, "meeting")
    assert listed(register, Where(promised=False), Order())
