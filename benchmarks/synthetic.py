"""Made-up registers with known threads: stories of promises that are repeated, moved, renamed, copied and kept or not.

Shares no code with threading: what belongs together is known because it was made so. One seed makes one register.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from servanda.model.event import Coding, Event
from servanda.model.span import Span
from servanda.model.story import Story

KINDS = {
    "connection": 25, "agreement": 22, "gathering": 12, "meeting": 12, "project": 14, "supply": 5, "exchange": 5,
    "cooperation": 5,
}  # fmt: skip
"""Kinds with their share of all undertakings, per cent."""
LISTS = tomllib.loads((Path(__file__).parent / "synthetic.toml").read_text("utf-8"))
REGIONS, PARTNERS = ({code: names for code, *names in LISTS[which]} for which in ("regions", "partners"))
TOPICS, AIRLINES, PEOPLE, FILLER = (LISTS[which] for which in ("topics", "airlines", "people", "filler"))
UNNAMED, COARSE = 0.08, 0.03
"""How often people speak of an undertaking without saying which, and name only the country of the partner."""


@dataclass
class Thread:
    """One undertaking: what is told of it, and when."""

    name: str
    kind: str
    parties: tuple[str, str]
    topic: str
    number: int | None
    start: date
    people: tuple[str, ...]
    tellings: list[tuple[date, str, str | None]] = field(default_factory=list)
    """Day, stage, when."""


@dataclass(frozen=True)
class Made:
    """A story with its coding, and the thread of each of its events."""

    story: Story
    coding: Coding
    threads: tuple[str, ...]


class Maker:
    """Makes threads, then tells them."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.taken: set[tuple[str, ...]] = set()
        self.made = 0

    def stories(self, pledges: int) -> Iterator[Made]:
        """The stories of so many undertakings, in time, reprints among them."""
        threads: list[Thread] = []
        while len(threads) < pledges:
            thread = self._thread()
            threads.append(thread)
            if self.rng.random() < 0.3:
                threads.append(self._look_alike(thread))
        told = [
            (day, number, thread, stage, when)
            for number, thread in enumerate(threads)
            for day, stage, when in thread.tellings
        ]
        yield from self._tell(sorted(told, key=lambda one: (one[0], one[1])))

    # undertakings

    def _thread(self) -> Thread:
        while True:
            kind = self.rng.choices(list(KINDS), list(KINDS.values()))[0]
            parties = self.rng.choice(sorted(REGIONS)), self.rng.choice(sorted(PARTNERS))
            topic = self.rng.choice(TOPICS)
            start = date(2014, 1, 1) + timedelta(days=self.rng.randrange(3900))
            key = self._key(kind, parties, topic, start)
            if key not in self.taken:
                self.taken.add(key)
                return self._with_tellings(
                    kind, parties, topic, self.rng.randrange(2, 30) if kind == "gathering" else None, start
                )

    def _look_alike(self, like: Thread) -> Thread:
        """The next of a series, the same wording with another partner, or the same parties on another topic."""
        if like.kind == "gathering" and like.number:
            start = date(like.start.year + 1, like.start.month, min(like.start.day, 28))
            return self._with_tellings(like.kind, like.parties, like.topic, like.number + 1, start)
        if like.kind == "agreement" and like.tellings[-1][1] == "done" and self.rng.random() < 0.3:
            start = like.tellings[-1][0] + timedelta(days=self.rng.randrange(200, 900))
            return self._with_tellings(like.kind, like.parties, like.topic, None, start)
        for _ in range(20):
            other_topic = like.kind not in ("connection", "meeting") and self.rng.random() < 0.5
            partner = like.parties[1] if other_topic else self.rng.choice(sorted(PARTNERS))
            topic = self.rng.choice(TOPICS) if other_topic else like.topic
            key = self._key(like.kind, (like.parties[0], partner), topic, like.start)
            if key not in self.taken:
                self.taken.add(key)
                start = like.start + timedelta(days=self.rng.randrange(0, 120))
                return self._with_tellings(like.kind, (like.parties[0], partner), topic, like.number, start)
        return self._thread()

    def _key(self, kind: str, parties: tuple[str, str], topic: str, start: date) -> tuple[str, ...]:
        """What no two undertakings have in common, so that their threads are truly two."""
        year = str(start.year) if kind in ("meeting", "gathering") else ""
        return kind, *parties, "" if kind in ("connection", "meeting") else topic, year

    def _with_tellings(
        self, kind: str, parties: tuple[str, str], topic: str, number: int | None, start: date
    ) -> Thread:
        self.made += 1
        people = tuple(self.rng.sample(PEOPLE, 2))
        thread = Thread(f"t{self.made}", kind, parties, topic, number, start, people)
        once = kind in ("meeting", "gathering")
        horizon = self.rng.randrange(12, 40) if kind == "meeting" else self.rng.randrange(60, 300)
        due = start + timedelta(days=horizon)
        exact = kind == "meeting" or self.rng.random() < 0.3
        day, told = start, self.rng.choice([1, 2, 2, 3, 3, 4, 5, 7])
        for _ in range(1 if kind == "meeting" else told):
            stage = self.rng.choice(["considered", "proposed", "intended", "intended", "agreed"])
            named = kind in ("meeting", "gathering") or self.rng.random() < 0.6
            thread.tellings.append((day, stage, self._when(due, exact) if named and stage != "considered" else None))
            step = timedelta(days=self.rng.randrange(8, max(9, horizon if once else 260)))
            day = min(day + step, due - timedelta(days=2)) if once else day + step
            if not once and self.rng.random() < 0.25:
                due = max(due, day) + timedelta(days=self.rng.randrange(40, 200))
        if self.rng.random() < 0.7:
            done = due if once else max(day, due - timedelta(days=60)) + timedelta(days=self.rng.randrange(0, 40))
            if once and kind == "gathering":
                done += timedelta(days=self.rng.choice([0, 0, 0, 20, 45]))
            thread.tellings.append((done, "done", self._when(done, exact=True) if self.rng.random() < 0.5 else None))
            if self.rng.random() < 0.3:
                thread.tellings.append((done + timedelta(days=1), "done", self._when(done, exact=True)))
        return thread

    def _when(self, day: date, exact: bool) -> str:
        if exact:
            return day.isoformat()
        return self.rng.choice([f"{day:%Y-%m}", f"{day:%Y-%m}", f"../{day:%Y-%m}"])

    # stories

    def _tell(self, told: list[tuple[date, int, Thread, str, str | None]]) -> Iterator[Made]:
        at = 0
        while at < len(told):
            size = self.rng.choice([1, 1, 1, 2, 3])
            chunk = told[at : at + size]
            own: list[tuple[date, int, Thread, str, str | None]] = []
            for one in chunk:
                if one[0] != chunk[0][0] or any(one[2] is other[2] for other in own):
                    break
                own.append(one)
            at += len(own)
            made = self._story(f"s{self.made}-{at}", own)
            yield made
            if self.rng.random() < 0.08:
                yield self._reprint(made)

    def _story(self, id: str, told: list[tuple[date, int, Thread, str, str | None]]) -> Made:
        lines, events = [], []
        for _, _, thread, stage, when in told:
            event = self._event(thread, stage, when)
            lines.append(f"{event.what} — {thread.people[0]}, {stage}, {when or 'срок не назван'}.".capitalize())
            events.append(event)
        filler = " ".join(self.rng.choice(FILLER) for _ in range(60)).capitalize() + "."
        return self._finished(
            id, told[0][0], [*lines, filler], events, tuple(thread.name for _, _, thread, _, _ in told)
        )

    def _reprint(self, made: Made) -> Made:
        text = made.story.text + " По материалам других изданий."
        story = Story(
            id=f"{made.story.id}-copy", text=text, clean=text, body=(Span(0, len(text)),), source="other.example.org",
            date=(date.fromisoformat(made.story.date or "") + timedelta(days=self.rng.randrange(3))).isoformat(),
        )  # fmt: skip
        return Made(story, made.coding, made.threads)

    def _finished(self, id: str, day: date, lines: list[str], events: list[Event], threads: tuple[str, ...]) -> Made:
        text, coded, at = " ".join(lines), [], 0
        for event, line in zip(events, lines, strict=False):
            slots = {name: getattr(event, name) for name in Event.__slots__} | {"evidence": (Span(at, at + len(line)),)}
            coded.append(Event(**slots))
            at += len(line) + 1
        story = Story(
            id=id, text=text, clean=text, body=(Span(0, len(text)),), date=day.isoformat(), source="example.org",
            url=f"https://example.org/{id}",
        )  # fmt: skip
        return Made(story, Coding(tuple(coded)), threads)

    def _event(self, thread: Thread, stage: str, when: str | None) -> Event:
        home, partner = thread.parties
        names = REGIONS[home], PARTNERS[partner]
        parties: tuple[str, ...] = (
            (home, partner) if thread.kind == "connection" else (home.partition("/")[0], partner.partition("/")[0])
        )
        if thread.kind == "connection" and self.rng.random() < 0.15:
            parties = (home.partition("/")[0], partner)
        if self.rng.random() < COARSE:
            parties = (parties[0], partner[:2])
        if self.rng.random() < 0.5:
            parties = parties[::-1]
        people = self.rng.sample(thread.people, self.rng.choice([1, 2])) if self.rng.random() < 0.8 else []
        if thread.kind == "meeting":
            people = list(thread.people[: self.rng.choice([1, 2])])
        return Event(
            kind=thread.kind,  # type: ignore[arg-type]
            stage=stage,  # type: ignore[arg-type]
            polities=parties,
            actors=tuple(people),
            what=self._what(thread, names),
            when=when,
            speaker=self.rng.choice([None, thread.people[0]]),
        )

    def _what(self, thread: Thread, names: tuple[list[str], list[str]]) -> str:
        """The undertaking in one of the ways in which people word it."""
        (city, region), (far_city, _) = names
        topic = thread.topic
        if thread.kind in LISTS["bare"] and self.rng.random() < UNNAMED:
            return str(LISTS["bare"][thread.kind])
        if thread.kind == "gathering":
            name = self.rng.choice([f"форум «{topic.capitalize()} без границ»", f"форум: {topic}"])
            return f"{roman(thread.number or 1)} {name}" if self.rng.random() < 0.6 else f"международный {name}"
        worded = self.rng.choice(LISTS["worded"][thread.kind])
        return str(worded.format(topic, region, city, far_city, self.rng.choice(AIRLINES)))


def roman(number: int) -> str:
    found = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + letters, number - value
    return found
