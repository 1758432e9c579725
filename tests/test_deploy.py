"""What is served to a team is put together of parts that are there."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent


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
