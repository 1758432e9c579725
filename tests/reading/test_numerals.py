"""Numbers in words and digits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.numerals import cardinal, cardinal_pattern, ordinal, ordinal_pattern

CARDINALS = [
    ("12", 12), ("2 500,5", 2500.5), ("21296", 21296), ("1\u00a0200", 1200), ("пять", 5), ("двадцать пять", 25),
    ("сто пятьдесят", 150), ("три с половиной", 3.5), ("полутора", 1.5), ("2-3", 3), ("двух-трёх", 3), ("двумя", 2),
]  # fmt: skip
ORDINALS = [("двадцать пятого", 25), ("первой", 1), ("третьем", 3), ("девятое", 9), ("пятнадцатого", 15), ("III", 3)]


@pytest.mark.parametrize(("text", "value"), CARDINALS)
def test_cardinal(text: str, value: float) -> None:
    assert cardinal(text) == value
    assert re.fullmatch(cardinal_pattern(), text.replace("ё", "е"))


@pytest.mark.parametrize("text", ["", "рублей", "пятьдесятый", "-", "двадцать коров"])
def test_no_cardinal(text: str) -> None:
    assert cardinal(text) is None


@pytest.mark.parametrize(("text", "value"), [*ORDINALS, ("2-й", 2), ("12", 12), ("12-го", 12)])
def test_ordinal(text: str, value: int) -> None:
    assert ordinal(text) == value


@pytest.mark.parametrize("text", [text for text, _ in ORDINALS[:-1]])
def test_ordinal_pattern(text: str) -> None:
    assert re.fullmatch(ordinal_pattern(), text)


@given(st.text(max_size=20))
def test_any_text(text: str) -> None:
    value = cardinal(text)
    assert value is None or value >= 0
