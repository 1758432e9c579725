"""Who met whom, and who struck a deal with whom."""

from __future__ import annotations

import pytest

from servanda.reading.encounters import encounters


@pytest.mark.parametrize(
    ("text", "kind", "parties"),
    [
        ("Глеб Старков встретился с Вадимом Ковалем.", "meeting", {"Глеб Старков", "Вадимом Ковалем"}),
        (
            "Прошла встреча между Иваном Лыковым и Петром Зориным.",
            "meeting",
            {"Иваном Лыковым", "Петром Зориным"},
        ),
        ("«Роснефть» купила акции компании «Лукойл».", "deal", {"Роснефть", "Лукойл"}),
        ("Россия дала Сербии кредит.", "deal", {"Россия", "Сербии"}),
    ],
)
def test_the_parties_of_an_encounter(text: str, kind: str, parties: set[str], marked) -> None:
    (one,) = encounters(marked(text, "lenta.ru"))
    assert (one.kind, set(one.parties)) == (kind, parties)


@pytest.mark.parametrize(
    "text",
    [
        "Глеб Старков принял закон.",
        "О встрече рассказал Глеб Старков.",
        "Компания купила завод.",
        "ТАСС пишет о кредите для Сербии.",
        "",
    ],
)
def test_one_party_makes_no_encounter(text: str, marked) -> None:
    assert encounters(marked(text, "lenta.ru")) == ()


def test_an_encounter_told_twice_is_one(marked) -> None:
    text = "Глеб Старков встретился с Вадимом Ковалем. Встреча Старкова с Ковалем длилась час."
    assert len(encounters(marked(text, "lenta.ru"))) == 1
