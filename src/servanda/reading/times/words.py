"""The words of the calendar."""

from servanda.reading.lexicon import Lexicon

CALENDAR = Lexicon("times/data/calendar.toml")
any_of = CALENDAR.any_of
number_of = CALENDAR.number_of
key_of = CALENDAR.key_of
