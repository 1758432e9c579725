"""What comparing two events comes to."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["join", "review", "no"]


class Verdict(NamedTuple):
    """Do an earlier and a later event belong together? `closes`: the earlier one ended their common undertaking."""

    level: Level
    score: float
    why: str
    closes: bool = False


NO = Verdict("no", 0.0, "")


def share(left: frozenset[str], right: frozenset[str]) -> float:
    """Common words by those of the shorter side: 1 where one only says more than the other."""
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0
