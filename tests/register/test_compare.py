"""What belongs to one undertaking, what does not, and what is for a person to say: kind by kind."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.model.event import Event, Reason
from servanda.model.pledge import Step
from servanda.model.span import Span
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


PAIRS = [line.split("\t") for line in (Path(__file__).parent / "pairs.tsv").read_text("utf-8").splitlines()[2:]]


@pytest.mark.parametrize(("level", "old", "new"), PAIRS)
def test_pairs(level, old, new) -> None:
    verdict = compare(told(old), told(new))
    assert verdict.level == level, verdict
    if level != "no":
        assert verdict.why
        assert asks(told(new)) & marks(told(old))


@pytest.mark.parametrize("line", [old for _, old, _ in PAIRS])
def test_events_of_one_story_are_two_but_for_ways_projects_and_gatherings(line) -> None:
    one = told(line)
    assert compare(one, one).level == ("join" if one.kind in ("connection", "project", "gathering") else "no")


@pytest.mark.parametrize(
    ("level", "one", "other"),
    [
        ("join", "project underway RU+BY | Островецкая АЭС | when=2020", "project underway RU+BY | станция"),
        ("join", "project intended RU+TJ | три школы с русским языком | when=2022", "project underway RU+TJ |"),
        ("join", "project intended RU-BA+UZ | завод мёда", "project agreed UZ+RU-BA | завод"),
        ("join", "gathering underway RU+UZ | выставка", "gathering underway RU+UZ | стенды"),
        ("join", "gathering intended RU+KZ | XX Форум", "gathering intended RU+KZ | форум"),
        ("join", "connection intended RU-ORE+KZ | мост через Илек", "connection agreed RU-ORE+KZ | мост"),
        ("no", "project underway RU+TR | нитка трубы | when=2016", "project intended RU+TR | труба | when=2020"),
        ("no", "project underway RU+IN | строительство АЭС", "project agreed RU+IN | возврат займов в виде вложений"),
        ("no", "project intended RU-BA+UZ | завод мёда", "project intended RU-BA+UZ | завод лифтов"),
        ("no", "project done RU+BY | Островецкая АЭС", "project intended RU+BY | Островецкая АЭС | when=2030"),
        ("no", "gathering done RU+KZ | XX Форум", "gathering intended RU+KZ | XXI Форум"),
        ("no", "gathering underway RU+CN | Год кино | when=2006", "gathering intended RU+CN | Год кино | when=2007"),
        ("no", "agreement done RU-BA+KZ | соглашение о туризме", "agreement done RU-BA+KZ | соглашение"),
        ("no", "project intended RU-BA+UZ | завод мёда", "project intended RU-BA+KZ | завод мёда"),
    ],
)
def test_what_one_story_tells_twice(level, one, other) -> None:
    earlier, later = (replace(told(f"2019-08-01 {line}"), story="s") for line in (one, other))
    for old, new in ((earlier, later), (later, earlier)):
        verdict = compare(old, new)
        assert verdict.level == level, verdict
        assert level == "no" or asks(new) & marks(old)


@pytest.mark.parametrize("line", [line for _, *pair in PAIRS for line in pair])
def test_traits_come_back_from_the_store(line) -> None:
    assert load(told(line).dump()) == told(line)


def test_what_was_done_closes_its_thread() -> None:
    done = told("2023-09-14 agreement done RU-BA+KZ | соглашение о туризме")
    assert compare(done, told("2023-12-14 agreement intended RU-BA+KZ | соглашение о туризме")).closes
    running = told("2023-09-14 connection done RU-BA/Уфа+KZ-71 | рейс")
    assert not compare(running, told("2023-12-14 connection stopped RU-BA/Уфа+KZ-71 | рейс")).closes


def route(day: str, *parties: str, sure: float = 1.0, unnamed: str | None = None, sentences: tuple[str, ...] = ()):
    """A way as the coder hands it over: how sure it was, and which end its sentences do not name."""
    reasons = [Reason("party", f"{code}: named", Span(0, 1)) for code in parties if code != unnamed]
    reasons += [Reason("party", f"{unnamed}: named elsewhere in the story", None)] if unnamed else []
    event = Event("connection", "intended", parties, what="сообщение", sure=sure, reasons=tuple(reasons))
    return traits(Step(f"e{day}", f"s{day}", day, event, sentences))


def test_what_was_read_with_doubt_joins_nothing_by_itself() -> None:
    old, new = route("2022-01-10", "RU-BA/Уфа", "RU-DA"), route("2022-02-10", "RU-BA/Уфа", "RU-DA")
    assert compare(old, new).level == "join"
    doubted = compare(old, route("2022-02-10", "RU-BA/Уфа", "RU-DA", sure=0.2))
    assert (doubted.level, doubted.why) == (
        "review",
        "the same way, RU-BA/Уфа — RU-DA; one of them was read with doubt",
    )
    loose = compare(old, route("2022-02-10", "RU-BA/Уфа", "RU-DA", unnamed="RU-DA"))
    assert (loose.level, "one report does not name RU-DA as an end" in loose.why) == ("review", True)
    assert load(route("2022-02-10", "RU-BA/Уфа", "RU-DA", sure=0.2, unnamed="RU-DA").dump()).loose == {"RU-DA"}


@pytest.mark.parametrize(
    ("sentence", "listed"),
    [
        ("Обсудили перелёты из Москвы, Казани и Уфы.", True),
        ("Обсудили перелёты из Казани, Минеральных Вод, Грозного и Уфы.", True),
        ("Обсудили перелёты между Казанью и Уфой.", False),
        ("Рейс Казань — Уфа обсудили в Москве, Уфе и Казани.", False),
        ("Из Казани будут летать в Москву, Уфу и Минск.", False),
    ],
)
def test_two_places_of_one_list_are_no_ends_of_a_way(sentence, listed) -> None:
    spots = [re.search(stem, sentence).span() for stem in (r"Казан\w+", r"Уф\w+")]
    codes = ("RU-TA/Казань", "RU-BA/Уфа")
    reasons = tuple(Reason("party", f"{code}: named", Span(*spot)) for code, spot in zip(codes, spots, strict=True))
    event = Event("connection", "considered", codes, what="перелёты", reasons=reasons)
    step = Step("e", "s", "2022-01-10", event, (sentence,), spans=((0, len(sentence)),))
    assert bool(traits(step).loose) == listed


def test_sentences_tell_what_sort_of_way_it_is() -> None:
    flight = route("2022-01-10", "RU-BA/Уфа", "RU-KDA/Сочи", sentences=("Из Уфы можно улететь в Сочи.",))
    train = route("2022-02-10", "RU-BA/Уфа", "RU-KDA/Сочи", sentences=("В Сочи пустили поезд.",))
    assert (flight.sort, train.sort, compare(flight, train).level) == ("air", "rail", "no")
    assert route("2022-01-10", "RU-BA/Уфа", "RU-KDA/Сочи", sentences=("Самолёт и поезд.",)).sort is None


def test_traits_of_an_older_register_are_read() -> None:
    line = json.dumps(json.loads(route("2022-01-10", "RU-BA/Уфа", "KZ-71").dump())[:-2])
    assert load(line) == route("2022-01-10", "RU-BA/Уфа", "KZ-71")
