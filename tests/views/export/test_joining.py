"""Export, import into an empty register, export: the same bytes. Joining two registers. Files that are none."""

import datetime
import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.views import sample

import servanda.store
from servanda.errors import UsageError
from servanda.model.event import Coding, Event, Figure
from servanda.model.span import Span
from servanda.model.story import Imprint, Story
from servanda.register.register import Clock
from servanda.register.where import Where
from servanda.store.contents import fingerprint
from servanda.views.export import export
from servanda.views.export.content import Options
from servanda.views.export.joining import join
from servanda.views.export.source import ALL, content

DAY = datetime.date(2025, 2, 1)
NOW = datetime.datetime(2025, 1, 31, tzinfo=datetime.UTC)


def register(told=()):
    made = servanda.store.open("sqlite://", Clock(lambda: DAY, lambda: NOW))
    for story in told:
        made.enter(story.story, story.coding)
    return made


def write(held, path, name="jsonl", where=ALL):
    with held.ledger.reading():
        return export(name, content(held, DAY, where), path, Options())


def states(joined):
    return sorted({(one.what, one.state) for one in joined})


def decided(held):
    """Decisions of every verb, one undone."""
    pledges = {pledge.what: pledge for pledge in held.pledges(DAY, ALL)}
    flight = pledges["прямой рейс Уфа — Ташкент"]
    plant = pledges["завод кабельной арматуры"]
    held.decide("confirm", flight.id, user="анна", reason="видела")
    held.decide("correct", plant.id, user="анна", slot="when", value='"../2026"', reason="=1+1")
    rated = held.decide("rate", plant.id, user="борис", value="broken", reason="на месте пустырь")
    held.undo(rated.id, user="анна", reason="рано")
    held.decide("split", flight.steps[-1].id, user="борис", reason="другой рейс")
    held.decide("join", plant.id, user="борис", other=pledges["форум «Соседи»"].id, reason="одно дело")
    return held


@pytest.mark.parametrize("name", ["jsonl", "datapackage"])
def test_there_and_back(tmp_path, name):
    first = decided(register(sample.stories()))
    write(first, tmp_path / "one", name)
    second = register()
    assert states(join(second, tmp_path / "one")) == [("decision", "new"), ("story", "new")]
    write(second, tmp_path / "two", name)
    files = [(tmp_path / "one", tmp_path / "two")]
    if name == "datapackage":
        files = [(path, tmp_path / "two" / path.name) for path in (tmp_path / "one").iterdir()]
    for one, two in files:
        assert one.read_bytes() == two.read_bytes(), one.name
    if name == "jsonl":
        assert fingerprint(first.ledger) == fingerprint(second.ledger)


@pytest.mark.parametrize("name", ["jsonl", "datapackage"])
def test_links_and_languages_come_along(tmp_path, name):
    links = ("https://step.example/news/2", "https://e.example/?a=1&b=\"2\"", "https://step.example/news/1")
    text = "Татарстан Рәисе күрше төбәк җитәкчесе белән очрашты."
    story = Story("s", text, text, (Span(0, len(text)),), language="tt", links=links)
    first, second = register(sample.stories()), register()
    first.enter(story, Coding())
    write(first, tmp_path / "one", name)
    list(join(second, tmp_path / "one"))
    with second.ledger.reading():
        kept = {told.story.id: told.story for told in content(second, DAY).stories}
    assert (kept["s"].links, kept["s"].language) == (tuple(sorted(links)), "tt")
    assert {one.language for id, one in kept.items() if id != "s"} == {"ru"}
    if name == "jsonl":
        assert fingerprint(first.ledger) == fingerprint(second.ledger)
        write(second, tmp_path / "two")
        assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@st.composite
def events_of(draw, text):
    """An event about one of a few undertakings, told by the last sentence of the text."""
    said = text.rstrip().rpartition(". ")[2]
    last = len(text.rstrip())
    return Event(
        draw(st.sampled_from(["connection", "agreement", "gathering", "meeting"])),
        draw(st.sampled_from(["intended", "agreed", "done", "postponed"])),
        draw(st.sampled_from([("RU-BA", "KZ"), ("RU-BA/Уфа", "UZ-TK")])),
        draw(st.sampled_from([(), ("Пётр Кедров",)])),
        draw(st.sampled_from(["рейс", "соглашение о торговле", None])),
        draw(st.sampled_from([None, "2024-06", "../2024", "2024-03-28"])),
        draw(st.sampled_from([None, "Уфа"])),
        fields=draw(st.sampled_from([(), ("trade",)])),
        evidence=(Span(last - len(said), last),),
        sure=draw(st.sampled_from([0.5, 1.0])),
        lemmas=("рейс",),
    )


@st.composite
def stories(draw):
    """Stories about a few undertakings between a few parties, in any order of entry."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        text, events = "", []
        for _ in range(draw(st.integers(0, 3))):
            text += draw(st.sampled_from(["Стороны договорились. ", "Обсудили рейс. ", "=Открыли «рейс». "]))
            events.append(draw(events_of(text)))
        text += f"Подпись {number}."
        figure = Figure("exports", ("RU-BA", "KZ"), "2023", 1.5e9, "RUB", "up", (Span(len(text) - 10, len(text)),))
        story = Story(
            f"s{number}", text, text, (Span(0, len(text)),), None, draw(st.sampled_from([None, "'=Итоги"])),
            draw(st.sampled_from([None, "2024-01-10", "2024-02-01", "2024-05-05"])), "vesti.example",
            draw(st.sampled_from([None, f"https://vesti.example/{number}"])), imprint=Imprint(outlet="Вести"),
            terms=draw(st.sampled_from([sample.ASKS, sample.ReprintTerms()])),
        )  # fmt: skip
        figures = draw(st.sampled_from([(), (figure,)]))
        made.append(sample.Told(story, Coding(tuple(events), figures)))
    return draw(st.permutations(made))


@given(stories(), st.sampled_from(["jsonl", "datapackage"]))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_there_and_back_of_any_register(tmp_path, told, name):
    first, second = register(told), register()
    one, two = tmp_path / f"one.{name}", tmp_path / f"two.{name}"
    write(first, one, name)
    assert not [joined for joined in join(second, one) if joined.state != "new"]
    write(second, two, name)
    for path in one.iterdir() if one.is_dir() else [one]:
        assert path.read_bytes() == (two / path.name if two.is_dir() else two).read_bytes(), path.name


def test_two_registers_meet(tmp_path):
    told = list(sample.stories())
    one, other = register(told[:3]), register(told[1:])
    one.decide("confirm", one.pledges(DAY, ALL)[0].id, user="анна", reason="видела")
    plant = next(pledge for pledge in other.pledges(DAY, ALL) if pledge.what == "завод кабельной арматуры")
    other.decide("rate", plant.id, user="борис", value="broken", reason="пустырь")
    flight = next(pledge for pledge in other.pledges(DAY, ALL) if "рейс" in pledge.what)
    other.decide("confirm", flight.id, user="борис", reason="тоже видел")
    write(other, tmp_path / "other.jsonl")
    joined = list(join(one, tmp_path / "other.jsonl"))
    assert [(one.what, one.state) for one in joined] == [
        ("decision", "new"), ("story", "held"), ("story", "held"), ("story", "new"), ("decision", "new"),
    ]  # fmt: skip
    assert len(one.pledges(DAY, ALL)) == 3
    assert one.pledge(plant.id, DAY).status.name == "broken"
    again = list(join(one, tmp_path / "other.jsonl"))
    assert states(again) == [("decision", "held"), ("story", "held")]


def test_a_package_does_not_put_blanks_in_the_place_of_texts(tmp_path):
    held = register(sample.stories())
    write(held, tmp_path / "package", "datapackage")
    assert states(join(held, tmp_path / "package" / "datapackage.json")) == [("story", "held")]
    assert held.story("s1").text == next(sample.stories()).story.text


def test_a_filter_takes_whole_stories_with_their_decisions(tmp_path):
    held = decided(register(sample.stories()))
    count = write(held, tmp_path / "some.jsonl", where=Where(kind="connection", promised=None))
    records = [json.loads(line) for line in (tmp_path / "some.jsonl").read_text("utf-8").splitlines()]
    assert len(records) == count
    assert {record["id"] for record in records if record["record"] == "story"} == {"s1", "s2", "s3"}
    assert {record["verb"] for record in records if record["record"] == "decision"} == {"confirm", "split"}
    assert {record["kind"] for record in records if record["record"] == "pledge"} == {"connection"}


def test_what_was_not_known_yet_stays_out(tmp_path):
    held = decided(register(sample.stories()))
    with held.ledger.reading():
        early = content(held, datetime.date(2023, 6, 1))
        assert [told.story.id for told in early.stories] == ["s1"]
        assert [figure.story for figure in early.figures] == ["s1"]
        assert not list(early.decisions)
        assert [pledge.status.name for pledge in early.pledges] == ["promised"]


def test_figures_by_polity(tmp_path):
    held = register(sample.stories())
    with held.ledger.reading():
        assert len(list(content(held, DAY, Where(polities=("UZ",), promised=None)).figures)) == 1
        assert not list(content(held, DAY, Where(polities=("KZ",), promised=None)).figures)
        assert not list(content(held, DAY, Where(since="2024-01-01", promised=None)).figures)


def test_terms_come_from_the_stories():
    held = register(sample.stories())
    with held.ledger.reading():
        made = content(held, DAY)
        assert made.terms("vesti.example") == sample.ASKS
        assert made.terms("aviakurier.example") == made.terms(None) == sample.ReprintTerms()


@pytest.mark.parametrize(
    "change",
    [
        {"events": [{"kind": "war"}]}, {"text": None}, {"text": "другое"}, {"id": 7}, {"date": "вчера"}, {"terms": []},
        {"events": None}, {"events": "x"}, {"figures": [[]]},
    ],
)  # fmt: skip
def test_a_broken_story_is_told_of_and_the_rest_comes_in(tmp_path, change):
    write(register(sample.stories()), tmp_path / "e.jsonl")
    lines = (tmp_path / "e.jsonl").read_text("utf-8").splitlines()
    lines[1] = json.dumps({**json.loads(lines[1]), **change})
    (tmp_path / "e.jsonl").write_text("\n".join(lines), "utf-8")
    joined = list(join(register(), tmp_path / "e.jsonl"))
    assert [one.state for one in joined] == ["failed", "new", "new", "new"]
    assert f"{tmp_path / 'e.jsonl'}:2: no story of an export" in str(joined[0].error)


def json_values():
    plain = st.none() | st.integers() | st.text() | st.booleans()
    return st.recursive(plain, lambda deeper: st.lists(deeper) | st.dictionaries(st.text(), deeper))


@given(json_values())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_anything_as_a_line(tmp_path, value):
    head = json.dumps({"record": "register", "format": "servanda/1"})
    keys = ("id", "text", "events", "figures", "terms", "date", "number", "verb", "subject")
    lines = [json.dumps({"record": kind, **dict.fromkeys(keys, value)}) for kind in ("story", "decision")]
    (tmp_path / "x.jsonl").write_text("\n".join([head, *lines, json.dumps(value)]), "utf-8", errors="surrogatepass")
    held = register()
    assert {one.state for one in join(held, tmp_path / "x.jsonl")} == {"failed"}


def test_no_export(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "1", "text": "Договорились."}\n')
    (tmp_path / "folder").mkdir()
    for path, message in (("x.jsonl", "no export"), ("folder", "no data package"), ("nothing", "no such file")):
        with pytest.raises(UsageError, match=message):
            list(join(register(), tmp_path / path))


def test_a_length_that_is_none(tmp_path):
    write(register(sample.stories()), tmp_path / "p", "datapackage")
    table = (tmp_path / "p" / "stories.csv").read_text("utf-8")
    for length in ("99999999999", "3", "-1"):
        (tmp_path / "p" / "stories.csv").write_text(table.replace(",157,", f",{length},"), "utf-8")
        with pytest.raises(ValueError, match=r"sentence|length"):
            list(join(register(), tmp_path / "p"))


def test_story_with_one_address_is_held(tmp_path):
    told = next(sample.stories())
    write(register([told]), tmp_path / "e.jsonl")
    other = register([replace(told, story=replace(told.story, id="другой"))])
    assert [one.state for one in join(other, tmp_path / "e.jsonl")] == ["held"]
