"""Trade turnover, exports and imports: value, change, whose trade with whom, over what time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from servanda.coding.figures.drafts import CONVERTED, Draft, because, period, span_of
from servanda.coding.figures.passages import MEASURES, Passage, Passages, apart, finest, money, region
from servanda.model.event import Measure, Reason
from servanda.model.marked import Amount, Mention

LINKED = re.compile(r"^\s*(?:[–—-]\s*|приходится\s+на\s+|составил\w*\s+|занима\w+\s+|объем\w*\s+)?(?:[а-я]+\s+)?$")
GOES_ON = re.compile(
    r"^\W*(?:(?:\S+\s+){0,7}он[аои]?\b|его\b|ее\b|их\b|из\s+(?:них|которых)|при\s+этом|причем|на\s+(?:перв|втор|трет)\w+\s+месте|"
    r"в\s+том\s+числе|также\b|объем\w*|сумма|это\b)"
)
NOW = re.compile(r"\b(?:настоящ\w+\s+(?:момент|врем)|сейчас\b|сегодня\b|сегодняшн)")
INTO = re.compile(r"\b(?:в|на)\s+(?:[а-я-]+\s+){0,2}$")
SIDE = {
    "exports": re.compile(r"\bиз\s+(?:[а-я-]+\s+){0,2}$"),
    "imports": re.compile(r"\bв\s+(?:[а-я-]+\s+){0,2}$"),
    "trade turnover": re.compile(r"(?!)"),
}
WORLD = re.compile(r"\bна\s+экспорт|зарубеж|международн|за\s+рубеж")
VERB = re.compile(r"(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ется|ются|динамика)$")
WITH = re.compile(r"(?:\bсо?|\bи|между|в|из|на)\s+(?:[а-я-]+\s+){0,2}$")
WINDOW_BEFORE, WINDOW_AFTER = 60, 110
PRICED, AIMED, CLOSE = 45, 80, 32


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word that names a measure."""

    start: int
    end: int
    measure: Measure
    text: str


def trade(passage: Passage, passages: Passages, earlier: Sequence[Draft]) -> Iterator[Draft]:
    """The trade figures of a sentence; `earlier` are those of the sentences before it."""
    keywords = _keywords(passage)
    if not keywords and not _goes_on(passage, earlier):
        return
    drafts: list[tuple[Keyword | None, Draft]] = []
    for amount in passage.amounts:
        if not _of_trade(passage, amount) or _out(passage, amount):
            continue
        word = _keyword(passage, amount, keywords)
        if word is None and keywords:
            continue
        if amount.change in ("up", "down") and amount.value is None and not _plain(passage, amount, word):
            continue
        measure = word.measure if word else earlier[-1].measure
        if drafts and drafts[-1][0] == word and drafts[-1][1].takes(amount):
            drafts[-1][1].add(amount)
            continue
        draft = Draft(measure, passage)
        draft.add(amount)
        drafts.append((word, draft))
    done: list[Draft] = [*earlier]
    for word, draft in drafts:
        for complete in _complete(draft, word, passages, done):
            done.append(complete)
            yield complete


def _complete(draft: Draft, word: Keyword | None, passages: Passages, earlier: Sequence[Draft]) -> Iterator[Draft]:
    """With its period and its parties; a figure of nobody is none."""
    draft.polities, why = _parties(draft, word, passages, earlier)
    if not draft.polities:
        return
    first = draft.amounts[0]
    if word:
        draft.reasons.append(because("measure", f"{draft.measure}: «{word.text}»", word.start, word.end))
    else:
        draft.reasons.append(Reason("measure", f"{draft.measure}: goes on from the sentence before"))
    start, end = first.span.start, first.span.end
    draft.reasons.append(because("amount", f"«{draft.passage.between(start, end)}»", start, end))
    draft.reasons.append(Reason("party", why))
    time = period(draft)
    if time:
        draft.period = span_of(time)
        draft.reasons.append(because("date", f"{draft.period}", time.span.start, time.span.end))
    elif earlier and draft.passage.number - earlier[-1].passage.number <= 2 and not NOW.search(draft.passage.low):
        draft.period = earlier[-1].period
        draft.reasons.append(Reason("date", f"{draft.period}: as of the figure before"))
    yield draft


def _keywords(passage: Passage) -> list[Keyword]:
    found = [
        Keyword(start, end, cast(Measure, measure), text)
        for measure, pattern in _patterns().items()
        for start, end, text in passage.find(pattern)
    ]
    return sorted(found, key=lambda word: word.start)


def _keyword(passage: Passage, amount: Amount, keywords: Sequence[Keyword]) -> Keyword | None:
    """The measure that an amount is of: the word linked right after it, or the last before it, or the next one."""
    before = [word for word in keywords if word.end <= amount.span.start]
    after = [word for word in keywords if word.start >= amount.span.end]
    if after:
        gap = passage.between(amount.span.end, after[0].start)
        dash = re.match(r"\s*[–—-]", gap) is not None
        if LINKED.match(gap) and (dash or not before or "," in passage.between(before[-1].end, amount.span.start)):
            return after[0]
    if before:
        return before[-1]
    if after and after[0].start - amount.span.end < 60:
        return after[0]
    return None


def _of_trade(passage: Passage, amount: Amount) -> bool:
    """A sum, a volume, a share or a change; «большая половина» is too vague to be one."""
    if amount.unit == "%" and passage.between(amount.span.start, amount.span.end).startswith("половин"):
        return False
    if amount.unit is None or amount.value is None:
        return amount.change is not None
    return amount.unit in ("%", "t", "m3", "kg") or money(amount)


def _out(passage: Passage, amount: Amount) -> bool:
    """Prices are no trade, and targets are no figures."""
    before = passage.between(max(passage.span.start, amount.span.start - PRICED), amount.span.start)
    around = passage.between(max(passage.span.start, amount.span.start - AIMED), amount.span.end + 20)
    if _not("policy").search(passage.low) or (money(amount) and CONVERTED.search(before)):
        return True
    return any(_not(name).search(text) for name, text in (("price", before), ("target", around), ("forecast", around)))


def _plain(passage: Passage, amount: Amount, word: Keyword | None) -> bool:
    """«Товарооборот снизился»: a verb of change beside the measure, without a number."""
    if word is None or not VERB.search(passage.between(amount.span.start, amount.span.end)):
        return False
    gap = max(amount.span.start - word.end, word.start - amount.span.end)
    return gap <= CLOSE


def _goes_on(passage: Passage, earlier: Sequence[Draft]) -> bool:
    """The sentence speaks on of the figures of the one before it."""
    if not earlier or passage.number - earlier[-1].passage.number != 1:
        return False
    if any(pattern.search(passage.low) for pattern in _others()):
        return False
    goods = any(amount.unit == "t" or isinstance(amount.change, float) for amount in passage.amounts)
    return GOES_ON.match(passage.low) is not None or (goods and earlier[-1].measure in ("exports", "imports"))


def _parties(
    draft: Draft, word: Keyword | None, passages: Passages, earlier: Sequence[Draft]
) -> tuple[tuple[str, ...], str]:
    """Whose trade it is: the polities around the measure's word, completed from the figures before and the story."""
    passage, first = draft.passage, draft.amounts[0]
    own = _listed(passage, first)
    places = [place for place in passage.places if word and _beside(place, word)]
    if earlier and all(place.form == "reference" for place in places):
        places = []
    near = finest(tuple(dict.fromkeys(region(code) for place in places for code in place.polities)))
    listed = {_listed(passage, amount) for amount in passage.amounts}
    base = next((code for code in near if code not in listed), None)
    if own and base:
        return (base, own), "the one named before the number"
    if len(near) >= 2:
        return near[:2], "named beside the measure"
    if len(near) == 1:
        return _completed(passage, near[0], word, passages, earlier)
    if earlier:
        return earlier[-1].polities, "as of the figure before"
    opening = finest(tuple(dict.fromkeys(region(code) for other in passages.all[:2] for code in other.codes)))
    if apart(opening) and not (word and WORLD.search(passage.low)):
        return opening[:2], "the polities that the story opens with"
    alone = passages.home or tuple(map(region, passages.marked.home)) or passages.main
    return alone[:1], "the polity that the story is told from"


def _beside(place: Mention, word: Keyword) -> bool:
    return word.start - WINDOW_BEFORE <= place.span.start <= word.end + WINDOW_AFTER


def _completed(
    passage: Passage, code: str, word: Keyword | None, passages: Passages, earlier: Sequence[Draft]
) -> tuple[tuple[str, ...], str]:
    """One polity is named: its trade with the world, or with the other party of the story."""
    for draft in reversed(earlier):
        if code in draft.polities and len(draft.polities) > 1:
            return draft.polities, "as of the figure before"
    place = next(place for place in passage.places if code in map(region, place.polities))
    before = passage.between(passage.span.start, place.span.start)
    partner = passages.partner(code)
    if partner and word and word.measure == "exports" and passages.case(place) == "Acc" and INTO.search(before):
        return (partner, code), "where the exports go, with the other party of the story"
    if code in passages.home or (word and _not("foreign").search(word.text)):
        return (code,), "with the world"
    if word and SIDE[word.measure].search(before):
        return (code,), "the one that trades, with the world"
    if partner and WITH.search(before):
        return (partner, code), "named with the other party of the story"
    return (code,), "named alone"


def _listed(passage: Passage, amount: Amount) -> str | None:
    """«На Россию — 92,4%, Киргизию — 4%»: the polity right before the number."""
    for place in passage.places:
        gap = passage.between(place.span.end, amount.span.start)
        if place.span.end <= amount.span.start and re.fullmatch(r"\s*[–—:(-]+\s*", gap):
            return region(place.polities[0])
    return None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {measure: re.compile(pattern) for measure, pattern in MEASURES.tables["trade"].items()}


@cache
def _others() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(MEASURES.any_of(table)) for table in ("flights", "people", "investment"))


@cache
def _not(name: str) -> re.Pattern[str]:
    return re.compile(MEASURES.tables["not"][name])
