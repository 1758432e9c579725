"""PLOVER records as JSON Lines, in the field names of the PLOVER manual of 2024; ours are named `x_…`.

`data/plover.schema.json` describes a line. PLOVER has no code below the country: `x_polity` carries the codebook's.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from servanda.coding.codes import codes
from servanda.model.pledge import Pledge, Step
from servanda.views.cite import plain
from servanda.views.export.content import Content, Options, citation
from servanda.views.export.lines import filled, write_lines
from servanda.views.export.parties import alpha3, host_of, visitors_first
from servanda.views.export.places import named, place, polity_of
from servanda.views.export.program import PROGRAM
from servanda.views.export.tables import span

QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
DIRECTED = ("COOPERATE", "AID", "REQUEST", "REJECT", "SANCTION", "RETREAT")
"""Events with a recipient: the first of the parties acts, the others receive. In other events all act."""
RESOLUTIONS = {"country": 1, "region": 2, "city": 4}


def write(content: Content, out: Path, options: Options) -> int:
    """Write a line for each event; returns their number."""
    return write_lines(
        out, (record(step, pledge, content, options) for pledge in content.pledges for step in pledge.steps)
    )


def record(step: Step, pledge: Pledge, content: Content, options: Options) -> dict[str, Any]:
    """One event as a PLOVER record."""
    event = step.event
    coded = codes(event, day=step.date, held_in=polity_of(event.where))
    first, last = span(event.when)
    actors, recipients = _roles(step, coded.plover, coded.modes)
    made = {
        "id": step.id,
        "date": step.date or first,
        "actor": [entity(code) for code in actors],
        "recipient": [entity(code) for code in recipients],
        "event": [coded.plover],
        "mode": list(coded.modes),
        "context": [*coded.contexts, *coded.auxiliary],
        "quad_code": QUADS.index(coded.plover_quad) + 1,
        "event_loc": location(event.where),
        "link": pledge.id,
        "text": " ".join(step.sentences),
        "text_info": {"start": step.spans[0][0], "end": step.spans[-1][1]} if step.spans else None,
        "cite_info": _cite_info(step, content, options),
        "coder": PROGRAM,
        "x_kind": event.kind,
        "x_stage": event.stage,
        "x_what": event.what,
        "x_when": event.when,
        "x_when_first": first,
        "x_when_last": last,
        "x_within": event.within,
        "x_fields": list(event.fields),
        "x_participants": list(event.actors),
        "x_speaker": event.speaker,
        "x_cameo": coded.cameo,
        "x_reprint_of": step.reprint_of,
    }
    return {"date": made["date"], **filled(made)} if made["date"] is None else filled(made)


def entity(code: str) -> dict[str, Any]:
    """A party as a PLOVER entity; `---` stands for one that the story does not name."""
    if code == "---":
        return {"code": "---"}
    return {"code": alpha3(code) or "IGO", "entity_text": named(code), "x_polity": code}


@lru_cache(maxsize=8192)
def location(where: str | None) -> dict[str, Any] | None:
    """A place name as a PLOVER location; only its words where the tables do not know it."""
    if not where:
        return None
    code = polity_of(where)
    found = place(code) if code else None
    if found is None:
        return {"extracted_place": where}
    return filled(
        {
            "extracted_place": where,
            "resolved_place": found.name,
            "lat": found.latitude,
            "lon": found.longitude,
            "country_code": alpha3(found.code),
            "resolution": RESOLUTIONS.get(found.kind),
            "x_polity": found.code,
        }
    )


def _roles(step: Step, plover: str, modes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and who receives, as PLOVER wants them told apart."""
    polities = step.event.polities
    if plover == "CONSULT" and "visit" in modes and host_of(step.event):
        ordered = visitors_first(step.event)
        return ordered[:-1], ordered[-1:]
    if plover in DIRECTED:
        return polities[:1], polities[1:] or ("---",)
    return polities, ()


def _cite_info(step: Step, content: Content, options: Options) -> dict[str, Any]:
    said = citation(step, content, options.language)
    return filled(
        {
            "citation": said.text(),
            "url": said.link,
            "title": said.title,
            "language": "ru",
            "publication": said.outlet,
            "license": plain(content.terms(step.source).quote),
            "coder": PROGRAM,
            "codebook": "plover-2024, extended by Servanda (x_…)",
        }
    )
