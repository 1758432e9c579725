"""followthemoney's own reading and validation; skipped where the extra `ftm` is not installed."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from tests.views import sample

from servanda.errors import UsageError
from servanda.views.export import export
from servanda.views.export.content import Options
from servanda.views.export.ftm import is_person

try:
    import followthemoney
except ImportError:
    followthemoney = None
needs_ftm = pytest.mark.skipif(followthemoney is None, reason="the extra ftm is not installed")


def read(tmp_path, content):
    count = export("ftm", content, tmp_path / "e.ftm.jsonl", Options())
    lines = (tmp_path / "e.ftm.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == count
    return [followthemoney.model.get_proxy(json.loads(line)) for line in lines]


@needs_ftm
def test_entities_are_valid(tmp_path):
    entities = read(tmp_path, sample.content())
    assert Counter(entity.schema.name for entity in entities) == {
        "Project": 3, "ProjectParticipant": 6, "PublicBody": 4, "Event": 5, "Article": 4, "Person": 1, "LegalEntity": 1,
        "Mention": 2,
    }  # fmt: skip
    ids = {entity.id for entity in entities}
    assert len(ids) == len(entities)
    for entity in entities:
        entity.schema.validate(entity.to_dict())
        for prop, value in entity.itervalues():
            assert prop.type.validate(value), (prop, value)
            if prop.type.name == "entity":
                assert value in ids


@needs_ftm
def test_links_are_of_the_right_kind(tmp_path):
    entities = {entity.id: entity for entity in read(tmp_path, sample.content())}
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (prop.qname, entities[value].schema.name)


@needs_ftm
def test_nothing_is_lost_to_cleaning(tmp_path):
    entities = read(tmp_path, sample.content())
    flight = next(entity for entity in entities if entity.schema.name == "Event")
    assert set(flight.get("country")) == {"ru", "uz"}
    assert flight.get("startDate") == ["2023-09-01"]
    assert sample.FLIGHT in flight.first("description")
    assert len(flight.get("involved")) == 2


@needs_ftm
def test_hostile_values(tmp_path):
    step = replace(
        sample.STEPS[4], url="javascript:x", title="\x00" * 9, sentences=("<b>\ud800",), source=None, outlet=None
    )
    step = replace(step, event=replace(step.event, what="\x00", actors=("", "И" * 3000)))
    entities = read(tmp_path, sample.content((replace(sample.PLEDGES[2], what="", steps=(step,)),)))
    assert not [entity for entity in entities if entity.get("sourceUrl", quiet=True)]


def test_without_the_library_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "followthemoney", None)
    with pytest.raises(UsageError, match=r"pip install 'servanda\[ftm\]'"):
        export("ftm", sample.content(), tmp_path / "e", Options())


@pytest.mark.parametrize(
    ("name", "person"),
    [("Пётр Кедров", True), ("Росавиация", False), ("Группа «Иван да Марья»", False), ("Иван", False), ("", False)],
)
def test_persons(name, person):
    assert is_person(name) is person
