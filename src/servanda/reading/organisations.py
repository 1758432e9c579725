"""Organisations whole: institutions with all that hangs on them, companies by their names, bodies everybody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.offices import office
from servanda.knowledge.organisations import Organisation, abbreviated_ministry, heads, known_at
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, NameSpan, Sentence, Word
from servanda.model.story import Story
from servanda.reading.home import Setting, home, setting
from servanda.reading.inflection import phrase_nominative
from servanda.reading.inner_bodies import with_inner_bodies
from servanda.reading.institutions import body, headed, institution, polities_before, polities_in, to_bracket
from servanda.reading.lines import Line, lines
from servanda.reading.makes import is_make
from servanda.reading.phrases import head_of, left, right, trimmed
from servanda.reading.same_body import joined_bodies
from servanda.reading.short_names import with_short_names
from servanda.reading.unnamed_bodies import put_back

BY = frozenset({"по", "при"})
ABROAD = frozenset({"по", "при", "в", "на"})
_NATIONAL = word_set("organisations", "national")
_THINGS = word_set("organisations", "things")
_CODES = word_set("organisations", "codes")
_DOMAINS = frozenset({"ru", "com", "org", "net", "info", "kz", "by", "uz", "ua", "kg", "рф", "su", "eu"})


def organisations(
    story: Story,
    sentences: Sequence[Sentence],
    names: Sequence[NameSpan],
    polities: Sequence[Mention],
    gatherings: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """Every organisation named, with the polity it acts for; one entity number a body.

    `gatherings` are left out of them. Polities inside a longer name are not taken out here: `parts` does that.
    """
    around = setting(story, polities, home(story, polities))
    return found_organisations(lines(story, sentences, names, polities), around, gatherings)


def found_organisations(
    rows: Sequence[Line], around: Setting, gatherings: Sequence[Mention] = ()
) -> tuple[Mention, ...]:
    """The same over prepared lines."""
    blocked: dict[int, list[Mention]] = {}
    for gathering in gatherings:
        blocked.setdefault(gathering.sentence, []).append(gathering)
    found: list[Mention] = []
    for line in rows:
        for mention in _in_line(line, around):
            if not any(mention.span.overlaps(g.span) and not _sits(mention, g) for g in blocked.get(line.number, ())):
                found.append(mention)
    return joined_bodies(with_inner_bodies(with_short_names(put_back(found, around), rows), rows), rows)


def _sits(body: Mention, gathering: Mention) -> bool:
    """«заседание Межправительственной комиссии»: the body whose gathering it is stays a body."""
    return gathering.name.lower().startswith(("заседание", "сессия", "съезд")) and gathering.head < body.head


def _in_line(line: Line, around: Setting) -> list[Mention]:
    found: list[Mention] = []
    texts = [w.text for w in line.words]
    i, n = 0, len(texts)
    floor = 0
    while i < n:
        mention_end = _at(line, texts, i, floor, around)
        if mention_end is None:
            i += 1
            continue
        mention, end = mention_end
        found.append(mention)
        i = floor = max(end, i + 1)
    return found


def _at(line: Line, texts: Sequence[str], i: int, floor: int, around: Setting) -> tuple[Mention, int] | None:
    word = line.words[i]
    if i in line.inside and i not in line.polities and line.inside[i].form != "adjective":
        return None
    if word.pos in ("PUNCT", "VERB", "ADP", "CCONJ", "SCONJ", "PRON", "PART", "AUX") and i not in line.organisations:
        return None
    if word.lemma in _CODES and word.text.isupper() and i + 1 in line.polities:
        return None
    if is_make(line.words, i):
        return None
    head = heads().get(word.lemma)
    if head is not None and i not in line.persons and word.pos in ("NOUN", "PROPN", "X", "ADJ"):
        made = headed(line, texts, i, head, floor, around)
        if made:
            return made
    known = _known(line, texts, i)
    if known:
        return _named(line, i, *known, around)
    if (site := _site(line, i)) is not None:
        return body(line, i, site, i, line.text[word.start : line.words[site - 1].end], ()), site
    if i in line.organisations and not _only_polity(line, i) and not no_body(texts[i]):
        return _round_its_head(line, texts, i, floor, around) or _by_network(line, i, around)
    return None


def _round_its_head(
    line: Line, texts: Sequence[str], i: int, floor: int, around: Setting
) -> tuple[Mention, int] | None:
    """The network's name cut at an «и»: whole by its head word, «ансамбль песни и танца»."""
    k = head_of(line.words, i, line.organisations[i])
    head = heads().get(line.words[k].lemma)
    if head is None or k == i or head.sort in ("company", "media"):
        return None
    made = institution(line, texts, k, head, floor, around)
    return made if made and made[0].span.start <= line.words[i].start and made[1] >= line.organisations[i] else None


def _only_polity(line: Line, i: int) -> bool:
    """A polity that the network took for a body; not «Барселона» in quotation marks, a club."""
    quoted = i > 0 and line.quotes.get(i - 1) == line.organisations[i]
    return not quoted and i in line.polities and line.polities[i][0] >= line.organisations[i]


def _ministry(line: Line, i: int) -> Organisation:
    """«Минстройжилкомхозом»: a ministry that the table does not have."""
    name = phrase_nominative(line.words[i : i + 1], 0, line.text)
    return Organisation(name, ("*",), "state", name)


def _site(line: Line, i: int) -> int | None:
    """Index after a site's address, «infox.ru», which is told in three words without spaces."""
    three = line.words[i : i + 3]
    if len(three) < 3 or three[1].text != "." or three[2].text.lower() not in _DOMAINS:
        return None
    close = three[0].end == three[1].start and three[1].end == three[2].start
    return i + 3 if close and three[0].text.replace("-", "").isalnum() and three[2].text.islower() else None


def no_body(text: str) -> bool:
    """Capitals that the network takes for a body: «СМИ», «COVID-19»."""
    hit = known_at([text], 0)
    return hit is not None and hit[1].sort == "none"


def _known(line: Line, texts: Sequence[str], i: int) -> tuple[int, Organisation] | None:
    """A name of the table: it must be written as a name, so that «звезда» and «азимут» stay words."""
    text = texts[i]
    if not (text[:1].isupper() or i in line.organisations or abbreviated_ministry(text)):
        return None
    if abbreviated_ministry(text) and known_at(texts, i) is None:
        return i + 1, _ministry(line, i)
    hit = known_at(texts, i)
    if hit is None:
        return None
    end, organisation = hit
    if organisation.sort == "none" or line.polities.get(i, (0,))[0] >= end:
        return None
    quoted = i > 0 and i - 1 in line.quotes and line.quotes[i - 1] == end
    vague = end == i + 1 and not quoted and i not in line.organisations
    if vague and (
        i == 0 or i in line.inside or (len(text) > 4 and not text.isascii() and not _solid(text, organisation))
    ):
        return None if i in line.inside or not _solid(text, organisation) else hit
    return hit


def _solid(text: str, organisation: Organisation) -> bool:
    """A name that is no ordinary word: of a state's bodies, or not in the dictionary."""
    from servanda.reading.inflection import readings

    return organisation.sort in ("state", "union") or not any(
        r.known and not r.marks & {"Orgn", "Abbr"} for r in readings(text)
    )


def _named(line: Line, i: int, end: int, known: Organisation, around: Setting) -> tuple[Mention, int]:
    head = head_of(line.words, i, end)
    name, polities, stop = known.shown, known.polities, end
    if known.sort in ("state", "body", "union") or "*" in polities:
        stop = right(line, end - 1, by=ABROAD if known.sort == "body" else BY) if end < len(line.words) else end
        stop = _last_name(line, end, stop)
        own = polities_in(line, end, stop)
        if stop > end:
            name = name + line.text[line.words[end - 1].end : line.words[stop - 1].end]
        if own and (polities in (("*",), ()) or stop > end):
            polities = own
    if polities == ("*",):
        adjective = line.inside.get(i - 1)
        national = known.name.lower() in _NATIONAL
        polities = (
            adjective.polities
            if adjective and adjective.form == "adjective"
            else around.speaks_for("country" if national else "any", polities_before(line, i))
        )
    start = i
    if i > 0 and i - 1 in line.quotes and line.quotes[i - 1] == stop:
        start, stop = i - 1, stop + 1
    elif known.polities == ("*",):
        start, name = _with_adjectives(line, i, name)
    return body(line, start, stop, head, " ".join(name.split()), polities), stop


def _last_name(line: Line, end: int, stop: int) -> int:
    """A name that is whole by itself takes up to the last polity or capital behind it: not «Интерполу гранта»."""
    if stop > end and line.words[end].lemma in BY:
        return stop
    while stop > end and not (
        stop - 1 in line.inside or line.words[stop - 1].text[:1].isupper() or line.words[stop - 1].text in "»\""
    ):
        stop -= 1
    return stop


def _with_adjectives(line: Line, i: int, name: str) -> tuple[int, str]:
    """«республиканский Минздрав», «казахстанский МИД»: the first word and the name with the adjectives before it."""
    start = trimmed(line, left(line, i), i)
    if start == i:
        return i, name
    phrase = phrase_nominative(line.words[start : i + 1], i - start, line.text)
    return start, f"{phrase.rsplit(' ', 1)[0]} {name}"


def _by_network(line: Line, i: int, around: Setting) -> tuple[Mention, int] | None:
    """A name that only the network saw, whole to its closing quotation mark."""
    words, end = line.words, line.organisations[i]
    while i + 1 < end and words[i].feats.get("VerbForm") == "Part" and words[i].feats.get("Case") == "Nom":
        i += 1
    unclosed = [q for q in line.quotes if i <= q < end and line.quotes[q] >= end]
    if unclosed:
        end = line.quotes[unclosed[0]] + 1
    end = to_bracket(line, i, end)
    while (
        end > i + 1
        and words[end - 1].text in ("»", ",", ".", ")", "«")
        and not any(i <= q < end and line.quotes[q] == end - 1 for q in line.quotes)
    ):
        end -= 1
    head = head_of(words, i, end)
    quoted = i > 0 and line.quotes.get(i - 1) == end
    if not quoted and not _may_name(words, i, end, head):
        return None
    if quoted and i > 1 and words[i - 2].lemma in _THINGS:
        return None
    start, stop = i, end
    if end < len(words) and (not words[end - 1].text.isascii() and end in line.polities):
        stop = right(line, end - 1)
    own = polities_in(line, i, stop)
    name = phrase_nominative(words[i:stop], head - i, line.text)
    if i > 0 and line.quotes.get(i - 1) == stop:
        start, stop = i - 1, stop + 1
    return body(line, start, stop, head, _bare(name), own), stop


def _may_name(words: Sequence[Word], start: int, end: int, head: int) -> bool:
    """Whether a stretch without quotation marks can be a body's name: no verb, office, or letter or adjective alone."""
    if words[head].pos == "VERB" or office(words[head].lemma) is not None:
        return False
    if end == start + 1 and (len(words[start].text) == 1 or words[start].pos == "ADJ"):
        return False
    return any(ch.isalpha() for ch in words[start].text)


def _bare(name: str) -> str:
    """Without the quotation marks around the whole of it."""
    inner = name[1:-1]
    return inner if name[:1] in '«"' and name[-1:] in '»"' and not set('«»"') & set(inner) else name


def parts(mentions: Sequence[Mention], wholes: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions, those inside a longer name or an office turned into its parts."""
    by_sentence: dict[int, list[Mention]] = {}
    for whole in wholes:
        by_sentence.setdefault(whole.sentence, []).append(whole)
    return tuple(
        replace(m, form="part")
        if any(w.span.holds(m.span) and w.span != m.span for w in by_sentence.get(m.sentence, ()))
        else m
        for m in mentions
    )
