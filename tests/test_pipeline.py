"""Many stories are read by several processes, with the results of one."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from servanda import pipeline
from servanda.errors import EngineError, KnowledgeError
from servanda.model.story import RawItem
from servanda.pipeline import Reading, read, read_many, read_story
from servanda.stories import clean

TEXTS = (
    "Татарстан и Узбекистан подпишут соглашение о поставках станков в мае 2024 года.",
    "Сегодня в Уфе ясно и тепло, к вечеру пройдёт дождь.",
    "Башкортостан и Казахстан открыли в Уфе совместный завод по сборке тракторов.",
    "Делегация Ташкента посетила Казань и обсудила прямые рейсы между городами.",
)


def story(number):
    text = f"{TEXTS[number % len(TEXTS)]} Об этом стало известно на {number}-й день."
    return clean(RawItem(where="test", content=text, id=str(number), date="2024-02-01", source="vesti.example"))


class Deadly:
    """Ends the process that receives it."""

    def __reduce__(self):
        return os._exit, (3,)


@pytest.fixture
def few(monkeypatch):
    """Other processes start after the first batch of two stories."""
    monkeypatch.setattr(pipeline, "FEW", 2)
    monkeypatch.setattr(pipeline, "BATCH", 2)


def results(readings):
    return [(one.story.id, one.coding) if isinstance(one, Reading) else str(one) for one in readings]


def test_the_same_results_in_the_same_order(few):
    stories = [story(number) for number in range(11)]
    alone = results(read(stories))
    assert [id for id, _ in alone] == [str(number) for number in range(11)]
    assert any(coding.events for _, coding in alone)
    assert results(read_many(iter(stories), workers=2)) == alone
    assert results(read_many(iter(stories), workers=1)) == alone


def test_little_is_read_here(monkeypatch):
    monkeypatch.setattr(pipeline, "_pool", lambda *_: pytest.fail("a process was started"))
    assert len(list(read_many([story(number) for number in range(5)], workers=2))) == 5


def test_a_story_that_ends_its_process(few):
    stories = [story(number) for number in range(8)]
    stories[5] = replace(stories[5], title=Deadly())
    found = list(read_many(stories, workers=2))
    assert isinstance(found[5], EngineError)
    assert str(found[5]).startswith("5: it could not be read: reading it ended the process")
    assert results(found[:5] + found[6:]) == results(read([one for one in stories if one.id != "5"]))


def test_a_fault_in_one_story_is_told_in_its_place(monkeypatch):
    code = pipeline.code
    monkeypatch.setattr(pipeline, "code", lambda marked: 1 / 0 if marked.story.id == "2" else code(marked))
    found = list(read_many([story(number) for number in range(4)], workers=1))
    assert str(found[2]).startswith("2: it could not be read: ZeroDivisionError: division by zero")
    assert [one.story.id for one in found if isinstance(one, Reading)] == ["0", "1", "3"]


def test_what_is_wrong_with_all_stories_stops_the_reading(monkeypatch):
    def broken(_):
        raise KnowledgeError("a broken table")

    monkeypatch.setattr(pipeline, "mark", broken)
    with pytest.raises(KnowledgeError):
        list(read_many([story(0), story(1)]))


def test_stories_are_taken_as_they_are_needed(few):
    taken = []
    readings = read_many((taken.append(number) or story(number) for number in range(1000)), workers=1)
    next(readings)
    assert len(taken) <= 4


def test_one_text():
    assert results([read_story(TEXTS[0], date="2024-02-01", id="x")]) == results(
        read([clean(RawItem(where="x", content=TEXTS[0], id="x", date="2024-02-01"))])
    )


def test_long_stories_make_small_batches(monkeypatch):
    monkeypatch.setattr(pipeline, "LARGE", 200)
    stories = [story(number) for number in range(7)]
    batches = list(pipeline._batches(iter(stories)))
    assert [one for batch in batches for one in batch] == stories
    assert all(sum(len(one.text) for one in batch[:-1]) < 200 for batch in batches)
    assert len(batches) > 1
