"""Which polities take part in an act: every polity of the story is weighed against the sentences that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate, role
from servanda.model.event import KINDS, Kind
from servanda.model.marked import Mention, Word

FORMS = ("name", "adjective", "inhabitant", "reference", "government")
SORTS = ("polity", "person", "organisation", "office")
ROLES = ("who", "with", "of", "by", "from", "to", "at", "for", "on", "via", "what", "like")
FAR = 12.0
IN_SENTENCE = (
    "here", "only here", "others here", "one before", "two before", "one after", "has region here", "country here",
    "city", "sure", "in gathering", "of own region", "order", *(f"form {form}" for form in FORMS),
    *(f"sort {sort}" for sort in SORTS), "tree", "words", "below cue", "beside cue", "coordinated",
    *(f"role {name}" for name in ROLES),
)  # fmt: skip
"""Numbers about a party and one sentence; of a group of sentences the first one's, the largest and the mean count."""
FIRST, MOST, MEAN = (tuple(f"{which} {name}" for name in IN_SENTENCE) for which in ("first", "max", "mean"))
of_sentence = itemgetter(*IN_SENTENCE)


def options(context: Context, group: Sequence[Candidate]) -> list[str]:
    """Regions and countries that may take part: all parties of the story, the most often named first, 14 at most.

    A country that the group's sentences name only to say whose a region is takes no part: the region does.
    """
    sentences = {candidate.sentence for candidate in group}
    near = {code for at in sentences for code in context.regions[at]}
    owners = {code for code in near if "-" not in code and _only_owner(context, sentences, code)}
    return [code for rank, code in enumerate(context.main) if (code in near or rank < 8) and code not in owners][:14]


def _only_owner(context: Context, sentences: Iterable[int], code: str) -> bool:
    named = [(at, m) for at in sentences for m in context.parties[at] if code in m.polities]
    return bool(named) and all(len(m.polities) == 1 and _of_own_region(context, at, m) for at, m in named)


def of_gathering(context: Context, group: Sequence[Candidate]) -> frozenset[str]:
    """Regions that the name of the gathering which a group tells of names itself: «Форум регионов России и Казахстана»
    is of these two, whoever goes there. Empty where no such name stands in its first sentence, or several do."""
    if group[0].kind != "gathering":
        return frozenset()
    at = group[0].sentence
    own = [m for m in context.mentions[at] if m.kind == "gathering" and m.form == "name"]
    if len(own) != 1:
        return frozenset()
    inside = (m for m in context.parties[at] if m is not own[0] and own[0].span.holds(m.span))
    codes = frozenset(region(code) for m in inside for code in m.polities)
    return codes if len(codes) > 1 else frozenset()


def describe(context: Context, group: Sequence[Candidate], code: str) -> dict[str, float]:
    """Numbers about one party and the group of candidates that is taken for one act; kept, for pairs ask again."""
    kept, key = context.grouped, (tuple(group), code)
    if key not in kept:
        kept[key] = _describe(context, group, code)
    return kept[key]


def _describe(context: Context, group: Sequence[Candidate], code: str) -> dict[str, float]:
    if code not in context.of_story:
        context.of_story[code] = _story_numbers(context, code)
    members = [_kept_sentence_numbers(context, candidate, code) for candidate in group]
    most = mean = members[0]
    if len(members) > 1:
        values = list(zip(*members, strict=True))
        most = tuple(map(max, values))
        mean = tuple(sum(own) / len(members) for own in values)
    return {
        **context.of_story[code],
        **dict(zip(FIRST, members[0], strict=True)),
        **dict(zip(MOST, most, strict=True)),
        **dict(zip(MEAN, mean, strict=True)),
        "size": len(group),
        **of_kind(group[0].kind),
    }


@cache
def of_kind(kind: Kind) -> Mapping[str, float]:
    """The numbers that tell a kind from the others."""
    return {f"kind {other}": float(other == kind) for other in KINDS}


def _story_numbers(context: Context, code: str) -> Mapping[str, float]:
    country = code.partition("-")[0]
    rank = context.main.index(code)
    home = {region(c) for c in context.marked.home}
    opening = frozenset().union(*context.regions[:2]) if context.regions else frozenset()
    return {
        "rank": rank,
        "share": context.counts[code] / max(context.counts[context.main[0]], 1),
        "count": context.counts[code],
        "parties": len(context.main),
        "home": code in home,
        "home country": code in {c.partition("-")[0] for c in home},
        "of home country": country in {c.partition("-")[0] for c in home},
        "is region": "-" in code,
        "is union": "-" not in code and len(code) > 2,
        "has region in story": any(other.startswith(code + "-") for other in context.counts),
        "country in story": "-" in code and country in context.counts,
        "opening": code in opening,
        "headline": bool(context.marked.sentences)
        and context.marked.sentences[0].headline
        and code in context.regions[0],
    }


def _kept_sentence_numbers(context: Context, candidate: Candidate, code: str) -> tuple[float, ...]:
    """A candidate is described alone, in pairs and in its group: it is looked at once. By `IN_SENTENCE`."""
    kept, key = context.described, (candidate, code)
    if key not in kept:
        kept[key] = of_sentence(_sentence_numbers(context, candidate, code))
    return kept[key]


def _sentence_numbers(context: Context, candidate: Candidate, code: str) -> dict[str, float]:
    at = candidate.sentence
    mentions = [m for m in context.parties[at] if any(region(c) == code for c in m.polities)]
    here = context.regions[at]
    numbers: dict[str, float] = {
        "here": len(mentions),
        "only here": code in here and len(here) == 1,
        "others here": len(here - {code}),
        "one before": at > 0 and code in context.regions[at - 1],
        "two before": at > 1 and code in context.regions[at - 2],
        "one after": at + 1 < len(context.regions) and code in context.regions[at + 1],
        "has region here": any(other.startswith(code + "-") for other in here),
        "country here": "-" in code and code.partition("-")[0] in here,
        "city": any("/" in c for m in mentions for c in m.polities if region(c) == code),
        "sure": max((m.sure for m in mentions), default=0.0),
        "in gathering": any(_in_gathering(context, candidate, m) for m in mentions),
        "of own region": bool(mentions) and all(_of_own_region(context, at, m) for m in mentions),
        "order": min((sorted(here).index(code) for _ in mentions), default=9),
    }
    for form in FORMS:
        numbers[f"form {form}"] = any(m.form == form for m in mentions)
    for sort in SORTS:
        numbers[f"sort {sort}"] = any(m.kind == sort for m in mentions)
    numbers.update(_tree_numbers(context, candidate, mentions))
    return numbers


def _in_gathering(context: Context, candidate: Candidate, mention: Mention) -> bool:
    """Whether a party stands in the name of a gathering that a cue names too: «Форум регионов России и Казахстана»."""
    words = context.marked.sentences[candidate.sentence].words
    return any(
        other.kind == "gathering"
        and other.span.holds(mention.span)
        and any(other.span.start <= words[cue].start < other.span.end for cue in candidate.words)
        for other in context.mentions[candidate.sentence]
    )


def _of_own_region(context: Context, at: int, mention: Mention) -> bool:
    """Whether a country only says whose a region is: «Костанайской области Казахстана»."""
    words = context.marked.sentences[at].words
    up = words[mention.head].head
    for other in context.parties[at]:
        if any(c.startswith(code + "-") for c in other.polities for code in mention.polities):
            beside = 0 < mention.span.start - other.span.end <= 2
            if beside or (up >= 0 and other.span.start <= words[up].start < other.span.end):
                return True
    return False


def _tree_numbers(context: Context, candidate: Candidate, mentions: Iterable[Mention]) -> dict[str, float]:
    sentence = context.marked.sentences[candidate.sentence]
    numbers: dict[str, float] = {"tree": FAR, "words": FAR * 2, "below cue": 0, "beside cue": 0, "coordinated": 0}
    numbers.update({f"role {name}": 0 for name in ROLES})
    for mention in mentions:
        for cue in candidate.words[:3]:
            distance, below, joint_at = tree_path(sentence.words, mention.head, cue)
            numbers["tree"] = min(numbers["tree"], float(distance))
            numbers["words"] = min(numbers["words"], float(abs(mention.head - cue)))
            numbers["below cue"] = max(numbers["below cue"], float(below))
            if below or (joint_at >= 0 and distance <= 4):
                numbers["beside cue"] = 1
        if (name := role(sentence, mention.head)) in ROLES:
            numbers[f"role {name}"] = 1
        head = sentence.words[mention.head]
        numbers["coordinated"] = max(numbers["coordinated"], float(head.rel == "conj" or len(mention.polities) > 1))
    return numbers


def tree_path(words: Sequence[Word], one: int, other: int) -> tuple[int, bool, int]:
    """Steps between two words in the tree, whether `one` lies below `other`, and the word where their ways meet."""
    up = _ups(words, other)
    steps, at = 0, one
    while at >= 0 and steps < 40:
        if at in up:
            return steps + up[at], at == other, at
        at, steps = words[at].head, steps + 1
    return int(FAR), False, -1


def _ups(words: Sequence[Word], at: int) -> dict[int, int]:
    up: dict[int, int] = {}
    while at >= 0 and at not in up:
        up[at] = len(up)
        at = words[at].head
    return up
