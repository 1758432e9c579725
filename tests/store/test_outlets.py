"""The terms of an outlet come from any of its pages, and people have the last word."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import event, insert, text

import servanda.store
from servanda.model.event import Coding
from servanda.model.span import Span
from servanda.model.story import ReprintTerms, Story
from servanda.store import schema
from servanda.store.migrate import upgrade
from servanda.store.outlets import asked, correct, learn


def story(id: str, day: str | None, terms: ReprintTerms) -> Story:
    words = f"На выставке показали картину номер {id}."
    return Story(id, words, words, (Span(0, len(words)),), date=day, source="step.example", terms=terms)


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


def test_what_a_page_without_a_date_states_comes_last(url):
    register = servanda.store.open(url)
    register.enter(story("1", None, ReprintTerms(True, None, None, "Без дня.")), Coding())
    register.enter(story("2", "2024-05-02", ReprintTerms(False, None, None, "Новое.")), Coding())
    found = asked(register.ledger, "step.example")
    assert (found.terms, found.page) == (ReprintTerms(False, None, None, "Новое."), "2")


def test_older_registers_find_the_few_stories_that_state_terms_by_their_index(url):
    register = servanda.store.open(url)
    ledger = register.ledger
    values = {"version": 1, "text": "т", "digest": "", "coding": "", "terms": "{}", "entered": "", "language": "ru"}
    values |= {"source": "step.example"}
    rows = [values | {"id": str(nr), "date": f"2024-05-{nr % 28 + 1:02}"} for nr in range(3000)]
    with ledger.writing():
        ledger.connection.execute(insert(schema.stories), rows)
        ledger.connection.exec_driver_sql("DROP INDEX ix_stories_stating")
        where = schema.STATING[ledger.connection.dialect.name]
        ledger.connection.execute(
            text(f"CREATE INDEX ix_stories_stating ON stories (source, date DESC, id) WHERE {where}")
        )
        ledger.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0008'")
        upgrade(ledger.connection, "here", "0009")
        ledger.connection.exec_driver_sql("ANALYZE stories")
    asking: list[tuple[str, object]] = []
    event.listen(ledger.engine, "before_cursor_execute", lambda *args: asking.append(args[2:4]))
    asked(ledger, "step.example")
    query, given = next(one for one in asking if "instr" in one[0] or "strpos" in one[0])
    plan = "EXPLAIN QUERY PLAN " if ledger.engine.dialect.name == "sqlite" else "EXPLAIN "
    with ledger.reading():
        told = str(ledger.connection.exec_driver_sql(plan + query, given).fetchall())
    assert "ix_stories_stating" in told
    assert "sort" not in told.lower().replace("ix_stories_stating", "")
    assert "TEMP B-TREE" not in told


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
