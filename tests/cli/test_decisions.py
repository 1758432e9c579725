"""Decisions of people: written down, shown, taken back."""

from __future__ import annotations

import json

import pytest

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
    assert held("decide", "split", events[1], events[2], "--user", "анна").status == 0
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
