"""Which two polities an act joins: most acts join two, and an act of many joins each two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from operator import itemgetter

from servanda.coding import parties
from servanda.coding.context import Context, region
from servanda.coding.cues import Candidate, joint, role
from servanda.coding.parties import FAR, tree_path
from servanda.model.event import Kind
from servanda.model.marked import Mention

Pair = tuple[str, str]
MOST = 7
"""Parties of a story that are paired with each other, the likeliest."""
HUBS = 2
"""The likeliest of them are paired with all the others too: a place may have routes to many."""
NEARLY = 0.85
"""Share of the best pair's chance from which another is taken along with it."""
DASHES = frozenset("–—-−")
SINGLE = (
    "rank", "share", "home", "of home country", "is region", "is union", "has region in story",
    "country in story", "opening", "headline", "first here", "first one before", "first country here",
    "first has region here", "first city", "max here", "mean here", "first tree", "first below cue",
    "first beside cue", "first role who", "first role with", "first role of", "first role from", "first role to",
    "first role at", "first form adjective", "first form reference", "first form name", "first sort person",
    "first sort organisation", "max beside cue", "max tree", "first order", "first of own region",
    "max in gathering", "mean of own region",
)  # fmt: skip
single = itemgetter(*SINGLE)
FIRST, SECOND = (tuple(f"{side} {name}" for name in SINGLE) for side in "12")
"""The same as they are named of either party of a pair."""


def options(weighed: Mapping[str, float]) -> list[Pair]:
    """Pairs of the likeliest parties, each in the order of their chances."""
    ranked = [code for code, _ in sorted(weighed.items(), key=lambda item: (-item[1], item[0]))]
    places = combinations(range(len(ranked)), 2)
    return [(ranked[i], ranked[j]) for i, j in places if j < MOST or i < HUBS]


def describe(
    context: Context,
    group: Sequence[Candidate],
    pair: Pair,
    weighed: Mapping[str, float],
    alone: Mapping[str, Sequence[float]],
) -> dict[str, float]:
    """Numbers about a pair: those of each party (`alone`, in the order of `SINGLE`), and how the two stand together."""
    one, other = pair
    numbers: dict[str, float] = {}
    for names, side, code in ((FIRST, "1", one), (SECOND, "2", other)):
        numbers[f"{side} chance"] = weighed[code]
        numbers.update(zip(names, alone[code], strict=True))
    rest = sorted((p for code, p in weighed.items() if code not in pair), reverse=True)
    numbers["best rest"] = rest[0] if rest else 0.0
    numbers["rest over half"] = sum(p > 0.5 for p in rest)
    numbers["options"] = len(weighed)
    countries = [code.partition("-")[0] for code in pair]
    numbers["same country"] = countries[0] == countries[1]
    numbers["part of the other"] = one.startswith(other + "-") or other.startswith(one + "-")
    numbers["both regions"] = "-" in one and "-" in other
    numbers["both countries"] = "-" not in one and "-" not in other
    finer = [c for c in weighed if c.startswith((one + "-", other + "-")) and c not in pair]
    numbers["finer chance"] = max((weighed[c] for c in finer), default=0.0)
    together = [_together(context, candidate, one, other) for candidate in group]
    for name in together[0]:
        numbers[f"first {name}"] = together[0][name]
        numbers[f"max {name}"] = max(row[name] for row in together)
    numbers["near"] = min(row["apart"] for row in together)
    numbers["size"] = len(group)
    numbers.update(parties.of_kind(group[0].kind))
    return numbers


def _together(context: Context, candidate: Candidate, one: str, other: str) -> dict[str, float]:
    at = candidate.sentence
    words = context.marked.sentences[at].words
    left = [m for m in context.parties[at] if any(region(c) == one for c in m.polities)]
    right = [m for m in context.parties[at] if any(region(c) == other for c in m.polities)]
    numbers: dict[str, float] = {
        "same sentence": bool(left) and bool(right), "one mention": 0, "apart": FAR * 2, "tree": FAR, "dash": 0,
        "coordinated": 0, "between": 0, "route": 0, "who with": 0, "others between": 9, "cue between": 0,
    }  # fmt: skip
    for a in left:
        for b in right:
            if a is b:
                numbers["one mention"] = 1
                numbers["apart"] = numbers["tree"] = 0
                continue
            first, last = sorted((a, b), key=lambda m: m.head)
            numbers["apart"] = min(numbers["apart"], last.head - first.head)
            numbers["tree"] = min(numbers["tree"], tree_path(words, a.head, b.head)[0])
            _relation(context, at, first, last, numbers)
            cue_between = any(first.head < cue < last.head for cue in candidate.words)
            numbers["cue between"] = max(numbers["cue between"], cue_between)
    return numbers


def _relation(context: Context, at: int, first: Mention, last: Mention, numbers: dict[str, float]) -> None:
    sentence = context.marked.sentences[at]
    words = sentence.words
    gap = words[first.head + 1 : last.head]
    if len(gap) <= 3 and any(word.text in DASHES for word in gap):
        numbers["dash"] = 1
    if words[last.head].rel == "conj" and tree_path(words, last.head, first.head)[0] <= 2:
        numbers["coordinated"] = 1
    if any(joint(sentence, m.head).startswith("между") for m in (first, last)):
        numbers["between"] = 1
    roles = {role(sentence, first.head), role(sentence, last.head)}
    if roles == {"from", "to"}:
        numbers["route"] = 1
    if roles == {"who", "with"}:
        numbers["who with"] = 1
    inside = [m for m in context.parties[at] if first.head < m.head < last.head]
    numbers["others between"] = min(numbers["others between"], len(inside))


def describe_all(
    context: Context, group: Sequence[Candidate], weighed: Mapping[str, float]
) -> tuple[list[Pair], list[dict[str, float]]]:
    """All pairs of a group with their numbers."""
    pairs = options(weighed)
    used = {code for pair in pairs for code in pair}
    alone = {code: single(parties.describe(context, group, code)) for code in used}
    return pairs, [describe(context, group, pair, weighed, alone) for pair in pairs]


def sets(chances: Mapping[Pair, float], kind: Kind, limit: float, least: float) -> list[frozenset[str]]:
    """Parties of each act that the likely pairs tell of: those all joined with one another act together, a place
    joined with several that are not joined themselves has an act with each (codebook, «one act with many partners»).

    Pairs over `limit` are likely; where there is none, the best one if it is over `least`. A connection joins two
    places: pairs nearly as likely as the best are its other routes, and of three places joined the weakest tie goes.
    A gathering is one with all who take part: the set that holds the likeliest pair.
    """
    best = max(chances.values(), default=0.0)
    if best < least:
        return []
    enough = min(limit, best * NEARLY if kind == "connection" else best)
    likely = {frozenset(pair): sure for pair, sure in chances.items() if sure >= enough}
    if kind == "connection":
        likely = without_triangles(likely)
    found = cliques(set(likely))
    if kind == "gathering":
        first = max(sorted(likely, key=sorted), key=lambda tie: likely[tie])
        return [max((parties for parties in found if first <= parties), key=len)]
    return found


def without_triangles(ties: Mapping[frozenset[str], float]) -> dict[frozenset[str], float]:
    """Ties so chosen, the likeliest first, that no three parties are all joined."""
    kept: dict[frozenset[str], float] = {}
    for tie, sure in sorted(ties.items(), key=lambda item: (-item[1], sorted(item[0]))):
        one, other = sorted(tie)
        beside = [{x for t in kept if end in t for x in t} for end in (one, other)]
        if not (beside[0] & beside[1]):
            kept[tie] = sure
    return kept


def cliques(edges: set[frozenset[str]]) -> list[frozenset[str]]:
    """The largest sets in which every two are joined, in a stable order (Bron and Kerbosch, for a dozen nodes)."""
    nodes = sorted({node for edge in edges for node in edge})
    beside = {node: {other for other in nodes if frozenset((node, other)) in edges and other != node} for node in nodes}
    found: list[frozenset[str]] = []

    def grow(held: set[str], may: set[str], gone: set[str]) -> None:
        if not may and not gone:
            found.append(frozenset(held))
            return
        for node in sorted(may):
            grow(held | {node}, may & beside[node], gone & beside[node])
            may = may - {node}
            gone = gone | {node}

    grow(set(), set(nodes), set())
    return sorted(found, key=sorted)
