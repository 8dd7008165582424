"""The exceptions of Living Proof: this program or its input cannot go on.

    LivingProofError
    ├── CatalogueError      a file of facts cannot be used          (room: catalogue)
    ├── UnreadableFile      a file cannot be opened or is hostile   (room: readers)
    ├── RecordError         a register record cannot be understood  (room: verify)
    ├── PolicyError         a policy cannot be used                 (room: catalogue)
    ├── SourceError         a register's file is not understood     (room: sources)
    ├── RegisterError       a snapshot cannot be written or opened  (room: register)
    ├── BulkError           a bulk run cannot start or go on        (room: bulk)
    ├── CheckpointError     a checkpoint of the ledger is damaged   (room: app)
    ├── ServiceError        the service cannot start                (room: cli)
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


class SourceError(LivingProofError):
    """A register's file is damaged, or a row of it is not understood: names row, column, value and what to do."""


class RegisterError(LivingProofError):
    """A snapshot cannot be written, opened or found; the last good one stays in force."""


class BulkError(LivingProofError):
    """A bulk run cannot start or go on; what was finished is kept."""


class CheckpointError(LivingProofError):
    """A checkpoint file cannot be read, or is of another ledger; ask for the file as it was exported."""


class ServiceError(LivingProofError):
    """The service cannot start, be backed up or be restored; what was there stays as it is."""


class StatementError(LivingProofError):
    """A statement does not parse, or its digest does not fit its content."""


UNOPENED: dict[type[OSError], str] = {
    FileNotFoundError: "there is no such file; look at its name and folder",
    NotADirectoryError: "there is no such file; look at its name and folder",
    IsADirectoryError: "this is a folder; name a file in it",
    PermissionError: "you may not read it; change its permissions or copy it",
}


def unopened(problem: Exception) -> str:
    """Why a file could not be opened, in words for the one who named it; a name too long or with a zero byte is none."""
    if isinstance(problem, OSError):
        told = next((said for kind, said in UNOPENED.items() if isinstance(problem, kind)), None)
        return told or f"it cannot be opened ({(problem.strerror or 'the system does not say why').lower()})"
    return "this is no name of a file"
