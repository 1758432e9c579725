"""What may fill a slot, from marks made by hand: readings of times, places by other words, whose words cover an act."""

from dataclasses import replace

import pytest

from servanda.coding import fillers, slots
from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.cues import Candidate
from servanda.model.event import STAGES
from servanda.model.marked import Marked, Mention, Quote, Sentence, TimeMention, Word
from servanda.model.span import Span
from servanda.model.story import Story

LINES = ("Ансамбль выступит в столице Ирана 5 марта", "Министр сказал что зал полон", "Погода стоит ясная")
TEXT = "\n".join(LINES)
GROUP = (Candidate(0, "exchange", (1,), True),)


def span(text):
    return Span(TEXT.index(text), TEXT.index(text) + len(text))


def context(**marks):
    sentences, start = [], 0
    for line in LINES:
        words, at = [], start
        for k, token in enumerate(line.split()):
            words.append(Word(at, at + len(token), token, token.lower(), "NOUN", {}, k - 1, "nmod" if k else "root"))
            at += len(token) + 1
        sentences.append(Sentence(Span(start, start + len(line)), tuple(words)))
        start += len(line) + 1
    story = Story("s", TEXT, TEXT, (Span(0, len(TEXT)),), date="2024-02-10")
    return Context(Marked(story, tuple(sentences), **marks))


def act(stage="intended"):
    return Act(GROUP, (0.9,), {}, {}, tuple(float(name == stage) for name in STAGES), chosen=frozenset({"IR"}))


@pytest.mark.parametrize(
    ("stage", "value"), [("intended", "2024-03-05"), ("done", "2023-03-05"), ("stopped", "2023-03-05")]
)
def test_a_time_is_read_in_the_direction_of_the_stage(stage, value):
    time = TimeMention(span("5 марта"), 0, "2024-03-05", "2023-03-05")
    assert [found.value for found in fillers.whens(context(times=(time,)), GROUP, stage)] == [value]


def test_a_time_may_be_told_beside_an_act_and_not_far_from_it():
    beside = TimeMention(span("сказал"), 1, "2023", "2023")
    far = TimeMention(span("Погода"), 2, "2024", "2024")
    assert [found.value for found in fillers.whens(context(times=(beside, far)), GROUP, "done")] == ["2023"]


def test_it_is_told_how_a_filler_beside_an_act_stands_to_it():
    time = TimeMention(span("стоит"), 2, "2024", "2024")
    later = replace(act(), group=(*GROUP, Candidate(1, "exchange", (1,), True)), chances=(0.9, 0.5))
    made = context(times=(time,))
    (row,) = slots.describe(made, later, list(fillers.whens(made, later.group, "done")), "when")
    assert (row["gap"], row["own"], row["year"], row["linear"]) == (1.0, 0.0, 1.0, 24.0)


def test_a_speaker_is_told_by_their_part_in_the_sentence_of_the_act():
    named = Mention(span("Ансамбль"), 0, 0, "organisation", "ансамбль")
    quote = Quote(span("Погода стоит ясная"), "ансамбль")
    other = Quote(span("зал полон"), "министр")
    made = context(mentions=(named,), quotes=(other, quote))
    rows = slots.describe(made, act(), list(fillers.speakers(made, GROUP, frozenset())), "speaker")
    assert [(row["named in main"], row["opens story"], row["closes story"]) for row in rows] == [(0, 1, 0), (1, 0, 1)]


def test_a_place_told_by_other_words_is_named():
    capital = Mention(span("столице Ирана"), 0, 3, "polity", "столице Ирана", ("IR-23",), form="reference")
    both = Mention(span("столице Ирана"), 0, 3, "polity", "обе стороны", ("IR", "RU"), form="reference")
    (found,) = fillers.wheres(context(mentions=(capital, both)), GROUP, frozenset({"IR-23"}))
    assert found.value != "столице Ирана"
    assert found.value[0].isupper()
    assert found.numbers["of a party"] == 1.0


def test_a_place_that_is_only_referred_to_bears_the_name_that_the_story_gives_it():
    named = Mention(span("Погода"), 2, 0, "polity", "Башкирия", ("RU-BA",))
    meant = Mention(span("столице"), 0, 3, "polity", "республика", ("RU-BA",), form="reference")
    leader = Mention(span("Министр"), 1, 0, "person", "Иван Иванов", ("RU-BA",))
    (found,) = fillers.wheres(context(mentions=(meant, leader, named)), GROUP, frozenset({"RU-BA"}))
    assert found.value == "Башкирия"


@pytest.mark.parametrize(("verb", "places"), [("пройти", ["музей"]), ("сообщить", [])])
def test_what_is_said_in_a_house_does_not_take_place_there(verb, places):
    told = "Вечер прошёл в музее"
    words = (
        Word(0, 5, "Вечер", "вечер", "NOUN", {}, 1, "nsubj"),
        Word(6, 12, "прошёл", verb, "VERB", {}, -1, "root"),
        Word(13, 14, "в", "в", "ADP", {}, 3, "case"),
        Word(15, 20, "музее", "музей", "NOUN", {"Case": "Loc"}, 1, "obl"),
    )
    story = Story("s", told, told, (Span(0, len(told)),))
    museum = Mention(Span(15, 20), 0, 3, "organisation", "музей")
    there = Context(Marked(story, (Sentence(Span(0, len(told)), words),), mentions=(museum,)))
    assert [found.value for found in fillers.wheres(there, GROUP, frozenset())] == places


def test_whoever_is_quoted_may_be_the_speaker_and_whose_words_cover_the_act_stands_out():
    near, far = Quote(span(LINES[0]), "Анна Мороз", False, ("IR",)), Quote(span(LINES[2]), "Пётр Ветров")
    found, other = fillers.speakers(context(quotes=(near, far)), GROUP, frozenset({"IR"}))
    assert (found.value, other.value) == ("Анна Мороз", "Пётр Ветров")
    assert (found.numbers["touches"], other.numbers["touches"]) == (1.0, 0.0)
    assert other.numbers["away"] > found.numbers["away"]
    assert found.numbers["cover"] == 1.0
    assert found.numbers["speaks for a party"] == 1.0
    assert found.numbers["share"] == 0.5


def test_fillers_of_a_slot_are_compared():
    near = Mention(span("столице"), 0, 3, "place", "Столица")
    far = Mention(span("марта"), 0, 6, "place", "Марта")
    made = context(mentions=(near, far))
    found = list(fillers.wheres(made, GROUP, frozenset()))
    wide = slots.describe(made, act(), found, "where")
    assert [row["nearest in line"] for row in wide] == [1.0, 0.0]
    assert [row["values"] for row in wide] == [2.0, 2.0]
    assert wide[0]["linear"] == 2.0
    assert wide[0]["stage intended"] == 1.0


def test_no_fillers_no_rows():
    assert slots.describe(context(), act(), [], "where") == []
