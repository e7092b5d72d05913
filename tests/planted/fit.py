"""Faults of how the window fits into screens."""

from tests.planted.fault import Fault

FAULTS = (
    Fault("gui/window/dock_groups.py", "if group is not main and is_beside and any",
          "if group is not main and any",
          "what is below goes into a strip at the side when a panel of the side is there"),
    Fault("gui/window/rail_overlay.py", "            QTimer.singleShot(0, self, self.raise_)",
          "            pass",
          "a panel that comes forward lies over the one that is kept open"),
    Fault("gui/window/rails.py", "            self.close()  # another panel was asked for",
          "            pass",
          "a panel that is asked for stays behind what is open over it"),
    Fault("gui/window/kept_layout.py", "self._state = state if is_whole else None",
          "self._state = None",
          "panels side by side come back with other heights"),
    Fault("gui/window/separator_drag.py",
          "self._is_on = self._window.childAt(event.position().toPoint()) is None",
          "self._is_on = True",
          "the second press of a double click passes for dragging an edge"),
    Fault("gui/window/panel_dock.py", "        self._no_title_bar.hide()", "        pass",
          "the title bar that is not wanted lies under the panel"),
)  # fmt: skip
