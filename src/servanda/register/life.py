"""What came of a pledge: its status on a day, from the stages that stories told by then, and the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from servanda.model.decision import Decision
from servanda.model.event import Event
from servanda.model.pledge import Step
from servanda.model.status import STATUSES, Change, Slip, Status, StatusName
from servanda.model.when import bounds
from servanda.register.dues import Due, kept_when, lateness, moved, named, promised
from servanda.register.traits import AHEAD
from servanda.register.words import lemmas, plain, roles, sort_of

SILENCE = timedelta(days=365)
"""Without news for so long, a pledge without a due date is stalled."""

ONE_OCCASION = timedelta(days=3)
"""Reports of a promise within so many days tell of one occasion."""

RUNNING_IS_KEPT = frozenset({"connection", "gathering", "meeting", "exchange", "supply", "aid"})
"""Kinds of which `underway` says that they take place or run; the others are in the works."""

OPEN = ("considered", "promised", "in the works", "postponed")


@dataclass
class _Life:
    """The status while the steps are gone through, in time."""

    name: StatusName | None = None
    since: date | None = None
    cause: str | None = None
    due: Due | None = None
    dues: list[Due] = field(default_factory=list)
    kept_on: str | None = None
    kept_told: date | None = None
    """The day of the story that told of it: who promised before knew of no such act, or meant another."""
    days: int | None = None
    last_news: date | None = None
    promises: int = 0
    last_promise: date | None = None
    slips: list[Slip] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    host: Due | None = None
    """When the gathering takes place at which it is to be done."""

    def to(self, name: StatusName, day: date, event: str | None) -> None:
        if name == self.name:
            return
        self.name, self.since, self.cause = name, day, event
        self.changes.append(Change(day.isoformat(), name, event, self.due.when if self.due else None))


def life(
    steps: Sequence[Step], as_of: date, decisions: Iterable[Decision] = (), hosts: Sequence[Step] = ()
) -> Status:
    """The status on the day `as_of`, from what was told by then; `decisions` are the ratings that hold, in order.

    `hosts` are steps of the gathering at which it is to be done: where that moves, the due date moves with it.
    Reprints are passed over. Stories without a date count as told on `as_of` itself.
    """
    state = _Life()
    known = _known(steps, as_of)
    own = {step.id for *_, step in known}
    for day, told, step in sorted([*known, *_known(hosts, as_of)], key=lambda one: one[0]):
        _clock(state, day)
        if step.id in own:
            _news(state, step, day, told)
        else:
            _follow(state, step, day)
    _clock(state, as_of + timedelta(days=1))
    turn = _turn(state)
    state.last_news = max((told for _, told, _ in known), default=None)
    return _status(state, as_of, turn, [rating for rating in decisions if rating.verb == "rate"])


def _known(steps: Sequence[Step], as_of: date) -> list[tuple[date, date, Step]]:
    """What was told by then, in the order in which it happened: the day, the day of the story, the step."""
    own = sorted((step for step in steps if step.reprint_of is None), key=lambda step: step.order)
    dated = [(date.fromisoformat(step.date) if step.date else as_of, step) for step in own]
    found = [(_happened(step.event, told), told, step) for told, step in dated if told <= as_of]
    return sorted(found, key=lambda one: one[0])


def _happened(event: Event, told: date) -> date:
    """The day that an event counts from: of what was over when it was told, its own; else that of the story."""
    if event.stage in ("done", "stopped", "refused") and event.when:
        first, last = bounds(event.when)
        over = last or first
        return over if over and over < told else told
    return told


def _clock(state: _Life, until: date) -> None:
    """What time alone did before `until`: a due date passed, or a year without news."""
    turn = _turn(state)
    if turn and turn[0] < until:
        day, name = turn
        state.to(name, max(day, state.since or day) if name == "overdue" else day, None)


def _turn(state: _Life) -> tuple[date, StatusName] | None:
    """The day on which time alone changes the status, where nothing is heard until then, and what to."""
    if state.name not in OPEN or state.last_news is None:
        return None
    if state.due:
        return (state.due.high + timedelta(days=1), "overdue") if state.due.high < date.max else None
    return state.last_news + SILENCE, "stalled"


def _news(state: _Life, step: Step, day: date, told: date) -> None:
    """What one event does to the status."""
    event = step.event
    _count(state, event, day)
    state.last_news = day
    if event.stage == "done" or (event.stage == "underway" and _runs(event)):
        _keep(state, step, day, told)
    elif event.stage == "stopped" or (event.stage == "refused" and state.name != "kept"):
        _forget(state)
        state.to("dropped", day, step.id)
    elif state.name in ("kept", "kept in part"):
        if event.stage in ("intended", "agreed") and (_again(step) or told < (state.kept_told or told)):
            _forget(state)
            _promise(state, step, day)
    elif event.stage in ("intended", "agreed"):
        _promise(state, step, day)
    elif event.stage == "postponed":
        _postpone(state, step, day)
    elif event.stage == "underway":
        state.to("in the works", day, step.id)
    elif event.stage in ("considered", "proposed") and state.name in (None, "stalled", "dropped"):
        state.to("considered", day, step.id)


def _forget(state: _Life) -> None:
    """A new round begins: neither due dates nor keeping of the last one count in it."""
    state.due, state.dues, state.kept_on, state.days = None, [], None, None


def _count(state: _Life, event: Event, day: date) -> None:
    """A promise is anything held out; to consider is one only of what had been promised before."""
    held_out = event.stage in AHEAD - {"considered", "postponed"} or (
        event.stage == "considered" and state.promises > 0
    )
    if held_out and (state.last_promise is None or day - state.last_promise > ONE_OCCASION):
        state.promises += 1
        state.last_promise = day


def _promise(state: _Life, step: Step, day: date) -> None:
    due = named(step, day)
    if due:
        _set_due(state, due)
    if state.name == "in the works" or (state.name == "overdue" and not due):
        return
    state.to("promised", day, step.id)


def _postpone(state: _Life, step: Step, day: date) -> None:
    due = named(step, day)
    if due:
        _set_due(state, due)
    else:
        state.due = None
    state.to("postponed", day, step.id)


def _follow(state: _Life, step: Step, day: date) -> None:
    """What became of the gathering moves the due date that was its day; put off without a new day, none is left."""
    if step.event.stage not in ("intended", "agreed", "postponed"):
        return
    before, after = state.host, named(step, day)
    if after is None and step.event.stage != "postponed":
        return
    state.host = moved(before, after)[0] if after else None
    due = state.due
    if state.host is before or not (before and due and before.low <= due.high and due.low <= before.high):
        return
    if state.name not in (*OPEN, "overdue"):
        return
    if state.host is None:
        state.due = None
    else:
        _set_due(state, state.host)
    if state.name == "overdue":
        state.to("promised", day, step.id)


def _set_due(state: _Life, due: Due) -> None:
    before = state.due or (state.dues[-1] if state.dues else None)
    state.due, slip = moved(before, due)
    if state.due is due:
        state.dues.append(due)
    if slip:
        state.slips.append(slip)


def _keep(state: _Life, step: Step, day: date, told: date) -> None:
    if state.name in ("kept", "kept in part"):
        return
    when = kept_when(step.event, told, state.due)
    first, _ = bounds(when)
    kept = first or day
    state.kept_on, state.kept_told, state.days = when, told, None
    held = state.due
    state.due = promised(state.dues, kept)
    if state.due:
        state.days = lateness(when, state.due)
        if state.days > 0 and not (state.slips and held and held.low <= kept <= held.high):
            state.slips.append(Slip(state.due.when, when, state.days, step.id))
    state.to("kept in part" if _partly(step) else "kept", day, step.id)


def _runs(event: Event) -> bool:
    return event.kind in RUNNING_IS_KEPT and f"{event.kind}:{sort_of(event.kind, event.what)}" not in roles().built


def _again(step: Step) -> bool:
    return not roles().again.isdisjoint(map(plain, lemmas(step.event.what or "")))


def _partly(step: Step) -> bool:
    return any(not roles().partly.isdisjoint(map(plain, lemmas(sentence))) for sentence in step.sentences)


def _status(
    state: _Life, as_of: date, turn: tuple[date, StatusName] | None, ratings: list[Decision]
) -> Status:
    name: StatusName = state.name or "considered"
    days = state.days
    if name == "overdue" and state.due:
        days = (as_of - state.due.high).days
    rating = next((r for r in reversed(ratings) if r.time[:10] <= as_of.isoformat() and r.value in STATUSES), None)
    return Status(
        name=next((status for status in STATUSES if rating and status == rating.value), name),
        as_of=as_of.isoformat(),
        since=rating.time[:10] if rating else _iso(state.since),
        cause=rating.other if rating else state.cause,
        first_due=state.dues[0].when if state.dues else None,
        due=state.due.when if state.due else None,
        due_day=_iso(state.due.high if state.due else None),
        kept_on=state.kept_on,
        days=days,
        promised_times=state.promises,
        slips=tuple(state.slips),
        changes=tuple(state.changes),
        last_news=_iso(state.last_news),
        proposed=name,
        decision=rating,
        turn=Change(turn[0].isoformat(), turn[1], None, state.due.when if state.due else None) if turn else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
