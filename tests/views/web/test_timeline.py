from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from servanda.model.event import KINDS, STAGES, Event
from servanda.model.pledge import Step
from servanda.register.pledges import pledge as built
from servanda.views.web.timeline import LEFT, MOST_ROWS, WIDTH, Timeline, timeline

TODAY = date(2024, 6, 1)


def drawn(*told: tuple[str | None, str, str | None], today: date = TODAY, kind: str = "connection") -> Timeline:
    """The timeline of a pledge told on these days, at these stages, with these times."""
    steps = [
        Step(f"e{number}", f"s{number}", day, Event(kind, stage, ("RU-BA", "KZ"), what="рейс", when=when))
        for number, (day, stage, when) in enumerate(told)
    ]
    found = built("e0", steps, today)
    assert found is not None
    return timeline(found, "en")


def test_a_slip_leads_from_the_old_due_date_to_the_new_one() -> None:
    found = drawn(("2023-01-10", "agreed", "2023-09"), ("2023-08-20", "postponed", "2024-03"))
    first, second = found.rows
    assert first.due is not None
    assert second.due is not None
    assert second.slip is not None
    assert first.due.x < second.due.x
    assert second.slip.days > 180
    assert second.slip.path.startswith(f"M{first.due.x + first.due.width:.1f} {first.y:.1f}")


def test_what_is_told_as_done_lies_on_its_own_day_before_it_was_told() -> None:
    (_, row) = drawn(("2023-01-10", "agreed", "2023-09"), ("2023-10-20", "done", "2023-09-30")).rows
    assert row.act is not None
    assert row.told is not None
    assert row.act < row.told
    assert row.due is None


def test_the_ribbon_goes_without_gaps_up_to_the_day_looked_at_from() -> None:
    found = drawn(("2023-01-10", "agreed", "2023-09"), ("2024-02-01", "done", "2024-01-30"))
    assert [part.status for part in found.ribbon] == ["promised", "overdue", "kept"]
    for part, after in pairwise(found.ribbon):
        assert part.x + part.width == pytest.approx(after.x, abs=0.2)
    assert found.ribbon[-1].x + found.ribbon[-1].width == pytest.approx(found.now, abs=0.2)


def test_a_far_due_date_does_not_press_the_rest_together() -> None:
    found = drawn(("2024-01-10", "intended", "2050"), ("2024-05-01", "intended", "2025"))
    assert found.rows[0].due is not None
    assert found.rows[0].due.far
    assert found.rows[1].told is not None
    assert found.rows[0].told is not None
    assert found.rows[1].told - found.rows[0].told > 30


def test_of_many_steps_those_that_changed_something_are_drawn() -> None:
    told = [((date(2020, 1, 1) + timedelta(days=20 * at)).isoformat(), "considered", None) for at in range(70)]
    told[35] = (told[35][0], "agreed", "2025")
    found = drawn(*told)
    assert len(found.rows) == MOST_ROWS
    assert found.left_out == 70 - MOST_ROWS
    assert {1, 36, 70} <= {row.number for row in found.rows}
    assert [row.number for row in found.rows] == sorted(row.number for row in found.rows)


def test_names_of_months_and_years_do_not_run_into_each_other() -> None:
    for years in (0, 1, 3, 9, 30):
        day = date(2024 - years, 3, 1).isoformat()
        xs = [tick.x for tick in drawn((day, "agreed", "2024-09")).ticks]
        assert xs == sorted(xs)
        assert all(after - x > 34 for x, after in pairwise(xs))


DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
TIMES = st.none() | DAYS | st.sampled_from(["2023", "../2025", "2023-02-17/..", "2023-36", "9999", "0001-01-01/.."])
TOLD = st.lists(st.tuples(st.none() | DAYS, st.sampled_from(STAGES), TIMES), min_size=1, max_size=12)


@settings(deadline=None)
@given(TOLD, st.sampled_from(KINDS), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_everything_stands_inside_the_picture(told: list, kind: str, today: date) -> None:
    assume(any(day is None or day <= today.isoformat() for day, *_ in told))
    found = drawn(*told, today=today, kind=kind)
    for row in found.rows:
        xs = [row.told, row.act, *((row.due.x,) if row.due else ())]
        assert all(LEFT <= x <= WIDTH for x in xs if x is not None)
        assert 0 < row.y < found.height
        if row.slip:
            assert 0 <= row.slip.x <= WIDTH
    for part in found.ribbon:
        assert LEFT <= part.x <= WIDTH
        assert part.width > 0
    assert LEFT <= found.now <= WIDTH


def test_a_step_without_a_day_has_a_row_without_a_dot() -> None:
    (row,) = drawn((None, "agreed", "2024-09")).rows
    assert (row.told, row.day) == (None, "")


def test_a_rating_holds_from_its_own_day() -> None:
    from servanda.model.decision import Decision

    steps = [Step("e0", "s0", "2023-01-10", Event("connection", "agreed", ("RU-BA", "KZ"), when="2023-09"))]
    rated = Decision(1, "rate", "e0", "анна", "2024-02-01T10:00:00+00:00", "", value="broken")
    found = built("e0", steps, TODAY, [rated])
    assert found is not None
    ribbon = timeline(found).ribbon
    assert [(part.status, part.since) for part in ribbon] == [
        ("promised", "2023-01-10"), ("overdue", "2023-10-01"), ("broken", "2024-02-01"),
    ]  # fmt: skip
