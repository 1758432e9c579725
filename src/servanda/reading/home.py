"""Where a story is told from, and whose «president», «ministry» or «republic» an unsaid one is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.knowledge.leaders import home_of
from servanda.model.marked import Mention
from servanda.model.story import Story

NEIGHBOURS = ("KZ", "BY", "UZ", "KG", "TJ", "TM", "AZ", "AM", "GE", "MD", "UA", "MN")
"""Countries with a Russian-language press of their own."""


def country(code: str) -> str:
    """`RU-BA/Уфа` and `RU-BA` give `RU`."""
    return code.split("/")[0].split("-")[0]


def is_country(code: str) -> bool:
    return len(code) == 2 and code != "EU"


def home(story: Story, polities: Sequence[Mention]) -> tuple[str, ...]:
    """The polities the story is told from, the nearest first: by its outlet, else by what it speaks of most.

    A Russian text of unknown origin counts as told from Russia, unless it names one neighbour that has a Russian
    press of its own and does not name Russia.
    """
    known = home_of(story.source) or home_of(story.url)
    if known:
        return known
    codes = Counter(code for m in polities for code in m.polities)
    countries = Counter(country(code) for code in codes.elements() if len(country(code)) == 2)
    land = "RU"
    if "RU" not in countries:
        near = [code for code in countries if code in NEIGHBOURS]
        if len(near) == 1 and len(countries) == 1:
            land = near[0]
    regions = Counter(code.split("/")[0] for code in codes.elements() if "-" in code and country(code) == land)
    if regions:
        (first, often), *rest = regions.most_common(2)
        if often >= 3 and (not rest or often >= 2 * rest[0][1]):
            return (first, land)
    return (land,)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a story's unsaid parties mean. `year` is the story's, `home_named` whether it names its own country."""

    home: tuple[str, ...]
    year: int | None
    home_named: bool

    def abroad(self, near: Sequence[Mention]) -> tuple[str, ...]:
        """The nearest country before that is not home."""
        codes = (country(code) for mention in near for code in mention.polities)
        return next(((code,) for code in codes if is_country(code) and code != self.land), ())

    @property
    def land(self) -> str:
        return self.home[-1]

    def speaks_for(self, level: str, near: Sequence[Mention] = ()) -> tuple[str, ...]:
        """The polity of an office or body of that level with none named; `near`: polities before it, the last first.

        Where the story names no polity of home at all, a country of the same sentence is meant.
        """
        if level == "country":
            other = () if self.home_named else self.abroad(near)
            return other or (self.land,)
        if level in ("any", "region"):
            if len(self.home) > 1:
                return (self.home[0],)
            if level == "region":
                return next(((c.split("/")[0],) for m in near for c in m.polities if "-" in c), ())
            return self.speaks_for("country", near)
        if level == "city":
            return next(((c,) for m in near for c in m.polities if "/" in c), ())
        return ()


def setting(story: Story, polities: Sequence[Mention], told_from: tuple[str, ...]) -> Setting:
    """Home and company of a story, once for all its mentions."""
    land = told_from[-1] if told_from else "RU"
    year = int(story.date[:4]) if story.date and story.date[:4].isdigit() else None
    return Setting(told_from or (land,), year, any(country(c) == land for m in polities for c in m.polities))
