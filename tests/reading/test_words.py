"""Words are razdel's words."""

from hypothesis import given
from hypothesis import strategies as st
from razdel import tokenize

from servanda.reading.words import LONGEST, tokens

SIGNS = st.sampled_from([*"аБё xY1 7.,-—–/_\\:;)(!?…«»\"„'әЇ№ʼ%+*\u00a0\t😀\u200b"])


def razdel(text: str) -> list[tuple[int, int, str]]:
    return [(token.start, token.stop, token.text) for token in tokenize(text)]


@given(st.text(SIGNS, max_size=24))
def test_same_as_razdel(text: str) -> None:
    assert tokens(text) == razdel(text)


def test_same_as_razdel_on_news() -> None:
    text = "27 -летний премьер, 10 ,5 % из-за и.о. (г.Уфа)... СИЗО-6 — «Ак Барс» yahoo! 1/2 кое -кто :-) 2026-й, да!.."
    assert tokens(text) == razdel(text)


def test_counts_from_start() -> None:
    assert tokens("да, нет", 100) == [(100, 102, "да"), (102, 103, ","), (104, 107, "нет")]


def test_long_string_without_spaces_is_cut() -> None:
    found = tokens("." * (3 * LONGEST + 1))
    assert [end - start for start, end, _ in found] == [LONGEST, LONGEST, LONGEST, 1]
