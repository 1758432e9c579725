"""From an archive's tables into the register: in bulk, in the order of time, and each story once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from servanda.archive.folder import Folder
from servanda.archive.rows import Row, coding, schema, story
from servanda.errors import UsageError
from servanda.model.event import Coding
from servanda.model.story import Story
from servanda.register.entering import Entered
from servanda.register.register import Register

BATCH = 500
"""Stories entered in one transaction."""


def enter_archive(out: Path, register: Register, *, all: bool = False) -> Iterator[Entered]:
    """Enter the stories of which events or figures were coded (`all`: the others too), month by month.

    What the register holds already stays as it is, so that a run that was broken off is simply run again. Raises
    UsageError where the archive is not read to its end.
    """
    folder = Folder(out)
    if not folder.manifest.exists():
        begun = folder.plan.exists()
        remedy = "`servanda archive read … --resume` finishes it" if begun else "name the --out of a reading"
        raise UsageError("no finished reading of an archive there", where=str(out), remedy=remedy)
    yield from register.enter_many(_coded(folder, all), batch=BATCH)


def expected(out: Path) -> int | None:
    """How many stories of the archive have events or figures, as far as that can be told beforehand."""
    folder = Folder(out)
    return _count(folder) if folder.manifest.exists() else None


def _count(folder: Folder) -> int:
    from pyarrow import dataset

    found = dataset.dataset(folder.path / "stories", format="parquet", partitioning="hive")
    return int(found.count_rows(filter=(dataset.field("events") > 0) | (dataset.field("figures") > 0)))


def _coded(folder: Folder, all: bool) -> Iterator[tuple[Story, Coding]]:
    months = sorted(place for place in (folder.path / "stories").glob("month=*") if place.is_dir())
    for month in months:
        events, figures = (_by_place(folder, table, month.name) for table in ("events", "figures"))
        chosen = (row for row in _rows(folder, "stories", month.name) if all or row["events"] or row["figures"])
        for row in sorted(chosen, key=lambda row: (row["date"] or "", row["place"])):
            yield story(row), coding(events.get(row["place"], []), figures.get(row["place"], []))


def _by_place(folder: Folder, table: str, month: str) -> dict[int, list[Row]]:
    rows = sorted(_rows(folder, table, month), key=itemgetter("place", "number"))
    return {place: list(own) for place, own in groupby(rows, key=itemgetter("place"))}


def _rows(folder: Folder, table: str, month: str) -> Iterator[Row]:
    from pyarrow.parquet import ParquetFile

    names = [name for name in schema(table).names if name != "month"]
    for file in sorted((folder.path / table / month).glob("*.parquet")):
        for batch in ParquetFile(file).iter_batches(batch_size=1000, columns=names):
            yield from batch.to_pylist()


