"""Archives: the same pure functions over files of any size, on all cores of a machine or on a cluster.

    inputs -> parts -> read (engines: Daft here, Ray there) -> folder: stories, events, figures by month -> register

The inputs are cut into parts, ranges of their records; a part is read by one process from its range to four small
tables, and whoever asked for it lays these down at once. So a part is there whole or not at all, whatever is killed.
"""

from servanda.archive.entering import enter_archive
from servanda.archive.reading import Progress, read_archive

__all__ = ["Progress", "enter_archive", "read_archive"]
