"""The rules of status, one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.decision import Decision
from servanda.model.event import STAGES, Event
from servanda.model.pledge import Step
from servanda.model.status import STATUSES
from servanda.register.life import life


def steps(*told: str, kind: str = "connection", what: str = "рейс") -> list[Step]:
    """«2021-09-29 intended 2022» a step; the third word, the due date, may be left out."""
    found = []
    for number, line in enumerate(told):
        day, stage, when = (*line.split(), None)[:3]
        event = Event(kind, stage, ("RU-BA", "KZ"), what=what, when=when)
        found.append(Step(f"e{number}", f"s{number}", None if day == "-" else day, event))
    return found


def at(day: str, *told: str, **about: str):
    return life(steps(*told, **about), date.fromisoformat(day))


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        ("considered", "considered"),
        ("proposed", "considered"),
        ("intended", "promised"),
        ("agreed", "promised"),
        ("underway", "in the works"),
        ("done", "kept"),
        ("postponed", "postponed"),
        ("stopped", "dropped"),
        ("refused", "dropped"),
    ],
)
def test_each_stage_alone(stage, name) -> None:
    assert at("2022-02-01", f"2022-01-15 {stage}", kind="project", what="завод").name == name


@pytest.mark.parametrize(
    ("kind", "what", "name"),
    [
        ("connection", "рейс Уфа — Астана", "kept"),
        ("connection", "мост через реку", "in the works"),
        ("gathering", "форум", "kept"),
        ("project", "завод", "in the works"),
        ("agreement", "соглашение", "in the works"),
        ("cooperation", "сотрудничество", "in the works"),
    ],
)
def test_underway_is_running_or_being_made(kind, what, name) -> None:
    assert at("2022-02-01", "2022-01-15 underway", kind=kind, what=what).name == name


def test_overdue_from_the_day_after_the_due_date() -> None:
    told = ("2022-01-15 intended 2022-06",)
    assert at("2022-06-30", *told).name == "promised"
    late = at("2022-07-01", *told)
    assert (late.name, late.since, late.cause, late.days, late.due_day) == (
        "overdue",
        "2022-07-01",
        None,
        1,
        "2022-06-30",
    )


def test_overdue_outranks_silence_however_long() -> None:
    status = at("2030-01-01", "2022-01-15 intended 2022-06")
    assert (status.name, status.last_news) == ("overdue", "2022-01-15")
    assert status.days == (date(2030, 1, 1) - date(2022, 6, 30)).days


def test_stalled_after_a_year_of_silence_without_a_due_date() -> None:
    told = ("2022-01-15 intended",)
    assert at("2023-01-14", *told).name == "promised"
    assert (at("2023-01-15", *told).name, at("2023-01-15", *told).since) == ("stalled", "2023-01-15")


def test_news_wakes_what_was_stalled() -> None:
    assert at("2024-02-01", "2022-01-15 intended", "2024-01-20 considered").name == "considered"
    assert at("2024-02-01", "2022-01-15 intended", "2024-01-20 agreed").name == "promised"


def test_a_date_at_which_something_is_only_considered_is_no_due_date() -> None:
    status = at("2023-06-01", "2022-09-15 considered 2022")
    assert (status.name, status.due) == ("considered", None)


def test_a_promise_for_a_day_gone_by_names_no_due_date() -> None:
    assert at("2023-06-01", "2023-05-15 intended 2022").due is None


@pytest.mark.parametrize(
    ("due", "done", "kept_on", "days"),
    [
        ("2023-05", "2023-03-06 done 2023-03-06", "2023-03-06", -56),
        ("2023-05", "2023-05-20 done", "2023-05-20", 0),
        ("2023-05", "2023-06-10 done", "2023-06-10", 10),
        ("2023-05", "2023-07-10 done 2023-06", "2023-06", 1),
        ("../2023-05", "2023-03-06 done", "2023-03-06", 0),
        ("2023-05-01/..", "2023-05-11 done", "2023-05-11", 10),
        ("2023-05/..", "2023-05-11 done", "2023-05-11", 0),
        ("2023-05/..", "2023-06-11 done", "2023-06-11", 11),
        ("2023", "2023-03-10 done 2023-03", "2023-03-10", 0),
    ],
)
def test_days_early_and_late(due, done, kept_on, days) -> None:
    status = at("2024-01-01", f"2022-11-29 intended {due}", done)
    assert (status.name, status.kept_on, status.days) == ("kept", kept_on, days)
    assert status.cause == "e1"


def test_kept_without_a_due_date_is_neither_early_nor_late() -> None:
    assert at("2024-01-01", "2022-11-29 intended", "2023-03-06 done").days is None


def test_a_timetable_is_no_new_promise() -> None:
    early = at("2024-01-01", "2022-11-29 intended 2023-03", "2023-02-01 intended 2023-02-17", "2023-03-20 underway")
    assert (early.kept_on, early.due, early.days) == ("2023-02-17", "2023-03", -12)
    late = at("2024-01-01", "2023-05-02 intended 2023-09", "2023-11-01 intended 2023-11-09", "2023-11-09 done")
    assert (late.kept_on, late.days) == ("2023-11-09", 40)


@pytest.mark.parametrize(
    ("first", "second", "due", "days"),
    [
        ("2023-05", "2023-10", "2023-10", [153]),
        ("2023-10", "2023-05", "2023-05", [-153]),
        ("2023", "2023-05", "2023-05", []),
        ("2023-05", "2023", "2023-05", []),
        ("2023-05", "2023-05", "2023-05", []),
    ],
)
def test_slips(first, second, due, days) -> None:
    status = at("2023-04-01", f"2023-01-10 intended {first}", f"2023-03-10 agreed {second}")
    assert (status.first_due, status.due, [slip.days for slip in status.slips]) == (first, due, days)
    assert all(slip.event == "e1" for slip in status.slips)


def test_postponed_to_a_day_and_without_one() -> None:
    first = "2023-01-10 intended 2023-05"
    later = at("2023-06-01", first, "2023-04-10 postponed 2023-10")
    assert (later.name, later.due, [slip.days for slip in later.slips]) == ("postponed", "2023-10", [153])
    assert at("2023-11-01", first, "2023-04-10 postponed 2023-10").name == "overdue"
    open_end = at("2023-11-01", first, "2023-04-10 postponed")
    assert (open_end.name, open_end.first_due, open_end.due) == ("postponed", "2023-05", None)
    assert at("2024-11-01", first, "2023-04-10 postponed").name == "stalled"


def test_a_new_round_after_dropping_begins_with_nothing_due() -> None:
    status = at("2023-09-01", "2021-01-10 intended 2021-05", "2021-04-01 stopped", "2023-08-10 intended")
    assert (status.name, status.first_due, status.due) == ("promised", None, None)


def test_what_runs_stays_kept_when_more_of_it_is_planned() -> None:
    status = at("2026-01-01", "2023-03-06 done", "2023-03-20 intended 2023-05", "2025-03-24 considered")
    assert (status.name, status.kept_on) == ("kept", "2023-03-06")


def test_what_is_to_be_resumed_does_not_run() -> None:
    resumed = Event("connection", "intended", ("RU-BA", "KZ"), what="возобновление рейса", when="2022")
    told = [*steps("2019-03-06 done"), Step("e9", "s9", "2021-06-20", resumed)]
    assert life(told, date(2021, 7, 1)).name == "promised"
    assert life(told, date(2023, 7, 1)).name == "overdue"


def test_evidence_may_say_that_it_was_kept_in_part() -> None:
    (step,) = steps("2023-03-06 done")
    told = Step("e1", "s1", step.date, step.event, ("Обещание выполнено лишь частично.",))
    assert life([told], date(2024, 1, 1)).name == "kept in part"


def test_promised_times_count_occasions_not_reports() -> None:
    assert at("2022-02-01", "2021-01-10 intended", "2021-01-11 agreed", "2021-06-01 considered").promised_times == 2
    assert at("2022-02-01", "2021-01-10 considered", "2021-06-01 considered").promised_times == 0


def test_reprints_are_passed_over() -> None:
    first, second = steps("2021-01-10 intended", "2021-06-01 intended")
    copy = Step("e9", "s9", "2021-06-01", second.event, reprint_of="s0")
    assert life([first, copy], date(2021, 7, 1)).promised_times == 1
    assert life([first, copy], date(2021, 7, 1)).last_news == "2021-01-10"


def rating(value: str, time: str, id: int = 1) -> Decision:
    return Decision(id, "rate", "e0", "Анна", time, "так", value=value)


def test_only_a_person_calls_a_pledge_broken() -> None:
    told = steps("2021-01-10 intended 2021")
    status = life(told, date(2023, 1, 1), [rating("broken", "2022-05-01T10:00:00+00:00")])
    assert (status.name, status.proposed, status.since) == ("broken", "overdue", "2022-05-01")
    assert life(told, date(2022, 4, 30), [rating("broken", "2022-05-01T10:00:00+00:00")]).name == "overdue"


def test_the_last_rating_holds() -> None:
    ratings = [rating("broken", "2022-05-01T10:00:00+00:00"), rating("kept in part", "2022-06-01T10:00:00+00:00", 2)]
    assert life(steps("2021-01-10 intended 2021"), date(2023, 1, 1), ratings).name == "kept in part"


@given(
    st.lists(
        st.tuples(
            st.dates(date(2020, 1, 1), date(2024, 12, 31)),
            st.sampled_from(STAGES),
            st.sampled_from([None, "2021", "2022-05", "2022-05-10", "../2023", "2023-02-17/..", "2023-21", "2024~"]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.dates(date(2020, 1, 1), date(2026, 12, 31)),
)
def test_whatever_is_told(told, as_of) -> None:
    events = [
        Step(
            f"e{number}",
            f"s{number}",
            day.isoformat(),
            Event("project", stage, ("RU-BA", "KZ"), what="завод", when=when),
        )
        for number, (day, stage, when) in enumerate(told)
    ]
    status = life(events, as_of)
    assert status.name in STATUSES
    assert status.name != "broken"
    assert status == life(events[::-1], as_of)
    assert status == life([event for event in events if event.date <= as_of.isoformat()], as_of)
    days = [change.day for change in status.changes]
    assert days == sorted(days)
    assert all(day <= as_of.isoformat() for day in days)
    assert all(one.status != other.status for one, other in zip(status.changes, status.changes[1:], strict=False))
    if status.name == "overdue":
        assert status.due_day < as_of.isoformat()
        assert status.days > 0
    if status.changes:
        assert status.changes[-1].status == status.name


def test_what_is_told_late_takes_its_place_in_time() -> None:
    told = (
        "2021-10-19 intended 2022",
        "2022-11-29 intended 2023-05",
        "2023-03-06 done 2023-03-06",
        "2023-03-07 done 2021-05-31",
        "2023-03-07 stopped 2021-10-18",
    )
    status = at("2024-01-01", *told)
    assert [(change.day, change.status) for change in status.changes] == [
        ("2021-05-31", "kept"),
        ("2021-10-18", "dropped"),
        ("2021-10-19", "promised"),
        ("2023-03-06", "kept"),
    ]
    assert (status.kept_on, status.days, status.last_news) == ("2023-03-06", -56, "2023-03-07")
    assert at("2023-03-05", *told).name == "promised"


def test_what_was_long_before_and_is_only_remembered_does_not_keep_a_promise() -> None:
    told = ("2022-02-17 intended 2022-05", "2022-06-14 done 1996-08-23")
    assert at("2022-03-01", *told).name == "promised"
    status = at("2022-07-01", *told)
    assert (status.name, status.due, status.kept_on) == ("overdue", "2022-05", None)
