"""How many of the people and bodies that annotators named does the reading find, and who is said to speak?

    python -m benchmarks.mentions GOLD.jsonl [--errors N]

GOLD has one story a line, as the codebook describes: `id`, `text`, `date`, `source`, `events`. Nothing is fitted to it.
Two names agree when the stems of one hold those of the other, so that case and a missing first name do not matter.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from servanda.model.marked import Marked, Parsed
from servanda.model.span import Span
from servanda.model.story import RawItem


def stems(name: str | None) -> frozenset[str]:
    plain = "".join(ch.lower() if ch.isalnum() else " " for ch in name or "")
    return frozenset(word[:5] for word in plain.split() if len(word) > 1)


def agree(one: str | None, other: str | None) -> bool:
    a, b = stems(one), stems(other)
    return bool(a and b) and (a <= b or b <= a)


def evidence_spans(text: str, event: dict[str, Any]) -> list[Span]:
    found = []
    for piece in event["evidence"]:
        at = text.find(piece)
        if at >= 0:
            found.append(Span(at, at + len(piece)))
    return found


def judge(row: dict[str, Any], marked: Marked, counts: Counter[str], errors: list[str]) -> None:
    """Add one story to the counts."""
    named = {m.name: m for m in marked.mentions if m.kind in ("person", "organisation") and m.form in ("name", "part")}
    actors = {actor for event in row["events"] for actor in event["actors"]}
    for actor in sorted(actors):
        hit = any(agree(actor, name) for name in named)
        counts["actors"] += 1
        counts["actors found"] += hit
        if not hit:
            errors.append(f"{row['id']}\tactor\t{actor}")
    people = {m.name for m in marked.mentions if m.kind == "person" and m.form == "name"}
    for name in people:
        counts["people"] += 1
        counts["people with a nominative in gold"] += any(agree(name, actor) for actor in actors)
    gathered = [m.name for m in marked.mentions if m.kind == "gathering"]
    for within in {event["within"] for event in row["events"] if event["within"]}:
        counts["gatherings"] += 1
        counts["gatherings found"] += any(agree(within, name) for name in gathered)
    for event in row["events"]:
        judge_polities(event, marked, counts)
        judge_speaker(row, event, marked, counts, errors)


def judge_polities(event: dict[str, Any], marked: Marked, counts: Counter[str]) -> None:
    """Whether a person named as an actor stands for a polity that takes part; cities count as their region."""
    parties = {code.split("/")[0] for code in event["polities"]}
    for actor in event["actors"]:
        codes = {
            code.split("/")[0]
            for m in marked.mentions
            if m.kind == "person" and agree(actor, m.name)
            for code in m.polities
        }
        if any(m.kind == "person" and agree(actor, m.name) for m in marked.mentions):
            counts["people who act"] += 1
            counts["people who stand for a party"] += bool(codes & parties)
            counts["people who stand for another"] += bool(codes and not codes & parties)


def judge_speaker(
    row: dict[str, Any], event: dict[str, Any], marked: Marked, counts: Counter[str], errors: list[str]
) -> None:
    """Whether the quotation over the event's evidence has the speaker that the annotator named."""
    spans = evidence_spans(row["text"], event)
    over = [q.speaker for q in marked.quotes if q.speaker and any(q.span.overlaps(s) for s in spans)]
    said = event["speaker"]
    if said:
        counts["speakers"] += 1
        counts["speakers anywhere"] += any(agree(said, q.speaker) for q in marked.quotes)
        counts["speakers over the evidence"] += any(agree(said, name) for name in over)
        if not any(agree(said, name) for name in over):
            errors.append(f"{row['id']}\tspeaker\t{said}\t{over}")
    else:
        counts["no speaker"] += 1
        counts["no speaker, none found"] += not over


def read(rows: Sequence[dict[str, Any]]) -> tuple[list[Marked], float, int]:
    """The stories marked, the seconds this layer took for all of them, and their words."""
    from servanda.reading.engine import engine
    from servanda.reading.parties import parties
    from servanda.reading.polities import polities
    from servanda.reading.quotes import quotes
    from servanda.stories import clean

    stories = [
        clean(
            RawItem(where=row["id"], content=row["text"], id=row["id"], date=row.get("date"), source=row.get("source"))
        )
        for row in rows
    ]
    parsed: list[Parsed] = engine().parse(stories)
    places = [polities(story, one.sentences, one.names) for story, one in zip(stories, parsed, strict=True)]
    began = time.process_time()
    marked = []
    for story, one, held in zip(stories, parsed, places, strict=True):
        mentions, told_from = parties(story, one.sentences, one.names, held)
        marked.append(
            Marked(story, one.sentences, mentions, quotes=quotes(story, one.sentences, mentions), home=told_from)
        )
    words = sum(len(sentence.words) for one in parsed for sentence in one.sentences)
    return marked, time.process_time() - began, words


def report(counts: Counter[str]) -> str:
    def share(part: str, whole: str) -> str:
        return f"{part:34} {counts[part]:5} of {counts[whole]:5}  {counts[part] / max(1, counts[whole]):.3f}"

    return "\n".join(
        (
            share("actors found", "actors"),
            share("people with a nominative in gold", "people"),
            share("people who stand for a party", "people who act"),
            share("people who stand for another", "people who act"),
            share("gatherings found", "gatherings"),
            share("speakers anywhere", "speakers"),
            share("speakers over the evidence", "speakers"),
            share("no speaker, none found", "no speaker"),
        )
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--errors", type=int, default=0, metavar="N", help="print the first N names that were not found"
    )
    args = parser.parse_args()
    if not args.gold.exists():
        print(f"{args.gold}: no such file; the gold data is not part of the project, give its path", file=sys.stderr)
        return 1
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    marked, seconds, words = read(rows)
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for row, one in zip(rows, marked, strict=True):
        judge(row, one, counts, errors)
    print(f"{len(rows)} stories, {words} words; this layer {seconds / max(1, words) * 1e6:.1f} microseconds a word")
    print(report(counts))
    print("\n".join(errors[: args.errors]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
