"""Where everything stood when the window was closed, and how it comes back."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QTimer, Slot
from PySide6.QtWidgets import QMainWindow

from gui.settings import Settings
from gui.window import panel_table
from gui.window.below_fold import BelowFold
from gui.window.dock_layout import DockLayout


class KeptLayout(QObject):
    """Remembers the layout of a window, and puts its docks back as they were.

    Parameters
    ----------
    window : QMainWindow
    docks : DockLayout
    fold : BelowFold
    """

    def __init__(self, window: QMainWindow, docks: DockLayout, fold: BelowFold) -> None:
        super().__init__(window)
        self._window = window
        self._docks = docks
        self._fold = fold
        # a layout of other panels is not taken
        self._version = panel_table.layout_version(panel_table.PANELS)
        self._state: QByteArray | None = None
        self._size: tuple[int, int] | None = None

    def save(self, settings: Settings) -> None:
        """Remember where everything is, and how large the user made the docks at the edges."""
        rails = self._docks.rails
        rails.close()
        settings.save_layout(self._window.saveGeometry(), self._window.saveState(self._version))
        settings.window_size = self._window.width(), self._window.height()
        settings.edges = self._docks.edges
        settings.in_rails = rails.held
        settings.is_folded_for_room = self._fold.is_automatic
        settings.is_kept_open = self._fold.is_kept_open

    def restore(self, settings: Settings) -> bool:
        """Put the docks back where they were; return whether anything was remembered."""
        layout = settings.load_layout()
        state = QByteArray() if layout is None else layout[1]
        if not self._window.restoreState(state, self._version):
            return False
        if settings.edges is not None:
            self._docks.edges = settings.edges
        self._docks.rails.dock_again(settings.in_rails)
        self._fold.is_kept_open = settings.is_kept_open
        if settings.is_folded_for_room:
            self._fold.open()
        self._docks.keep()
        # what was put away because there was no room is hidden in that state
        is_whole = not settings.in_rails and not settings.is_folded_for_room
        self._state = state if is_whole else None
        self._size = settings.window_size
        return True

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to put back."""
        return self._state is None

    def settle(self) -> None:
        """Put the docks back once more, now that the window is shown and has its size.

        Before that Qt knows neither the size nor the least sizes of all docks, and pushes
        what it restores to and fro.
        """
        QTimer.singleShot(0, self, self._restore_again)

    @Slot()
    def _restore_again(self) -> None:
        state, self._state = self._state, None
        is_put_away = self._docks.rails.is_narrow or self._fold.is_automatic
        is_other_size = self._window.size().toTuple() != self._size
        if state is None or is_put_away or is_other_size:
            self._docks.share_room()
        elif not self._window.isHidden():
            self._window.restoreState(state, self._version)
