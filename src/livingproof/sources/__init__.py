"""A register's file goes in, its records come out: one folder per source, nothing guessed."""

from livingproof.sources.column_map import ColumnMap, read_columns
from livingproof.sources.declared import Source, every_source, source_named
from livingproof.sources.outcome import Entry, Refused, Repeated
from livingproof.sources.proposing import Proposal, propose_columns, write_columns
from livingproof.sources.reading import read

__all__ = [
    "ColumnMap",
    "Entry",
    "Proposal",
    "Refused",
    "Repeated",
    "Source",
    "every_source",
    "propose_columns",
    "read",
    "read_columns",
    "source_named",
    "write_columns",
]
