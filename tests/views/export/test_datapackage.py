"""The data package by Frictionless: validated, its keys checked, its records of itself read."""

import csv
import hashlib
import json
from dataclasses import replace

import frictionless
import pytest
import yaml
from tests.views import sample
from tests.views.export.test_tables import hostile

from servanda.errors import UsageError
from servanda.views.export import export
from servanda.views.export.content import Options
from servanda.views.export.package_tables import PACKAGE


def write(tmp_path, content=None, **options):
    folder = tmp_path / "package"
    count = export("datapackage", content or sample.content(), folder, Options(**options))
    return folder, count


def valid(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    return report.flatten(["rowNumber", "fieldName", "message"])


def test_it_is_valid(tmp_path):
    folder, count = write(tmp_path)
    assert valid(folder) == []
    assert count == 3 + 5 + 2 + 4 + 1
    assert {path.name for path in folder.iterdir()} == {
        *(f"{name}.csv" for name in PACKAGE), "datapackage.json", "codebook.md", "CITATION.cff", "reproducibility.json",
    }  # fmt: skip


def test_a_changed_file_is_seen(tmp_path):
    folder, _ = write(tmp_path)
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("x\n")
    assert valid(folder)


def test_hashes_and_rows(tmp_path):
    folder, _ = write(tmp_path)
    for resource in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["rows"] == len(list(csv.reader(data.decode().splitlines()))) - 1
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_hostile_values_are_valid_and_no_formulas(tmp_path):
    folder, _ = write(tmp_path, sample.content((hostile(),), ()))
    assert valid(folder) == []
    with (folder / "pledges.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["what"].startswith("'=cmd")


def test_an_empty_register(tmp_path):
    content = replace(sample.content((), ()), stories=(), decisions=())
    folder, count = write(tmp_path, content)
    assert (count, valid(folder)) == (0, [])


def test_no_text_of_a_story_is_published(tmp_path):
    folder, _ = write(tmp_path)
    told = next(iter(sample.stories())).story.text
    assert not [path for path in folder.iterdir() if told in path.read_text("utf-8")]


def test_what_it_says_of_itself(tmp_path):
    folder, _ = write(tmp_path, title="Уфа: соседи", where="polity RU-BA")
    citation = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    assert (citation["title"], citation["version"], citation["type"]) == ("Уфа: соседи", "2025-02-01", "dataset")
    record = json.loads((folder / "reproducibility.json").read_text("utf-8"))
    assert (record["as_of"], record["where"]) == ("2025-02-01", "polity RU-BA")
    assert record["sources"] == {"aviakurier.example": 1, "vesti.example": 3}
    assert record["rows"] == {"pledges": 3, "events": 5, "figures": 2, "stories": 4, "decisions": 1}
    assert len(record["tables"]["coding/data/codes.toml"]) == 64
    codebook = (folder / "codebook.md").read_text("utf-8")
    for _, columns in PACKAGE.values():
        for column in columns:
            assert f"| `{column.name}` |" in codebook
    assert "| supply | underway, done | COOPERATE | 061, 062 (military) |" in codebook


def test_an_older_package_gives_way_and_other_folders_do_not(tmp_path):
    write(tmp_path)
    folder, _ = write(tmp_path)
    assert valid(folder) == []
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    with pytest.raises(UsageError, match="something else in its place"):
        export("datapackage", sample.content(), tmp_path / "mine", Options())
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    with pytest.raises(UsageError, match="something else in its place"):
        export("datapackage", sample.content(), tmp_path / "mine" / "letter.txt", Options())
