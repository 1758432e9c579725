"""The sentences of a story with what figures are made of: amounts, times and polities, by their place in the line."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from servanda.model.marked import Amount, Marked, Mention, Sentence, TimeMention
from servanda.model.span import Span
from servanda.reading.lexicon import Lexicon, lowered
from servanda.reading.strings import string

MEASURES = Lexicon("data/measures.toml", "servanda.coding")
FORMS = frozenset({"name", "adjective", "inhabitant", "reference", "government"})
CARRIER = re.compile(r"авиакомпани|перевозчик|airlines|авиалини|пресс-служб|росавиаци|министерств|агентств")


def region(code: str) -> str:
    """The code without its city."""
    return code.partition("/")[0]


def country(code: str) -> str:
    """The country of a code, or the union of states itself."""
    return code.partition("-")[0]


_SOURCE = re.compile(MEASURES.tables["not"]["source"] + "$")


def money(amount: Amount) -> bool:
    """Whether an amount is a sum of money: its unit is a code of ISO 4217."""
    return amount.unit is not None and len(amount.unit) == 3 and amount.unit.isupper()


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence; `low` is its text in lower case, and every `start` below counts in the story."""

    number: int
    span: Span
    low: str
    amounts: tuple[Amount, ...]
    times: tuple[TimeMention, ...]
    places: tuple[Mention, ...]
    """Mentions of polities, whatever word names them."""
    stops: tuple[Mention, ...]
    """Mentions of places that can be the end of a route, also inside longer names: «аэропорт «Уфа»»."""
    actors: tuple[Mention, ...]
    """Mentions of all that stand for a polity: places, companies, offices, people."""

    def between(self, start: int, end: int) -> str:
        """The lower-case text of a stretch of the story, cut to the sentence."""
        return self.low[max(0, start - self.span.start) : max(0, end - self.span.start)]

    def find(self, pattern: re.Pattern[str]) -> list[tuple[int, int, str]]:
        """Where a pattern stands in the story, and the words."""
        base = self.span.start
        return [(base + found.start(), base + found.end(), found[0]) for found in pattern.finditer(self.low)]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the polities named, each once, in order."""
        return _codes(self.places)

    @property
    def ends(self) -> tuple[str, ...]:
        """Codes of the places that a route can join, each once, in order, as fine as they are named."""
        return finest(_codes(self.stops))


def _codes(mentions: tuple[Mention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.polities))


def _source(sentence: Sentence, mention: Mention) -> bool:
    """«По данным ВТО», «по словам источника агентства» name who says it, not whom it is about."""
    low = lowered(string(sentence))
    return _SOURCE.search(low[: mention.span.start - sentence.span.start]) is not None


def _stop(mention: Mention) -> bool:
    """Where a flight can start or end: not «российский», not «в стране»."""
    if mention.kind not in ("polity", "place") or mention.form == "inhabitant" or len(mention.polities) != 1:
        return False
    return "-" in mention.polities[0] or mention.form == "name"


@dataclass(frozen=True)
class Passages:
    """All sentences of a story, and whom it is about."""

    marked: Marked

    @cached_property
    def all(self) -> tuple[Passage, ...]:
        amounts: list[list[Amount]] = [[] for _ in self.marked.sentences]
        times: list[list[TimeMention]] = [[] for _ in self.marked.sentences]
        mentions: list[list[Mention]] = [[] for _ in self.marked.sentences]
        for amount in self.marked.amounts:
            amounts[amount.sentence].append(amount)
        for time in self.marked.times:
            times[time.sentence].append(time)
        for mention in self.marked.mentions:
            in_money = any(a.span.overlaps(mention.span) for a in amounts[mention.sentence] if money(a))
            if mention.polities and not in_money:
                mentions[mention.sentence].append(mention)
        return tuple(
            self._passage(number, amounts[number], times[number], mentions[number])
            for number in range(len(self.marked.sentences))
        )

    def _passage(
        self, number: int, amounts: list[Amount], times: list[TimeMention], mentions: list[Mention]
    ) -> Passage:
        sentence = self.marked.sentences[number]
        carriers = [m.span for m in mentions if m.kind == "organisation" and CARRIER.search(lowered(m.name))]
        return Passage(
            number,
            sentence.span,
            lowered(string(sentence)),
            tuple(amounts),
            tuple(times),
            tuple(m for m in mentions if m.kind == "polity" and m.form in FORMS and not _source(sentence, m)),
            tuple(m for m in mentions if _stop(m) and not any(span.holds(m.span) for span in carriers)),
            tuple(m for m in mentions if m.form != "part" and not _source(sentence, m)),
        )

    @cached_property
    def main(self) -> tuple[str, ...]:
        """Regions and countries by how many sentences name them, the most first."""
        counts = Counter(code for passage in self.all for code in {region(code) for code in passage.codes})
        return tuple(code for code, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def home(self) -> tuple[str, ...]:
        """The region that the story is told from, where it speaks of it; else the country."""
        home = [region(code) for code in self.marked.home]
        return tuple(dict.fromkeys(code for code in home if code in self.main))

    def case(self, mention: Mention) -> str | None:
        """The grammatical case of a mention's head word, where the engine gave one."""
        words = self.marked.sentences[mention.sentence].words
        return words[mention.head].feats.get("Case") if mention.head < len(words) else None

    def partner(self, known: str) -> str | None:
        """The polity that the story most likely sets over against a known one: its home, or its other main party."""
        return next((code for code in (*self.home, *self.main) if apart((code, known))), None)


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The same parties, though one side may name a country where the other names a place in it."""

    def fits(code: str, codes: tuple[str, ...]) -> bool:
        return any(
            region(code) == region(c) or (country(code) == country(c) and c == country(c)) or code == country(c)
            for c in codes
        )

    return all(fits(code, other) for code in one) and all(fits(code, one) for code in other)


def apart(codes: tuple[str, ...]) -> bool:
    """Two different polities: not a country with its own region."""
    regions = {region(code) for code in codes}
    return any(a != b and not (a == country(b) or b == country(a)) for a in regions for b in regions)


def finest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Without a country whose region or city is named too: «в Коломбо (Шри-Ланка)»."""
    return tuple(code for code in codes if not any(other.startswith((code + "-", code + "/")) for other in codes))
