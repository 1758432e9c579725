"""The networks' files are found, and others are refused."""

from importlib import metadata

import pytest

from servanda.errors import EngineError
from servanda.reading.engine import weights


def test_shapes() -> None:
    loaded = weights.load()
    assert loaded.embedding.indexes.shape == (250_002, 100)
    assert len(loaded.morph.vocabularies["tag"]) == 753
    assert loaded.names.model["head"]["crf"]["transitions"].shape == (8, 8)


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "files", missing)
    with pytest.raises(EngineError, match="natasha: not installed; install natasha"):
        weights.load()


def test_carries_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "files", lambda name: [])
    with pytest.raises(EngineError, match="carries no navec"):
        weights.load()


def test_another_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "FILES", dict.fromkeys(weights.FILES, "0" * 64))
    with pytest.raises(EngineError, match="not the file that the program was made for"):
        weights.load()
