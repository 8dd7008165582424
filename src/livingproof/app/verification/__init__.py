"""VERIFY as a record: cases asked, verdicts given, look-ups by persons, questions and replies."""
