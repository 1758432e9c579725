"""The tables of polities against pycountry, and what the API says of them."""

from __future__ import annotations

import re
from typing import Any

import pycountry
import pytest

from servanda.errors import KnowledgeError
from servanda.knowledge import making, polities
from servanda.knowledge.tables import rows

RUSSIAN = re.compile(r"[А-ЯЁа-яё][А-ЯЁа-яёI ()—’',.-]*")
REGIONS: Any = pycountry.subdivisions
COUNTRIES: Any = pycountry.countries
MANY_NAMED = (
    "RU", "KZ", "BY", "UA", "UZ", "KG", "TJ", "TM", "AM", "GE", "CN", "DE", "US",
)  # fmt: skip
"""Countries whose regions must stand in the table with several names and, but for the smallest, a capital."""


def test_every_country_has_a_russian_name() -> None:
    for country in COUNTRIES:
        assert RUSSIAN.fullmatch(polities.name(country.alpha_2)), country.alpha_2


@pytest.mark.parametrize("country", sorted({region.country_code for region in REGIONS}))
def test_every_first_level_region_has_a_russian_name(country: str) -> None:
    for region in REGIONS.get(country_code=country):
        if region.parent_code is None:
            assert RUSSIAN.fullmatch(polities.name(region.code)), region.code


def test_every_code_is_of_the_present_edition() -> None:
    unions = {row["code"] for row in rows("unions.tsv")}
    for code in polities.table().polities:
        place = code.partition("/")[0]
        known = REGIONS.get(code=place) if "-" in place else COUNTRIES.get(alpha_2=place)
        assert known or code in unions, code


def test_regions_of_the_countries_covered_stand_in_the_table_of_many_names() -> None:
    listed = {row["code"] for row in rows("regions.tsv")}
    apart = {"US-DC", "US-AS", "US-GU", "US-MP", "US-PR", "US-UM", "US-VI", "CN-HK", "CN-MO", "CN-TW"}
    states = {"US-GA", "US-NY", "US-WA", "CN-HK"}
    for country in MANY_NAMED:
        for region in REGIONS.get(country_code=country):
            if region.code not in apart | states:
                assert region.code in listed, region.code


@pytest.mark.parametrize("file", ["countries.tsv", "regions.tsv"])
def test_every_capital_is_a_known_city(file: str) -> None:
    for row in rows(file):
        if row["capital"]:
            capital = polities.capital(row["code"])
            assert capital is not None, row
            assert polities.country(capital) == polities.country(row["code"]), row


@pytest.mark.parametrize(
    "file",
    ["countries.tsv", "regions.tsv", "regions_world.tsv", "unions.tsv", "cities.tsv", "city_words.tsv", "airports.tsv",
     "seats.tsv", "halves.tsv", "neighbours.tsv", "forms.tsv", "place_words.tsv", "government_words.tsv"],
)  # fmt: skip
def test_every_table_names_its_source(file: str) -> None:
    head = [line for line in (making.DATA / file).read_text("utf-8").splitlines()[:6] if line.startswith("#")]
    assert re.search("Source: |Written by", " ".join(head)), file
    assert sum(1 for _ in rows(file)) > 5


def test_codes_of_other_tables_are_known() -> None:
    known = polities.table().polities
    for file in ("city_words.tsv", "airports.tsv", "seats.tsv", "halves.tsv", "neighbours.tsv"):
        for row in rows(file):
            codes = [row["code"], *(row.get("neighbours") or "").split("; ")]
            assert all(code in known for code in codes if code), row


def test_airports_are_where_the_world_knows_them() -> None:
    import airportsdata

    world = airportsdata.load("IATA")
    for row in rows("airports.tsv"):
        field = world.get(row["iata"])
        if field is None:
            continue
        place = polities.coordinates(row["code"])
        assert place is None or abs(field["lat"] - place[0]) < 1.5, row
        assert place is None or abs(field["lon"] - place[1]) < 3, row


def test_the_forms_are_those_of_the_tables_as_they_stand() -> None:
    assert (making.DATA / "forms.tsv").read_text("utf-8") == making.text(), "run python -m servanda.knowledge.making"


@pytest.mark.parametrize(
    ("code", "region", "country", "above"),
    [
        ("KZ", None, "KZ", None),
        ("RU-BA", "RU-BA", "RU", "RU"),
        ("RU-BA/Уфа", "RU-BA", "RU", "RU-BA"),
        ("KZ-71", "KZ-71", "KZ", "KZ"),
        ("MK/Скопье", None, "MK", "MK"),
        ("EU", None, None, None),
        ("UN", None, None, None),
        ("ASEAN", None, None, None),
    ],
)
def test_what_lies_in_what(code: str, region: str | None, country: str | None, above: str | None) -> None:
    assert (polities.region(code), polities.country(code), polities.above(code)) == (region, country, above)


@pytest.mark.parametrize(
    ("code", "capital"),
    [
        ("RU", "RU-MOW"), ("KZ", "KZ-71"), ("RU-BA", "RU-BA/Уфа"), ("KZ-39", "KZ-39/Костанай"), ("FR", "FR-75C"),
        ("BY", "BY-HM"), ("TR", "TR-06/Анкара"), ("RU-LEN", "RU-LEN/Гатчина"), ("IR", "IR-23/Тегеран"),
        ("CN", "CN-BJ"), ("UZ", "UZ-TK"), ("AM", "AM-ER"), ("AZ", "AZ-BA"), ("US", "US-DC"), ("EU", None),
    ],
)  # fmt: skip
def test_capitals(code: str, capital: str | None) -> None:
    assert polities.capital(code) == capital


def test_names() -> None:
    assert polities.name("RU-BA") == "Башкортостан"
    assert polities.genitive("RU-BA") == "Башкортостана"
    assert polities.genitive("KZ-39") == "Костанайской области"
    assert polities.genitive("RU-BA/Уфа") == "Уфы"
    assert polities.english("KZ") == "Kazakhstan"
    assert polities.english("RU-BA/Уфа") == "Ufa"
    assert polities.english("EU") == "European Union"


def test_places_and_neighbours() -> None:
    ufa = polities.coordinates("RU-BA")
    assert ufa is not None
    assert 54 < ufa[0] < 55.5
    assert 55 < ufa[1] < 57
    assert polities.coordinates("EU") is None
    assert polities.neighbours("RU-BA") == {"RU-PER", "RU-SVE", "RU-CHE", "RU-ORE", "RU-TA", "RU-UD"}
    assert "KZ" in polities.neighbours("RU")
    assert all(code in polities.neighbours(other) for code in ("RU-CHE", "KZ") for other in polities.neighbours(code))


def test_an_unknown_code_is_an_error() -> None:
    assert not polities.known("XX")
    with pytest.raises(KnowledgeError, match="XX"):
        polities.name("XX")
