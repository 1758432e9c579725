"""What holds for every verb: help with an example, one line for an error, the exit status."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

import pytest

from servanda.cli.verbs import VERBS, module

ALL = [verb for verbs in VERBS.values() for verb in verbs]
CONTRACT = {
    "add", "background", "backup", "decide", "demo", "doctor", "dossier", "due", "explain", "export", "figures",
    "gatherings", "history", "import", "names", "pledge", "pledges", "read", "restore", "review", "search", "searches",
}  # fmt: skip


def test_the_verbs_are_there():
    assert set(ALL) >= CONTRACT
    assert len(ALL) == len(set(ALL))
    assert [module(verb).NAME for verb in ALL] == ALL


def test_help_lists_all_verbs(run):
    for words in ([], ["--help"], ["-h"]):
        status, out, err = run(*words)
        assert (status, err) == (0, "")
        assert all(re.search(rf"^  {verb} ", out, re.MULTILINE) for verb in ALL)


@pytest.mark.parametrize("verb", ALL)
def test_every_verb_has_help_with_an_example(run, verb):
    status, out, err = run(verb, "--help")
    assert (status, err) == (0, "")
    assert f"Example: servanda {verb}" in " ".join(out.split())


@pytest.mark.parametrize(
    "words",
    [
        ["reed"],
        ["read"],
        ["read", "--fromat", "jsonl", "x.txt"],
        ["read", "--format", "xml", "x.txt"],
        ["read", "--date", "2024-13-01", "x.txt"],
        ["pledges", "--register", "mysql://host/name"],
        ["pledges", "--as-of", "вчера"],
        ["pledges", "--status", "late"],
        ["pledges", "--party", "Атлантида"],
        ["decide", "burn", "e1f0"],
        ["decide", "join", "e1f0"],
        ["decide", "undo", "e1f0"],
        ["dossier", "RU-BA", "KZ", "UZ"],
        ["dossier", "RU-BA", "--out", "x.odt"],
        ["searches", "--forget"],
    ],
    ids=" ".join,
)
def test_wrong_use(held, words):
    status, out, err = held(*words)
    assert (status, out) == (2, "")
    assert re.fullmatch(r"\S.*\n", err)


def test_a_look_makes_no_register(run, tmp_path):
    for words in (["pledges"], ["due"], ["doctor"], ["backup", tmp_path / "copy"], ["decide", "confirm", "e1"]):
        status, out, err = run(*words, "--register", f"sqlite:///{tmp_path}/none.db")
        assert (status, out, err.count("\n")) == (1, "", 1)
        assert "servanda add" in err
    assert not list(tmp_path.iterdir())


def test_a_traceback_only_on_request(held):
    assert "Traceback" not in held("pledge", "zzzz").err
    with pytest.raises(Exception, match="no pledge"):
        held("--debug", "pledge", "zzzz")


def test_a_fault_of_the_program_is_one_line(held, monkeypatch):
    from servanda.register.register import Register

    monkeypatch.setattr(Register, "pledges", lambda *_: 1 / 0)
    status, _, err = held("pledges")
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("ZeroDivisionError: division by zero; a fault of the program")


def test_help_is_quick_and_loads_nothing_heavy():
    heavy = ["numpy", "sqlalchemy", "rich", "pydantic", "pymorphy3", "pyarrow", "trafilatura"]
    code = (
        "import sys, servanda.cli\n"
        "try: servanda.cli.main(['--help'])\n"
        f"except SystemExit: print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    before = os.times().children_user
    for _ in range(3):
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (os.times().children_user - before) / 3 < 0.3


def test_a_reader_that_goes_away(address):
    pipe = f"{sys.executable} -m servanda pledges --format jsonl --register {address} | head -c 1"
    start = time.monotonic()
    done = subprocess.run(pipe, shell=True, capture_output=True, text=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == ("{", "")
    assert time.monotonic() - start < 60
