"""How fast the reading engine is beside natasha's full pipeline, on the same texts, in the same run, on one core.

    python -m benchmarks.reading TEXTS.jsonl [--articles 100] [--rounds 5] [--peer-python PATH]

`TEXTS.jsonl` holds a text a line in its field `text`. Both sides first read `--warm` articles; then, each round, both
take their turn at articles that neither has seen, each in a process of its own on one core, and processor time is
counted, not the clock. Both do the whole work: sentences, words, morphology, syntax, names, dictionary forms.
natasha 1.6 needs pymorphy2, which needs pkg_resources: make an environment for it with
`pip install "natasha==1.6.0" "setuptools<81"` on Python 3.11 and name its interpreter as `--peer-python`.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Reader = Callable[[list[str]], int]
"""Reads texts and says how many words they had."""
CALL = 64
"""Articles a call of the engine."""


def servanda() -> Reader:
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


READERS: dict[str, Callable[[], Reader]] = {"servanda": servanda, "natasha": natasha}


def work(name: str) -> None:
    """The worker: takes a line of texts, answers with the seconds, the words, and its peak of memory in MB."""
    import resource

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

    def __init__(self, name: str, python: str, program: Sequence[str] = ("-P", __file__)) -> None:
        one = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        command = [python, "-W", "ignore", *program, "--work", name]
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


def main() -> None:
    """Races and prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--warm", type=int, default=300)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--work", choices=sorted(READERS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work)
        return
    if options.texts is None:
        parser.error("name a JSONL file of texts")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    race(options)


def race(options: argparse.Namespace) -> None:
    """Lets both sides read the same rounds and prints medians."""
    workers = [Worker("servanda", sys.executable), Worker("natasha", options.peer_python)]
    for worker in workers:
        if worker.error:
            print(f"skipped: {worker.error}")
    workers = [worker for worker in workers if not worker.error]
    warm, *rounds = batches(options.texts, options.warm, options.articles, options.rounds)
    for worker in workers:
        worker.read(warm)
    found = {worker.name: [] for worker in workers}
    for texts in rounds:
        for worker in workers:
            found[worker.name].append(worker.read(texts))
    print(f"{len(rounds)} rounds of {options.articles} articles, median (least to most); one core, processor time")
    for name, answers in found.items():
        speeds = [options.articles / answer["seconds"] for answer in answers]
        words = statistics.median(answer["words"] / answer["seconds"] for answer in answers)
        print(
            f"{name:10} {statistics.median(speeds):7.1f} articles/s ({min(speeds):.1f} to {max(speeds):.1f})"
            f"  {words:8.0f} words/s  {max(answer['peak'] for answer in answers):4.0f} MB at most"
        )
    if len(found) == 2:
        ratios = [b["seconds"] / a["seconds"] for a, b in zip(*found.values(), strict=True)]
        print(f"{'ratio':10} {statistics.median(ratios):7.2f} times ({min(ratios):.2f} to {max(ratios):.2f})")
    for worker in workers:
        worker.close()


if __name__ == "__main__":
    main()
