"""Product papers: which one a document is, and what it says of itself, its holder and its product."""

from livingproof.readers.papers.reading import read_paper

__all__ = ["read_paper"]
