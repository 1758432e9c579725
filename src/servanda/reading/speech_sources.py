"""Who speaks in a sentence: the subject of a verb of saying, «по словам…», «в пресс-службе»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from servanda.knowledge.organisations import find, heads
from servanda.knowledge.polities import latin
from servanda.knowledge.tables import rows as table_rows
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, Sentence, Word
from servanda.reading.inflection import phrase_nominative

_SUBJECT = ("nsubj", "nsubj:pass")
_VAGUE = word_set("quotes", "vague")
_PAPERS = word_set("quotes", "papers")
_REPEATED = word_set("quotes", "repeated")
_COMPANIES = word_set("unnamed_bodies", "company")
_SPEAKERS = ("person", "organisation", "office")


@lru_cache(maxsize=1)
def speech_words() -> Mapping[str, str]:
    """Lemmas that report speech: `say` for verbs, `noun` for «слова» in «по словам»."""
    return {row["word"]: row["sort"] for row in table_rows("speech.tsv")}


@dataclass(frozen=True, slots=True)
class Source:
    """Who speaks, and the word that says so."""

    speaker: str | None
    polities: tuple[str, ...]
    verb: int
    about: bool = False
    """«об этом сообщает…»: what was said stands before."""
    again: bool = False
    """«по их словам», «по данным агентства»: whoever spoke last."""


def speech_sources(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], text: str, outlet: str | None = None
) -> list[Source | None]:
    """Who speaks in each sentence, None where nobody does: a person, an organisation, an office or a
    government of `mentions`. `text` is the story's; its own `outlet` (host or name) is
    no speaker: what it wrote before is its own word."""
    by_line: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind in _SPEAKERS or mention.form == "government":
            by_line.setdefault(mention.sentence, []).append(mention)
    found = [_source(s, by_line.get(n, ()), text) for n, s in enumerate(sentences)]
    own = [None if one and one.speaker and is_outlet(one.speaker, outlet) else one for one in found]
    return _continued(_named_before(own, sentences, mentions))


def _named_before(
    sources: Sequence[Source | None], sentences: Sequence[Sentence], mentions: Sequence[Mention]
) -> list[Source | None]:
    """«сообщили в компании»: the company that was named last, or in the same sentence."""
    made = list(sources)
    companies = [m for m in mentions if m.kind == "organisation" and _is_company(m)]
    for n, source in enumerate(sources):
        if source is not None and (source.speaker or "").lower() in _COMPANIES:
            before = [m for m in companies if m.span.start < sentences[n].span.end]
            last = before[-1] if before else None
            made[n] = replace(
                source, speaker=last.name if last else None, polities=last.polities if last else (), again=not last
            )
    return made


def _is_company(mention: Mention) -> bool:
    known = find(mention.name)
    return known.sort == "company" if known else mention.name[:1].isupper() and len(mention.name.split()) <= 2


def is_outlet(name: str, outlet: str | None) -> bool:
    """Whether a body is the outlet itself: «Башинформ» at `bashinform.ru`."""
    host = (outlet or "").lower().removeprefix("t.me:").split("//")[-1].removeprefix("www.").strip().split("/")[0]
    labels = {"".join(ch for ch in latin(label) if ch.isalnum()) for label in (host, *host.split("."))}
    return "".join(ch for ch in latin(name.lower()) if ch.isalnum()) in labels - {""}


def _continued(sources: Sequence[Source | None]) -> list[Source | None]:
    """Sources that only point back, with the speaker they point to."""
    last: Source | None = None
    made: list[Source | None] = []
    for source in sources:
        if source is not None and source.again:
            source = replace(source, speaker=last.speaker, polities=last.polities) if last else None
        last = source if source is not None and source.speaker else last
        made.append(source)
    return made


def _source(sentence: Sentence, mentions: Sequence[Mention], text: str) -> Source | None:
    words = sentence.words
    for i, word in enumerate(words):
        sort = speech_words().get(word.lemma)
        if sort is None:
            continue
        if sort == "noun" and word.pos == "NOUN" and (maker := _maker(sentence, i, mentions)):
            return maker
        if sort == "noun" and word.pos == "NOUN":
            found = _according(sentence, i, mentions, text)
        elif sort == "say":
            found = _said(sentence, i, mentions, text)
        else:
            continue
        if found:
            return found
    return _set_apart(sentence, mentions)


def _set_apart(sentence: Sentence, mentions: Sequence[Mention]) -> Source | None:
    """«Рейс откроют – Росавиация», «Ольга Котова: рейс откроют»: the source stands apart, without a verb."""
    words = sentence.words
    last = len(words) - 1
    while last > 0 and words[last].pos == "PUNCT" and words[last].text not in ("»", '"'):
        last -= 1
    for mention in mentions:
        start = next((k for k, w in enumerate(words) if w.start >= mention.span.start), 0)
        end = next((k for k, w in enumerate(words) if w.start >= mention.span.end), len(words))
        while mention.kind == "organisation" and end <= last and words[end].pos == "PROPN":
            end += 1
        dash = start > 3 and words[start - 1].text in ("–", "—", "-") and end == last + 1
        colon = start == 0 and end + 2 < len(words) and words[end].text == ":"
        if dash or colon:
            return _of(mention, start)
    return None


def _according(sentence: Sentence, i: int, mentions: Sequence[Mention], text: str) -> Source | None:
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
    if possessive or vague:
        return Source(None, (), i, again=True)
    return _human_phrase(words, i + 1, i, text)


def _maker(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> Source | None:
    """«Такое заявление сделал министр», «выступил с заявлением»."""
    words = sentence.words
    verb = words[i].head
    if verb < 0 or words[verb].lemma not in ("сделать", "выступить", "распространить", "прозвучать"):
        return None
    subject = next((k for k, w in enumerate(words) if w.head == verb and w.rel.startswith(_SUBJECT) and k != i), None)
    who = _holding(sentence, subject, mentions) if subject is not None else None
    return _of(who, verb, words[0].lemma in ("такой", "это", "этот", "подобный")) if who else None


def _said(sentence: Sentence, i: int, mentions: Sequence[Mention], text: str) -> Source | None:
    """The subject of a verb of saying, or «в пресс-службе», «в министерстве» beside an impersonal plural."""
    words, verb = sentence.words, sentence.words[i]
    if verb.feats.get("VerbForm") in ("Inf", "Conv") and not _finite_above(words, i):
        return None
    if verb.feats.get("Person") in ("1", "2") or verb.feats.get("Mood") == "Imp" or verb.text.lower() == "напомним":
        return None
    about = _points_back(words, i)
    cited = _cited(sentence, i, mentions, text)
    if cited is not None:
        return replace(cited, about=about)
    subject = next(
        (k for k, w in enumerate(words) if w.head == i and w.rel.startswith(_SUBJECT) and not _told(w)), None
    )
    if subject is not None and words[subject].pos != "PRON":
        return _subject_says(sentence, subject, i, mentions, text)
    who = _holding(sentence, subject, mentions) if subject is not None else None
    if who is not None:
        return _of(who, i, about)
    if subject is not None and words[subject].lemma in ("он", "она"):
        return Source(None, (), i, about, again=True)
    return _said_in(sentence, subject, i, mentions, text)


def _subject_says(sentence: Sentence, subject: int, i: int, mentions: Sequence[Mention], text: str) -> Source | None:
    """A noun as the subject: somebody marked, or set beside it; «ведомство» for the last body; a human noun."""
    words, about = sentence.words, _points_back(sentence.words, i)
    who = _holding(sentence, subject, mentions)
    if who is not None:
        return _of(_teller(who, mentions), i, about)
    beside = next((m for m in mentions if m.kind == "person" and words[m.head].head == subject), None)
    if beside is not None:
        return _of(beside, i, about)
    if words[subject].lemma in _COMPANIES and (subject + 1 == len(words) or words[subject + 1].pos == "PUNCT"):
        return Source(words[subject].lemma, (), i, about)
    if words[subject].lemma in _REPEATED and (
        subject + 1 == len(words) or words[subject + 1].feats.get("Case") != "Gen"
    ):
        return Source(None, (), i, about, again=True)
    found = _human_phrase(words, subject, i, text)
    return replace(found, about=about) if found else None


def _human_phrase(words: Sequence[Word], head: int, verb: int, text: str) -> Source | None:
    """Somebody without a name: «источник в штабе», «городские чиновники»."""
    while head < len(words) and words[head].pos == "ADJ":
        head += 1
    if head >= len(words) or words[head].pos not in ("NOUN", "PROPN") or not _human(words[head]):
        return None
    start, end = _noun_phrase(words, head)
    return Source(phrase_nominative(words[start:end], head - start, text), (), verb)


def _cited(sentence: Sentence, verb: int, mentions: Sequence[Mention], text: str) -> Source | None:
    """«передаёт агентство со ссылкой на пресс-службу», «… на источник в штабе»: the one referred to is the source."""
    words = sentence.words
    for k, word in enumerate(words):
        if word.lemma == "ссылка" and k + 2 < len(words) and words[k + 1].text == "на":
            near = (_mention_at(sentence, j, mentions) for j in range(k + 2, min(k + 5, len(words))))
            named = next((m for m in near if m is not None), None)
            return _of(named, verb) if named else _human_phrase(words, k + 2, verb, text)
    return None


def _said_in(sentence: Sentence, subject: int | None, i: int, mentions: Sequence[Mention], text: str) -> Source | None:
    """«сообщили в пресс-службе», «говорится в сообщении министерства», or who stands right after a verb alone."""
    words, verb = sentence.words, sentence.words[i]
    about = _points_back(words, i)
    impersonal = verb.feats.get("Voice") == "Pass" or verb.feats.get("Variant") == "Short" or verb.text.endswith("ся")
    if verb.feats.get("Number") == "Plur" or impersonal or subject is None:
        near = [m for m in mentions if m.kind in ("organisation", "polity") and abs(m.head - i) < 12]
        place = next((m for m in near if _governed(words, m)), None)
        if place is None and impersonal:
            place = next((m for m in mentions if _on_paper(words, m)), None)
        if place is not None:
            return _of(place, i, about)
        if subject is None and verb.feats.get("Number") == "Plur" and (inside := _in_a_body(sentence, i, text)):
            return Source(inside, (), i, about)
    beside = _next_to(sentence, i, mentions) if subject is None else None
    return _of(beside, i, about) if beside is not None else None


def _on_paper(words: Sequence[Word], mention: Mention) -> bool:
    """Whether the mention is whose message, site or order it is: «говорится в сообщении министерства»."""
    start = next((k for k, w in enumerate(words) if w.start >= mention.span.start), 0)
    if start < 2 or words[start - 1].lemma not in _PAPERS:
        return False
    before = start - 2
    while before > 0 and words[before].pos == "ADJ":
        before -= 1
    return words[before].lemma in ("в", "на", "из")


def _teller(who: Mention, mentions: Sequence[Mention]) -> Mention:
    """«сообщил РИА Новости министр»: the one told stands before the one who tells, and shows no case."""
    if who.kind != "organisation":
        return who
    return next((m for m in mentions if m.kind in ("person", "office") and m.span.start - who.span.end == 1), who)


def _in_a_body(sentence: Sentence, i: int, text: str) -> str | None:
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
                return phrase_nominative(words[start:end], k - start, text)
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


def _mention_at(sentence: Sentence, k: int, mentions: Sequence[Mention]) -> Mention | None:
    if k >= len(sentence.words):
        return None
    start = sentence.words[k].start
    return next((m for m in mentions if m.span.start <= start < m.span.end), None)


def _holding(sentence: Sentence, k: int, mentions: Sequence[Mention]) -> Mention | None:
    """The mention whose head or whose span holds word `k`; a person rather than his office or his body."""
    word = sentence.words[k]
    held = [m for m in mentions if m.span.start <= word.start < m.span.end or m.head == k]
    order = {"person": 0, "office": 1, "organisation": 2, "polity": 3, "place": 3}
    return min(held, key=lambda m: (order[m.kind], m.span.start), default=None)


def _told(word: Word) -> bool:
    """Whether the word is in the dative by its form too: abbreviations and foreign names show no case."""
    return word.feats.get("Case") == "Dat" and not (word.text.isupper() or word.text.isascii())


def _next_to(sentence: Sentence, i: int, mentions: Sequence[Mention]) -> Mention | None:
    """A person or a body right after the verb, where the tree lost the subject; not whom it was told («ТАСС» in the
    dative)."""
    verb = sentence.words[i]
    for mention in mentions:
        close = 0 <= mention.span.start - verb.end <= 2
        if close and mention.kind in ("person", "organisation") and not _told(sentence.words[mention.head]):
            return mention
    return None


def _of(mention: Mention, verb: int, about: bool = False) -> Source:
    return Source(mention.name, mention.polities, verb, about)
