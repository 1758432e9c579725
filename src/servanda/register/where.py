"""Which pledges are wanted: the filter of lists and of saved searches."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from servanda.model.event import Kind
from servanda.model.pledge import Pledge
from servanda.model.status import StatusName
from servanda.register.words import lemmas


@dataclass(frozen=True, slots=True)
class Where:
    """All that is given must hold.

    `polities`: each takes part, itself or by a region or city of it. `text`: all its words stand, in any form, in the
    names or sentences of the pledge. `since` and `until` (YYYY-MM-DD, inclusive): a story of it was published then.
    `promised`: True leaves out lone acts that nobody had announced, False takes only these, None takes both.
    """

    kind: Kind | None = None
    polities: tuple[str, ...] = ()
    statuses: tuple[StatusName, ...] = ()
    field: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    promised: bool | None = True

    def coarse(self) -> dict[str, Any]:
        """What the ledger can look up by itself."""
        return {"kind": self.kind, "polities": self.polities, "since": self.since, "until": self.until}

    def takes(self, pledge: Pledge) -> bool:
        """Whether the pledge, already found by `coarse`, is wanted."""
        return (
            (self.promised is None or pledge.promised == self.promised)
            and (not self.statuses or pledge.status.name in self.statuses)
            and (self.field is None or any(self.field in step.event.fields for step in pledge.steps))
            and (not self.text or self._tells(pledge))
        )

    def _tells(self, pledge: Pledge) -> bool:
        told = " ".join(f"{step.event.what or ''} {' '.join(step.sentences)}" for step in pledge.steps)
        return set(lemmas(self.text or "")) <= set(lemmas(told))

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def load(line: str) -> Where:
    """Read what `Where.dump` wrote."""
    values: dict[str, Any] = json.loads(line)
    lists: dict[str, Any] = {name: tuple(values.pop(name)) for name in ("polities", "statuses")}
    return Where(**lists, **values)
