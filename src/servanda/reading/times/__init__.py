"""Russian time expressions, resolved to EDTF against the day of the story (codebook, section 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from servanda.model.marked import Sentence, TimeMention
from servanda.model.span import Span
from servanda.model.when import bounds
from servanda.reading.strings import string
from servanda.reading.times import moments
from servanda.reading.times.moments import Answers
from servanda.reading.times.patterns import DASH
from servanda.reading.times.scan import Phrase, phrases

PART = (
    r"(?:(?:сам\w{2,3}\s+)?(?:конц[ауео]м?|конец|начал[аоуе]м?|середин[аеуы]|исход[ае]|окончани\w|завершени\w|"
    r"перв\w+\s+(?:половин\w|числ\w+|дн\w+)|втор\w+\s+половин\w|последн\w+\s+числ\w+)\s+)"
)
DEADLINE = re.compile(
    rf"(?:^|[\s(«„\"—–])(?:до|ко?|по|не\s+(?:позднее|позже)(?:\s+чем)?(?:\s+во?)?|в\s+срок\s+до)\s+{PART}?$"
)
SINCE = re.compile(
    rf"(?:^|[\s(«„\"—–])(?:[сc]о?|начиная\s+со?|после|не\s+(?:ранее|раньше)(?:\s+чем)?(?:\s+во?)?)\s+{PART}?$"
)
YEARLY = re.compile(r"(?:ежегодн\w*|кажд(?:ый|ого|ую|ое|ые)(?:\s+год)?,?)\s+(?:\w+\s+)?(?:во?\s+)?$")
PART_BEFORE = re.compile(rf"{PART}$")
BRIDGE = re.compile(rf"^(?P<dash>\s*{DASH}\s*)?(?P<word>(?:,?\s*и\s+)?\s*(?:по|до)\s+)?{PART}?$")
AND_DATE = re.compile(r"^(?:,\s*|\s*\(\s*|\s+)$")
AND_WEEKDAY = re.compile(r"^\s*[,(]\s*во?\s+$")
DATED = frozenset({"days", "numeric", "short"})
"""Rules of dates that tell the day and the month."""
DATELINE = re.compile(r"^\W*[А-ЯЁ][\w-]+(?:[ -][А-ЯЁ][\w-]+)*(?:\s+\([^)]*\))?\s*[.,]\s*$")
AFTER_DATELINE = re.compile(
    rf"^\s*(?:,\s*[а-я]+)?\s*[.,]?\s*(?:/|{DASH}|\(|[«\"]?[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?[»\"]?\s*(?:\.|{DASH}))"
)
OPENING = 60
"""A dateline stands within so many characters of a sentence's start."""


def times(sentences: Sequence[Sentence], day: date | None) -> tuple[TimeMention, ...]:
    """The time expressions of a story in order, without its dateline; `day` is the day of the story.

    An expression that needs a day or year that is not known is kept with both readings None.
    """
    return tuple(mention for number, sentence in enumerate(sentences) for mention in _sentence(number, sentence, day))


def _sentence(number: int, sentence: Sentence, day: date | None) -> Iterator[TimeMention]:
    text = string(sentence)
    found = list(phrases(text, day))
    if found and _only_a_date(text, found):
        return
    if found and _dateline(text, found[0]):
        found = found[1:]
    at = 0
    while at < len(found):
        taken, start, end, answers, role = _mention(text, found, at, day)
        base = sentence.span.start
        yield TimeMention(Span(base + start, base + end), number, answers[0], answers[1], role)
        at += taken


def _mention(text: str, found: list[Phrase], at: int, day: date | None) -> tuple[int, int, int, Answers, str]:
    """How many phrases one expression takes, where it stands, what it means and its role."""
    first = found[at]
    before, after = text[: first.start].lower(), found[at + 1] if at + 1 < len(found) else None
    if after is not None:
        gap = text[first.end : after.start].lower()
        if _interval(before, first, gap, after):
            both = moments.between(first.moment, after.moment, day)
            return 2, first.start, after.end, both, "point"
        if _same_day(first, gap, after):
            role, answers = _role(before, first if first.rule in DATED else after, day)
            return 2, first.start, after.end, answers, role
    role, answers = _role(before, first, day)
    return 1, first.start, first.end, answers, role


def _interval(before: str, first: Phrase, gap: str, after: Phrase) -> bool:
    """«С мая по июль», «в конце июня — начале июля»: two ends of one stretch."""
    bridge = BRIDGE.match(gap)
    if bridge is None or first.moment.unit == "recurring" or after.moment.unit == "recurring":
        return False
    if bridge["word"]:
        return SINCE.search(before) is not None or bool(bridge["dash"])
    return bool(bridge["dash"]) and first.moment.unit == after.moment.unit


def _same_day(first: Phrase, gap: str, after: Phrase) -> bool:
    """«В среду, 25 мая», «завтра, 5 июня», «25 мая, в среду»: the date says it all."""
    if first.rule in DATED:
        return after.rule == "weekday" and AND_WEEKDAY.match(gap) is not None
    return first.rule in ("weekday", "nearday") and after.rule in DATED and AND_DATE.match(gap) is not None


def _role(before: str, phrase: Phrase, day: date | None) -> tuple[str, Answers]:
    answers = phrase.moment.answers(day)
    if phrase.moment.unit == "recurring" or YEARLY.search(before):
        return "recurring", answers
    if phrase.rule == "coming":
        return "deadline" if (answers[0] or "").startswith("..") else "duration", answers
    if _is_interval(phrase):
        return "point", answers
    if DEADLINE.search(before):
        return "deadline", moments.until(answers)
    if SINCE.search(before):
        return "since", moments.onward(answers)
    if phrase.moment.unit == "week" and (part := PART_BEFORE.search(before)):
        return "point", _part_of_week(part[0], answers)
    return "point", answers


def _is_interval(phrase: Phrase) -> bool:
    """«С 8 по 11 ноября» is one phrase: its «с» opens the stretch and says nothing more."""
    told = phrase.moment.part or (phrase.moment.fixed or ("", ""))[0] or (phrase.moment.fixed or ("", ""))[1] or ""
    return "/" in told and phrase.rule in ("days", "months", "years", "quarter", "count")


def _part_of_week(part: str, answers: Answers) -> Answers:
    """The beginning of a week is about its Monday, its end about its Friday."""
    side = 0 if part.strip().startswith("нач") else 4 if part.strip().startswith("кон") else 2
    told: list[str | None] = []
    for answer in answers:
        first = bounds(answer)[0] if answer else None
        told.append(f"{moments.shift_days(first, side)}~" if first else None)
    return told[0], told[1]


def _only_a_date(text: str, found: list[Phrase]) -> bool:
    """A line of the page, «12.05.2023 10:00», not a sentence."""
    first = found[0]
    rest = text[: first.start] + text[first.end :]
    whole = first.rule in ("numeric", "short", "iso") or (first.rule == "days" and first.moment.year is not None)
    return whole and not re.search(r"[^\W\d_]", rest)


def _dateline(text: str, first: Phrase) -> bool:
    """«УФА, 2 мая. /ИА «Башинформ»/», «МОСКВА, 5 мая — РИА Новости»: place and day of writing."""
    if first.rule not in DATED or first.end > OPENING or not DATELINE.match(text[: first.start]):
        return False
    return AFTER_DATELINE.match(text[first.end :]) is not None
