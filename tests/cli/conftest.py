"""The program called as from a shell, in this process, and a register of made-up stories."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from tests.views import sample

import servanda.store
from servanda.cli import main

FLIGHT, FORUM, PLANT = "e1f0a9c2", "форум «Соседи»", "завод кабельной арматуры"


class Done(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    monkeypatch.delenv("SERVANDA_REGISTER", raising=False)

    def call(*words: object) -> Done:
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return Done(int(left.value.code or 0), captured.out, captured.err)

    return call


@pytest.fixture
def address(tmp_path, monkeypatch) -> str:
    """A register of four stories, which `SERVANDA_REGISTER` names."""
    url = f"sqlite:///{tmp_path}/register.db"
    held = servanda.store.open(url)
    for told in sample.stories():
        held.enter(told.story, told.coding)
    return url


@pytest.fixture
def held(run, address, monkeypatch):
    """`run`, with the register in the environment."""
    monkeypatch.setenv("SERVANDA_REGISTER", address)
    return run


@pytest.fixture
def id_of(address) -> Callable[[str], str]:
    """The id of the pledge that is called so."""
    pledges = servanda.store.open(address).pledges()
    return lambda what: next(pledge.id for pledge in pledges if pledge.what == what)
