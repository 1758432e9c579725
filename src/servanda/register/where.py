"""Which pledges are wanted: the filter of lists and of saved searches."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from servanda.model.event import Kind
from servanda.model.pledge import Pledge
from servanda.model.status import StatusName
from servanda.register.summaries import FOREVER, pieces, published_by, told


@dataclass(frozen=True, slots=True)
class Where:
    """All that is given must hold.

    `polities`: each takes part, itself or by a region or city of it. `text`: all its words stand, in any form, in the
    names or sentences of the pledge. `since` and `until` (YYYY-MM-DD, inclusive): a story of it was published then.
    `promised`: True leaves out lone acts that nobody had announced, False takes only these, None takes both.
    `speaker`: who says something of it. `outlet`: who tells of it, by the source's host or name.
    `due_from` and `due_until` (inclusive): its due date ends then. `kept_from` and `kept_until` (inclusive): it was
    kept on a day between them, or began to be. `changed_from`: its status is as it is since that
    day, or a later one. `slipped`: True takes what was put off, False what was not.
    """

    kind: Kind | None = None
    polities: tuple[str, ...] = ()
    statuses: tuple[StatusName, ...] = ()
    field: str | None = None
    text: str | None = None
    since: str | None = None
    until: str | None = None
    promised: bool | None = True
    speaker: str | None = None
    outlet: str | None = None
    due_from: str | None = None
    due_until: str | None = None
    kept_from: str | None = None
    kept_until: str | None = None
    changed_from: str | None = None
    slipped: bool | None = None

    def coarse(self) -> dict[str, Any]:
        """What the ledger can look up by itself."""
        return {"kind": self.kind, "polities": self.polities, "since": self.since, "until": self.until}

    def takes(self, pledge: Pledge) -> bool:
        """Whether the pledge, already found by `coarse`, is wanted."""
        return (
            (self.promised is None or pledge.promised == self.promised)
            and (not self.statuses or pledge.status.name in self.statuses)
            and (self.field is None or any(self.field in step.event.fields for step in pledge.steps))
            and (self.speaker is None or any(self.speaker == step.event.speaker for step in pledge.steps))
            and (self.outlet is None or any(self.outlet == published_by(step) for step in pledge.steps))
            and self._then(pledge)
            and (not self.text or pieces(self.text) <= pieces(told(pledge)))
        )

    def _then(self, pledge: Pledge) -> bool:
        status = pledge.status
        due = not (self.due_from or self.due_until) or (
            status.due_day is not None
            and (self.due_from or "") <= status.due_day <= (self.due_until or status.due_day)
        )
        kept = not (self.kept_from or self.kept_until) or (
            status.kept_on is not None
            and (self.kept_from or "") <= status.kept_on
            and status.kept_on[:10] <= (self.kept_until or FOREVER)
        )
        changed = not self.changed_from or (status.since or "") >= self.changed_from
        put_off = self.slipped is None or any(slip.days > 0 for slip in status.slips) == self.slipped
        return due and kept and changed and put_off

    def dump(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def load(line: str) -> Where:
    """Read what `Where.dump` wrote."""
    values: dict[str, Any] = json.loads(line)
    lists: dict[str, Any] = {name: tuple(values.pop(name)) for name in ("polities", "statuses")}
    return Where(**lists, **values)
