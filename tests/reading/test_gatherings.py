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
    assert [m.name for m in marked(text).mentions if m.kind == "gathering" and m.form == "name"] == []


def test_the_short_name_is_the_same_gathering(marked) -> None:
    text = "Открылся Восточный экономический форум. На ВЭФ ждут гостей."
    gatherings = [m for m in marked(text).mentions if m.kind == "gathering"]
    assert [m.span.of(text) for m in gatherings] == ["Восточный экономический форум", "ВЭФ"]
    assert len({m.entity for m in gatherings}) == 1


def test_a_word_alone_means_the_gathering_told_before(marked) -> None:
    text = "Открылся Восточный экономический форум. На форуме ждут гостей."
    bare = [m for m in marked(text).mentions if m.kind == "gathering" and m.form == "reference"]
    assert [(m.span.of(text), m.name) for m in bare] == [("форуме", "Восточный экономический форум")]


def test_a_gathering_without_a_name_has_its_own_words_and_little_weight(marked) -> None:
    text = "Они увидятся на бизнес-форуме в мае."
    bare = [m for m in marked(text).mentions if m.kind == "gathering"]
    assert [(m.name, m.form, m.entity) for m in bare] == [("бизнес-форум", "reference", -1)]
    assert bare[0].sure < 0.5
