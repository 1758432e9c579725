"""The search for reprints in both kinds of database."""

from __future__ import annotations

import pytest

import servanda.store
from servanda.errors import NotFound
from servanda.model.event import Coding
from servanda.model.span import Span
from servanda.model.story import Imprint, Story
from servanda.store.carried import links, reprints

TEXT = " ".join(f"слово{number}" for number in range(80))


def story(id: str, source: str, day: str | None, text: str = TEXT, **more) -> Story:
    return Story(id, text, text, (Span(0, len(text)),), date=day, source=source, **more)


@pytest.fixture
def ledger(url):
    register = servanda.store.open(url)
    for one in (
        story("a", "step.example", "2024-05-01", imprint=Imprint(outlet="ИА «Степь»")),
        story("b", "news.step.example", "2024-05-01"),
        story("c", "volna.example", "2024-05-02", f"{TEXT} Степь", links=("https://step.example/a", "https://x.example/")),
        story("d", "volna_step.example", "2024-05-02"),
        story("e", "luna.example", None),
        story("f", "luna.example", "2024-05-03", "Коротко."),
    ):
        register.enter(one, Coding())
    yield register.ledger
    register.ledger.engine.dispose()


def test_an_outlet_with_what_is_below_its_host(ledger):
    with ledger.reading():
        found = {one.carrier.id: one for one in reprints(ledger, "step.example")}
        assert links(ledger, "c") == ["https://step.example/a", "https://x.example/"]
    assert {id: (one.story.id, one.form, one.reference, one.link) for id, one in found.items()} == {
        "c": ("a", "whole", True, "outlet"),
        "d": ("a", "whole", False, None),
        "e": ("a", "whole", False, None),
    }  # fmt: skip


def test_by_the_name_of_the_imprint(ledger):
    with ledger.reading():
        assert {one.carrier.id for one in reprints(ledger, "ИА «Степь»")} >= {"c", "d", "e"}
        with pytest.raises(NotFound):
            list(reprints(ledger, "Степь да степь"))


def test_links_of_a_version_take_the_place_of_older_ones(url, ledger):
    again = story("c", "volna.example", "2024-05-02", TEXT, links=("https://y.example/",))
    servanda.store.open(url).enter(again, Coding())
    with ledger.reading():
        assert links(ledger, "c") == ["https://y.example/"]
