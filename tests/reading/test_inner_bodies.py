"""Bodies inside a longer name, and what only looks like a body."""

from __future__ import annotations

import pytest


def bodies(text: str, marked) -> dict[str, str]:
    return {m.span.of(text): m.form for m in marked(text).mentions if m.kind == "organisation"}


@pytest.mark.parametrize(
    ("text", "whole", "inner"),
    [
        ("Об этом сообщила пресс-служба МВД Киргизии.", "пресс-служба МВД Киргизии", "МВД Киргизии"),
        ("Депутаты фракции КПРФ покинули зал.", "фракции КПРФ", "КПРФ"),
    ],
)
def test_a_body_inside_a_longer_name_is_a_part(text: str, whole: str, inner: str, marked) -> None:
    found = bodies(text, marked)
    assert found[whole] == "name"
    assert found[inner] == "part"


def test_a_city_in_quotation_marks_that_is_a_club_is_a_body(marked) -> None:
    text = "Полузащитник испанской «Барселоны» забил два мяча."
    found = marked(text).mentions
    assert [m.kind for m in found if m.span.of(text) == "«Барселоны»"] == ["organisation"]
    assert all(m.form == "part" for m in found if m.span.of(text) == "Барселоны")


@pytest.mark.parametrize("text", ["Дело возбуждено по статье 105 УК РФ.", "Он выложил ролик в YouTube."])
def test_a_code_of_laws_or_a_network_is_no_body(text: str, marked) -> None:
    assert bodies(text, marked) == {}
