"""A story's text with everything marked in it that coding needs: what `reading` hands to `coding`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.model.span import Span
from servanda.model.story import Story


@dataclass(frozen=True, slots=True)
class Word:
    """A token of a sentence. `head` is the index of its head in the same sentence, -1 for the root."""

    start: int
    end: int
    text: str
    lemma: str
    """Lower case, ё as written in the dictionary form, «встретиться»."""
    pos: str
    """Universal part of speech: NOUN, PROPN, VERB, ADJ, ADP…"""
    feats: Mapping[str, str]
    """Universal features: {"Case": "Gen", "Number": "Sing"}."""
    head: int
    rel: str
    """Universal dependency relation: nsubj, obl, nmod…"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; its words form one tree."""

    span: Span
    words: tuple[Word, ...]
    headline: bool = False


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name as the network saw it: `kind` is PER, LOC or ORG."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the engine makes of one text: sentences with trees, and raw names."""

    sentences: tuple[Sentence, ...]
    names: tuple[NameSpan, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that names, or refers to, someone or something.

    `kind`: `polity` (a country, region, city, or a union of states, by any word for it), `person`, `organisation`,
    `gathering` (a named event of many), `office` (an office-holder without a name: «глава республики»),
    `place` (a place that is no polity: «Смольный», «Экспоцентр»).
    `form` says how: `name`, `adjective` («башкирский», also in «российско-казахстанский»), `inhabitant`
    («казахстанцы»), `reference` («республика», «обе стороны», «столицы наших республик»), `government`
    («Москва заявила», «Белый дом»), `part` (inside a longer name: «Беларуси» in «Министерство торговли Беларуси»).
    `polities` are codes by section 4 of the codebook: what the mention is, or whom it stands for (a premier: his
    region; a ministry: its country; a known company: its country). Empty where nothing is known.
    """

    span: Span
    sentence: int
    head: int
    """Index of its head word in the sentence."""
    kind: str
    name: str
    """Nominative, no office: «Андрей Назаров», «Министерство торговли Республики Беларусь», «Костанай»."""
    polities: tuple[str, ...] = ()
    form: str = "name"
    entity: int = -1
    """Mentions of one person, organisation or gathering in the story share this number; -1 where not resolved."""
    office: str | None = None
    """The office words where given: «премьер-министр правительства Башкирии»."""
    sure: float = 1.0
    bare: Span | None = None
    """Where a person's name itself stands, when `span` holds an office before it too."""


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression. Which day it means can hang on the tense of its verb, so both answers are kept.

    `future` and `past` are EDTF (codebook, section 3), resolved against the story's date for an act that lies ahead
    or back; equal where the expression is absolute; None where it cannot be told.
    `role`: `point` (when it happens), `deadline` (not later than), `since` (from then on), `recurring`, `duration`.
    """

    span: Span
    sentence: int
    future: str | None
    past: str | None
    role: str = "point"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit. `value` is in the base unit (340000000.0), `unit` by section 2 of the codebook.

    `change`: signed per cent where the amount is a rate of change («выросло в 1,5 раза»: 50.0), "up" or "down"
    where no number is given; None where it is no change.
    """

    span: Span
    sentence: int
    value: float | None
    unit: str | None
    change: float | str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody is said to have said: `span` covers them, `speaker` is their author in the nominative."""

    span: Span
    speaker: str | None
    direct: bool = True
    """In quotation marks or after a dash; False for «заявил, что…», «по словам…»."""
    speaker_polities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A story with its marks, each list in the order of the text."""

    story: Story
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    amounts: tuple[Amount, ...] = ()
    quotes: tuple[Quote, ...] = ()
    home: tuple[str, ...] = ()
    """Polities that the story is told from: the outlet's own region and country, the ones its references mean."""
    extras: Mapping[str, str] = field(default_factory=dict)
