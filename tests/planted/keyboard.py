"""Faults of keys, of what screen readers are told, and of what is framed."""

from tests.planted.fault import Fault

WALK, SPOKEN = "gui/widgets/grid_walk.py", "gui/widgets/spoken_cell.py"
ORDER, PART = "gui/window/tab_order.py", "gui/panels/network/part_pointer.py"
STOPS = "gui/window/tab_stops.py"

FAULTS = (
    Fault(WALK, "row, column = row + down, column + right",
          "row, column = row - down, column + right",
          "up is down"),
    Fault(WALK, "        if whole or columns == 1:\n", "        if whole:\n",
          "End does nothing in a column"),
    Fault(SPOKEN, "    group = max(1, tiles_per_name)\n", "    group = 1\n",
          "the tiles of one filter are counted apart"),
    Fault(SPOKEN, "row >= h or column >= w", "row > h or column > w",
          "a number is looked for beyond the edge of its map"),
    Fault(ORDER, "_TOP, _FLOATING, _LAST = 0, 1, 6", "_TOP, _FLOATING, _LAST = 7, 1, 6",
          "the transport is not the first stop of the Tab key"),
    Fault(STOPS, "return widget is group.checkedButton()", "return False",
          "the Tab key never comes to a choice"),
    Fault(PART, "seen = seen.united(", "seen = (",
          "only what the last number sees is framed"),
)  # fmt: skip
