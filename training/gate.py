"""python -m training.gate FILE… [--beside FILE…] [--texts FILE…]: learn which texts the networks may be spared.

The files are those of `python -m training`. A text counts as worth reading if it holds an event or a figure, a sentence
as telling if it is evidence of one. The bar is the log-odds that all but LOST of the main texts worth reading reach,
each weighed by models that saw neither it nor another text of the same thing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from servanda.coding import gate
from servanda.coding.letters import Sentence, home, sentences
from servanda.coding.model import Floats, Forest, Linear, Models
from training import learn
from training.align import Aligned
from training.corpus import Example, covers, load
from training.folds import folds

FOLDS = 10
LOST = 0.01
"""Share of the texts worth reading that the bar may cost."""
SHIPPED = Path("src/servanda/coding/data/gate.npz")


class Text:
    """An annotated text by its letters."""

    def __init__(self, example: Example) -> None:
        self.found: list[Sentence] = sentences(example.marked.story)
        self.home = home(example.marked.story)
        self.main = example.trust == 1.0 and example.weight == 1.0
        gold = example.gold
        self.worth = bool(gold["events"] or gold["figures"])
        told = [span for record in (*gold["events"], *gold["figures"]) for span in example.evidence(record)]
        self.telling = [any(covers(span, one.span) for span in told) for one in self.found]
        self.rows = [list(gate.describe(self.found, at, self.home)) for at in range(len(self.found))]


def told_by(texts: Sequence[Text]) -> Linear:
    """The model of sentences."""
    rows = [row for text in texts for row in text.rows]
    targets = [told for text in texts for told in text.telling]
    return learn.linear(rows, targets, strength=0.1, least=3)


def seen(text: Text, model: Linear) -> dict[str, float]:
    """What is seen of a text by a model of sentences that did not see it."""
    return gate.numbers([float(model.scores(row)[0]) for row in text.rows])


def forest(numbers: Sequence[dict[str, float]], texts: Sequence[Text]) -> Forest:
    """The model of texts."""
    targets = [text.worth for text in texts]
    return learn.forest(numbers, targets, trees=60, leaves=4, rate=0.05, least=30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--beside", nargs="*", type=Path, default=[])
    parser.add_argument("--texts", nargs="*", type=Path, default=[])
    parser.add_argument("--stamp", default="")
    parser.add_argument("--out", type=Path, default=SHIPPED)
    args = parser.parse_args()
    examples = load(*args.files, beside=args.beside, texts=args.texts, stamp=args.stamp)
    fold = np.array(folds([Aligned(example) for example in examples], FOLDS))
    texts = [Text(example) for example in examples]
    parts = [[at for at in range(len(texts)) if fold[at] != one] for one in range(FOLDS)]
    models = [told_by([texts[at] for at in part]) for part in parts]
    numbers = [seen(text, models[fold[at]]) for at, text in enumerate(texts)]
    forests = [forest([numbers[at] for at in part], [texts[at] for at in part]) for part in parts]
    odds = [forests[fold[at]].scores(forests[fold[at]].rows([one]))[0] for at, one in enumerate(numbers)]
    bar = bar_of(np.asarray(odds, np.float32), texts)
    learn.write(Models({"sentence": told_by(texts)}, {"text": forest(numbers, texts)}, {"text": bar}), args.out)


def bar_of(odds: Floats, texts: Sequence[Text]) -> float:
    """The bar, and what lies above it."""
    main = np.array([text.main for text in texts])
    worth = np.array([text.worth for text in texts])
    bar = float(np.quantile(odds[main & worth], LOST, method="lower"))
    for name, chosen in (("main", main), ("others", ~main)):
        for sort, which in (("worth reading", worth), ("empty", ~worth)):
            share = (odds[chosen & which] >= bar).mean()
            print(f"{name}, {sort}: {(chosen & which).sum()} texts, {share:.1%} pass")
    return bar


if __name__ == "__main__":
    main()
