"""All that the register holds of one polity, or of a pair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.model.event import FIELDS
from servanda.model.pledge import Pledge
from servanda.register.series import Figures, Gatherings, gatherings


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who took part: in how many stories, and when last."""

    name: str
    stories: int
    last: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """Pledges by field, and what else happened between the parties."""

    polities: tuple[str, ...]
    as_of: str
    by_field: tuple[tuple[str | None, tuple[Pledge, ...]], ...]
    """In the codebook's order of fields; a pledge stands under its first field, those without one under None."""
    meetings: tuple[Pledge, ...]
    """Newest first, held and announced."""
    gatherings: tuple[Gatherings, ...]
    figures: tuple[Figures, ...]
    people: tuple[Person, ...]
    """Those named most often first."""


def dossier(polities: tuple[str, ...], as_of: str, pledges: Sequence[Pledge], figures: Sequence[Figures]) -> Dossier:
    """Put together what was found of these polities."""
    lasting = [one for one in pledges if one.kind not in ("meeting", "gathering") and one.promised]
    meetings = [one for one in pledges if one.kind == "meeting"]
    return Dossier(
        polities=polities,
        as_of=as_of,
        by_field=_by_field(lasting),
        meetings=tuple(sorted(meetings, key=lambda one: (one.status.last_news or "", one.id), reverse=True)),
        gatherings=tuple(gatherings(pledges)),
        figures=tuple(figures),
        people=people(pledges),
    )


def _by_field(pledges: Sequence[Pledge]) -> tuple[tuple[str | None, tuple[Pledge, ...]], ...]:
    found: dict[str | None, list[Pledge]] = {}
    for pledge in pledges:
        named = [field for step in pledge.steps for field in step.event.fields]
        found.setdefault(named[0] if named else None, []).append(pledge)
    return tuple((field, tuple(found[field])) for field in (*FIELDS, None) if field in found)


def people(pledges: Sequence[Pledge]) -> tuple[Person, ...]:
    """Who took part in these pledges, those named in most stories first."""
    stories: dict[str, dict[str, str | None]] = {}
    for pledge in pledges:
        for step in pledge.steps:
            if step.reprint_of is None:
                for name in step.event.actors:
                    stories.setdefault(name, {})[step.story] = step.date
    found = [
        Person(name, len(told), max((day for day in told.values() if day), default=None))
        for name, told in stories.items()
    ]
    return tuple(sorted(found, key=lambda person: (-person.stories, person.name)))
