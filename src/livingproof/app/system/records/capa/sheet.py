"""The 8D report as a spreadsheet: one sheet, the disciplines one under the other, every cell a text."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from livingproof.app.system.records.capa.eight_d import Report

_WIDTHS = (34, 44, 24, 24, 34, 16, 44)
_STRONG, _QUIET = Font(bold=True), Font(color="536070")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def sheet_of(report: Report) -> bytes:
    """The report as XLSX."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = "8D"
    _put(sheet, (report.title, report.number), _STRONG)
    _put(sheet, (report.subject, report.organisation))
    _put(sheet, (report.as_of,), _QUIET)
    for discipline in report.disciplines:
        sheet.append([])
        _put(sheet, (discipline.title,), _STRONG)
        if discipline.missing:
            _put(sheet, (discipline.missing,), _QUIET)
        for pair in discipline.pairs:
            _put(sheet, pair)
        for table in discipline.tables:
            _put(sheet, table.heads, _QUIET)
            for row in table.rows:
                _put(sheet, row)
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEFG"[place]].width = width
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _put(sheet: Worksheet, cells: tuple[str, ...], font: Font | None = None) -> None:
    """One row of texts. What a spreadsheet program might take for a formula stays text."""
    sheet.append(list(cells))
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if isinstance(cell.value, str) and cell.value.startswith(_DANGEROUS):
            cell.data_type, cell.quotePrefix = "s", True
        if font is not None:
            cell.font = font
