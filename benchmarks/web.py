"""How fast the site answers over a large register, to one and to many at once: `python -m benchmarks.web --help`.

make   enters made-up stories until the register holds so many events (an existing register can be given instead)
pages  every page in turn: the median of the time that it takes when nothing is remembered, by the clock, and of the
       processor: of the site, and on average of a database server on this machine; then when it is asked for again
paint  how long Chromium takes to the first contentful paint of the register and of a pledge
load   50 readers and 5 editors at once: errors, requests a second, the median and the slowest per cent

A reader opens a page, looks at it for a few seconds and goes on; an editor now and then decides on a pledge.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import servanda.store as store
from benchmarks.synthetic import Maker
from servanda.register.register import Clock
from servanda.register.tables import Asked, Order
from servanda.settings import Settings
from servanda.store.answers import Answers

CLOCK = Clock(today=lambda: date(2024, 3, 1))
READERS, EDITORS = 50, 5
THINKING = 6.0
"""Seconds for which a person looks at a page, at most; half of it on average."""
SLOW = 150
"""Milliseconds that a page may take at the server."""
WORDS = ("форум", "рейсов", "соглашением", "Казахстан")


@dataclass(frozen=True, slots=True)
class Places:
    """Pages of one register, by what they show; `decided` are pledges that editors decide on."""

    pages: dict[str, str]
    decided: tuple[str, ...]


def make(url: str, events: int, seed: int) -> None:
    register = store.open(url, CLOCK)
    made, entered = Maker(seed).stories(events // 4), 0
    while entered < events and (batch := list(islice(made, 64))):
        entered += sum(len(one.events) for one in register.enter_many((s.story, s.coding) for s in batch))
    print(f"{entered} events entered")


def application(url: str) -> Any:
    from servanda.views.web import create_app

    app = create_app(url, Settings(), clock=CLOCK)
    users = app.state.place.users
    if not users.any():
        for role in ("reader", "editor", "admin"):
            users.add(role, role, "")
    return app


def secret(app: Any, role: str) -> str:
    place = app.state.place
    found: str = place.sessions.begin(place.users.password_of(role)[0], "benchmark")
    return found


def places(app: Any) -> Places:
    """The longest pledge, the busiest parties, a story: where pages have most to show."""
    register = app.state.place.register
    table = register.table(Asked(order=Order("promised", True), size=50, most=200))
    parties = [count.value for count in table.facets["party"]]
    country = next(code for code in parties if "-" not in code and code != "RU")
    region = next(code for code in parties if code.startswith("RU-") and "/" not in code)
    longest = max(table.rows, key=lambda row: row.events)
    story = register.pledge(longest.id).stories[0]
    pages = {
        "today": "/",
        "register": "/pledges",
        "register, words": "/pledges?q=форум",
        "register, a party and a status": f"/pledges?polity={country}&status=overdue",
        "register, many filters": f"/pledges?polity={region}&kind=connection&due_from=2020-01-01&sort=-slips",
        "register, page 100": "/pledges?page=100",
        "register, all acts": "/pledges?acts=all&sort=due",
        "pledge": f"/pledges/{longest.id}",
        "story": f"/stories/{story}",
        "polities": "/polities",
        "polity": f"/polities/{country}",
        "pair": f"/pairs/{region}/{country}",
        "polity RU, in nearly all pledges": "/polities/RU",
        "pair of RU and a country": f"/pairs/RU/{country}",
        "gatherings": "/gatherings",
        "calendar": "/calendar",
        "map": "/map",
        "figures": "/figures",
        "review": "/review",
        "searches": "/searches",
        "sources": "/sources",
        "administration": "/admin",
        "account": "/account",
        "API: pledges": "/api/pledges",
    }
    return Places(pages, tuple(row.id for row in table.rows))


def pages(url: str, times: int) -> None:
    from starlette.testclient import TestClient

    app = application(url)
    with TestClient(app, "http://localhost", cookies={"servanda": secret(app, "admin")}) as client:
        print(f"{'page':38} {'anew':>9} {'processor':>10} {'database':>9} {'again':>9} {'KiB':>6}")
        for name, address in places(app).pages.items():
            client.get(address)
            before = database_milliseconds(app)
            anew = [measured(client, address, app.state.place.ledger.answers) for _ in range(times)]
            database = (database_milliseconds(app) - before) / times
            again = statistics.median(measured(client, address)[0] for _ in range(times))
            status, size = client.get(address).status_code, anew[0][2]
            clock, processor = (statistics.median(one[at] for one in anew) for at in (0, 1))
            mark = "" if clock < SLOW and status == 200 else f"  <- {status}" if status != 200 else "  <- slow"
            figures = f"{clock:6.0f} ms {processor:7.0f} ms {database:6.0f} ms {again:6.0f} ms {size / 1024:6.0f}"
            print(f"{name:38} {figures}{mark}", flush=True)


def measured(client: Any, address: str, answers: Answers | None = None) -> tuple[float, float, int]:
    """Milliseconds by the clock and of the processor, and bytes; with `answers`, nothing is remembered before it."""
    if answers:
        answers.forget()
    clock, processor = time.perf_counter(), time.process_time()
    answer = client.get(address)
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor), len(answer.content)


def database_milliseconds(app: Any) -> float:
    """What the processes of PostgreSQL that serve this database have taken of the processor; 0 for SQLite."""
    ledger = app.state.place.ledger
    if ledger.engine.dialect.name != "postgresql":
        return 0.0
    with ledger.reading():
        query = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        pids = ledger.connection.exec_driver_sql(query).scalars().all()
    ticks = 0
    for pid in pids:
        numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(numbers[11]) + int(numbers[12])
    return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def paint(url: str, times: int) -> None:
    from playwright.sync_api import sync_playwright

    app = application(url)
    found, entering = places(app), secret(app, "admin")
    app.state.place.ledger.engine.dispose()
    with served(url) as address:
        asyncio.run(awake(address))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            for name in ("register", "pledge"):
                took = [painted(browser, address, found.pages[name], entering) for _ in range(times)]
                print(f"{name:10} first contentful paint {statistics.median(took):.0f} ms, at worst {max(took):.0f} ms")
            browser.close()


def painted(browser: Any, address: str, path: str, entering: str) -> float:
    """Milliseconds from the beginning of loading to the paint, by a browser that has nothing of the site yet."""
    context = browser.new_context()
    context.add_cookies([{"name": "servanda", "value": entering, "url": address}])
    page = context.new_page()
    page.goto(address + path, wait_until="load")
    took: float = page.evaluate(PAINTED)
    context.close()
    return took


PAINTED = """() => new Promise(tell => new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (one.name === 'first-contentful-paint') tell(one.startTime)
}).observe({type: 'paint', buffered: true}))"""


def serve(url: str, port: int) -> None:
    import uvicorn

    uvicorn.run(application(url), host="127.0.0.1", port=port, log_level="error")


@contextmanager
def served(url: str) -> Iterator[str]:
    """The site in a process of its own, on loopback."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(url, port), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join(20)


def load(url: str, seconds: float) -> None:
    app = application(url)
    found, secrets = places(app), {role: secret(app, role) for role in ("reader", "editor")}
    app.state.place.ledger.engine.dispose()
    with served(url) as address:
        took, faults = asyncio.run(crowd(address, found, secrets, seconds))
    took.sort()
    print(f"{len(took)} requests in {seconds:.0f} s, {len(faults)} errors {json.dumps(faults[:5])}")
    if took:
        print(f"median {1000 * statistics.median(took):.0f} ms, 99 % under {1000 * took[int(len(took) * 0.99)]:.0f} ms")


async def crowd(
    address: str, found: Places, secrets: dict[str, str], seconds: float
) -> tuple[list[float], list[str]]:
    import httpx2

    limits = httpx2.Limits(max_connections=READERS + EDITORS, keepalive_expiry=2)
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=60) as client:
        await ready(client)
        until = time.monotonic() + seconds
        took: list[float] = []
        faults: list[str] = []
        people = [person(client, found, secrets, until, took, faults, number) for number in range(READERS + EDITORS)]
        await asyncio.gather(*people)
    return took, faults


async def awake(address: str) -> None:
    import httpx2

    async with httpx2.AsyncClient(base_url=address, timeout=60) as client:
        await ready(client)


async def ready(client: Any) -> None:
    import httpx2

    for _ in range(300):
        try:
            if (await client.get("/readiness")).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        await asyncio.sleep(0.2)
    raise SystemExit("the site does not start")


async def person(
    client: Any, found: Places, secrets: dict[str, str], until: float, took: list[float], faults: list[str], number: int
) -> None:
    """One reader, or editor, until the time is over."""
    rng, editor = random.Random(number), number >= READERS
    cookies = {"cookie": f"servanda={secrets['editor' if editor else 'reader']}", "sec-fetch-site": "same-origin"}
    open_to_readers = [path for name, path in found.pages.items() if name not in BEYOND]
    await asyncio.sleep(rng.uniform(0, THINKING))
    while time.monotonic() < until:
        if editor and rng.random() < 0.4:
            data = {"id": rng.choice(found.decided), "verb": rng.choice(["confirm", "rate"]), "value": "in the works"}
            asked = client.build_request("POST", "/pledges/decide", data=data, headers=cookies)
        else:
            path = rng.choice(open_to_readers)
            asked = client.build_request("GET", path, headers=cookies)
        started = time.perf_counter()
        try:
            answer = await client.send(asked)
            took.append(time.perf_counter() - started)
            if answer.status_code not in (200, 303):
                faults.append(f"{asked.url.path}: {answer.status_code}")
        except Exception as error:
            faults.append(f"{asked.url.path}: {type(error).__name__}")
        await asyncio.sleep(rng.uniform(0, THINKING))


BEYOND = frozenset({"review", "administration"})
"""Pages that readers may not see."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["make", "pages", "paint", "load"])
    parser.add_argument("--register", required=True, help="its address: sqlite:///FILE or postgresql://…")
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    if given.what == "make":
        make(given.register, given.events, given.seed)
    elif given.what == "pages":
        pages(given.register, given.times)
    elif given.what == "paint":
        paint(given.register, given.times)
    else:
        load(given.register, given.seconds)


if __name__ == "__main__":
    main()
