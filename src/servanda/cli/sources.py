"""`servanda sources`: the feeds, section pages and channels that are asked for stories."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from servanda.cli.decide import USER, who
from servanda.cli.inputs import REGISTER
from servanda.cli.printing import FORMAT, Format
from servanda.errors import ServandaError, UsageError

if TYPE_CHECKING:
    from servanda.register.register import Register
    from servanda.sources.source import Source
    from servanda.sources.trial import Trial
    from servanda.sources.visit import Web
    from servanda.store.ledger import SqlLedger
    from servanda.store.sources import Sources

NAME = "sources"


class Act(StrEnum):
    list = "list"
    add = "add"
    pause = "pause"
    resume = "resume"
    remove = "remove"
    history = "history"
    terms = "terms"
    opml_in = "import"
    opml_out = "export"


ACTS = "list, add, pause, resume, remove, history, terms, import, export."
ACT = typer.Argument(Act.list, metavar="[ACT]", help=ACTS)
REST = typer.Argument(None, metavar="[WITH…]", help="What the act needs beside it; see below.", show_default=False)
HEAD = ("source", "kind", "name", "last success", "next", "last error")


def command(
    act: Act = ACT,
    rest: list[str] = REST,
    format: Format = FORMAT,
    user: str | None = USER,
    register: str | None = REGISTER,
) -> None:
    """Keep the list of sources: feeds, section pages, public Telegram channels.

    \b
    list: all sources, with their last success and last error.
    add ADDRESS…: find out what it is, try it, keep it, and say what it will fetch.
    pause SOURCE…, resume SOURCE…, remove SOURCE…: the stories that it brought stay.
    history SOURCE: its visits, the last first.
    terms OUTLET [reference=yes link=yes logo=no quote=TEXT]: what it asks of those who quote it; `terms OUTLET reset`.
    import FILE: the feeds of an OPML list, with a result for each; export [FILE]: the feeds as such a list.

    Example: servanda sources add bashinform.ru
    """
    from servanda.cli import held

    words, failed = rest or [], 0
    opened = (held.made if act in (Act.add, Act.opml_in) else held.opened)(register)
    match act, words:
        case Act.list, []:
            _list(book(opened), format)
        case Act.add, [_, *_]:
            failed = _add_all(opened, [(word, None) for word in words])
        case (Act.pause | Act.resume | Act.remove), [_, *_]:
            failed = _each(words, lambda word: _change(book(opened), act, word))
        case Act.history, [name]:
            _history(book(opened), name, format)
        case Act.terms, [outlet, *slots]:
            _terms(opened, outlet, slots, user, format)
        case Act.opml_in, [path]:
            failed = _import(opened, Path(path))
        case Act.opml_out, [] | [_]:
            _export(book(opened), Path(words[0]) if words else None)
        case _:
            raise UsageError(f"what is {act.value} to be done with?", remedy="see `servanda sources --help`")
    raise typer.Exit(1 if failed else 0)


def ledger(register: Register) -> SqlLedger:
    return cast("SqlLedger", register.ledger)


def book(register: Register) -> Sources:
    """The sources of a register."""
    from servanda.store.sources import Sources

    return Sources(ledger(register))


def _each(words: Sequence[str], do: Callable[[str], str]) -> int:
    """Do it with each; what came of it on standard output, failures on standard error. Gives how many failed."""
    failed = 0
    for word in words:
        try:
            print(do(word), flush=True)
        except ServandaError as error:
            failed += 1
            print(error, file=sys.stderr)
    return failed


def _list(kept: Sources, format: Format) -> None:
    from servanda.cli.arrivals import clock
    from servanda.cli.printing import console, lines, table

    sources = kept.all()
    if format is Format.jsonl:
        lines(_record(source) for source in sources)
    elif not sources:
        print("no sources: `servanda sources add ADDRESS`")
    else:
        rows = (
            (
                source.key,
                source.kind,
                source.name or "",
                clock(source.last_success) if source.last_success else "never",
                "paused" if source.paused else clock(source.due),
                source.last_error or "",
            )
            for source in sources
        )
        console().print(table(HEAD, rows, whole=("source", "kind")))


def _record(source: Source) -> dict[str, object]:
    times = {"due": source.due, "last_success": source.last_success}
    return {
        "source": source.key, "kind": source.kind, "address": source.address, "name": source.name,
        "interval": source.interval, "paused": source.paused, "failures": source.failures,
        "last_error": source.last_error, **{name: time and time.isoformat() for name, time in times.items()},
    }  # fmt: skip


def _add_all(register: Register, listed: Sequence[tuple[str, str | None]]) -> int:
    """Try the addresses, hosts side by side, and keep those that are sources, in order."""
    from concurrent.futures import ThreadPoolExecutor

    from servanda.cli.web import web
    from servanda.sources.rounds import SIDE_BY_SIDE

    asking = web()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        tried = {address: pool.submit(_tried, address, asking) for address, _ in listed}
        names = dict(listed)
        return _each(list(names), lambda address: _added(register, tried[address].result(), names[address]))


def _tried(address: str, asking: Web) -> Trial:
    from servanda.sources.trial import trial

    return trial(address, asking)


def _added(register: Register, tried: Trial, name: str | None) -> str:
    from servanda.views.queries.sources import keep

    source = keep(register, tried, name)
    what = {"feed": "a feed", "section": "a page of links to articles", "telegram": "a Telegram channel"}[source.kind]
    titled = f" “{source.name}”" if source.name else ""
    titles = "".join(f"\n  {title}" for title in tried.titles)
    return f"{source.key}: {what}{titled} at {source.address}; it shows {tried.count} stories now, as{titles}"


def _change(kept: Sources, act: Act, name: str) -> str:
    source = kept.one(name)
    if act is Act.remove:
        kept.remove(source)
        return f"{source.key}: removed"
    kept.pause(source, act is Act.pause)
    return f"{source.key}: {'paused' if act is Act.pause else 'asked again from now on'}"


def _history(kept: Sources, name: str, format: Format) -> None:
    from dataclasses import asdict

    from servanda.cli.arrivals import in_words
    from servanda.cli.printing import lines

    source = kept.one(name)
    visits = kept.history(source)
    if format is Format.jsonl:
        lines(map(asdict, visits))
        return
    last = f"last success {source.last_success:%Y-%m-%d %H:%M} UTC" if source.last_success else "no success yet"
    print(f"{source.key}: {last}; last error: {source.last_error or 'none'}")
    for visit in visits:
        failed = f", {visit.failed} failed" if visit.failed else ""
        counts = dict(one.split(" ") for one in visit.unread.split(", ") if one)
        unread = f", {in_words({code: int(number) for code, number in counts.items()})}" if counts else ""
        print(f"{visit.time[:19]}  {visit.said or f'{visit.stories} new or changed{unread}{failed}'}")


def _terms(register: Register, outlet: str, words: Sequence[str], user: str | None, format: Format) -> None:
    from dataclasses import asdict

    from servanda.cli.printing import lines
    from servanda.cli.terms import slots, told
    from servanda.store.outlets import asked, correct

    if words:
        correct(ledger(register), outlet, slots(words), who(user), register.clock.stamp)
    found = asked(ledger(register), outlet)
    if format is Format.jsonl:
        lines([{"outlet": outlet, **asdict(found)}])
    else:
        print("\n".join(told(outlet, found)))


def _import(register: Register, path: Path) -> int:
    from servanda.errors import InputError, SourceError
    from servanda.sources.opml import read

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    listed = read(content, str(path))
    broken = [one for one in listed if one.error]
    for one in broken:
        print(SourceError(one.error or "", where=one.address, remedy="it was passed over"), file=sys.stderr)
    return len(broken) + _add_all(register, [(one.address, one.name) for one in listed if not one.error])


def _export(kept: Sources, path: Path | None) -> None:
    from servanda.errors import UsageError
    from servanda.sources.opml import write

    content = write(kept.all())
    if path is None:
        sys.stdout.write(content.decode())
        return
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(path)) from error
    print(path, file=sys.stderr)
