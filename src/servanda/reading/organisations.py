"""Organisations whole: institutions with all that hangs on them, companies by their names, bodies everybody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.organisations import HeadWord, Organisation, abbreviated_ministry, heads, known_at
from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.home import Setting, home, setting
from servanda.reading.inflection import phrase_nominative
from servanda.reading.lines import Line, lines
from servanda.reading.phrases import head_of, left, right, trimmed
from servanda.reading.same_body import joined_bodies
from servanda.reading.unnamed_bodies import put_back

_BY = frozenset({"по", "при"})
_ABROAD = frozenset({"по", "при", "в", "на"})
_ENVOYS = frozenset(
    {
        "посольство",
        "консульство",
        "генконсульство",
        "представительство",
        "торгпредство",
        "постпредство",
        "полпредство",
        "дипмиссия",
    }
)
_NATIONAL = frozenset(
    [
        "мид",
        "мвд",
        "мчс",
        "минобороны",
        "минфин",
        "минюст",
        "минэнерго",
        "генпрокуратура",
        "центробанк",
        "цб",
        "нацбанк",
        "цик",
        "генштаб",
        "кгб",
    ]
)
_JOINT = frozenset(
    {"комиссия", "межправкомиссия", "совет", "палата", "комитет", "общество", "ассоциация", "университет", "союз"}
)
_PLACES = frozenset({"порт", "аэропорт", "авиаузел", "вокзал"})
_NEVER_BARE = frozenset({"собрание", "совет", "кабинет", "дума", "рада"})


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
    return joined_bodies(put_back(found, around), rows)


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
    if word.pos in ("PUNCT", "VERB", "ADP", "CCONJ", "SCONJ", "PRON", "PART", "AUX") and i not in line.organisations:
        return None
    head = heads().get(word.lemma)
    if head is not None and i not in line.persons and word.pos in ("NOUN", "PROPN", "X", "ADJ"):
        made = _headed(line, texts, i, head, floor, around)
        if made:
            return made
    known = _known(line, texts, i)
    if known:
        return _named(line, i, *known, around)
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
    made = _institution(line, texts, k, head, floor, around)
    return made if made and made[0].span.start <= line.words[i].start and made[1] >= line.organisations[i] else None


def _only_polity(line: Line, i: int) -> bool:
    return i in line.polities and line.polities[i][0] >= line.organisations[i]


def _ministry(line: Line, i: int) -> Organisation:
    """«Минстройжилкомхозом»: a ministry that the table does not have."""
    name = phrase_nominative(line.words[i : i + 1], 0, line.text)
    return Organisation(name, ("*",), "state", name)


def no_body(text: str) -> bool:
    """Capitals that the network takes for a body: «СМИ», «COVID-19»."""
    hit = known_at([text], 0)
    return hit is not None and hit[1].sort == "none"


def _known(line: Line, texts: Sequence[str], i: int) -> tuple[int, Organisation] | None:
    """A name of the table: it must be written as a name, so that «звезда» and «азимут» stay words."""
    text = texts[i]
    if not (text[:1].isupper() or i in line.organisations):
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
        stop = right(line, end - 1, by=_ABROAD if known.sort == "body" else _BY) if end < len(line.words) else end
        own = _polities_in(line, end, stop)
        if stop > end:
            name = name + line.text[line.words[end - 1].end : line.words[stop - 1].end]
        if own and (polities in (("*",), ()) or stop > end):
            polities = own
    if polities == ("*",):
        before = line.inside.get(i - 1)
        national = known.name.lower() in _NATIONAL
        polities = (
            before.polities
            if before and before.form == "adjective"
            else around.speaks_for("country" if national else "any", _before(line, i))
        )
    start = i
    if i > 0 and i - 1 in line.quotes and line.quotes[i - 1] == stop:
        start, stop = i - 1, stop + 1
    return _mention(line, start, stop, head, " ".join(name.split()), polities), stop


def _before(line: Line, i: int) -> list[Mention]:
    seen: list[Mention] = []
    for k in range(i - 1, -1, -1):
        mention = line.inside.get(k)
        if mention and (not seen or seen[-1] is not mention):
            seen.append(mention)
    return seen


def _mention(line: Line, start: int, end: int, head: int, name: str, polities: tuple[str, ...]) -> Mention:
    return Mention(line.span(start, end), line.number, head, "organisation", name, polities)


def _polities_in(line: Line, start: int, end: int) -> tuple[str, ...]:
    """What a name's own polities are: the last genitive or adjective in it that is not governed by «в», «на»."""
    best: tuple[str, ...] = ()
    for i, mention in line.polities_in(start, end):
        governed = i > start and line.words[i - 1].lemma in ("в", "на", "при", "с")
        if mention.polities and not (governed and best):
            if not best or (mention.form != "adjective" and "/" not in best[0]):
                best = mention.polities if not best or len(mention.polities) == 1 else best
            if not governed:
                return best
    return best


def _headed(
    line: Line, texts: Sequence[str], i: int, head: HeadWord, floor: int, around: Setting
) -> tuple[Mention, int] | None:
    if head.sort in ("company", "media"):
        return _company(line, i, head, around) or _institution(line, texts, i, head, floor, around)
    return _institution(line, texts, i, head, floor, around)


def _company(line: Line, i: int, head: HeadWord, around: Setting) -> tuple[Mention, int] | None:
    """«авиакомпания «Азимут»», «компания Red Wings», «ООО «Луч»»: the name without its descriptor."""
    words, n = line.words, len(line.words)
    k = i + 1
    while k < n and (
        k in line.polities
        or words[k].pos == "ADJ"
        or (heads().get(words[k].lemma, head).sort in ("company", "media") and words[k].lemma in heads())
    ):
        k = line.polities[k][0] if k in line.polities else k + 1
    if k >= n:
        return None
    if k in line.quotes:
        end = line.quotes[k] + 1
        name = line.text[words[k + 1].start : words[end - 2].end] if end - k > 2 else ""
    elif k in line.organisations or (
        words[k].text.isascii() and words[k].text[:1].isupper() and words[k].text.isalnum()
    ):
        end = max(line.organisations.get(k, k + 1), _latin(line, k))
        name = phrase_nominative(words[k:end], head_of(words, k, end) - k, line.text)
    else:
        return None
    if not name or len(name) > 90:
        return None
    known = known_at([w.text for w in words], k + 1 if k in line.quotes else k)
    start = _adjective_start(line, i)
    polities = _polities_in(line, start, k)
    if known:
        name, polities = known[1].shown, known[1].polities if known[1].polities != ("*",) else polities
    after = right(line, end - 1) if end < n and end in line.polities else end
    polities = polities or _polities_in(line, end, after)
    return _mention(line, start, after, i, name, polities), after


def _latin(line: Line, k: int) -> int:
    while (
        k < len(line.words)
        and line.words[k].text.isascii()
        and line.words[k].text[:1].isalnum()
        and line.words[k].text[:1].isupper()
    ):
        k += 1
    return k


def _adjective_start(line: Line, i: int) -> int:
    start = left(line, i)
    return next((k for k in range(start, i) if k in line.inside), i)


def _institution(
    line: Line, texts: Sequence[str], i: int, head: HeadWord, floor: int, around: Setting
) -> tuple[Mention, int] | None:
    words = line.words
    by = _ABROAD if head.word in _ENVOYS or (head.sort == "body" and line.words[i].text[:1].isupper()) else _BY
    end = right(line, i, by=by, stop=_other_head, any_case=head.word in _PLACES, pairs=head.word in _JOINT)
    end = _dash(line, i, end)
    end = _to_bracket(line, i, max(end, line.organisations.get(i, 0)))
    start = trimmed(line, left(line, i, floor), i)
    own = _polities_in(line, start, end)
    inner = (
        next((o for k in range(i + 1, end) if (o := _inner(line, texts, k))), None)
        if head.sort in ("unit", "body")
        else None
    )
    if not _is_name(line, start, i, end, head, own, inner):
        return None
    if not own and inner:
        own = inner if inner != ("*",) else around.speaks_for("any", _before(line, i))
    if not own and head.sort == "state" and head.level != "none":
        own = around.speaks_for(head.level, _before(line, i))
    name = phrase_nominative(words[start:end], i - start, line.text)
    return _mention(line, start, end, i, name, own), end


def _to_bracket(line: Line, i: int, end: int) -> int:
    """The name ends where brackets open, unless they open inside quotation marks."""
    opened = next((k for k in range(i + 1, end) if line.words[k].text == "("), None)
    if opened is None or any(q < opened < close for q, close in line.quotes.items()):
        return end
    return opened


def _inner(line: Line, texts: Sequence[str], k: int) -> tuple[str, ...] | None:
    hit = known_at(texts, k) if texts[k][:1].isupper() else None
    return hit[1].polities if hit and k not in line.inside else None


def _other_head(line: Line, k: int) -> bool:
    """Where a list of bodies goes on, the next one is another: «министерства труда и министерства торговли»."""
    return line.words[k - 1].text in ("и", ",") and line.words[k].lemma in heads()


def _dash(line: Line, i: int, end: int) -> int:
    """«Государственное Собрание – Курултай Республики Башкортостан»."""
    words = line.words
    if (
        end + 1 < len(words)
        and words[end].text in ("–", "—", "-")
        and words[end + 1].text[:1].isupper()
        and words[end + 1].lemma in ("курултай", "хурал", "хасэ", "эл", "парламент")
    ):
        return right(line, end + 1)
    return end


def _is_name(line: Line, start: int, i: int, end: int, head: HeadWord, own: tuple[str, ...], inner: object) -> bool:
    """Whether the phrase names one body rather than some body of its sort."""
    word = line.words[i]
    if word.feats.get("Number") == "Plur" and word.lemma not in ("суд",) and not word.text.isupper():
        return False
    if (i in line.organisations and line.organisations[i] > i) or any(
        k in line.organisations and line.organisations[k] > i for k in range(start, i)
    ):
        return bool(own) or end - start > 1 or head.sort != "company"
    capital = any(line.words[k].text[:1].isupper() and (k > 0 or k == i) for k in range(start, i + 1)) and not (
        i == 0 and start == 0
    )
    if head.sort == "state":
        if head.word in _NEVER_BARE and not own and not capital:
            return False
        return head.level != "none" and (head.word != "министерство" or end > i + 1)
    if head.sort == "unit":
        return end > i + 1 and (head.word.startswith("пресс") or bool(own) or bool(inner))
    if end == i + 1 and start == i:
        return False
    proper = any(
        k in line.quotes or k in line.organisations or line.words[k].text[:1].isupper() for k in range(i + 1, end)
    ) or (start < i and any(k in line.inside for k in range(start, i)))
    if head.sort in ("company", "media"):
        return capital and end > i + 1 and proper
    if head.word in _PLACES:
        return proper
    return (
        (capital and (end > i + 1 or start < i))
        or (proper and end > i + 1)
        or any(k in line.inside for k in range(start, i))
    )


def _by_network(line: Line, i: int, around: Setting) -> tuple[Mention, int] | None:
    """A name that only the network saw, whole to its closing quotation mark."""
    words, end = line.words, line.organisations[i]
    while i + 1 < end and words[i].feats.get("VerbForm") == "Part" and words[i].feats.get("Case") == "Nom":
        i += 1
    unclosed = [q for q in line.quotes if i <= q < end and line.quotes[q] >= end]
    if unclosed:
        end = line.quotes[unclosed[0]] + 1
    end = _to_bracket(line, i, end)
    while (
        end > i + 1
        and words[end - 1].text in ("»", ",", ".", ")", "«")
        and not any(i <= q < end and line.quotes[q] == end - 1 for q in line.quotes)
    ):
        end -= 1
    head = head_of(words, i, end)
    quoted = i > 0 and line.quotes.get(i - 1) == end
    if end == i + 1 and len(words[i].text) == 1:
        return None
    if (
        words[head].pos == "VERB"
        or not any(ch.isalpha() for ch in words[i].text)
        or (end == i + 1 and words[i].pos == "ADJ" and not quoted)
    ):
        return None
    start, stop = i, end
    if end < len(words) and (not words[end - 1].text.isascii() and end in line.polities):
        stop = right(line, end - 1)
    own = _polities_in(line, i, stop)
    name = phrase_nominative(words[i:stop], head - i, line.text)
    if i > 0 and line.quotes.get(i - 1) == stop:
        start, stop = i - 1, stop + 1
    return _mention(line, start, stop, head, _bare(name), own), stop


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
