"""JSON Lines, PLOVER and milestones, held against the schema that ships and against others' software."""

import json
from dataclasses import replace
from importlib.resources import files

import duckdb
import jsonschema
import pytest
from tests.views import sample

from servanda.coding.codes import table_of_codes
from servanda.model.event import FIELDS, KINDS, STAGES, Event
from servanda.views.export import export
from servanda.views.export.content import Options

SCHEMA = json.loads((files("servanda.views.export") / "data" / "plover.schema.json").read_text("utf-8"))
VALID = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def lines(tmp_path, name, content, options=None):
    path = tmp_path / f"x.{name}"
    count = export(name, content, path, options or Options())
    read = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert len(read) == count
    return read


def one(event, **slots):
    """A register with one pledge of one event."""
    step = replace(sample.STEPS[0], event=event, **slots)
    return sample.content((replace(sample.PLEDGES[0], steps=(step,)),), ())


def test_jsonl(tmp_path):
    read = lines(tmp_path, "jsonl", sample.content())
    assert [record["record"] for record in read] == ["register"] + ["story"] * 4 + ["decision"] + ["pledge"] * 3
    pledge = next(record for record in read if record["record"] == "pledge")
    assert {key: pledge[key] for key in sample.PLEDGES[0].record() if key != "events"} == {
        key: value for key, value in sample.PLEDGES[0].record().items() if key != "events"
    }
    for record in read:
        if record["record"] == "story":
            for event in record["events"]:
                assert [record["text"][first:end] for first, end in event["evidence"]] == event["sentences"]


def test_duckdb_reads_jsonl(tmp_path):
    lines(tmp_path, "jsonl", sample.content())
    query = (
        f"select id, status from read_json('{tmp_path}/x.jsonl', format='newline_delimited') where record = 'pledge'"
    )
    assert duckdb.sql(query).fetchall() == [(pledge.id, pledge.status.name) for pledge in sample.PLEDGES]


def test_lone_surrogates_survive(tmp_path):
    read = lines(tmp_path, "plover", one(sample.FLYING, sentences=("рейс \ud83d открыт",)))
    assert read[0]["text"] == "рейс \ud83d открыт"


def test_plover_records_are_valid(tmp_path):
    read = lines(tmp_path, "plover", sample.content())
    assert [record["event"] for record in read] == [["AGREE"], ["SANCTION"], ["COOPERATE"], ["REQUEST"], ["AGREE"]]
    for record in read:
        assert not list(VALID.iter_errors(record)), record


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_plover_is_valid_for_each_kind_and_stage(tmp_path, kind, stage):
    for polities in (("RU-BA",), ("RU-BA", "EU"), ("RU-BA", "KZ", "UZ-TK")):
        event = Event(kind, stage, polities, when="2023-35", where="Самарканд", fields=FIELDS)
        (record,) = lines(tmp_path, "plover", one(event))
        assert not list(VALID.iter_errors(record)), record


def test_who_visits_is_actor_and_the_host_receives(tmp_path):
    event = Event("meeting", "done", ("UZ", "RU-BA"), what="визит премьера", where="Самарканд")
    (record,) = lines(tmp_path, "plover", one(event))
    assert (record["event"], record["mode"]) == (["CONSULT"], ["visit"])
    assert [entity["x_polity"] for entity in record["actor"]] == ["RU-BA"]
    assert [entity["x_polity"] for entity in record["recipient"]] == ["UZ"]
    assert record["event_loc"]["country_code"] == "UZB"


def test_all_act_in_a_talk(tmp_path):
    (record,) = lines(tmp_path, "plover", one(Event("meeting", "done", ("UZ", "RU-BA"), what="встреча")))
    assert len(record["actor"]) == 2
    assert "recipient" not in record


def test_an_undated_story_has_the_day_of_the_act(tmp_path):
    (record,) = lines(tmp_path, "plover", one(sample.FLYING, date=None))
    assert record["date"] == "2023-09-01"
    (record,) = lines(tmp_path, "plover", one(replace(sample.FLYING, when=None), date=None))
    assert record["date"] is None
    assert not list(VALID.iter_errors(record))


def test_the_schema_knows_all_codes():
    data = table_of_codes()
    assert set(SCHEMA["properties"]["event"]["items"]["enum"]) == set(data["quads"])
    contexts = {context for named in data["contexts"].values() for context in named}
    assert contexts <= set(SCHEMA["properties"]["context"]["items"]["enum"])
    assert set(SCHEMA["properties"]["x_kind"]["enum"]) == set(KINDS)
    assert set(SCHEMA["properties"]["x_stage"]["enum"]) == set(STAGES)
    assert set(SCHEMA["properties"]["x_fields"]["items"]["enum"]) == set(FIELDS)


def test_the_schema_refuses():
    (record,) = [{"id": "x", "date": "2023-05-02", "actor": [{"code": "RUS"}], "event": ["COOPERATE"]}]
    assert [error for error in VALID.iter_errors(record) if "recipient" in error.message]


def test_milestones(tmp_path):
    assert export("milestones", sample.content(), tmp_path / "m.json", Options()) == 3
    document = json.loads((tmp_path / "m.json").read_text("utf-8"))
    kept, forum, plant = document["milestones"]
    assert (kept["status"], kept["dateMet"], kept["dueDate"][:10]) == ("met", "2024-03-28T00:00:00Z", "2024-03-31")
    assert (forum["status"], plant["status"], plant["x_status"]) == ("scheduled", "scheduled", "overdue")
    assert plant["documents"][0]["url"] == "https://vesti.example/2024/04/10/forum"
    for milestone in document["milestones"]:
        assert milestone["status"] in ("scheduled", "met", "partiallyMet", "notMet")


def test_no_milestones(tmp_path):
    assert export("milestones", sample.content((), ()), tmp_path / "m.json", Options()) == 0
    assert json.loads((tmp_path / "m.json").read_text("utf-8"))["milestones"] == []
