"""A user's own rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.errors import KnowledgeError
from servanda.knowledge.polities import table
from servanda.knowledge.polity_rows import own


def written(folder: Path, text: str) -> Path:
    path = folder / "names.tsv"
    path.write_text(text, "utf-8")
    return path


def test_own_rows_in_all_case_forms(tmp_path: Path) -> None:
    path = written(tmp_path, "# ours\ncode\tform\tnames\n\nRU-BA/Уфа\tinhabitant\tстольноградец; стольноградка\n")
    senses = table(path).senses
    assert [sense.code for sense in senses["стольноградцами"]] == ["RU-BA/Уфа"]
    assert [sense.form for sense in senses["стольноградок"]] == ["inhabitant"]
    assert "стольноградцами" not in table().senses


def test_a_new_city_needs_a_known_region(tmp_path: Path) -> None:
    path = written(tmp_path, "code\tform\tnames\nRU-BA/Новый Кут\tname\tНовый Кут\n")
    assert table(path).polities["RU-BA/Новый Кут"].above == "RU-BA"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("code\tname\nRU\tРоссия\n", r"names\.tsv:1: wrong columns"),
        ("code\tform\tnames\nRU\tname\n", r"names\.tsv:2: 2 columns where 3 belong"),
        ("code\tform\tnames\nRU\tnickname\tМатушка\n", r"names\.tsv:2: unknown form"),
        ("code\tform\tnames\nRU\tname\t ; \n", r"names\.tsv:2: the code or the names are empty"),
        ("code\tform\tnames\nRU-XX/Нигде\tname\tНигде\n", r"names\.tsv:2: unknown code"),
    ],
)
def test_a_wrong_row_is_named_by_file_and_line(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=fault):
        table(written(tmp_path, text))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=r"names\.tsv: cannot be read"):
        list(own(path))
    with pytest.raises(KnowledgeError, match=r"none\.tsv: cannot be read"):
        list(own(tmp_path / "none.tsv"))
