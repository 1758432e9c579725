"""Links become threads, and what people said of pairs is heeded first."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from servanda.model.decision import Decision
from servanda.register.threads import Pair, assemble, pairs

EVENTS = [f"e{number}" for number in range(9)]
PLACES = {event: event for event in EVENTS}


def test_links_make_threads_named_by_their_earliest_event() -> None:
    found = assemble(PLACES, {"e3": "e1", "e4": "e3", "e5": "e2"}, [])
    assert found["e4"] == found["e3"] == found["e1"] == "e1"
    assert found["e5"] == "e2"
    assert found["e0"] == "e0"


def test_what_was_kept_apart_is_not_linked_by_way_of_others() -> None:
    found = assemble(PLACES, {"e2": "e1", "e3": "e2"}, [Pair("e1", "e3", together=False)])
    assert (found["e2"], found["e3"]) == ("e1", "e3")


def test_of_two_decisions_the_newer_holds() -> None:
    older, newer = Pair("e1", "e2", together=True), Pair("e2", "e1", together=False)
    assert assemble(PLACES, {}, [newer, older])["e2"] == "e2"
    assert assemble(PLACES, {}, [older, newer])["e2"] == "e1"


def test_decisions_become_pairs() -> None:
    made = [
        Decision(1, "join", "e1", "А", "t", "", other="e2"),
        Decision(
            2, "split", "e3", "А", "t", "", other="e4", value=json.dumps({"leave": ["e3", "e5"], "stay": ["e4", "e6"]})
        ),
        Decision(3, "reject", "e7", "А", "t", "", other="e8"),
        Decision(4, "reject", "e7", "А", "t", ""),
        Decision(5, "rate", "e7", "А", "t", "", other="e8", value="kept"),
    ]
    assert pairs(made) == [
        Pair("e7", "e8", together=False),
        Pair("e3", "e4", together=False),
        Pair("e4", "e6", together=True),
        Pair("e3", "e5", together=True),
        Pair("e1", "e2", together=True),
    ]


PAIRS = st.builds(Pair, st.sampled_from(EVENTS), st.sampled_from(EVENTS), st.booleans())


@given(st.dictionaries(st.sampled_from(EVENTS), st.sampled_from(EVENTS)), st.lists(PAIRS, max_size=6))
def test_the_newest_decision_always_holds(links, decided) -> None:
    earlier = {event: to for event, to in links.items() if to < event}
    found = assemble(PLACES, earlier, decided)
    assert all(found[pledge] == pledge <= event for event, pledge in found.items())
    if decided and decided[0].one != decided[0].other:
        newest = decided[0]
        assert (found[newest.one] == found[newest.other]) == newest.together
