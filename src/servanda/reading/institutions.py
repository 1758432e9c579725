"""Bodies by a head word: institutions with all that hangs on them, companies by the name after their descriptor."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.organisations import HeadWord, heads, known_at
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention
from servanda.reading.home import Setting
from servanda.reading.inflection import phrase_nominative
from servanda.reading.lines import Line
from servanda.reading.phrases import head_of, left, modifier, right, trimmed

BY = frozenset({"по", "при"})
ABROAD = frozenset({"по", "при", "в", "на"})


_ENVOYS = word_set("organisations", "envoys")
_SEATED = word_set("organisations", "seated")
_WEAK = word_set("organisations", "weak")
_JOINT = word_set("organisations", "joint")
_PLACES = frozenset({"порт", "аэропорт", "авиаузел", "вокзал"})
_NEVER_BARE = frozenset({"собрание", "совет", "кабинет", "дума", "рада"})


def polities_before(line: Line, i: int) -> list[Mention]:
    seen: list[Mention] = []
    for k in range(i - 1, -1, -1):
        mention = line.inside.get(k)
        if mention and (not seen or seen[-1] is not mention):
            seen.append(mention)
    return seen


def body(line: Line, start: int, end: int, head: int, name: str, polities: tuple[str, ...]) -> Mention:
    return Mention(line.span(start, end), line.number, head, "organisation", name, polities)


def polities_in(line: Line, start: int, end: int) -> tuple[str, ...]:
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


def headed(
    line: Line, texts: Sequence[str], i: int, head: HeadWord, floor: int, around: Setting
) -> tuple[Mention, int] | None:
    if head.sort in ("company", "media"):
        return _company(line, i, head, around) or institution(line, texts, i, head, floor, around)
    return institution(line, texts, i, head, floor, around)


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
    polities = polities_in(line, start, k)
    if known:
        name, polities = known[1].shown, known[1].polities if known[1].polities != ("*",) else polities
    after = right(line, end - 1) if end < n and end in line.polities else end
    polities = polities or polities_in(line, end, after)
    return body(line, start, after, i, name, polities), after


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


def institution(
    line: Line, texts: Sequence[str], i: int, head: HeadWord, floor: int, around: Setting
) -> tuple[Mention, int] | None:
    words = line.words
    by = ABROAD if head.word in _ENVOYS | _SEATED else BY
    end = right(line, i, by=by, stop=_other_head, any_case=head.word in _PLACES, pairs=head.word in _JOINT)
    end = _dash(line, i, end)
    end = to_bracket(line, i, max(end, line.organisations.get(i, 0)))
    start = trimmed(line, left(line, i, floor), i)
    own = polities_in(line, start, end)
    inner = (
        next((o for k in range(i + 1, end) if (o := _inner(line, texts, k))), None)
        if head.sort in ("unit", "body")
        else None
    )
    if not _is_name(line, start, i, end, head, own, inner):
        return None
    if not own and inner:
        own = inner if inner != ("*",) else around.speaks_for("any", polities_before(line, i))
    if not own and head.sort == "state":
        own = _shared(line, end)
    if not own and head.sort == "state" and head.level != "none":
        own = around.speaks_for(head.level, polities_before(line, i))
    name = phrase_nominative(words[start:end], i - start, line.text)
    return body(line, start, end, i, name, own), end


def _shared(line: Line, end: int) -> tuple[str, ...]:
    """«правительство и Центральный банк Армении»: the polity of the second is that of the first."""
    words = line.words
    if end >= len(words) or words[end].text != "и":
        return ()
    k = end + 1
    while k < len(words) and modifier(words[k]):
        k += 1
    return polities_in(line, k, right(line, k)) if k < len(words) and words[k].lemma in heads() else ()


def to_bracket(line: Line, i: int, end: int) -> int:
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
    if (
        head.word in _WEAK
        and not capital
        and not any(k in line.quotes or k in line.organisations for k in range(i + 1, end))
    ):
        return start < i and any(k in line.inside for k in range(start, i))
    return (
        (capital and (end > i + 1 or start < i))
        or (proper and end > i + 1)
        or any(k in line.inside for k in range(start, i))
    )
