"""Servanda reads Russian news of cooperation, and keeps the register of who agreed what, by when, and what came of it.

Read a text (nothing is stored):

    import servanda

    reading = servanda.read(
        "Башкортостан и Татарстан подпишут соглашение о туризме до конца 2024 года.", date="2024-02-01"
    )
    for event in reading.coding.events:
        print(event.kind, event.stage, event.polities, event.what, event.when)
    print(reading.record())  # the same as JSON, by the codebook

Read files, folders, addresses: `items` finds what is there, `clean` makes stories of it, `read_many` reads them on all
cores, in order, with an error in the place of what could not be read:

    stories = [servanda.clean(item) for item in servanda.items(["reports/"]) if isinstance(item, servanda.RawItem)]
    readings = [one for one in servanda.read_many(stories) if isinstance(one, servanda.Reading)]

Keep them in a register, and ask it how things stand:

    register = servanda.open("sqlite:///servanda.db")
    for reading in readings:
        register.enter(reading.story, reading.coding)

    for pledge in register.pledges(where=servanda.Where(polities=("RU-BA", "KZ"), statuses=("overdue",))):
        print(pledge.what, pledge.status.due, pledge.status.promised_times)
        for step in pledge.steps:
            print("  ", step.date, step.event.stage, step.sentences[0], step.url)

`Register` has the rest: `due`, `dossier`, `background`, `figures`, `gatherings`, `review`, `decide`, `history`,
`search`. Whatever goes wrong is a `ServandaError` whose text is one line: where, what, and what to do.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.errors import ServandaError
    from servanda.model.decision import Decision
    from servanda.model.event import Coding, Event, Figure
    from servanda.model.pledge import Pledge, Step
    from servanda.model.status import Status
    from servanda.model.story import RawItem, Story
    from servanda.pipeline import Reading, read_many
    from servanda.pipeline import read_story as read
    from servanda.register.register import Register
    from servanda.register.where import Where
    from servanda.sources.files import items
    from servanda.store import open
    from servanda.stories import clean

_HOMES = {
    "Coding": "model.event", "Decision": "model.decision", "Event": "model.event", "Figure": "model.event",
    "Pledge": "model.pledge", "RawItem": "model.story", "Reading": "pipeline", "Register": "register.register",
    "ServandaError": "errors", "Status": "model.status", "Step": "model.pledge", "Story": "model.story",
    "Where": "register.where", "clean": "stories", "items": "sources.files", "open": "store",
    "read": "pipeline", "read_many": "pipeline",
}  # fmt: skip
_CALLED = {"read": "read_story"}

__all__ = [
    "Coding", "Decision", "Event", "Figure", "Pledge", "RawItem", "Reading", "Register", "ServandaError", "Status",
    "Step", "Story", "Where", "clean", "items", "open", "read", "read_many",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """A public name, imported once it is asked for: `import servanda` itself costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'servanda' has no attribute {name!r}")
    value = getattr(import_module(f"servanda.{_HOMES[name]}"), _CALLED.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
