"""A register says the same in whatever order its stories were entered."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.model.event import Event
from servanda.store.contents import contents

STAGES = ["considered", "proposed", "intended", "agreed", "underway", "done", "postponed", "stopped"]
PAIRS = [("RU-BA/Уфа", "KZ-71"), ("RU-BA", "KZ"), ("RU-BA/Уфа", "BY-HM"), ("RU-BA", "KZ-39"), ("RU", "KZ")]
THINGS = {
    "connection": ["прямой рейс", "авиасообщение", "поезд", "прямое сообщение"],
    "agreement": ["соглашение о сотрудничестве", "соглашение в сфере туризма", "меморандум о зерне"],
    "gathering": ["XIX форум регионов", "форум регионов", "XX форум регионов", "выставка мёда"],
    "meeting": ["встреча", "визит делегации"],
    "cooperation": ["сотрудничество", "сотрудничество в туризме"],
}


@st.composite
def events(draw: st.DrawFn) -> Event:
    kind = draw(st.sampled_from(sorted(THINGS)))
    return Event(
        kind=kind,
        stage=draw(st.sampled_from(STAGES)),
        polities=draw(st.sampled_from(PAIRS)),
        what=draw(st.sampled_from(THINGS[kind])),
        when=draw(st.sampled_from([None, "2022", "2022-05", "2022-05-10", "2023-09", "../2023"])),
        actors=draw(st.sampled_from([(), ("Иван Петров",), ("Ержан Ахметов",)])),
        fields=draw(st.sampled_from([(), ("tourism",), ("transport",)])),
    )


DAYS = st.sampled_from([None, *(f"2022-{month:02}-{day:02}" for month in (1, 5, 6, 12) for day in (3, 4, 20))])


def entered(memory, stories):
    register = memory()
    for one in register.enter_many(stories, batch=3):
        assert one.state == "new"
    held = list(contents(register.ledger))
    register.ledger.engine.dispose()
    return held


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(DAYS, st.lists(events(), max_size=3)), min_size=2, max_size=14),
    st.randoms(use_true_random=False),
)
def test_any_order_gives_the_same_register(memory, story, made, shuffler) -> None:
    stories = [story(f"s{number:02}", day, *told) for number, (day, told) in enumerate(made)]
    shuffled = stories[:]
    shuffler.shuffle(shuffled)
    assert entered(memory, stories) == entered(memory, shuffled)


def test_crowded_marks_give_the_same_register(memory, story) -> None:
    """More events under one mark than threading looks back at."""
    rng = random.Random(7)
    stories = [
        story(
            f"s{number:03}",
            f"2022-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
            Event(
                "agreement",
                rng.choice(STAGES),
                ("RU-BA", "KZ"),
                what=rng.choice(THINGS["agreement"]),
                when=rng.choice([None, "2022-06"]),
            ),
        )
        for number in range(150)
    ]
    shuffled = stories[:]
    rng.shuffle(shuffled)
    assert entered(memory, sorted(stories, key=lambda one: one[0].date)) == entered(memory, shuffled)


@pytest.mark.parametrize("seed", range(3))
def test_the_chains_in_any_order(memory, chain_stories, seed) -> None:
    shuffled = chain_stories[:]
    random.Random(seed).shuffle(shuffled)
    assert entered(memory, chain_stories) == entered(memory, shuffled)


def test_a_story_that_changed_and_changed_back_leaves_no_trace_in_the_threads(memory, story, chain_stories) -> None:
    register, straight = memory(), memory()
    for given_register in (register, straight):
        list(given_register.enter_many(chain_stories))
    held, coding = chain_stories[3]
    other = story(held.id, held.date, Event("connection", "done", ("RU-BA/Уфа", "KZ-71"), what="рейс Уфа — Астана"))
    assert register.enter(*other).state == "changed"
    assert register.enter(held, coding).version == 3
    threads = [
        [line for line in contents(one.ledger) if line.startswith(('["links"', '["marks"'))]
        for one in (register, straight)
    ]
    assert threads[0] == threads[1]
