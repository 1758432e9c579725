"""Amounts and changes, by a table and for any text."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.model.marked import Sentence, Word
from servanda.model.span import Span
from servanda.reading.amounts import amounts

TABLE = Path(__file__).with_name("amounts.tsv")


def sentence(text: str, start: int = 0) -> Sentence:
    """A sentence of plain tokens: amounts are read from the letters alone."""
    words = tuple(
        Word(start + found.start(), start + found.end(), found[0], found[0].lower(), "X", {}, -1, "dep")
        for found in re.finditer(r"\w+(?:[.,:]\d+)*|[^\w\s]", text)
    )
    return Sentence(Span(start, start + len(text)), words)


def cells(text: str) -> list[str | float | None]:
    def cell(part: str) -> str | float | None:
        return None if part == "-" else float(part) if re.fullmatch(r"-?[\d.]+", part) else part

    return [cell(part.strip()) for part in text.split(";")]


ROWS = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_amount(row: list[str]) -> None:
    plain = row[0].replace("[", "").replace("]", "")
    told = re.findall(r"\[(.*?)\]", row[0])
    columns = [cells(column) for column in row[1:]] if told else []
    found = amounts([sentence(plain)])
    assert [(a.span.of(plain), a.value, a.unit, a.change) for a in found] == list(zip(told, *columns, strict=True))


def test_currency_holds_in_the_next_sentence() -> None:
    found = amounts([sentence("Оборот составил 64 млн долларов.", 10), sentence("Из них 58 млн — экспорт.", 50)])
    assert [(a.sentence, a.value, a.unit) for a in found] == [(0, 64e6, "USD"), (1, 58e6, "USD")]
    assert found[1].span == Span(57, 63)


PIECES = """
5 31 2023 1,5 2 000 12.09 с до от на в раза раз почти более чем вырос упал снизился больше меньше рост составил % + - –
( $ € млн млрд тысяч миллиард пол долларов рублей тонн человек рейсов в неделю день за тысячу кубометров вдвое треть
половину 1/3 половиной два три сто еженедельно по средам и пятницам удвоился до £ 𝟚 İ ё
"""


@given(st.text(max_size=80) | st.lists(st.sampled_from(PIECES.split()), max_size=14).map(" ".join))
def test_any_text(text: str) -> None:
    for amount in amounts([sentence(text)]):
        assert 0 <= amount.span.start < amount.span.end <= len(text)
        assert amount.value is not None or amount.unit is not None or amount.change is not None
        assert amount.change in (None, "up", "down") or isinstance(amount.change, float)
