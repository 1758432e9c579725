"""GeoJSON (RFC 7946): connections as lines, places of events and polities as points.

Codes follow ISO and take no position on status; a polity's point is its capital's or its own. A line that crosses the
180th meridian is cut there, as the standard asks.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.model.pledge import Pledge
from servanda.views.export.content import Content, Options, citation, shown
from servanda.views.export.lines import filled
from servanda.views.export.places import Place, place, polity_of

Point = list[float]


def write(content: Content, out: Path, options: Options) -> int:
    """Write the collection; returns the number of its features."""
    count = 0
    with out.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for feature in features(content, options):
            file.write(",\n" * bool(count) + "\n" * (not count) + json.dumps(feature, ensure_ascii=False))
            count += 1
        file.write("\n]}\n")
    return count


def features(content: Content, options: Options) -> Iterator[dict[str, Any]]:
    """Lines and places of each pledge, then a point for each polity with the number of its pledges."""
    pledges_of: Counter[str] = Counter()
    for pledge in content.pledges:
        pledges_of.update(set(pledge.polities))
        ends = [found for code in pledge.polities if (found := place(code))]
        if pledge.kind == "connection" and len(ends) > 1:
            yield feature(f"{pledge.id}/way", way(ends), {"layer": "connection", **_about(pledge, content, options)})
        for name in dict.fromkeys(step.event.where for step in pledge.steps):
            code = polity_of(name)
            found = place(code) if code else None
            if found:
                about = {"layer": "place", "name": name, "polity": code, **_about(pledge, content, options)}
                yield feature(f"{pledge.id}/{code}", _point(found), about)
    for code, pledges in sorted(pledges_of.items()):
        found = place(code)
        if found:
            about = {"layer": "polity", "name": found.name, "polity": code, "kind": found.kind, "pledges": pledges}
            yield feature(code, _point(found), about)


def feature(id: str, geometry: dict[str, Any], properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": properties}


def way(ends: list[Place]) -> dict[str, Any]:
    """A line from the first place to each of the others."""
    first = ends[0]
    pieces = [piece for end in ends[1:] for piece in _cut(_at(first), _at(end))]
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def _cut(start: Point, end: Point) -> list[list[Point]]:
    """The line in one piece, or in two where the short way crosses the 180th meridian."""
    if abs(start[0] - end[0]) <= 180:
        return [[start, end]]
    edge = 180.0 if start[0] > 0 else -180.0
    beyond = end[0] + 2 * edge
    share = (edge - start[0]) / (beyond - start[0])
    latitude = round(start[1] + share * (end[1] - start[1]), 3)
    return [[start, [edge, latitude]], [[-edge, latitude], end]]


def _at(found: Place) -> Point:
    return [found.longitude, found.latitude]


def _point(found: Place) -> dict[str, Any]:
    return {"type": "Point", "coordinates": _at(found)}


def _about(pledge: Pledge, content: Content, options: Options) -> dict[str, Any]:
    step = shown(pledge)
    said = citation(step, content, options.language)
    return filled(
        {
            "pledge": pledge.id,
            "what": pledge.what,
            "kind": pledge.kind,
            "polities": list(pledge.polities),
            "status": pledge.status.name,
            "due": pledge.status.due,
            "quotation": " ".join(step.sentences),
            "citation": said.text(),
            "link": said.link,
        }
    )
