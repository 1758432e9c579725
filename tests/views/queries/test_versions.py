from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.event import Event
from servanda.views.queries.versions import differing, runs

EVENT = Event("agreement", "intended", ("RU-BA", "KZ"), what="договор")


def test_only_changed_lines_are_shown_word_by_word() -> None:
    found = runs("Первая.\nВстреча пройдёт в мае.\nТретья.\n", "Первая.\nВстреча пройдёт в июне.\nТретья.\n")
    assert [(run.op, run.text) for run in found] == [
        ("left out", ""), ("same", "Встреча пройдёт в "), ("gone", "мае"), ("come", "июне"), ("same", ".\n"),
        ("left out", ""),
    ]  # fmt: skip


@given(st.text("аб .\n", max_size=60), st.text("аб .\n", max_size=60))
def test_what_went_and_what_came_make_the_changed_lines(before: str, after: str) -> None:
    found = runs(before, after)
    old = "".join(run.text for run in found if run.op in ("same", "gone"))
    new = "".join(run.text for run in found if run.op in ("same", "come"))
    assert set(old) <= set(before)
    assert len(before) - len(old) == len(after) - len(new)


def test_events_go_come_and_change() -> None:
    moved = replace(EVENT, when="2023-06", stage="agreed")
    other = replace(EVENT, what="меморандум")
    found = differing({"a": EVENT, "b": other}, {"a": moved, "c": EVENT})
    assert [(one.op, one.event, one.slots) for one in found] == [
        ("gone", other, ()), ("come", EVENT, ()), ("changed", moved, ("stage", "when")),
    ]  # fmt: skip
