"""Gatherings as names of their own, with ordinal and year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NAMED = [
    "Документ подпишут на [XX Форуме межрегионального сотрудничества России и Казахстана]{gathering XX Форум межрегионального сотрудничества России и Казахстана | RU KZ}.",
    "Делегация едет на [ПМЭФ-2024]{gathering ПМЭФ-2024 | RU-SPE}.",
    "Гостей позвали на [Международную неделю бизнеса]{gathering Международная неделя бизнеса}.",
    "Они увидятся на [саммите «большой двадцатки»]{gathering саммит «большой двадцатки»}.",
    "Прошли [Дни культуры Башкортостана в Татарстане]{gathering Дни культуры Башкортостана в Татарстане | RU-BA RU-TA}.",
    "Завод показали на [выставке «Иннопром»]{gathering выставка «Иннопром»}.",
    "Открылся [саммит Россия — Африка]{gathering саммит Россия — Африка | RU}.",
    "Лидеры приедут на [саммит ШОС]{gathering саммит ШОС}.",
    "Участники [VIII Международного форума «Шёлковый путь»]{gathering VIII Международный форум «Шёлковый путь»} приняли резолюцию.",
    "Доклад готовят к [12-й конференции по туризму]{gathering 12-я конференция по туризму}.",
    "Труппа выступит на [фестивале «Золотая юрта»]{gathering фестиваль «Золотая юрта»}.",
    "Стенд готовят к [Красноярскому экономическому форуму]{gathering Красноярский экономический форум}.",
    "В 2004 году прошёл [Год Казахстана в России]{gathering Год Казахстана в России | KZ RU}.",
    "Спортсмены едут на [Азиатские игры]{gathering Азиатские игры}.",
]

NOT_NAMED = [
    "Форум пройдёт осенью.",
    "Это был тяжёлый год.",
    "Заседание отложили.",
    "Каждую неделю летают два борта.",
    "На второй день пошёл дождь.",
]


@pytest.mark.parametrize("drawing", NAMED)
def test_the_whole_name_is_one_mention(drawing: str, holds: Callable[..., None]) -> None:
    holds(drawing)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_a_word_alone_is_no_name(text: str, marked) -> None:
    assert [m.name for m in marked(text).mentions if m.kind == "gathering"] == []


def test_the_short_name_is_the_same_gathering(marked) -> None:
    text = "Открылся Восточный экономический форум. На ВЭФ ждут гостей."
    gatherings = [m for m in marked(text).mentions if m.kind == "gathering"]
    assert [m.span.of(text) for m in gatherings] == ["Восточный экономический форум", "ВЭФ"]
    assert len({m.entity for m in gatherings}) == 1
