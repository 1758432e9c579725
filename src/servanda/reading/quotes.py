"""What is said, and by whom: direct speech in quotation marks and after a dash, reported speech, attributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from servanda.knowledge.organisations import heads
from servanda.knowledge.tables import rows as table_rows
from servanda.model.marked import Mention, Quote, Sentence, Word
from servanda.model.span import Span
from servanda.model.story import Story
from servanda.reading.inflection import phrase_nominative
from servanda.reading.lines import quotes as quotation_marks

_SUBJECT = ("nsubj", "nsubj:pass")
_THAT = frozenset({"что", "чтобы", "как", "будто"})
_VAGUE = frozenset(
    {
        "агентство",
        "ведомство",
        "министерство",
        "пресс-служба",
        "компания",
        "чиновник",
        "министр",
        "политик",
        "издание",
        "газета",
        "перевозчик",
    }
)
_REPEATED = frozenset(
    {"агентство", "ведомство", "перевозчик", "авиаперевозчик", "авиакомпания", "компания", "оператор"}
)
_SPEAKERS = ("person", "organisation", "office")


@lru_cache(maxsize=1)
def speech_words() -> Mapping[str, str]:
    """Lemmas that report speech: `say` for verbs, `noun` for «слова» in «по словам»."""
    return {row["word"]: row["sort"] for row in table_rows("speech.tsv")}


@dataclass(frozen=True, slots=True)
class _Source:
    """Who speaks, and the word that says so."""

    speaker: str | None
    polities: tuple[str, ...]
    verb: int
    person: bool
    about: bool = False
    """«об этом сообщает…»: what was said stands before."""
    again: bool = False
    """«по их словам», «по данным агентства»: whoever spoke last."""


def quotes(story: Story, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> tuple[Quote, ...]:
    """Quotations in the order of the text. `mentions`: persons, organisations and offices of the story.

    A sentence that reports is a quotation as a whole; direct speech runs over several sentences until its closing
    mark, and its speaker may be named before, between or after. A speaker stays None where nobody is named.
    """
    by_line: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in _SPEAKERS:
            by_line.setdefault(mention.sentence, []).append(mention)
    sources = _continued([_source(n, s, by_line.get(n, ())) for n, s in enumerate(sentences)])
    direct, covered = _direct(story, sentences, sources)
    reported = [q for n, s in enumerate(sentences) if (q := _reported(n, s, sources, sentences, covered))]
    return tuple(sorted([*direct, *reported], key=lambda q: q.span))


def _continued(sources: Sequence[_Source | None]) -> list[_Source | None]:
    """Sources that only point back, with the speaker they point to."""
    last: _Source | None = None
    made: list[_Source | None] = []
    for source in sources:
        if source is not None and source.again:
            source = replace(source, speaker=last.speaker, polities=last.polities, person=last.person) if last else None
        last = source if source is not None and source.speaker else last
        made.append(source)
    return made


def _source(number: int, sentence: Sentence, mentions: Sequence[Mention]) -> _Source | None:
    words = sentence.words
    for i, word in enumerate(words):
        sort = speech_words().get(word.lemma)
        if sort is None:
            continue
        if sort == "noun" and word.pos == "NOUN" and (maker := _maker(sentence, i, mentions)):
            return maker
        if sort == "noun" and word.pos == "NOUN":
            found = _according(sentence, i, mentions)
        elif sort == "say" and word.pos in ("VERB", "AUX", "ADJ"):
            found = _said(sentence, i, mentions)
        else:
            continue
        if found:
            return found
    return None


def _according(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> _Source | None:
    """«по словам министра», «по данным Росавиации», «по его словам»."""
    words = sentence.words
    behind = _mention_at(sentence, i + 1, mentions)
    if words[i].head >= 0 and words[words[i].head].lemma in (
        "приводить",
        "цитировать",
        "передавать",
        "привести",
        "процитировать",
    ):
        return _of(behind, words[i].head) if behind else None
    k = i - 1
    while k >= 0 and (words[k].pos in ("DET", "PRON", "ADJ") or words[k].lemma in ("его", "ее", "их")):
        k -= 1
    if k < 0 or words[k].lemma not in ("по", "согласно", "со"):
        return None
    owner = behind or next((m for m in mentions if words[k].start <= m.span.start < words[i].end), None)
    if owner is not None:
        return _of(owner, i)
    possessive = i - k == 2 and words[k + 1].text.lower() in ("его", "ее", "её", "их")
    vague = i + 1 < len(words) and words[i + 1].lemma in _VAGUE and words[i + 1].feats.get("Case") == "Gen"
    return _Source(None, (), i, False, again=True) if possessive or vague else None


def _maker(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> _Source | None:
    """«Такое заявление сделал министр», «выступил с заявлением»."""
    words = sentence.words
    verb = words[i].head
    if verb < 0 or words[verb].lemma not in ("сделать", "выступить", "распространить", "прозвучать"):
        return None
    subject = next((k for k, w in enumerate(words) if w.head == verb and w.rel.startswith(_SUBJECT) and k != i), None)
    who = _holding(sentence, subject, mentions) if subject is not None else None
    return _of(who, verb, words[0].lemma in ("такой", "это", "этот", "подобный")) if who else None


def _said(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> _Source | None:
    """The subject of a verb of saying, or «в пресс-службе», «в министерстве» beside an impersonal plural."""
    words, verb = sentence.words, sentence.words[i]
    if verb.feats.get("VerbForm") in ("Inf", "Conv") and not _finite_above(words, i):
        return None
    subject = next((k for k, w in enumerate(words) if w.head == i and w.rel.startswith(_SUBJECT)), None)
    about = _points_back(words, i)
    if subject is not None:
        who = _holding(sentence, subject, mentions)
        if who is not None:
            return _of(who, i, about)
        if words[subject].lemma in _REPEATED and (
            subject + 1 == len(words) or words[subject + 1].feats.get("Case") != "Gen"
        ):
            return _Source(None, (), i, False, about, again=True)
        if words[subject].pos in ("NOUN", "PROPN") and _human(words[subject]):
            start, end = _noun_phrase(words, subject)
            return _Source(phrase_nominative(words[start:end], subject - start, _text(sentence)), (), i, False, about)
        if words[subject].pos != "PRON":
            return None
    if (
        verb.feats.get("Number") == "Plur"
        or verb.feats.get("Voice") == "Pass"
        or verb.feats.get("Variant") == "Short"
        or verb.text.endswith("ся")
        or subject is None
    ):
        place = next(
            (m for m in mentions if m.kind == "organisation" and _governed(words, m) and abs(m.head - i) < 12), None
        )
        if place is not None:
            return _of(place, i, about)
        if subject is None and verb.feats.get("Number") == "Plur" and (inside := _in_a_body(sentence, i)):
            return _Source(inside, (), i, False, about)
    if subject is None:
        beside = _next_to(sentence, i, mentions)
        if beside is not None:
            return _of(beside, i, about)
    return None


def _in_a_body(sentence: Sentence, i: int) -> str | None:
    """«В столичном авиаузле напомнили»: a body without a name, as a phrase in the nominative."""
    words = sentence.words
    for k, word in enumerate(words):
        if (
            word.head == i
            and word.feats.get("Case") == "Loc"
            and (word.lemma in heads() or word.lemma in ("ведомство", "авиагавань", "гавань"))
        ):
            start, end = _noun_phrase(words, k)
            if start > 0 and words[start - 1].lemma in ("в", "на"):
                return phrase_nominative(words[start:end], k - start, _text(sentence))
    return None


def _finite_above(words: Sequence[Word], i: int) -> bool:
    return words[i].head >= 0 and words[words[i].head].feats.get("VerbForm") == "Fin"


def _points_back(words: Sequence[Word], i: int) -> bool:
    """«Об этом сообщил», «как сообщили в …»: said of the whole sentence or of the one before."""
    return any(w.text.lower() in ("этом", "чем") and w.head in (i, -1) for w in words[max(0, i - 4) : i + 1]) or (
        len(words) > 1 and words[0].text.lower() in ("об", "о") and words[1].text.lower() in ("этом",)
    )


def _governed(words: Sequence[Word], mention: Mention) -> bool:
    """Whether «в», «на» stands before the body: «сообщили в пресс-службе»."""
    start = next((k for k, w in enumerate(words) if w.start >= mention.span.start), 0)
    return start > 0 and words[start - 1].lemma in ("в", "на", "со", "из", "от")


def _human(word: Word) -> bool:
    return word.feats.get("Animacy") == "Anim" or word.lemma in (
        "источник",
        "агентство",
        "газета",
        "ведомство",
        "министерство",
        "издание",
        "сми",
        "компания",
        "чиновник",
    )


def _noun_phrase(words: Sequence[Word], head: int) -> tuple[int, int]:
    start, end = head, head + 1
    while start > 0 and words[start - 1].pos == "ADJ" and words[start - 1].head == head:
        start -= 1
    while end < len(words) and (
        (words[end].head in range(start, end) and words[end].pos in ("ADP", "NOUN", "PROPN", "ADJ"))
        or (words[end].pos == "ADP" and end + 1 < len(words) and words[end + 1].head == head)
    ):
        end += 1
    return start, end


def _text(sentence: Sentence) -> str:
    """A string in which the words stand at their places in the story."""
    return _Padded(sentence)  # type: ignore[return-value]


class _Padded:
    """The gaps between a sentence's words, read by place as from the story's text."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __getitem__(self, place: slice) -> str:
        return " " if place.stop > place.start else ""


def _mention_at(sentence: Sentence, k: int, mentions: Sequence[Mention]) -> Mention | None:
    if k >= len(sentence.words):
        return None
    start = sentence.words[k].start
    return next((m for m in mentions if m.span.start <= start < m.span.end), None)


def _holding(sentence: Sentence, k: int, mentions: Sequence[Mention]) -> Mention | None:
    """The mention whose head or whose span holds word `k`; a person rather than his office or his body."""
    word = sentence.words[k]
    held = [m for m in mentions if m.span.start <= word.start < m.span.end or m.head == k]
    order = {"person": 0, "office": 1, "organisation": 2}
    return min(held, key=lambda m: (order[m.kind], m.span.start), default=None)


def _next_to(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> Mention | None:
    """A person right after the verb, where the tree lost the subject."""
    verb = sentence.words[i]
    return next(
        (m for m in mentions if m.kind in ("person", "organisation") and 0 <= m.span.start - verb.end <= 2), None
    )


def _of(mention: Mention, verb: int, about: bool = False) -> _Source:
    return _Source(mention.name, mention.polities, verb, mention.kind == "person", about)


def _direct(
    story: Story, sentences: Sequence[Sentence], sources: Sequence[_Source | None]
) -> tuple[list[Quote], set[int]]:
    """Stretches in quotation marks long enough to be speech, over sentences, and lines after a dash."""
    found: list[Quote] = []
    covered: set[int] = set()
    for start, end, first, last in _stretches(story, sentences):
        source = _speaker_of(first, last, sentences, sources, end)
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
    """Sentence and character where speech that word `opens` of sentence `first` began is closed, within 20 sentences."""
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
    first: int, last: int, sentences: Sequence[Sentence], sources: Sequence[_Source | None], end: int
) -> _Source | None:
    """Who says the stretch: named in its last or first sentence, in the sentence before («…:»), or in the next."""
    for n in dict.fromkeys((last, first, *range(first + 1, last))):
        if sources[n] is not None:
            return sources[n]
    if (
        first > 0
        and sources[first - 1] is not None
        and sentences[first - 1].words
        and sentences[first - 1].words[-1].text == ":"
    ):
        return sources[first - 1]
    if (
        last + 1 < len(sentences)
        and sources[last + 1] is not None
        and sentences[last + 1].words[0].text in ("–", "—", "-", ",")
    ):
        return sources[last + 1]
    if first > 0 and sources[first - 1] is not None:
        return sources[first - 1]
    return None


def _dialogue(sentences: Sequence[Sentence], sources: Sequence[_Source | None], covered: set[int]) -> list[Quote]:
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


def _reported(
    n: int, sentence: Sentence, sources: Sequence[_Source | None], sentences: Sequence[Sentence], covered: set[int]
) -> Quote | None:
    """Reported speech: the sentence itself, or the one before for «Об этом сообщает…»."""
    source = sources[n]
    if n in covered or source is None:
        return None
    if source.about and n > 0 and n - 1 not in covered and not sentences[n - 1].headline:
        return Quote(Span(sentences[n - 1].span.start, sentence.span.end), source.speaker, False, source.polities)
    return Quote(sentence.span, source.speaker, False, source.polities)
