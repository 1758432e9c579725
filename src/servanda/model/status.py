"""How a pledge stands on a given day, and how it came to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from servanda.model.decision import Decision

StatusName = Literal[
    "considered", "promised", "in the works", "kept", "kept in part", "postponed", "overdue", "stalled", "dropped",
    "broken",
]  # fmt: skip
STATUSES: tuple[StatusName, ...] = get_args(StatusName)
"""All names a status can have; `broken` comes from decisions alone, never from the program."""


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on the status was `status`, because of `event`; None: because of the clock alone."""

    day: str
    status: StatusName
    event: str | None
    due: str | None = None
    """The due date (EDTF) that held then."""


@dataclass(frozen=True, slots=True)
class Slip:
    """The due date was moved, by `days` (positive: to later), by what `event` says."""

    before: str
    after: str
    days: int
    event: str


@dataclass(frozen=True, slots=True)
class Status:
    """How a pledge stands on the day `as_of`.

    `days`: for `kept`, days late (negative: early, 0: within the time promised; None: no due date was named); for
    `overdue`, days since the due date. `proposed` is what the program alone would say, where `decision` overrides it.
    """

    name: StatusName
    as_of: str
    since: str | None
    cause: str | None
    first_due: str | None = None
    due: str | None = None
    due_day: str | None = None
    kept_on: str | None = None
    days: int | None = None
    promised_times: int = 0
    slips: tuple[Slip, ...] = ()
    changes: tuple[Change, ...] = ()
    last_news: str | None = None
    proposed: StatusName | None = None
    decision: Decision | None = None
    turn: Change | None = None
    """What the clock alone will make of the proposed status, and when, where nothing is heard until then."""
