"""What is said, and by whom: direct speech in quotation marks and after a dash, reported speech, attributions."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, Quote, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.lines import quotes as quotation_marks
from servanda.reading.speech_sources import Source, speech_sources

_JOINS = frozenset({"–", "—", "-", ","})
_POINTS = frozenset({"–", "—", "-", "•", "*", "▪", "▪️", "●", "🔹", "🔸", "▫️", "✅", "✔️"})
_SPEECH = word_set("quotes", "speech")


def quotes(story: Story, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """Quotations in the order of the text. `mentions`: persons, organisations and offices of the story.

    A sentence that reports is a quotation as a whole; direct speech runs over several sentences until its closing
    mark, and its speaker may be named before, between or after. A speaker stays None where nobody is named.
    """
    sources = speech_sources(sentences, mentions, story.clean, story.source)
    direct, covered = _direct(story, sentences, sources)
    direct += _listed(sentences, mentions, covered)
    reported = [q for n, s in enumerate(sentences) if (q := _reported(n, s, sources, sentences, covered))]
    return tuple(sorted([*direct, *reported], key=lambda q: q.span))


def _direct(
    story: Story, sentences: Sequence[Sentence], sources: Sequence[Source | None]
) -> tuple[list[Quote], set[int]]:
    """Stretches in quotation marks long enough to be speech, over sentences, and lines after a dash."""
    found: list[Quote] = []
    covered: set[int] = set()
    for start, end, first, last in _stretches(story, sentences):
        source = _speaker_of(first, last, sentences, sources)
        if source is None and end - start < 40:
            continue
        found.append(
            Quote(Span(start, end), source.speaker if source else None, True, source.polities if source else ())
        )
        covered.update(range(first, last + 1))
    found += _dialogue(sentences, sources, covered)
    return found, covered


def _stretches(story: Story, sentences: Sequence[Sentence]) -> list[tuple[int, int, int, int]]:
    """(first character, one after the last, first sentence, last sentence) of each stretch of direct speech."""
    found = []
    n = 0
    while n < len(sentences):
        words = sentences[n].words
        closed = quotation_marks(words)
        opens = next(
            (
                k
                for k, w in enumerate(words)
                if w.text in ("«", "“", "„", '"') and _speech_begins(words, k, closed.get(k))
            ),
            None,
        )
        if opens is None:
            n += 1
            continue
        close = closed.get(opens)
        if close is not None:
            found.append((words[opens].end, words[close].start, n, n))
            n += 1
            continue
        last = _closing(sentences, n, opens)
        if last is None:
            n += 1
            continue
        number, end = last
        found.append((words[opens].end, end, n, number))
        n = number + 1
    return found


def _speech_begins(words: Sequence[Word], k: int, close: int | None) -> bool:
    """Whether the mark opens speech rather than a title: it holds a verb, or the sentence ends before it is closed."""
    if close is None:
        return k == 0 or words[k - 1].text in (":", "-", "–", "—", ".", ",")
    inside = words[k + 1 : close]
    finite = any(w.pos in ("VERB", "AUX") or w.feats.get("Variant") == "Short" for w in inside)
    lead = k == 0 or words[k - 1].text in (":", ",", "—", "–", "-")
    return (len(inside) >= 4 and finite and lead) or (len(inside) >= 7 and (finite or lead) and k == 0)


def _closing(sentences: Sequence[Sentence], first: int, opens: int) -> tuple[int, int] | None:
    """Sentence and character where the speech begun by word `opens` of sentence `first` ends, within 20 sentences."""
    depth = 0
    for n in range(first, min(first + 20, len(sentences))):
        for k, word in enumerate(sentences[n].words):
            if n == first and k < opens:
                continue
            if word.text in ("«", "„"):
                depth += 1
            elif word.text in ("»", "”", "“"):
                depth -= 1
            elif word.text == '"':
                depth += 1 if depth == 0 else -1
            if depth == 0 and word.text in ("»", "”", '"', "“") and (n > first or k > opens):
                return n, word.start
    return None


def _speaker_of(
    first: int, last: int, sentences: Sequence[Sentence], sources: Sequence[Source | None]
) -> Source | None:
    """Who says the stretch: named in its last or first sentence, in the sentence before («…:»), or in the next."""
    order = [last, first, *range(first + 1, last)]
    if first > 0 and sentences[first - 1].words[-1].text == ":":
        order.append(first - 1)
    if last + 1 < len(sentences) and sentences[last + 1].words[0].text in _JOINS:
        order.append(last + 1)
    if first > 0:
        order.append(first - 1)
    return next((source for n in order if (source := sources[n]) is not None), None)


def _dialogue(sentences: Sequence[Sentence], sources: Sequence[Source | None], covered: set[int]) -> list[Quote]:
    """«— Рейс откроется весной, — сказал мэр.»: a sentence that opens with a dash and names its speaker."""
    found = []
    for n, sentence in enumerate(sentences):
        words, source = sentence.words, sources[n]
        if n in covered or source is None or len(words) < 4 or words[0].text not in ("–", "—", "-"):
            continue
        end = next((k for k in range(2, len(words)) if words[k].text in ("–", "—", "-") and k < source.verb), None)
        if end is None:
            continue
        found.append(
            Quote(
                Span(words[1].start, words[end - 1].start if words[end - 1].text == "," else words[end - 1].end),
                source.speaker,
                True,
                source.polities,
            )
        )
        covered.add(n)
    return found


def _listed(sentences: Sequence[Sentence], mentions: Sequence[Mention], covered: set[int]) -> list[Quote]:
    """«Главное из речи президента:» and the points after it, each line after a dash or a bullet."""
    found = []
    speaker: Mention | None = None
    for n, sentence in enumerate(sentences):
        words = sentence.words
        if words[-1].text == ":" and any(word.lemma in _SPEECH for word in words):
            own = [m for m in mentions if m.sentence == n and m.kind in ("person", "office")]
            speaker = own[-1] if own else None
        elif speaker is not None and words[0].text in _POINTS:
            if n not in covered:
                found.append(Quote(sentence.span, speaker.name, True, speaker.polities))
                covered.add(n)
        else:
            speaker = None
    return found


def _reported(
    n: int, sentence: Sentence, sources: Sequence[Source | None], sentences: Sequence[Sentence], covered: set[int]
) -> Quote | None:
    """Reported speech: the sentence itself, or the one before for «Об этом сообщает…»."""
    source = sources[n]
    if n in covered or source is None:
        return None
    if source.about and n > 0 and n - 1 not in covered and not sentences[n - 1].headline:
        return Quote(Span(sentences[n - 1].span.start, sentence.span.end), source.speaker, False, source.polities)
    return Quote(sentence.span, source.speaker, False, source.polities)
