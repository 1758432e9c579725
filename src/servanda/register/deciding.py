"""Entering what a person decided, and letting the threads heed it."""

from __future__ import annotations

import json
from dataclasses import replace

from servanda.errors import NotFound, UsageError
from servanda.model.decision import VERBS, Decision, standing
from servanda.model.status import STATUSES
from servanda.register.entering import effective, rejected
from servanda.register.ledger import Ledger
from servanda.register.shape import correct
from servanda.register.weave import Loom

ABOUT_EVENTS = ("correct", "reject")
ABOUT_PAIRS = ("confirm", "reject", "join", "split")


def decide(ledger: Ledger, decision: Decision) -> Decision:
    """Check a decision, write it down for ever, and let it take effect, within the ledger's writing transaction.

    Raises UsageError for a decision that has no sense, NotFound where it names what the register does not hold.
    """
    checked = _undoing(ledger, decision) if decision.verb == "undo" else _checked(ledger, decision)
    written = ledger.put_decision(checked)
    undone = _root(ledger, written)
    if undone.verb in ABOUT_EVENTS and undone.other is None:
        _revise(ledger, undone.subject)
    elif undone.verb in ABOUT_PAIRS:
        Loom(ledger).resettle([event for event in (undone.subject, undone.other, *_group(undone)) if event])
    return written


def _undoing(ledger: Ledger, decision: Decision) -> Decision:
    """An undoing carries what it undoes on its face, so that it is found with it."""
    undone = ledger.decision(decision.undoes) if decision.undoes is not None else None
    if undone is None:
        raise NotFound(f"no decision {decision.undoes}", remedy="the history of a pledge shows their numbers")
    earlier = [one for one in ledger.decisions([undone.subject]) if one.undoes == undone.id]
    if any(_holds(ledger, one) for one in earlier):
        raise UsageError(f"decision {undone.id} is undone already")
    return replace(decision, subject=undone.subject, other=undone.other, slot=None, value=None)


def _holds(ledger: Ledger, undoing: Decision) -> bool:
    return not any(_holds(ledger, one) for one in ledger.decisions([undoing.subject]) if one.undoes == undoing.id)


def _root(ledger: Ledger, decision: Decision) -> Decision:
    """The decision that an undoing, or the undoing of an undoing, is about in the end."""
    while decision.undoes is not None:
        earlier = ledger.decision(decision.undoes)
        if earlier is None:
            break
        decision = earlier
    return decision


def _checked(ledger: Ledger, decision: Decision) -> Decision:
    if decision.verb not in VERBS:
        raise UsageError(f"nobody can {decision.verb}", remedy=f"decisions are {', '.join(VERBS)}")
    if not decision.user.strip():
        raise UsageError("a decision needs the name of who decides")
    step = next(iter(ledger.steps([decision.subject])), None)
    if step is None:
        raise NotFound(f"no event {decision.subject}")
    if decision.other is not None and not ledger.steps([decision.other]):
        raise NotFound(f"no event {decision.other}")
    if decision.verb == "correct":
        correct(step.event, decision.slot, decision.value)
    if decision.verb == "join" and decision.other in (None, decision.subject):
        raise UsageError("to join, name an event of each pledge")
    if decision.verb == "rate" and decision.value not in STATUSES:
        raise UsageError(f"{decision.value!r} is no status", remedy=f"statuses are {', '.join(STATUSES)}")
    return _splitting(ledger, decision) if decision.verb == "split" else decision


def _splitting(ledger: Ledger, decision: Decision) -> Decision:
    """Write down who leaves and who stays, as of now: what comes later goes with those that it goes on from."""
    pledge = ledger.pledges_of([decision.subject])[decision.subject]
    members = sorted(ledger.members([pledge]), key=lambda member: member.place)
    given = json.loads(decision.value or "[]")
    if not isinstance(given, list) or not set(given) <= {member.event for member in members}:
        raise UsageError("only events of the same pledge can leave it together")
    leave = [member.event for member in members if member.event in given or member.event == decision.subject]
    stay = [member.event for member in members if member.event not in leave]
    if not stay:
        raise UsageError("nothing would be left of the pledge", remedy="leave at least one of its events")
    return replace(decision, other=stay[0], value=json.dumps({"leave": leave, "stay": stay}))


def _group(decision: Decision) -> list[str]:
    groups = json.loads(decision.value) if decision.verb == "split" and decision.value else {}
    return [*groups.get("leave", []), *groups.get("stay", [])]


def _revise(ledger: Ledger, event: str) -> None:
    """Take an event out of its thread and put it back as it stands after all decisions."""
    held = ledger.traits([event])[event]
    step = ledger.steps([event])[0]
    decisions = standing(ledger.decisions([event]))
    now = effective(step, decisions)
    ledger.set_traits(now)
    if event in rejected(decisions):
        Loom(ledger).change([held], [], [(now, "")])
    elif step.reprint_of:
        Loom(ledger).change([held], [], [(now, step.reprint_of)])
    else:
        Loom(ledger).change([held], [now])
        _echoes(ledger, step.story)


def _echoes(ledger: Ledger, story: str) -> None:
    """Events of reprints follow those of the story reprinted, whatever became of these."""
    rows = ledger.events_of(ledger.reprints(story))
    none = rejected(standing(ledger.decisions([row.id for row in rows])))
    echoes = [(row.traits, "" if row.id in none else story) for row in rows]
    if echoes:
        Loom(ledger).change([row.traits for row in rows], [], echoes)
