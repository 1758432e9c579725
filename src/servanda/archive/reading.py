"""Reading an archive: plan, read the parts that are not done yet, make the tables."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from servanda.archive import engines, inputs
from servanda.archive.folder import Folder
from servanda.archive.parts import Part, cut
from servanda.archive.rows import TABLES, fault
from servanda.archive.versions import versions
from servanda.archive.work import ROOM, Made, Tables, read_part, records
from servanda.errors import EngineError, UsageError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of an archive is. Articles count stories; faults, what could not be read."""

    parts: int
    of: int
    articles: int
    faults: int
    state: str = "reading"
    """`reading`, then `assembling`, then `done`."""


def read_archive(
    patterns: Sequence[str],
    out: Path,
    *,
    engine: str = "local",
    resume: bool = False,
    workers: int | None = None,
    columns: Mapping[str, str] | None = None,
    source: str | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Iterator[Progress]:
    """Read all that the patterns name into the tables of `out`; tells of each part that is done.

    With `resume`, an interrupted reading goes on: what is done stays, nothing is read twice. Raises UsageError where
    `out` is not empty and nothing is to be resumed, or where what is to be resumed was another reading.
    """
    folder = Folder(out)
    plan = _plan(folder, patterns, resume, tuple((columns or {}).items()), source)
    if plan is None:
        counts = folder.read(folder.manifest)["counts"]
        yield Progress(counts["parts"], counts["parts"], counts["stories"], counts["faults"], "done")
        return
    parts = [Part.load(slots) for slots in plan["parts"]]
    total: Counter[str] = Counter()
    done = folder.done()
    for counts in done.values():
        total.update(counts)
    yield Progress(len(done), len(parts), total["stories"], total["faults"])
    for one in _read([part for part in parts if part.number not in done], engine, workers or _cores()):
        folder.lay_down(one)
        done[one.number] = one.counts
        total.update(one.counts)
        yield Progress(len(done), len(parts), total["stories"], total["faults"])
    yield Progress(len(done), len(parts), total["stories"], total["faults"], "assembling")
    months = folder.assemble()
    folder.finish(_manifest(plan, parts, done, total, months, now()))
    yield Progress(len(done), len(parts), total["stories"], total["faults"], "done")


def _plan(
    folder: Folder,
    patterns: Sequence[str],
    resume: bool,
    columns: tuple[tuple[str, str], ...],
    source: str | None,
) -> dict[str, Any] | None:
    """What is to be read; None where all of it is read already."""
    if not resume and not folder.is_empty():
        remedy = "--resume goes on with what was begun there; or name another folder"
        raise UsageError("the folder is not empty", where=str(folder.path), remedy=remedy)
    found = inputs.find(patterns)
    sums = [dict(zip(("sha256", "size"), inputs.digest(one), strict=True)) for one in found]
    asked = {
        "inputs": [{"path": one.path, **sum} for one, sum in zip(found, sums, strict=True)],
        "columns": [list(pair) for pair in columns],
        "source": source,
        **versions(),
    }
    begun = folder.manifest if folder.manifest.exists() else folder.plan
    if resume and begun.exists():
        plan: dict[str, Any] = folder.read(begun)
        _check_same(folder, plan["asked"], asked)
        return None if begun == folder.manifest else plan
    if resume and not folder.is_empty():
        raise UsageError("nothing was begun there", where=str(folder.path), remedy="name the --out of a reading")
    parts: list[Part] = []
    for one in found:
        parts += cut(one, Part(len(parts), one, columns=columns, source=source))
    plan = {"asked": asked, "parts": [part.dump() for part in parts]}
    folder.write(folder.plan, plan)
    return plan


def _check_same(folder: Folder, begun: Mapping[str, Any], asked: Mapping[str, Any]) -> None:
    """Raises UsageError, naming what differs, where another reading was begun than is asked for."""
    differing = [name for name in asked if begun.get(name) != asked[name]]
    if differing:
        what = f"another reading was begun there: other {', '.join(differing)}"
        raise UsageError(what, where=str(folder.path), remedy="ask for the same as then, or name another folder")


def _read(parts: Sequence[Part], engine: str, workers: int) -> Iterator[Made]:
    """Read the parts; where processes end, what they had is given out again, and at last looked at record by record."""
    left = {part.number: part for part in parts}
    stuck = False
    while left and not stuck:
        stuck = True
        try:
            for one in engines.run(list(left.values()), engine, workers):
                stuck = left.pop(one.number, None) is None and stuck
                yield one
        except engines.Lost:
            continue
    for part in left.values():
        yield _carefully(part)


def _carefully(part: Part) -> Made:
    """Read a part that ends the process which reads it: all of it but the records that do so, which are faults."""
    count = _apart(records, part)
    if count is None:
        error = EngineError("what opens it ends the process", where=part.input.path, remedy="please report it")
        return _only_fault(part, 0, error)
    return _joined(part, list(_pieces(part, 0, count)))


def _pieces(part: Part, first: int, last: int) -> Iterator[Made]:
    """What came of the records from `first` to `last`, by halves where the whole ends the process."""
    one = _apart(read_part, part, first, last)
    if one is not None:
        yield one
    elif last - first > 1:
        middle = (first + last) // 2
        yield from _pieces(part, first, middle)
        yield from _pieces(part, middle, last)
    else:
        error = EngineError(
            "reading it ended the process, as for want of memory",
            where=f"{part.input.path}, record {part.first + first + 1}",
            remedy="please report it, with the text",
        )
        yield _only_fault(part, first, error)


def _only_fault(part: Part, at: int, error: EngineError) -> Made:
    tables = Tables(part.number)
    tables.add("faults", [fault(part.number * ROOM + at, error)])
    return tables.made()


def _joined(part: Part, pieces: Sequence[Made]) -> Made:
    import io

    from pyarrow.parquet import read_table

    tables = Tables(part.number)
    for one in pieces:
        for table, content in one.tables.items():
            tables.add(table, read_table(io.BytesIO(content)).to_pylist())
    return tables.made()


def _apart(call: Callable[..., Any], *given: Any) -> Any:
    """What a call gives that is made in a process of its own; None where that ends."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        try:
            return pool.submit(call, *given).result()
        except BrokenProcessPool:
            return None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _manifest(
    plan: Mapping[str, Any],
    parts: Sequence[Part],
    done: Mapping[int, Mapping[str, int]],
    total: Mapping[str, int],
    months: Mapping[str, int],
    moment: datetime,
) -> dict[str, Any]:
    """What was read, by what, and how much came of it."""
    own: dict[str, Counter[str]] = {}
    for part in parts:
        own.setdefault(part.input.path, Counter()).update(done[part.number])
    counts = {table: total.get(table, 0) for table in TABLES}
    kinds = {name: count for name, count in sorted(total.items()) if name not in counts}
    return {
        "finished": moment.isoformat(timespec="seconds"),
        "counts": {**counts, **kinds, "parts": len(parts)},
        "months": dict(sorted(months.items())),
        "inputs": [{"path": path, **{table: found[table] for table in TABLES}} for path, found in own.items()],
        "asked": plan["asked"],
    }
