"""The exceptions of Living Proof: this program or its input cannot go on.

    LivingProofError
    ├── CatalogueError      a file of facts cannot be used          (room: catalogue)
    ├── UnreadableFile      a file cannot be opened or is hostile   (room: readers)
    ├── RecordError         a register record cannot be understood  (room: verify)
    ├── PolicyError         a policy cannot be used                 (room: catalogue)
    └── StatementError      a statement is damaged                  (room: core)

Every message is one line and says what to do next. Outcomes of a verification are values, never exceptions.
"""

from __future__ import annotations


class LivingProofError(Exception):
    """Root of all errors that a caller may expect."""


class CatalogueError(LivingProofError):
    """A catalogue file names an unknown id, lacks a source, or is not in its format."""


class UnreadableFile(LivingProofError):  # noqa: N818 - a property of the file, as the user sees it
    """A file cannot be opened, is of no known type, or went over a limit."""


class RecordError(LivingProofError):
    """A register record has a key or value that is not understood."""


class PolicyError(LivingProofError):
    """A policy lacks a key, has an unknown one, or asks for what a policy may not do."""


class StatementError(LivingProofError):
    """A statement does not parse, or its digest does not fit its content."""
