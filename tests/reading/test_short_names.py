"""Short names that a story introduces in brackets."""

from __future__ import annotations

TEXT = "Ассоциация северных регионов России (АСРР) собралась в Перми. АСРР ждёт гостей."


def test_a_short_name_is_the_body_that_it_was_introduced_for(marked) -> None:
    bodies = [m for m in marked(TEXT, "lenta.ru").mentions if m.kind == "organisation"]
    assert [(m.span.of(TEXT), m.form) for m in bodies] == [
        ("Ассоциация северных регионов России", "name"),
        ("АСРР", "part"),
        ("АСРР", "name"),
    ]
    assert len({m.entity for m in bodies}) == 1


def test_a_place_or_a_number_in_brackets_is_no_short_name(marked) -> None:
    text = "Банк развития Урала (Пермь) и Союз мастеров (12) спорят."
    assert not [m for m in marked(text, "lenta.ru").mentions if m.kind == "organisation" and m.form == "part"]


def test_a_site_is_a_body(marked) -> None:
    text = "Об этом пишет novosti-urala.ru со ссылкой на завод."
    assert "novosti-urala.ru" in [m.name for m in marked(text, "lenta.ru").mentions if m.kind == "organisation"]
