"""Raw item -> one clean story: text with offsets, title, date, language, imprint and reprint terms."""

from servanda.stories.cleaning import clean

__all__ = ["clean"]
