"""Countries, their first-level regions, cities and unions of states: codes, names, and how they stand to each other.

Codes are those of section 4 of the codebook: `KZ`, `RU-BA`, `RU-BA/Уфа`, `EU`. They follow ISO and say
nothing on status.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from servanda.errors import KnowledgeError
from servanda.knowledge.polity_rows import own, several
from servanda.knowledge.tables import rows
from servanda.settings import settings


@dataclass(frozen=True, slots=True)
class Polity:
    """`kind` is `country`, `region`, `city` or `union`; a city that is a region of its own is a `region`.

    `above` is the code of what it is part of, `capital` that of its capital; latitude and longitude in degrees.
    """

    code: str
    name: str
    kind: str
    above: str | None = None
    capital: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a form can mean. `form`: name, adjective, inhabitant, body, airport, government."""

    code: str
    form: str
    name: str
    weak: bool = False
    """It means the polity only where something besides the word says so."""
    common: bool = False
    """A form of it is also a common word, «Того», «Орла»."""
    person: bool = False
    """A form of it is also somebody's name, «Владимир», «Киров»."""


@dataclass(frozen=True, slots=True)
class Table:
    """All polities by code, and all forms that mean them.

    `senses` is keyed by a form's tokens, lower case, ё as е, parted by spaces; `longest` gives, for a first token, how
    many tokens the longest form that begins with it has.
    """

    polities: Mapping[str, Polity]
    senses: Mapping[str, tuple[Sense, ...]]
    longest: Mapping[str, int]
    halves: Mapping[str, str] = field(default_factory=dict)
    """First halves of compound adjectives, «германо» to `DE`."""


def table(extra: Path | None = None) -> Table:
    """The table of all polities, with the rows of a user's file (see `polity_rows`): `extra`, else of the settings.

    Read once per process and file. Raises KnowledgeError, naming file and line, where a row is wrong.
    """
    return read_table(extra or settings().polities)


@cache
def read_table(extra: Path | None) -> Table:
    polities = read_polities()
    senses: dict[str, tuple[Sense, ...]] = {}
    longest: dict[str, int] = {}
    for row in rows("forms.tsv"):
        marks = row["marks"]
        sense = Sense(row["code"], row["form"], row["name"], "weak" in marks, "common" in marks, "person" in marks)
        stem = row["stem"].replace("_", " ")
        for ending in row["endings"].replace("_", " ").split(","):
            enter(senses, longest, stem + ending, sense)
    if extra is not None:
        enter_own(polities, senses, longest, extra)
    return Table(polities, senses, longest, {row["half"]: row["code"] for row in rows("halves.tsv")})


def enter(senses: dict[str, tuple[Sense, ...]], longest: dict[str, int], form: str, sense: Sense) -> None:
    known = senses.get(form)
    if known is None:
        senses[form] = (sense,)
        first, _, rest = form.partition(" ")
        size = rest.count(" ") + 2 if rest else 1
        if size > longest.get(first, 0):
            longest[first] = size
        return
    same = next((other for other in known if alike(other, sense)), None)
    if same is None or (same.weak and not sense.weak):
        senses[form] = (*(other for other in known if other is not same), sense)


def alike(one: Sense, other: Sense) -> bool:
    """Whether two senses of a form mean the same: of names that share a noun, each noun is a sense of its own."""
    return one.code == other.code and one.form == other.form and (one.form != "shared" or one.name == other.name)


def enter_own(
    polities: dict[str, Polity], senses: dict[str, tuple[Sense, ...]], longest: dict[str, int], path: Path
) -> None:
    from servanda.knowledge.making import inflected

    for item in own(path):
        if item.code not in polities:
            place, slash, city = item.code.partition("/")
            if not slash or not city or place not in polities:
                fault, where = f"unknown code «{item.code}»", f"{path}:{item.line}"
                raise KnowledgeError(fault, where=where, remedy="use an ISO code or REGION/City")
            polities[item.code] = Polity(item.code, city, "city", place)
        for form in inflected(item):
            enter(senses, longest, form, Sense(item.code, item.form, item.name, item.weak))


def read_polities() -> dict[str, Polity]:
    """All polities by code. A city's region may be a country, where its region is not known."""
    found: dict[str, Polity] = {}
    capitals: dict[str, str] = {}
    places: dict[str, tuple[float, float, int]] = {}
    cities: dict[tuple[str, str], str] = {}
    for row in rows("cities.tsv"):
        code = row["code"]
        if row["latitude"]:
            places[code] = (float(row["latitude"]), float(row["longitude"]), int(row["population"]))
        cities.setdefault((code[:2], row["name"]), code)
        cities.setdefault((code.partition("/")[0], row["name"]), code)
        if "/" in code:
            place = places.get(code, (None, None, 0))
            found[code] = Polity(code, row["name"], "city", code.partition("/")[0], None, *place)
    for row in rows("countries.tsv"):
        found[row["code"]] = Polity(row["code"], row["name"], "country")
        capitals[row["code"]] = row["capital"]
    for file in ("regions.tsv", "regions_world.tsv"):
        for row in rows(file):
            place = places.get(row["code"], (None, None, 0))
            name = row["name"].rstrip("?")
            found[row["code"]] = Polity(row["code"], name, "region", row["code"][:2], None, *place)
            capitals[row["code"]] = row.get("capital", "")
    for row in rows("cities.tsv"):
        if row["code"] not in found:
            code = row["code"]
            found[code] = Polity(code, row["name"], "region", code[:2], None, *places.get(code, (None, None, 0)))
    for row in rows("unions.tsv"):
        found[row["code"]] = Polity(row["code"], row["name"], "union")
    for code, capital in capitals.items():
        seat = cities.get((code, capital)) or cities.get((code[:2], capital))
        if seat:
            latitude, longitude, _ = places.get(seat, (None, None, 0))
            found[code] = replace(found[code], capital=seat, latitude=latitude, longitude=longitude)
    return found


def polity(code: str) -> Polity:
    """The polity of a code; KnowledgeError where there is none."""
    try:
        return table().polities[code]
    except KeyError:
        raise KnowledgeError(f"no polity has the code «{code}»", remedy="see section 4 of the codebook") from None


def known(code: str) -> bool:
    """Whether the code is that of a polity."""
    return code in table().polities


def above(code: str) -> str | None:
    """What the polity is part of: a city's region, a region's country; None for countries and unions."""
    return code.partition("/")[0] if "/" in code else code.partition("-")[0] if "-" in code else None


def region(code: str) -> str | None:
    """The first-level region that a code is or lies in; None for countries and unions."""
    place = code.partition("/")[0]
    return place if "-" in place else None


def country(code: str) -> str | None:
    """The country that a code is or lies in; None for unions."""
    place = code.partition("/")[0].partition("-")[0]
    return place if len(place) == 2 and place not in UNIONS_OF_TWO_LETTERS else None


UNIONS_OF_TWO_LETTERS = frozenset({"EU", "UN", "G7", "G8", "WB"})
"""Two-letter codes that are no country's; `AU` is Australia's, so that the African Union is known by its own code."""


def capital(code: str) -> str | None:
    """The code of the capital of a country or region, `KZ-71` for `KZ`; None where not known."""
    return polity(code).capital


def name(code: str) -> str:
    """The everyday Russian name in the nominative."""
    return polity(code).name


def genitive(code: str) -> str:
    """The name in the genitive, for «столица Башкирии»."""
    from servanda.knowledge.inflect import ways

    return ways(tuple(name(code).split(" ")))[-1][1]


def english(code: str) -> str:
    """The English name: ISO's for countries and regions, the Latin spelling of the name for cities."""
    import pycountry

    regions: Any = pycountry.subdivisions
    countries: Any = pycountry.countries
    place, _, city = code.partition("/")
    if city:
        return latin(city)
    if "-" in place:
        found = regions.get(code=place)
        return str(found.name) if found else place
    if country(code):
        land = countries.get(alpha_2=code)
        return str(getattr(land, "common_name", land.name)) if land else code
    return next((row["english"] for row in rows("unions.tsv") if row["code"] == code), code)


def coordinates(code: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of a city, or of the capital; None where not known."""
    place = polity(code)
    if place.latitude is None or place.longitude is None:
        return None
    return place.latitude, place.longitude


def neighbours(code: str) -> frozenset[str]:
    """The countries or regions that share a border with this one; empty where not known."""
    return borders().get(code, frozenset())


@cache
def borders() -> Mapping[str, frozenset[str]]:
    """Neighbours by code, each pair both ways."""
    found: dict[str, set[str]] = {}
    for row in rows("neighbours.tsv"):
        for other in several(row["neighbours"]):
            found.setdefault(row["code"], set()).add(other)
            found.setdefault(other, set()).add(row["code"])
    return {code: frozenset(others) for code, others in found.items()}


LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (*"abvgde", "yo", "zh", *"ziyklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
        strict=True,
    )
)


def latin(text: str) -> str:
    """A Russian name in Latin letters, «Уфа» as «Ufa»."""
    letters = [LATIN.get(letter.lower(), letter) for letter in text]
    return "".join(
        spelt.capitalize() if letter.isupper() else spelt for letter, spelt in zip(text, letters, strict=True)
    )
