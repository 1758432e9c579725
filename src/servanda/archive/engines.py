"""Where parts are read: in processes of this machine (Daft), or on a cluster (Ray). Both perform the same function.

Daft could carry the work to Ray as well; but a query of its whose worker's machine goes does not end (Daft 0.7.26 on
Ray 2.60), and Ray's own tasks are simply given to another. Nor are its readers of files used: one broken line of
JSON ends a query.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Sequence
from typing import Any

from servanda.archive.parts import Part
from servanda.archive.work import Made, perform, performed
from servanda.errors import EngineError, UsageError

RAY, MEMBER = "ray://", "ray"
"""A cluster by its client's address, and the one that this machine is a member of (or `RAY_ADDRESS` names)."""
AHEAD = 2
"""Tasks that wait for each core of a cluster."""
RETRIES = 4
"""Times that a part is given to another machine where one goes."""
SETTINGS = {
    "DAFT_ANALYTICS_ENABLED": "0", "DAFT_PROGRESS_BAR": "0", "DAFT_RUNNER": "native", "RAY_USAGE_STATS_ENABLED": "0",
    "GRPC_ENABLE_FORK_SUPPORT": "0",
}  # fmt: skip
"""Nothing is told to anybody; and gRPC's handlers of forks, which end the server of Ray's clients, are off."""
EXTRA = "install servanda[archive]"


class Lost(Exception):
    """Processes ended before they told what came of their parts."""


def run(parts: Sequence[Part], engine: str, workers: int) -> Iterator[Made]:
    """Read the parts, in whatever order they are done; `workers` is the number of processes here.

    Raises UsageError for an engine of another kind or one that is not installed, EngineError where a cluster does not
    answer, Lost where processes ended: what was told until then counts.
    """
    os.environ.update({name: os.environ.get(name, value) for name, value in SETTINGS.items()})
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    orders = [json.dumps(part.dump(), ensure_ascii=False) for part in parts]
    if engine == "local":
        return _here(orders, workers)
    if engine == MEMBER or engine.startswith(RAY):
        return _there(orders, "auto" if engine == MEMBER else engine)
    raise UsageError(f"no engine {engine!r}", remedy="it is local, ray://HOST:PORT, or ray on a machine of the cluster")


def _here(orders: Sequence[str], workers: int) -> Iterator[Made]:
    try:
        import daft
        from daft import DataType, col
    except ImportError as error:
        raise UsageError("archives need Daft, which is not installed", remedy=EXTRA) from error
    fields = {table: DataType.binary() for table in ("stories", "events", "figures", "faults")}
    kind = DataType.struct({"number": DataType.int64(), "tables": DataType.struct(fields), "counts": DataType.string()})

    class Worker:
        @daft.method.batch(return_dtype=kind, batch_size=1)
        def read(self, orders: Any) -> list[dict[str, Any]]:
            return [perform(order) for order in orders.to_pylist()]

    worker = daft.cls(Worker, max_concurrency=workers, use_process=True)()
    query = daft.from_pydict({"order": list(orders)}).select(worker.read(col("order")).alias("made"))
    try:
        for row in query.iter_rows(results_buffer_size=None):
            yield performed(row["made"])
    except Exception as error:
        raise Lost(str(error)) from error


def _there(orders: Sequence[str], address: str) -> Iterator[Made]:
    try:
        import ray
    except ImportError as error:
        raise UsageError("clusters need Ray, which is not installed", remedy=EXTRA) from error
    try:
        ray.init(address, log_to_driver=False, ignore_reinit_error=True, logging_level=logging.ERROR)
    except Exception as error:
        raise EngineError(f"no cluster answers ({error})"[:300], where=address, remedy="`ray status` there") from error
    task = ray.remote(num_cpus=1, max_retries=RETRIES)(perform)
    waiting, lost = list(reversed(orders)), 0
    under_way: list[Any] = []
    try:
        while waiting or under_way:
            cores: Any = ray.cluster_resources()  # type: ignore[no-untyped-call]
            room = AHEAD * max(1, int(cores.get("CPU", 1))) - len(under_way)
            under_way += [task.remote(waiting.pop()) for _ in range(min(max(room, 0), len(waiting)))]
            done, under_way = ray.wait(under_way, timeout=5)
            for answer in done:
                try:
                    yield performed(ray.get(answer))
                except ray.exceptions.RayError:
                    lost += 1
    finally:
        ray.shutdown()
    if lost:
        raise Lost(f"{lost} parts")
