"""Whether a text carries another, who was first, and how it names its source."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.model.story import ReprintTerms
from servanda.register.carriers import form, judged, names, pairs
from servanda.register.ledger import StoryRow
from servanda.register.overlap import Overlap

TEXT = " ".join(f"{one}{other}" for one in "абвгдежзик" for other in ("рок", "сон", "мир", "тон", "вид", "дом"))
STORY = StoryRow("s", 1, "2024-05-02", "step.example", "https://step.example/n/1", None, None, TEXT, "", "", "{}", "")


def carrier(text: str = TEXT, **slots) -> StoryRow:
    return replace(STORY, **{"id": "c", "source": "volna.example", "url": None, "text": text, **slots})


@pytest.mark.parametrize(
    ("words", "longest", "of_one", "of_other", "made"),
    [
        (100, 100, 0.9, 0.9, "whole"),
        (100, 100, 0.9, 0.1, "whole"),
        (100, 40, 0.3, 0.6, "part"),
        (100, 60, 0.1, 0.1, "part"),
        (60, 40, 0.4, 0.4, None),
        (20, 20, 0.9, 0.9, "whole"),
        (20, 20, 0.9, 0.2, None),
        (12, 12, 1.0, 1.0, None),
    ],
)
def test_form(words, longest, of_one, of_other, made):
    assert form(Overlap(words, longest, of_one, of_other)) == made


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        ({}, True),
        ({"date": "2024-05-03"}, True),
        ({"date": "2024-05-01"}, False),
        ({"date": None}, True),
        ({"source": "step.example"}, False),
        ({"source": None}, True),
        ({"id": "s"}, False),
    ],
)
def test_a_later_story_of_another_outlet(slots, found):
    assert bool(list(pairs([STORY], [carrier(**slots)]))) is found


def test_of_two_of_one_day_each_is_carried_once():
    both = [STORY, carrier()]
    assert [(one.id, other.id) for one, other, *_ in pairs(both, both)] == [("c", "s")]


@pytest.mark.parametrize(
    ("text", "links", "reference", "link"),
    [
        ("", (), False, None),
        ("Об этом сообщает «Степь».", (), True, None),
        ("По данным «Степи», это так.", (), True, None),
        ("Источник — ИА «СТЕПЬ».", (), True, None),
        ("Поезд идёт через степь.", (), False, None),
        ("Степной ветер.", (), False, None),
        ("Подробнее на step.example.", (), True, None),
        ("Подробнее на big-step.example", (), False, None),
        ("Источник: https://step.example/n/1?utm=1.", (), True, "story"),
        ("Источник: (http://www.step.example/).", (), True, "outlet"),
        ("", ("https://x.example/", "https://news.step.example/"), True, "outlet"),
        ("", ("https://step.example/other", "https://www.step.example/n/1/"), True, "story"),
        ("", ("https://notstep.example/", "http://[broken"), False, None),
    ],
)
def test_reference_and_link(text, links, reference, link):
    (pair,) = pairs([STORY], [carrier(f"{TEXT}. {text}")])
    found = judged(pair, {"Степь"}, {"step.example"}, links, ReprintTerms())
    assert (found.reference, found.link, found.asked) == (reference, link, None)


@pytest.mark.parametrize(
    ("terms", "asked"),
    [
        (ReprintTerms(True, True), False),
        (ReprintTerms(True), True),
        (ReprintTerms(None, True), False),
        (ReprintTerms(False), True),
        (ReprintTerms(), None),
    ],
)
def test_as_the_terms_ask(terms, asked):
    (pair,) = pairs([STORY], [carrier(f"{TEXT}. Так пишет «Степь».")])
    assert judged(pair, {"Степь"}, (), (), terms).asked is asked


def test_names_out_of_imprints():
    assert names(["Сетевое издание «Степь»", 'ИА "Волна"', "Башинформ", None]) == {"Степь", "Волна", "Башинформ"}
