"""Quality on annotated texts, held against the floors in floors.toml."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.toml")


def main() -> int:
    """Read dev.jsonl with the installed program, score it with the data's own scorer, compare."""
    folder = Path(os.environ.get("SERVANDA_GOLD", "../shared/gold"))
    gold, scorer = folder / "dev.jsonl", folder.parent / "score.py"
    if not (gold.exists() and scorer.exists()):
        print(f"gates: not measured: no annotated texts at {gold} (SERVANDA_GOLD names their folder)")
        return 0
    result = score(gold, scorer)
    reached = {
        "found": result["found"]["f1"],
        "register": result["register"]["f1"],
        "figures found": result["figures"]["found"]["f1"],
        "figures right": result["figures"]["right"]["f1"],
    }
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    for name, floor in floors.items():
        verdict = "ok" if reached[name] >= floor else "UNDER THE FLOOR"
        print(f"gates: {name:14} {reached[name]:.3f}  floor {floor:.3f}  {verdict}")
    return int(any(reached[name] < floor for name, floor in floors.items()))


def score(gold: Path, scorer: Path) -> dict[str, Any]:
    """The scorer's result for what `servanda read` makes of the gold texts."""
    with tempfile.TemporaryDirectory() as folder:
        bare, records = Path(folder, "stories.jsonl"), Path(folder, "records.jsonl")
        with gold.open(encoding="utf-8") as lines, bare.open("w", encoding="utf-8") as out:
            for line in lines:
                row = json.loads(line)
                story = {key: row.get(key) for key in ("id", "text", "date", "source")}
                out.write(json.dumps(story, ensure_ascii=False) + "\n")
        servanda = Path(sys.executable).with_name("servanda")
        with records.open("w", encoding="utf-8") as out:
            subprocess.run([servanda, "read", "--format", "jsonl", bare], stdout=out, check=False)
        scored = subprocess.run(
            [sys.executable, scorer, gold, records, "--json"], capture_output=True, text=True, check=True
        )
        result: dict[str, Any] = json.loads(scored.stdout)
        return result


if __name__ == "__main__":
    sys.exit(main())
