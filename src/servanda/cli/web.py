"""The web as verbs ask it: with the hosts that the settings allow."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from servanda.sources.polite import Polite


def web(sleep: Callable[[float], object] = time.sleep) -> Polite:
    """What fetches; `sleep` is how it waits between two requests to one host."""
    from servanda.settings import settings
    from servanda.sources import asking

    return asking.web(settings().allow, sleep)
