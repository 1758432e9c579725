"""Where a person's name begins and ends, by the words of a sentence and what the network took for a name."""

from __future__ import annotations

import pytest

from servanda.model.marked import Sentence, Word
from servanda.model.span import Span
from servanda.reading.lines import Line
from servanda.reading.person_ranges import inner_names, name_ranges, with_initials


def line_of(text: str, *persons: tuple[int, int], **told: tuple[str, str, int]) -> Line:
    """A sentence of words with spaces between; `told` gives case, relation and head of the word at w0, w1…"""
    words, at = [], 0
    for k, shown in enumerate(text.split()):
        case, rel, head = told.get(f"w{k}", ("Nom", "nsubj", -1))
        pos = "PUNCT" if not shown[0].isalnum() else "PROPN" if shown[0].isupper() else "NOUN"
        words.append(Word(at, at + len(shown), shown, shown.lower(), pos, {"Case": case}, head, rel))
        at += len(shown) + 1
    return Line(0, Sentence(Span(0, len(text)), tuple(words)), text, dict(persons), {}, {}, {})


def names(line: Line, *rows: Line) -> list[str]:
    found = name_ranges(line, inner_names([line, *rows]))
    return [" ".join(w.text for w in line.words[start:end]) for start, end in found]


@pytest.mark.parametrize(
    ("text", "persons", "found"),
    [
        ("Оппонентом Рубцова стал мэр", [(0, 2)], ["Рубцова"]),
        ("Рокера доставили домой", [(0, 1)], []),
        ("Роза Рубцова приехала", [(0, 2)], ["Роза Рубцова"]),
        ("А . Могучий родился", [(0, 3)], ["А . Могучий"]),
        ("Вчера Сэр Алекс Фергюсон прибыл", [(1, 4)], ["Алекс Фергюсон"]),
        ("приехал Хамза Х .", [(1, 3)], ["Хамза Х ."]),
        ("умер король Кигели V .", [(2, 5)], ["Кигели V"]),
        ("умер Бодуэн I . Альберт женат", [(1, 5)], ["Бодуэн I", "Альберт"]),
        ("Вчера Сорос П . Котов", [(1, 2), (2, 5)], ["Сорос", "П . Котов"]),
    ],
)
def test_a_name_is_cut_to_its_words(text: str, persons: list[tuple[int, int]], found: list[str]) -> None:
    assert names(line_of(text, *persons)) == found


def test_a_common_word_that_is_a_surname_elsewhere_stays_one() -> None:
    opening, inside = line_of("Понедельник заявил", (0, 1)), line_of("прокурор Понедельник", (1, 2))
    assert names(opening) == []
    assert names(opening, inside) == ["Понедельник"]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"w1": ("Gen", "nmod", 0), "w2": ("Gen", "flat:name", 1)}, ["Фёдора Лыкова"]),
        ({"w1": ("Gen", "nmod", 0), "w2": ("Nom", "nsubj", -1)}, ["Фёдора", "Лыкова"]),
    ],
)
def test_a_name_in_two_pieces_is_one_where_the_tree_joins_it(told: dict, found: list[str]) -> None:
    assert names(line_of("дочь Фёдора Лыкова", (1, 2), (2, 3), **told)) == found


def test_initials_before_a_surname_that_the_network_overlooked() -> None:
    line = line_of("Д . Ф . Лыков прибыл")
    assert with_initials(line, 4) == 0
    assert with_initials(line, 5) == 5


def test_two_people_side_by_side_are_told_apart_by_case_and_tree() -> None:
    told = {"w1": ("Gen", "nmod", 0), "w2": ("Nom", "appos", 0), "w3": ("Nom", "flat:name", 2)}
    assert names(line_of("Мать Ксении Людмила Нарусова", (1, 4), **told)) == ["Ксении", "Людмила Нарусова"]
    whole = {"w1": ("Gen", "nmod", 0), "w2": ("Nom", "flat:name", 1)}
    assert names(line_of("мать Ксении Рубцовой", (1, 3), **whole)) == ["Ксении Рубцовой"]
