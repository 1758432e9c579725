"""Everyone in a story, each step handed to the next: gatherings, organisations, people and offices, references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.bare_gatherings import bare_gatherings
from servanda.reading.gatherings import found_gatherings
from servanda.reading.home import home, setting
from servanda.reading.lines import lines
from servanda.reading.organisations import found_organisations, parts
from servanda.reading.people import found_people
from servanda.reading.places import found_places, widened
from servanda.reading.references import found_references


def parties(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], polities: Sequence[Mention]
) -> tuple[tuple[Mention, ...], tuple[str, ...]]:
    """All mentions in the order of the text, and the polities that the story is told from.

    `polities` are returned among them. A polity or a body inside a longer name, or inside an office that goes with
    its holder («министр транспорта Узбекистана»), has `form` part. Entity numbers of people,
    organisations and gatherings do not overlap.
    """
    polities = widened(sentences, names, polities)
    told_from = home(story, polities)
    around = setting(story, polities, told_from)
    rows = lines(story, sentences, names, polities)
    gathered = found_gatherings(rows)
    bodies = found_organisations(rows, around, gathered)
    persons = found_people(rows, around, bodies)
    wholes = [*gathered, *bodies]
    meetings = [*gathered, *bare_gatherings(rows, gathered)]
    numbered = [*_shifted(persons, 0), *_shifted(bodies, 1_000), *_shifted(meetings, 2_000)]
    longer = [*wholes, *(p for p in persons if p.form == "name")]
    found = [*parts(polities, longer), *parts(numbered, longer), *found_references(rows, around, wholes)]
    found += found_places(story, sentences, names, found)
    return tuple(sorted(found, key=lambda m: (m.span.start, -m.span.end))), told_from


def _shifted(mentions: Sequence[Mention], by: int) -> list[Mention]:
    return [replace(m, entity=m.entity + by) if m.entity >= 0 and by else m for m in mentions]
