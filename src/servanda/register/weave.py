"""Keeping threads true while events come, go and change: only what an event can touch is looked at again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from servanda.model.decision import standing
from servanda.register.compare import alike, compare
from servanda.register.ledger import Ledger
from servanda.register.marks import asks, marks
from servanda.register.match import WINDOW, Link, choose
from servanda.register.threads import Pair, assemble, pairs
from servanda.register.traits import Traits


class Loom:
    """Works within one writing transaction of the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def change(
        self,
        gone: Sequence[Traits],
        come: Sequence[Traits],
        echoes: Sequence[tuple[Traits, str]] = (),
        before: Collection[str] = (),
    ) -> set[str]:
        """Take events out of the threads, put others in, and tell which pledges were touched.

        `echoes` are the events of reprints, each with the story reprinted: they follow the events of that story and
        no other event goes on from them. `before` are pledges that events have left already.
        """
        ledger, leaving = self.ledger, [event.step for event in gone]
        touched = {*before, *ledger.pledges_of(leaving).values()}
        ledger.drop_marks(leaving)
        ledger.drop_links(leaving)
        ledger.put_marks(
            (mark, asking, event.place, event.step)
            for event in come
            for asking, given in ((False, marks(event)), (True, asks(event)))
            for mark in given
        )
        later = self._later(gone, come) - {event.step for event in [*gone, *come]}
        old = ledger.links(later)
        new = {event.step: self._choose(event) for event in [*come, *ledger.traits(later).values()]}
        new |= {event.step: self._echo(event, story) for event, story in echoes}
        changed = {event: link for event, link in new.items() if old.get(event) != link}
        return self._settle(changed, {event: old.get(event) for event in changed}, touched)

    def resettle(self, events: Collection[str]) -> set[str]:
        """Assemble the pledges of these events again, after a decision about pairs."""
        return self._assemble(set(self.ledger.pledges_of(events).values()), {})

    def _later(self, gone: Sequence[Traits], come: Sequence[Traits]) -> set[str]:
        """The later events that may now go on from another one."""
        found: set[str] = set()
        for event in gone:
            found |= self.ledger.askers(marks(event), event.place, WINDOW)
        for event in come:
            found |= self._stirred(event, self.ledger.askers(marks(event), event.place, WINDOW))
        return found

    def _stirred(self, event: Traits, askers: set[str]) -> set[str]:
        """Of the events that now see `event` among the earlier ones, those to which it can make a difference.

        Where it also pushes an older event out of sight, all that have not found a newer one than both are looked at.
        """
        if not askers:
            return askers
        links, crowded = self.ledger.links(askers), self.ledger.crowded(marks(event), WINDOW)
        known = self.ledger.traits({*askers, *(link.to for link in links.values() if link.to)})
        return {id for id in askers if not _unmoved(event, known[id], links.get(id), known, crowded)}

    def _choose(self, event: Traits) -> Link:
        near = self.ledger.earlier(asks(event), event.place, WINDOW)
        return choose(event, self.ledger.traits(near).values())

    def _echo(self, event: Traits, story: str) -> Link:
        rows = self.ledger.events_of([story])
        like = max(rows, key=lambda row: (alike(row.traits, event), -row.number), default=None)
        if like and alike(like.traits, event) > 0:
            return Link(event.step, like.id, "a reprint of the same text", 1.0)
        return Link(event.step)

    def _settle(self, changed: dict[str, Link], old: dict[str, Link | None], before: set[str]) -> set[str]:
        """Write the links, and the pledges that hang on them: at once for new events that only go on from others."""
        ledger = self.ledger
        places = {event: traits.place for event, traits in ledger.traits(changed).items()}
        moved = any(link is not None and link.to != changed[event].to for event, link in old.items())
        fresh = [event for event, link in old.items() if link is None]
        if before or moved or ledger.decisions(fresh):
            before |= set(ledger.pledges_of(changed).values())
            ledger.put_links([(link, event, places[event]) for event, link in changed.items()])
            return self._assemble(before | set(ledger.pledges_of(changed).values()), changed)
        found = ledger.pledges_of([link.to for link in changed.values() if link.to])
        for event in sorted(fresh, key=places.__getitem__):
            to = changed[event].to
            found[event] = found[to] if to else event
        ledger.put_links([(changed[event], found[event], places[event]) for event in fresh])
        kept = ledger.pledges_of([event for event in changed if event not in found])
        ledger.put_links([(changed[event], kept[event], places[event]) for event in kept])
        return {found[event] for event in fresh}

    def _assemble(self, pledges: set[str], changed: dict[str, Link]) -> set[str]:
        ledger = self.ledger
        pledges |= set(ledger.pledges_of([link.to for link in changed.values() if link.to]).values())
        members = {member.event: member for member in ledger.members(pledges)}
        decided: list[Pair] = []
        while True:
            decided = pairs(standing(ledger.decisions(members)))
            near = {member.to for member in members.values() if member.to} | ledger.going_on(members)
            near |= {event for pair in decided for event in (pair.one, pair.other)}
            missing = set(ledger.pledges_of(near - members.keys()).values())
            if not missing:
                break
            members |= {member.event: member for member in ledger.members(missing)}
        found = assemble(
            {member.event: member.place for member in members.values()},
            {member.event: member.to for member in members.values()},
            decided,
        )
        ledger.set_pledges({event: pledge for event, pledge in found.items() if members[event].pledge != pledge})
        return set(found.values())


def _unmoved(event: Traits, later: Traits, link: Link | None, known: Mapping[str, Traits], crowded: bool) -> bool:
    """Whether the link of a later event surely stays when `event` comes in between."""
    if link and link.to and link.to not in known:
        return False
    verdict = compare(event, later)
    if link and link.to and known[link.to].place > event.place:
        return verdict.level != "join" or verdict.score <= link.score
    return not crowded and verdict.level == "no" and not verdict.closes
