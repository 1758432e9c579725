"""The files of factRuEval-2016: tokens, spans, objects, identified objects, facts.

The collection (MIT licence) is github.com/dialogue-evaluation/factRuEval-2016; its README describes the formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {"Person": "PER", "Org": "ORG", "Organization": "ORG", "Location": "LOC", "LocOrg": "LOC"}
"""Its types under ours. LocOrg counts as a location, as its comparison does without that type (its option -l)."""
NAMING = {
    "PER": frozenset({"name", "surname", "patronymic", "nickname"}),
    "LOC": frozenset({"loc_name", "org_name"}),
    "ORG": frozenset({"loc_name", "org_name"}),
}
"""Spans that have to be found in an object of each type; its descriptors and adjectives may be left out."""
HOLDERS = {"PER": frozenset({"LOC", "ORG"}), "LOC": frozenset({"LOC", "ORG"}), "ORG": frozenset({"ORG"})}
"""What an object that lies inside another may lie in, and is then not asked for."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the collection; `end` is the offset after its last character."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Object:
    """A mention of an object: all its tokens by number, and those of them that name it."""

    key: str
    kind: str
    tokens: frozenset[int]
    naming: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entity:
    """An object identified over the text: its mentions, and what is said of its name, key by key."""

    key: str
    mentions: tuple[str, ...]
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One text with its annotation. `spans` are the texts of spans by their number."""

    name: str
    text: str
    tokens: tuple[Token, ...]
    objects: tuple[Object, ...]
    entities: tuple[Entity, ...]
    spans: dict[str, str]
    facts: tuple[str, ...]
    """Records of facts as they stand in the file."""

    def covered(self, start: int, end: int) -> frozenset[int]:
        """Tokens that lie inside, without marks of punctuation that lean on their neighbours."""
        return frozenset(
            t.number for t in self.tokens if start <= t.start and t.end <= end and any(ch.isalnum() for ch in t.text)
        )

    def extent(self, tokens: frozenset[int]) -> tuple[int, int]:
        """Offsets from the first to the last of the tokens."""
        held = [t for t in self.tokens if t.number in tokens]
        return held[0].start, held[-1].end


def books(folder: Path) -> Iterator[Book]:
    """Every text of the folder in the order of its number."""
    for path in sorted(folder.glob("*.objects"), key=lambda p: int(p.stem.rpartition("_")[2])):
        yield book(path.with_suffix(""))


def book(stem: Path) -> Book:
    """The text whose files begin with `stem`."""

    def lines(kind: str) -> list[str]:
        path = stem.with_suffix(f".{kind}")
        return path.read_text("utf-8-sig").splitlines() if path.exists() else []

    tokens: list[Token] = []
    for line in lines("tokens"):
        if line.strip():
            _, start, length, text = line.split(" ", 3)
            tokens.append(Token(len(tokens), int(start), int(start) + int(length), text))
    kinds: dict[str, str] = {}
    covers: dict[str, frozenset[int]] = {}
    for line in lines("spans"):
        if line.strip():
            key, kind, start, length = line.split("#")[0].split()[:4]
            first, last = int(start), int(start) + int(length)
            kinds[key] = kind
            covers[key] = frozenset(t.number for t in tokens if first <= t.start and t.end <= last)
    objects = []
    for line in lines("objects"):
        parts = line.split("#")[0].split()
        if parts and parts[1] in KINDS:
            kind, held = KINDS[parts[1]], [s for s in parts[2:] if s in covers]
            whole = frozenset[int]().union(*(covers[s] for s in held))
            naming = frozenset[int]().union(*(covers[s] for s in held if kinds[s] in NAMING[kind]))
            objects.append(Object(parts[0], kind, _words(whole, tokens), _words(naming, tokens)))
    texts = {key: " ".join(tokens[n].text for n in sorted(held)) for key, held in covers.items()}
    text = stem.with_suffix(".txt").read_text("utf-8")
    return Book(
        stem.name, text, tuple(tokens), tuple(objects), tuple(_entities(lines("coref"))), texts,
        tuple(_records(lines("facts"))),
    )  # fmt: skip


def _words(numbers: frozenset[int], tokens: list[Token]) -> frozenset[int]:
    return frozenset(n for n in numbers if any(ch.isalnum() for ch in tokens[n].text))


def _records(lines: list[str]) -> Iterator[str]:
    return (record for record in "\n".join(line.strip() for line in lines).split("\n\n") if record.strip())


def _entities(lines: list[str]) -> Iterator[Entity]:
    for record in _records(lines):
        first, *rest = record.strip().split("\n")
        key, *mentions = first.split()
        said = tuple((name, value.strip()) for name, _, value in (line.partition(" ") for line in rest if line))
        yield Entity(key, tuple(mentions), said)
