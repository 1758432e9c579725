"""How a speaker of the story stands to an act: do the words that tell of it come from them?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding import frames
from servanda.coding.acts import Act
from servanda.coding.context import Context
from servanda.coding.fillers import LEAD, Filler
from servanda.coding.parties import tree_path
from servanda.coding.standing import AGAIN
from servanda.coding.verbs import verb_above
from servanda.model.marked import Quote
from servanda.model.span import Span


def shared(context: Context, act: Act) -> dict[str, float]:
    """Numbers about the act's surest sentence that are the same for all speakers."""
    main = act.group[0]
    story = context.marked
    words, lemmas = story.sentences[main.sentence].words, context.lemmas[main.sentence]
    said = _saying(context, main.sentence)
    quotes = [quote for quote in story.quotes if quote.speaker]
    covered = sum(any(quote.span.overlaps(sentence.span) for quote in quotes) for sentence in story.sentences)
    opening = story.sentences[min(LEAD, len(story.sentences) - 1)].span
    numbers = {
        "quoted": context.quoted[main.sentence],
        "again": bool(AGAIN & set(lemmas[:3])),
        "says here": bool(said),
        "cue below saying": any(tree_path(words, main.words[0], at)[1] for at in said),
        "cue says": main.words[0] in said,
        "cue of saying": verb_above(words, main.words[0]) in said,
        "length": len(words),
        "speakers of main": len({quote.speaker for quote in quotes if quote.span.overlaps(_span(context, act))}),
        "covered": covered / len(story.sentences),
        "opens with speaker": any(quote.span.start <= opening.end for quote in quotes),
    }
    return {name: float(number) for name, number in numbers.items()}


def of_speaker(context: Context, act: Act, filler: Filler) -> Iterator[tuple[str, float]]:
    """Numbers about one speaker: their part in the act's surest sentence, and which quotations are theirs."""
    main, name = act.group[0], filler.value
    words = context.marked.sentences[main.sentence].words
    verb = verb_above(words, main.words[0])
    said = _saying(context, main.sentence)
    named = [m for m in context.mentions[main.sentence] if m.name == name]
    subjects = [m for m in named if words[m.head].rel.startswith("nsubj")]
    yield "named in main", bool(named)
    yield "subject in main", bool(subjects)
    yield "subject of cue", any(verb_above(words, m.head) == verb for m in subjects)
    yield "subject of saying", any(words[m.head].head in said for m in subjects)
    yield "lower", name == name.lower()
    yield "words", len(name.split())
    sort = next((m.kind for m in context.marked.mentions if m.name == name), "")
    if sort in {"person", "organisation", "office"}:
        yield f"sort {sort}", 1
    yield from _of_quotes(context, _span(context, act), name)


def _of_quotes(context: Context, span: Span, name: str) -> Iterator[tuple[str, float]]:
    quotes = [quote for quote in context.marked.quotes if quote.speaker]
    before = [quote for quote in quotes if quote.span.start <= span.end]
    after = [quote for quote in quotes if quote.span.start > span.start]
    own = [quote for quote in quotes if quote.speaker == name and quote.span.overlaps(span)]
    nearest = min(quotes, key=lambda quote: abs(quote.span.start - span.start))
    yield "opens story", quotes[0].speaker == name
    yield "closes story", quotes[-1].speaker == name
    yield "times", sum(quote.speaker == name for quote in quotes)
    yield "nearest", nearest.speaker == name
    yield "last before", _is_by(before[-1:], name)
    yield "next after", _is_by(after[:1], name)
    yield "said after", any(not quote.direct and quote.span.start < span.start for quote in own)
    yield "in their words", any(quote.direct for quote in own)
    yield "whole reported", any(not quote.direct and quote.span.holds(span) for quote in own)


def _is_by(quotes: list[Quote], name: str) -> bool:
    return bool(quotes) and quotes[0].speaker == name


def _span(context: Context, act: Act) -> Span:
    return context.marked.sentences[act.group[0].sentence].span


def _saying(context: Context, at: int) -> list[int]:
    """Words of a sentence that say that somebody says something."""
    words = context.marked.sentences[at].words
    listed = enumerate(context.lemmas[at])
    return [i for i, lemma in listed if lemma in frames.saying() and words[i].pos in {"VERB", "AUX", "NOUN"}]
