"""Tables of docs/coding.md and docs/pledges.md, out of the program's own data."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

from servanda.coding.codes import table_of_codes
from servanda.coding.frames import table
from servanda.knowledge.polities import name
from servanda.knowledge.polities import table as table_of_polities
from servanda.model.event import FIELDS, KINDS, MEASURES, STAGES
from servanda.model.status import STATUSES
from servanda.model.when import bounds
from servanda.register import dues, life, match, objects, occasions, reprints, timing, traits
from servanda.register.words import roles
from servanda.views.export.content import Options
from servanda.views.export.describing import codebook
from servanda.views.wording import word

TIMES = (
    "2023-09-12", "2023-09", "2023", "2023~", "2023-22", "2023-24", "2023-36", "2023-01/2023-06",
    "2023-09-12/2023-09-14", "2023-02-17/..", "../2025",
)  # fmt: skip
"""A time in each form that the codebook allows."""
EXAMPLES = {"country": "KZ", "region": "RU-BA", "city": "RU-BA/Уфа", "union": "EAEU"}
"""A polity of each kind."""


@cache
def meanings() -> dict[str, dict[str, str]]:
    """`meanings.toml`, parsed."""
    return tomllib.loads((Path(__file__).parent / "meanings.toml").read_text("utf-8"))


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; `|` in a cell would end it."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def words(listed: Iterable[str]) -> str:
    """Words of a table, once each; `b+a` is a word that counts beside another."""
    shown = (word.partition("+") for word in dict.fromkeys(listed))
    return ", ".join(f"{lemma} (beside {beside})" if beside else lemma for lemma, _, beside in shown)


def slots(_: str) -> str:
    return markdown(("slot", "what it holds"), ((f"`{slot}`", what) for slot, what in meanings()["slot"].items()))


def kinds(_: str) -> str:
    """The kinds with their codes when done."""
    codes = table_of_codes()
    rows = (
        (f"`{kind}`", word("kind", kind, "ru"), meanings()["kind"][kind], codes[kind]["done"]["plover"], _cameo(kind))
        for kind in KINDS
    )
    return markdown(("kind", "in Russian", "what", "PLOVER when done", "CAMEO when done"), rows)


def _cameo(kind: str) -> str:
    cell = table_of_codes()[kind]["done"]
    return ", ".join(
        code if content == "plain" else f"{code} {content}" for content, code in cell.items() if content != "plover"
    )


def stages(_: str) -> str:
    rows = ((f"`{stage}`", word("stage", stage, "ru"), meanings()["stage"][stage]) for stage in STAGES)
    return markdown(("stage", "in Russian", "the story says that…"), rows)


def statuses(_: str) -> str:
    rows = ((f"`{status}`", word("status", status, "ru"), meanings()["status"][status]) for status in STATUSES)
    return markdown(("status", "in Russian", "what it means"), rows)


def frames(_: str) -> str:
    data = table("frames")
    rows = ((f"`{kind}`", words(data[kind]["strong"]), words(data[kind]["weak"])) for kind in KINDS)
    return markdown(("kind", "words that name the act alone", "words that name it together with others"), rows)


def light(_: str) -> str:
    return f"> {words(table('frames')['light']['verbs'])}"


def operators(_: str) -> str:
    return markdown(
        ("says", "words"), ((f"`{label}`", words(part["words"])) for label, part in table("operators").items())
    )


def phases(_: str) -> str:
    rows = (
        (f"`{label}`" if part == "words" else f"`{label}`, {part}", words(listed))
        for label, lists in table("phases").items()
        for part, listed in lists.items()
    )
    return markdown(("list", "words"), rows)


def valency(_: str) -> str:
    rows = (
        (f"`{role}`", meanings()["role"][role], ", ".join(f"`{one}`" for one in listed))
        for role, listed in table("valency").items()
    )
    return markdown(("role", "what it is in the act", "how it hangs"), rows)


def scope(_: str) -> str:
    return markdown(("of", "beginnings of words"), ((label, words(listed)) for label, listed in table("scope").items()))


def fields(_: str) -> str:
    stems, contexts = table("fields"), table_of_codes()["contexts"]
    rows = (
        (f"`{one}`", word("field", one, "ru"), words(stems[one]), ", ".join(map("`{}`".format, contexts[one])))
        for one in FIELDS
    )
    return markdown(("field", "in Russian", "beginnings of its words", "PLOVER context"), rows)


def measures(_: str) -> str:
    return markdown(("measure", "in Russian"), ((f"`{one}`", word("measure", one, "ru")) for one in MEASURES))


def codes(_: str) -> str:
    """The table of codes that data packages carry in their codebook."""
    return codebook(Options()).partition("## PLOVER and CAMEO codes")[2].strip()


def times(_: str) -> str:
    rows = ((f"`{time}`", *(str(day or "open") for day in bounds(time))) for time in TIMES)
    return markdown(("EDTF", "first day", "last day"), rows)


def limits(_: str) -> str:
    """The numbers by which threading and status go, with what they limit."""
    rows: list[tuple[str, timedelta | float | int]] = [
        ("two reports of an act so near tell of one act", timing.NEAR),
        ("an act without a date is taken to lie at most so long before its story", traits.TOLD_AFTER),
        ("what happens once may come so late after its due date and is still what was announced", objects.SLIP),
        ("a definite undertaking is remembered for", objects.MEMORY),
        ("one told in general words only is remembered for", objects.RECENT),
        ("reports of a meeting may differ in its day by", occasions.SAME_DAYS),
        ("a meeting announced without a day is expected within", occasions.SOON),
        ("two gatherings of one series lie further apart than", occasions.YEARLY),
        ("a gathering announced without a date is expected within", occasions.SEASON),
        ("reports of a promise within so many days are one promise", life.ONE_OCCASION),
        ("a date named so shortly before the act is a timetable, and no due date", dues.TIMETABLE),
        ("a pledge without a due date is stalled after", life.SILENCE),
        ("earlier events looked at under one mark, the newest first", match.WINDOW),
        ("words from which on a text is compared with others", reprints.SHORTEST),
        ("words in the runs by which texts are compared", reprints.SHINGLE),
        ("share of common runs from which on two texts are one", reprints.SAME),
    ]
    return markdown(("what", "limit"), ((what, _told(limit)) for what, limit in rows))


def sorts(_: str) -> str:
    """The sorts of things that threading tells apart, by kind, each with its words."""
    known, rows = roles(), []
    for kind, forms in known.forms.items():
        by_sort: dict[str, list[str]] = {}
        for lemma, sort in forms.items():
            by_sort.setdefault(sort, []).append(lemma)
        for sort, listed in by_sort.items():
            full = f"{kind}:{sort}"
            said = ("is built" if full in known.built else "", "the parties have one" if full in known.enough else "")
            rows.append((f"`{kind}`", f"`{sort}`", words(listed), ", ".join(filter(None, said))))
    return markdown(("kind", "sort", "words", "note"), rows)


def polities(_: str) -> str:
    """How many polities there are of each kind, with an example."""
    found = table_of_polities().polities.values()
    counts = Counter(polity.kind for polity in found)
    rows = ((kind, f"{counts[kind]:,}", f"`{code}` {name(code)}") for kind, code in EXAMPLES.items())
    return markdown(("kind", "how many", "example"), rows)


def files(_: str) -> str:
    """The tables of names, with what their first line says."""
    folder = resources("servanda.knowledge") / "data"
    rows = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith((".tsv", ".toml")):
            text = file.read_text("utf-8")
            about = text.partition("\n")[0].removeprefix("# ").partition(". ")[0].partition(" Source:")[0].rstrip(".")
            lines = sum(1 for line in text.splitlines() if line and not line.startswith("#"))
            rows.append((f"`{file.name}`", about, f"{lines - file.name.endswith('.tsv'):,}"))
    return markdown(("table", "what it holds", "lines"), rows)


def _told(limit: timedelta | float) -> str:
    return f"{limit.days} days" if isinstance(limit, timedelta) else f"{limit:g}"


MAKERS = {
    "slots": slots, "kinds": kinds, "stages": stages, "statuses": statuses, "frames": frames, "light": light,
    "operators": operators, "phases": phases, "valency": valency, "scope": scope, "fields": fields,
    "measures": measures, "codes": codes, "times": times, "limits": limits,
    "sorts": sorts, "polities": polities, "files": files,
}  # fmt: skip
