"""Reading what the inputs hold, on all cores, with progress; what fails is told on standard error and counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.cli.inputs import Inputs
from servanda.cli.progress import told
from servanda.errors import ServandaError

if TYPE_CHECKING:
    from servanda.pipeline import Reading


def readings(inputs: Inputs, *, gate: bool = True) -> Iterator[Reading]:
    """What was read of each story, in order."""
    from servanda.pipeline import read_many

    for reading in told("stories", read_many(inputs, gate=gate), inputs.expected()):
        if isinstance(reading, ServandaError):
            inputs.fail(reading)
        else:
            yield reading
