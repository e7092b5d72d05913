"""What one draws with."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui.panels.draw.board_view import FIRST_WIDTH, WIDTHS
from gui.panels.draw.tool import Tool
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton
from gui.widgets.segmented_control import SegmentedControl

HEIGHT = 28
LEAST_SLIDER = 40


class ToolRow(QWidget):
    """Tools, thickness, undo, redo, clear, paste, open and keep.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    tool_chosen(Tool)
    width_chosen(int)
        Of the pen, in pixels of the board.
    """

    tool_chosen = Signal(object)
    width_chosen = Signal(int)

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = SegmentedControl(
            (
                (Tool.PEN, "Pen", "Draw with the left mouse button or a tablet's pen."),
                (Tool.ERASER, "Eraser", "Take ink away; so does the other end of a pen."),
                (Tool.MOVE, "Move", "Drag what is drawn; so does the right mouse button."),
            ),
            name="draw_tool",
        )
        self._width = QSlider(Qt.Orientation.Horizontal)
        self._width.setObjectName("draw_width")
        self._width.setAccessibleName("Thickness of the pen")
        self._width.setToolTip("Thickness of pen and eraser, in pixels of the board.")
        self._width.setRange(*WIDTHS)
        self._width.setValue(FIRST_WIDTH)
        self._width.setMinimumWidth(LEAST_SLIDER)
        self._width.setMaximumWidth(160)
        self._width_text = QLabel()
        self._width_text.setProperty("role", "number")
        self._width_text.setFixedWidth(40)
        self._width_text.setToolTip(self._width.toolTip())
        self.undo = IconButton("undo", "Take back (Ctrl+Z)", theme, name="draw_undo")
        self.redo = IconButton("redo", "Do again (Ctrl+Shift+Z)", theme, name="draw_redo")
        self.clear = IconButton("trash", "Empty the board", theme, name="draw_clear")
        self.paste = IconButton("paste", "Paste a picture (Ctrl+V)", theme, name="draw_paste")
        self.open = IconButton(
            "open", "Open a picture to draw on; it can be dropped here, too", theme,
            name="draw_open",
        )  # fmt: skip
        self.keep = IconButton(
            "plus", "Keep the drawing in My digits, as what it is meant to be", theme,
            name="draw_keep",
        )  # fmt: skip
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._tools)
        row.addWidget(self._width, 1)
        row.addWidget(self._width_text)
        row.addStretch(1)
        for button in (self.undo, self.redo, self.clear, self.paste, self.open, self.keep):
            row.addWidget(button)
        self._tools.chosen.connect(self._on_tool_chosen)
        self._width.valueChanged.connect(self._on_width_changed)
        self._on_width_changed(FIRST_WIDTH)

    def fit(self, width: int) -> None:
        """Write words on the buttons, where nothing is cut then."""
        slider = self._width.sizeHint().width() - LEAST_SLIDER
        for is_wide, has_number in ((True, True), (False, True), (False, False)):
            self._name_buttons(is_wide=is_wide)
            self._width_text.setVisible(has_number)
            self._row.invalidate()
            if self._row.sizeHint().width() - slider <= width:
                break

    def _name_buttons(self, *, is_wide: bool) -> None:
        self.clear.show_label("Clear" if is_wide else "")
        self.paste.show_label("Paste" if is_wide else "")
        self.open.show_label("Open…" if is_wide else "")
        self.keep.show_label("Keep" if is_wide else "")

    def _on_tool_chosen(self, tool: str) -> None:
        self.tool_chosen.emit(Tool(tool))

    def _on_width_changed(self, width: int) -> None:
        self._width_text.setText(f"{width} px")
        self.width_chosen.emit(width)
