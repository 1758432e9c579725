"""Gatherings as names of their own, with ordinal and year."""

from __future__ import annotations

import pytest

NOT_NAMED = [
    "Форум пройдёт осенью.",
    "Это был тяжёлый год.",
    "Заседание отложили.",
    "Каждую неделю летают два борта.",
    "На второй день пошёл дождь.",
]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_word_alone_is_no_name(text: str, marked) -> None:
    assert [m.name for m in marked(text).mentions if m.kind == "gathering"] == []


def test_the_short_name_is_the_same_gathering(marked) -> None:
    text = "Открылся Восточный экономический форум. На ВЭФ ждут гостей."
    gatherings = [m for m in marked(text).mentions if m.kind == "gathering"]
    assert [m.span.of(text) for m in gatherings] == ["Восточный экономический форум", "ВЭФ"]
    assert len({m.entity for m in gatherings}) == 1
