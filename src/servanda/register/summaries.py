"""A pledge in one flat row: what lists, filters and counts need of it, without building it again each day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.model.decision import Decision
from servanda.model.event import FIELDS, KINDS, Kind
from servanda.model.pledge import Pledge, Step
from servanda.model.status import StatusName
from servanda.model.when import bounds
from servanda.register.pledges import pledge as built
from servanda.register.words import lemmas

MAKING = 2
"""To be raised where rules change that summaries hang on: stages, due dates, names. Registers then make theirs anew."""

ALWAYS, FOREVER = "0001-01-01", "9999-12-31"
_PIECE = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Summary:
    """One pledge on each day from `good_from` to `good_until`.

    Within these days nothing in it changes but the status, once, where `turn` says so, and the days of being overdue.
    """

    id: str
    what: str
    kind: Kind
    kinds: tuple[str, ...]
    """Of all its events, in the codebook's order, as `fields` are."""
    fields: tuple[str, ...]
    polities: tuple[str, ...]
    status: StatusName
    since: str | None
    turn: str | None
    """The day on which the clock alone makes the status `turned`; None where nothing but news can change it."""
    turned: StatusName | None
    rating: StatusName | None
    """The status that a person gave it; then it is `status` too."""
    first_told: str | None
    last_told: str | None
    first_due: str | None
    due: str | None
    due_from: str | None
    """The first day of the due date, `due_day` the last; None where the side is open."""
    due_day: str | None
    kept_on: str | None
    days: int | None
    """For what was kept, days late, negative: early."""
    promised_times: int
    slips: int
    slip_days: int
    slipped_on: str | None
    """The day on which the due date was last put later."""
    promised: bool
    events: int
    stories: int
    good_from: str = ALWAYS
    good_until: str = FOREVER


@dataclass(frozen=True, slots=True)
class Tags:
    """What a pledge is found by, beside what its summary tells."""

    speakers: tuple[str, ...]
    outlets: tuple[str, ...]
    words: tuple[str, ...]
    """Parts of the dictionary forms of its names and sentences, sorted."""

    @property
    def digest(self) -> str:
        """The words as one short value, to see whether they changed."""
        return hashlib.sha256(" ".join(self.words).encode()).hexdigest()[:16]


def summary(
    id: str, steps: Sequence[Step], as_of: date, decisions: Sequence[Decision] = (), hosts: Sequence[Step] = ()
) -> tuple[Summary, Tags] | tuple[None, str | None]:
    """The summary of a thread on a day, with what it is found by, stories without a date being told that day.

    Where nothing of it is known on that day, None, and the day from which on something is, if one comes.
    """
    pledge = built(id, steps, as_of, decisions, hosts)
    coming = _coming([*steps, *hosts], as_of, decisions)
    if pledge is None:
        return None, coming
    return summed(pledge, as_of, coming, hosts), tags(pledge)


def summed(pledge: Pledge, as_of: date, coming: str | None = None, hosts: Sequence[Step] = ()) -> Summary:
    """A pledge that was built as of a day as its summary; `coming` is the next day of which something is told."""
    status, steps = pledge.status, pledge.steps
    told = [step.date for step in steps if step.date]
    first, last = _good(pledge, as_of, coming, hosts)
    turn = status.turn if status.decision is None else None
    late = {slip.event for slip in status.slips if slip.days > 0}
    return Summary(
        id=pledge.id,
        what=pledge.what,
        kind=pledge.kind,
        kinds=_ordered(KINDS, (step.event.kind for step in steps)),
        fields=_ordered(FIELDS, (field for step in steps for field in step.event.fields)),
        polities=pledge.polities,
        status=status.name,
        since=status.since,
        turn=turn.day if turn else None,
        turned=turn.status if turn else None,
        rating=status.name if status.decision else None,
        first_told=min(told, default=None),
        last_told=max(told, default=None),
        first_due=status.first_due,
        due=status.due,
        due_from=_first(status.due),
        due_day=status.due_day,
        kept_on=status.kept_on,
        days=status.days if status.kept_on else None,
        promised_times=status.promised_times,
        slips=len(status.slips),
        slip_days=sum(slip.days for slip in status.slips),
        slipped_on=max(
            (step.date or as_of.isoformat() for step in (*steps, *pledge.moved_by) if step.id in late), default=None
        ),
        promised=pledge.promised,
        events=len(steps),
        stories=len(pledge.stories),
        good_from=first,
        good_until=last,
    )


def tags(pledge: Pledge) -> Tags:
    """What a pledge is found by."""
    return Tags(
        speakers=tuple(sorted({step.event.speaker for step in pledge.steps if step.event.speaker})),
        outlets=tuple(sorted({outlet for step in pledge.steps if (outlet := published_by(step))})),
        words=tuple(sorted(pieces(told(pledge)))),
    )


def told(pledge: Pledge) -> str:
    """All names and sentences of a pledge: what is searched for words."""
    return " ".join(f"{step.event.what or ''} {' '.join(step.sentences)}" for step in pledge.steps)


def published_by(step: Step) -> str | None:
    """The outlet that a step was told by, as filters name it: the source, else the name in the imprint."""
    return step.source or step.outlet


def pieces(text: str) -> set[str]:
    """Dictionary forms of the words of a text, those with hyphens in their parts."""
    return {piece for lemma in lemmas(text) for piece in _PIECE.findall(lemma)}


def until(coming: str | None) -> str:
    """The day before the next one of which something is told."""
    return (date.fromisoformat(coming) - timedelta(days=1)).isoformat() if coming else FOREVER


def _coming(steps: Sequence[Step], as_of: date, decisions: Collection[Decision]) -> str | None:
    """The first day after `as_of` of which a story or a rating is known already."""
    days = [step.date for step in steps if step.date]
    days += [decision.time[:10] for decision in decisions if decision.verb == "rate"]
    return min((day for day in days if day > as_of.isoformat()), default=None)


def _good(pledge: Pledge, as_of: date, coming: str | None, hosts: Sequence[Step]) -> tuple[str, str]:
    """The days on which the summary holds: those of `as_of` alone where a story has no date."""
    day, status = as_of.isoformat(), pledge.status
    if any(step.date is None for step in (*pledge.steps, *hosts)):
        return day, day
    since = [step.date for step in (*pledge.steps, *hosts) if step.date]
    since += [decision.time[:10] for decision in pledge.decisions if decision.verb == "rate"]
    since += [change.day for change in status.changes if change.event is None]
    return max((one for one in since if one <= day), default=ALWAYS), until(coming)


def _ordered(all: Sequence[str], some: Iterable[str]) -> tuple[str, ...]:
    held = set(some)
    return tuple(one for one in all if one in held)


def _first(due: str | None) -> str | None:
    first = bounds(due)[0] if due else None
    return first.isoformat() if first else None


def grouped(
    threads: Mapping[str, Sequence[Step]], standing: Iterable[Decision]
) -> dict[str, list[Decision]]:
    """Standing decisions by the pledges that they are about, in order."""
    owner = {step.id: id for id, steps in threads.items() for step in steps}
    found: dict[str, list[Decision]] = {}
    for decision in standing:
        about = (decision.subject,) if decision.verb == "rate" else (decision.subject, decision.other)
        for id in dict.fromkeys(owner.get(event) for event in about if event):
            if id:
                found.setdefault(id, []).append(decision)
    return found
