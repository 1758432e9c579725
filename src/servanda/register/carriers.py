"""Who carried a story of whose: in whole or in part, and whether with a reference and with an active link."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from servanda.model.story import ReprintTerms
from servanda.register.ledger import StoryRow
from servanda.register.overlap import ADDRESS, Overlap, Texts, Vocabulary, overlap

WHOLE = 0.7
"""Share of a story from which on it was carried in whole."""
PART = 0.5
"""Share of either text that makes the later one a reprint of a part."""
QUOTED = 50
"""Words of one passage that do so however long both texts are; words of an official that both quote are fewer."""
LEAST, FEW, MOST_OF_BOTH = 16, 40, 0.6
"""Common words without which nothing is a reprint, and those below which most of both texts must be common."""
ENDINGS = "аяьйоеиыу"
"""Letters that give way where a name is declined."""
CORE = re.compile(r"[«\"„“]([^»\"“”]{3,})[»\"“”]")

Form = Literal["whole", "part"]
Link = Literal["story", "outlet"]


@dataclass(frozen=True, slots=True)
class Carried:
    """A story and a later one of another outlet that carries it. `asked`: as the terms ask; None: these say nothing."""

    story: StoryRow
    carrier: StoryRow
    form: Form
    overlap: Overlap
    """`of_one` is the share of the story, `of_other` that of its carrier."""
    reference: bool
    link: Link | None
    """Where an active link leads: to the story itself, or to its outlet; None where no link is known."""
    asked: bool | None


def form(found: Overlap) -> Form | None:
    """Whether a text with this overlap carries the other, and how; None where they only tell of the same matter."""
    if found.words < LEAST or (found.words < FEW and min(found.of_one, found.of_other) < MOST_OF_BOTH):
        return None
    if found.of_one >= WHOLE:
        return "whole"
    if max(found.of_one, found.of_other) >= PART or found.longest >= QUOTED:
        return "part"
    return None


Pair = tuple[StoryRow, StoryRow, Form, Overlap]


def pairs(ours: Sequence[StoryRow], others: Iterable[StoryRow]) -> Iterator[Pair]:
    """Each story of `ours` with each of `others` that carries it: of another outlet, and not of an earlier day.

    Where the days do not tell which of two in `ours` came first, their ids do.
    """
    vocabulary = Vocabulary()
    texts = Texts((row.text for row in ours), vocabulary)
    own = {row.id for row in ours}
    for other in others:
        runs = vocabulary.runs(other.text)
        for at in texts.near(runs):
            story = ours[at]
            if _may_carry(story, other, own):
                found = overlap(vocabulary.runs(story.text), runs)
                if made := form(found):
                    yield story, other, made, found


def _may_carry(story: StoryRow, other: StoryRow, own: Collection[str]) -> bool:
    if story.id == other.id or (story.source or story.id) == (other.source or other.id):
        return False
    if story.date and other.date and story.date != other.date:
        return story.date < other.date
    return other.id not in own or story.id < other.id


def judged(
    pair: Pair,
    names: Collection[str],
    hosts: Collection[str],
    links: Collection[str],
    terms: ReprintTerms,
) -> Carried:
    """The pair with how the carrier names its source. `links` are those of its page; its text may hold more."""
    story, carrier, made, found = pair
    addresses = [*links, *(address.rstrip(".,;:!?") for address in ADDRESS.findall(carrier.text))]
    link = _link(addresses, story.url, hosts)
    reference = link is not None or _named(carrier.text, names, hosts)
    return Carried(story, carrier, made, found, reference, link, _asked(terms, reference, link is not None))


def _link(addresses: Iterable[str], story: str | None, hosts: Collection[str]) -> Link | None:
    found: Link | None = None
    for address in addresses:
        if story and _bare(address) == _bare(story):
            return "story"
        if _host(address) in hosts or any(_host(address).endswith(f".{host}") for host in hosts):
            found = "outlet"
    return found


def _bare(address: str) -> str:
    """An address without what does not change where it leads."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", address.strip().lower()).rstrip("/")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _named(text: str, names: Iterable[str], hosts: Iterable[str]) -> bool:
    """Whether a text names one of the outlets, in any case of the name but with its capitals, or one of the hosts."""
    plain = text.replace("ё", "е").replace("Ё", "Е")
    forms = "|".join(form for name in names if name for form in _forms(name.replace("ё", "е").replace("Ё", "Е")))
    if forms and re.search(rf"(?<!\w)(?:{forms})(?!\w)", plain):
        return True
    return any(re.search(rf"(?<![\w.-]){re.escape(host)}(?!\w)", plain, re.IGNORECASE) for host in hosts)


def _forms(name: str) -> tuple[str, str]:
    """Patterns of a name in its cases, as it is written and all in capitals."""
    stem = name[:-1] if name[-1] in ENDINGS else name
    return rf"{re.escape(stem)}\w{{0,2}}", rf"{re.escape(stem.upper())}\w{{0,2}}"


def names(outlets: Iterable[str | None]) -> set[str]:
    """The names by which others refer to outlets, of the names in their imprints: «ИА «Степь»» is called «Степь»."""
    found: set[str] = set()
    for outlet in outlets:
        if outlet:
            core = CORE.search(outlet)
            found.add((core[1] if core else outlet).strip())
    return found


def _asked(terms: ReprintTerms, reference: bool, link: bool) -> bool | None:
    if terms.active_link_required:
        return link
    if terms.reference_required:
        return reference
    return True if terms.reference_required is False else None
