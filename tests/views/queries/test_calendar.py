"""A month: days of what is due and of what was held, weeks from Monday, the edges of the calendar."""

from __future__ import annotations

from datetime import date

import pytest

import servanda.store as store
from servanda.model.event import Coding, Event
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.register.register import Clock
from servanda.register.tables import Row
from servanda.views.queries.calendar import Month, entry, month_view, nearest, read_month

TODAY = date(2024, 6, 14)


def row(id: str = "p", **about) -> Row:
    known = dict.fromkeys(Row.__slots__) | {
        "id": id, "what": "форум", "kind": "gathering", "fields": (), "polities": ("RU-BA", "KZ"), "status": "promised",
        "rated": False, "promised_times": 1, "slips": 0, "slip_days": 0, "promised": True, "events": 1, "stories": 1,
    }  # fmt: skip
    return Row(**(known | about))


def days(view) -> dict[str, list[str]]:
    return {day.day.isoformat(): [found.row.id for found in day.entries] for day in view.by_day}


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-11", (2026, 11)), ("0001-01", (1, 1)), ("9999-12", (9999, 12)), (None, (2024, 6)), ("", (2024, 6)),
        ("2026-13", (2024, 6)), ("x", (2024, 6)), ("2026-11-05", (2024, 6)), ("99999999999-1", (2024, 6)),
        ("<script>", (2024, 6)),
    ],
)  # fmt: skip
def test_a_month_of_the_address(text: str | None, month: tuple[int, int]):
    found = read_month(text, TODAY)
    assert (found.year, found.number) == month


def test_months_follow_each_other():
    assert (str(Month(2026, 12).after), str(Month(2026, 1).before)) == ("2027-01", "2025-12")
    assert Month(2024, 2).last == date(2024, 2, 29)
    assert (Month(9999, 12).after, Month(1, 1).before) == (None, None)


@pytest.mark.parametrize("month", [Month(1, 1), Month(9999, 12), Month(2024, 2)])
def test_a_month_has_whole_weeks_but_at_the_edges_of_time(month: Month):
    view = month_view(month, (), TODAY)
    assert sum(day.inside for week in view.weeks for day in week) == month.last.day
    assert view.total == 0


def test_a_gathering_of_several_days_stands_on_each():
    held = row("held", due="2024-06-13/2024-06-15", due_day="2024-06-15")
    assert days(month_view(Month(2024, 6), [held], TODAY)) == {
        "2024-06-13": ["held"], "2024-06-14": ["held"], "2024-06-15": ["held"],
    }  # fmt: skip


def test_what_is_due_stands_on_its_last_day_and_what_has_no_day_beside():
    exact = row("exact", kind="agreement", due="../2024-06-10", due_day="2024-06-10")
    loose = row("loose", kind="agreement", due="2024-33", due_day="2024-06-30")
    view = month_view(Month(2024, 6), [loose, exact], TODAY)
    assert days(view) == {"2024-06-10": ["exact"]}
    assert [found.row.id for found in view.loose] == ["loose"]
    assert view.total == 2


def test_what_was_kept_stands_where_it_was_kept():
    late = row("late", kind="connection", status="kept", due="2024-05", due_day="2024-05-31", kept_on="2024-06-03")
    found = entry(late)
    assert found
    assert (found.first, found.held) == (date(2024, 6, 3), True)
    assert days(month_view(Month(2024, 5), [late], TODAY)) == {}


def test_what_was_called_off_or_has_no_date_stands_nowhere():
    assert entry(row(status="dropped", due="2024-06-10", due_day="2024-06-10")) is None
    assert entry(row()) is None


def test_a_gathering_that_began_last_month_goes_on():
    across = row("across", status="kept", kept_on="2024-05-30/2024-06-02")
    assert days(month_view(Month(2024, 6), [across], TODAY)) == {"2024-06-01": ["across"], "2024-06-02": ["across"]}


def test_today_is_told_apart():
    view = month_view(Month(2024, 6), (), TODAY)
    assert [day.day for week in view.weeks for day in week if day.today] == [TODAY]


def test_the_nearest_months_with_something_due():
    register = store.open("sqlite://", Clock(today=lambda: date(2024, 6, 1)))
    for when, other in (("2024-02-10", "KZ"), ("2024-09", "KZ"), ("2025-01-15", "UZ")):
        text = f"Визит {other} назначен на {when}."
        span = Span(0, len(text))
        event = Event("meeting", "intended", ("RU", other), what=f"визит {other} {when}", when=when, evidence=(span,))
        story = Story(id=when, text=text, clean=text, body=(span,), date="2024-01-05")
        register.enter(story, Coding((event,)))
    assert nearest(register, Month(2024, 6)) == (Month(2024, 2), Month(2024, 9))
    assert nearest(register, Month(2024, 6), ("UZ",)) == (None, Month(2025, 1))
    assert nearest(register, Month(2026, 1)) == (Month(2025, 1), None)
    assert nearest(register, Month(9999, 12)) == (Month(2025, 1), None)
    assert nearest(register, Month(1, 1)) == (None, Month(2024, 2))
