"""When, where, within what, who, and who says so: what stands around an act is weighed as its filler for each slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate, joint, role
from servanda.coding.parties import FAR, ROLES, tree_path
from servanda.model.event import KINDS, STAGES
from servanda.model.marked import Mention, TimeMention

BACK = frozenset({"done", "stopped"})
"""Stages whose act lies behind: of the two readings of a time, theirs is the past one."""
ONGOING = frozenset({"underway"})


@dataclass(frozen=True, slots=True)
class Filler:
    """What may fill a slot: its value, where its head word stands, and numbers that only this slot has."""

    value: str
    sentence: int
    head: int
    numbers: dict[str, float]


def whens(context: Context, group: Sequence[Candidate], stage: str) -> Iterator[Filler]:
    """Times in the sentences of an act, each in the reading that its stage wants."""
    at = {candidate.sentence for candidate in group}
    for time in context.marked.times:
        if time.sentence in at and (value := reading(time, stage)):
            head = next(
                (i for i, w in enumerate(context.marked.sentences[time.sentence].words) if w.end >= time.span.end), 0
            )
            numbers = {f"role {time.role}": 1.0, "absolute": float(time.future == time.past)}
            numbers["day"] = float(len(value) == 10 and "/" not in value)
            numbers["month"] = float(len(value) == 7)
            numbers["year"] = float(len(value) == 4)
            numbers["interval"] = float("/" in value)
            if context.marked.story.date:
                day = context.marked.story.date
                start = value.replace("../", "").partition("/")[0].rstrip("~")
                numbers["ahead"] = float(start > day[: len(start)])
                numbers["now"] = float(start == day[: len(start)])
            yield Filler(value, time.sentence, head, numbers)


def reading(time: TimeMention, stage: str) -> str | None:
    """The reading of a time that fits an act at `stage`."""
    if stage in BACK:
        return time.past or time.future
    return time.future or time.past


def wheres(context: Context, group: Sequence[Candidate]) -> Iterator[Filler]:
    """Places in the sentences of an act."""
    for mention in _mentions(context, group, {"polity", "place"}):
        if mention.form in {"name", "reference"}:
            codes = mention.polities
            numbers = {
                "city": float(any("/" in code or code in CITY_CODES for code in codes)),
                "place": float(mention.kind == "place"),
                "region": float(any("-" in code and "/" not in code for code in codes)),
                "country": float(any(len(code) == 2 for code in codes)),
                "reference": float(mention.form == "reference"),
            }
            yield Filler(mention.name, mention.sentence, mention.head, numbers)


CITY_CODES = frozenset({"RU-MOW", "RU-SPE", "KZ-71", "KZ-75", "KZ-79", "BY-HM", "UZ-TK", "CN-BJ", "CN-SH", "TR-34"})


def withins(context: Context, group: Sequence[Candidate]) -> Iterator[Filler]:
    """Gatherings named in the sentences of an act."""
    kind = group[0].kind
    for mention in _mentions(context, group, {"gathering"}):
        frame = {"рамка", "поле", "ход", "время", "площадка", "итог", "программа"}
        sentence = context.marked.sentences[mention.sentence]
        up = sentence.words[mention.head].head
        above = context.lemmas[mention.sentence][up] if up >= 0 else ""
        yield Filler(
            mention.name,
            mention.sentence,
            mention.head,
            {"framed": float(above in frame), "same kind": float(kind == "gathering")},
        )


def actors(context: Context, group: Sequence[Candidate], parties: frozenset[str], speaker: str | None) -> Iterator[Filler]:
    """People and organisations in the sentences of an act."""
    seen = set()
    counts: dict[str, int] = {}
    for mention in context.marked.mentions:
        counts[mention.name] = counts.get(mention.name, 0) + 1
    for mention in _mentions(context, group, {"person", "organisation", "office"}):
        if mention.kind == "office" and mention.entity < 0:
            continue
        seen.add(mention.name)
        codes = {region(code) for code in mention.polities}
        yield Filler(
            mention.name,
            mention.sentence,
            mention.head,
            {
                "person": float(mention.kind == "person"),
                "organisation": float(mention.kind == "organisation"),
                "by office": float(mention.kind == "office"),
                "has office": float(mention.office is not None),
                "of a party": float(bool(codes & parties)),
                "of none": float(not codes),
                "speaker": float(mention.name == speaker),
                "named": float(counts[mention.name]),
                "part": float(mention.form == "part"),
                "words": float(len(mention.name.split())),
            },
        )


def speakers(context: Context, group: Sequence[Candidate]) -> Iterator[Filler]:
    """Those whose words cover sentences of an act."""
    for rank, candidate in enumerate(group):
        sentence = context.marked.sentences[candidate.sentence]
        for quote in context.marked.quotes:
            if quote.speaker and quote.span.overlaps(sentence.span):
                cover = min(quote.span.end, sentence.span.end) - max(quote.span.start, sentence.span.start)
                yield Filler(
                    quote.speaker,
                    candidate.sentence,
                    candidate.words[0],
                    {
                        "direct": float(quote.direct),
                        "cover": cover / max(len(sentence.span), 1),
                        "main": float(rank == 0),
                        "known polity": float(bool(quote.speaker_polities)),
                        "of group": sum(
                            quote.span.overlaps(context.marked.sentences[c.sentence].span) for c in group
                        )
                        / len(group),
                    },
                )


def describe(context: Context, group: Sequence[Candidate], stage: str, filler: Filler) -> dict[str, float]:
    """Numbers about a filler: its own, and how it hangs on the act's cue words."""
    sentence = context.marked.sentences[filler.sentence]
    numbers = dict(filler.numbers)
    numbers["size"] = len(group)
    numbers["first"] = filler.sentence == group[0].sentence
    numbers["sentence"] = min(filler.sentence, 6)
    numbers["headline"] = sentence.headline
    numbers["tree"], numbers["linear"], numbers["below"], numbers["after"] = FAR, FAR * 2, 0.0, 0.0
    for candidate in group:
        if candidate.sentence != filler.sentence:
            continue
        for cue in candidate.words[:3]:
            distance, below, _ = tree_path(sentence.words, filler.head, cue)
            numbers["tree"] = min(numbers["tree"], distance)
            numbers["linear"] = min(numbers["linear"], abs(filler.head - cue))
            numbers["below"] = max(numbers["below"], below)
            numbers["after"] = max(numbers["after"], filler.head > cue)
    numbers[f"as {role(sentence, filler.head)}"] = 1.0
    numbers[f"stage {stage}"] = 1.0
    numbers[f"kind {group[0].kind}"] = 1.0
    return {name: float(number) for name, number in numbers.items()}


COMMON = (
    "size", "first", "sentence", "headline", "tree", "linear", "below", "after",
    *(f"as {name}" for name in ROLES), *(f"stage {stage}" for stage in STAGES), *(f"kind {kind}" for kind in KINDS),
)  # fmt: skip


def _mentions(context: Context, group: Sequence[Candidate], kinds: set[str]) -> Iterator[Mention]:
    for at in dict.fromkeys(candidate.sentence for candidate in group):
        for mention in context.mentions[at]:
            if mention.kind in kinds and mention.form != "part":
                yield mention


def framed(context: Context, sentence: int, head: int) -> str:
    """How a filler hangs on its head, for reasons: `в+Loc`."""
    return joint(context.marked.sentences[sentence], head)
