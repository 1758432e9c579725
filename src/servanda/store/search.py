"""Full text over dictionary forms: FTS5 in SQLite, a `simple` text vector in PostgreSQL, the same words in both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

_LONGEST = 200_000
"""Words of one text that are indexed at most, in characters: PostgreSQL's vectors end at a megabyte."""


def index(connection: Connection, lemmas: Mapping[int, str]) -> None:
    """Make stories, given by their numbers, findable by `lemmas`, dictionary forms with spaces between."""
    if connection.dialect.name == "sqlite":
        query, longest = "INSERT INTO words (rowid, lemmas) VALUES (:nr, :lemmas)", None
    else:
        query, longest = "INSERT INTO words (story, lemmas) VALUES (:nr, to_tsvector('simple', :lemmas))", _LONGEST
    if lemmas:
        connection.execute(text(query), [{"nr": nr, "lemmas": words[:longest]} for nr, words in lemmas.items()])


def forget(connection: Connection, nr: int) -> None:
    key = "rowid" if connection.dialect.name == "sqlite" else "story"
    connection.execute(text(f"DELETE FROM words WHERE {key} = :nr"), {"nr": nr})


def found(connection: Connection, lemmas: Sequence[str], limit: int) -> list[str]:
    """Ids of the stories that hold all the words, newest first."""
    pieces = [piece for lemma in lemmas for piece in re.findall(r"\w+", lemma)]
    if not pieces:
        return []
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT stories.id FROM stories WHERE stories.nr IN (SELECT rowid FROM words WHERE words MATCH :words)"
            " ORDER BY stories.date IS NULL, stories.date DESC, stories.id DESC LIMIT :limit"
        )
        words = " ".join(f'"{piece}"' for piece in pieces)
    else:
        query = (
            "SELECT stories.id FROM stories JOIN words ON words.story = stories.nr"
            " WHERE words.lemmas @@ to_tsquery('simple', :words)"
            " ORDER BY stories.date IS NULL, stories.date DESC, stories.id DESC LIMIT :limit"
        )
        words = " & ".join(f"'{piece}'" for piece in pieces)
    return list(connection.execute(text(query), {"words": words, "limit": limit}).scalars())
