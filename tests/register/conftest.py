"""Steps written by hand, and threading of a whole set at once, against which the register is held."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.register.marks import asks, marks
from servanda.register.match import WINDOW, Link, choose
from servanda.register.traits import Traits, traits


def _rows() -> list[dict[str, str]]:
    lines = (Path(__file__).parent / "chains.tsv").read_text("utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@pytest.fixture(scope="session")
def chains() -> list[Step]:
    found = []
    for number, row in enumerate(_rows()):
        event = Event(
            kind=row["kind"],
            stage=row["stage"],
            polities=tuple(row["polities"].split()),
            what=row["what"],
            when=row["when"] or None,
            where=row["where"] or None,
            within=row["within"] or None,
            actors=tuple(name for name in row["actors"].split(";") if name),
            fields=tuple(row["fields"].split()),
        )
        found.append(Step(f"e{number:02}", row["story"], row["date"], event, (row["sentence"],), url=row["url"]))
    return found


@pytest.fixture(scope="session")
def linked() -> Callable[[Sequence[Step]], dict[str, Link]]:
    return _links


@pytest.fixture(scope="session")
def threads() -> Callable[[Sequence[Step]], list[list[Step]]]:
    """Threads of a set of steps, each in time order, by the links alone."""

    def run(steps: Sequence[Step]) -> list[list[Step]]:
        by_id, root, found = {step.id: step for step in steps}, {}, {}
        chosen = _links(steps)
        for step in sorted(steps, key=lambda one: one.order):
            to = chosen[step.id].to
            root[step.id] = root[to] if to else step.id
            found.setdefault(root[step.id], []).append(by_id[step.id])
        return list(found.values())

    return run


def _links(steps: Sequence[Step]) -> dict[str, Link]:
    found: dict[str, Link] = {}
    shelves: dict[str, list[Traits]] = {}
    for event in sorted(map(traits, steps), key=lambda one: one.place):
        near = {old.step: old for mark in asks(event) for old in shelves.get(mark, [])[-WINDOW:]}
        found[event.step] = choose(event, near.values())
        for mark in marks(event):
            shelves.setdefault(mark, []).append(event)
    return found
