"""Stories in, sentences with words, trees and names out."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.model.marked import Parsed, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.engine import engine
from servanda.reading.engine.parser import LONGEST

SENTENCES = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
ODD = ["", " ", "\n", "\x00", "\u200b\u200b", "a\u0301", "а", ".", "***", "😀", "✅ 👍", "—", "()", "«»", "1", "ә"]


def story(text: str, *body: Span, headline: Span | None = None) -> Story:
    return Story("", text, text, body or (Span(0, len(text)),), headline)


def parse(text: str) -> Parsed:
    return engine().parse([story(text)])[0]


def word(text: str, form: str) -> Word:
    return next(word for sentence in parse(text).sentences for word in sentence.words if word.text == form)


def tree(sentence: Sentence) -> bool:
    heads = [word.head for word in sentence.words]
    for node in range(len(heads)):
        steps = 0
        while node >= 0 and steps <= len(heads):
            node, steps = heads[node], steps + 1
        if node >= 0:
            return False
    return heads.count(-1) == 1


def sound(parsed: Parsed, text: str) -> bool:
    words = [word for sentence in parsed.sentences for word in sentence.words]
    return (
        all(text[word.start : word.end] == word.text != "" for word in words)
        and all(before.end <= after.start for before, after in pairwise(words))
        and all(tree(sentence) for sentence in parsed.sentences)
        and all(any(sentence.span.holds(name.span) for sentence in parsed.sentences) for name in parsed.names)
    )


def test_a_sentence() -> None:
    text = "Премьер Башкирии Иван Петров прибыл в Минск."
    parsed = parse(text)
    (sentence,) = parsed.sentences
    assert sentence.span == Span(0, len(text))
    assert tree(sentence)
    assert [(name.span.of(text), name.kind) for name in parsed.names] == [
        ("Башкирии", "LOC"),
        ("Иван Петров", "PER"),
        ("Минск", "LOC"),
    ]
    subject, verb = sentence.words[0], sentence.words[4]
    assert (subject.pos, subject.feats["Case"], subject.head, subject.rel) == ("NOUN", "Nom", 4, "nsubj")
    assert (verb.text, verb.lemma, verb.pos, verb.head, verb.rel) == ("прибыл", "прибыть", "VERB", -1, "root")


def test_only_the_body_is_read() -> None:
    text = "Реклама мебели.\nМэр прибыл в Минск.\nПодпишитесь."
    (parsed,) = engine().parse([story(text, Span(16, 35))])
    assert [sentence.span.of(text) for sentence in parsed.sentences] == ["Мэр прибыл в Минск."]


def test_headline_is_marked() -> None:
    text = "Мэр прибыл в Минск\n\nОн подписал договор."
    (parsed,) = engine().parse([story(text, headline=Span(0, 18))])
    assert [sentence.headline for sentence in parsed.sentences] == [True, False]


def test_subject_and_object_are_not_swapped() -> None:
    text = "Башкирию и Казахстан связывают давние отношения."
    assert word(text, "Башкирию").rel == "obj"
    assert word(text, "отношения").rel == "nsubj"
    assert word("Посол вручил министру грамоту.", "Посол").rel == "nsubj"


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Соглашение подписано в Уфе.", "подписано", "подписать"),
        ("Новый рейс открыт весной.", "открыт", "открыть"),
        ("Стороны встретились в Минске.", "встретились", "встретиться"),
        ("В Уфе прошёл полёт самолётов.", "полёт", "полёт"),
        ("Мы стали партнёрами.", "стали", "стать"),
        ("Завод выпускает тонны стали.", "стали", "сталь"),
        ("Рейсы в Башкирию откроют.", "Башкирию", "башкирия"),
        ("Он был премьером.", "был", "быть"),
        ("Делегация России прибыла.", "России", "россия"),
        ("Лайнер Airbus A330 прибыл.", "Airbus", "airbus"),
        ("Встреча состоится 15 мая.", "15", "15"),
    ],
)
def test_dictionary_forms(text: str, form: str, lemma: str) -> None:
    assert word(text, form).lemma == lemma


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(st.sampled_from([*SENTENCES, *ODD]), min_size=1, max_size=6).map("\n".join), max_size=6))
def test_alone_as_in_company(texts: list[str]) -> None:
    stories = [story(text) for text in texts]
    together = engine().parse(stories)
    assert together == [engine().parse([one])[0] for one in stories]
    assert all(sound(parsed, text) for parsed, text in zip(together, texts, strict=True))


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    assert sound(parse(text), text)


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(text: str) -> None:
    assert sound(parse(text), text)


def test_no_stories_and_no_body() -> None:
    assert engine().parse([]) == []
    assert engine().parse([Story("", "Мэр прибыл.", "Мэр прибыл.", ())]) == [Parsed((), ())]


@pytest.mark.parametrize("text", ["мэр и посол " * 4_000, "а" * 300_000, "а, " * 10_000, "(«" * 20_000, "5 " * 10_000])
def test_one_long_line(text: str) -> None:
    start = time.process_time()
    parsed = parse(text)
    assert sound(parsed, text)
    assert all(len(sentence.words) <= LONGEST for sentence in parsed.sentences)
    assert time.process_time() - start < 30


def test_many_threads() -> None:
    stories = [story(text) for text in SENTENCES]
    expected = engine().parse(stories)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda one: engine().parse([one])[0], stories)) == expected


def test_collector_is_left_as_it_was() -> None:
    import gc

    parse("Мэр прибыл.")
    assert gc.isenabled()
    gc.disable()
    try:
        parse("Мэр прибыл.")
        assert not gc.isenabled()
    finally:
        gc.enable()
