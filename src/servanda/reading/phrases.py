"""How far a noun phrase goes to the left and to the right of its head: «Министерство торговли Беларуси»."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Word
from servanda.reading.inflection import can_be
from servanda.reading.lines import Line

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})
DASHES = frozenset("–—-")
_RELATIONAL = word_set("phrases", "relational")


def modifier(word: Word) -> bool:
    """An adjective or what stands as one."""
    return (word.pos in ("ADJ", "DET") and not word.lemma.endswith(("ть", "ться"))) or word.feats.get(
        "VerbForm"
    ) == "Part"


def genitive(line: Line, i: int, head: int) -> bool:
    """Whether word `i` may belong, in the genitive, to a phrase whose head stands at `head`."""
    word = line.words[i]
    if word.pos not in NOMINAL and word.feats.get("VerbForm") != "Part":
        return word.pos == "X" and word.text.isupper()
    if word.feats.get("Variant") == "Short":
        return False
    if word.text.isupper() and len(word.text) > 1 and word.text.isalpha():
        return True
    case = word.feats.get("Case")
    if case == "Gen":
        return True
    if not can_be(word.text, "Gen"):
        return False
    return head <= word.head < i or (case is None and word.text[:1].isupper())


def left(line: Line, head: int, floor: int = 0) -> int:
    """Index of the first word of the phrase: adjectives that agree, «торговый и промышленный» among them."""
    words, start, case = line.words, head, line.words[head].feats.get("Case")
    while start > floor:
        before = words[start - 1]
        if (modifier(before) or _of_a_polity(line, start - 1)) and _may_agree(before, case):
            start -= 1
        elif (
            before.text in ("и", ",")
            and start - 1 > floor
            and start < head
            and modifier(words[start - 2])
            and _may_agree(words[start - 2], case)
        ):
            start -= 2
        else:
            break
    return start


def _of_a_polity(line: Line, i: int) -> bool:
    """An adjective of a polity, however it was tagged: «Российско-Казахстанский»."""
    return i in line.inside and line.inside[i].form == "adjective"


def _may_agree(word: Word, case: str | None) -> bool:
    return case is None or word.feats.get("Case") == case or can_be(word.text, case)


def trimmed(line: Line, start: int, head: int) -> int:
    """The same without loose words at its left: the name begins with a capital, a polity or an adjective of rank."""
    for i in range(start, head):
        word = line.words[i]
        capital = word.text[:1].isupper() and i > 0
        if (
            capital or i in line.inside or word.lemma in _RELATIONAL or (i == 0 and word.pos == "ADJ")
        ) and word.pos != "DET":
            return i
    return head


def right(
    line: Line,
    head: int,
    *,
    by: frozenset[str] = frozenset(),
    stop: Callable[[Line, int], bool] | None = None,
    any_case: bool = False,
    pairs: bool = False,
) -> int:
    """Index after the last word of what hangs on the head: genitives, lists of them, quoted names, «имени …», «№ 3»,
    and phrases with the prepositions `by`. `stop` tells words where another phrase begins; with `any_case` a polity
    or a name right after the head belongs to it in any case («порт Роттердам»); with `pairs` a second polity after «и»
    too («форум регионов России и Казахстана»).
    """
    words, n = line.words, len(line.words)
    i = end = head + 1
    listed = False
    while i < n:
        word = words[i]
        if i in line.quotes:
            if listed:
                break
            i = end = line.quotes[i] + 1
            continue
        if i in line.polities:
            after, mention = line.polities[i]
            if not genitive(line, i, head) and not (any_case and i == head + 1):
                break
            if listed and mention.form == "adjective" and not _noun_follows(line, after, head):
                break
            i = end = after
            listed = False
            continue
        if i in line.persons or (stop and stop(line, i)):
            break
        if word.text.lower() in ("имени", "им"):
            i = end = named_after(line, i)
            continue
        if word.text in ("№", "N") and i + 1 < n:
            i = end = i + 2
            continue
        if word.lemma in by and i + 1 < n and not listed:
            after = _prepositional(line, i, stop)
            if after == i + 1:
                break
            i = end = after
            continue
        if genitive(line, i, head):
            i += 1
            if word.pos in ("NOUN", "PROPN", "X") or word.text.isupper():
                end = i
                listed = False
            continue
        if (
            pairs
            and word.text == "и"
            and end == i
            and i + 1 in line.polities
            and line.inside.get(i - 1) is not None
            and not _adjective_at(line, i + 1)
        ):
            i += 1
            continue
        if word.text in ("и", ",") and end == i and not listed and end > head + 1 and _list_goes_on(line, i, head):
            listed = True
            i += 1
            continue
        break
    return end


def _adjective_at(line: Line, i: int) -> bool:
    return line.polities[i][1].form == "adjective"


def _noun_follows(line: Line, i: int, head: int) -> bool:
    return i < len(line.words) and line.words[i].pos in ("NOUN", "PROPN", "ADJ") and genitive(line, i, head)


def _list_goes_on(line: Line, i: int, head: int) -> bool:
    """«экономики, промышленности и торговли»: a genitive follows, and after a comma a last «и» too."""
    words = line.words
    if (
        i + 1 >= len(words)
        or i + 1 in line.polities
        or not genitive(line, i + 1, head)
        or words[i + 1].text[:1].isupper() != words[i - 1].text[:1].isupper()
    ):
        return False
    if words[i].text == "и":
        return words[i + 1].pos != "DET"
    for k in range(i + 1, min(i + 6, len(words))):
        if words[k].text == "и":
            return k + 1 < len(words) and genitive(line, k + 1, head)
        if words[k].text != "," and not genitive(line, k, head):
            return False
    return False


def _prepositional(line: Line, i: int, stop: Callable[[Line, int], bool] | None) -> int:
    """End of the phrase of the preposition at `i`; `i + 1` where nothing fits."""
    words, n = line.words, len(line.words)
    cases = {
        "по": ("Dat", "Loc"),
        "в": ("Loc", "Acc"),
        "при": ("Loc",),
        "на": ("Loc",),
        "с": ("Ins",),
        "из": ("Gen",),
        "за": ("Ins",),
    }.get(words[i].lemma, ("Loc",))
    k = end = i + 1
    while k < n and k not in line.persons and not (stop and stop(line, k)):
        word = words[k]
        if k in line.polities:
            k = end = line.polities[k][0]
            continue
        case = word.feats.get("Case")
        fits = word.pos in NOMINAL and (
            case in cases
            or (case is None and word.text.isupper())
            or (any(can_be(word.text, c) for c in cases) and case not in ("Nom",))
        )
        if not fits and not (end > i + 1 and genitive(line, k, i)):
            if (
                word.text == "и"
                and end == k
                and k + 1 < n
                and words[k + 1].feats.get("Case") in (*cases, "Gen")
                and words[k + 1].pos in NOMINAL
                and words[k + 1].head in range(i, k)
            ):
                k += 1
                continue
            break
        k += 1
        if word.pos in ("NOUN", "PROPN") or word.text.isupper():
            end = k
    return end


def named_after(line: Line, i: int) -> int:
    """Index after «имени Мажита Гафури», «им. М. Горького», given the index of «имени»."""
    words, n = line.words, len(line.words)
    k = i + 1
    if k < n and words[k].text == ".":
        k += 1
    end = k
    while k < n:
        text = words[k].text
        if k in line.persons:
            k = end = line.persons[k]
        elif (
            (text == "." and k > 0 and len(words[k - 1].text) == 1)
            or text[:1].isupper()
            or (text == "-" and k + 1 < n and words[k + 1].text[:1].isupper())
        ):
            k = end = k + 1
        else:
            break
    return end


def head_of(words: Sequence[Word], start: int, end: int) -> int:
    """The word of the range whose head lies outside it; the first noun where the tree gives none."""
    outward = [i for i in range(start, end) if not start <= words[i].head < end]
    for sorts in (("NOUN", "PROPN", "X"), ("ADJ", "NUM")):
        for i in outward:
            if words[i].pos in sorts:
                return i
    return next((i for i in range(start, end) if words[i].pos in ("NOUN", "PROPN")), start)
