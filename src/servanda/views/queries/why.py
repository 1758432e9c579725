"""Why an event was coded, and why a pair is in doubt, taken apart so that it can be said in the reader's language.

Coder and threading give their reasons in English phrases of a few forms; each is told by its form here.
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

DOUBTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        ("coarse", r"(?:(?P<ends>.+): )?one report names only (?P<polities>.+)"),
        ("sort unsaid", r"(?P<ends>.+): only one report says what sort of way it is"),
        ("unnamed", r"(?P<ends>.+): only one report names it"),
        ("named once", r"the same parties and sort, named by one report only"),
        ("other people", r"the same parties and days, other people"),
        ("general", r"the same parties, in general"),
        ("same sort", r"the same parties and sort(?: of undertaking)?, (?P<sort>.+)"),
        ("common words", r"the same parties, (?P<words>.+)"),
        ("time announced", r"(?:(?P<people>.+), )?the time announced"),
        ("told soon after", r"(?:(?P<people>.+), )?told soon after"),
        ("another day", r"(?:(?P<people>.+), )?another day"),
        ("same name", r"the same name: (?P<words>.+), (?:number \d+|the same season)"),
        ("same gathering", r"the same sort of gathering, (?:number \d+|the same season)"),
    )
)


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


def doubts(because: str) -> tuple[Why, ...]:
    """The reasons why the program is not sure that two events belong to one pledge, each phrase on its own."""
    return tuple(_doubt(phrase) for phrase in because.split("; ") if phrase)


def _doubt(phrase: str) -> Why:
    for form, pattern in DOUBTS:
        if found := pattern.fullmatch(phrase):
            return Why("doubt", form, {name: word for name, word in found.groupdict().items() if word}, phrase)
    return Why("doubt", "plain", {}, phrase)
