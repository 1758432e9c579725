"""What people decide overrides the program, is never lost, and can be taken back."""

from __future__ import annotations

import json
from datetime import date

import pytest

from servanda.errors import NotFound, UsageError
from servanda.model.event import Event
from servanda.register.where import Where
from servanda.store.contents import contents

ASTANA = ("RU-BA/Уфа", "KZ-71")
ANY = Where(promised=None)


def flight(stage: str, polities=ASTANA, what="прямой рейс Уфа — Астана", when: str | None = None) -> Event:
    return Event("connection", stage, polities, what=what, when=when)


@pytest.fixture
def filled(register, story):
    """Two stories of one flight, one of flights to the country at large, one of another flight."""
    register.enter(*story("s1", "2021-09-29", flight("intended", when="2022")))
    register.enter(*story("s2", "2023-05-02", flight("considered")))
    register.enter(*story("s3", "2024-02-01", flight("considered", ("RU-BA/Уфа", "KZ"), "рейсы в Казахстан")))
    register.enter(*story("s4", "2024-03-01", flight("intended", ("RU-BA/Уфа", "BY-HM"), "рейс Уфа — Минск")))
    return register


def threads(register) -> dict[str, str]:
    """The pledge of each story's event, named by the pledge's first story."""
    return {step.story: pledge.steps[0].story for pledge in register.pledges(where=ANY) for step in pledge.steps}


def event(register, story: str) -> str:
    return next(step.id for pledge in register.pledges(where=ANY) for step in pledge.steps if step.story == story)


def state(register) -> list[str]:
    return [line for line in contents(register.ledger) if not line.startswith('["decisions"')]


def test_the_filled_register_is_as_the_tests_think(filled) -> None:
    assert threads(filled) == {"s1": "s1", "s2": "s1", "s3": "s3", "s4": "s4"}


def test_a_rating_overrides_what_the_program_proposes_and_is_dated(filled) -> None:
    decision = filled.decide("rate", event(filled, "s1"), user="Анна", reason="рейса нет", value="broken")
    pledge = filled.pledge(event(filled, "s2"))
    assert (pledge.status.name, pledge.status.proposed, pledge.status.decision) == ("broken", "overdue", decision)
    assert filled.pledge(event(filled, "s1"), date(2024, 1, 1)).status.name == "overdue"
    filled.undo(decision.id, user="Борис")
    assert filled.pledge(event(filled, "s1")).status.name == "overdue"


def test_what_waits_for_review_goes_once_it_is_decided(filled) -> None:
    (doubt,) = filled.review()
    assert (doubt.event.story, doubt.other.story) == ("s3", "s2")
    assert "KZ" in doubt.why
    assert doubt.event.sentences
    assert doubt.other.sentences
    filled.decide("confirm", doubt.event.id, other=doubt.other.id, user="Анна")
    assert filled.review() == []
    assert threads(filled)["s3"] == "s1"


def test_a_doubt_that_was_rejected_does_not_come_back(filled) -> None:
    (doubt,) = filled.review()
    filled.decide("reject", doubt.event.id, other=doubt.other.id, user="Анна")
    assert filled.review() == []
    assert threads(filled)["s3"] == "s3"


def test_joined_pledges_stay_joined_with_what_comes_later(filled, story) -> None:
    filled.decide("join", event(filled, "s4"), other=event(filled, "s1"), user="Анна")
    filled.enter(*story("s5", "2024-04-01", flight("done", ("RU-BA/Уфа", "BY-HM"), "рейс Уфа — Минск")))
    assert threads(filled) == {"s1": "s1", "s2": "s1", "s3": "s3", "s4": "s1", "s5": "s1"}


def test_what_was_split_off_stays_apart_with_what_comes_later(filled, story) -> None:
    filled.enter(*story("s6", "2024-05-01", flight("considered")))
    filled.decide("split", event(filled, "s2"), user="Анна")
    assert threads(filled) == {"s1": "s1", "s2": "s2", "s6": "s1", "s3": "s3", "s4": "s4"}
    filled.enter(*story("s5", "2023-06-01", flight("agreed")))
    assert threads(filled)["s5"] == "s2"
    assert threads(filled)["s6"] == "s1"


def test_events_leave_together(filled, story) -> None:
    filled.enter(*story("s6", "2024-05-01", flight("considered")))
    leaving = json.dumps([event(filled, "s6")])
    filled.decide("split", event(filled, "s2"), value=leaving, user="Анна")
    assert threads(filled)["s2"] == threads(filled)["s6"] == "s2"
    assert threads(filled)["s1"] == "s1"


def test_a_correction_moves_the_event_to_where_it_belongs(filled) -> None:
    subject = event(filled, "s4")
    filled.decide("correct", subject, slot="polities", value='["RU-BA/Уфа", "KZ-71"]', user="Анна")
    filled.decide("correct", subject, slot="stage", value='"done"', user="Анна")
    assert threads(filled)["s4"] == "s1"
    pledge = filled.pledge(subject)
    assert pledge.status.name == "kept"
    assert pledge.steps[-1].corrected == ("polities", "stage")


def test_an_event_that_is_none_is_in_no_pledge(filled) -> None:
    first = event(filled, "s1")
    filled.decide("reject", first, user="Анна", reason="не о том")
    assert threads(filled) == {"s2": "s2", "s3": "s3", "s4": "s4"}


@pytest.mark.parametrize(
    ("verb", "about"),
    [
        ("reject", {"subject": "s1"}),
        ("reject", {"subject": "s2", "other": "s1"}),
        ("join", {"subject": "s4", "other": "s1"}),
        ("confirm", {"subject": "s3", "other": "s1"}),
        ("split", {"subject": "s2"}),
        ("correct", {"subject": "s1", "slot": "polities", "value": '["RU-BA/Уфа", "BY-HM"]'}),
        ("correct", {"subject": "s2", "slot": "kind", "value": '"project"'}),
    ],
)
def test_undoing_brings_back_what_was_and_undoing_that_brings_back_the_decision(filled, verb, about) -> None:
    before = state(filled)
    named = {slot: event(filled, value) if slot in ("subject", "other") else value for slot, value in about.items()}
    decision = filled.decide(verb, named.pop("subject"), user="Анна", reason="так", **named)
    decided = state(filled)
    assert decided != before
    undo = filled.undo(decision.id, user="Борис", reason="ошибка")
    assert state(filled) == before
    filled.undo(undo.id, user="Анна")
    assert state(filled) == decided


def test_history_shows_all_that_was_decided_and_undone(filled) -> None:
    subject = event(filled, "s1")
    rating = filled.decide("rate", subject, user="Анна", reason="обещание не сдержано", value="broken")
    filled.undo(rating.id, user="Борис", reason="рано")
    records = [record for record in filled.history(subject) if record.decision]
    assert [(record.what, record.decision.user, record.undone) for record in records] == [
        ("rate", "Анна", True),
        ("undo", "Борис", False),
    ]


def test_a_decision_outlives_a_new_version_of_its_story(filled, story) -> None:
    subject = event(filled, "s4")
    filled.decide("join", subject, other=event(filled, "s1"), user="Анна")
    changed = flight("agreed", ("RU-BA/Уфа", "BY-HM"), "рейс Уфа — Минск")
    filled.enter(*story("s4", "2024-03-01", changed, sentences=("Уточнено.",)))
    assert threads(filled)["s4"] == "s1"


@pytest.mark.parametrize(
    ("verb", "about", "said"),
    [
        ("rate", {"value": "forgotten"}, "no status"),
        ("correct", {"slot": "stage", "value": '"soon"'}, "does not fit"),
        ("correct", {"slot": "mood", "value": '"good"'}, "no slot"),
        ("correct", {"slot": "when", "value": "2022"}, "does not fit"),
        ("correct", {"slot": "what", "value": "не JSON"}, "no JSON"),
        ("join", {}, "name an event of each"),
        ("praise", {}, "nobody can praise"),
        ("split", {"value": '["nothing"]'}, "same pledge"),
    ],
)
def test_decisions_without_sense_are_refused_and_change_nothing(filled, verb, about, said) -> None:
    before = list(contents(filled.ledger))
    with pytest.raises(UsageError, match=said):
        filled.decide(verb, event(filled, "s1"), user="Анна", **about)
    assert list(contents(filled.ledger)) == before


def test_one_cannot_undo_twice_nor_split_the_only_event(filled) -> None:
    rating = filled.decide("rate", event(filled, "s1"), user="Анна", value="kept")
    filled.undo(rating.id, user="Анна")
    with pytest.raises(UsageError, match="undone already"):
        filled.undo(rating.id, user="Анна")
    with pytest.raises(UsageError, match="left of the pledge"):
        filled.decide("split", event(filled, "s4"), user="Анна")


def test_what_is_not_there_is_not_found(filled) -> None:
    with pytest.raises(NotFound):
        filled.decide("confirm", "nothing", user="Анна")
    with pytest.raises(NotFound):
        filled.undo(99, user="Анна")
    with pytest.raises(NotFound):
        filled.pledge("")
