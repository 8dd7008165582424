"""A corrected reading turned into facts: the label, shape or order on the page from which the right value can be read."""

from livingproof.readers.teaching.lessons import FIELDS, Lesson, NothingToLearnError, lesson_of, sheets_of

__all__ = ["FIELDS", "Lesson", "NothingToLearnError", "lesson_of", "sheets_of"]
