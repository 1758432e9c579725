"""What stands under a new report: chosen, ordered, and cited once."""

from __future__ import annotations

from datetime import date

from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.register.background import background
from servanda.register.pledges import pledge
from servanda.register.traits import traits

ENDS = ("RU-BA/Уфа", "KZ-71")


def told(id: str, day: str, stage: str, *sentences: str, polities=ENDS, what="рейс Уфа — Астана", when=None, **about):
    event = Event("connection", stage, polities, what=what, when=when, fields=("transport",))
    return Step(f"e-{id}", id, day, event, sentences, "vesti.example", f"https://vesti.example/{id}", **about)


def made(*steps: Step):
    return pledge(steps[0].id, steps, date(2023, 5, 2))


NEW = told("new", "2023-05-02", "considered", "О рейсе в Астану снова думают.")
EVENT = [traits(NEW)]


def test_the_newest_step_stands_first_and_the_overdue_promise_beside_it() -> None:
    overdue = made(
        told("a", "2021-10-19", "intended", "В 2022 году полетят в Астану.", when="2022"),
        told("b", "2023-01-10", "proposed", "Рейс в Астану предложили оплатить."),
        NEW,
    )
    found = background("new", "2023-05-02", EVENT, [overdue])
    assert [(one.step.story, one.basis and one.basis.story) for one in found.items] == [("b", "a")]
    assert found.paragraph() == (
        "Рейс в Астану предложили оплатить ([vesti.example](https://vesti.example/b), 10.01.2023). "
        "В 2022 году полетят в Астану ([vesti.example](https://vesti.example/a), 19.10.2021)."
    )


def test_of_two_as_telling_the_newer_and_of_two_as_new_the_more_telling() -> None:
    def other(id: str, day: str, when: str | None, code: str):
        return made(told(id, day, "intended", f"Рейс {id}.", polities=("RU-BA/Уфа", code), when=when, what="рейс"))

    old, newer = other("old", "2022-01-10", None, "KZ-75"), other("newer", "2023-04-10", None, "KZ-75")
    late = other("late", "2022-12-10", "2023-02", "KZ-71")
    quiet = other("quiet", "2022-12-10", None, "KZ-71")
    assert [one.step.story for one in background("new", "2023-05-02", EVENT, [quiet, late]).items] == ["late", "quiet"]
    event = [traits(told("x", "2023-05-02", "considered", "", polities=("RU-BA/Уфа", "KZ-75")))]
    assert [one.step.story for one in background("x", "2023-05-02", event, [old, newer]).items] == ["newer", "old"]


def test_a_sentence_that_tells_of_two_pledges_is_cited_once() -> None:
    both = "Полёты в Астану и Алматы обещаны."
    first = made(told("a", "2023-01-10", "intended", both))
    second = made(told("a", "2023-01-10", "intended", both, polities=("RU-BA/Уфа", "KZ-75"), what="рейс Уфа — Алматы"))
    assert background("new", "2023-05-02", EVENT, [first, second]).paragraph().count(both.rstrip(".")) == 1


def test_the_text_is_cited_rather_than_its_headline() -> None:
    title = "Рейсы будут"
    known = made(told("a", "2023-01-10", "intended", title, "Самолёты в Астану полетят.", title=title))
    assert background("new", "2023-05-02", EVENT, [known]).paragraph().startswith("Самолёты в Астану полетят (")
    bare = made(told("b", "2023-01-10", "intended", title, title=title))
    assert background("new", "2023-05-02", EVENT, [bare]).paragraph().startswith("Рейсы будут (")


def test_nothing_told_later_or_by_the_story_itself() -> None:
    later = pledge("e-c", [told("c", "2023-06-01", "intended", "Позже.")], date(2023, 7, 1))
    assert background("new", "2023-05-02", EVENT, [later, made(NEW)]).items == ()
