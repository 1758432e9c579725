"""The register's tables, as of the newest release; `migrations` tells how older registers come to them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

REVISION = "0010"
"""The newest migration."""

metadata = MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s"}
)

Number = BigInteger().with_variant(Integer, "sqlite")
Ordered = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code points on every machine, as SQLite and Python sort it."""

stories = Table(
    "stories",
    metadata,
    Column("nr", Number, primary_key=True, autoincrement=True),
    Column("id", Ordered, nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("date", Ordered, index=True),
    Column("source", Text, index=True),
    Column("url", Text, index=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("coding", Text, nullable=False),
    Column("terms", Text, nullable=False),
    Column("entered", Text, nullable=False),
    Column("reprint_of", Ordered, index=True),
    Column("language", Text, nullable=False, server_default="ru"),
    sqlite_autoincrement=True,
)

STATING = {
    "sqlite": """instr(terms, '"quote":"') > 0""",
    "postgresql": """strpos(terms, '"quote":"') > 0""",
}
"""By dialect, that the page of a story states reprint terms: the words of an index, and of whoever asks for it."""
LATEST = text("coalesce(date, '') DESC")
"""The newest first, those without a date last. PostgreSQL does not know how few stories state terms, and would walk
over all of them in the order of their dates; this order the index of those that state any has alone."""
Index(
    "ix_stories_stating",
    stories.c.source,
    LATEST,
    stories.c.id,
    sqlite_where=text(STATING["sqlite"]),
    postgresql_where=text(STATING["postgresql"]),
)

versions = Table(
    "versions",
    metadata,
    Column("story", Ordered, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("entered", Text, nullable=False),
)


def _story() -> Column[str]:
    return Column("story", Ordered, ForeignKey("stories.id"), nullable=False, index=True)


def _event(primary_key: bool = False) -> Column[str]:
    key = ForeignKey("events.id", ondelete="CASCADE")
    return Column("event", Ordered, key, nullable=False, primary_key=primary_key, index=not primary_key)


bands = Table("bands", metadata, Column("band", Text, nullable=False), _story(), PrimaryKeyConstraint("band", "story"))

events = Table(
    "events",
    metadata,
    Column("id", Ordered, primary_key=True),
    _story(),
    Column("number", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("traits", Text, nullable=False),
)

event_polities = Table(
    "event_polities",
    metadata,
    Column("polity", Ordered, nullable=False),
    _event(),
    PrimaryKeyConstraint("polity", "event"),
)
"""Each polity of an event, with the region and the country that hold it."""

marks = Table(
    "marks",
    metadata,
    Column("mark", Ordered, nullable=False),
    Column("asking", Boolean, nullable=False),
    Column("place", Ordered, nullable=False),
    _event(),
    PrimaryKeyConstraint("mark", "asking", "place"),
    sqlite_with_rowid=False,
)

links = Table(
    "links",
    metadata,
    _event(primary_key=True),
    Column("place", Ordered, nullable=False),
    Column("pledge", Ordered, nullable=False, index=True),
    Column("to", Ordered, index=True),
    Column("why", Text),
    Column("score", Float, nullable=False),
    Column("maybe", Ordered),
    Column("maybe_why", Text),
    Column("maybe_score", Float, nullable=False),
)
_doubtful = links.c.maybe.is_not(None)
Index(
    "ix_links_maybe", links.c.maybe_score.desc(), links.c.place, sqlite_where=_doubtful, postgresql_where=_doubtful
)

figures = Table(
    "figures",
    metadata,
    _story(),
    Column("number", Integer, nullable=False),
    Column("measure", Text, nullable=False, index=True),
    Column("parties", Ordered, nullable=False, index=True),
    Column("period", Text),
    Column("record", Text, nullable=False),
    PrimaryKeyConstraint("story", "number"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("verb", Text, nullable=False),
    Column("subject", Ordered, nullable=False, index=True),
    Column("user", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("other", Ordered, index=True),
    Column("slot", Text),
    Column("value", Text),
    Column("undoes", Number),
    sqlite_autoincrement=True,
)

searches = Table(
    "searches",
    metadata,
    Column("name", Ordered, primary_key=True),
    Column("filter", Text, nullable=False),
    Column("seen", Text, nullable=False),
)

story_links = Table(
    "story_links", metadata, _story(), Column("address", Text, nullable=False), PrimaryKeyConstraint("story", "address")
)
"""Addresses to which the page of a story links from its article."""

sources = Table(
    "sources",
    metadata,
    Column("key", Ordered, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("interval", Float, nullable=False),
    Column("due", Text),
    Column("last_success", Text),
    Column("last_error", Text),
    Column("failures", Integer, nullable=False),
    Column("paused", Boolean, nullable=False),
)


def _source() -> Column[str]:
    key = ForeignKey("sources.key", ondelete="CASCADE")
    return Column("source", Ordered, key, nullable=False, index=True)


visits = Table(
    "visits",
    metadata,
    _source(),
    Column("time", Ordered, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("said", Text),
    Column("unread", Text, nullable=False, server_default=""),
    PrimaryKeyConstraint("source", "time"),
)

seen = Table(
    "seen",
    metadata,
    Column("id", Ordered, primary_key=True),
    _source(),
    Column("again", Text),
    Column("failures", Integer, nullable=False, server_default="0"),
)
"""Items that made no story, so that they are not asked for: never again, or not before a time (`again`, ISO)."""

outlets = Table(
    "outlets",
    metadata,
    Column("outlet", Ordered, primary_key=True),
    Column("learnt", Text),
    Column("page", Text),
    Column("corrected", Text),
    Column("user", Text),
    Column("time", Text),
)
"""Reprint terms, JSON: as a page gives them that is no story, and as a person corrected them."""

users = Table(
    "users",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("name", Ordered, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("language", Text),
    Column("blocked", Boolean, nullable=False),
    Column("made", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Who may use the register on the web; `password` is an argon2id hash."""


def _user(primary_key: bool = False) -> Column[int]:
    key = ForeignKey("users.id", ondelete="CASCADE")
    return Column("user", Number, key, nullable=False, primary_key=primary_key, index=not primary_key)


sessions = Table(
    "sessions",
    metadata,
    Column("digest", Ordered, primary_key=True),
    _user(),
    Column("made", Text, nullable=False),
    Column("latest", Text, nullable=False),
    Column("agent", Text, nullable=False),
)
"""Who is signed in, by the SHA-256 of the secret in the cookie; `agent` is what the browser calls itself."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    _user(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("digest", Ordered, nullable=False, unique=True),
    Column("made", Text, nullable=False),
    Column("until", Text),
    Column("latest", Text),
    sqlite_autoincrement=True,
)
"""Secrets by which programs act for a user, by their SHA-256; `role` is the most that they may do."""

attempts = Table(
    "attempts",
    metadata,
    Column("key", Ordered, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("latest", Text, nullable=False),
)
"""Failed signings in, by user and by address."""

last_visits = Table(
    "last_visits",
    metadata,
    _user(primary_key=True),
    Column("latest", Text, nullable=False),
    Column("before", Text),
)
"""When a user was here last (`latest`), and when the visit before the one of now ended (`before`), ISO."""

summaries = Table(
    "summaries",
    metadata,
    Column("nr", Number, primary_key=True, autoincrement=True),
    Column("pledge", Ordered, nullable=False, unique=True),
    Column("place", Ordered, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kinds", Integer, nullable=False),
    Column("fields", Integer, nullable=False),
    Column("polities", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Ordered),
    Column("turn", Ordered),
    Column("turned", Text),
    Column("rating", Text),
    Column("first_told", Ordered),
    Column("last_told", Ordered),
    Column("first_due", Text),
    Column("due", Text),
    Column("due_from", Ordered),
    Column("due_day", Ordered),
    Column("kept_on", Text),
    Column("days", Integer),
    Column("promised_times", Integer, nullable=False),
    Column("slips", Integer, nullable=False),
    Column("slip_days", Integer, nullable=False),
    Column("slipped_on", Ordered),
    Column("promised", Boolean),
    Column("events", Integer, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("entered", Ordered, nullable=False, index=True),
    Column("good_from", Ordered, nullable=False, index=True),
    Column("good_until", Ordered, nullable=False, index=True),
    Column("words", Text, nullable=False),
)
"""What lists need of each pledge (`register.summaries`), made from links, events, decisions, and anew with them.

`kinds` and `fields` are bits in the codebook's order; `words` a digest of what `pledge_words` holds. `promised` is NULL
where nothing of the pledge is known yet on the days for which the row holds.
"""
Index("ix_summaries_newest", text("last_told DESC NULLS LAST"), text("place DESC"), _table=summaries).ddl_if(
    dialect="postgresql"
)
Index("ix_summaries_newest", text("last_told DESC"), text("place DESC"), _table=summaries).ddl_if(dialect="sqlite")
Index("ix_summaries_due", summaries.c.due_day, summaries.c.place)
Index("ix_summaries_counted", summaries.c.promised, summaries.c.kinds, summaries.c.fields, summaries.c.status,
      summaries.c.turn, summaries.c.turned, summaries.c.due_day)  # fmt: skip

summary_tags = Table(
    "summary_tags",
    metadata,
    Column("facet", Ordered, nullable=False),
    Column("promised", Boolean, nullable=False),
    Column("value", Ordered, nullable=False),
    Column("summary", Number, ForeignKey("summaries.nr", ondelete="CASCADE"), nullable=False, index=True),
    PrimaryKeyConstraint("facet", "promised", "value", "summary"),
    sqlite_with_rowid=False,
)
"""Parties (with the polities that hold them), speakers and outlets of each pledge."""

makings = Table(
    "makings", metadata, Column("what", Ordered, primary_key=True), Column("version", Integer, nullable=False)
)
"""By which version of its rules something was made out of the rest."""

published = Table(
    "published", metadata, Column("search", Ordered, primary_key=True), Column("secret", Text, nullable=False)
)
"""Saved searches whose calendar and feed may be read by whoever has the secret of their address."""

calendars = Table(
    "calendars",
    metadata,
    Column("search", Ordered, nullable=False),
    Column("language", Ordered, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("search", "language"),
)
"""The calendar of a saved search as it was given out last: entries keep their UIDs, those gone are cancelled."""

digests = Table(
    "digests",
    metadata,
    Column("recipient", Ordered, nullable=False),
    Column("search", Ordered, nullable=False),
    Column("told", Text, nullable=False),
    PrimaryKeyConstraint("recipient", "search"),
)
"""Up to what time (ISO) a recipient was told by e-mail of a saved search; the empty name is the whole register."""

unsure = Table("unsure", metadata, _event(primary_key=True), Column("sure", Float, nullable=False))
"""The certainty of events of which the coder was not certain (`register.reviewing.CERTAIN`), for review."""
Index("ix_unsure_sure", unsure.c.sure, unsure.c.event)
