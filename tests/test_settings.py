"""Settings out of servanda.toml and the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.errors import UsageError
from servanda.settings import settings


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """A working directory without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SERVANDA_REGISTER", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_defaults():
    assert (settings().register_url, settings().polities) == ("sqlite:///servanda.db", None)


def test_the_environment_outranks_the_file(monkeypatch):
    Path("servanda.toml").write_text('register = "sqlite:///file.db"\npolities = "own.tsv"\n')
    assert (settings().register_url, settings().polities) == ("sqlite:///file.db", Path("own.tsv"))
    settings.cache_clear()
    monkeypatch.setenv("SERVANDA_REGISTER", "postgresql://host/name")
    assert (settings().register_url, settings().polities) == ("postgresql://host/name", Path("own.tsv"))


@pytest.mark.parametrize("text", ['registr = "x"', "largest_story = 0", "largest_story = 'x'", "nonsense"])
def test_what_has_no_sense(text):
    Path("servanda.toml").write_text(text)
    with pytest.raises(UsageError, match=r"servanda\.toml"):
        settings()
