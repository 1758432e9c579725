"""The bar on the terminal does not swallow what is printed to a file."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

COUNT = """
import time
import servanda.cli.progress as progress
progress.PATIENCE = 0.1
def slowly():
    for number in range(12):
        time.sleep(0.05)
        yield number
for number in progress.told("items", slowly()):
    print("line", number, flush=True)
"""


def test_what_is_printed_meanwhile_goes_where_it_was_to_go(tmp_path):
    mine, theirs = pty.openpty()
    path = tmp_path / "out.txt"
    try:
        with path.open("w") as out:
            counting = subprocess.Popen([sys.executable, "-c", COUNT], stdout=out, stderr=theirs)
            os.close(theirs)
            drawn = b""
            while piece := _read(mine):
                drawn += piece
            assert counting.wait(timeout=20) == 0
    finally:
        os.close(mine)
    assert path.read_text().splitlines() == [f"line {number}" for number in range(12)]
    assert b"items" in drawn


def _read(terminal: int) -> bytes:
    """What was drawn; nothing where the other side is closed, which some systems tell as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
