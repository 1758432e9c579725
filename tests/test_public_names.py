"""What `import servanda` gives."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import servanda


def test_all_names_are_there():
    assert all(getattr(servanda, name) is not None for name in servanda.__all__)
    assert set(servanda.__all__) <= set(dir(servanda))
    with pytest.raises(AttributeError):
        servanda.nothing  # noqa: B018


def test_the_import_loads_nothing():
    code = "import sys, servanda; print([name for name in sys.modules if name.startswith('servanda.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_tutorial_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    text = "Башкортостан и Казахстан подпишут соглашение о туризме до конца 2023 года."
    (tmp_path / "reports" / "one.txt").write_text(text, "utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", servanda.__doc__ or "", re.MULTILINE)
    code = "\n".join(line[4:] for block in blocks for line in block.splitlines())
    names: dict[str, object] = {}
    exec(compile(code, "tutorial", "exec"), names)
    assert isinstance(names["register"], servanda.Register)
    assert [reading.story.text for reading in names["readings"]] == [text]  # type: ignore[attr-defined]
    assert '"' not in capsys.readouterr().out.splitlines()[0]
