"""Write `data/forms.tsv`: every name of the tables in all its case forms, so that loading needs no dictionary.

    python -m servanda.knowledge.making

To be run after any change of the tables; a test says when it was forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.knowledge.inflect import adjective, agreeing, doubles, inhabitant, phrase
from servanda.knowledge.polity_rows import Given, bundled, key, shared

DATA = Path(__file__).parent / "data"
HEADER = """\
# Case forms of all names: code, form, name in the nominative, marks, what all forms begin with, how they end.
# Marks: `weak`: it means the polity only where the text says so; `common`: a form is also a common word; `person`: a
# person's name. «_» is a space.
# Written by `python -m servanda.knowledge.making` from the other tables and pymorphy3 (MIT); not to be edited.
code\tform\tname\tmarks\tstem\tendings
"""


def cut(name: str) -> str:
    """The tokens of a name as the engine cuts them, parted by spaces."""
    from razdel import tokenize

    return " ".join(token.text for token in tokenize(name.replace("’", "'")))


def inflected(item: Given) -> tuple[str, ...]:
    """All forms of a name, tokens parted by spaces, as `key` makes them."""
    if item.form == "adjective":
        forms: Iterable[str] = adjective(item.name)
    elif item.form == "shared":
        forms = agreeing(item.name.split(" ")[0])
    elif item.form == "inhabitant":
        forms = inhabitant(item.name)
    else:
        forms = phrase(cut(item.name))
    return tuple(dict.fromkeys(key(form) for form in forms))


def lines(items: Iterable[Given]) -> Iterator[str]:
    """The rows of `forms.tsv` for the names given."""
    for item in dict.fromkeys(items):
        forms = inflected(item)
        stem = beginning(forms)
        endings = ",".join(form[len(stem) :].replace(" ", "_") for form in forms)
        yield "\t".join((item.code, item.form, item.name, marks(item, forms), stem.replace(" ", "_"), endings))


def marks(item: Given, forms: tuple[str, ...]) -> str:
    """`weak`, `common` and `person`, as far as they hold for the name."""
    one_word = item.form in ("name", "government", "airport") and " " not in item.name and "-" not in item.name
    found = doubles(forms) if one_word and not item.name.isupper() else ()
    return ",".join([*(["weak"] if item.weak else []), *found])


def beginning(forms: tuple[str, ...]) -> str:
    """What all forms begin with, letter by letter."""
    first, last = min(forms), max(forms)
    size = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last)))
    return first[:size]


def text() -> str:
    """The whole of `forms.tsv`."""
    items = list(bundled())
    return HEADER + "".join(line + "\n" for line in lines([*items, *shared(items)]))


if __name__ == "__main__":
    (DATA / "forms.tsv").write_text(text(), encoding="utf-8")
