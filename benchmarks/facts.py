"""Facts of factRuEval-2016, track 3 in easy mode: who holds what office where, who met whom, who struck a deal.

    ./run bench facts FACTRUEVAL [--part testset] [--errors N]

FACTRUEVAL is the folder of the public collection (github.com/dialogue-evaluation/factRuEval-2016, MIT); nothing of it
is kept. The comparison follows its documentation. A fact is a type and arguments. Two arguments agree where any way to
write the annotated one (its normal forms, its mentions as they stand) is within one letter of the found one, two for
ten letters and more. A fact found may answer an annotated one that it shares an argument with, apart from the
position; the share of arguments that agree is its quality (positions weigh half), over all facts found that answer the
same one. Easy mode leaves out annotated facts marked as difficult, and what answers them, and the phase of a fact.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from benchmarks.factrueval import Book, Entity, books
from servanda.model.marked import Marked
from servanda.model.story import RawItem
from servanda.reading.encounters import encounters
from servanda.reading.occupations import occupations

TYPES = ("occupation", "meeting", "deal")
BEST = {"occupation": 0.662, "meeting": 0.242, "deal": 0.301}
"""F1 of the best participant for each type, easy mode, as published."""
WEIGHTS = {"position": 0.5}
PERSON = ("firstname", "lastname", "patronymic", "nickname")
ORDERS = ("lfp", "fpl", "fp", "fl", "lf", "n", "f", "p", "l", "fn")
"""In which orders the parts of a person's name may be written: last, first, patronymic, nickname."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a fact, with every way to write it."""

    name: str
    ways: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fact:
    """An annotated fact or one found; `ignored` are those that easy mode leaves out."""

    kind: str
    arguments: tuple[Argument, ...]
    ignored: bool = False


@dataclass(slots=True)
class Tally:
    """Sums over texts: quality of annotated facts, quality of facts found, and how many there are of each."""

    quality_asked: float = 0.0
    quality_found: float = 0.0
    asked: int = 0
    found: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def scores(self) -> tuple[float, float, float]:
        """Precision, recall, F1."""
        precision, recall = self.quality_found / max(1, self.found), self.quality_asked / max(1, self.asked)
        return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def plain(text: str) -> str:
    """Without what the comparison does not see: case, ё, shapes of quotation marks and dashes, odd spaces."""
    low = text.lower().replace("ё", "е").strip()
    for marks, one in (("«»“”„", '"'), ("’`", "'"), ("‐−‒–—―", "-")):
        for mark in marks:
            low = low.replace(mark, one)
    for loose, tight in ((" ,", ","), (" .", "."), (" -", "-"), ("- ", "-"), ("( ", "("), (" )", ")")):
        low = low.replace(loose, tight)
    return " ".join(low.split())


def alike(one: str, other: str) -> bool:
    """Whether two writings are equal but for a letter, or two in ten letters and more."""
    longest = max(len(one), len(other))
    allowed = 0 if longest < 2 else 1 if longest < 9 else 2
    return abs(len(one) - len(other)) <= allowed and _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, second in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != second))
    return row[-1]


def agree(asked: Argument, found: Argument) -> bool:
    return asked.name == found.name and any(alike(a, b) for a in asked.ways for b in found.ways)


def annotated(book: Book, positions: dict[str, str]) -> list[Fact]:
    """The facts of a text with all ways to write their arguments. `positions` are normal forms of offices."""
    entities = {entity.key: entity for entity in book.entities}
    ways = {key: _ways(entity, book) for key, entity in entities.items()}
    raw = [_record(record) for record in book.facts]
    parts: dict[str, set[str]] = {}
    for kind, rows in raw:
        if kind == "ispartof":
            keys = {value.split()[0].removeprefix("obj") for _, value in rows if value.startswith("obj")}
            for key in keys & ways.keys():
                parts.setdefault(key, set()).update(*(_names(entities[k]) for k in keys - {key} if k in entities))
    return [
        Fact(
            kind,
            tuple(
                Argument("position" if name == "job" else name, _written(value, ways, parts, book, positions))
                for name, value in rows
                if name not in ("сложность", "модальность", "фаза")
            ),
            any(name == "сложность" and "повышенная" in value for name, value in rows),
        )
        for kind, rows in raw
    ]


def _record(record: str) -> tuple[str, list[tuple[str, str]]]:
    first, *lines = record.strip().split("\n")
    rows = [(name.lower(), value.strip()) for name, _, value in (line.partition(" ") for line in lines) if value]
    return first.split()[1].lower(), rows


def _written(
    value: str, ways: dict[str, frozenset[str]], parts: dict[str, set[str]], book: Book, positions: dict[str, str]
) -> frozenset[str]:
    if value.startswith("obj"):
        key, _, shown = value.partition(" ")
        key = key.removeprefix("obj")
        names = {plain(name) for name in shown.split("|")}
        return frozenset(names | ways.get(key, frozenset()) | parts.get(key, set()))
    if value.startswith("span"):
        texts = [plain(book.spans.get(v.split()[0].removeprefix("span"), "")) for v in value.split("|") if v.split()]
        return frozenset(texts) | {positions[text] for text in texts if text in positions}
    return frozenset(plain(option) for option in value.split("|"))


def _names(entity: Entity) -> set[str]:
    """Normal forms of a body or a place, alone, in quotation marks, and with the words that say of what sort it is."""
    names = {plain(v) for k, v in entity.said if k.rstrip("0123456789") == "name"}
    sorts = {plain(v) for k, v in entity.said if k.startswith("descr")}
    names |= {f'"{name}"' for name in names}
    return names | {f"{sort} {name}" for sort in sorts for name in names}


def _ways(entity: Entity, book: Book) -> frozenset[str]:
    objects = {o.key: o for o in book.objects}
    held = [objects[key] for key in entity.mentions if key in objects]
    ways = _names(entity)
    for one in held:
        ways.add(plain(" ".join(book.tokens[n].text for n in sorted(one.tokens))))
        start, end = book.extent(one.tokens)
        ways.add(plain(book.text[start:end]))
    said = {name[0]: [plain(v) for k, v in entity.said if k == name] for name in PERSON}
    for order in ORDERS:
        made = [""]
        for part in order:
            made = [f"{have} {value}".strip() for have in made for value in said[part]] or made
        ways.update(made)
    return frozenset(ways - {""})


def found_facts(marked: Marked) -> list[Fact]:
    """What the program tells of a text, as facts: each argument as the text writes it, a country of an adjective by
    its name."""
    facts = [
        _fact("occupation", [("who", one.person_text), ("position", one.position_text), ("where", one.where_text)])
        for one in occupations(marked)
    ]
    for one in encounters(marked):
        rows = [("participant", party) for party in one.parties]
        facts.append(_fact(one.kind, [*rows, ("type", one.sort)] if one.sort else rows))
    return list(dict.fromkeys(facts))


def _fact(kind: str, rows: Iterable[tuple[str, str | None]]) -> Fact:
    return Fact(kind, tuple(Argument(name, frozenset({plain(value)})) for name, value in rows if value))


def compare(asked: Sequence[Fact], found: Sequence[Fact], tally: Tally) -> None:
    """Add one text's facts of one type: the assignment of found ones to annotated ones with the best outcome."""
    options = [[at for at, one in enumerate(asked) if _may_answer(one, fact)] for fact in found]
    chosen = [
        max(o, key=lambda at: _quality(asked[at], [fact]), default=-1) for o, fact in zip(options, found, strict=True)
    ]
    best = _outcome(asked, found, chosen)
    improved = True
    while improved:
        improved = False
        for at, row in enumerate(options):
            for other in [*row, -1]:
                trial = [*chosen[:at], other, *chosen[at + 1 :]]
                outcome = _outcome(asked, found, trial)
                if _f1(outcome) > _f1(best) + 1e-9:
                    chosen, best, improved = trial, outcome, True
    for name, value in zip(("quality_asked", "quality_found", "asked", "found"), best, strict=True):
        setattr(tally, name, getattr(tally, name) + value)
    _explain(asked, found, chosen, tally.errors)


def _may_answer(asked: Fact, found: Fact) -> bool:
    return any(a.name != "position" and agree(a, b) for a in asked.arguments for b in found.arguments)


def _outcome(asked: Sequence[Fact], found: Sequence[Fact], chosen: Sequence[int]) -> tuple[float, float, int, int]:
    quality_asked = quality_found = 0.0
    counted = chosen.count(-1)
    for at, one in enumerate(asked):
        answers = [fact for fact, to in zip(found, chosen, strict=True) if to == at]
        if one.ignored:
            continue
        counted += len(answers)
        quality = _quality(one, answers) if answers else 0.0
        quality_asked += quality
        quality_found += quality * len(answers)
    return quality_asked, quality_found, sum(not one.ignored for one in asked), counted


def _f1(outcome: tuple[float, float, int, int]) -> float:
    return Tally(*outcome).scores[2]


def _quality(asked: Fact, answers: Sequence[Fact]) -> float:
    """Of the arguments on either side, the weight of those that agree; halved in part where several facts found
    share them out."""
    matched: dict[Argument, set[int]] = {}
    loose = 0.0
    for number, fact in enumerate(answers):
        for argument in fact.arguments:
            own = next((a for a in asked.arguments if agree(a, argument)), None)
            if own is None:
                loose += _weight(argument)
            else:
                matched.setdefault(own, set()).add(number)
    right = sum(_weight(a) for a in matched)
    missed = sum(_weight(a) for a in asked.arguments if a not in matched)
    share = right / (right + loose + missed) if right else 0.0
    pairs = list(combinations(matched, 2))
    together = sum(bool(matched[a] & matched[b]) for a, b in pairs) / len(pairs) if pairs and len(answers) > 1 else 1.0
    return share * (1 + together) / 2


def _weight(argument: Argument) -> float:
    return WEIGHTS.get(argument.name, 1.0)


def _explain(asked: Sequence[Fact], found: Sequence[Fact], chosen: Sequence[int], errors: list[str]) -> None:
    for at, one in enumerate(asked):
        answers = [fact for fact, to in zip(found, chosen, strict=True) if to == at]
        if not one.ignored and (not answers or _quality(one, answers) < 1):
            errors.append(f"- {_shown(one)}" + "".join(f"\n    = {_shown(fact)}" for fact in answers))
    errors += [f"+ {_shown(fact)}" for fact, to in zip(found, chosen, strict=True) if to == -1]


def _shown(fact: Fact) -> str:
    return f"{fact.kind}: " + "; ".join(f"{a.name} {' | '.join(sorted(a.ways, key=len)[-2:])}" for a in fact.arguments)


def positions(folder: Path) -> dict[str, str]:
    """The collection's own table of offices in the nominative; empty where it is absent."""
    path = folder / "scripts" / "dialent" / "jobs_processed.txt"
    if not path.exists():
        return {}
    rows = (line.split("|") for line in path.read_text("utf-8-sig").splitlines() if "|" in line)
    return {plain(form): plain(normal) for form, normal in rows}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("factrueval", type=Path)
    parser.add_argument("--part", choices=("devset", "testset"), default="testset")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each type")
    args = parser.parse_args()
    folder = args.factrueval / args.part
    if not folder.is_dir():
        print(f"{folder}: no such folder; get the collection and give its path", file=sys.stderr)
        return 1
    from servanda.reading import mark
    from servanda.stories import clean

    held = [book for book in books(folder) if book.facts]
    stories = [clean(RawItem(where=book.name, content=book.text, id=book.name)) for book in held]
    known = positions(args.factrueval)
    tallies = {kind: Tally() for kind in TYPES}
    for book, marked in zip(held, mark(stories), strict=True):
        asked, found = annotated(book, known), found_facts(marked)
        for kind, tally in tallies.items():
            compare([f for f in asked if f.kind == kind], [f for f in found if f.kind == kind], tally)
    print(f"factRuEval-2016 {args.part}, track 3, easy mode: {len(held)} texts with facts")
    for kind, tally in tallies.items():
        precision, recall, f1 = tally.scores
        print(
            f"{kind:12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   best published {BEST[kind]:.3f}"
            f"   ({tally.asked} annotated, {tally.found} found)"
        )
    for tally in tallies.values():
        print("\n".join(tally.errors[: args.errors]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
