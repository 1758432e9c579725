"""Finding the time expressions of a line: where they stand, and which look-alikes are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.reading.lexicon import lowered
from servanda.reading.times.meanings import MEANINGS
from servanda.reading.times.moments import Moment
from servanda.reading.times.patterns import COUNTED, PATTERNS, rules, scanner, trigger

LINK = re.compile(
    r"(?:^|[\s(«\"—–-])(?:в|во|с|со|к|ко|до|по|на|за|от|об?|из|или|и|после|весь|всю|начал\w*|середин\w*|кон(?:ец|ца|цу|це|цом)|"
    r"итог\w*|числа\w*|половин\w*|течени[еи]|ежегодно|период\w*|не\s+(?:позднее|позже|ранее|раньше))\s+$"
)
NUMBERED = re.compile(r"(?:№|#|[-–—/]|\bстать\w+|\bтел\.?|\bиндекс\w*)\s?$|[\w»\"]\s?[-–—]$")
AFTER_NOUN = re.compile(r"\s+(?!(?:в|на|из|об?|во|по|с|и|что)\b)[\w«\"]")
LATE = re.compile(r"^\s*(?:после|до\s+того)\b")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A time expression found at `start` to `end` of a line by the rule of that name."""

    rule: str
    start: int
    end: int
    moment: Moment


def phrases(line: str, day: date | None) -> Iterator[Phrase]:
    """The time expressions of a line in order, none overlapping another; the line in its own case."""
    low = lowered(line)
    if not trigger().search(low):
        return
    at = 0
    while match := scanner().search(low, at):
        rule = match.lastgroup or ""
        found = _read(rule, line, low, match.start(), day)
        at = found.end if found else _next_word(low, match.start())
        if found:
            yield found


def _read(rule: str, line: str, low: str, start: int, day: date | None) -> Phrase | None:
    """The first rule, from the one that the scanner named on, that makes sense of the place."""
    names = list(PATTERNS)
    for name in names[names.index(rule) :]:
        match = rules()[name].match(low, start)
        if match is None or not _meant(name, match, line, low):
            continue
        groups = {**match.groupdict(), "start": "за" if re.search(r"\bза\s+(?:\w+\s+)?$", low[:start]) else None}
        moment = MEANINGS[name](groups, day)
        if moment is not None:
            return Phrase(name, start, match.end(), moment)
    return None


def _next_word(low: str, at: int) -> int:
    """Where the next word begins."""
    word = re.compile(r"\w+").match(low, at)
    return word.end() if word else at + 1


def _meant(rule: str, match: re.Match[str], line: str, low: str) -> bool:
    """Whether a match stands for a time: «в мае», not «Майя»; «в 2023 году», not «№ 2023»."""
    before, after = low[: match.start()], low[match.end() :]
    linked = LINK.search(before) is not None
    told = match.groupdict()
    if rule == "year":
        return not NUMBERED.search(before) and (bool(told["word"] or told["bare"]) or (linked and not _counted(after)))
    capital = line[match.start()].isupper() and match.start() > 0
    if rule == "monthly":
        return not capital
    if rule == "months":
        whole = bool(told["y"] or told["rel"] or told["mod"])
        return whole or bool(told["to"]) or (linked and not capital)
    if rule == "years":
        return not NUMBERED.search(before) and not _counted(after)
    if rule == "decade":
        return len(told["y"] or "") == 4 or linked or re.search(r"г", match[0]) is not None
    if rule == "season":
        return bool(told["a"] or told["y"] or told["rel"] or told["mod"]) or _season_alone(match[0], before)
    if rule == "weekday":
        return bool(told["mod"] or told["week"]) or _weekday_alone(match[0], before)
    if rule == "nearday" and match[0] == "накануне":
        return not AFTER_NOUN.match(after) or _verb(after) or (not before.strip() and _subject(after))
    if rule == "weekend":
        return bool(told["past"] or told["near"]) or linked
    if rule == "ahead":
        return not LATE.match(after)
    return True


def _counted(after: str) -> bool:
    """A number that counts things: «в 2023 раза»."""
    return not re.match(COUNTED, after)


def _season_alone(word: str, before: str) -> bool:
    """«Летом» is a time by itself; «лета», «лето» only after a preposition, for «лет» counts years."""
    if word in ("весной", "летом", "осенью", "зимой"):
        return True
    return re.search(r"(?:\b(?:с|до|к|на)|кон(?:ца|цу|це)|начал[ауе]|середин[ыеу])\s+$", before) is not None


def _weekday_alone(word: str, before: str) -> bool:
    """«В среду», not «среды» of the environment."""
    if word == "среды":
        return before.endswith("со ")
    return re.search(r"(?:^|[\s(,])(?:в|во|на|с|со|до|к|по|утром|вечером|днем|ночью)\s+$", before) is not None


def _verb(after: str) -> bool:
    """«Накануне состоялась…» tells a day; «накануне визита» does not."""
    word = re.match(r"\s+([а-я]+)", after)
    return word is not None and re.search(r"(?:л|ла|ло|ли|лся|лась|лось|лись|ет|ют|ит|ят)$", word[1]) is not None


def _subject(after: str) -> bool:
    """«Накануне президент…» tells a day, for what follows is no genitive, as it is in «накануне переговоров»."""
    word = re.match(r"\s+([а-я]+)", after)
    return word is not None and re.search(r"(?:[бгджзклнпрстфцчшщ]|[^ое]в|[^иы]м|ция)$", word[1]) is not None
