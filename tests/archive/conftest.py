"""Small archives of made-up stories, and their tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEXTS = (
    "Премьер-министр Башкортостана Андрей Назаров встретился в Ташкенте с хокимом города. Стороны договорились "
    "открыть прямой рейс Уфа — Ташкент до конца 2024 года.",
    "В Омске прошла выставка кошек. Победил рыжий кот из соседнего двора, сообщили организаторы.",
    "Татарстан и Казахстан подписали соглашение о поставках оборудования. Товарооборот вырос на 12%.",
)
DAYS = ("2023-05-02", None, "2024-01-15")


def stories(count: int) -> list[dict[str, Any]]:
    return [
        {"id": f"s{at}", "text": TEXTS[at % 3], "date": DAYS[at % 3], "source": "sosedi.example"} for at in range(count)
    ]


def json_lines(rows: list[dict[str, Any]]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table in the archive's order; its own place in it left out."""
    from pyarrow import dataset

    rows = dataset.dataset(out / name, format="parquet", partitioning="hive").to_table().to_pylist()
    rows.sort(key=lambda row: (row["place"], row.get("number", 0)))
    return [{column: value for column, value in row.items() if column != "place"} for row in rows]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    return folder
