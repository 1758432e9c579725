"""GeoJSON by geojson-pydantic, which holds it against RFC 7946."""

from dataclasses import replace

import pytest
from geojson_pydantic import FeatureCollection
from tests.views import sample

from servanda.views.export import export
from servanda.views.export.content import Options
from servanda.views.export.geojson import way
from servanda.views.export.places import Place


def read(tmp_path, content):
    count = export("geojson", content, tmp_path / "m.geojson", Options())
    collection = FeatureCollection.model_validate_json((tmp_path / "m.geojson").read_text("utf-8"))
    assert len(collection.features) == count
    return collection.features


def test_layers(tmp_path):
    features = read(tmp_path, sample.content())
    layers = [feature.properties["layer"] for feature in features]
    assert layers == ["connection", "place", "place", "polity", "polity", "polity", "polity"]
    assert features[0].geometry.type == "LineString"
    assert features[0].properties["status"] == "kept"
    assert {feature.properties["polity"]: feature.properties["pledges"] for feature in features[3:]} == {
        "KZ-39": 2, "RU-BA": 2, "RU-BA/Уфа": 1, "UZ-TK": 1,
    }  # fmt: skip


def test_nothing(tmp_path):
    assert read(tmp_path, sample.content((), ())) == []


def test_what_has_no_place(tmp_path):
    pledge = replace(sample.PLEDGES[0], polities=("EU", "RU-BA"), steps=sample.STEPS[:1])
    assert [feature.properties["layer"] for feature in read(tmp_path, sample.content((pledge,), ()))] == ["polity"]


@pytest.mark.parametrize(("start", "end"), [(158.6, -149.9), (-149.9, 158.6)])
def test_a_line_over_the_180th_meridian_is_cut(start, end):
    line = way([Place("П", "RU-KAM", "region", 53.0, start), Place("А", "US-AK", "region", 61.2, end)])
    assert line["type"] == "MultiLineString"
    (first, edge), (other, last) = line["coordinates"]
    assert (first[0], last[0]) == (start, end)
    assert (abs(edge[0]), other[0]) == (180.0, -edge[0])
    assert 53.0 < edge[1] < 61.2
    assert edge[1] == other[1]


def test_a_way_with_three_ends():
    ends = [Place("А", "RU-BA/Уфа", "city", 54.7, 56.0), Place("Б", "KZ-71", "region", 51.2, 71.4)]
    assert len(way([*ends, Place("В", "UZ-TK", "region", 41.3, 69.2)])["coordinates"]) == 2
