"""The rule of stages on small trees, and times against the day; the trees are written by hand, no network is loaded."""

import pytest

from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.coding.ladder import composed, ladder, predicate
from servanda.coding.stages import against, features, side
from servanda.model.event import KINDS
from servanda.model.marked import Marked, Sentence, TimeMention, Word
from servanda.model.span import Span
from servanda.model.story import Story

PAST = {"Tense": "Past", "VerbForm": "Fin", "Aspect": "Perf"}
FUTURE = {"Tense": "Fut", "VerbForm": "Fin", "Aspect": "Perf"}
PRESENT = {"Tense": "Pres", "VerbForm": "Fin", "Aspect": "Imp"}
INFINITIVE = {"VerbForm": "Inf"}


def tree(*rows):
    """Words out of (text, lemma, pos, features, head, relation)."""
    words, at = [], 0
    for text, lemma, pos, feats, head, rel in rows:
        words.append(Word(at, at + len(text), text, lemma, pos, feats, head, rel))
        at += len(text) + 1
    return Sentence(Span(0, at), tuple(words))


def context(sentence, times=(), day="2023-05-02"):
    text = " ".join(word.text for word in sentence.words) + " "
    return Context(Marked(Story("s", text, text, (Span(0, len(text)),), date=day), (sentence,), times=tuple(times)))


def stage(sentence, kind, cue):
    return ladder(context(sentence), Candidate(0, kind, (cue,), True), cue).stage


OPENED = tree(
    ("Рейс", "рейс", "NOUN", {"Case": "Nom"}, 1, "nsubj:pass"),
    ("открыт", "открыть", "VERB", PAST, -1, "root"),
)
WILL = tree(
    ("Рейс", "рейс", "NOUN", {"Case": "Nom"}, 2, "nsubj:pass"),
    ("будет", "быть", "AUX", PRESENT, 2, "aux:pass"),
    ("открыт", "открыть", "VERB", PAST, -1, "root"),
)
STARTS = tree(
    ("Перевозчик", "перевозчик", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("запускает", "запускать", "VERB", PRESENT, -1, "root"),
    ("рейс", "рейс", "NOUN", {"Case": "Acc"}, 1, "obj"),
)
TALKED = tree(
    ("Министры", "министр", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("обсудили", "обсудить", "VERB", PAST, -1, "root"),
    ("рейс", "рейс", "NOUN", {"Case": "Acc"}, 1, "obj"),
)
ARRIVED = tree(
    ("Министр", "министр", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("прибыл", "прибыть", "VERB", PAST, -1, "root"),
    ("с", "с", "ADP", {}, 3, "case"),
    ("визитом", "визит", "NOUN", {"Case": "Ins"}, 1, "obl"),
)
AFTER = tree(
    ("После", "после", "ADP", {}, 1, "case"),
    ("визита", "визит", "NOUN", {"Case": "Gen"}, 3, "obl"),
    ("министр", "министр", "NOUN", {"Case": "Nom"}, 3, "nsubj"),
    ("предложил", "предложить", "VERB", PAST, -1, "root"),
    ("рейс", "рейс", "NOUN", {"Case": "Acc"}, 3, "obj"),
)
SIGNED = tree(
    ("Стороны", "сторона", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("подписали", "подписать", "VERB", PAST, -1, "root"),
    ("соглашение", "соглашение", "NOUN", {"Case": "Acc"}, 1, "obj"),
    ("о", "о", "ADP", {}, 4, "case"),
    ("рейсе", "рейс", "NOUN", {"Case": "Loc"}, 2, "nmod"),
)
PLANNED = tree(
    ("Стороны", "сторона", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("намерены", "намерен", "ADJ", {"Variant": "Short"}, -1, "root"),
    ("открыть", "открыть", "VERB", INFINITIVE, 1, "xcomp"),
    ("рейс", "рейс", "NOUN", {"Case": "Acc"}, 2, "obj"),
)
WHICH = tree(
    ("Гости", "гость", "NOUN", {"Case": "Nom"}, 4, "nsubj"),
    (",", ",", "PUNCT", {}, 3, "punct"),
    ("которые", "который", "PRON", {"Case": "Nom"}, 3, "nsubj"),
    ("встретились", "встретиться", "VERB", PAST, 0, "acl:relcl"),
    ("откроют", "открыть", "VERB", FUTURE, -1, "root"),
    ("завод", "завод", "NOUN", {"Case": "Acc"}, 4, "obj"),
)
SAID = tree(
    ("Мэр", "мэр", "NOUN", {"Case": "Nom"}, 1, "nsubj"),
    ("заявил", "заявить", "VERB", PAST, -1, "root"),
    (",", ",", "PUNCT", {}, 5, "punct"),
    ("что", "что", "SCONJ", {}, 5, "mark"),
    ("завод", "завод", "NOUN", {"Case": "Nom"}, 5, "nsubj"),
    ("откроется", "открыться", "VERB", FUTURE, 1, "ccomp"),
)
NOT = tree(
    ("Рейс", "рейс", "NOUN", {"Case": "Nom"}, 2, "nsubj"),
    ("не", "не", "PART", {}, 2, "advmod"),
    ("откроется", "открыться", "VERB", FUTURE, -1, "root"),
)


@pytest.mark.parametrize(
    ("sentence", "kind", "cue", "expected"),
    [
        (OPENED, "connection", 0, "done"),
        (WILL, "connection", 0, "intended"),
        (STARTS, "connection", 2, "intended"),
        (TALKED, "connection", 2, "considered"),
        (TALKED, "meeting", 1, "done"),
        (ARRIVED, "meeting", 3, "underway"),
        (AFTER, "meeting", 1, "done"),
        (AFTER, "connection", 4, "proposed"),
        (SIGNED, "agreement", 2, "done"),
        (SIGNED, "connection", 4, "agreed"),
        (PLANNED, "connection", 3, "intended"),
        (WHICH, "meeting", 3, "done"),
        (WHICH, "project", 5, "intended"),
        (SAID, "project", 4, "intended"),
        (NOT, "connection", 0, "not-intended"),
    ],
)
def test_the_clause_of_the_cue_says_the_stage(sentence, kind, cue, expected):
    assert stage(sentence, kind, cue) == expected


def test_a_clause_is_left_where_a_relative_clause_hangs():
    found = ladder(context(WHICH), Candidate(0, "meeting", (3,), True), 3)
    assert (found.inner, found.outer, found.left) == (("done",), ("intended",), "acl:relcl")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), "none"),
        (("done",), "done"),
        (("intended", "considered"), "considered"),
        (("considered", "intended"), "considered"),
        (("considered", "agreed"), "considered"),
        (("done", "agreed"), "agreed"),
        (("underway", "stopped"), "stopped"),
        (("considered", "refused"), "refused"),
        (("intended", "proposed"), "proposed"),
    ],
)
def test_the_outermost_operator_decides(steps, expected):
    assert composed(steps) == expected


def test_a_finite_verb_taken_for_an_adjective_is_still_present():
    sentence = tree(("Возобновляется", "возобновляться", "ADJ", {"Case": "Nom"}, -1, "root"))
    assert predicate(sentence, 0) == "present"


def test_a_conditional_is_neither_past_nor_future():
    sentence = tree(("открыли", "открыть", "VERB", PAST, -1, "root"), ("бы", "бы", "PART", {}, 0, "aux"))
    assert predicate(sentence, 0) == "would"


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("2023-05-02", "today"),
        ("2023-05", "now"),
        ("2023", "now"),
        ("2023-04-30", "back"),
        ("2022", "back"),
        ("2024", "ahead"),
        ("2023-06~", "ahead"),
        ("2023-04-30/2023-05-03", "now"),
        ("2023-06-01/..", "ahead"),
        (None, "none"),
    ],
)
def test_times_lie_on_a_side_of_the_day(reading, expected):
    assert side(reading, "2023-05-02") == expected


def test_a_time_that_hangs_on_the_tense_has_both_sides():
    time = TimeMention(Span(0, 4), 0, "2023-09", "2022-09")
    assert against(time, "2023-05-02") == "point-ahead/back"
    assert against(time, None) == "point-undated"
    assert against(TimeMention(Span(0, 4), 0, None, None, "since"), "2023-05-02") == "since-unknown"


@pytest.mark.parametrize("kind", KINDS)
def test_features_tell_the_rule_the_time_and_the_kind(kind):
    time = TimeMention(Span(0, 4), 0, "2023-06-10", "2023-06-10")
    named = set(features(context(WILL, [time]), [Candidate(0, kind, (0,), True)]))
    assert {"bias", f"kind={kind}", "first=intended", f"{kind}:first=intended", "times=point-ahead"} <= named
    assert not any("\n" in name for name in named)


def test_the_verdicts_of_a_group_are_counted():
    candidate = Candidate(0, "connection", (0,), True)
    other = Candidate(0, "connection", (0,), False)
    named = set(features(context(OPENED), [candidate, other]))
    assert "vote=done:2" in named
    assert "top=done" in named
