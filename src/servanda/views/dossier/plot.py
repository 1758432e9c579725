"""A plot of a few values over periods, as SVG: bars with their values, nothing to load, readable without colour."""

from __future__ import annotations

from html import escape

from servanda.views.dossier.page import Bar, Plot

WIDE, HIGH = 640, 230
TOP, BOTTOM, SIDE = 34, 44, 12
MOST = 12
"""Bars that fit; of more, the last."""
BLUE, INK, PALE = "#2f6690", "#1b1b1b", "#9aa5ad"


def svg(plot: Plot) -> str:
    """The plot as an SVG document."""
    bars = plot.bars[-MOST:]
    most = max((abs(bar.value) for bar in bars), default=0.0) or 1.0
    step = (WIDE - 2 * SIDE) / max(len(bars), 1)
    title = f"{plot.title}: " + "; ".join(f"{bar.label} — {bar.shown}" for bar in bars)
    drawn = "".join(_bar(bar, at, step, most) for at, bar in enumerate(bars))
    base = HIGH - BOTTOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        f'role="img" '
        f'font-family="Libertinus Serif, PT Serif, serif" font-size="13"><title>{escape(title)}</title>'
        f'<text x="{SIDE}" y="16" fill="{INK}">{escape(plot.title)}</text>{drawn}'
        f'<line x1="{SIDE}" y1="{base}" x2="{WIDE - SIDE}" y2="{base}" stroke="{PALE}"/></svg>'
    )


def _bar(bar: Bar, at: int, step: float, most: float) -> str:
    high = max(abs(bar.value) / most * (HIGH - TOP - BOTTOM - 16), 1.0)
    wide = min(step * 0.6, 90)
    middle = SIDE + step * (at + 0.5)
    top = HIGH - BOTTOM - high
    words = bar.label.split(" ")
    half = (len(words) + 1) // 2
    lines = [bar.label] if len(bar.label) <= 12 else [" ".join(words[:half]), " ".join(words[half:])]
    labels = "".join(
        f'<text x="{middle:.1f}" y="{HIGH - BOTTOM + 17 + 14 * row}" text-anchor="middle" fill="{INK}">'
        f"{escape(line)}</text>"
        for row, line in enumerate(lines)
    )
    return (
        f'<rect x="{middle - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{BLUE}"/>'
        f'<text x="{middle:.1f}" y="{top - 5:.1f}" text-anchor="middle" fill="{INK}">{escape(bar.shown)}</text>{labels}'
    )
