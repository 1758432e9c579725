"""What the model of stages sees of a group: the rule's verdicts, words and tenses around the cues, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from servanda.coding.context import Context
from servanda.coding.cues import Candidate, chain, joint
from servanda.coding.features import tense_of
from servanda.coding.frames import saying
from servanda.coding.ladder import LOOK, Ladder, classes, composed, ladder, negated, predicate, words
from servanda.model.marked import TimeMention

ORDER = ("considered", "proposed", "intended", "agreed", "underway", "done")
"""Stages by how advanced they are: «a repeated mention counts at its most advanced stage»."""
SEEN = 6
"""Candidates of a group that are asked for their verdict, the surest."""


def features(context: Context, group: Sequence[Candidate]) -> Iterator[str]:
    """Features of a group of candidates that tell of one act; the first of the group is its main one."""
    yield "bias"
    yield f"size={min(len(group), 4)}"
    for rank, candidate in enumerate(group):
        for feature in of_candidate(context, candidate):
            yield feature
            if rank == 0:
                yield f"1:{feature}"
    yield from with_kind(group[0].kind, verdicts(context, group))


def with_kind(kind: str, named: Iterable[str]) -> Iterator[str]:
    """Each feature alone and joined with the kind of act."""
    for name in named:
        yield name
        yield f"{kind}:{name}"


def verdicts(context: Context, group: Sequence[Candidate]) -> Iterator[str]:
    """What the rule says of the candidates of a group taken together."""
    stages = {candidate: ladder(context, candidate, candidate.words[0]).stage for candidate in group[:SEEN]}
    told = [stage for stage in stages.values() if stage != "none"]
    yield f"said={'+'.join(sorted(set(told)))}"
    yield f"first={told[0] if told else 'none'}"
    counts = Counter(stages.values())
    for stage, count in counts.items():
        yield f"vote={stage}"
        yield f"vote={stage}:{min(count, 3)}"
    known = sorted((stage for stage in told if stage in ORDER), key=ORDER.index)
    if known:
        yield f"top={known[-1]}"
        yield f"span={known[0]}-{known[-1]}"
        most, count = Counter(told).most_common(1)[0]
        yield f"most={most}:{min(count, 3)}"
    ordered = sorted(stages, key=lambda c: c.sentence)
    yield f"early={stages[ordered[0]]}"
    yield f"late={stages[ordered[-1]]}"
    for candidate, stage in stages.items():
        if context.marked.sentences[candidate.sentence].headline:
            yield f"headline-says={stage}"
    sentences = {candidate.sentence for candidate in group}
    yield from (f"times={time}" for time in sorted(times(context, sentences)))


def of_candidate(context: Context, candidate: Candidate) -> Iterator[str]:
    """Features of one candidate: its sentence, its first cues, what stands beside."""
    at, kind = candidate.sentence, candidate.kind
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    yield f"kind={kind}"
    yield f"headline={sentence.headline}"
    yield f"quoted={context.quoted[at]}"
    for rank, cue in enumerate(candidate.words[:3]):
        first = "cue1" if rank == 0 else "cue"
        yield f"{first}={listed[cue]}"
        yield f"{first}-tense={tense_of(sentence.words[cue])}"
        steps = ladder(context, candidate, cue)
        yield from (f"{first}-{name}" for name in with_kind(kind, of_ladder(context, at, steps)))
        yield from (f"{first}-{name}" for name in above(context, at, cue))
        yield from (f"{first}-{name}" for name in below(context, at, steps))
    for where, label in context.operators[at]:
        yield f"any={listed[where]}"
        yield from with_kind(kind, (f"op={label}",))
    yield from of_sentence(context, candidate)


def of_ladder(context: Context, at: int, steps: Ladder) -> Iterator[str]:
    """The rule's verdict, the predicate of the clause, and how the cue hangs on it."""
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    own = [up for up, left in steps.path if not left]
    verbs = (up for up in own if listed[up] not in saying() and predicate(sentence, up))
    verb = next(verbs, None)
    told = "none" if verb is None else predicate(sentence, verb)
    yield f"rule={steps.stage}"
    yield f"whole={composed((*steps.inner, *steps.outer))}"
    yield f"ladder={'<'.join(steps.inner[:3])}"
    yield f"told={told}"
    yield f"joint={joint(sentence, steps.path[0][0])}:{told}"
    yield f"headline-told={sentence.headline}:{told}"
    if steps.left:
        yield f"left={steps.left}:{composed(steps.outer)}"
        yield f"rule-left={steps.stage}:{steps.left}:{composed(steps.outer)}"
    if verb is not None:
        yield f"verb={listed[verb]}:{told}"
        if phase := classes("phase").get(listed[verb]):
            yield f"phase={phase}:{told}"
        yield from (f"told-time={told}:{time}" for time in sorted(times(context, {at})))
    for up in own[1:4]:
        if phase := classes("phase").get(listed[up]):
            yield f"under-phase={phase}"
        for sort in ("document", "talks"):
            if listed[up] in words(sort):
                yield f"under-{sort}={steps.stage}"


def above(context: Context, at: int, cue: int) -> Iterator[str]:
    """Operators and words over a cue."""
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    operators = dict(context.operators[at])
    outermost = "none"
    for step, up in enumerate((cue, *chain(sentence, cue, LOOK))):
        if up in operators:
            outermost = operators[up]
            yield f"op{min(step, 3)}={outermost}"
            yield f"op-tense={outermost}:{tense_of(sentence.words[up])}"
        if 0 < step <= 3:
            yield f"up{step}={listed[up]}"
            yield f"up-tense={tense_of(sentence.words[up])}"
        if negated(sentence, up):
            yield f"negated={min(step, 2)}"
    yield f"outermost={outermost}"


def below(context: Context, at: int, steps: Ladder) -> Iterator[str]:
    """Attributes of a cue, adverbs of its clause, and what hangs on the word over it."""
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    operators = dict(context.operators[at])
    cue = steps.path[0][0]
    over = steps.path[1][0] if len(steps.path) > 1 else cue
    own = {up for up, left in steps.path if not left}
    for down, word in enumerate(sentence.words):
        if word.head in (cue, over) and down != cue:
            if down in operators:
                yield f"down-op={operators[down]}"
            if word.pos in {"ADJ", "VERB", "ADV"}:
                yield f"down={listed[down]}"
        if word.head in own and down not in own and (adverb := classes("adverb").get(listed[down])):
            yield f"adverb={adverb}"
        if word.head == cue and word.rel in {"amod", "acl", "acl:relcl"} and word.pos in {"VERB", "ADJ"}:
            yield f"attribute={operators.get(down) or predicate(sentence, down) or 'plain'}"


def of_sentence(context: Context, candidate: Candidate) -> Iterator[str]:
    """The sentence's root, tenses and times; acts of other kinds told in it; operators of the sentence before."""
    at, kind = candidate.sentence, candidate.kind
    sentence, listed = context.marked.sentences[at], context.lemmas[at]
    root = next((i for i, word in enumerate(sentence.words) if word.head < 0), None)
    if root is not None:
        yield f"root={listed[root]}"
        yield from with_kind(kind, (f"root-tense={tense_of(sentence.words[root])}",))
        yield f"root-aux={any(w.head == root and w.lemma == 'быть' for w in sentence.words)}"
    yield from sorted({f"has={tense_of(word)}" for word in sentence.words if word.pos in {"VERB", "AUX"}})
    yield from sorted({f"adverb={classes('adverb')[lemma]}" for lemma in listed if lemma in classes("adverb")})
    yield from (f"time={time}" for time in sorted(times(context, {at})))
    for other in context.near[at]:
        if other.sentence == at and other.kind != kind and other.strong:
            yield from with_kind(kind, (f"also={other.kind}:{ladder(context, other, other.words[0]).stage}",))
    if at:
        yield from sorted({f"before-op={label}" for _, label in context.operators[at - 1]})


def times(context: Context, sentences: set[int]) -> set[str]:
    """Times of the sentences against the story's day."""
    day = context.marked.story.date
    return {against(time, day) for time in context.marked.times if time.sentence in sentences}


def against(time: TimeMention, day: str | None) -> str:
    """A time's role, and its side of the day: `point-ahead`, `since-back`, `point-ahead/back` by the tense."""
    if not (time.future or time.past):
        return f"{time.role}-unknown"
    if not day:
        return f"{time.role}-undated"
    sides = dict.fromkeys(side(reading, day) for reading in (time.future, time.past))
    return f"{time.role}-{'/'.join(sides)}"


def side(reading: str | None, day: str) -> str:
    """Where an EDTF time lies: `ahead`, `back`, `today`, or `now` where it holds the day; `none` for no time."""
    if not reading:
        return "none"
    first = reading.replace("../", "").partition("/")[0].rstrip("~")
    last = reading.replace("/..", "").rpartition("/")[2].rstrip("~")
    if first > day[: len(first)]:
        return "ahead"
    if last < day[: len(last)]:
        return "back"
    return "today" if reading == day else "now"
