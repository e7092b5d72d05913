"""Every panel there is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from gui.panels.compare.entry import COMPARE
from gui.panels.curves.entry import CURVES
from gui.panels.data.entry import DATA
from gui.panels.draw.entry import DRAW
from gui.panels.evaluate.entry import EVALUATE
from gui.panels.experiment.entry import EXPERIMENT
from gui.panels.explain.entry import EXPLAIN
from gui.panels.feature_maps.entry import FEATURE_MAPS
from gui.panels.filters.entry import FILTERS
from gui.panels.ledger.entry import LEDGER
from gui.panels.network.entry import NETWORK
from gui.panels.panel_spec import Area, PanelSpec
from gui.panels.pooling.entry import POOLING
from gui.panels.runs.entry import RUNS
from gui.panels.sliding_window.entry import SLIDING_WINDOW
from gui.panels.sweep.entry import SWEEP
from gui.panels.twins.entry import TWINS
from gui.panels.what_if.entry import WHAT_IF

#: In the order of the View menu; the first of an area stands in front of the others' tabs.
PANELS: tuple[PanelSpec, ...] = (
    EXPERIMENT,
    NETWORK,
    FILTERS,
    FEATURE_MAPS,
    POOLING,
    SLIDING_WINDOW,
    DRAW,
    EXPLAIN,
    WHAT_IF,
    DATA,
    EVALUATE,
    COMPARE,
    SWEEP,
    TWINS,
    CURVES,
    RUNS,
    LEDGER,
)


def in_front(panels: Sequence[PanelSpec]) -> tuple[str, ...]:
    """Return the ids of the panels that the first picture of the window shows."""
    first: dict[Area, str] = {}
    for spec in panels:
        first.setdefault(spec.area, spec.id)
    return tuple(first.values())


def layout_version(panels: Sequence[PanelSpec]) -> int:
    """Return a number for the set of panels: a layout of other panels is not restored."""
    ids = "\n".join(sorted(spec.id for spec in panels))
    return zlib.crc32(ids.encode()) & 0x7FFFFFFF  # Qt keeps it as a signed number
