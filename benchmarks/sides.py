"""The sides of the race of speed: each reads texts in a process of its own, in the Python that has what it needs.

natasha 1.6 needs pymorphy2, which needs pkg_resources, and spaCy is no dependency of ours: make an environment for both
with `pip install "natasha==1.6.0" "setuptools<81" "spacy>=3.7,<4"` on Python 3.11 and name its interpreter to
`./run bench speed` as `--peer-python`. This file is run there by itself, so it imports nothing of ours at its top.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Reader = Callable[[list[str]], int]
"""Reads texts and says how many words they had."""
CALL = 64
"""Articles a call of the engine."""


def stories(texts: list[str]) -> Iterator[Any]:
    """Clean stories of the texts; what is refused (another language) is left out, as `read` does."""
    from servanda.errors import ServandaError
    from servanda.model.story import RawItem
    from servanda.stories import clean

    for number, text in enumerate(texts):
        try:
            yield clean(RawItem(where=str(number), content=text, id=str(number)))
        except ServandaError:
            continue


def whole(gate: bool) -> Reader:
    """`read`, from texts to records."""
    from servanda.pipeline import read
    from servanda.reading.engine import engine

    engine()

    def reader(texts: list[str]) -> int:
        for reading in read(stories(texts), gate=gate):
            reading.record()
        return sum(len(text.split()) for text in texts)

    return reader


def engine_alone() -> Reader:
    """The engine of this program."""
    from servanda.model.span import Span
    from servanda.model.story import Story
    from servanda.reading.engine import Engine

    engine = Engine.load()

    def read(texts: list[str]) -> int:
        words = 0
        for start in range(0, len(texts), CALL):
            stories = [Story("", text, text, (Span(0, len(text)),)) for text in texts[start : start + CALL]]
            words += sum(len(sentence.words) for parsed in engine.parse(stories) for sentence in parsed.sentences)
        return words

    return read


def natasha() -> Reader:
    """The peer: all five steps of its documentation."""
    from natasha import Doc, MorphVocab, NewsEmbedding, NewsMorphTagger, NewsNERTagger, NewsSyntaxParser, Segmenter

    segmenter, vocabulary, embedding = Segmenter(), MorphVocab(), NewsEmbedding()
    morph, syntax, names = NewsMorphTagger(embedding), NewsSyntaxParser(embedding), NewsNERTagger(embedding)

    def read(texts: list[str]) -> int:
        words = 0
        for text in texts:
            doc = Doc(text)
            doc.segment(segmenter)
            doc.tag_morph(morph)
            doc.parse_syntax(syntax)
            doc.tag_ner(names)
            for token in doc.tokens:
                token.lemmatize(vocabulary)
            words += len(doc.tokens)
        return words

    return read


def spacy() -> Reader:
    """Words alone, by spaCy's blank Russian pipeline: a floor under which none that cuts texts into words gets."""
    import spacy as peer

    pipeline = peer.blank("ru")
    return lambda texts: sum(len(doc) for doc in pipeline.pipe(texts))


PEER, FLOOR, ENGINE, UNGATED, GATED = "natasha", "spacy", "engine", "ungated", "gated"
READERS: dict[str, Callable[[], Reader]] = {
    PEER: natasha,
    ENGINE: engine_alone,
    UNGATED: lambda: whole(gate=False),
    GATED: lambda: whole(gate=True),
    FLOOR: spacy,
}
TITLES = {
    PEER: "natasha, full pipeline",
    ENGINE: "reading alone",
    UNGATED: "read, no gate",
    GATED: "read, with gate",
    FLOOR: "spaCy, words alone",
}


def work(name: str) -> None:
    """The worker: takes a line of texts, answers with the seconds, the words, and its peak of memory in MB."""
    try:
        read = READERS[name]()
    except ImportError as error:
        print(json.dumps({"error": f"{name} cannot be imported here: {error}"}), flush=True)
        return
    print(json.dumps({"error": None}), flush=True)
    for line in sys.stdin:
        start = time.process_time()
        words = read(json.loads(line))
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "words": words, "peak": peak}), flush=True)


class Worker:
    """A side of the race, in its own process."""

    def __init__(self, name: str, python: str) -> None:
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        command = [python, "-W", "ignore", "-P", __file__, name]
        self.name = name
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **one}
        )
        self.error = self._answer().get("error")

    def read(self, texts: list[str]) -> dict[str, float]:
        """Seconds, words and peak of memory for these texts."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(texts) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Ends the process."""
        self._process.communicate()

    def _answer(self) -> dict[str, float]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: the worker ended without an answer")
        answer: dict[str, float] = json.loads(line)
        return answer


def batches(path: Path, warm: int, articles: int, rounds: int) -> Iterator[list[str]]:
    """First `warm` texts, then `rounds` times `articles` more."""
    with path.open(encoding="utf-8") as file:
        texts = [text for text in (json.loads(line)["text"] for line in file) if text.strip()]
    if len(texts) < warm + articles * rounds:
        raise SystemExit(f"{path}: holds {len(texts)} texts, {warm + articles * rounds} are needed")
    yield texts[:warm]
    for number in range(rounds):
        yield texts[warm + number * articles : warm + (number + 1) * articles]


if __name__ == "__main__":
    work(sys.argv[1])
