"""Russian time expressions, by a table and for any text."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.marked import Sentence, Word
from servanda.model.span import Span
from servanda.model.when import valid
from servanda.reading.times import times

TABLE = Path(__file__).with_name("expressions.tsv")


def sentence(text: str, start: int = 0) -> Sentence:
    """A sentence of plain tokens: times are read from the letters alone."""
    words = tuple(
        Word(start + found.start(), start + found.end(), found[0], found[0].lower(), "X", {}, -1, "dep")
        for found in re.finditer(r"\w+(?:[.,:]\d+)*|[^\w\s]", text)
    )
    return Sentence(Span(start, start + len(text)), words)


def rows() -> list[tuple[str | None, str, list[str], list[str], list[str]]]:
    day, read = None, []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("="):
            day = None if line == "=-" else line[1:]
        elif line and not line.startswith("#"):
            text, ahead, back, role = (*line.split("\t"), "", "", "")[:4]
            split = [[part.strip() for part in cell.split(";")] for cell in (ahead, back or ahead, role)]
            read.append((day, text, *split))
    return read


ROWS = rows()


@pytest.mark.parametrize(("day", "text", "ahead", "back", "roles"), ROWS, ids=[row[1] for row in ROWS])
def test_expression(day: str | None, text: str, ahead: list[str], back: list[str], roles: list[str]) -> None:
    plain = text.replace("[", "").replace("]", "")
    expected = []
    for number, told in enumerate(re.findall(r"\[(.*?)\]", text)):
        answers = (None if cell[number] == "-" else cell[number] for cell in (ahead, back))
        expected.append((told, *answers, (roles[number] if number < len(roles) else "") or "point"))
    found = times([sentence(plain)], date.fromisoformat(day) if day else None)
    assert [(m.span.of(plain), m.future, m.past, m.role) for m in found] == expected


def test_table_is_large() -> None:
    assert len(ROWS) > 300


def test_offsets_count_in_the_story() -> None:
    first, second = sentence("Форум начнётся 5 июня.", 100), sentence("Он пройдёт в Уфе до 9 июня.", 140)
    found = times([first, second], date(2023, 5, 2))
    assert [(m.span, m.sentence) for m in found] == [(Span(115, 121), 0), (Span(160, 166), 1)]


PIECES = """
5 31 99 2023 0000 12.09.2023 31.02.2021 мая сентябре мае-июне года году г. в с до к по на – - — / , . « ( II IV
квартале полугодие летом понедельник среду прошлом следующей неделе месяцев за через назад лет дня сегодня вчера
две полтора тысяча первого числа начала конца 2023–2021 29 февраля ежегодно накануне £ 𝟚 İ ё
"""
TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(PIECES.split()), max_size=14).map(" ".join)


@given(TEXTS, st.none() | st.dates())
def test_any_text(text: str, day: date | None) -> None:
    end = -1
    for mention in times([sentence(text)], day):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.start >= end
        end = mention.span.end
        for told in (mention.future, mention.past):
            assert told is None or valid(told)
