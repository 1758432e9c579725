"""Everyone drawn into the sentences of `drawn/` is found there, span for span: a line a sentence, with what it should
hold as `[words]{kind Name | CODES}`, and after a tab the outlet that tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

DRAWN = [
    pytest.param(*line.split("\t"), id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "drawn").glob("*.txt"))
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
]


@pytest.mark.parametrize(("drawing", "source"), DRAWN)
def test_everyone_drawn_is_found(drawing: str, source: str, holds: Callable[..., None]) -> None:
    holds(drawing, source)


def test_numbers_of_people_bodies_and_gatherings_do_not_meet(marked) -> None:
    text = "Министр Ольга Котова и «Роснефть» едут на саммит ШОС."
    numbers = [m.entity for m in marked(text).mentions if m.kind in ("person", "organisation", "gathering")]
    assert len(numbers) == len(set(numbers)) == 3
    assert -1 not in numbers
