"""Who carried whose stories, and whether as the terms ask, through the verb."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace

import pytest

import servanda.store
from servanda.model.event import Coding
from servanda.model.span import Span
from servanda.model.story import Imprint, ReprintTerms, Story

OURS = (
    "Омская область и Павлодарская область восстановят прямое автобусное сообщение, прерванное шесть лет назад. "
    "Об этом губернатор договорился с акимом на полях форума приграничных регионов в Оренбурге. "
    "Перевозчик уже закупил четыре машины и ждёт, пока на обоих берегах откроют стоянки для отдыха водителей. "
    "Билеты поступят в продажу к середине лета, а детям до семи лет место в салоне предоставят бесплатно. "
    "Раньше на этом направлении ходили поезда, но их отменили, когда пассажиров стало меньше сотни за неделю."
)
THEIRS = (
    "Башкирские пасечники впервые отгрузили партию липового мёда покупателям из Катара через порт Новороссийска. "
    "Поставщик обещает, что к осени объём вырастет втрое, если урожай окажется не хуже прошлогоднего."
)
SENTENCES = OURS.split(". ")
PART = f"{THEIRS} {'. '.join(SENTENCES[:3])}. {THEIRS}"
LINK = "https://step.example/news/1"


def story(id: str, source: str, day: str, text: str, **more) -> Story:
    return Story(id, text, text, (Span(0, len(text)),), date=day, source=source, url=f"https://{source}/{id}", **more)


@pytest.fixture
def register(run, tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/register.db"
    monkeypatch.setenv("SERVANDA_REGISTER", url)
    terms = ReprintTerms(True, True, None, "Активная ссылка на «Степь» обязательна.")
    ours = story(
        "news/1", "step.example", "2024-05-05", OURS, title="Автобус вернётся", terms=terms,
        imprint=Imprint(outlet="Сетевое издание «Степь»"),
    )  # fmt: skip
    held = servanda.store.open(url)
    for one in (
        ours,
        story("early", "old.example", "2024-05-01", OURS),
        story("linked", "volna.example", "2024-05-05", OURS, links=(f"{LINK}?utm_source=x",)),
        story("named", "mol.example", "2024-05-06", f"Как пишет «Степь», {OURS}"),
        story("silent", "luna.example", "2024-05-07", PART),
        story("home", "t.me/luna", "2024-05-07", f"{OURS} Источник: https://www.step.example/"),
        story("else", "volna.example", "2024-05-08", THEIRS),
    ):
        held.enter(one, Coding())

    def call(*words):
        monkeypatch.setenv("SERVANDA_REGISTER", url)
        return run(*words)

    return call


def test_who_carried_and_how(register):
    status, out, err = register("reprints", "--outlet", "step.example", "--format", "jsonl")
    assert (status, err) == (0, "")
    found = {row["carrier"]: row for row in map(json.loads, out.splitlines())}
    assert {
        id: (row["form"], row["reference"], row["link"], row["as_asked"]) for id, row in found.items()
    } == {
        "linked": ("whole", True, "story", True),
        "named": ("whole", True, None, False),
        "silent": ("part", False, None, False),
        "home": ("whole", True, "outlet", True),
    }  # fmt: skip
    assert found["silent"]["share_of_story"] > found["silent"]["share_of_carrier"] > 0.3
    assert {row["story"] for row in found.values()} == {"news/1"}


def test_a_person_can_say_that_a_name_is_enough(register):
    assert register("sources", "terms", "step.example", "link=no", "--user", "ivanova").status == 0
    out = register("reprints", "--outlet", "step.example", "--format", "jsonl").out
    asked = {row["carrier"]: row["as_asked"] for row in map(json.loads, out.splitlines())}
    assert asked == {"linked": True, "named": True, "silent": False, "home": True}


def test_as_a_table_and_as_csv(register):
    out = register("reprints", "--outlet", "step.example").out
    assert "stories carried: 1; reprints: 4, as asked 2, not as asked 2" in out
    assert "Автобус вернётся" in out
    rows = list(csv.DictReader(io.StringIO(register("reprints", "--outlet", "step.example", "--format", "csv").out)))
    assert [row["carrier"] for row in rows] == ["home", "linked", "named", "silent"]
    unfair = register("reprints", "--outlet", "step.example", "--unfair", "--format", "csv").out
    assert [row["carrier"] for row in csv.DictReader(io.StringIO(unfair))] == ["named", "silent"]


def test_over_the_whole_register_the_earliest_is_carried(register):
    out = register("reprints", "--format", "jsonl").out
    pairs = {(row["story"], row["carrier"]) for row in map(json.loads, out.splitlines())}
    assert ("early", "news/1") in pairs
    assert not any((carrier, story) in pairs for story, carrier in pairs)
    assert not any("else" in pair and "silent" not in pair for pair in pairs)


def test_an_outlet_of_no_story_is_one_line(register):
    status, _, err = register("reprints", "--outlet", "nobody.example")
    assert (status, err.count("\n")) == (1, 1)
    assert register("reprints", "--outlet", "old.example", "--format", "jsonl").status == 0


def test_corrected_terms_are_those_of_citations(register):
    from servanda.store.outlets import correct
    from servanda.views.cite import cite
    from servanda.views.export.source import terms

    held = servanda.store.open(os.environ["SERVANDA_REGISTER"])
    with held.ledger.reading():
        assert terms(held, "step.example").active_link_required
        assert not cite(held.ledger.story("silent"), terms(held, "luna.example")).lacks_link
    correct(held.ledger, "luna.example", {"active_link_required": True}, "ivanova", "2024-05-05T00:00:00+00:00")
    with held.ledger.reading():
        row = replace(held.ledger.story("silent"), url=None)
        assert cite(row, terms(held, "luna.example")).lacks_link
