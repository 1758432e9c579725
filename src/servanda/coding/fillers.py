"""What may fill the slots of an act: times, places, gatherings, people and speakers of its sentences."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.coding import frames
from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate, joint
from servanda.knowledge import organisations, polities
from servanda.model.marked import Mention, TimeMention

BACK = frozenset({"done", "stopped"})
"""Stages whose act lies behind: of the two readings of a time, theirs is the past one."""
FRAMES = frozenset({"рамка", "поле", "ход", "время", "площадка", "итог", "программа", "кулуары"})
CITY_CODES = frozenset({"RU-MOW", "RU-SPE", "KZ-71", "KZ-75", "KZ-79", "BY-HM", "UZ-TK", "CN-BJ", "CN-SH", "TR-34"})
LEAD = 2
"""Sentences with which a story opens: the headline and the first ones."""
REACH = {"when": (1, 1), "where": (2, 1), "within": (2, 1), "actors": (0, 0)}
"""How many sentences before and after those of an act may fill its slots."""
LINKS = frozenset({"в", "с", "к", "до", "по", "за", "на", "о"})
"""Prepositions before a time that are told apart."""
FIRST_SINCE = frozenset({"впервые", "раз"})
"""What stands before the time since which a thing has not been: «впервые с 2020 года»."""
PLACED = frozenset({"в+Loc", "на+Loc", "во+Loc"})
"""How a body hangs on an act that takes place in its house."""


@dataclass(frozen=True, slots=True)
class Filler:
    """What may fill a slot: its value, where its head word stands, and numbers that only this slot has."""

    value: str
    sentence: int
    head: int
    numbers: dict[str, float]


def reach(context: Context, group: Sequence[Candidate], slot: str) -> list[int]:
    """Sentences where the fillers of a slot are sought: those of the act, and some beside them."""
    before, after = REACH[slot]
    last = len(context.marked.sentences)
    return sorted({n for c in group for n in range(max(c.sentence - before, 0), min(c.sentence + after + 1, last))})


def whens(context: Context, group: Sequence[Candidate], stage: str) -> Iterator[Filler]:
    """Times in the sentences of an act, each in the reading that its stage wants."""
    at = set(reach(context, group, "when"))
    for time in context.marked.times:
        if time.sentence in at and (value := reading(time, stage)):
            first, head = _extent(context, time)
            before = context.lemmas[time.sentence][max(first - 2, 0) : first]
            numbers = {f"role {time.role}": 1.0, "absolute": float(time.future == time.past)}
            numbers["first since"] = float(bool(FIRST_SINCE & set(before)))
            numbers[f"after {before[-1]}" if before and before[-1] in LINKS else "after nothing"] = 1.0
            numbers["in a name"] = float(any(m.span.overlaps(time.span) for m in context.mentions[time.sentence]))
            numbers["day"] = float(len(value) == 10 and "/" not in value)
            numbers["month"] = float(len(value) == 7)
            numbers["year"] = float(len(value) == 4)
            numbers["interval"] = float("/" in value)
            if day := context.marked.story.date:
                start = value.replace("../", "").partition("/")[0].rstrip("~")
                numbers["ahead"] = float(start > day[: len(start)])
                numbers["now"] = float(start == day[: len(start)])
            yield Filler(value, time.sentence, head, numbers)


def _extent(context: Context, time: TimeMention) -> tuple[int, int]:
    """The first word of a time, and the one by which it hangs on what stands around it."""
    words = context.marked.sentences[time.sentence].words
    inside = [at for at, word in enumerate(words) if word.end > time.span.start and word.start < time.span.end] or [0]
    return inside[0], next((at for at in inside if words[at].head not in inside), inside[-1])


def reading(time: TimeMention, stage: str) -> str | None:
    """The reading of a time that fits an act at `stage`."""
    return (time.past or time.future) if stage in BACK else (time.future or time.past)


def wheres(context: Context, group: Sequence[Candidate], chosen: frozenset[str]) -> Iterator[Filler]:
    """Places near an act: polities, places, and bodies in whose house something takes place."""
    home = {region(code) for code in context.marked.home}
    for at in reach(context, group, "where"):
        for mention in context.mentions[at]:
            if (value := place(context, mention)) is None:
                continue
            codes = mention.polities
            yield Filler(
                value,
                mention.sentence,
                mention.head,
                {
                    "city": float(any("/" in code or code in CITY_CODES for code in codes)),
                    "place": float(mention.kind == "place"),
                    "body": float(mention.kind == "organisation"),
                    "region": float(any("-" in code and "/" not in code for code in codes)),
                    "country": float(any(len(code) == 2 for code in codes)),
                    "union": float(any(len(code) > 2 and "-" not in code for code in codes)),
                    "reference": float(mention.form == "reference"),
                    "adjective": float(mention.form == "adjective"),
                    "part": float(mention.form == "part"),
                    "home": float(any(region(code) in home for code in codes)),
                    "of a party": float(any(region(code) in chosen for code in codes)),
                },
            )


def place(context: Context, mention: Mention) -> str | None:
    """The name of the place that a mention names; None where it names none."""
    if mention.kind == "place" or (mention.kind == "polity" and mention.form in {"name", "part"}):
        return mention.name
    if mention.kind == "polity" and mention.form == "reference" and len(mention.polities) == 1:
        return called(context, mention.polities[0]) or polities.name(mention.polities[0]) or mention.name
    if mention.kind == "organisation" and mention.form == "name" and _in_its_house(context, mention):
        return mention.name
    return None


def called(context: Context, code: str) -> str | None:
    """The name by which a story calls a polity most often; None where it only refers to it."""
    polity = (m for m in context.marked.mentions if m.kind == "polity" and m.form == "name")
    names = Counter(m.name for m in polity if m.polities == (code,))
    return max(names, key=lambda name: names[name], default=None)


def _in_its_house(context: Context, mention: Mention) -> bool:
    """Whether something takes place at a body: «прошла в музее», but not «сообщили в музее»."""
    sentence = context.marked.sentences[mention.sentence]
    head = sentence.words[mention.head].head
    says = head >= 0 and context.lemmas[mention.sentence][head] in frames.saying()
    return joint(sentence, mention.head) in PLACED and not says


def withins(context: Context, group: Sequence[Candidate]) -> Iterator[Filler]:
    """Gatherings named near an act."""
    told = [mention for mention in context.marked.mentions if mention.kind == "gathering"]
    for at in reach(context, group, "within"):
        for mention in context.mentions[at]:
            if mention.kind == "gathering":
                words = context.marked.sentences[at].words
                up = words[mention.head].head
                above = context.lemmas[at][up] if up >= 0 else ""
                cues = [words[cue].start for c in group if c.sentence == at for cue in c.words[:3]]
                yield Filler(
                    mention.name,
                    at,
                    mention.head,
                    {
                        "framed": float(above in FRAMES),
                        "same kind": float(group[0].kind == "gathering"),
                        "reference": float(mention.form == "reference"),
                        "known": mention.sure,
                        "lower": float(mention.name == mention.name.lower()),
                        "holds cue": float(any(mention.span.start <= cue < mention.span.end for cue in cues)),
                        "told": float(sum(other.name == mention.name for other in told)),
                        "gatherings": float(len({other.entity for other in told})),
                    },
                )


def actors(
    context: Context, group: Sequence[Candidate], chosen: frozenset[str], speaker: str | None
) -> Iterator[Filler]:
    """People and organisations near an act."""
    counts = Counter(mention.name for mention in context.marked.mentions)
    speakers = {quote.speaker for quote in context.marked.quotes}
    for at in reach(context, group, "actors"):
        for mention in context.mentions[at]:
            if mention.kind not in {"person", "organisation", "office"} or mention.form == "part":
                continue
            if mention.kind == "office" and mention.entity < 0:
                continue
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
                    "of a party": float(bool(codes & chosen)),
                    "of none": float(not codes),
                    "speaker": float(mention.name == speaker),
                    "speaks": float(mention.name in speakers),
                    "named": float(counts[mention.name]),
                    "words": float(len(mention.name.split())),
                    "outlet": float(outlet(mention.name)),
                },
            )


def outlet(name: str) -> bool:
    """Whether a name is that of a news agency or another outlet: it hands on what others say."""
    known = organisations.find(name)
    return known is not None and known.sort == "media"


def speakers(context: Context, group: Sequence[Candidate], chosen: frozenset[str]) -> Iterator[Filler]:
    """Those whose words the story gives, each quotation apart: a whole report may rest on one press service."""
    quotes = [quote for quote in context.marked.quotes if quote.speaker]
    spans = [context.marked.sentences[at].span for at in sorted({c.sentence for c in group})]
    first = context.marked.sentences[group[0].sentence].span
    starts = [sentence.span.start for sentence in context.marked.sentences]
    counts = Counter(quote.speaker or "" for quote in quotes)
    covered = {
        name: sum(any(q.span.overlaps(span) for q in quotes if q.speaker == name) for span in spans) / len(spans)
        for name in counts
    }
    most = max(covered.values(), default=0.0)
    outlets = {name for name in counts if outlet(name)}
    persons = {name for name in counts if " " in name} - outlets
    for quote in quotes:
        name = quote.speaker or ""
        at = max(bisect_right(starts, quote.span.start) - 1, 0)
        cover = min(quote.span.end, first.end) - max(quote.span.start, first.start)
        yield Filler(
            name,
            at,
            0,
            {
                "direct": float(quote.direct),
                "touches": float(any(quote.span.overlaps(span) for span in spans)),
                "away": float(min(abs(at - c.sentence) for c in group)),
                "earlier": float(at < group[0].sentence),
                "lead": float(at <= LEAD),
                "cover": max(cover, 0) / max(len(first), 1),
                "main": float(cover > 0),
                "person": float(" " in name and name[:1].isupper()),
                "press": float("пресс" in name),
                "outlet": float(name in outlets),
                "person beside": float(bool(persons - {name})),
                "known polity": float(bool(quote.speaker_polities)),
                "speaks for a party": float(any(region(code) in chosen for code in quote.speaker_polities)),
                "of group": covered[name],
                "most of group": float(covered[name] >= most),
                "speakers": float(len(counts)),
                "share": counts[name] / len(quotes),
                "first quote": float(quote is quotes[0]),
            },
        )
