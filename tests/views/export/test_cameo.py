"""The 61 columns of GDELT 2.0, read by DuckDB as its users read them."""

from dataclasses import replace

import duckdb
import pytest
from tests.views import sample

from servanda.model.event import KINDS, STAGES, Event
from servanda.views.export import export
from servanda.views.export.cameo import COLUMNS, rows
from servanda.views.export.content import Options


def of(event, **slots):
    step = replace(sample.STEPS[0], event=event, **slots)
    made = list(rows(replace(sample.PLEDGES[0], steps=(step,))))
    return [dict(zip(COLUMNS, row, strict=True)) for row in made]


def test_columns():
    assert len(COLUMNS) == 61
    assert (COLUMNS[26], COLUMNS[29], COLUMNS[30]) == ("EventCode", "QuadClass", "GoldsteinScale")
    assert (COLUMNS[56], COLUMNS[57], COLUMNS[60]) == ("ActionGeo_Lat", "ActionGeo_Long", "SOURCEURL")


def test_file(tmp_path):
    assert export("cameo", sample.content(), tmp_path / "e.tsv", Options()) == 5
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    read = f"read_csv('{tmp_path / 'e.tsv'}', delim='\t', header=false, columns={{{names}}})"
    found = duckdb.sql(f"select EventCode, EventRootCode, GoldsteinScale, SQLDATE, ActionGeo_FullName from {read}")
    assert found.fetchall() == [
        ("0311", "03", "5.2", "20230502", None),
        ("160", "16", "-4.0", "20230920", None),
        ("061", "06", "6.4", "20240328", None),
        ("026", "02", "4.0", "20240410", "Уфа"),
        ("0311", "03", "5.2", "20240410", "Костанай"),
    ]


def test_a_visit_has_the_host_second():
    (row,) = of(Event("meeting", "done", ("UZ", "RU-BA"), what="визит", where="Самарканд"))
    assert (row["EventCode"], row["Actor1CountryCode"], row["Actor2CountryCode"]) == ("042", "RUS", "UZB")
    assert row["ActionGeo_FullName"] == "Самарканд"


def test_pairs():
    made = of(Event("gathering", "done", ("RU", "KZ", "CIS"), what="саммит"))
    assert [(row["Actor1Code"], row["Actor2Code"]) for row in made] == [("RUS", "KAZ"), ("RUS", "CIS"), ("KAZ", "CIS")]
    assert made[1]["Actor2Type1Code"] == "IGO"
    assert len({row["GLOBALEVENTID"] for row in made}) == 3
    assert all(int(row["GLOBALEVENTID"]) < 2**63 for row in made)


def test_one_party_and_an_unknown_place():
    (row,) = of(Event("project", "done", ("RU-BA",), where="Экспоцентр\tна\nнабережной"))
    assert row["Actor2Code"] == ""
    assert row["ActionGeo_FullName"] == "Экспоцентр на набережной"


def test_a_reprint_counts_with_its_original():
    first = sample.STEPS[0]
    again = replace(first, id="e2", story="s9", reprint_of="s1")
    made = list(rows(replace(sample.PLEDGES[0], steps=(first, again))))
    assert [dict(zip(COLUMNS, row, strict=True))["NumArticles"] for row in made] == ["2"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_and_stage(kind, stage):
    (row,) = of(Event(kind, stage, ("RU-BA", "KZ")), date=None, url="javascript:1")
    assert row["EventCode"].startswith(row["EventBaseCode"])
    assert row["EventBaseCode"].startswith(row["EventRootCode"])
    assert (float(row["GoldsteinScale"]) > 0) == (row["QuadClass"] in "12")
    assert (row["SQLDATE"], row["SOURCEURL"]) == ("", "")
