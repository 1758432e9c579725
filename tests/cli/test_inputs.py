"""Inputs of `read` and `add`: tables that call their columns otherwise."""

from __future__ import annotations

import json

import pytest

ROWS = "nr,body,day\n7,Губернатор Омской области обсудил с акимом прямой автобус до Павлодара.,2024-05-05\n"


def test_columns_of_other_names(run, tmp_path):
    path = tmp_path / "stories.csv"
    path.write_text(ROWS, "utf-8")
    columns = [word for name in ("text=body", "id=nr", "date=day") for word in ("--column", name)]
    status, out, err = run("read", *columns, "--format", "jsonl", "--no-gate", path)
    assert (status, err) == (0, "")
    assert json.loads(out)["id"] == "7"
    status, _, err = run("read", path)
    assert (status, err.count("\n")) == (1, 1)
    assert "no column “text”" in err


@pytest.mark.parametrize("word", ["text", "text=", "words=body"])
def test_a_column_of_no_sense_is_wrong_use(run, tmp_path, word):
    for verb in ("read", "add"):
        assert run(verb, "--column", word, tmp_path / "x.csv").status == 2
