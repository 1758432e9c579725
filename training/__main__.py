"""python -m training FILE… [--folds N] [--records PATH] [--out PATH]: learn from annotated texts, ship the models.

Each line of a file is {"id", "text", "date", "source", "events", "figures"}. With --folds the whole program is also
tried on every text by models that did not see it, and its records written to --records, for a scorer.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from servanda.coding import acts, code_context, weigh
from servanda.coding.acts import Act
from servanda.coding.model import Forest, Models, models
from training import fit, learn
from training.align import Aligned
from training.corpus import load
from training.folds import folds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--dense", nargs="*", type=Path, default=[], help="made-up stories crowded with acts")
    parser.add_argument("--beside", nargs="*", type=Path, default=[], help="files of texts that count for less")
    parser.add_argument("--texts", nargs="*", type=Path, default=[], help="where to find their texts, by id")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--records", type=Path, help="where to write what the models of the folds make of each text")
    parser.add_argument("--out", type=Path, default=learn.SHIPPED, help="where to write the models")
    parser.add_argument("--only-check", action="store_true", help="leave the shipped models as they are")
    parser.add_argument("--only-slots", action="store_true", help="leave the shipped models of acts as they are")
    parser.add_argument("--stamp", default="", help="any word: another one marks the texts anew")
    args = parser.parse_args()
    examples = [
        Aligned(example)
        for example in load(*args.files, dense=args.dense, beside=args.beside, texts=args.texts, stamp=args.stamp)
    ]
    print(f"{len(examples)} texts, {sum(len(e.events) for e in examples)} events")
    fold_of = dict(zip(map(id, examples), folds(examples, args.folds), strict=True))
    first = {fold: learn_alone(rest(examples, fold_of, fold)) for fold in range(args.folds)}
    unseen = {id(example): first[fold_of[id(example)]] for example in examples}
    for fold in first:
        first[fold] = with_forests(first[fold], scope=fit.beside_others(rest(examples, fold_of, fold), unseen))
    whole_scope = fit.beside_others(examples, unseen)
    unseen = {id(example): first[fold_of[id(example)]] for example in examples}
    judged = {id(example): weigh.judge(example.context, unseen[id(example)]) for example in examples}
    stories = {id(example): fit.story(example, judged[id(example)], unseen[id(example)]) for example in examples}
    second = {
        fold: fit.together(rest(examples, fold_of, fold), unseen, stories)
        for fold in (range(args.folds) if args.records else ())
    }
    whole_second = fit.together(examples, unseen, stories)
    made = {}
    for example in examples:
        own = unseen[id(example)]
        pairwise = second.get(fold_of[id(example)], whole_second)
        made[id(example)] = acts.gather(example.context, judged[id(example)], with_forests(own, **pairwise))
    if args.records:
        check(examples, fold_of, first, second, made, judged, args.records, args.folds)
    if not args.only_check:
        filled = fit.filling(examples, made)
        if args.only_slots:
            final = replace(with_forests(models(), **filled), limits=fit.LIMITS)
        else:
            counted = fit.events(examples, made, judged)
            final = with_forests(
                fit.alone(examples, judged), scope=whole_scope, **whole_second, event=counted, **filled
            )
        learn.write(final, args.out)


def rest(examples: Sequence[Aligned], fold_of: dict[int, int], fold: int) -> list[Aligned]:
    return [example for example in examples if fold_of[id(example)] != fold]


def learn_alone(examples: Sequence[Aligned]) -> Models:
    return fit.alone(examples, {})


def with_forests(models: Models, **forests: Forest) -> Models:
    return replace(models, forests={**models.forests, **forests})


def check(
    examples: Sequence[Aligned],
    fold_of: dict[int, int],
    first: dict[int, Models],
    second: dict[int, dict[str, Forest]],
    made: dict[int, list[Act]],
    judged: dict[int, fit.Judged],
    records: Path,
    folds: int,
) -> None:
    """Run the whole program over each fold with models that did not see it, and write its records."""
    written = {}
    for fold in range(folds):
        others = rest(examples, fold_of, fold)
        whole = with_forests(
            first[fold], **second[fold], event=fit.events(others, made, judged), **fit.filling(others, made)
        )
        for example in examples:
            if fold_of[id(example)] == fold:
                events = code_context(example.context, whole)
                text = example.example.text
                written[id(example)] = {
                    "id": example.example.gold["id"],
                    "events": [event.record(text) for event in events],
                    "figures": [],
                }
    with records.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(json.dumps(written[id(example)], ensure_ascii=False) + "\n")
    print(f"records of {len(written)} texts: {records}")


main()
