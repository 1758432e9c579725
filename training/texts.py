"""python -m training.texts OUT.jsonl [--nerel DIR] [--factrueval DIR] [--kremlin CSV]: the texts that annotations lack.

`training/annotations.jsonl` tells of published texts without holding them. Those that are not in the annotated sets'
own files come from checkouts of public repositories: nerel-ds/NEREL (Russian Wikinews), dialogue-evaluation/
factRuEval-2016, and gabrielkmbo/kremlin-scraper (kremlin.ru, CC BY 4.0; each cut to its opening).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST, SHORTEST = 2600, 1200
"""A longer text of kremlin.ru is cut after a whole sentence between these two."""
STAMP = re.compile(r"\d{1,2} \w+ \d{4} года \d\d:\d\d [^.]{0,60}?(?=[А-ЯЁ][а-яё]+ [а-яё]|\b[А-Я]\.)")
"""Day, hour and place in front of the report."""


def plain(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Id and text of each text file of a folder, for ids that start with `name`."""
    for path in sorted(folder.rglob("*.txt")):
        yield f"{name}:{path.stem}", path.read_bytes().decode()


def kremlin(table: Path) -> Iterator[tuple[str, str]]:
    """Id and opening of each report of a table of kremlin.ru, headline first."""
    csv.field_size_limit(sys.maxsize)
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            title, text = row["title"], re.sub(r"^События\s+", "", row["article_full_text_1"])
            text = STAMP.sub("", text.removeprefix(title).strip(), count=1)
            if len(text) > LONGEST:
                text = text[: text.rfind(". ", SHORTEST, LONGEST) + 1]
            yield f"kremlin:{row['url'].rsplit('/', 1)[-1]}", f"{title}\n\n{text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--nerel", type=Path, help="a folder of NEREL's texts, such as NEREL-v1.0/train")
    parser.add_argument("--factrueval", type=Path, help="the folder of factRuEval's texts, such as devset")
    parser.add_argument("--kremlin", type=Path, help="kremlin_articles_ru_enhanced.csv")
    args = parser.parse_args()
    found: list[tuple[str, str]] = []
    if args.nerel:
        found.extend(plain(args.nerel, "nerel"))
    if args.factrueval:
        found.extend(plain(args.factrueval, "factrueval"))
    if args.kremlin:
        found.extend(kremlin(args.kremlin))
    with args.out.open("w", encoding="utf-8") as out:
        for name, text in found:
            out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    print(f"{len(found)} texts: {args.out}")


if __name__ == "__main__":
    main()
