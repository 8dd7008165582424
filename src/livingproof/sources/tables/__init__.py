"""Files of registers as rows: CSV, XLSX, Parquet, JSON, XML, packed or not; streamed, strict, nothing repaired."""

from livingproof.sources.tables.formulas import neutral
from livingproof.sources.tables.opening import FORMATS, format_of, open_table
from livingproof.sources.tables.table import Cells, Damaged, Element, Form, Table

__all__ = ["FORMATS", "Cells", "Damaged", "Element", "Form", "Table", "format_of", "neutral", "open_table"]
