# SPDX-FileCopyrightText: 2026 The QtDynamoDB authors
# SPDX-License-Identifier: BSD-3-Clause

"""Draws throughput and CPU time over concurrency: two panels, both axes logarithmic."""

import math

SERIES = (  # name, title, colour
    ("direct", "QtDynamoDB, direct", "#0b7a3b"),
    ("qnam", "QtDynamoDB, default", "#1f5fbf"),
    ("curl", "libcurl multi", "#c2571a"),
    ("bare-qnam", "QNetworkAccessManager", "#7a7a7a"),
)
PANELS = (("requests_per_second", "requests per second"),
          ("cpu_us_per_request", "CPU time per request, µs"))
WIDTH, HEIGHT = 420, 300
LEFT, TOP, RIGHT, BOTTOM = 62, 40, 14, 44


def ticks(least, most):
    """1, 2 and 5 times the powers of ten, a little wider than the values."""
    steps = [factor * 10 ** power for power in range(-1, 8) for factor in (1, 2, 5)]
    low = max(step for step in steps if step <= least)
    high = min(step for step in steps if step >= most)
    return [step for step in steps if low <= step <= high]


def short(value):
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"


def panel(curves, levels, field, title, offset):
    values = [curves[name, level][field] for name, _, _ in SERIES for level in levels]
    marks = ticks(min(values), max(values))
    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(level):
        return offset + LEFT + width * math.log(level / levels[0]) / math.log(
            levels[-1] / levels[0])

    def y(value):
        return TOP + height * (1 - math.log(value / marks[0]) / math.log(marks[-1] / marks[0]))

    parts = [f'<text class="title" x="{offset + LEFT}" y="20">{title}</text>']
    for mark in marks:
        parts.append(f'<line class="grid" x1="{x(levels[0]):.1f}" x2="{x(levels[-1]):.1f}" '
                     f'y1="{y(mark):.1f}" y2="{y(mark):.1f}"/>')
        parts.append(f'<text class="y" x="{offset + LEFT - 8}" y="{y(mark) + 4:.1f}">'
                     f'{short(mark)}</text>')
    for level in levels:
        parts.append(f'<text class="x" x="{x(level):.1f}" y="{TOP + height + 18}">'
                     f'{level}</text>')
    parts.append(f'<text class="x" x="{offset + LEFT + width / 2}" y="{TOP + height + 36}">'
                 'requests under way</text>')
    for name, _, colour in SERIES:
        points = " ".join(f"{x(level):.1f},{y(curves[name, level][field]):.1f}"
                          for level in levels)
        parts.append(f'<polyline points="{points}" stroke="{colour}"/>')
        for point in points.split():
            cx, cy = point.split(",")
            parts.append(f'<circle cx="{cx}" cy="{cy}" r="2.5" fill="{colour}"/>')
    return parts


def svg(curves):
    levels = sorted({concurrency for _, concurrency in curves})
    parts = []
    for number, (field, title) in enumerate(PANELS):
        parts += panel(curves, levels, field, title, number * WIDTH)
    for number, (_, title, colour) in enumerate(SERIES):
        x = LEFT + number * 190
        parts.append(f'<line x1="{x}" x2="{x + 22}" y1="{HEIGHT + 14}" y2="{HEIGHT + 14}" '
                     f'stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{x + 28}" y="{HEIGHT + 18}">{title}</text>')
    body = "\n".join(parts)
    return f"""<!-- SPDX-FileCopyrightText: 2026 The QtDynamoDB authors -->
<!-- SPDX-License-Identifier: BSD-3-Clause -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {HEIGHT + 30}"
     font-family="sans-serif" font-size="12">
<style>
.title {{ font-weight: bold; }}
.grid {{ stroke: #ddd; }}
.x {{ text-anchor: middle; }}
.y {{ text-anchor: end; }}
polyline {{ fill: none; stroke-width: 2; }}
</style>
<rect width="100%" height="100%" fill="white"/>
{body}
</svg>
"""
