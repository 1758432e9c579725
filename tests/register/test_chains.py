"""What came of real chains of promises, told step by step as a careful coder would."""

from __future__ import annotations

import random
from datetime import date

import pytest

from servanda.register.life import life

TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def found(chains, threads):
    return threads(chains)


def thread(found, stage: str, kind: str, *polities: str, what: str = ""):
    """The one thread with a step of this kind, stage and parties whose name holds `what`."""
    fitting = [
        steps
        for steps in found
        if any(
            step.event.kind == kind
            and step.event.stage == stage
            and set(step.event.polities) == set(polities)
            and what in (step.event.what or "")
            for step in steps
        )
    ]
    assert len(fitting) == 1, fitting
    return fitting[0]


def changes(status) -> list[tuple[str, str]]:
    return [(change.day, change.status) for change in status.changes]


def test_a_flight_promised_again_and_again(found) -> None:
    steps = thread(found, "intended", "connection", "RU-BA/Уфа", "KZ-71")
    assert [step.date for step in steps] == ["2021-09-29", "2021-10-19", "2023-05-02", "2024-02-05"]
    status = life(steps, TODAY)
    assert (status.name, status.first_due, status.due, status.due_day) == ("overdue", "2022", "2022", "2022-12-31")
    assert status.promised_times == 4
    assert status.days == (TODAY - date(2022, 12, 31)).days
    assert changes(status) == [("2021-09-29", "promised"), ("2023-01-01", "overdue")]
    assert status.changes[0].event == steps[0].id
    assert status.changes[1].event is None


def test_a_flight_opened_suspended_promised_and_kept_early(found) -> None:
    steps = thread(found, "stopped", "connection", "RU-BA/Уфа", "BY-HM")
    assert [step.event.stage for step in steps][:5] == ["done", "stopped", "intended", "intended", "done"]
    status = life(steps, TODAY)
    assert (status.name, status.due, status.kept_on, status.days) == ("kept", "2023-05", "2023-03-06", -56)
    assert changes(status) == [
        ("2021-05-31", "kept"),
        ("2021-10-18", "dropped"),
        ("2021-10-19", "promised"),
        ("2023-03-06", "kept"),
    ]
    assert [(slip.before, slip.after) for slip in status.slips] == [("2022", "2023-05")]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2021, 6, 1), "kept"),
        (date(2021, 10, 18), "dropped"),
        (date(2022, 12, 31), "promised"),
        (date(2023, 3, 5), "promised"),
        (date(2023, 3, 6), "kept"),
    ],
)
def test_the_same_flight_as_it_was_known_on_a_day(found, day, name) -> None:
    assert life(thread(found, "stopped", "connection", "RU-BA/Уфа", "BY-HM"), day).name == name


def test_a_flight_kept_earlier_than_first_promised(found) -> None:
    status = life(thread(found, "underway", "connection", "RU-BA/Уфа", "UZ-SA/Самарканд"), TODAY)
    assert (status.name, status.first_due, status.kept_on, status.days) == ("kept", "2023-03", "2023-02-17", -12)


def test_a_forum_that_slipped_is_one_with_and_without_its_number(found) -> None:
    steps = thread(found, "intended", "gathering", "RU", "KZ")
    assert [step.date for step in steps] == ["2023-05-02", "2023-11-09"]
    status = life(steps, TODAY)
    assert (status.name, status.first_due, status.kept_on, status.days) == ("kept", "2023-09", "2023-11-09", 40)
    assert [(slip.before, slip.after, slip.days) for slip in status.slips] == [("2023-09", "2023-11-09", 40)]


def test_the_next_forum_is_another(found) -> None:
    assert len(thread(found, "underway", "gathering", "RU", "KZ", what="XX Форум")) == 1


def test_an_agreement_of_which_nobody_told_that_it_was_signed(found) -> None:
    status = life(thread(found, "intended", "agreement", "RU-BA", "KZ-39"), TODAY)
    assert (status.name, status.due, status.kept_on) == ("overdue", "2023-09", None)


def test_an_office_closed_and_promised_anew(found) -> None:
    steps = thread(found, "stopped", "project", "RU-BA", "KZ-71")
    status = life(steps, TODAY)
    assert [step.event.stage for step in steps] == ["stopped", "proposed", "intended"]
    assert (status.name, status.due_day) == ("overdue", "2024-12-31")
    assert changes(status)[-2:] == [("2023-06-15", "promised"), ("2025-01-01", "overdue")]


def test_offices_in_other_countries_are_others(found) -> None:
    assert len(thread(found, "intended", "project", "RU-BA", "CN")) == 1
    assert len(thread(found, "stopped", "project", "RU-BA", "TR")) == 1


def test_an_agreement_renewed_is_not_the_old_one(found) -> None:
    steps = thread(found, "intended", "agreement", "RU-BA", "RU-CHE")
    assert [step.date for step in steps] == ["2026-01-20", "2026-02-26"]
    assert life(steps, TODAY).kept_on == "2026-02-26"


def test_technoparks_are_overdue(found) -> None:
    status = life(thread(found, "agreed", "project", "RU-BA", "UZ"), TODAY)
    assert (status.name, status.due_day, status.days) == ("overdue", "2025-12-31", 60)


def test_what_may_belong_together_waits_for_a_person(chains, linked) -> None:
    told = {step.id: step for step in chains}
    doubts = {(link.event, link.maybe) for link in linked(chains).values() if link.maybe}
    coarse = [(told[event].event.what, told[maybe].event.polities) for event, maybe in doubts]
    assert ("прямые рейсы в Казахстан", ("RU-BA/Уфа", "KZ-75")) in coarse


@pytest.mark.parametrize("seed", range(5))
def test_threads_do_not_hang_on_the_order_of_entry(chains, threads, seed) -> None:
    shuffled = chains[:]
    random.Random(seed).shuffle(shuffled)
    assert {frozenset(step.id for step in steps) for steps in threads(shuffled)} == {
        frozenset(step.id for step in steps) for steps in threads(chains)
    }
