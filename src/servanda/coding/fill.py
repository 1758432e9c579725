"""From an act to an event of the codebook: every slot filled from what stands around it."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding import fields, fillers, slots, weigh, what
from servanda.coding.acts import Act
from servanda.coding.context import Context, region
from servanda.coding.fillers import Filler
from servanda.coding.model import Models, chance
from servanda.knowledge import polities
from servanda.model.event import FIELDS, Event, Reason
from servanda.model.marked import Word
from servanda.model.span import Span

TELLING = 3


def event(context: Context, act: Act, models: Models) -> Event:
    """One act as an event, with the reasons for what its slots hold."""
    stage = act.stage
    story = context.marked
    speaker = best(context, act, fillers.speakers(context, act.group, act.chosen), "speaker", models)
    when = best(context, act, fillers.whens(context, act.group, stage), "when", models)
    where = best(context, act, fillers.wheres(context, act.group, act.chosen), "where", models)
    within = best(context, act, fillers.withins(context, act.group), "within", models)
    named = several(
        context,
        act,
        fillers.actors(context, act.group, act.chosen, speaker.value if speaker else None),
        "actors",
        models,
    )
    parties = codes(context, act)
    ends = {region(code): polities.name(code) for code in parties} if act.kind == "connection" else None
    thing, lemmas = what.phrase(context, act.group, ends)
    return Event(
        kind=act.kind,
        stage=stage,  # type: ignore[arg-type]
        polities=tuple(parties),
        actors=tuple(dict.fromkeys(filler.value for filler in named)),
        what=thing,
        when=when.value if when else None,
        where=where.value if where else None,
        within=within.value if within else None,
        fields=about(context, act, models),
        speaker=speaker.value if speaker else None,
        evidence=tuple(story.sentences[at].span for at in act.sentences),
        reasons=tuple(reasons(context, act, models, when, where)),
        sure=round(act.sure, 3),
        lemmas=lemmas,
    )


def codes(context: Context, act: Act) -> list[str]:
    """The chosen parties as finely as the act's sentences tell them: the city, where an act joins cities."""
    listed = []
    for code in sorted(act.chosen, key=lambda c: (-act.parties.get(c, 0.0), c)):
        fine = [c for at in act.sentences for m in context.parties[at] for c in m.polities if region(c) == code]
        cities = [c for c in fine if "/" in c]
        listed.append(cities[0] if cities and act.kind == "connection" else code)
    return listed


def weighed(
    context: Context, act: Act, found: Iterable[Filler], slot: str, models: Models
) -> list[tuple[float, Filler]]:
    """Fillers with their chances, the likeliest first."""
    listed = list(found)
    if not listed:
        return []
    chances = models.forests[slot].chances(slots.describe(context, act, listed, slot))
    return sorted(zip(chances, listed, strict=True), key=lambda pair: -pair[0])


def best(context: Context, act: Act, found: Iterable[Filler], slot: str, models: Models) -> Filler | None:
    """The likeliest filler, where it is likely enough."""
    ranked = weighed(context, act, found, slot, models)
    return ranked[0][1] if ranked and ranked[0][0] >= models.limits[slot] else None


def several(context: Context, act: Act, found: Iterable[Filler], slot: str, models: Models) -> list[Filler]:
    """All fillers that are likely enough."""
    ranked = weighed(context, act, found, slot, models)
    return [filler for sure, filler in ranked if sure >= models.limits[slot]]


def about(context: Context, act: Act, models: Models) -> tuple[str, ...]:
    """The fields of an act: the likely ones, and those named by a sentence that only says more of it."""
    model = models.linear["fields"]
    scores = chance(model.scores(fields.features(context, act.group)))
    told = fields.added(context, act.group)
    return tuple(name for name in FIELDS if name in told or scores[model.labels.index(name)] >= models.limits["fields"])


def reasons(context: Context, act: Act, models: Models, when: Filler | None, where: Filler | None) -> Iterable[Reason]:
    """Why the event was coded so, in the order in which it was decided."""
    main = act.group[0]
    sentence = context.marked.sentences[main.sentence]
    for at in main.words[:TELLING]:
        word = sentence.words[at]
        yield Reason("frame", f"«{word.lemma}» can name {act.kind}", span_of(word))
    told = models.linear["scope"].telling(weigh.scope_features(context, main), "yes", TELLING)
    yield Reason("scope", f"chance {act.sure:.2f}; " + ", ".join(f"{name} {weight:+.2f}" for name, weight in told))
    for at, stage in context.operators[main.sentence]:
        if stage == act.stage:
            yield Reason("operator", f"«{sentence.words[at].lemma}» says {stage}", span_of(sentence.words[at]))
    yield Reason("stage", f"{act.stage}, chance {max(act.stages):.2f}")
    for code in sorted(act.chosen):
        seen = [m for at in act.sentences for m in context.parties[at] if any(region(c) == code for c in m.polities)]
        named = f"«{seen[0].name}» ({seen[0].kind}, {seen[0].form})" if seen else "named elsewhere in the story"
        yield Reason(
            "party", f"{code}: {named}, chance {act.parties.get(code, 0.0):.2f}", seen[0].span if seen else None
        )
    for name, filler in (("date", when), ("place", where)):
        if filler:
            yield Reason(name, f"{filler.value} stands {slots.framed(context, filler.sentence, filler.head)}")


def span_of(word: Word) -> Span:
    return Span(word.start, word.end)
