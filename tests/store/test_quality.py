"""Threading on a made-up register, whose maker knows what belongs together; and on the example stories."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

import servanda.store as store
from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Story

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("seed", [1, 2])
def test_made_up_threads_are_found(seed, monkeypatch, memory) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.synthetic import Maker
    from benchmarks.threads import agreement, enter

    register = memory()
    truth = enter(register, Maker(seed).stories(250))
    with register.ledger.reading():
        found = register.ledger.pledges_of(truth)
    precision, _, f1 = agreement(truth, found)
    assert precision >= 0.97
    assert f1 >= 0.95
    assert "benchmarks.synthetic" in sys.modules


@pytest.fixture(scope="module")
def examples():
    """The example stories as a careful annotator coded them, in a register."""
    register = store.open("sqlite://")
    coded = {line["id"]: line for line in _lines("expected.jsonl")}
    for line in _lines("stories.jsonl"):
        text, slots = line["text"], coded[line["id"]]
        story = Story(
            id=line["id"],
            text=text,
            clean=text,
            body=(Span(0, len(text)),),
            date=line["date"],
            source=line["source"],
            url=line["url"],
        )
        events = tuple(Event(**_slots(event, text)) for event in slots["events"])
        register.enter(story, Coding(events, tuple(Figure(**_slots(figure, text)) for figure in slots["figures"])))
    return register


def _lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (ROOT / "examples" / name).read_text("utf-8").splitlines()]


def _slots(record: dict, text: str) -> dict:
    slots = {name: tuple(value) if isinstance(value, list) else value for name, value in record.items()}
    sentences = record["evidence"] if isinstance(record["evidence"], list) else [record["evidence"]]
    starts = [(text.index(sentence), len(sentence)) for sentence in sentences]
    return {**slots, "evidence": tuple(Span(start, start + length) for start, length in starts)}


@pytest.mark.parametrize(
    ("kind", "polities", "status", "due", "kept_on", "days"),
    [
        ("connection", ("RU-BA/Уфа", "KZ-71"), "overdue", "2022", None, 1156),
        ("connection", ("RU-BA/Уфа", "BY-HM"), "kept", "2023-05", "2023-03-06", -56),
        ("connection", ("RU-BA/Уфа", "UZ-SA/Самарканд"), "kept", "2023-03", "2023-02-17", -12),
        ("gathering", ("RU", "KZ"), "kept", "2023-09", "2023-11-09", 40),
        ("agreement", ("RU-BA", "KZ-39"), "overdue", "2023-09", None, 883),
        ("project", ("RU-BA", "KZ"), "overdue", "../2024", None, 425),
        ("project", ("RU-BA", "UZ"), "overdue", "2025", None, 60),
    ],
)
def test_what_came_of_the_promises_of_the_examples(examples, kind, polities, status, due, kept_on, days) -> None:
    found = [one for one in examples.pledges(date(2026, 3, 1)) if (one.kind, one.polities) == (kind, polities)]
    assert len(found) == 1
    now = found[0].status
    assert (now.name, now.due, now.kept_on, now.days) == (status, due, kept_on, days)


def test_the_life_of_the_flight_to_minsk_in_the_examples(examples) -> None:
    pledge = next(one for one in examples.pledges(date(2026, 3, 1)) if one.polities == ("RU-BA/Уфа", "BY-HM"))
    assert [(change.day, change.status) for change in pledge.status.changes] == [
        ("2021-05-31", "kept"),
        ("2021-10-18", "dropped"),
        ("2021-10-19", "promised"),
        ("2023-03-06", "kept"),
    ]
