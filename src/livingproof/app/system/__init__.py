"""RUN: the records of the living quality management system, one folder each."""
