"""The folder of an archive's reading: parts as they come, and in the end the tables by month and the manifest.

    plan.json                 what is read, in which parts, by which program: written first, gone at the end
    parts/000/000123/         a part that is done: its tables, and counts.json
    stories/month=2023-05/    the tables; events and figures likewise
    faults/                   what could not be read, and why
    manifest.json             written last: where it stands, all is done

A part is laid down under another name and renamed, so that it is there whole or not at all.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.archive.rows import TABLES, schema
from servanda.archive.work import Made
from servanda.errors import InputError

ROWS_A_FILE, ROWS_A_GROUP, LEAST = 100_000, 10_000, 256
"""Of a table: the rows of a file and of a group at most, and of a group at least where there are so many."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where an archive's reading goes."""

    path: Path

    @property
    def plan(self) -> Path:
        return self.path / "plan.json"

    @property
    def manifest(self) -> Path:
        return self.path / "manifest.json"

    @property
    def parts(self) -> Path:
        return self.path / "parts"

    def is_empty(self) -> bool:
        return not self.path.exists() or not any(self.path.iterdir())

    def write(self, file: Path, content: Any) -> None:
        """A JSON file, whole or not at all."""
        self.path.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        os.replace(new, file)

    def read(self, file: Path) -> Any:
        """Raises InputError where the file is none that `write` wrote."""
        try:
            return json.loads(file.read_text("utf-8"))
        except (OSError, ValueError) as error:
            what = "not the folder of an archive's reading"
            raise InputError(what, where=str(self.path), remedy="name its --out") from error

    def _part(self, number: int) -> Path:
        return self.parts / f"{number // 1000:03}" / f"{number:06}"

    def lay_down(self, made: Made) -> None:
        """Keep what came of a part; what is there already stays."""
        place = self._part(made.number)
        if place.exists():
            return
        new = place.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for table, content in made.tables.items():
            (new / f"{table}.parquet").write_bytes(content)
        (new / "counts.json").write_text(json.dumps(made.counts), "utf-8")
        os.replace(new, place)

    def done(self) -> dict[int, dict[str, int]]:
        """The parts that are done, in their order, each with its counts."""
        places = sorted(place for place in self.parts.glob("*/*") if place.suffix != ".new")
        return {int(place.name): json.loads((place / "counts.json").read_text("utf-8")) for place in places}

    def assemble(self) -> Counter[str]:
        """Make the tables by month out of all parts; gives how many rows of each table each month has."""
        months: Counter[str] = Counter()
        for table in TABLES:
            shutil.rmtree(self.path / table, ignore_errors=True)
            self._assemble(table, months)
        return months

    def _assemble(self, table: str, months: Counter[str]) -> None:
        import pyarrow as pa
        from pyarrow import dataset
        from pyarrow.parquet import ParquetFile

        columns = schema(table)
        (self.path / table).mkdir()

        def batches() -> Iterator[pa.RecordBatch]:
            for number in self.done():
                file = self._part(number) / f"{table}.parquet"
                if file.exists():
                    for batch in ParquetFile(file).iter_batches():
                        if table != "faults":
                            months.update(f"{month} {table}" for month in batch["month"].to_pylist())
                        yield batch

        by = None if table == "faults" else dataset.partitioning(pa.schema([columns.field("month")]), flavor="hive")
        written = dataset.ParquetFileFormat()
        dataset.write_dataset(
            pa.RecordBatchReader.from_batches(columns, batches()),
            self.path / table,
            format=written,
            partitioning=by,
            file_options=written.make_write_options(compression="zstd"),
            use_threads=False,
            max_rows_per_file=ROWS_A_FILE,
            max_rows_per_group=ROWS_A_GROUP,
            min_rows_per_group=LEAST,
            existing_data_behavior="overwrite_or_ignore",
        )

    def finish(self, manifest: Any) -> None:
        """Write the manifest, and let go of what only served the reading."""
        self.write(self.manifest, manifest)
        shutil.rmtree(self.parts, ignore_errors=True)
        self.plan.unlink(missing_ok=True)
