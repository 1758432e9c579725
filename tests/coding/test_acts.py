"""An act that a story tells again is one; acts that differ in parties or in stage stay apart."""

from dataclasses import replace

import pytest

from servanda.coding import acts, weigh
from servanda.coding.context import Context
from servanda.coding.model import models
from servanda.coding.settle import Story
from servanda.model.event import STAGES
from servanda.pipeline import read_story

TEXT = (
    "Самарская область и Узбекистан подписали соглашение о сотрудничестве. "
    "Соглашение Самарской области с Узбекистаном рассчитано на пять лет."
)


@pytest.fixture(scope="module")
def told() -> tuple[Story, list[acts.Act]]:
    """The agreement of the text, as if each sentence told of one of its own."""
    marked = read_story(TEXT).marked
    assert marked
    context = Context(marked)
    judged = weigh.judge(context, models())
    whole = next(act for act in acts.gather(context, judged, models()) if act.kind == "agreement")
    assert len(whole.group) == 2
    story = Story(context, judged, {c: weigh.say_stages(context, c, models()) for c in whole.group})
    return story, [replace(whole, group=(c,), chances=(judged[c],)) for c in whole.group]


def once(story: Story, told: list[acts.Act]) -> list[acts.Act]:
    weighed = {c: weigh.weigh_parties(story.context, [c], models()) for c in story.said}
    return acts.once(story, told, weighed, models())


def test_an_act_told_again_is_one_with_all_its_sentences(told: tuple[Story, list[acts.Act]]) -> None:
    story, both = told
    (one,) = once(story, both)
    assert one.sentences == (0, 1)
    assert list(one.chances) == sorted(one.chances, reverse=True)


def test_other_parties_or_another_stage_make_another_act(told: tuple[Story, list[acts.Act]]) -> None:
    story, (first, second) = told
    assert len(once(story, [first, replace(second, chosen=frozenset({"RU-SAM", "KZ"}))])) == 2
    other = tuple(float(stage != first.stage) for stage in STAGES)
    assert len(once(story, [first, replace(second, stages=other)])) == 2


def test_acts_without_parties_are_left_as_they_are(told: tuple[Story, list[acts.Act]]) -> None:
    story, both = told
    assert len(once(story, [replace(act, chosen=frozenset()) for act in both])) == 2
