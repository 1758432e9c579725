"""Places that no table knows, polities with the adjective before them, and what is no place."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("Мост построят у реки Сызранки.", "Сызранки", "Сызранки"),
        ("Дальневосточный федеральный округ принял гостей.", "Дальневосточный федеральный округ", None),
        ("Завод стоит в селе Кузоватка.", "Кузоватка", "Кузоватка"),
    ],
)
def test_a_place_of_no_table_is_marked_without_a_code(text: str, place: str, name: str | None, marked) -> None:
    found = [m for m in marked(text, "lenta.ru").mentions if m.kind == "place"]
    assert [m.span.of(text) for m in found] == [place]
    assert found[0].polities == ()
    assert found[0].name == (name or place)


def test_a_capital_adjective_belongs_to_the_name(marked) -> None:
    text = "Делегация посетила Восточный Иерусалим."
    assert [m.span.of(text) for m in marked(text, "lenta.ru").mentions] == ["Восточный Иерусалим"]


@pytest.mark.parametrize("text", ["Товарооборот вырос.", "Уфимский завод открыт.", "…"])
def test_what_is_no_place(text: str, marked) -> None:
    assert [m.span.of(text) for m in marked(text).mentions if m.kind == "place"] == []
