"""How many names are found whole, beside natasha, on factRuEval-2016 and NEREL; and how fast.

    ./run bench names FACTRUEVAL [--nerel NEREL] [--part testset] [--errors N]

FACTRUEVAL and NEREL are the folders of the public collections (github.com/dialogue-evaluation/factRuEval-2016, MIT;
github.com/nerel-ds/NEREL). Nothing of them is kept. A name counts when its span is right as a whole.
factRuEval, by its own rules for objects: what names an object must be there, its descriptors may be, nothing else;
LocOrg is a location; objects inside longer ones, and those without a name, are not asked for and cost nothing.
NEREL: names of three types that begin with a capital, without the adjectives that it counts as countries; names inside
longer ones are not asked for and cost nothing; offsets to the character but for the quotation marks around a name.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.factrueval import HOLDERS, Book, Object, books
from servanda.knowledge.polities import known, polity
from servanda.knowledge.tables import rows
from servanda.model.marked import Marked, Mention
from servanda.model.span import Span
from servanda.model.story import RawItem

TYPES = ("PER", "LOC", "ORG")
OURS = {"person": "PER", "polity": "LOC", "place": "LOC", "organisation": "ORG"}
NEREL_TYPES = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "CITY": "LOC", "COUNTRY": "LOC", "DISTRICT": "LOC",
    "LOCATION": "LOC", "STATE_OR_PROVINCE": "LOC",
}  # fmt: skip
SORT = re.compile(r"""(?:(?:[а-яё-]+|ОАО|ООО|ЗАО|ПАО|АО|НАО|АНО|НПО|ФГУП|ГУП|МУП|ИА|ЧОП)\s+)+(?=[«„"“A-Z])""")
"""Words before a quoted or a foreign name that say of what sort it is."""
ADJECTIVE = re.compile(r"[\w-]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)")
MARKS = "«»“”„\"' "


@dataclass(frozen=True, slots=True)
class Name:
    """A name found: offsets, and PER, LOC or ORG."""

    start: int
    end: int
    kind: str


Finder = Callable[[Sequence[str], bool], list[list[Name]]]


@dataclass(slots=True)
class Score:
    """Names right, found and asked for."""

    right: int = 0
    found: int = 0
    asked: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.asked)


Scores = dict[str, Score]


def convention(marked: Marked, capital: bool = False) -> list[Name]:
    """Our mentions as names of three types.

    A person is named by the name alone, without the office before it. Adjectives, inhabitants, references and
    offices without a name are none. A union of states and a seat of government («Кремль») are bodies to both
    collections; a capital that stands for its government stays a place. A body in small letters counts where it names
    a polity («российское министерство финансов»), or with `capital` never. What says of what sort a quoted or foreign
    name is stays outside («газета «Труд»»), and so does the place behind «в».
    Of mentions inside one another the outermost counts, so that a polity inside a body's name is part of that; one
    inside an office («премьер Башкирии») stands alone.
    """
    polities = [m.span for m in marked.mentions if m.kind == "polity" and m.form in ("part", "adjective")]
    text = marked.story.text
    opening = {marked.sentences[m.sentence].span.start for m in marked.mentions}
    found = [name for mention in marked.mentions if (name := _named(mention, text, polities, opening))]
    if capital:
        found = [name for name in found if text[name.start].isupper() or text[name.start].isdigit()]
    return _outermost(found)


def _named(mention: Mention, text: str, polities: Sequence[Span], opening: Collection[int]) -> Name | None:
    kind = OURS.get(mention.kind)
    if kind is None or mention.form in ("adjective", "inhabitant", "reference"):
        return None
    if mention.kind == "polity" and (_is_union(mention) or _is_seat(mention)):
        kind = "ORG"
    span = mention.bare or mention.span
    start, end = span.start, span.end
    if kind == "ORG":
        end = _before_its_place(mention, text, polities)
        start = _behind_its_sort(text, start, end, start in opening)
    start, end = _without_marks(text, start, end)
    if kind == "LOC" and mention.form == "part" and ADJECTIVE.fullmatch(text, start, end):
        return None
    capital = any(ch.isupper() or ch.isdigit() for ch in text[start:end])
    of_a_polity = kind == "ORG" and any(mention.span.holds(span) and mention.span != span for span in polities)
    return Name(start, end, kind) if capital or of_a_polity else None


def _before_its_place(mention: Mention, text: str, polities: Sequence[Span]) -> int:
    """«центр «Луч» в Твери»: both collections tell the place apart from the body."""
    for span in polities:
        if mention.span.holds(span) and span.start > mention.span.start:
            before = text[mention.span.start : span.start].rstrip().rpartition(" ")
            if before[2] in ("в", "во", "на") and before[0]:
                return mention.span.start + len(before[0].rstrip())
    return mention.span.end


def _behind_its_sort(text: str, start: int, end: int, opening: bool) -> int:
    """Where the name itself begins in «газета «Труд»», «немецкая компания Siemens», «ОАО «Луч»»; that the first word
    opens a sentence makes no difference."""
    shown = text[:start] + text[start].lower() + text[start + 1 : end] if opening else text
    sort = SORT.match(shown, start, end)
    return sort.end() if sort and sort.end() < end else start


def _is_union(mention: Mention) -> bool:
    return bool(mention.polities) and all(not known(c) or polity(c).kind == "union" for c in mention.polities)


def _is_seat(mention: Mention) -> bool:
    return mention.form == "government" and mention.name in {row["name"] for row in rows("seats.tsv")}


def _without_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets without the quotation marks around the whole, unless a mark inside answers one of them."""
    while start < end and text[start] in MARKS and not _answered(text[start + 1 : end - 1]):
        start += 1
    while start < end and text[end - 1] in MARKS and not _answered(text[start : end - 1]):
        end -= 1
    return start, end


def _answered(inner: str) -> bool:
    return inner.count("«") != inner.count("»") or inner.count('"') % 2 == 1


def servanda(texts: Sequence[str], capital: bool = False) -> list[list[Name]]:
    """The names of this program, in the convention of the one collection or the other."""
    from servanda.reading import mark
    from servanda.stories import clean

    stories = [clean(RawItem(where=str(n), content=text, id=str(n))) for n, text in enumerate(texts)]
    return [convention(marked, capital) for marked in mark(stories)]


def natasha(texts: Sequence[str], capital: bool = False) -> list[list[Name]]:
    """The peer's names, by its own package."""
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    found = []
    for text in texts:
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        spans = [(*_without_marks(text, s.start, s.stop), s.type) for s in doc.spans]
        found.append([Name(*span) for span in spans])
    return found


FINDERS: dict[str, Finder] = {"servanda": servanda, "natasha": natasha}


def judge_book(book: Book, names: Iterable[Name], scores: Scores, errors: list[str]) -> None:
    """Add one text of factRuEval to the scores."""
    ignored = {o.key for o in book.objects if not o.naming or _inside(o, book.objects)}
    free = {o.key: o for o in book.objects}
    matched: set[str] = set()
    for name in names:
        held = book.covered(name.start, name.end)
        fits = [
            o for o in free.values() if o.kind == name.kind and o.naming <= held <= o.tokens and held and o.key in free
        ]
        best = min(fits, key=lambda o: (o.key in ignored, len(o.tokens)), default=None)
        if best is None:
            scores[name.kind].found += 1
            errors.append(f"{book.name}\t+{name.kind}\t{_shown(book.text, name.start, name.end)}")
            continue
        del free[best.key]
        matched.add(best.key)
        if best.key not in ignored:
            scores[name.kind].found += 1
            scores[name.kind].right += 1
            scores[name.kind].asked += 1
    for missed in free.values():
        if missed.key not in ignored and not _twin_counts(missed, book.objects, matched):
            scores[missed.kind].asked += 1
            start, end = book.extent(missed.tokens)
            errors.append(f"{book.name}\t-{missed.kind}\t{_shown(book.text, start, end)}")


def _inside(one: Object, objects: Sequence[Object]) -> bool:
    return any(one.tokens < other.tokens and other.kind in HOLDERS[one.kind] for other in objects)


def _twin_counts(missed: Object, objects: Sequence[Object], matched: set[str]) -> bool:
    """Of two objects on the same words one is enough; where neither is found, the body is asked for."""
    twins = [o for o in objects if o.key != missed.key and o.tokens == missed.tokens and o.kind != "PER"]
    return any(o.key in matched or missed.kind != "ORG" for o in twins) and missed.kind != "PER"


def judge_nerel(text: str, gold: Collection[Name], names: Iterable[Name], scores: Scores, errors: list[str]) -> None:
    """Add one text of NEREL to the scores."""
    asked, found = set(_outermost(gold)), set(names)
    for name in asked:
        scores[name.kind].asked += 1
        if name not in found:
            errors.append(f"-{name.kind}\t{_shown(text, name.start, name.end)}")
    for name in found - (set(gold) - asked):
        scores[name.kind].found += 1
        scores[name.kind].right += name in asked
        if name not in asked:
            errors.append(f"+{name.kind}\t{_shown(text, name.start, name.end)}")


def _outermost(names: Iterable[Name]) -> list[Name]:
    outer: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not outer or name.start >= outer[-1].end:
            outer.append(name)
    return outer


def nerel(folder: Path) -> list[tuple[str, list[Name]]]:
    """Texts with their names, those inside others too."""
    made = []
    for path in sorted(folder.glob("*.ann")):
        text = path.with_suffix(".txt").read_text("utf-8")
        names = []
        for line in path.read_text("utf-8").splitlines():
            parts = line.split("\t")
            if line.startswith("T") and parts[1].split()[0] in NEREL_TYPES and ";" not in parts[1]:
                kind, start, end = parts[1].split()
                name = Name(*_without_marks(text, int(start), int(end)), NEREL_TYPES[kind])
                written = text[name.start : name.end]
                if written[:1].isupper() and not (name.kind == "LOC" and ADJECTIVE.fullmatch(written)):
                    names.append(name)
        made.append((text, names))
    return made


def _shown(text: str, start: int, end: int) -> str:
    around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}"
    return " ".join(around.split())


def table(title: str, of: dict[str, Scores]) -> str:
    rows = [f"{title:28}" + "".join(f"{kind:>28}" for kind in TYPES)]
    for name, scores in of.items():
        cells = (
            f"P {s.right / max(1, s.found):.3f} R {s.right / max(1, s.asked):.3f} F1 {s.f1:.3f}"
            for s in (scores[kind] for kind in TYPES)
        )
        rows.append(f"  {name:26}" + "".join(f"{cell:>28}" for cell in cells))
    return "\n".join(rows)


def speed(texts: Sequence[str]) -> str:
    """How many words a second the finding of names reads, and what share of all reading and coding that is."""
    from servanda.coding import code
    from servanda.model.marked import Parsed
    from servanda.reading import marked
    from servanda.reading.engine import engine
    from servanda.reading.parties import parties
    from servanda.reading.polities import polities
    from servanda.reading.quotes import quotes
    from servanda.stories import clean

    stories = [clean(RawItem(where=str(n), content=text, id=str(n))) for n, text in enumerate(texts)]
    parsed: list[Parsed] = []
    spent: Counter[str] = Counter()
    for step in ("warm", "networks"):
        began = time.process_time()
        parsed = engine().parse(stories)
        spent[step] = time.process_time() - began  # type: ignore[assignment]
    for story, one in zip(stories, parsed, strict=True):
        began = time.process_time()
        places = polities(story, one.sentences, one.names)
        mentions, _ = parties(story, one.sentences, one.names, places)
        quotes(story, one.sentences, mentions)
        spent["names"] += time.process_time() - began  # type: ignore[assignment]
        began = time.process_time()
        whole = marked(story, one)
        spent["marks"] += time.process_time() - began  # type: ignore[assignment]
        began = time.process_time()
        code(whole)
        spent["coding"] += time.process_time() - began  # type: ignore[assignment]
    words = sum(len(sentence.words) for one in parsed for sentence in one.sentences)
    whole_way = spent["networks"] + spent["marks"] + spent["coding"]
    return (
        f"who is who: {words / spent['names']:,.0f} words/s, {spent['names'] / whole_way:.0%} of reading and coding "
        f"(networks {spent['networks'] / whole_way:.0%}, coding {spent['coding'] / whole_way:.0%}; {words} words)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factrueval", type=Path)
    parser.add_argument("--part", choices=("devset", "testset"), default="testset")
    parser.add_argument("--nerel", type=Path, help="the folder that holds train, dev and test")
    parser.add_argument("--nerel-part", choices=("train", "dev", "test"), default="test")
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print the first N errors of ours; on testset, none"
    )
    args = parser.parse_args()
    for folder in (args.factrueval / args.part, args.nerel and args.nerel / args.nerel_part):
        if folder and not folder.is_dir():
            print(f"{folder}: no such folder; get the collection and give its path", file=sys.stderr)
            return 1
    held = list(books(args.factrueval / args.part))
    found: dict[str, Scores] = {}
    errors: list[str] = []
    for name, finder in FINDERS.items():
        found[name] = {kind: Score() for kind in TYPES}
        for book, names in zip(held, finder([b.text for b in held], False), strict=True):
            judge_book(book, names, found[name], errors if name == "servanda" else [])
    print(table(f"factRuEval-2016 {args.part}", found))
    if args.nerel:
        pairs = nerel(args.nerel / args.nerel_part)
        for name, finder in FINDERS.items():
            found[name] = {kind: Score() for kind in TYPES}
            for (text, gold), names in zip(pairs, finder([text for text, _ in pairs], True), strict=True):
                judge_nerel(text, gold, names, found[name], errors if name == "servanda" else [])
        print(table(f"NEREL {args.nerel_part}", found))
    print(speed([b.text for b in held]))
    print("\n".join(errors[: args.errors]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
