"""Polities in made-up sentences, drawn as spans, and what holds for any text."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import KnowledgeError
from servanda.knowledge.polities import table
from servanda.model.marked import Mention
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.engine import engine
from servanda.reading.polities import polities

CASES = Path(__file__).with_name("polities_cases.txt")
DRAWN = re.compile(r"\[([^\]]+)\]\{(@?)([^}:]+)(?::(\w+))?\}")
Drawn = tuple[str, str, str, str, int]
"""Words, `@` or nothing, codes, form, where the words start."""


def story(text: str, source: str | None = None) -> Story:
    return Story("made-up", text, text, (Span(0, len(text)),), source=source)


def read_line(line: str) -> tuple[str, str | None, list[Drawn]]:
    """The plain text, the outlet and the spans drawn in it."""
    line, _, source = line.partition(" | ")
    plain, drawn, last = "", [], 0
    for found in DRAWN.finditer(line):
        plain += line[last : found.start()]
        words, place, codes, form = found.groups()
        drawn.append((words, place, codes, form or "name", len(plain)))
        plain += words
        last = found.end()
    return plain + line[last:], source or None, drawn


@cache
def marked() -> dict[str, tuple[Mention, ...]]:
    """All cases read in one batch."""
    lines = cases()
    stories = [story(*read_line(line)[:2]) for line in lines]
    parsed = engine().parse(stories)
    return {
        line: polities(one, result.sentences, result.names)
        for line, one, result in zip(lines, stories, parsed, strict=True)
    }


@cache
def cases() -> list[str]:
    return [line for line in CASES.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("line", cases())
def test_drawn_polities_are_found_and_no_others(line: str) -> None:
    text, _, drawn = read_line(line)
    found = [
        (m.span.of(text), "@" if m.kind == "place" else "", ",".join(m.polities), m.form, m.span.start)
        for m in marked()[line]
    ]
    assert found == drawn


def test_there_are_enough_cases() -> None:
    assert sum(len(read_line(line)[2]) for line in cases()) > 400


def read(text: str, source: str | None = None) -> tuple[Mention, ...]:
    one = story(text, source)
    parsed = engine().parse([one])[0]
    return polities(one, parsed.sentences, parsed.names)


def test_heads_and_names_are_nominative() -> None:
    mentions = read("Посол Республики Беларусь побывал в Набережных Челнах и у башкирских аграриев.")
    assert [m.name for m in mentions] == ["Республика Беларусь", "Набережные Челны", "Башкортостан"]
    parsed = engine().parse([story("Посол Республики Беларусь прибыл.")])[0]
    mention = polities(story("Посол Республики Беларусь прибыл."), parsed.sentences, parsed.names)[0]
    assert parsed.sentences[0].words[mention.head].text == "Республики"


def test_a_users_own_names_are_found(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("code\tform\tnames\nRU-BA/Уфа\tname\tСтольный Град\nRU-BA/Новый Кут\tname\tНовый Кут\n", "utf-8")
    text = "Гости приехали в Стольный Град, потом в Новый Кут."
    parsed = engine().parse([story(text)])[0]
    mentions = polities(story(text), parsed.sentences, parsed.names, own)
    assert [m.polities for m in mentions] == [("RU-BA/Уфа",), ("RU-BA/Новый Кут",)]


def test_a_wrong_row_of_a_user_is_named(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("code\tform\tnames\nXX-YY\tname\tНигде\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"own\.tsv:2: unknown code"):
        table(own)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="АаБбУфаеёмск -–—«»\"'.,!\n\t()Россия", max_size=80))
def test_any_text_gives_mentions_that_lie_in_it(text: str) -> None:
    for mention in read(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert all(code in table().polities for code in mention.polities)
