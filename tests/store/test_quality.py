"""Threading on a made-up register, whose maker knows what belongs together; and on the example stories."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servanda.store as store
from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.register.where import Where

ROOT = Path(__file__).parent.parent.parent


def test_chains_of_real_undertakings_are_found(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.threads import chains

    assert chains("sqlite://", coded=False) >= 0.95


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
def coded() -> list[tuple[Story, Coding]]:
    """The example stories as a careful annotator coded them."""
    slots = {line["id"]: line for line in _lines("expected.jsonl")}
    return [(_story(line), _coding(slots[line["id"]], line["text"])) for line in _lines("stories.jsonl")]


@pytest.fixture(scope="module")
def examples(coded):
    """A register that holds them."""
    return entered(coded)


def entered(stories: list[tuple[Story, Coding]]):
    register = store.open("sqlite://")
    list(register.enter_many(stories))
    return register


def _story(line: dict) -> Story:
    text = line["text"]
    about = {name: line[name] for name in ("id", "date", "source", "url")}
    return Story(text=text, clean=text, body=(Span(0, len(text)),), **about)


def _coding(record: dict, text: str) -> Coding:
    events = tuple(Event(**_slots(event, text)) for event in record["events"])
    return Coding(events, tuple(Figure(**_slots(figure, text)) for figure in record["figures"]))


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


def test_the_renewed_agreement_and_its_road_map_in_the_examples(examples) -> None:
    told = [one for one in examples.pledges(date(2026, 3, 1), Where(promised=None)) if "RU-CHE" in one.polities]
    renewed = [one for one in told if len(one.stories) > 2]
    assert [(one.what, one.status.kept_on) for one in renewed] == [("новое соглашение о сотрудничестве", "2026-02-26")]
    road_map = [one for one in told if one.promised]
    assert [(one.status.name, len(one.stories)) for one in road_map] == [("promised", 2)]
    assert len(told) == 4


def test_figures_of_trade_in_the_examples_are_one_series(examples) -> None:
    series = examples.figures("RU-BA", "KZ", measure="trade turnover")
    assert [one.parties for one in series] == [("KZ", "RU-BA")]
    assert [(point.period, point.readings[0].figure.value) for point in series[0].points] == [
        ("2018", 340_000_000),
        ("2023-01/2023-11", 422_000_000),
    ]


DAYS = [date(2016, 4, 2), date(2021, 10, 20), date(2022, 12, 31), date(2023, 3, 6), date(2023, 9, 30), date(2026, 3, 1)]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_examples_in_any_order_and_as_of_any_day(examples, coded, data) -> None:
    shuffled = entered(data.draw(st.permutations(coded)))
    for day in DAYS:
        assert told(shuffled, day) == told(examples, day)
        early = entered([one for one in coded if one[0].date <= day.isoformat()])
        assert told(early, day) == told(examples, day)


def told(register, day: date) -> list[dict]:
    return [one.record() for one in sorted(register.pledges(day, Where(promised=None)), key=lambda one: one.id)]
