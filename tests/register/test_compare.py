"""What belongs to one undertaking, what does not, and what is for a person to say: kind by kind."""

from __future__ import annotations

import pytest

from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.register.compare import compare
from servanda.register.marks import asks, marks
from servanda.register.traits import load, traits


def told(line: str):
    """«2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейс Уфа — Астана | when=2022 actors=Иван Петров»."""
    head, what, *more = (part.strip() for part in line.split("|"))
    day, kind, stage, polities = head.split(" ", 3)
    slots = dict(pair.split("=", 1) for pair in (more[0].split(";") if more and more[0] else []))
    event = Event(
        kind=kind,
        stage=stage,
        polities=tuple(polities.split("+")),
        what=what or None,
        when=slots.get("when"),
        where=slots.get("where"),
        actors=tuple(slots["actors"].split(",")) if "actors" in slots else (),
        fields=tuple(slots["fields"].split(",")) if "fields" in slots else (),
    )
    return traits(Step(f"e{line}", f"s{line}", None if day == "-" else day, event))


JOIN = [
    # a way is known by its ends, whatever it is called and whoever flies
    (
        "2021-09-29 connection intended RU-BA/Уфа+KZ-71 | прямые рейсы Уфа — Нур-Султан",
        "2023-05-02 connection considered KZ-71+RU-BA/Уфа | авиасообщение с Астаной",
    ),
    (
        "2021-05-31 connection done RU-BA/Уфа+BY-HM | рейс «Белавиа»",
        "2022-11-29 connection intended RU-BA+BY-HM | рейс Red Wings | when=2023-05",
    ),
    ("2021-05-31 connection agreed RU-ORE+KZ | мост через Илек", "2023-05-31 connection underway RU-ORE+KZ | новый мост через реку Илек"),
    # a document by its parties, sort and subject, near in time
    (
        "2023-05-02 agreement intended RU-BA+KZ-39 | соглашение о сотрудничестве | when=2023-09",
        "2023-09-14 agreement done RU-BA+KZ-39 | соглашение",
    ),
    (
        "2023-05-02 agreement intended RU-BA+KZ-39 | соглашение с Костанайской областью",
        "2023-08-14 agreement done RU-BA+KZ-39 | соглашение о торговле | fields=trade",
    ),
    (
        "2023-05-02 agreement agreed RU-BA+TR | меморандум о туризме",
        "2023-06-02 agreement done RU-BA+TR | меморандум в сфере туризма и спорта",
    ),
    # a project by its sort and words
    ("2016-03-22 project stopped RU-BA+KZ-71 | представительство в Астане", "2023-06-15 project intended RU-BA+KZ | представительство в Казахстане"),
    ("2022-03-22 project intended RU-BA+UZ | завод мёда", "2024-06-15 project done RU-BA+UZ | завод по переработке мёда"),
    # a gathering by its number, or name and season
    (
        "2023-05-02 gathering intended RU+KZ | XIX Форум межрегионального сотрудничества | when=2023-09",
        "2023-11-09 gathering done RU+KZ | форум межрегионального сотрудничества",
    ),
    (
        "2023-05-02 gathering intended RU+KZ | девятнадцатый форум регионов | when=2023-09",
        "2024-11-09 gathering done RU-BA+KZ | ХІХ Форум регионов Казахстана и России",
    ),
    # a meeting by its people and days
    (
        "2023-05-02 meeting intended RU-BA+KZ | визит | when=2023-05-20;actors=Ержан Ахметов",
        "2023-05-21 meeting done RU-BA+KZ | встреча | actors=Ержан Ахметов,Иван Петров",
    ),
    ("2023-05-21 meeting done RU-BA+KZ | встреча | when=2023-05-20", "2023-05-22 meeting done RU-BA+KZ | переговоры | when=2023-05-20"),
    ("2023-05-21 cooperation agreed RU-BA+KZ | сотрудничество в энергетике | fields=energy", "2024-05-22 cooperation intended RU-BA+KZ | развитие энергетики | fields=energy"),
]  # fmt: skip

REVIEW = [
    ("2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейсы в Астану", "2023-05-02 connection considered RU-BA/Уфа+KZ | рейсы в Казахстан"),
    (
        "2023-05-02 agreement intended RU-BA+RU-CHE | соглашение о сотрудничестве | when=2023-09",
        "2023-09-14 agreement done RU-BA+RU-CHE | соглашение Саткинского района с Кигинским",
    ),
    ("2022-03-22 project intended RU-BA+UZ | завод", "2023-06-15 project done RU-BA+UZ | завод мёда"),
    ("2023-05-02 meeting intended RU-BA+KZ | визит", "2023-05-12 meeting done RU-BA+KZ | встреча | actors=Иван Петров"),
    ("2020-05-02 agreement intended RU-BA+KZ-39 | соглашение о туризме", "2023-09-14 agreement done RU-BA+KZ-39 | соглашение о туризме"),
]  # fmt: skip

NO = [
    ("2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейс", "2023-05-02 connection considered RU-BA/Уфа+KZ-75 | рейс"),
    ("2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейс", "2023-05-02 connection considered RU-BA/Сибай+KZ-71 | рейс"),
    ("2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейс", "2023-05-02 connection considered RU-BA/Уфа+KZ-71 | поезд"),
    ("2021-09-29 connection intended RU-BA/Уфа+KZ-71 | рейс", "2023-05-02 connection considered RU+KZ | рейсы"),
    ("2021-05-31 connection agreed RU-ORE+KZ | мост через Илек", "2023-05-31 connection underway RU-ORE+KZ | мост через Урал"),
    ("2023-05-02 agreement intended RU-BA+KZ | соглашение о туризме", "2023-09-14 agreement done RU-BA+KZ | соглашение о мёде"),
    ("2023-05-02 agreement intended RU-BA+KZ | меморандум о туризме", "2023-09-14 agreement done RU-BA+KZ | контракт о туризме"),
    ("2015-05-02 agreement done RU-BA+RU-CHE | соглашение", "2026-02-14 agreement intended RU-BA+RU-CHE | новое соглашение"),
    ("2023-11-09 gathering done RU+KZ | XIX форум регионов", "2023-11-20 gathering intended RU+KZ | XX форум регионов | when=2024"),
    ("2022-11-09 gathering done RU+KZ | форум регионов", "2023-11-09 gathering done RU+KZ | форум регионов"),
    ("2022-11-09 gathering intended RU+KZ | форум молодёжи", "2022-11-19 gathering done RU+KZ | форум вузов"),
    ("2023-05-02 meeting done RU-BA+KZ | встреча | actors=Иван Петров", "2023-06-12 meeting done RU-BA+KZ | встреча | actors=Иван Петров"),
    ("2023-05-02 meeting done RU-BA+KZ | встреча | actors=Иван Петров", "2023-05-12 meeting intended RU-BA+KZ | визит | actors=Иван Петров;when=2023-06"),
    ("2022-03-22 project intended RU-BA+UZ | завод мёда", "2023-06-15 project done RU-BA+UZ | технопарк"),
    ("2022-03-22 project intended RU-BA+UZ | центр «Альфа»", "2023-06-15 project done RU-BA+UZ | центр «Бета»"),
    ("2022-03-22 supply intended RU-BA+CN | мёд", "2022-06-15 supply done RU-BA+CN | лён"),
    ("2022-03-22 supply intended RU-BA+CN | мёд", "2022-06-15 aid done RU-BA+CN | мёд"),
    ("2022-03-22 supply intended RU-BA+CN | партия мёда", "2022-06-15 supply done RU-BA+TR | партия мёда"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("level", "old", "new"),
    [(level, *pair) for level, pairs in (("join", JOIN), ("review", REVIEW), ("no", NO)) for pair in pairs],
)
def test_pairs(level, old, new) -> None:
    verdict = compare(told(old), told(new))
    assert verdict.level == level, verdict
    if level != "no":
        assert verdict.why
        assert asks(told(new)) & marks(told(old))


@pytest.mark.parametrize("line", [old for old, _ in JOIN + REVIEW])
def test_events_of_one_story_are_two(line) -> None:
    assert compare(told(line), told(line)).level == "no"


@pytest.mark.parametrize("line", [line for pair in JOIN + NO for line in pair])
def test_traits_come_back_from_the_store(line) -> None:
    assert load(told(line).dump()) == told(line)


def test_what_was_done_closes_its_thread() -> None:
    done = told("2023-09-14 agreement done RU-BA+KZ | соглашение о туризме")
    assert compare(done, told("2023-12-14 agreement intended RU-BA+KZ | соглашение о туризме")).closes
    running = told("2023-09-14 connection done RU-BA/Уфа+KZ-71 | рейс")
    assert not compare(running, told("2023-12-14 connection stopped RU-BA/Уфа+KZ-71 | рейс")).closes
