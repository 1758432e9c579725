"""Deciding on several pledges at once, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from servanda.errors import NotFound, UsageError
from servanda.model.decision import Decision, Verb, standing
from servanda.register.register import Register

MOST = 200
"""Pledges decided on at once."""


def decide_all(
    register: Register, verb: str, pledges: Sequence[str], *, user: str, reason: str, value: str | None = None
) -> list[Decision]:
    """Confirm, reject or rate pledges: by their first events, but of one that is rejected, no event stays.

    Raises UsageError for another verb, or for too many or no pledges; NotFound where one is gone: none is decided then.
    """
    if verb not in ("confirm", "reject", "rate") or not 0 < len(pledges) <= MOST:
        raise UsageError(f"1 to {MOST} pledges can be confirmed, rejected or rated at once")
    made = []
    with register.ledger.writing():
        threads = register.ledger.steps_in(set(pledges))
        for id in dict.fromkeys(pledges):
            if id not in threads:
                raise NotFound(f"no pledge {id}", remedy="look at the list anew")
            events = [step.id for step in threads[id]] if verb == "reject" else [id]
            for event in events:
                made.append(
                    register.decide(
                        cast(Verb, verb), event, user=user, reason=reason, value=value if verb == "rate" else None
                    )
                )
    return made


def undo_all(register: Register, first: int, last: int, *, user: str) -> list[Decision]:
    """Take back the decisions that this user made from one number to another, the last one first.

    Raises UsageError where none of them holds any more.
    """
    with register.ledger.writing():
        held = [one for one in standing(register.ledger.decisions()) if first <= one.id <= last and one.user == user]
        if not held or len(held) > 50 * MOST:
            raise UsageError("these decisions do not hold any more")
        return [register.undo(one.id, user=user) for one in reversed(held)]
