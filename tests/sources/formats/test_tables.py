import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from servanda.errors import EmptyInput, InputError, NotText
from servanda.sources.files import items

TEXT = "Посол приехал в Орёл, подписал план и уехал в Тулу."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_in_any_encoding_with_any_separator(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    rows = [
        separator.join(("id", "date", "text")),
        separator.join(("1", "2024-05-05", f'"{TEXT}\nВторая строка ""плана""."')),
    ]
    path.write_text("\n".join(rows), encoding=encoding)
    [item] = items([str(path)])
    assert (item.id, item.date, item.content) == ("1", "2024-05-05", f'{TEXT}\nВторая строка "плана".')


def test_rows_without_name_or_text(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"text,source\n{TEXT!r},s\n,s\n\n'a',\n")
    found = list(items([str(path)]))
    assert [str(item) if isinstance(item, InputError) else item.id for item in found] == [
        "a:2",
        f"{path}:3: no text in the field “text”; name the field that holds it",
        "a:5",
    ]


def test_a_table_without_the_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("номер;заметка\n1;Посол приехал\n")
    [error] = items([str(path)])
    assert isinstance(error, NotText)
    assert str(error).startswith(f"{path}: no column “text” in the table (it has: номер, заметка)")
    [item] = items([str(path)], columns={"text": "заметка", "id": "номер"})
    assert (item.id, item.content) == ("1", "Посол приехал")


def test_a_table_without_rows(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n")
    [error] = items([str(path)])
    assert isinstance(error, EmptyInput)


def test_a_cell_over_the_limit(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1,первый\n2," + "a" * 33_000_000 + "\n")
    good, error = items([str(path)])
    assert good.id == "1"
    assert "a broken table (field larger than field limit" in str(error)


def test_a_parquet_table(tmp_path):
    path = tmp_path / "a.parquet"
    columns = {
        "id": [1, None],
        "text": [TEXT, "Второй"],
        "date": pa.array([0, 86_400_000_000], pa.timestamp("us")),
        "extra": ["x", "y"],
    }
    pq.write_table(pa.table(columns), path)
    first, second = items([str(path)])
    assert (first.id, first.content, first.date) == ("1", TEXT, "1970-01-01T00:00:00")
    assert (second.id, second.date) == ("a:2", "1970-01-02T00:00:00")


def test_a_parquet_table_of_other_names(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": [TEXT]}), path)
    [error] = items([str(path)])
    assert "no column “text” in the table (it has: body)" in str(error)
    [item] = items([str(path)], columns={"text": "body"})
    assert item.content == TEXT


@pytest.mark.parametrize("content", [b"PAR1broken", b"text", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_a_broken_parquet_table(tmp_path, content):
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    [error] = items([str(path)])
    assert isinstance(error, NotText)
