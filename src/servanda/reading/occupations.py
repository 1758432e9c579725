"""Who holds what office where: «министр торговли Китая Чэнь Дэмин» is Чэнь Дэмин, министр торговли, Китай.

The office stands before the name, after it between commas, dashes or brackets, or alone where the story has told who
its holder is. The place of an office is the first body or polity among its words, else the polity of its adjective.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.knowledge.offices import office
from servanda.knowledge.organisations import heads
from servanda.knowledge.polities import known as polity_known
from servanda.knowledge.polities import name as polity_name
from servanda.knowledge.polities import polity
from servanda.model.marked import Marked, Mention, Sentence, Word
from servanda.reading.inflection import phrase_nominative, readings

_QUOTED = re.compile(r"""[^«„"“]*[«„"“](.+?)[»“"”]""")
_SEATED = re.compile(r"\s(?:в|во|на|от)\s")
_RULING = frozenset({"ruler", "premier", "minister"})
_MANAGING = ("управляющ", "заведующ", "командующ")
_MARKS = frozenset("«»„“”\"'")
_LINKS = frozenset({",", "–", "—", "-", "(", "это", "является", "стал", "станет", "был"})
_BETWEEN = frozenset({"в", "во", "на", "при", "по", "от", "из", "с", "для"})
_FAR = 18
"""Words before a name among which its office is sought."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """`person`, `position` and `where` in the nominative, and the same as the text writes them."""

    person: str
    position: str
    where: str
    person_text: str
    position_text: str
    where_text: str
    entity: int = -1
    """The person's number among the mentions of the story."""
    code: str = ""
    """The polity's code where the place is one, else the place's name."""
    inferred: bool = False
    """The place is told by the person's other mentions, not beside this office."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence with its mentions by word: bodies and polities that may be where an office is."""

    sentence: Sentence
    text: str
    places: dict[int, tuple[int, Mention]]
    held: dict[int, Mention]
    people: dict[int, Mention]
    named: Mapping[str, str]
    """How the story names polities, by code."""

    @property
    def words(self) -> Sequence[Word]:
        return self.sentence.words


def occupations(marked: Marked) -> tuple[Occupation, ...]:
    """Every office told of a person in a story, each once, in the order of the text."""
    told = [
        one
        for number, row in enumerate(_rows(marked))
        for mention in marked.mentions
        if mention.sentence == number
        for one in _told(row, mention)
    ]
    kept: list[Occupation] = []
    for one in sorted(told, key=lambda o: o.inferred):
        if not any(_repeats(one, other) for other in kept):
            kept.append(one)
    return tuple(dict.fromkeys(one for one in told if one in kept))


def _repeats(one: Occupation, other: Occupation) -> bool:
    """The same person in the same place with the same office, or with one that only says who heads the place."""
    same_person = one.person == other.person if one.entity < 0 else one.entity == other.entity
    if not same_person or one.code != other.code:
        return False
    role, second = _role(one.position), _role(other.position)
    return role == second or (role == "head" and other.code != other.where) or one.inferred


def _role(position: str) -> str:
    """What an office is by its table, else its word: premiers and prime ministers are one."""
    words = position.lower().split()
    known = next((found for word in words if (found := office(word))), None)
    return words[-1] if known is None else known.word if known.role in ("other", "manager", "deputy") else known.role


def _rows(marked: Marked) -> Iterator[_Row]:
    by_sentence: dict[int, list[Mention]] = {}
    for mention in marked.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    named: dict[str, str] = {}
    for mention in marked.mentions:
        text = marked.story.clean[mention.span.start : mention.span.end]
        if mention.kind == "polity" and mention.form in ("name", "part") and text[:1].isupper():
            named.setdefault(" ".join(mention.polities), text)
    for number, sentence in enumerate(marked.sentences):
        places: dict[int, tuple[int, Mention]] = {}
        held: dict[int, Mention] = {}
        people: dict[int, Mention] = {}
        for mention in sorted(by_sentence.get(number, ()), key=lambda m: m.span.start - m.span.end):
            start, end = _range(sentence, mention)
            if mention.kind in ("organisation", "polity") and mention.form != "reference":
                places.setdefault(start, (end, mention))
                for k in range(start, end):
                    held.setdefault(k, mention)
            if mention.kind == "person" and mention.form == "name":
                first = next((k for k in range(start, end) if sentence.words[k].start >= _bare(mention)), start)
                for k in range(first, end):
                    people.setdefault(k, mention)
        yield _Row(sentence, marked.story.clean, places, held, people, named)


def _range(sentence: Sentence, mention: Mention) -> tuple[int, int]:
    inside = [k for k, w in enumerate(sentence.words) if w.end > mention.span.start and w.start < mention.span.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _bare(mention: Mention) -> int:
    return (mention.bare or mention.span).start


def _told(row: _Row, mention: Mention) -> Iterator[Occupation]:
    """Occupations told at one mention of a person, or at an office whose holder is known."""
    start, end = _range(row.sentence, mention)
    if mention.kind == "office" and mention.entity >= 0:
        if made := _made(row, mention, start, end, mention.name):
            yield made
    elif mention.kind == "person" and mention.form == "name":
        first = next((k for k in range(start, end) if row.words[k].start >= _bare(mention)), start)
        shown = row.text[_bare(mention) : mention.span.end]
        for low, high in (*_before(row, first), *_after(row, end)):
            if made := _made(row, mention, low, high, shown):
                yield made


def _before(row: _Row, name: int) -> list[tuple[int, int]]:
    """Ranges of words of the offices before a name, one after another where they are listed."""
    low = name
    while low > 0 and name - low < _FAR and _may_stand(row, low - 1):
        low -= 1
    offices = [k for k in range(low, name) if _office(row, k) and k not in row.held]
    case = row.words[name].feats.get("Case")
    agreeing = next((k for k in offices if row.words[k].feats.get("Case") == case), None)
    offices = [k for k in offices if agreeing is None or k >= agreeing]
    firsts = [k for n, k in enumerate(offices) if n == 0 or row.words[_adjectives(row, k, low) - 1].text in (",", "и")]
    if not firsts:
        return []
    edges = [*firsts[1:], name]
    return [(_adjectives(row, k, low), _trim(row, edge, k)) for k, edge in zip(firsts, edges, strict=True)]


def _trim(row: _Row, edge: int, head: int) -> int:
    """The end of an office before the next one in a list."""
    while edge > head + 1 and (row.words[edge - 1].text in (",", "и") or row.words[edge - 1].pos == "PUNCT"):
        if row.words[edge - 1].text in _MARKS:
            break
        edge -= 1
    return edge


def _may_stand(row: _Row, k: int) -> bool:
    """Whether a word may stand between an office and the name: nominals, names, and what joins them."""
    word = row.words[k]
    if k in row.people:
        return False
    if k in row.held or word.text in _MARKS or word.lemma in _BETWEEN:
        return True
    if word.text in (",", "и"):
        near = range(k + 1, min(k + 4, len(row.words)))
        return any(_office(row, j) for j in near) or (
            word.text == "и"
            and k > 0
            and row.words[k + 1].feats.get("Case") == row.words[k - 1].feats.get("Case") == "Gen"
        )
    return word.pos in ("NOUN", "PROPN", "ADJ", "NUM", "X", "DET") and word.feats.get("Variant") != "Short"


def _after(row: _Row, end: int) -> list[tuple[int, int]]:
    """Ranges of the offices set after a name, each behind a comma: «Иванов, глава ведомства, член совета, сообщил»."""
    words = row.words
    found: list[tuple[int, int]] = []
    k = end
    while k < len(words) and k - end < 3 * _FAR:
        start = k
        while start < len(words) and words[start].text.lower() in _LINKS and start - k < 2:
            start += 1
        if start == k:
            break
        k = start
        while k < len(words) and k - start < 5 and (words[k].pos == "ADJ" or words[k].lemma in _ACTING):
            k += 1
        head = k
        if k >= len(words) or k in row.people or words[k].pos == "VERB":
            break
        while k < len(words) and k - head < _FAR and _may_stand(row, k) and words[k].text not in (",", "и"):
            k += 1
        if k < len(words) and k in row.people and words[k - 1].text != ",":
            break
        if _office(row, head) and head not in row.held:
            found.append((start, k))
    return found


_ACTING = frozenset({"исполнять", "исполняющий", "обязанность"})
_PASSING = frozenset({"нынешний", "бывший", "тогдашний", "действующий", "новый", "прежний", "будущий"})
_STATE = frozenset(
    {"ruler", "premier", "minister", "head", "deputy", "legislator", "envoy", "speaker", "aide", "soldier"}
)


def _office(row: _Row, k: int) -> bool:
    """A noun that names an office or a trade."""
    word = row.words[k]
    if word.text.lower().startswith(_MANAGING):
        return True
    if word.pos not in ("NOUN", "PROPN", "ADJ") or (word.text[:1].isupper() and k > 0 and office(word.lemma) is None):
        return False
    if office(word.lemma) is not None:
        return True
    return word.pos == "NOUN" and any(
        "anim" in r.marks and r.known and r.pos == "NOUN" for r in readings(word.text)[:1]
    )


def _adjectives(row: _Row, head: int, low: int) -> int:
    """Back over adjectives before an office, «чрезвычайный и полномочный посол» among them."""
    start = head
    while start > low and (
        (row.words[start - 1].pos == "ADJ" and (row.words[start - 1].text[:1].islower() or start == 1))
        or (start - 1 in row.held and row.held[start - 1].form == "adjective")
        or (
            row.words[start - 1].text == "и" and start - 2 >= low and start < head and row.words[start - 2].pos == "ADJ"
        )
    ):
        start -= 1
    return start


def _made(row: _Row, mention: Mention, low: int, high: int, shown: str) -> Occupation | None:
    """The occupation that words `low` up to `high` tell of a person; None where they tell no place."""
    head = next((k for k in range(low, high) if _office(row, k) and k not in row.held), None)
    if head is None or row.words[head].feats.get("Number") == "Plur":
        return None
    place = _place(row, head, low, high, mention)
    if place is None:
        return None
    start = next((k for k in range(low, head) if k not in row.held and row.words[k].lemma not in _PASSING), head)
    end = max(head + 1, place.starts)
    while end > head + 1 and not (row.words[end - 1].pos in ("NOUN", "PROPN") or row.words[end - 1].text.isupper()):
        end -= 1
    words = row.words[start:end]
    return Occupation(
        mention.name,
        phrase_nominative(words, head - start, row.text),
        place.name,
        shown,
        row.text[words[0].start : words[-1].end],
        place.text,
        mention.entity,
        place.code or place.name,
        place.inferred,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an office is: its name, how the text writes it, and the word where it starts."""

    name: str
    text: str
    starts: int
    code: str = ""
    inferred: bool = False


def _place(row: _Row, head: int, low: int, high: int, mention: Mention) -> _Place | None:
    known = office(row.words[head].lemma)
    of_state = known is not None and known.role in _STATE
    named = next((k for k in range(head + 1, high) if k in row.places and _names(row, k, of_state)), None)
    inner = next(
        (k for k in range(head + 1, named or high) if row.words[k].lemma in heads() and k not in row.held), None
    )
    if inner is not None:
        return _headed(row, head, inner, named, high)
    adjective = next((k for k in range(head + 1, named or high) if _is_adjective(row, k)), None)
    if adjective is not None and (of_a_people := _of_a_people(row, adjective, high)):
        return of_a_people
    if named is not None:
        return _named_place(row, named)
    own = next((row.held[k] for k in range(low, head) if k in row.held and row.held[k].polities), None)
    if own is not None and of_state:
        return _polity(row, own.polities[0], high)
    code = mention.polities[0] if len(mention.polities) == 1 else ""
    if known and known.role in _RULING and known.level != "body" and polity_known(code):
        return replace(_polity(row, code, high), inferred=True)
    return None


def _polity(row: _Row, code: str, starts: int) -> _Place:
    """A polity that an adjective tells, by its name; as text, the way the story names it elsewhere."""
    return _Place(polity_name(code), row.named.get(code) or polity_name(code), starts, code)


def _headed(row: _Row, head: int, inner: int, named: int | None, high: int) -> _Place:
    """A body that no mention holds, by its head word at `inner`: «депутат муниципального собрания района N»."""
    first = inner
    while first - 1 > head and row.words[first - 1].pos == "ADJ":
        first -= 1
    stop = row.places[named][0] if named is not None else high
    while stop > inner + 1 and (row.words[stop - 1].pos == "PUNCT" or row.words[stop - 1].lemma in _BETWEEN):
        stop -= 1
    if named is not None and heads()[row.words[inner].lemma].sort in ("company", "media"):
        name, text = _bare_name(row, row.places[named][1])
        return _Place(name, text, first)
    words = row.words[first:stop]
    text = row.text[words[0].start : words[-1].end]
    return _Place(phrase_nominative(words, inner - first, row.text), text, first)


def _named_place(row: _Row, k: int) -> _Place:
    mention = row.places[k][1]
    code = mention.polities[0] if mention.kind == "polity" and mention.polities else ""
    name, text = _bare_name(row, mention)
    return _Place(name, text, k, code)


def _of_a_people(row: _Row, k: int, high: int) -> _Place | None:
    """«глава палестинской делегации»: an adjective of a polity with the noun it belongs to."""
    end = k + 1
    while end < high and row.words[end].pos == "ADJ":
        end += 1
    if end < high and row.words[end].text in _MARKS:
        near = next((j for j in (end, end + 1) if j in row.places), None)
        return _named_place(row, near) if near is not None else None
    if end >= high or row.words[end].pos not in ("NOUN", "PROPN"):
        return None
    words = row.words[k : end + 1]
    text = row.text[words[0].start : words[-1].end]
    return _Place(phrase_nominative(words, len(words) - 1, row.text), text, k)


def _is_adjective(row: _Row, k: int) -> bool:
    return (
        k in row.held
        and row.held[k].kind == "polity"
        and row.words[k].pos == "ADJ"
        and row.places.get(k, (0,))[0] == k + 1
    )


def _names(row: _Row, k: int, of_state: bool) -> bool:
    """Whether the mention at a word may be where an office is: a body, a union, or a polity for an office of state."""
    mention = row.places[k][1]
    union = bool(mention.polities) and polity_known(mention.polities[0]) and polity(mention.polities[0]).kind == "union"
    return mention.kind == "organisation" or union or (of_state and not _is_adjective(row, k))


def _bare_name(row: _Row, mention: Mention) -> tuple[str, str]:
    """A name and its text, of a company without the words that say of what sort it is and without marks."""
    text = row.text[mention.span.start : mention.span.end]
    if mention.kind != "organisation":
        return mention.name, text
    quoted = _QUOTED.fullmatch(text)
    return mention.name, quoted.group(1) if quoted else _SEATED.split(text, maxsplit=1)[0]
