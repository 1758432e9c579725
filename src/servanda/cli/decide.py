"""`servanda decide`: write down what a person decides about the register. Nothing is overwritten, all can be undone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from servanda.cli.inputs import REGISTER
from servanda.errors import UsageError
from servanda.model.decision import Verb

if TYPE_CHECKING:
    from servanda.model.decision import Decision
    from servanda.register.register import Register

NAME = "decide"


VERB = typer.Argument(..., metavar="VERB", help="confirm, reject, correct, join, split, rate or undo.")
ID = typer.Argument(..., metavar="ID", help="The beginning of the id of an event or pledge; a number for undo.")
REST = typer.Argument(None, metavar="[WITH…]", help="What the verb needs beside it; see below.", show_default=False)
REASON = typer.Option("", "--reason", metavar="TEXT", help="Why.")
USER = typer.Option(None, "--user", envvar="SERVANDA_USER", metavar="NAME", help="Who decides; else your login name.")


@dataclass(frozen=True, slots=True)
class Rest:
    """What follows the id: another event, a slot with its value, a status."""

    other: str | None = None
    slot: str | None = None
    value: str | None = None


def command(
    verb: Verb = VERB,
    id: str = ID,
    rest: list[str] = REST,
    reason: str = REASON,
    user: str | None = USER,
    register: str | None = REGISTER,
) -> None:
    """Decide on an event or a pledge: who, when and why is kept, and `decide undo` takes it back.

    \b
    confirm ID [EVENT]: it is right; with EVENT, both belong to one pledge.
    reject ID [EVENT]: it is no event; with EVENT, the two are not of one pledge.
    correct ID SLOT VALUE: as `when 2023-09`; lists as RU-BA,KZ; nothing as null.
    join ID EVENT: their two pledges are one.
    split ID [EVENT…]: it leaves its pledge, with these.
    rate ID STATUS [EVENT]: the pledge stands so, as EVENT shows.
    undo NUMBER: take a decision back; `servanda history` shows the numbers.

    Example: servanda decide rate be0ebf88 broken --reason "the airline gave the route up" --user ivanova
    """
    from servanda.cli import held

    made = decide(held.opened(register), verb, id, rest or [], who(user), reason)
    print(f"decision {made.id}: {told(made)}")


def who(user: str | None) -> str:
    """The name of who decides."""
    import getpass

    return user or getpass.getuser()


def decide(register: Register, verb: Verb, id: str, rest: Sequence[str], user: str, reason: str) -> Decision:
    """Hand the decision to the register.

    Raises UsageError where words are lacking or too many.
    """
    if verb == "undo":
        if rest or not id.isdecimal():
            raise UsageError("undo takes the number of a decision", remedy="`servanda history ID` shows it")
        return register.undo(int(id), user=user, reason=reason)
    found = _rest(verb, rest, register)
    return register.decide(
        verb, id, user=user, reason=reason, other=found.other, slot=found.slot, value=found.value
    )


def _rest(verb: Verb, rest: Sequence[str], register: Register) -> Rest:
    match verb, rest:
        case ("confirm" | "reject", []):
            return Rest()
        case ("confirm" | "reject" | "join", [other]):
            return Rest(other)
        case ("correct", [slot, value]):
            return Rest(slot=slot, value=_json(slot, value))
        case ("split", events):
            return Rest(value=json.dumps([_event(register, event) for event in events]))
        case ("rate", [status]):
            return Rest(value=status)
        case ("rate", [status, other]):
            return Rest(other, value=status)
    needs = {"correct": "SLOT VALUE", "join": "EVENT", "rate": "STATUS [EVENT]"}.get(verb, "[EVENT]")
    raise UsageError(f"{verb} takes: ID {needs}", remedy="see `servanda decide --help`")


def _event(register: Register, id: str) -> str:
    """The event whose id begins so, among those of its pledge."""
    found = [step.id for step in register.pledge(id).steps if step.id.startswith(id)]
    return found[0]


def _json(slot: str, value: str) -> str:
    """The value as the register takes it: `null`, a list for slots that hold several, else text."""
    from servanda.register.shape import LISTS

    if value == "null":
        return value
    return json.dumps(value.split(",") if slot in LISTS else value, ensure_ascii=False)


def told(decision: Decision) -> str:
    """A decision in a line, without its time."""
    return f"{act(decision)}, by {decision.user}{f': {decision.reason}' if decision.reason else ''}"


def act(decision: Decision) -> str:
    """What was decided on what, in words."""
    if decision.verb == "split":
        leave = json.loads(decision.value or "{}").get("leave", [decision.subject])
        return f"split {' '.join(leave)} from {decision.other}"
    undoes = f"decision {decision.undoes}" if decision.undoes else ""
    words = (decision.verb, undoes or decision.subject, decision.slot, decision.value, decision.other)
    return " ".join(filter(None, words))
