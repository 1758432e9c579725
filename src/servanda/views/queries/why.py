"""Why an event was coded, taken apart so that it can be said in the reader's language.

The coder writes its reasons in English sentences of a few forms; each is told by its form here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from servanda.model.event import Reason

CHANCE = r"chance (?P<chance>\d\.\d+)"
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("frame", re.compile(r"«(?P<word>.+)» can name (?P<kind>\w+)")),
    ("scope", re.compile(rf"{CHANCE}; (?P<clues>.*)", re.DOTALL)),
    ("operator", re.compile(r"«(?P<word>.+)» says (?P<stage>\w+)")),
    ("stage", re.compile(rf"(?P<stage>\w+), {CHANCE}")),
    ("party", re.compile(rf"(?P<polity>\S+): «(?P<word>.+)» \((?P<sort>\w+), (?P<form>\w+)\), {CHANCE}", re.DOTALL)),
    ("elsewhere", re.compile(rf"(?P<polity>\S+): named elsewhere in the story, {CHANCE}")),
    ("filler", re.compile(r"(?P<value>.+) stands (?P<joint>.+)", re.DOTALL)),
)
FORM_OF = {"date": ("filler",), "place": ("filler",), "party": ("party", "elsewhere")}


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: its form and what stands in it; `plain` with the sentence itself where no form fits."""

    step: str
    form: str
    words: Mapping[str, str] = field(default_factory=dict)
    because: str = ""


def why(reasons: Iterable[Reason]) -> tuple[tuple[str, tuple[Why, ...]], ...]:
    """The reasons in the order in which the coder decided, those of one step together."""
    grouped = groupby(reasons, key=lambda reason: reason.step)
    return tuple((step, tuple(_why(reason) for reason in group)) for step, group in grouped)


def _why(reason: Reason) -> Why:
    for form, pattern in FORMS:
        if form in FORM_OF.get(reason.step, (reason.step,)) and (found := pattern.fullmatch(reason.because)):
            return Why(reason.step, form, found.groupdict(), reason.because)
    return Why(reason.step, "plain", {}, reason.because)
