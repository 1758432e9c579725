"""followthemoney entities as JSON Lines: what investigators load into Aleph and OpenAleph.

A pledge is a `Project`, its parties `ProjectParticipant`s of it; an act is an `Event`; polities are `PublicBody`s,
those named as taking part `Person` or `LegalEntity`; stories are `Article`s, in which a `Mention` names each of them.
Ids hang on content alone, so that two exports meet. Values that followthemoney does not accept are left out by its own
cleaning.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from servanda.errors import UsageError
from servanda.model.pledge import Pledge, Step
from servanda.reading.first_names import is_first_name
from servanda.views.cite import Citation, plain
from servanda.views.export.content import Content, Options, citation, shown
from servanda.views.export.lines import write_lines
from servanda.views.export.parties import alpha2
from servanda.views.export.places import named
from servanda.views.export.tables import span
from servanda.views.wording import word


def write(content: Content, out: Path, options: Options) -> int:
    """Write a line for each entity; returns their number.

    Raises UsageError where followthemoney is not installed.
    """
    try:
        from followthemoney import model
    except ImportError:
        raise UsageError("followthemoney is not installed", remedy="pip install 'servanda[ftm]'") from None
    return write_lines(out, _Entities(model, content, options))


class _Entities:
    """Entities one after another; parties, participants and stories once each, remembered by a hash of eight bytes."""

    def __init__(self, model: Any, content: Content, options: Options) -> None:
        self.model, self.content, self.options = model, content, options
        self.seen: set[bytes] = set()

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for pledge in self.content.pledges:
            yield from self._pledge(pledge)
            for step in pledge.steps:
                yield from self._step(step, pledge)

    def _pledge(self, pledge: Pledge) -> Iterator[dict[str, Any]]:
        status, step = pledge.status, shown(pledge)
        said = citation(step, self.content, self.options.language)
        project = _id("project", pledge.id)
        yield self._entity(
            "Project",
            project,
            name=plain(pledge.what),
            projectId=pledge.id,
            status=word("status", status.name, "en"),
            phase=word("stage", pledge.steps[-1].event.stage, "en"),
            startDate=pledge.steps[0].date,
            endDate=status.due_day,
            country=[country for code in pledge.polities if (country := alpha2(code))],
            keywords=[pledge.kind],
            summary=quotation(step, said),
            sourceUrl=said.link,
            publisher=said.outlet,
        )
        for code in pledge.polities:
            yield from self._polity(code)
            link = {"project": project, "participant": _id("polity", code), "role": "party"}
            yield self._entity("ProjectParticipant", _id("party", pledge.id, code), **link)

    def _step(self, step: Step, pledge: Pledge) -> Iterator[dict[str, Any]]:
        event, said = step.event, citation(step, self.content, self.options.language)
        article, first_last = _id("article", step.story), span(event.when)
        yield from self._article(step, said, article)
        for code in event.polities:
            yield from self._polity(code)
        for name in event.actors:
            yield from self._participant(name, article)
        yield self._entity(
            "Event",
            _id("event", step.id),
            name=plain(event.what) or word("kind", event.kind, "ru"),
            recordId=step.id,
            date=step.date,
            startDate=first_last[0],
            endDate=first_last[1],
            location=plain(event.where),
            country=[country for code in event.polities if (country := alpha2(code))],
            involved=[*(_id("polity", code) for code in event.polities), *map(_name_id, event.actors)],
            keywords=[event.kind, event.stage, *event.fields],
            program=plain(event.within),
            notes=f"pledge {pledge.id}",
            description=quotation(step, said),
            proof=article,
            sourceUrl=said.link,
            publisher=said.outlet,
        )

    def _polity(self, code: str) -> Iterator[dict[str, Any]]:
        id = _id("polity", code)
        if self._new(id):
            country = alpha2(code)
            yield self._entity(
                "PublicBody",
                id,
                name=plain(named(code)),
                registrationNumber=code,
                country=country,
                jurisdiction=country,
            )

    def _participant(self, name: str, article: str) -> Iterator[dict[str, Any]]:
        id = _name_id(name)
        if self._new(id):
            yield self._entity("Person" if is_person(name) else "LegalEntity", id, name=plain(name))
        mention = _id("mention", article, name)
        if self._new(mention):
            yield self._entity("Mention", mention, name=plain(name), document=article, resolved=id)

    def _article(self, step: Step, said: Citation, id: str) -> Iterator[dict[str, Any]]:
        if self._new(id):
            yield self._entity(
                "Article",
                id,
                title=said.title,
                publishedAt=step.date,
                sourceUrl=said.link,
                publisher=said.outlet,
                language="rus",
                notes=said.text(),
            )

    def _entity(self, schema: str, id: str, **values: Any) -> dict[str, Any]:
        entity = self.model.make_entity(schema)
        entity.id = id
        for name, value in values.items():
            entity.add(name, value)
        made: dict[str, Any] = entity.to_dict()
        return made

    def _new(self, id: str) -> bool:
        mark = bytes.fromhex(id.rpartition("-")[2])[:8]
        if mark in self.seen:
            return False
        self.seen.add(mark)
        return True


def quotation(step: Step, said: Citation) -> str:
    """The sentences with their citation, in one value, so that they cannot part."""
    return f"{plain(' '.join(step.sentences))} — {said.text()}"


def is_person(name: str) -> bool:
    """Whether the name in the nominative is that of a person: two or three words, one a first name."""
    words = name.replace("ё", "е").split()
    return 1 < len(words) < 4 and any(is_first_name(word.lower()) for word in words) and not set(name) & set('«»"')


def _name_id(name: str) -> str:
    return _id("name", plain(name).lower())


def _id(*parts: str) -> str:
    digest = hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
    return f"servanda-{parts[0]}-{digest}"
