"""What a person decides about the register: who, when, why. It overrides the program and is never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Verb = Literal["confirm", "reject", "correct", "join", "split", "rate", "undo"]
VERBS: tuple[Verb, ...] = get_args(Verb)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, a record that stays for ever; taking it back is another record, `undo`, with `undoes` set.

    `subject` is the event decided on (a pledge is named by any event in it). By verb:
    `confirm`: the event, and the thread that it stands in, are right; with `other`, they belong to one pledge.
    `reject`: the event is none and leaves its pledge; with `other`, the two do not belong to one pledge.
    `correct`: its `slot` holds `value` (JSON) instead.
    `join`: its pledge and that of `other` are one. `split`: it leaves its pledge, with the events in `value`.
    `rate`: the pledge has the status `value`; `other` may name the event that shows it.
    """

    id: int
    verb: Verb
    subject: str
    user: str
    time: str
    """ISO 8601 with its zone, `2024-02-01T10:00:00+00:00`."""
    reason: str
    other: str | None = None
    slot: str | None = None
    value: str | None = None
    undoes: int | None = None


def standing(decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The decisions that hold, in order: what was undone is left out, what was undone and restored is back."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.undoes is not None and decision.id not in undone:
            undone.add(decision.undoes)
    return tuple(d for d in decisions if d.verb != "undo" and d.id not in undone)
