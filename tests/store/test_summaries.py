"""What lists are made of says the same as the pledges themselves, whatever was entered and decided, on any day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servanda.store as store
from servanda.errors import UsageError
from servanda.model.event import Event
from servanda.register.register import Clock, Register
from servanda.register.summaries import summed
from servanda.register.tables import Asked, Order, due_spans, row
from servanda.register.where import Where
from servanda.store.summary_rows import SummaryRows

ANY = Where(promised=None)
STAGES = ["considered", "proposed", "intended", "agreed", "underway", "done", "postponed", "stopped", "refused"]
PAIRS = [("RU-BA/Уфа", "KZ-71"), ("RU-BA", "KZ"), ("RU-BA/Уфа", "BY-HM"), ("RU", "KZ")]
THINGS = {
    "connection": ["прямой рейс", "авиасообщение"],
    "agreement": ["соглашение о туризме", "меморандум о зерне"],
    "gathering": ["XIX форум регионов", "выставка мёда"],
}
WHENS = [None, "2022", "2022-05", "2022-05-10", "2023-09", "../2023", "2023-01-10/..", "2024-33", "9999"]
DAYS = [None, "2022-01-03", "2022-01-20", "2022-05-04", "2022-12-20", "2023-09-01", "2024-06-01"]
TODAYS = [date(2022, 1, 2), date(2022, 5, 5), date(2022, 12, 31), date(2023, 10, 1), date(2024, 6, 1), date(2026, 3, 1)]


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(sorted(THINGS)))
    return Event(
        kind=kind,
        stage=draw(st.sampled_from(STAGES)),
        polities=draw(st.sampled_from(PAIRS)),
        what=draw(st.sampled_from([None, *THINGS[kind]])),
        when=draw(st.sampled_from(WHENS)),
        fields=draw(st.sampled_from([(), ("tourism",), ("transport", "tourism")])),
        speaker=draw(st.sampled_from([None, "Иван Петров", "Ержан Ахметов"])),
    )


TOLD = st.tuples(st.sampled_from(DAYS), st.lists(events(), max_size=3), st.sampled_from(["one.example", "two.example"]))
VERBS = st.sampled_from(["rate", "reject", "correct", "join", "split", "part", "undo"])
DECIDED = st.tuples(VERBS, st.integers(0, 999), st.integers(0, 999))
DONE = st.lists(st.one_of(TOLD, DECIDED, st.sampled_from(TODAYS)), min_size=2, max_size=14)
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Days:
    """A clock that goes to whatever day it is told."""

    def __init__(self) -> None:
        self.day = TODAYS[0]
        self.passed = 0

    @property
    def clock(self) -> Clock:
        return Clock(today=lambda: self.day, now=self._now)

    def _now(self) -> datetime:
        self.passed += 1
        return datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC) + timedelta(seconds=self.passed)


def done(register: Register, days: Days, story: Callable, what: list) -> None:
    """Enter, decide and let time pass; what has no sense is passed over."""
    for number, one in enumerate(what):
        if isinstance(one, date):
            days.day = max(days.day, one)
        elif isinstance(one[0], str) and one[0] not in DAYS:
            decide(register, *one)
        else:
            day, told, outlet = one
            register.enter(*story(f"s{number % 9}", day, *told, source=outlet))


def decide(register: Register, verb: str, at: int, other: int) -> None:
    steps = [step.id for pledge in register.pledges(where=ANY) for step in pledge.steps]
    if not steps:
        return
    subject, second = steps[at % len(steps)], steps[other % len(steps)]
    about = {
        "rate": {"value": ["kept", "broken", "in the works"][other % 3]},
        "reject": {},
        "part": {"other": second},
        "correct": [
            {"slot": "when", "value": json.dumps("2022-06")},
            {"slot": "stage", "value": json.dumps("agreed")},
            {"slot": "polities", "value": json.dumps(["RU-BA", "UZ"])},
            {"slot": "what", "value": json.dumps("ярмарка лошадей")},
        ][other % 4],
        "join": {"other": second},
        "split": {},
    }
    try:
        if verb == "undo":
            register.undo(1 + other % 5, user="Анна")
        else:
            register.decide("reject" if verb == "part" else verb, subject, user="Анна", **about[verb])
    except UsageError:
        pass
    except Exception as error:
        if "no decision" not in str(error):
            raise


def shown(register: Register, today: date, **asked) -> list:
    return list(register.table(Asked(where=ANY, size=1000, most=0, **asked)).rows)


def expected(register: Register, today: date) -> list:
    return [row(summed(pledge, today), today) for pledge in every(register, ANY)]


def every(register: Register, where: Where) -> list:
    """The pledges as they are built from their steps, summaries left aside."""
    with register.ledger.reading():
        return register._taken(where, register.clock.today(), None)


@SLOW
@given(DONE)
def test_the_table_says_what_the_pledges_say_on_any_day(story, what) -> None:
    days = Days()
    register = store.open("sqlite://", days.clock)
    done(register, days, story, what)
    for today in [days.day, *(day for day in TODAYS if day > days.day), days.day]:
        days.day = today
        assert shown(register, today) == expected(register, today)
    made = dump(register)
    with register.ledger.writing():
        register.ledger.sum_up_all()
    assert dump(register) == made
    assert shown(register, days.day) == expected(register, days.day)
    register.ledger.engine.dispose()


THEN = ("nr", "good_from", "good_until", "status", "since", "turn", "turned")
"""Columns that hang on the day on which a summary was made."""


def dump(register: Register) -> list:
    """All summaries, but for what hangs on the day on which they were made."""
    from sqlalchemy import select

    from servanda.store import schema

    table, tags = schema.summaries, schema.summary_tags
    columns = [column for column in table.columns if column.name not in THEN]
    with register.ledger.reading():
        run = register.ledger.connection.execute
        named = select(table.c.pledge, *(column for column in tags.columns if column.name != "summary"))
        return [
            *run(select(*columns).order_by(table.c.pledge)).fetchall(),
            *sorted(run(named.join(tags, tags.c.summary == table.c.nr)).fetchall()),
        ]


WHERES = st.builds(
    Where,
    kind=st.sampled_from([None, "connection", "agreement"]),
    polities=st.sampled_from([(), ("KZ",), ("RU-BA", "KZ"), ("UZ",)]),
    statuses=st.sampled_from([(), ("overdue",), ("promised", "considered"), ("kept", "stalled", "broken")]),
    field=st.sampled_from([None, "tourism"]),
    text=st.sampled_from([None, "рейсов", "форумом регионов", "зерна", "лошадь", "!"]),
    promised=st.sampled_from([True, False, None]),
    speaker=st.sampled_from([None, None, "Иван Петров"]),
    outlet=st.sampled_from([None, None, "two.example"]),
    due_from=st.sampled_from([None, None, "2022-05-01", "2022-05-05"]),
    due_until=st.sampled_from([None, None, "2022-06-04", "2023-12-31"]),
    kept_from=st.sampled_from([None, None, "2022-05-01"]),
    kept_until=st.sampled_from([None, None, "2023-09-01"]),
    changed_from=st.sampled_from([None, None, "2022-05-01"]),
    slipped=st.sampled_from([None, None, True, False]),
)


@SLOW
@given(DONE, st.lists(WHERES, min_size=1, max_size=4))
def test_filters_and_counts_agree_with_the_pledges(story, what, wheres) -> None:
    days = Days()
    register = store.open("sqlite://", days.clock)
    done(register, days, story, what)
    days.day = max(days.day, date(2022, 5, 5))
    for where in wheres:
        found = every(register, where)
        table = register.table(Asked(where, size=1000))
        assert [one.id for one in table.rows] == [one.id for one in found]
        assert table.total == len(found)
        assert [one.id for one in register.pledges(where=where)] == [one.id for one in found]
        check_counts(register, where, table)
    register.ledger.engine.dispose()


def check_counts(register: Register, where: Where, table) -> None:
    def number(**slots) -> int:
        return len(every(register, replace(where, **slots)))

    spans = due_spans(register.clock.today())
    for count in table.facets["kind"]:
        assert count.number == number(kind=count.value)
    for count in table.facets["field"]:
        assert count.number == number(field=count.value)
    for count in table.facets["status"]:
        assert count.number == number(statuses=(count.value,))
    for count in table.facets["party"]:
        assert count.number == number(polities=(*where.polities, count.value))
    for count in table.facets["speaker"]:
        assert count.number == number(speaker=count.value)
    for count in table.facets["outlet"]:
        assert count.number == number(outlet=count.value)
    if not where.due_from and not where.due_until:
        for count in table.facets["due"]:
            first, last = spans[count.value]
            about = {"due_from": first and first.isoformat(), "due_until": last and last.isoformat()}
            assert count.number == number(**about)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def filled(url, story, days):
    days.day = date(2026, 3, 1)
    register = store.open(url, days.clock)
    ends = ["KZ-71", "KZ-75", "BY-HM", "UZ-TK", "UZ-SA", "TR-34"]
    for number, end in enumerate(ends):
        told = Event("connection", "intended", ("RU-BA/Уфа", end), what=f"рейс {number}", when=f"2026-0{number + 1}")
        register.enter(*story(f"s{number}", f"2025-0{number + 1}-01", told, source="one.example"))
    yield register
    register.ledger.engine.dispose()


@pytest.mark.parametrize("by", ["told", "news", "due", "what", "status", "promised", "slips", "slipped", "since"])
def test_pages_follow_each_other_in_any_order(filled, by) -> None:
    for down in (False, True):
        whole = filled.table(Asked(order=Order(by, down), size=100)).rows
        paged = [
            one
            for at in range(0, 6, 4)
            for one in filled.table(Asked(order=Order(by, down), size=4, offset=at, most=0)).rows
        ]
        assert paged == list(whole)
        assert len({one.id for one in whole}) == 6
    assert next(one.due for one in filled.table(Asked(order=Order("due", True))).rows) == "2026-06"


@pytest.mark.parametrize(
    "where",
    [Where(), Where(polities=("UZ", "RU-BA")), Where(outlet="two.example", speaker="Иван Петров"), Where(outlet="x")],
)
def test_few_counts_are_the_first_of_many_and_what_was_chosen(filled, story, where) -> None:
    for number, outlet in enumerate(["two.example", "two.example", "three.example"]):
        told = Event("agreement", "agreed", ("RU-BA", "UZ"), what=f"соглашение {number}", speaker="Иван Петров")
        filled.enter(*story(f"t{number}", "2025-09-01", told, source=outlet))
    few, many = (filled.table(Asked(where, most=most)).facets for most in (1, 100))
    for facet, counts in few.items():
        chosen = [one for one in many[facet] if one.chosen]
        first = many[facet][:1] if facet in ("party", "speaker", "outlet") else many[facet]
        assert set(counts) == {*first, *chosen}
        assert counts[: len(first)] == first


def test_what_is_new_after_a_time(filled, story, days) -> None:
    before = days.clock.stamp
    filled.enter(*story("t1", "2026-02-01", Event("connection", "done", ("RU-BA/Уфа", "BY-HM"), what="рейс 2")))
    (one,) = filled.table(Asked(news_after=before)).rows
    assert (one.status, one.events) == ("kept", 2)


def test_saved_searches_are_counted_without_building_anything(filled, story) -> None:
    filled.save("узбекские", Where(polities=("UZ",)))
    filled.enter(*story("t1", "2026-02-01", Event("connection", "done", ("RU-BA/Уфа", "UZ-TK"), what="рейс 3")))
    (counted,) = filled.searches()
    (found,) = filled.saved()
    assert (counted.pledges, counted.fresh) == (len(found.pledges), len(found.fresh)) == (2, 1)


def test_what_is_due_is_the_same_with_and_without_summaries(filled) -> None:
    from servanda.register.agenda import agenda

    today = filled.clock.today()
    assert filled.due() == agenda(every(filled, Where()), today)
    assert filled.due().coming


def test_summaries_of_an_older_making_are_made_anew(url, filled) -> None:
    from sqlalchemy import text

    whole = filled.table(Asked(size=100))
    with filled.ledger.writing():
        filled.ledger.connection.execute(text("UPDATE makings SET version = 0"))
        filled.ledger.connection.execute(text("DELETE FROM summary_tags"))
        filled.ledger.connection.execute(text("UPDATE summaries SET status = 'kept'"))
    again = store.open(url, filled.clock)
    assert again.table(Asked(size=100)) == whole
    again.ledger.engine.dispose()


def test_a_failed_transaction_leaves_the_summaries_as_they_were(filled, story, monkeypatch) -> None:
    before = dump(filled)

    def fail(*_) -> None:
        raise ValueError("stop")

    monkeypatch.setattr(SummaryRows, "_put_words", fail)
    with pytest.raises(ValueError, match="stop"):
        filled.enter(*story("t1", "2026-02-01", Event("connection", "done", ("RU-BA/Уфа", "UZ-TK"), what="рейс 3")))
    assert dump(filled) == before


def test_a_story_of_tomorrow_is_known_tomorrow(url, story, days) -> None:
    days.day = date(2026, 3, 1)
    register = store.open(url, days.clock)
    register.enter(*story("s", "2026-03-02", Event("connection", "intended", ("RU-BA/Уфа", "KZ-71"), what="рейс")))
    assert register.table().total == 0
    days.day = date(2026, 3, 2)
    assert [one.status for one in register.table().rows] == ["promised"]
    register.ledger.engine.dispose()


def test_names_are_sorted_whatever_their_first_letter(url, story):
    register = store.open(url)
    names = ("Рейс Уфа — Алматы", "ярмарка", "визит", "XIX форум", "Ёлка")
    for number, what in enumerate(names):
        register.enter(*story(f"s{number}", "2024-01-10", Event("meeting", "intended", ("RU-TA", "KZ"), what=what)))
    shown = [row.what for row in register.table(Asked(order=Order("what"))).rows]
    if register.ledger.engine.dialect.name == "sqlite":
        assert shown == ["XIX форум", "визит", "Рейс Уфа — Алматы", "ярмарка", "Ёлка"]
    assert shown.index("визит") < shown.index("Рейс Уфа — Алматы") < shown.index("ярмарка")
    register.ledger.engine.dispose()
