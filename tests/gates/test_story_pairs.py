"""Made-up stories read against what a careful annotator recorded of them; the models have never seen these."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from servanda.model.story import RawItem
from servanda.pipeline import read
from servanda.stories import clean

FOLDER = Path(__file__).parents[1] / "stories"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
Event = dict[str, Any]

FOUND, REGISTER, FIGURES = 0.80, 0.69, 0.85
"""Floors of F1 over all pairs: of the right kind on shared evidence; stage and parties right too; figures."""


@cache
def records() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """(expected, read) of each pair, all read in one go."""
    expected = {name: json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8")) for name in NAMES}
    stories = [
        clean(
            RawItem(
                where=name,
                content=(FOLDER / f"{name}.txt").read_text("utf-8"),
                id=name,
                date=expected[name]["date"],
                source=expected[name]["source"],
            )
        )
        for name in NAMES
    ]
    return {reading.story.id: (expected[reading.story.id], reading.record()) for reading in read(stories)}


def touching(one: Event, other: Event) -> bool:
    """Whether two records rest on a sentence in common."""
    return any(a in b or b in a for a in one["evidence"] for b in other["evidence"])


def regions(event: Event) -> set[str]:
    return {code.partition("/")[0] for code in event["polities"]}


def paired(expected: list[Event], got: list[Event], key: str) -> Iterator[tuple[Event, Event]]:
    """Each expected record with one of the same sort on shared evidence, the likest first, each used once."""
    options = sorted(
        (
            (-(regions(e) == regions(g)) - (e.get("stage") == g.get("stage")), i, j)
            for i, e in enumerate(expected)
            for j, g in enumerate(got)
            if e[key] == g[key] and touching(e, g)
        )
    )
    taken: tuple[set[int], set[int]] = set(), set()
    for _, i, j in options:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield expected[i], got[j]


def f1(hits: int, expected: int, got: int) -> float:
    return 2 * hits / (expected + got)


def test_events_are_found_with_kind_stage_and_parties() -> None:
    found = register = expected = got = 0
    for wanted, made in records().values():
        pairs = list(paired(wanted["events"], made["events"], "kind"))
        found += len(pairs)
        register += sum(e["stage"] == g["stage"] and regions(e) == regions(g) for e, g in pairs)
        expected += len(wanted["events"])
        got += len(made["events"])
    assert f1(found, expected, got) >= FOUND
    assert f1(register, expected, got) >= REGISTER


def test_figures_are_found() -> None:
    hits = expected = got = 0
    for wanted, made in records().values():
        hits += len(list(paired(wanted["figures"], made["figures"], "measure")))
        expected += len(wanted["figures"])
        got += len(made["figures"])
    assert f1(hits, expected, got) >= FIGURES


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_cut_from_the_text(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    _, made = records()[name]
    for record in (*made["events"], *made["figures"]):
        assert record["evidence"]
        assert all(quote in text for quote in record["evidence"])


def test_most_stories_out_of_scope_stay_silent() -> None:
    silent = [not made["events"] for name, (_, made) in records().items() if name.startswith("none-")]
    assert sum(silent) >= len(silent) * 0.7
