"""Words that mean polities without naming them: «республика», «обе страны», «столицы наших республик»."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.knowledge.polities import capital, known, neighbours
from servanda.knowledge.word_sets import word_set
from servanda.model.marked import Mention, NameSpan, Sentence
from servanda.model.story import Story
from servanda.reading.home import Setting, country, home, setting
from servanda.reading.lines import Line, lines, ranged
from servanda.reading.told import Told, acting, fits_sort, sort_of

__all__ = ["found_references", "home", "references"]
_REGIONAL = {
    "республика": "republic",
    "регион": "region",
    "область": "oblast",
    "край": "krai",
    "округ": "okrug",
    "субъект": "region",
    "губерния": "oblast",
}
_STATE = frozenset({"страна", "государство", "держава"})
_BOTH = frozenset({"оба", "два", "двое"})
_MUTUAL = frozenset({"двусторонний", "двухсторонний", "взаимный", "обоюдный"})
_OUR = frozenset({"наш", "мой"})
_SIDES = word_set("references", "sides")
_BROTHERLY = frozenset({"братский", "дружественный"})


def references(
    story: Story,
    sentences: Sequence[Sentence],
    names: Sequence[NameSpan],
    polities: Sequence[Mention],
    wholes: Sequence[Mention] = (),
) -> tuple[Mention, ...]:
    """Mentions of kind `polity` and form `reference`, with the codes that they mean in this story.

    `wholes` are organisations, gatherings and people: words inside their names are no references of their own.
    """
    return found_references(
        lines(story, sentences, names, polities), setting(story, polities, home(story, polities)), wholes
    )


def found_references(rows: Sequence[Line], around: Setting, wholes: Sequence[Mention] = ()) -> tuple[Mention, ...]:
    """The same over prepared lines."""
    by_line: dict[int, list[Mention]] = {}
    for whole in wholes:
        if whole.kind in ("organisation", "gathering"):
            by_line.setdefault(whole.sentence, []).append(whole)
    told = Told(around)
    found: list[Mention] = []
    for line in rows:
        inside = {k for start, end, m in ranged(line, by_line.get(line.number, ())) for k in range(start, end)}
        i = 0
        while i < len(line.words):
            if i in line.polities:
                end, mention = line.polities[i]
                told.hear(mention)
                i = end
                continue
            made = _at(line, i, told) if i not in inside and i not in line.inside else None
            if made:
                found.append(made)
            i += 1
    return tuple(found)


def _at(line: Line, i: int, told: Told) -> Mention | None:
    word = line.words[i]
    lemma = word.lemma
    if word.pos == "ADJ":
        if lemma in _MUTUAL and not _mutual_interest(line, i):
            return _made(line, i, i + 1, i, told.pair(acting), 0.6)
        return _capital_adjective(line, i, told)
    if word.pos not in ("NOUN", "PROPN"):
        return None
    if lemma == "столица":
        return _capital(line, i, told)
    if lemma in _REGIONAL and not _named_here(line, i):
        return _regional(line, i, _REGIONAL[lemma], told)
    if lemma in _STATE:
        return _land(line, i, told)
    if lemma in _SIDES:
        return _side(line, i, told)
    return None


def _mutual_interest(line: Line, i: int) -> bool:
    """«взаимный интерес», «взаимное уважение» are turns of speech."""
    head = line.words[i].head
    return head >= 0 and line.words[head].lemma in ("интерес", "уважение", "понимание", "доверие", "выгода")


def _made(line: Line, start: int, end: int, head: int, polities: tuple[str, ...], sure: float) -> Mention | None:
    if not polities:
        return None
    name = line.text[line.words[start].start : line.words[end - 1].end]
    return Mention(line.span(start, end), line.number, head, "polity", name, polities, "reference", sure=sure)


def _named_here(line: Line, i: int) -> bool:
    """«Костанайская область», «Республика Корея» are names, whether anybody knew them or not."""
    before, behind = i - 1, i + 1
    if (
        behind < len(line.words)
        and line.words[behind].text[:1].isupper()
        and line.words[behind].pos in ("PROPN", "NOUN")
    ):
        return True
    return before >= 0 and line.words[before].pos == "ADJ" and line.words[before].text[:1].isupper() and before > 0


def _modifiers(line: Line, i: int) -> tuple[int, set[str]]:
    """Index of the first modifier of the noun and the lemmas of all of them."""
    start, found = i, set()
    while start > 0 and line.words[start - 1].pos in ("ADJ", "DET", "NUM", "PRON") and start - 1 not in line.inside:
        start -= 1
        found.add(line.words[start].lemma)
    return start, found


def _plural(line: Line, i: int, lemmas: set[str]) -> bool:
    return line.words[i].feats.get("Number") == "Plur" or bool(lemmas & _BOTH)


def _regional(line: Line, i: int, sort: str, told: Told) -> Mention | None:
    start, lemmas = _modifiers(line, i)
    fits = fits_sort(sort)
    if line.words[i].lemma == "область" and _abstract(line, i):
        return None
    if _plural(line, i, lemmas):
        if lemmas & (_BOTH | _OUR):
            return _made(line, start, i + 1, i, told.pair(fits), 0.7)
        return None
    own = told.around.home[0]
    if "соседний" in lemmas:
        near = told.last(lambda code: fits(code) and code != own and code in neighbours(own)) or told.last(
            lambda code: fits(code) and code != own
        )
        return _made(line, start, i + 1, i, (near,) if near else (), 0.6)
    if lemmas & _BROTHERLY or "другой" in lemmas:
        other = told.last(lambda code: fits(code) and code != own)
        return _made(line, start, i + 1, i, (other,) if other else (), 0.6)
    meant = own if fits(own) else told.last(fits)
    return _made(line, start, i + 1, i, (meant,) if meant else (), 0.9 if meant == own else 0.7)


def _abstract(line: Line, i: int) -> bool:
    """«в области культуры», «широкий спектр областей»: a field, no polity."""
    words = line.words
    if words[i].feats.get("Number") == "Plur":
        return True
    behind = words[i + 1] if i + 1 < len(words) else None
    return behind is not None and behind.pos in ("NOUN", "ADJ", "DET") and behind.feats.get("Case") == "Gen"


def _land(line: Line, i: int, told: Told) -> Mention | None:
    start, lemmas = _modifiers(line, i)
    fits = fits_sort("country")
    if _plural(line, i, lemmas):
        if lemmas & (_BOTH | _OUR) and not (lemmas & {"третий"}):
            return _made(line, start, i + 1, i, told.pair(fits, country), 0.8)
        return None
    own = told.around.land
    if lemmas & _OUR or (
        line.words[i].lemma != "страна"
        and not lemmas & {"этот", "сам", "соседний"} | lemmas & _BROTHERLY
        and _after_head(line, i)
    ):
        return _made(line, start, i + 1, i, (own,), 0.8)
    if lemmas & (_BROTHERLY | {"этот", "соседний", "тот"}):
        other = told.last(lambda code: fits(code) and code != own)
        return _made(line, start, i + 1, i, (other,) if other else (), 0.6)
    last = told.last(fits) or own
    return _made(line, start, i + 1, i, (last,), 0.5)


def _after_head(line: Line, i: int) -> bool:
    return i > 0 and line.words[i - 1].lemma in ("глава", "президент", "лидер", "руководитель")


def _capital(line: Line, i: int, told: Told) -> Mention | None:
    """«столица Башкирии», «столица республики», «столицы наших республик», «столица»."""
    words, end = line.words, i + 1
    codes: tuple[str, ...] = ()
    plural = words[i].feats.get("Number") == "Plur"
    if end < len(words) and end in line.polities:
        end, mention = line.polities[end]
        codes = mention.polities
        while plural and end + 1 < len(words) and words[end].text in ("и", ",") and end + 1 in line.polities:
            end, mention = line.polities[end + 1]
            codes += mention.polities
    else:
        k = end
        while (
            k < len(words)
            and words[k].pos in ("ADJ", "DET", "NUM", "PRON")
            and words[k].feats.get("Case") in ("Gen", None)
        ):
            k += 1
        if (k < len(words) and words[k].lemma in _REGIONAL) or (k < len(words) and words[k].lemma in _STATE):
            inner = (
                _regional(line, k, _REGIONAL[words[k].lemma], told)
                if words[k].lemma in _REGIONAL
                else _land(line, k, told)
            )
            codes, end = (inner.polities, k + 1) if inner else ((), end)
        elif k > end or (k < len(words) and words[k].feats.get("Case") == "Gen" and words[k].pos == "NOUN"):
            return None
    start = i
    if not codes and i - 1 in line.inside and line.inside[i - 1].form == "adjective":
        codes, start = line.inside[i - 1].polities, i - 1
    if not codes and plural:
        codes = told.pair(acting) if i > 0 and words[i - 1].lemma in _BOTH else ()
    elif not codes and not (i > 0 and words[i - 1].pos == "ADJ" and words[i - 1].lemma not in ("наш",)):
        codes = (told.around.home[0],)
    seats = tuple(
        seat for code in codes if known(code) and (seat := capital(code) or (code if sort_of(code) == "city" else None))
    )
    return _made(line, start, end, i, seats, 0.9 if end > i + 1 else 0.6)


def _capital_adjective(line: Line, i: int, told: Told) -> Mention | None:
    """«столичный аэропорт»: the capital of home."""
    if line.words[i].lemma != "столичный":
        return None
    own = told.around.home[0]
    seat = (capital(own) or own) if known(own) else None
    return _made(line, i, i + 1, i, (seat,) if seat else (), 0.7)


def _side(line: Line, i: int, told: Told) -> Mention | None:
    """«стороны», «обе стороны», «российская сторона», «казахстанские коллеги», «братский народ»."""
    start, lemmas = _modifiers(line, i)
    lemma = line.words[i].lemma
    before = line.inside.get(start - 1) if start > 0 else None
    if before is not None and before.form == "adjective" and before.polities:
        first = start - 1
        while first > 0 and line.inside.get(first - 1) is before:
            first -= 1
        return _made(line, first, i + 1, i, before.polities, 0.9)
    if lemma == "сторона" and line.words[i].feats.get("Number") == "Plur" and _sides_act(line, i, lemmas):
        return _made(line, start, i + 1, i, told.pair(acting), 0.6)
    if lemma == "сторона" and "принимающий" in lemmas:
        return None
    if lemma == "народ" and lemmas & _BROTHERLY and not _plural(line, i, lemmas):
        other = told.last(lambda code: acting(code) and code not in told.around.home)
        return _made(line, start, i + 1, i, (other,) if other else (), 0.5)
    if lemma in ("народ", "сторона") and (
        lemmas & _BROTHERLY or (lemma == "народ" and _plural(line, i, lemmas) and lemmas & (_BOTH | _OUR))
    ):
        return _made(line, start, i + 1, i, told.pair(acting), 0.5)
    return None


def _sides_act(line: Line, i: int, lemmas: set[str]) -> bool:
    """«стороны подписали», «двух сторон»; not «с разных сторон», «стороны света»."""
    word = line.words[i]
    if lemmas & (_BOTH | {"договаривающийся"}):
        return True
    if lemmas or (
        i + 1 < len(line.words) and line.words[i + 1].feats.get("Case") == "Gen" and line.words[i + 1].pos == "NOUN"
    ):
        return False
    return word.rel.startswith(("nsubj", "nmod", "obl")) and not (
        i > 0 and line.words[i - 1].lemma in ("с", "со", "в", "по")
    )
