"""Atom (RFC 4287): the newest changes of status, each with the words that it rests on and their citation."""

from __future__ import annotations

import hashlib
import heapq
import html
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TextIO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from servanda.model.pledge import Pledge, Step
from servanda.model.status import Change
from servanda.views.cite import plain
from servanda.views.days import in_words
from servanda.views.export.content import Content, Options, citation, shown
from servanda.views.export.places import named
from servanda.views.export.program import PROGRAM
from servanda.views.wording import word

NEWEST = 500
"""Entries in a feed."""
NAMESPACE = "http://www.w3.org/2005/Atom"


def write(content: Content, out: Path, options: Options) -> int:
    """Write the feed, the newest first; returns the number of its entries."""
    with out.open("w", encoding="utf-8", newline="\n") as file:
        return feed(content, file, options)


def feed(content: Content, file: TextIO, options: Options) -> int:
    """Write the feed into a text file that is open."""
    newest = heapq.nlargest(NEWEST, changes(content), key=lambda found: (found.change.day, found.pledge.id, found.nr))
    made = _Feed(file)
    made.open(options, newest[0].change.day if newest else content.as_of)
    for found in newest:
        made.entry(found, content, options)
    made.close()
    return len(newest)


class Changed(NamedTuple):
    """A change of a pledge's status, which of its changes it is, and the event that it rests on.

    What the clock alone changed rests on the event that was the cause of the change before it, so that the change is
    known again where an earlier story of the pledge, and with it another id, has come to light.
    """

    change: Change
    pledge: Pledge
    nr: int
    event: str

    @property
    def id(self) -> str:
        told = "" if self.change.event else "/clock"
        return f"{self.event}/{self.change.day}/{self.change.status.replace(' ', '-')}{told}"


def changes(content: Content) -> Iterator[Changed]:
    """All changes up to the day of the content."""
    for pledge in content.pledges:
        event = pledge.id
        for number, change in enumerate(pledge.status.changes):
            event = change.event or event
            if change.day <= content.as_of:
                yield Changed(change, pledge, number, event)


def _told(change: Change, pledge: Pledge) -> Step:
    """The step that caused the change; where the clock did, the words that the pledge rests on."""
    return next((step for step in pledge.steps if step.id == change.event), shown(pledge))


class _Feed:
    def __init__(self, file: Any) -> None:
        self.file = file
        self.xml = XMLGenerator(file, "utf-8", short_empty_elements=True)

    def open(self, options: Options, updated: str) -> None:
        self.xml.startDocument()
        self._begin("feed", {"xmlns": NAMESPACE, "xml:lang": options.language})
        name = hashlib.sha256(f"{plain(options.title)}\n{options.where}".encode()).hexdigest()[:16]
        self._line("id", f"tag:servanda.invalid,2026:feed/{name}")
        self._line("title", plain(options.title))
        self._line("updated", f"{updated}T00:00:00Z")
        self._line("generator", PROGRAM)
        self._begin("author")
        self._line("name", plain(options.title))
        self.xml.endElement("author")

    def entry(self, found: Changed, content: Content, options: Options) -> None:
        change, pledge, language = found.change, found.pledge, options.language
        step = _told(change, pledge)
        said = citation(step, content, language)
        status = word("status", change.status, language)
        parties = ", ".join(named(code, language) for code in pledge.polities)
        self._begin("entry")
        self._line("id", f"tag:servanda.invalid,2026:{found.id}")
        self._line("title", plain(f"{pledge.what} — {status} ({parties})"))
        self._line("updated", f"{change.day}T00:00:00Z")
        self._begin("author")
        self._line("name", said.outlet)
        self.xml.endElement("author")
        if said.link:
            self._begin("link", {"rel": "alternate", "href": said.link})
            self.xml.endElement("link")
        self._begin("category", {"term": pledge.kind, "label": word("kind", pledge.kind, language)})
        self.xml.endElement("category")
        quoted = html.escape(plain(" ".join(step.sentences)))
        due = (
            f"<p>{html.escape(word('calendar', 'due', language))}: {html.escape(in_words(change.due, language))}</p>"
            if change.due
            else ""
        )
        self._line("content", f"{due}<blockquote><p>{quoted}</p><p>{said.html()}</p></blockquote>", type="html")
        self.xml.endElement("entry")

    def _begin(self, name: str, attributes: Mapping[str, str] = MappingProxyType({})) -> None:
        self.xml.startElement(name, AttributesImpl(dict(attributes)))

    def _line(self, name: str, text: str, **attributes: str) -> None:
        self._begin(name, attributes)
        self.xml.characters(text)
        self.xml.endElement(name)
        self.xml.ignorableWhitespace("\n")

    def close(self) -> None:
        self.xml.endElement("feed")
        self.xml.endDocument()
        self.file.write("\n")
