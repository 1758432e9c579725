"""Decisions of people: written down, shown, taken back."""

from __future__ import annotations

import json

import pytest

import servanda.store
from servanda.cli.printing import console
from servanda.cli.review import _ask
from servanda.model.event import Coding, Event
from servanda.model.span import Span
from servanda.model.story import Story

PLANT = "завод кабельной арматуры"
ROUTE = "прямой рейс Уфа — Ташкент"


def status_of(held, id):
    return json.loads(held("pledge", id, "--format", "jsonl").out)["status"]


def test_rate_and_undo(held, id_of):
    plant = id_of(PLANT)
    done = held("decide", "rate", plant[:8], "broken", "--reason", "стройку бросили", "--user", "анна")
    assert done.out == f"decision 1: rate {plant} broken, by анна: стройку бросили\n"
    assert status_of(held, plant) == "broken"
    assert "broken (decided by анна)" in held("pledge", plant).out
    assert held("decide", "undo", "1", "--user", "борис").out == "decision 2: undo decision 1, by борис\n"
    assert status_of(held, plant) == "overdue"
    told = held("history", plant).out.splitlines()
    assert told[0].endswith("entered s4, version 1")
    assert told[1].endswith("by анна: стройку бросили (taken back since)")
    assert told[2].endswith("decision 2: undo decision 1, by борис")
    assert json.loads(held("history", plant, "--format", "jsonl").out.splitlines()[1])["undone"] is True


@pytest.mark.parametrize(
    ("slot", "value", "kept"),
    [("when", "2025-06", "2025-06"), ("when", "null", None), ("fields", "industry,energy", ["industry", "energy"])],
)
def test_correct(held, id_of, slot, value, kept):
    plant = id_of(PLANT)
    assert held("decide", "correct", plant, slot, value, "--user", "анна").status == 0
    assert json.loads(held("pledge", plant, "--format", "jsonl").out)["events"][0][slot] == kept


def test_split_and_join(held, id_of):
    route = id_of(ROUTE)
    events = [event["id"] for event in json.loads(held("pledge", route, "--format", "jsonl").out)["events"]]
    done = held("decide", "split", events[1], events[2], "--user", "анна")
    assert done.out == f"decision 1: split {events[1]} {events[2]} from {events[0]}, by анна\n"
    assert f"анна decided: split {events[1]} {events[2]} from {events[0]}; no reason given" in " ".join(
        held("pledge", route).out.split()
    )
    assert json.loads(held("pledge", route, "--format", "jsonl").out)["stories"] == ["s1"]
    assert held("decide", "join", events[0], events[1], "--user", "анна").status == 0
    assert json.loads(held("pledge", route, "--format", "jsonl").out)["stories"] == ["s1", "s2", "s3"]


def test_a_decision_without_sense(held, id_of):
    plant = id_of(PLANT)
    for words in (("rate", plant, "late"), ("correct", plant, "colour", "red"), ("correct", plant, "stage", "x")):
        status, out, err = held("decide", *words)
        assert (status, out, err.count("\n")) == (2, "", 1)
    assert held("decide", "undo", "7").status == 1
    assert "decisions           0" in held("doctor").out


def test_nothing_to_review(held):
    assert held("review").out == "nothing waits for review\n"


def doubtful(address):
    """Enter two stories that may tell of one thing."""
    register = servanda.store.open(address)
    told = (
        ("d1", "2024-02-15", "KZ-75", "proposed", "Из Уфы в Алматы предложено пустить дешёвые авиарейсы."),
        ("d2", "2025-03-24", "KZ", "considered", "Изучаются новые авиарейсы из Уфы в Казахстан."),
    )
    for id, date, other, stage, text in told:
        whole = (Span(0, len(text)),)
        story = Story(id, text, text, whole, None, None, date, "vesti.example", f"https://vesti.example/{id}")
        event = Event("connection", stage, ("RU-BA/Уфа", other), what=text[:-1], fields=("transport",), evidence=whole)
        register.enter(story, Coding((event,)))
    return register


def test_review_lists_both_sides(held, address):
    doubtful(address)
    told = held("review").out
    assert "«Из Уфы в Алматы предложено пустить дешёвые авиарейсы.»" in told
    assert "    https://vesti.example/d2\n" in told
    (record,) = map(json.loads, held("review", "--format", "jsonl").out.splitlines())
    assert {record["event"]["story"], record["other"]["story"]} == {"d1", "d2"}


def test_review_cites_as_the_outlet_asks(held, address):
    from servanda.store.outlets import correct

    register = doubtful(address)
    text = "Авиарейсы из Уфы в Казахстан снова обсуждают."
    story = Story("d3", text, text, (Span(0, len(text)),), None, None, "2025-05-02", "stepnoy-vestnik.example")
    event = Event("connection", "considered", ("RU-BA/Уфа", "KZ"), what="авиарейсы", evidence=(Span(0, len(text)),))
    register.enter(story, Coding((event,)))
    assert "asks for an active link" not in held("review").out
    correct(register.ledger, "vesti.example", {"active_link_required": True}, "анна", "2025-06-01T00:00:00+00:00")
    assert "asks for an active link" not in held("review").out
    bare = Story("d4", text, text, (Span(0, len(text)),), None, None, "2024-03-02", "vesti.example")
    told = Event("connection", "proposed", ("RU-BA/Уфа", "KZ-75"), what="рейс", evidence=story.body)
    register.enter(bare, Coding((told,)))
    assert "the outlet asks for an active link; no address is known" in held("review").out


@pytest.mark.parametrize(("answers", "verb"), [("y", "confirm"), ("n", "reject"), ("s", None), ("xq", None)])
def test_review_on_a_terminal(held, address, monkeypatch, answers, verb):
    register, given = doubtful(address), iter(answers)
    monkeypatch.setattr("typer.prompt", lambda question, **_: "так и есть" if question == "why" else next(given))
    _ask(register, register.review(), "анна", console())
    kept = register.ledger
    with kept.reading():
        decisions = kept.decisions()
    made = [(one.verb, one.user, one.reason) for one in decisions]
    assert made == ([(verb, "анна", "так и есть")] if verb else [])
    assert len(register.review()) == (0 if verb else 1)
