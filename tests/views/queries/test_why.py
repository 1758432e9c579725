from __future__ import annotations

import pytest

from servanda.model.event import Reason
from servanda.views.queries.why import doubts, why


@pytest.mark.parametrize(
    ("step", "because", "form", "words"),
    [
        ("frame", "«рейс» can name connection", "frame", {"word": "рейс", "kind": "connection"}),
        ("scope", "chance 0.74; next=! +0.58", "scope", {"chance": "0.74", "clues": "next=! +0.58"}),
        ("operator", "«планировать» says intended", "operator", {"word": "планировать", "stage": "intended"}),
        ("stage", "intended, chance 0.98", "stage", {"stage": "intended", "chance": "0.98"}),
        ("party", "KZ: named elsewhere in the story, chance 0.60", "elsewhere", {"polity": "KZ", "chance": "0.60"}),
        ("date", "2022 stands в+Loc", "filler", {"value": "2022", "joint": "в+Loc"}),
        ("date", "something else", "plain", {}),
    ],
)
def test_reasons_are_taken_apart(step: str, because: str, form: str, words: dict[str, str]) -> None:
    ((told, (found,)),) = why([Reason(step, because)])
    assert (told, found.form, dict(found.words), found.because) == (step, form, words, because)


def test_a_party_is_known_with_its_word() -> None:
    ((_, (found,)),) = why([Reason("party", "BY-HM: «Минск» (polity, name), chance 0.73")])
    assert (found.form, found.words["polity"], found.words["word"]) == ("party", "BY-HM", "Минск")


def test_the_coder_gives_reasons_in_the_known_forms_alone() -> None:
    from servanda.pipeline import read_story

    text = (
        "Премьер Башкирии Иван Ромашов встретился в Ташкенте с министром транспорта Узбекистана. "
        "Стороны договорились открыть в сентябре прямой рейс Уфа — Ташкент."
    )
    events = read_story(text, date="2023-05-02").coding.events
    assert events
    forms = {one.form for event in events for _, told in why(event.reasons) for one in told}
    assert {"frame", "scope", "operator", "stage", "party"} <= forms
    assert "plain" not in forms


def test_doubts_are_told_phrase_by_phrase() -> None:
    found = doubts("KZ-75 — RU-BA/Уфа: one report names only KZ; something new")
    assert [one.form for one in found] == ["coarse", "plain"]
    assert dict(found[0].words) == {"ends": "KZ-75 — RU-BA/Уфа", "polities": "KZ"}
    assert [one.form for one in doubts("the same parties, завод; Иванов И, told soon after")] == [
        "common words", "told soon after",
    ]  # fmt: skip
    assert doubts("") == ()
