"""The terms of an outlet come from any of its pages, and people have the last word."""

from __future__ import annotations

from datetime import UTC, datetime

import servanda.store
from servanda.model.event import Coding
from servanda.model.span import Span
from servanda.model.story import ReprintTerms, Story
from servanda.store.outlets import asked, correct, learn


def story(id: str, day: str, terms: ReprintTerms) -> Story:
    text = f"На выставке показали картину номер {id}."
    return Story(id, text, text, (Span(0, len(text)),), date=day, source="step.example", terms=terms)


def test_any_page_and_a_person_over_all(url):
    register = servanda.store.open(url)
    ledger = register.ledger
    assert asked(ledger, "step.example").terms == ReprintTerms() == asked(ledger, None).terms
    learn(ledger, "step.example", ReprintTerms(True, None, True, "С главной."), "https://step.example/")
    assert asked(ledger, "step.example").terms == ReprintTerms(True, None, True, "С главной.")
    register.enter(story("1", "2024-05-01", ReprintTerms(True, True, None, "Старое.")), Coding())
    register.enter(story("2", "2024-05-02", ReprintTerms(False, None, None, "Новое.")), Coding())
    register.enter(story("3", "2024-05-03", ReprintTerms()), Coding())
    found = asked(ledger, "step.example")
    assert (found.terms, found.page) == (ReprintTerms(False, True, True, "Новое."), "2")
    correct(ledger, "step.example", {"active_link_required": False}, "ivanova", "2024-05-05T10:00:00+00:00")
    correct(ledger, "step.example", {"quote": "Иначе."}, "petrov", "2024-05-06T10:00:00+00:00")
    found = asked(ledger, "step.example")
    assert (found.terms, found.user) == (ReprintTerms(False, False, True, "Иначе."), "petrov")
    correct(ledger, "step.example", {}, "petrov", "2024-05-07T10:00:00+00:00")
    assert asked(ledger, "step.example").terms == ReprintTerms(False, True, True, "Новое.")
    assert asked(ledger, "volna.example").terms == ReprintTerms()


def test_a_backup_holds_sources_and_terms(tmp_path):
    from servanda.sources.source import Source
    from servanda.store.sources import Sources, VisitRow

    url = f"sqlite:///{tmp_path}/one.db"
    ledger = servanda.store.open(url).ledger
    source = Sources(ledger).add(Source("https://step.example/rss", "feed"))
    Sources(ledger).save(source, VisitRow(source.key, "2024-05-05", 1, 0))
    Sources(ledger).passed_over(source, ["https://step.example/1"])
    correct(ledger, "step.example", {"active_link_required": True}, "ivanova", "2024-05-05T10:00:00+00:00")
    seal = servanda.store.backup(url, tmp_path / "backup")
    assert servanda.store.restore(tmp_path / "backup", f"sqlite:///{tmp_path}/two.db") == seal
    again = servanda.store.open(f"sqlite:///{tmp_path}/two.db").ledger
    assert [one.key for one in Sources(again).all()] == ["step.example"]
    assert len(Sources(again).history(source)) == 1
    assert Sources(again).knows("https://step.example/1", datetime.now(UTC))
    assert asked(again, "step.example").terms.active_link_required
