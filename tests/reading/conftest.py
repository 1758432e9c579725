"""Sentences with what is to be found drawn into them: «Приехал [министр Иван Котов]{person Иван Котов | UZ}»."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from servanda.model.marked import Marked, Mention
from servanda.model.span import Span
from servanda.model.story import Story

_DRAWN = re.compile(r"\[([^\]]*)\]\{(\w+) ([^|}]*)(?:\|([^}]*))?\}")


@dataclass(frozen=True)
class Wanted:
    """A mention that must be there. `polities` is None where the drawing does not say."""

    span: Span
    kind: str
    name: str
    polities: tuple[str, ...] | None


def undrawn(drawing: str) -> tuple[str, list[Wanted]]:
    """The plain text and what was drawn into it."""
    text, wanted, at = "", [], 0
    for match in _DRAWN.finditer(drawing):
        text += drawing[at : match.start()]
        span = Span(len(text), len(text) + len(match.group(1)))
        polities = tuple(match.group(4).split()) if match.group(4) is not None else None
        wanted.append(Wanted(span, match.group(2), match.group(3).strip(), polities))
        text += match.group(1)
        at = match.end()
    return text + drawing[at:], wanted


def plain_story(text: str, source: str | None, date: str | None = "2023-05-02") -> Story:
    body = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Story(id="test", text=text, clean=text, body=body, source=source, date=date)


@pytest.fixture(scope="session")
def marked() -> Callable[..., Marked]:
    """Marks a text as told by an outlet; the same text is read once."""
    from servanda.reading import mark

    kept: dict[tuple[str, str | None], Marked] = {}

    def read(text: str, source: str | None = "bashinform.ru") -> Marked:
        if (text, source) not in kept:
            kept[text, source] = mark([plain_story(text, source)])[0]
        return kept[text, source]

    return read


@pytest.fixture(scope="session")
def holds(marked: Callable[..., Marked]) -> Callable[..., None]:
    """Fails unless everything drawn into a text is found in it, span for span."""

    def check(drawing: str, source: str | None = "bashinform.ru") -> None:
        text, wanted = undrawn(drawing)
        found = marked(text, source).mentions
        assert wanted, "nothing was drawn"
        for one in wanted:
            there = [m for m in found if m.kind == one.kind and m.span == one.span]
            assert there, f"no {one.kind} at «{one.span.of(text)}»; found {listed(found, text)}"
            assert there[0].name == one.name, listed(there, text)
            if one.polities is not None:
                assert there[0].polities == one.polities, listed(there, text)

    return check


def listed(found: tuple[Mention, ...] | list[Mention], text: str) -> list[str]:
    return [f"{m.kind}/{m.form} [{m.span.of(text)}] {m.name} {' '.join(m.polities)}" for m in found]
