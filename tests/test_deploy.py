"""What is served to a team is put together of parts that are there, and an installed program has all its pages."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
WEB = ROOT / "src" / "servanda" / "views" / "web"


def test_compose_runs_verbs_of_the_program_over_one_database() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    from servanda.cli.verbs import VERBS

    verbs = {verb for some in VERBS.values() for verb in some}
    for name in ("site", "sources"):
        assert services[name]["command"][0] in verbs
        assert services[name]["environment"]["SERVANDA_REGISTER"].startswith("postgresql://")
    assert all(port.startswith("127.0.0.1:") for port in services["site"]["ports"])
    assert "ports" not in services["database"]


def test_settings_that_compose_names_are_settings() -> None:
    from servanda.settings import Settings

    site = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["site"]
    known = {f"SERVANDA_{name.removesuffix('_url').upper()}" for name in Settings.model_fields}
    assert {name for name in site["environment"] if name.startswith("SERVANDA_")} <= known


def test_the_image_is_made_of_files_that_are_there() -> None:
    allowed = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    named = [name for words in copied for name in words.split()]
    assert named
    assert [name for name in named if not (ROOT / name).exists() or name not in allowed] == []


@pytest.mark.slow
def test_an_installed_program_has_all_its_pages(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    parts = [path for folder in ("templates", "static", "locale") for path in (WEB / folder).rglob("*") if path.is_file()]
    assert parts
    assert [str(path) for path in parts if path.relative_to(ROOT / "src").as_posix() not in held] == []
