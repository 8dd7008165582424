"""The fitted model as a file: made again by `python -m bench.registers.fit`, never by hand."""
