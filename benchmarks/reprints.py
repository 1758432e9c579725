"""Whether reprints are found, and how fast: `python -m benchmarks.reprints --help`.

made   made-up stories, reprinted as outlets do it, among others of the same matter: precision and recall
scale  many stories: time to index and to search them all, with the index of whole texts beside it
pairs  a file of real pairs (JSON lines with `a` and `b`, each with `text`): which of them are taken for reprints
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from servanda.register.carriers import form, pairs
from servanda.register.ledger import StoryRow
from servanda.register.overlap import Vocabulary, overlap
from servanda.register.reprints import bands

FOLDER = Path(__file__).parents[1] / "training" / "stories"
FLOORS = {"precision": 0.95, "recall": 0.90}
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
LETTERS = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya"
LATIN = dict(zip(CYRILLIC, LETTERS.split(), strict=True))
NAME = re.compile(r"(?<=[а-яё,:;»\)] )[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁ][а-яё]+)*")
HEADLINES = (
    "Соседи договорились: что известно к этому часу", "Главное за день", "Подробности от наших коллег",
    "О чём говорили стороны", "Новости партнёрства: коротко",
)  # fmt: skip


@dataclass(frozen=True)
class Text:
    """A made-up story: its headline, and its paragraphs of a sentence or two."""

    id: str
    title: str
    paragraphs: tuple[str, ...]


def texts() -> list[Text]:
    """Reports of about the length of real ones, each put together of three made-up stories of the training set.

    A paragraph is two sentences; no two reports have a sentence in common.
    """
    told = [story for path in sorted(FOLDER.glob("*.txt")) for story in _stories(path)]
    found = []
    for at in range(0, len(told) - 2, 3):
        sentences = [sentence for story in told[at : at + 3] for sentence in story[1:]]
        paragraphs = tuple(" ".join(sentences[place : place + 2]) for place in range(0, len(sentences), 2))
        found.append(Text(f"t{at // 3}", told[at][0], paragraphs))
    return found


def _stories(path: Path) -> Iterator[list[str]]:
    """The lines of each story in a file, the headline first."""
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line.lstrip("/ ").strip() for line in block.splitlines() if line.strip() and line[0] not in "#>="]
        if block.lstrip().startswith("= ") and len(lines) > 3:
            yield lines


def shortened(text: Text, other: Text, chance: random.Random) -> str:
    kept = max(3, round(len(text.paragraphs) * 0.6))
    return "\n".join((text.title, *text.paragraphs[:kept]))


def headed_anew(text: Text, other: Text, chance: random.Random) -> str:
    return "\n".join((chance.choice(HEADLINES), *text.paragraphs, "Фото из открытых источников."))


def quoted(text: Text, other: Text, chance: random.Random) -> str:
    """Three paragraphs amid a report of the carrier's own."""
    at = chance.randrange(len(text.paragraphs) - 2)
    own = other.paragraphs
    half = len(own) // 2
    return "\n".join((other.title, *own[:half], *text.paragraphs[at : at + 3], *own[half:]))


def names_changed(text: Text, other: Text, chance: random.Random) -> str:
    """All names in other letters, as after a translation there and back."""
    whole = "\n".join((text.title, *text.paragraphs))
    return NAME.sub(lambda found: latin(found[0]), whole)


def all_at_once(text: Text, other: Text, chance: random.Random) -> str:
    body = shortened(text, other, chance).partition("\n")[2]
    return NAME.sub(lambda found: latin(found[0]), f"{chance.choice(HEADLINES)}\n{body}")


def latin(name: str) -> str:
    written = "".join(LATIN.get(char, char) for char in name.lower().replace("-", " ")).replace("-", "")
    return written.title()


Make = Callable[[Text, Text, random.Random], str]
WAYS: dict[str, Make] = {
    "shortened": shortened, "re-headlined": headed_anew, "three paragraphs": quoted, "names changed": names_changed,
    "all at once": all_at_once,
}  # fmt: skip


def one_paragraph(text: Text, other: Text, chance: random.Random) -> str:
    """No reprint: a report of its own, with one paragraph that both have from the same official."""
    return "\n".join((other.title, *other.paragraphs, max(text.paragraphs, key=len)))


def row(id: str, source: str, day: str, text: str) -> StoryRow:
    return StoryRow(id, 1, day, source, None, None, None, text, "", "", "{}", "")


def made(seed: int) -> bool:
    chance = random.Random(seed)
    known = texts()
    chance.shuffle(known)
    ours, hosts = known[: len(known) // 2], known[len(known) // 2 :]
    stories = [row(text.id, "step.example", "2024-05-01", "\n".join((text.title, *text.paragraphs))) for text in ours]
    others = [row(text.id, "volna.example", "2024-05-02", "\n".join((text.title, *text.paragraphs))) for text in hosts]
    truth: dict[tuple[str, str], str] = {}
    for number, text in enumerate(ours):
        other = chance.choice(hosts)
        for way, make in WAYS.items():
            others.append(row(f"{number}:{way}", "mol.example", "2024-05-02", make(text, other, chance)))
            truth[text.id, f"{number}:{way}"] = way
        others.append(row(f"{number}:none", "mol.example", "2024-05-02", one_paragraph(text, other, chance)))
    found = {(story.id, carrier.id) for story, carrier, *_ in pairs(stories, others)}
    right, all_ways = Counter(truth[pair] for pair in found if pair in truth), Counter(truth.values())
    reached = {"precision": sum(right.values()) / max(1, len(found)), "recall": sum(right.values()) / len(truth)}
    print(f"{len(ours)} stories, {len(truth)} reprints among {len(others)} texts; seed {seed}")
    for way in WAYS:
        print(f"  {way:18} {right[way]:5} of {all_ways[way]:5}  {right[way] / all_ways[way]:.3f}")
    wrong = sorted(found - truth.keys())
    print(f"  found beside them  {len(wrong):5}  {' '.join(f'{story}<{carrier}' for story, carrier in wrong[:8])}")
    for name, value in reached.items():
        print(f"{name:10} {value:.3f}  floor {FLOORS[name]:.2f}")
    return all(reached[name] >= floor for name, floor in FLOORS.items())


def invented(count: int, seed: int) -> Iterator[StoryRow]:
    """Stories of invented words as frequent as words are; each tenth is a reprint of the one before."""
    chance = np.random.default_rng(seed)
    words = np.array([f"слово{number}" for number in range(60_000)])
    before = ""
    for number in range(count):
        drawn = np.minimum(chance.zipf(1.25, 240) - 1, len(words) - 1)
        text = before if number % 10 == 9 else " ".join(words[drawn])
        yield row(f"{number:07}", f"h{number % 7}.example", "2024-05-01", text)
        before = text


def scale(count: int, seed: int) -> bool:
    stories = list(invented(count, seed))
    start = time.process_time()
    found = sum(1 for _ in pairs(stories, stories))
    searched = time.process_time() - start
    start = time.process_time()
    for story in stories[: count // 20]:
        bands(story.text)
    marked = (time.process_time() - start) * 20
    print(f"{count} stories: all indexed and searched for reprints in {searched:.0f} s of one core, {found} found")
    print(f"index of whole texts (MinHash): {marked:.0f} s of one core, from a twentieth of them")
    return searched + marked < 2 * 300 * count / 100_000


def judge(path: Path, show: bool) -> bool:
    if not path.exists():
        print(f"not measured: no pairs at {path}")
        return True
    vocabulary = Vocabulary()
    forms: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        pair = json.loads(line)
        one, other = (vocabulary.runs(pair[side]["text"]) for side in "ab")
        made = overlap(one, other)
        found = form(made)
        forms[str(pair.get("label") or pair.get("kind")), found or "none"] += 1
        if show and found:
            print(json.dumps({"line": number + 1, "form": found, "words": made.words, "longest": made.longest}))
    for (label, found), count in sorted(forms.items()):
        print(f"{label:8} {found:6} {count}")
    return True


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("made", "scale", "pairs"))
    parser.add_argument("path", nargs="?", type=Path, default=Path("../shared/gold/reprint_pairs.jsonl"))
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="the pairs taken for reprints, by their lines")
    given = parser.parse_args(words)
    done = {
        "made": lambda: made(given.seed),
        "scale": lambda: scale(given.count, given.seed),
        "pairs": lambda: judge(given.path, given.show),
    }[given.what]()
    return 0 if done else 1


if __name__ == "__main__":
    sys.exit(main())
