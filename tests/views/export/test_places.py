"""Where polities lie, what they are called, which one a place name means."""

import pytest

from servanda.views.export.places import named, place, polity_of


@pytest.mark.parametrize(
    ("code", "russian", "english"),
    [
        ("KZ", "Казахстан", "Kazakhstan"), ("RU-BA", "Башкортостан", "Bashkortostan"), ("RU-BA/Уфа", "Уфа", "Ufa"),
        ("RU-MOW", "Москва", "Moscow"), ("KZ-71", "Астана", "Astana"), ("EU", "Европейский союз", "European Union"),
        ("XX-YY", "XX-YY", "XX-YY"),
    ],
)  # fmt: skip
def test_names(code, russian, english):
    assert (named(code), named(code, "en")) == (russian, english)


def test_places():
    assert place("RU-BA/Уфа").latitude == pytest.approx(54.74, abs=0.05)
    assert place("RU-BA").longitude == place("RU-BA/Уфа").longitude
    assert place("EU") is None
    assert place("XX") is None


def test_place_names():
    assert polity_of("Самарканд") == "UZ-SA/Самарканд"
    assert polity_of("Экспоцентр") is None
    assert polity_of("") is None
    assert polity_of(None) is None
