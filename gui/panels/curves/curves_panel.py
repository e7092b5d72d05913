"""The curves of loss and accuracy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.figures.figure import Figure
from core.formats.atomic_write import write_atomically
from core.formats.file_name import with_ending
from core.formats.system_reason import reason_not_written
from gui.panels.curves.paper_figure import curve_figure
from gui.panels.panel import Panel
from gui.state.lab_state import LabState
from gui.theme.icons import icon
from gui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from gui.panels.curves.figure import CurveFigure
    from gui.state.curve_overlay import CurveOverlay

REFRESH_MS = 600
MESSAGE_MS = 6000
FOLD_TIP = "Leave only the time slider (Ctrl+J)"
EMPTY_TEXT = "Press Space to train: the loss of every step will be drawn here."
EXPORTS = {
    "png": ("Picture (PNG)…", "PNG picture (*.png)", "The curves as they are on screen."),
    "svg": (
        "Drawing (SVG)…",
        "SVG drawing (*.svg)",
        "The curves, sharp at any size.",
    ),
    "csv": ("Numbers of every step (CSV)…", "CSV table (*.csv)", "A table, a row per step."),
}

#: Of the panel, in pixels: two plots that can be told apart, and the time line's buttons.
LEAST_WIDTH = 400


class CurvesPanel(Panel):
    """Draws loss and accuracy of a run while it goes on.

    Parameters
    ----------
    state : LabState

    Signals
    -------
    branch_wanted()
        Another run should begin where this one was at the wanted step.
    fold_wanted()
        The curves take too much room.
    """

    branch_wanted = Signal()
    fold_wanted = Signal()

    PANEL_ID: ClassVar[str] = "curves_panel"
    TITLE: ClassVar[str] = "Curves"

    def __init__(self, state: LabState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = state.theme
        self._timeline = state.timeline
        self._curves = state.curves
        self._overlays: list[CurveOverlay] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh_if_seen)
        self._figure: CurveFigure | None = None
        self._is_imported = False
        self._build()
        state.curves.changed.connect(self.refresh_later)
        state.curves.begun.connect(self._on_begun)
        state.theme.changed.connect(self._use_theme)

    def sizeHint(self) -> QSize:
        return QSize(900, 240)

    def minimumSizeHint(self) -> QSize:
        """Return less than all numbers need: what has no room is left out."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), LEAST_WIDTH), least.height())

    @property
    def figure(self) -> CurveFigure:
        """The plots, made when there is something to plot."""
        if self._figure is None:
            # brings pyqtgraph, which takes a sixth of the time to the first painted window
            from gui.panels.curves.figure import CurveFigure

            self._figure = CurveFigure(
                self._theme, self._timeline, corner=[self._build_export(), self._build_fold()]
            )
            self._figure.timeline_bar.branch_wanted.connect(self.branch_wanted)
            self._figure.show_parent(self._curves.parent_history)
            self._pages.addWidget(self._figure)
            self._use_theme()
        return self._figure

    def import_late_parts(self) -> None:
        """Import pyqtgraph: that alone takes as long as all plots do."""
        import gui.panels.curves.figure  # noqa: F401

        self._is_imported = True

    def make_late_parts(self) -> None:
        """Make the plots before the first run begins."""
        self.figure.show_history(self._curves.history)

    @Slot(list)
    def show_overlays(self, overlays: list[CurveOverlay]) -> None:
        """Lay the curves of other runs over this one's, also where it has none yet."""
        self._overlays = overlays
        self.figure.show_overlays(overlays)
        self.refresh_later()

    @Slot()
    def _on_begun(self) -> None:
        """Draw another run; dimmed behind it what the one said that it was branched from."""
        self._message.hide()
        if self._figure is not None:
            self._figure.show_parent(self._curves.parent_history)
        self.refresh_later()

    def refresh_if_seen(self) -> bool:
        """Redraw, unless the last drawing is too fresh: its timer's end comes back here."""
        return not self._timer.isActive() and super().refresh_if_seen()

    def refresh(self) -> None:
        """Draw the history as it is now."""
        is_empty = self._curves.history.is_empty and not self._overlays
        if self._figure is None and not is_empty:
            # the first step came before the late parts: they take their turns now
            if self._is_imported:
                self.make_late_parts()
            else:
                self.import_late_parts()
            self.refresh_later()
            return
        self._timer.start()
        self._pages.setCurrentWidget(self._empty if is_empty else self.figure)
        if self._figure is not None:
            self._figure.show_history(self._curves.history)

    def paper_figure(self) -> Figure | None:
        return curve_figure(self._curves.history, self._overlays)

    def export(self, path: Path) -> bool:
        """Write a picture, a drawing or the numbers to `path`, as its suffix says.

        Returns
        -------
        bool
            Whether it was written; if not, the panel shows why.
        """
        try:
            write_atomically(path, self._exported(path.suffix.lower()))
        except (OSError, ValueError) as error:
            why = str(error)
            if isinstance(error, OSError):
                why = f"{path.name}: {reason_not_written(error)}"
            self._show_message(f"Nothing was written: {why}"[:300], "error")
            return False
        self._show_message(f"Written: {path.name}", "ok")
        return True

    def _exported(self, suffix: str) -> bytes:
        if self._curves.history.is_empty:
            raise ValueError("There is nothing to export yet: no run was started.")
        if suffix == ".csv":
            return self._curves.history.csv_text().encode()
        self.figure.show_history(self._curves.history)
        picture = (self.figure, self.figure.drawn_parts, self._theme.theme.surface)
        # wanted by the few who export: they need QtSvg
        from gui.panels.curves.widget_picture import png_bytes, svg_bytes

        if suffix == ".png":
            return png_bytes(*picture)
        if suffix == ".svg":
            return svg_bytes(*picture, title="Glassbox curves")
        raise ValueError(f"expected a name ending in .png, .svg or .csv, received '{suffix}'.")

    def _build(self) -> None:
        self._empty = QLabel(EMPTY_TEXT)
        self._empty.setObjectName("curves_empty")
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._message = QLabel()
        self._message.setObjectName("curves_message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setContentsMargins(16, 6, 16, 0)
        self._message.hide()
        self._message_timer = QTimer(self)
        self._message_timer.setSingleShot(True)
        self._message_timer.setInterval(MESSAGE_MS)
        self._message_timer.timeout.connect(self._message.hide)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._message)
        layout.addWidget(pages, 1)

    def _build_fold(self) -> IconButton:
        fold = IconButton("chevron_down", FOLD_TIP, self._theme, name="curves_fold")
        fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fold.clicked.connect(self.fold_wanted)
        return fold

    def _build_export(self) -> QToolButton:
        self._export_button = QToolButton()
        self._export_button.setObjectName("curves_export")
        self._export_button.setProperty("role", "icon")
        self._export_button.setAccessibleName("Export the curves")
        self._export_button.setToolTip("Export the curves as a picture, or all their numbers.")
        menu = QMenu(self._export_button)
        for kind, (text, _, tip) in EXPORTS.items():
            action = menu.addAction(text)
            action.setObjectName(f"curves_export_{kind}")
            action.setToolTip(tip)
            action.setData(kind)
        menu.triggered.connect(self._on_export_chosen)
        self._export_button.setMenu(menu)
        self._export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return self._export_button

    def _on_export_chosen(self, action: QAction) -> None:
        kind = action.data()
        dialog = QFileDialog(self, "Export the curves", f"curves.{kind}", EXPORTS[kind][1])
        dialog.setObjectName("curves_export_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(kind)
        dialog.selectFile(f"curves.{kind}")
        dialog.fileSelected.connect(
            lambda name: self.export(with_ending(Path(name), f".{kind}"))
        )
        dialog.open()

    def _show_message(self, text: str, role: str) -> None:
        self._message.setText(text)
        self._message.setProperty("role", role)
        self._message.style().polish(self._message)
        self._message.show()
        if role == "ok":
            self._message_timer.start()
        else:
            self._message_timer.stop()

    def _use_theme(self) -> None:
        if self._figure is None:
            return
        self._export_button.setIcon(icon("download", self._theme.theme.muted))
