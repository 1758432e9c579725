"""CSV, XLSX and Parquet read back by other people's software: csv, openpyxl, pyarrow, DuckDB."""

import csv
import shutil
import subprocess
import zipfile
from dataclasses import replace

import duckdb
import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.views import sample

from servanda.errors import UsageError
from servanda.views.export import export
from servanda.views.export.cells import cell, guarded, unguarded
from servanda.views.export.content import Options
from servanda.views.export.tables import TABLES, rows

HOSTILE = (
    '=HYPERLINK("http://evil.example")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "|cmd",
    "%0A",
    "\x00\x07bell",
    "\ud800",
    "x" * 50_000,
)


def hostile():
    pledge = sample.PLEDGES[2]
    step = replace(
        pledge.steps[0], title=HOSTILE[0], sentences=HOSTILE, url="javascript:alert(1)", outlet="=1+1", source="=1"
    )
    step = replace(step, event=replace(step.event, what="=1+1", actors=HOSTILE, where="@x"))
    return replace(pledge, what="=cmd|' /C calc'!A0", steps=(step,))


def test_csv(tmp_path):
    count = export("csv", sample.content(), tmp_path / "e.csv", Options())
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert count == len(lines) == 5
    assert list(lines[0]) == [column.name for column in TABLES["events"].columns]
    assert lines[0]["polities"] == "RU-BA/Уфа; UZ-TK"
    assert lines[0]["evidence"] == sample.FLIGHT
    assert lines[0]["citation"].endswith("https://vesti.example/2023/05/02/reis")
    assert (lines[0]["cameo"], lines[1]["cameo"], lines[2]["cameo"]) == ("0311", "160", "061")
    assert (lines[4]["when"], lines[4]["when_first"], lines[4]["when_last"]) == ("../2024", "", "2024-12-31")


@pytest.mark.parametrize("table", TABLES)
def test_csv_tables(tmp_path, table):
    count = export("csv", sample.content(), tmp_path / "t.csv", Options(table=table))
    found = duckdb.sql(f"select * from read_csv('{tmp_path / 't.csv'}', header=true, all_varchar=true)")
    assert found.columns == [column.name for column in TABLES[table].columns]
    assert len(found.fetchall()) == count > 1


def test_csv_with_bom(tmp_path):
    export("csv", sample.content(), tmp_path / "e.csv", Options(bom=True))
    assert (tmp_path / "e.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")
    export("csv", sample.content(), tmp_path / "e.csv", Options())
    assert (tmp_path / "e.csv").read_bytes().startswith(b"id,")


def test_no_such_table(tmp_path):
    with pytest.raises(UsageError, match="no table 'all'"):
        export("csv", sample.content(), tmp_path / "e.csv", Options(table="all"))
    assert not list(tmp_path.iterdir())


def test_no_formula_in_csv(tmp_path):
    export("csv", sample.content((hostile(),)), tmp_path / "e.csv", Options())
    with (tmp_path / "e.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            assert not [
                value for name, value in line.items() if value[:1] in "=+-@\t\r|%" and value and name != "goldstein"
            ]
            assert line["link"] == ""
            assert line["what"] == "'=1+1"


@given(st.text(alphabet=st.sampled_from("'=+-@|%\t\r\n ab"), max_size=8))
def test_the_guard_undoes_itself(text):
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@|%\t\r\n")


def test_numbers_are_no_formulas():
    assert cell(-4.0) == "-4.0"
    assert cell(True) == "yes"
    assert cell(None) == ""


def test_xlsx(tmp_path):
    count = export("xlsx", sample.content(), tmp_path / "b.xlsx", Options())
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["Обязательства", "События", "Показатели", "О столбцах"]
    pledges, events, figures, about = book.worksheets
    assert [sheet.max_row - 1 for sheet in (pledges, events, figures)] == [3, 5, 2]
    assert count == 10
    heads = [cell.value for cell in pledges[1]]
    assert heads[:5] == ["Номер", "О чём", "Вид", "Стороны", "Состояние"]
    assert pledges.cell(2, heads.index("Адрес") + 1).hyperlink.target == "https://aviakurier.example/news/77"
    assert figures.cell(2, 9).value == 340000000
    assert {about.cell(row, 1).value for row in range(1, about.max_row + 1)} == set(TABLES)
    assert events.freeze_panes == "B2"


def test_xlsx_in_english(tmp_path):
    export("xlsx", sample.content(), tmp_path / "b.xlsx", Options(language="en"))
    book = openpyxl.load_workbook(tmp_path / "b.xlsx", read_only=True)
    assert book.sheetnames == ["Pledges", "Events", "Figures", "Columns"]
    assert [cell.value for cell in next(book["Events"].rows)] == [column.name for column in TABLES["events"].columns]


def test_no_formula_and_no_script_in_xlsx(tmp_path):
    export("xlsx", sample.content((hostile(),), ()), tmp_path / "b.xlsx", Options())
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    cells = [cell for sheet in book.worksheets for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert "=cmd|' /C calc'!A0" in {cell.value for cell in cells}
    with zipfile.ZipFile(tmp_path / "b.xlsx") as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not [sheet for sheet in sheets if "<f>" in sheet or "<f " in sheet]
    assert not [cell for cell in cells if cell.hyperlink]
    assert max(len(str(cell.value)) for cell in cells) <= 32_767


UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_xlsx(tmp_path):
    export("xlsx", sample.content(), tmp_path / "b.xlsx", Options())
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", UTF_8]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "b.xlsx")], check=True, timeout=120)
    with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["О чём"] for line in lines] == [pledge.what for pledge in sample.PLEDGES]


@pytest.mark.parametrize("table", TABLES)
def test_parquet(tmp_path, table):
    path = tmp_path / "t.parquet"
    count = export("parquet", sample.content(), path, Options(table=table))
    expected = list(rows(table, sample.content(), Options()))
    read = pyarrow.parquet.read_table(path)
    assert read.num_rows == count == len(expected)
    assert read.schema.field(0).metadata[b"about"]
    assert read.column(0).to_pylist() == [row["id"] for row in expected]
    assert read.column("polities").to_pylist() == [row["polities"] for row in expected]
    assert duckdb.sql(f"select count(*) from '{path}' where link like 'https://%'").fetchall() == [(count,)]


def test_parquet_has_types(tmp_path):
    export("parquet", sample.content(), tmp_path / "e.parquet", Options())
    query = "select year(when_last), list_contains(polities, 'UZ-TK'), goldstein from '{}' where stage = 'done'"
    assert duckdb.sql(query.format(tmp_path / "e.parquet")).fetchall() == [(2024, True, 6.4)]


def test_hostile_parquet(tmp_path):
    export("parquet", sample.content((hostile(),)), tmp_path / "e.parquet", Options())
    assert pyarrow.parquet.read_table(tmp_path / "e.parquet").column("evidence").to_pylist()[0][0] == HOSTILE[0]


def test_an_old_file_stays_where_writing_fails(tmp_path):
    path = tmp_path / "e.csv"
    path.write_text("old")

    def broken():
        yield sample.PLEDGES[0]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        export("csv", replace(sample.content(), pledges=broken()), path, Options())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_wrong_use(tmp_path):
    with pytest.raises(UsageError, match="no format 'doc'"):
        export("doc", sample.content(), tmp_path / "x", Options())
    with pytest.raises(UsageError, match="no such folder"):
        export("csv", sample.content(), tmp_path / "no" / "x", Options())
