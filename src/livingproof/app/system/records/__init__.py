"""The records of the system, one folder each: model, declaration, words, and the parts of the page that only this record has."""
