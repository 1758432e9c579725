"""What waits for review: pairs, and events of which the coder was not certain."""

from __future__ import annotations

from tests.store.conftest import told

from servanda.model.event import Event
from servanda.store.migrate import upgrade
from servanda.store.session import Session

DOUBTFUL = Event("aid", "done", ("RU-BA", "KZ"), what="помощь соседям", sure=0.31, lemmas=("помощь", "сосед"))
VAGUE = Event("project", "agreed", ("RU-BA", "UZ"), what="завод кабелей", sure=0.55, lemmas=("завод", "кабель"))
CLEAR = Event("agreement", "done", ("RU-BA", "TR"), what="договор о дружбе", sure=0.93, lemmas=("договор", "дружба"))


def test_events_wait_of_which_the_coder_was_not_certain(register) -> None:
    register.enter(*told("a", "2023-01-01", VAGUE, CLEAR))
    register.enter(*told("b", "2023-02-01", DOUBTFUL))
    assert [(one.event.event.what, one.sure) for one in register.unsure()] == [
        ("помощь соседям", 0.31), ("завод кабелей", 0.55),
    ]  # fmt: skip
    assert register.progress().events.open == 2


def test_what_was_decided_does_not_wait_until_it_is_taken_back(register) -> None:
    register.enter(*told("a", "2023-01-01", VAGUE, DOUBTFUL))
    first, second = (one.event.id for one in register.unsure())
    made = register.decide("reject", first, user="анна")
    register.decide("correct", second, slot="stage", value='"intended"', user="анна")
    assert register.unsure() == []
    assert (register.progress().events.open, register.progress().events.decided) == (0, 2)
    register.undo(made.id, user="анна")
    assert [one.event.id for one in register.unsure()] == [first]


def test_what_is_left_for_later_is_passed_over_and_counted(register) -> None:
    register.enter(*told("a", "2023-01-01", VAGUE, DOUBTFUL))
    first, second = (one.event.id for one in register.unsure())
    assert [one.event.id for one in register.unsure(left={first})] == [second]
    assert (register.progress({first}).events.open, register.progress({first}).events.left) == (2, 1)


def test_an_event_of_a_changed_story_waits_as_the_new_text_has_it(register) -> None:
    register.enter(*told("a", "2023-01-01", DOUBTFUL))
    register.enter(*told("a", "2023-01-01", CLEAR))
    assert register.unsure() == []


def test_older_registers_learn_what_was_doubtful(register) -> None:
    register.enter(*told("a", "2023-01-01", VAGUE, CLEAR))
    ledger: Session = register.ledger
    with ledger.writing():
        ledger.connection.exec_driver_sql("DROP TABLE unsure")
        ledger.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0005'")
        upgrade(ledger.connection, "here", "0006")
    assert [one.event.event.what for one in register.unsure()] == ["завод кабелей"]
