"""Every status against every stage: what the rules of `docs/pledges.md` make of one more piece of news."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.model.event import STAGES, Event
from servanda.model.pledge import Step
from servanda.register.life import life

AS_OF, NEWS = date(2022, 3, 11), "2022-03-10"
BEFORE = {
    "considered": ("2022-01-10", "considered", None),
    "promised": ("2022-01-10", "intended", None),
    "in the works": ("2022-01-10", "underway", None),
    "kept": ("2022-01-10", "done", None),
    "postponed": ("2022-01-10", "postponed", None),
    "overdue": ("2021-06-01", "intended", "2021-12"),
    "stalled": ("2020-06-01", "intended", None),
    "dropped": ("2022-01-10", "stopped", None),
}
TABLE = """
stage     |considered  |promised    |in the works|kept   |postponed   |overdue  |stalled     |dropped
considered|considered  |promised    |in the works|kept   |postponed   |overdue  |considered  |considered
proposed  |considered  |promised    |in the works|kept   |postponed   |overdue  |considered  |considered
intended  |promised    |promised    |in the works|kept   |promised    |overdue  |promised    |promised
agreed    |promised    |promised    |in the works|kept   |promised    |overdue  |promised    |promised
underway  |in the works|in the works|in the works|kept   |in the works|overdue  |in the works|in the works
done      |kept        |kept        |kept        |kept   |kept        |kept     |kept        |kept
postponed |postponed   |postponed   |postponed   |kept   |postponed   |postponed|postponed   |postponed
stopped   |dropped     |dropped     |dropped     |dropped|dropped     |dropped  |dropped     |dropped
refused   |dropped     |dropped     |dropped     |kept   |dropped     |dropped  |dropped     |dropped
"""
HEAD, *ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
CASES = [(before, stage, after) for stage, *row in ROWS for before, after in zip(HEAD[1:], row, strict=True)]


def step(number: int, day: str, stage: str, when: str | None = None) -> Step:
    return Step(f"e{number}", f"s{number}", day, Event("project", stage, ("RU-BA", "KZ"), what="завод", when=when))


def test_the_table_has_every_stage_and_status() -> None:
    assert {stage for _, stage, _ in CASES} == set(STAGES)
    assert {before for before, _, _ in CASES} == set(BEFORE)


@pytest.mark.parametrize("name", BEFORE)
def test_what_was_before(name) -> None:
    assert life([step(0, *BEFORE[name])], date(2022, 3, 9)).name == name


@pytest.mark.parametrize(("before", "stage", "after"), CASES)
def test_one_more_piece_of_news(before, stage, after) -> None:
    status = life([step(0, *BEFORE[before]), step(1, NEWS, stage)], AS_OF)
    assert status.name == after
    assert status.name != "broken"
    if after not in (before, "overdue"):
        assert (status.since, status.cause) == (NEWS, "e1")


@pytest.mark.parametrize("before", [name for name in BEFORE if name not in ("kept", "in the works")])
@pytest.mark.parametrize("stage", ["intended", "agreed"])
def test_a_new_day_is_promised_whatever_was_before(before, stage) -> None:
    status = life([step(0, *BEFORE[before]), step(1, NEWS, stage, "2022-06")], AS_OF)
    assert (status.name, status.due) == ("promised", "2022-06")


@pytest.mark.parametrize("before", [name for name in BEFORE if name not in ("kept", "dropped", "overdue")])
def test_a_past_due_date_outranks_a_year_of_silence(before) -> None:
    named = [step(0, *BEFORE[before]), step(1, NEWS, "intended", "2022-06")]
    assert life(named, date(2025, 1, 1)).name == "overdue"
