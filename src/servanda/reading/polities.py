"""Recognising countries, regions, cities and unions of states in a story, by any word for them.

A name longer than one word is one mention; «Омской и Курганской областями» are two, «российско-казахстанский» is one
with two codes. What a form means where it could mean several things is decided by `ambiguity`, and when a capital
stands for its government by `governments`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from servanda.knowledge import polities as knowledge
from servanda.knowledge.leaders import home_of
from servanda.knowledge.polities import Sense
from servanda.knowledge.polity_rows import key
from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.ambiguity import Setting, chosen, quoted, support
from servanda.reading.gazetteer import Hit, hits
from servanda.reading.governments import governs, preposition
from servanda.reading.shared_nouns import shared

SEATED = frozenset(["в", "во", "из", "у", "на", "около", "возле"])
"""Prepositions after which a seat of government is the building itself."""
FORMS = {"body": "government", "airport": "name"}


def polities(
    story: Story, sentences: Sequence[Sentence], names: Sequence[NameSpan], extra: Path | None = None
) -> tuple[Mention, ...]:
    """Mentions of polities, and of places that belong to one (airports), in the order of the text.

    Forms: name, adjective, inhabitant, government, and part for a name within a title in quotation marks. `extra` is
    a user's own table (see `knowledge.polity_rows`).
    """
    table = knowledge.table(extra)
    found = [tuple(hits(sentence.words, table)) for sentence in sentences]
    counts = support((hit for row in found for hit in row), home_of(story.source))
    own_names = by_sentence(sentences, names)
    mentions: list[Mention] = []
    for number, (sentence, row) in enumerate(zip(sentences, found, strict=True)):
        if row:
            mentions.extend(of_sentence(number, sentence, row, Setting(table.polities, own_names[number], counts)))
    return tuple(mentions)


def by_sentence(sentences: Sequence[Sentence], names: Sequence[NameSpan]) -> list[list[NameSpan]]:
    """The names within each sentence."""
    starts = [sentence.span.start for sentence in sentences]
    found: list[list[NameSpan]] = [[] for _ in sentences]
    for name in names:
        number = bisect_right(starts, name.span.start) - 1
        if number >= 0:
            found[number].append(name)
    return found


def of_sentence(number: int, sentence: Sentence, row: Sequence[Hit], setting: Setting) -> Iterator[Mention]:
    senses = {hit: sense for hit in row if not hit.compound and (sense := chosen(hit, sentence, setting))}
    joint = shared(row, sentence)
    capitals = seats(senses, setting)
    for hit in row:
        if hit.compound:
            codes = tuple(dict.fromkeys(sense.code for sense in hit.senses))
            yield mention(number, sentence, hit, "adjective", hit_name(hit, sentence), codes)
        elif hit in joint and not (hit in senses and senses[hit].form == "name"):
            yield mention(number, sentence, hit, "name", joint[hit].name, (joint[hit].code,))
        elif hit in senses:
            yield simple(number, sentence, hit, senses[hit], capitals, setting)


def simple(
    number: int, sentence: Sentence, hit: Hit, sense: Sense, capitals: dict[int, str], setting: Setting
) -> Mention:
    """The mention of a hit with one sense."""
    index = head(hit, sentence)
    form, code = FORMS.get(sense.form, sense.form), sense.code
    name = sense.name if form in ("name", "government") else setting.polities[code].name
    kind = "place" if sense.form == "airport" else "polity"
    if form in ("name", "government") and quoted(hit, sentence, setting):
        form = "part"
    elif index in capitals and form == "name" and governs(index, sentence, tuple(capitals)):
        form, code = "government", capitals[index]
    elif sense.form == "government" and preposition(index, sentence) in SEATED:
        kind, form, code = "place", "name", knowledge.capital(code) or code
    return mention(number, sentence, hit, form, name, (code,), kind)


def seats(senses: dict[Hit, Sense], setting: Setting) -> dict[int, str]:
    """Head words that name capitals of countries, with the country's code; only where another country is spoken of."""
    countries = {code for code in setting.support if len(code) == 2 and code.isalpha()}
    found: dict[int, str] = {}
    for hit, sense in senses.items():
        country = knowledge.country(sense.code)
        if sense.form != "name" or country is None or hit.first != hit.last:
            continue
        if setting.polities[country].capital == sense.code and sense.code != country and countries - {country}:
            found[hit.last] = country
    return found


def mention(
    number: int,
    sentence: Sentence,
    hit: Hit,
    form: str,
    name: str,
    codes: tuple[str, ...],
    kind: str = "polity",
) -> Mention:
    return Mention(hit.span, number, head(hit, sentence), kind, name, codes, form)


def hit_name(hit: Hit, sentence: Sentence) -> str:
    """A compound adjective in the nominative masculine: «российско-казахстанский»."""
    text = key(sentence.words[hit.first].text)
    stem, _, last = text.rpartition("-")
    return f"{stem}-{hit.senses[-1].name}" if stem else last


def head(hit: Hit, sentence: Sentence) -> int:
    """The word of the hit that hangs on a word outside it; its first where several do."""
    for index in range(hit.first, hit.last + 1):
        if not hit.first <= sentence.words[index].head <= hit.last:
            return index
    return hit.first
