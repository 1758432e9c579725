"""The phrase that names the thing: the nominative, what a number governs, what follows a dash, quotation marks."""

import pytest

from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.what import balanced, phrase
from servanda.model.marked import Marked, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story


def told(rows, cue):
    """The phrase of a sentence given as (text, lemma, pos, features, head, relation)."""
    words, at = [], 0
    for text, lemma, pos, feats, head, rel in rows:
        words.append(Word(at, at + len(text), text, lemma, pos, feats, head, rel))
        at += len(text) + 1
    text = " ".join(word.text for word in words)
    story = Story("s", text, text, (Span(0, len(text)),))
    context = Context(Marked(story, (Sentence(Span(0, len(text)), tuple(words)),)))
    return phrase(context, [Candidate(0, "connection", (cue,), True)])[0]


def test_what_follows_a_dash_stands_as_written():
    rows = [
        ("открытие", "открытие", "NOUN", {"Case": "Nom"}, -1, "root"),
        ("рейса", "рейс", "NOUN", {"Case": "Gen", "Number": "Sing", "Gender": "Masc"}, 0, "nmod"),
        ("Уфа", "уфа", "PROPN", {"Case": "Nom"}, 1, "appos"),
        ("—", "—", "PUNCT", {}, 4, "punct"),
        ("Астана", "астана", "PROPN", {"Case": "Gen"}, 2, "conj"),
    ]
    assert told(rows, 1) == "рейс Уфа — Астана"


def test_what_a_number_governs_stands_as_written():
    rows = [
        ("закупили", "закупить", "VERB", {}, -1, "root"),
        ("десять", "десять", "NUM", {"Case": "Acc"}, 2, "nummod:gov"),
        ("вагонов", "вагон", "NOUN", {"Case": "Gen", "Number": "Plur", "Gender": "Masc"}, 0, "obj"),
    ]
    assert told(rows, 2) == "десять вагонов"


def test_a_phrase_without_a_number_is_set_in_the_nominative():
    rows = [
        ("подписание", "подписание", "NOUN", {"Case": "Nom"}, -1, "root"),
        ("нового", "новый", "ADJ", {"Case": "Gen", "Number": "Sing", "Gender": "Masc"}, 2, "amod"),
        ("договора", "договор", "NOUN", {"Case": "Gen", "Number": "Sing", "Gender": "Masc"}, 0, "nmod"),
    ]
    assert told(rows, 2) == "новый договор"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("«О ратификация", "О ратификация"), ("центр «Дружба", "центр «Дружба»"), ("центр «Дружба»", "центр «Дружба»")],
)
def test_quotation_marks_are_paired(text, kept):
    assert balanced(text) == kept
