"""Word lists as patterns."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.lexicon import Lexicon, lowered

CALENDAR = Lexicon("times/data/calendar.toml")


def test_keys_of_words() -> None:
    assert CALENDAR.number_of("months", "сентября") == 9
    assert CALENDAR.key_of("units", "недели") == "week"
    assert CALENDAR.key_of("units", "рубля") is None
    assert CALENDAR.number_of("months", None) is None


def test_lists_do_not_share_words() -> None:
    for table in ("months", "weekdays", "seasons", "days"):
        patterns = CALENDAR.tables[table]
        assert len(set(patterns.values())) == len(patterns)


@given(st.text())
def test_lowering_keeps_the_length(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert "ё" not in lowered(text)
