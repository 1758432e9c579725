"""The web as it is asked in earnest: politely, through the guarded door, with the hosts that the settings allow."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from servanda.sources.door import Door
from servanda.sources.polite import Polite


def web(own: Sequence[str] = (), sleep: Callable[[float], object] = time.sleep) -> Polite:
    """What fetches. `own` are the user's hosts that may be private; `sleep` is how it waits between two requests."""

    def wait(seconds: float) -> None:
        sleep(seconds)

    return Polite(Door(allow=tuple(own)), own=tuple(own), sleep=wait)
