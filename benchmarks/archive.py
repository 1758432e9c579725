"""An archive of any size made from given texts, read here and on a cluster, with processes killed midway.

    ./run bench archive TEXTS.jsonl [--articles 200000] [--minutes M] [--cluster-articles 2000] [--part BYTES]

Each article is a text of `TEXTS.jsonl` with its sentences in another order, its numbers changed and a third of the
words with a capital made into words that nobody has seen, so that no cache knows it; its day is one of 36 months. The
archive is read on this machine, where all processes are killed with SIGKILL once a third of the parts (or of the
minutes) is done and the reading is then resumed; where minutes are given it ends with them, and what was read by then
is told. A smaller archive is read here in the same way and by a client (`ray://`) of a Ray cluster of two workers on
this machine, one of which is killed. Both must give the same tables, and each article once.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any

FILE = 20_000
"""Articles of a file of the archive."""
CLIENT = 10_077
"""The port at which the cluster answers clients."""
UNSEEN = 0.3
"""Share of the words with a capital that are made into others."""
SYLLABLES = re.findall("..", "бавегодажизокалеминопурасетифохачушаэрюл")
CAPITAL = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{4,}")
NUMBER = re.compile(r"\d+")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[А-ЯЁ«])")
READ = """
import sys
from pathlib import Path
from servanda.archive import parts, read_archive
parts.SIZE = int(sys.argv[3])
if __name__ == "__main__":
    for step in read_archive([sys.argv[1]], Path(sys.argv[2]), engine=sys.argv[4], resume=sys.argv[5] == "resume"):
        print(step.parts, step.of, step.articles, step.faults, step.state, flush=True)
"""


def varied(text: str, chance: random.Random) -> str:
    """A text like the given one that no cache has seen."""
    sentences = SENTENCE.split(text)
    chance.shuffle(sentences)
    text = " ".join(sentences)
    text = NUMBER.sub(lambda found: str(chance.randrange(1, max(10, 2 * int(found[0][:9])))), text)
    return CAPITAL.sub(lambda found: _unseen(found[0], chance) if chance.random() < UNSEEN else found[0], text)


def _unseen(word: str, chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize() + word[-3:]


def make(texts: list[str], articles: int, folder: Path) -> int:
    """Write the archive; gives its size in bytes."""
    chance = random.Random(9)
    for start in range(0, articles, FILE):
        with (folder / f"news-{start // FILE:04}.jsonl").open("w", encoding="utf-8") as file:
            for number in range(start, min(start + FILE, articles)):
                month = 36 * number // articles
                day = f"{2021 + month // 12}-{month % 12 + 1:02}-{chance.randrange(1, 29):02}"
                text = varied(texts[number % len(texts)], chance)
                row = {"id": f"a{number}", "text": text, "date": day, "source": "archive.example"}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return sum(file.stat().st_size for file in folder.iterdir())


def begun(archive: Path, out: Path, options: argparse.Namespace, engine: str, how: str) -> subprocess.Popen[str]:
    """A process that reads the archive and tells of each part, in a group of its own."""
    words = [sys.executable, "-c", READ, f"{archive}/*.jsonl", str(out), str(options.part), engine, how]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, start_new_session=True)


def steps(process: subprocess.Popen[str]) -> Iterator[list[str]]:
    assert process.stdout is not None
    yield from (line.split() for line in process.stdout)


def here(archive: Path, out: Path, options: argparse.Namespace, minutes: float = inf) -> dict[str, float]:
    """Read on this machine, all killed after a third of the parts or minutes, and resumed; in the end killed again
    where the minutes are over."""
    start, spent = time.monotonic(), 0.0
    last, kept = ["0"] * 5, 0
    for how, share in (("anew", 1 / 3), ("resume", 1.0)):
        process = begun(archive, out, options, "local", how)
        killed = False
        for last in steps(process):
            over = time.monotonic() - start >= share * 60 * minutes
            if over or (how == "anew" and int(last[0]) * 3 >= int(last[1])):
                spent += used(process.pid)
                os.killpg(process.pid, signal.SIGKILL)
                killed = True
                break
            if last[4] == "done":
                spent += used(process.pid)
        assert process.wait() == 0 or killed, "the reading failed"
        if how == "anew":
            kept = len(done(out))
    seconds = time.monotonic() - start
    told = {"parts": float(last[0]), "of": float(last[1]), "kept when resumed": kept, "articles": float(last[2])}
    told |= {"faults": float(last[3]), "seconds": seconds, "articles a second": float(last[2]) / seconds}
    return {**told, "ms of processor time an article": 1000 * spent / float(last[2])}


def done(out: Path) -> list[Path]:
    """The parts that were laid down."""
    return [place for place in out.glob("parts/*/*") if place.suffix != ".new"]


def used(group: int) -> float:
    """Processor seconds of the processes of a group, and of those of theirs that ended."""
    ticks = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            slots = file.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(slots[2]) == group:
            ticks += sum(map(int, slots[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def cluster(archive: Path, out: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Read on a cluster of two workers, one of which is killed after a third of the parts."""
    os.environ.update({"RAY_raylet_start_wait_time_s": "120", "GRPC_ENABLE_FORK_SUPPORT": "0"})
    from ray.cluster_utils import Cluster

    memory = {"object_store_memory": 100_000_000}
    head = {"num_cpus": 0, "include_dashboard": False, "ray_client_server_port": CLIENT, **memory}
    made = Cluster(initialize_head=True, head_node_args=head)
    workers = [made.add_node(num_cpus=1, **memory) for _ in range(2)]
    start, killed, last = time.monotonic(), 0, ["0"] * 5
    try:
        process = begun(archive, out, options, f"ray://127.0.0.1:{CLIENT}", "anew")
        for last in steps(process):
            if not killed and int(last[0]) * 3 >= int(last[1]):
                made.remove_node(workers[0], allow_graceful=False)
                killed = int(last[0])
        assert process.wait() == 0, "the reading on the cluster failed"
        seconds = time.monotonic() - start
    finally:
        made.shutdown()
    return {"seconds": seconds, "worker killed after parts": killed, "articles": int(last[2])}


def tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, in the order of their places."""
    from pyarrow import dataset

    found = {}
    for table in ("stories", "events", "figures"):
        rows = dataset.dataset(out / table, format="parquet", partitioning="hive").to_table().to_pylist()
        found[table] = sorted(rows, key=lambda row: (row["place"], row.get("number", 0)))
    return found


def show(title: str, told: dict[str, Any]) -> None:
    print(f"{title}: " + ", ".join(f"{name} {value:,.1f}".removesuffix(".0") for name, value in told.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--part", type=int, default=2_000_000, help="bytes of a part")
    parser.add_argument("--out", type=Path, help="a folder for the archive and the tables; a passing one if not given")
    parser.add_argument("--minutes", type=float, default=inf, help="of reading here; all is read if not given")
    parser.add_argument("--cluster-articles", type=int, default=2000, help="0: no cluster")
    options = parser.parse_args()
    folder = options.out or Path(tempfile.mkdtemp())
    archive = folder / "archive"
    archive.mkdir(parents=True)
    with options.texts.open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    size = make(texts, options.articles, archive)
    show("archive", {"articles": options.articles, "MB": size / 1e6})
    told = here(archive, folder / "here", options, options.minutes)
    show("here, killed and resumed", told)
    if told["parts"] == told["of"]:
        check(folder / "here", options.articles)
    else:
        rest = (options.articles - told["articles"]) / told["articles a second"]
        show("at this speed the rest would take", {"hours": rest / 3600})
    if options.cluster_articles:
        compare(texts, folder / "small", options)
    if options.out is None:
        shutil.rmtree(folder)


def compare(texts: list[str], folder: Path, options: argparse.Namespace) -> None:
    """A smaller archive, read here and on a cluster."""
    archive = folder / "archive"
    archive.mkdir(parents=True)
    make(texts, options.cluster_articles, archive)
    show("small archive, here, killed and resumed", here(archive, folder / "here", options))
    check(folder / "here", options.cluster_articles)
    show("on a cluster", cluster(archive, folder / "there", options))
    own, there = tables(folder / "here"), tables(folder / "there")
    differing = sum(one != other for table in own for one, other in zip(own[table], there[table], strict=True))
    show("both", {"rows": sum(map(len, own.values())), "differing rows": differing})


def check(out: Path, articles: int) -> None:
    """Nothing is lost, nothing doubled."""
    places = [row["place"] for row in tables(out)["stories"]]
    assert len(set(places)) == len(places) == articles - _faults(out), "lost or doubled"


def _faults(out: Path) -> int:
    return int(json.loads((out / "manifest.json").read_text("utf-8"))["counts"]["faults"])


if __name__ == "__main__":
    main()
