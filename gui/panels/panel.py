"""What every panel promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from numpy.typing import NDArray
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QWidget

from core.figures.figure import Figure
from gui.panels.refresh_queue import RefreshQueue


class Panel(QWidget):
    """One dockable view of the lab.

    A panel observes the shared state it is handed and reports what the user asks for.  It
    never reaches for another panel, the controller or the main window.

    A hidden panel does no work: code that changes something calls `refresh_later`, and
    `refresh` runs at once if the panel can be seen, or else when it is shown.  A panel
    with `take_turns` waits for its turn.

    Class attributes
    ----------------
    PANEL_ID : str
        Stable name: saved layouts, settings and tests use it.
    TITLE : str
        What the user reads on the dock.
    """

    PANEL_ID: ClassVar[str]
    TITLE: ClassVar[str]

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(self.PANEL_ID)
        self._is_stale = False
        self._is_seen = True
        self._queue: RefreshQueue | None = None

    @property
    def is_current(self) -> bool:
        """Whether all that takes time is of the shown moment; panels override this."""
        return True

    def take_turns(self, queue: RefreshQueue) -> None:
        """Redraw when `queue` says so, and not at the same time as the other panels."""
        self._queue = queue

    def set_seen(self, seen: bool) -> None:
        """Set whether the panel can be seen: a dock behind another tab cannot."""
        self._is_seen = seen
        if not seen:
            self.rest()
        self.refresh_if_seen()

    def refresh_later(self) -> None:
        """Call `refresh` soon if the panel can be seen, or else when it is next shown."""
        self._is_stale = True
        if self._queue is None:
            self.refresh_if_seen()
        else:
            self._queue.add(self)

    def refresh_now(self) -> None:
        """Call `refresh` at once if the panel can be seen, or else when it is next shown."""
        self._is_stale = True
        if self._can_be_seen():
            self._is_stale = False
            self.refresh()

    def import_late_parts(self) -> None:
        """Import what the late parts need, in a turn of its own; panels override this."""

    def make_late_parts(self) -> None:
        """Make the parts that can wait until the window is painted; panels override this."""

    def refresh(self) -> None:
        """Redraw from the shared state; panels override this."""

    def paper_figure(self) -> Figure | None:
        """Return what is shown, as data that does not change; panels override this.

        None if it cannot be drawn elsewhere, or there is nothing yet.
        """
        return None

    def figure_numbers(self) -> Mapping[str, NDArray[Any]]:
        """Return the numbers behind what is shown, by name; empty without any."""
        figure = self.paper_figure()
        return {} if figure is None else figure.arrays()

    def take_keyboard(self) -> None:
        """Give the keyboard to what the panel is about; panels override this."""
        self.setFocus()

    def rest(self) -> None:
        """Stop what moves by itself, as it cannot be seen; panels override this."""

    def shut_down(self) -> None:
        """End the panel's threads before the window goes; panels override this."""

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up on what changed while hidden."""
        super().showEvent(event)
        self.refresh_if_seen()
        # Qt lays nothing out that is hidden, and shows it as it was laid out before
        for layout in reversed(self.findChildren(QLayout)):
            layout.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        self.rest()
        super().hideEvent(event)

    def refresh_if_seen(self) -> bool:
        """Call `refresh` if something changed since, and it can be seen.

        Returns
        -------
        bool
            Whether it was called.
        """
        if not (self._is_stale and self._can_be_seen()):
            return False
        self._is_stale = False
        self.refresh()
        return True

    def _can_be_seen(self) -> bool:
        return self._is_seen and self.isVisible()
