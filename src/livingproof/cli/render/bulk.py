"""The summary of a bulk run in the terminal: what came out, why, and how many claims could be decided at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from livingproof.bulk import Plan, Settings, Summary

MOST_REASONS = 12
REACH: Mapping[str, str] = {
    "record": "a register at hand holds the certificate, or one that may be it",
    "telling": "none does, and one of them is complete by rule: silence tells",
    "silent": "none does, and their silence says nothing",
    "none": "no register at hand can hold such a certificate",
}


def print_summary(console: Console, summary: Summary, settings: Settings, plan: Plan) -> None:
    """Print the counts, each with its share of the rows that were understood."""
    understood = summary.rows - summary.errors
    console.print(f"{summary.rows:,} rows in, {summary.rows:,} rows out: {settings.output}", highlight=False)
    if summary.errors:
        console.print(f"{summary.errors:,} rows were not understood; the column error says why.", highlight=False)
    console.print(f"as of {plan.as_of} · policy {plan.policy} · catalogue {plan.catalogue}", highlight=False)
    _counts(console, "HEADLINE", summary.headlines, understood)
    _counts(console, "DECISION", summary.decisions, understood)
    _counts(console, "MATCH", summary.matches, understood)
    _counts(console, "REASONS", Counter(dict(summary.reasons.most_common(MOST_REASONS))), understood)
    _counts(
        console, "REACH", Counter({REACH[name]: count for name, count in summary.reach.items() if name}), understood
    )
    if not plan.snapshots:
        console.print(
            "\nNo register is imported here, so nothing could be confirmed or found: livingproof register import"
        )
    if summary.rate:
        console.print(f"\n{summary.judged:,} rows judged in {summary.seconds:,.1f} s: {summary.rate:,.0f} a second")


def _counts(console: Console, title: str, counts: Counter[str], of: int) -> None:
    if not counts:
        return
    table = Table(title=title, title_justify="left", title_style="bold", box=None, show_header=False, pad_edge=False)
    table.add_column(overflow="fold")
    table.add_column(justify="right")
    table.add_column(justify="right")
    for name, count in counts.most_common():
        table.add_row(name, f"{count:,}", f"{count / of:.1%}" if of else "")
    console.print()
    console.print(table)
