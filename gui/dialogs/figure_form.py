"""What is chosen of a figure's file: kind, look, size, letters, numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from core.arrays import shape_text
from core.figures.figure import Figure
from core.figures.number_table import csv_lines
from gui.figures.figure_wish import MM_PER_INCH, FigureKind, FigureStyle, FigureWish
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.segmented_control import SegmentedControl

_KINDS = (
    (FigureKind.PNG, "PNG", "A picture of pixels, for slides and pages."),
    (FigureKind.SVG, "SVG", "A drawing that can be changed in a drawing program."),
    (FigureKind.PDF, "PDF", "A page as large as the drawing, for papers."),
    (FigureKind.CSV, "CSV", "The numbers behind the figure as a table."),
    (FigureKind.NPY, "NPY", "The numbers behind the figure as a NumPy array."),
)
_STYLES = (
    (
        FigureStyle.PAPER,
        "Paper",
        "White, with axes and scales, however the window looks.",
    ),
    (FigureStyle.SCREEN, "As on screen", "The panel as it is now, with its controls."),
)
_FONTS = (
    ("sans", "Sans", "Letters without serifs."),
    ("serif", "Serif", "Letters with serifs, as in books."),
)
_UNITS = (("mm", "mm", "The width in millimetres."), ("px", "px", "The width in pixels."))
#: Of the numbers that are shown before they are saved.
LINES, LETTERS = 12, 44
NO_PAPER = "This panel cannot be drawn on paper: it is saved as it is on the screen."
NO_NUMBERS = "There are no numbers behind this panel."


class FigureForm(QWidget):
    """Shows a wish, and what can be changed of it.

    Parameters
    ----------
    figure : Figure or None
        What the panel shows as data.
    wish : FigureWish
    name : str
        Of the dialog.

    Signals
    -------
    changed()
    """

    changed = Signal()

    def __init__(self, figure: Figure | None, wish: FigureWish, name: str) -> None:
        super().__init__()
        self._arrays = {} if figure is None else figure.arrays()
        self._figure = figure
        self._build(name)
        has_paper = figure is not None
        for kind in (FigureKind.CSV, FigureKind.NPY):
            self._kind.set_available(kind, available=bool(self._arrays), why=NO_NUMBERS)
        self._style.set_available(FigureStyle.PAPER, available=has_paper, why=NO_PAPER)
        self._show(wish, has_paper=has_paper)
        self._fit()
        for control in (self._kind, self._style, self._font):
            control.chosen.connect(self._on_changed)
        self._unit.chosen.connect(self._on_unit)
        for spin in (self._width, self._dpi):
            spin.valueChanged.connect(self._on_changed)
        self._numbers.currentIndexChanged.connect(self._on_changed)

    @property
    def wish(self) -> FigureWish:
        """What is chosen."""
        return FigureWish(
            FigureKind(self._kind.current),
            FigureStyle(self._style.current),
            self._width.value(),
            self._unit.current == "px",
            self._dpi.value(),
            self._font.current == "serif",
            self._numbers.currentText(),
        )

    @property
    def numbers_words(self) -> str:
        """How large the chosen numbers are."""
        array = self._arrays.get(self._numbers.currentText())
        if array is None:
            return NO_NUMBERS
        return f"{shape_text(array.shape)} numbers, exactly as they are shown"

    @property
    def _columns(self) -> tuple[str, ...]:
        name = self._numbers.currentText()
        return () if self._figure is None else self._figure.columns(name)

    @property
    def numbers_begin(self) -> str:
        """The first lines of the chosen numbers."""
        array = self._arrays.get(self._numbers.currentText())
        if array is None:
            return ""
        corner = array[:LINES] if array.ndim <= 2 else array[:1, :4]
        lines = list(csv_lines(corner, self._columns))[:LINES]
        return "\n".join(line.strip()[:LETTERS] for line in [*lines, "…"])

    @Slot()
    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()

    @Slot(str)
    def _on_unit(self, unit: str) -> None:
        """Say the same width in the other unit."""
        pixels_per_mm = self._dpi.value() / MM_PER_INCH
        factor = pixels_per_mm if unit == "px" else 1 / pixels_per_mm
        width = self._width.value() * factor
        self._set_unit(is_in_pixels=unit == "px")
        self._width.setValue(width)
        self._on_changed()

    def _set_unit(self, *, is_in_pixels: bool) -> None:
        self._width.blockSignals(True)
        self._width.setDecimals(0 if is_in_pixels else 1)
        self._width.setRange(*((16, 99_999) if is_in_pixels else (5, 2_000)))
        self._width.blockSignals(False)

    def _show(self, wish: FigureWish, *, has_paper: bool) -> None:
        is_possible = bool(self._arrays) or not wish.kind.is_numbers
        self._kind.choose(wish.kind if is_possible else FigureKind.PNG)
        self._style.choose(wish.style if has_paper else FigureStyle.SCREEN)
        self._font.choose("serif" if wish.has_serifs else "sans")
        self._unit.choose("px" if wish.is_in_pixels else "mm")
        self._set_unit(is_in_pixels=wish.is_in_pixels)
        self._dpi.setValue(wish.dpi)
        self._width.setValue(wish.width)
        self._numbers.setCurrentIndex(max(0, self._numbers.findText(wish.array)))

    def _fit(self) -> None:
        """Show what the chosen kind of file asks for."""
        wish = self.wish
        is_numbers = wish.kind.is_numbers
        is_paper = wish.style is FigureStyle.PAPER
        for row, is_shown in (
            (self._style, not is_numbers),
            (self._font, not is_numbers and is_paper),
            (self._size, not is_numbers),
            (self._dpi, not is_numbers),
            (self._numbers, is_numbers),
        ):
            self._rows.setRowVisible(row, is_shown)

    def _build(self, name: str) -> None:
        self._kind = SegmentedControl(_KINDS, name=f"{name}_kind")
        self._style = SegmentedControl(_STYLES, name=f"{name}_style")
        self._font = SegmentedControl(_FONTS, name=f"{name}_font")
        self._unit = SegmentedControl(_UNITS, name=f"{name}_unit")
        self._width = QDoubleSpinBox()
        self._width.setObjectName(f"{name}_width")
        self._width.setAccessibleName("Width")
        self._width.setToolTip("How wide the figure is; its height follows.")
        self._dpi = QSpinBox()
        self._dpi.setObjectName(f"{name}_dpi")
        self._dpi.setRange(30, 2_400)
        self._dpi.setToolTip("Pixels an inch: 300 for print, 96 for screens.")
        for number in (self._width, self._dpi):
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            number.setMinimumWidth(96)
            number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._numbers = ChoiceBox()
        self._numbers.setObjectName(f"{name}_numbers")
        self._numbers.setToolTip("Which of the numbers behind the figure.")
        self._numbers.addItems(list(self._arrays))
        self._numbers.setMaximumWidth(260)
        self._size = QWidget()
        line = QHBoxLayout(self._size)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._width)
        line.addWidget(self._unit)
        line.addStretch()
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(8)
        width = QLabel("Width")
        width.setBuddy(self._width)
        self._rows.addRow("File", self._kind)
        self._rows.addRow("Look", self._style)
        self._rows.addRow("Letters", self._font)
        self._rows.addRow(width, self._size)
        self._rows.addRow("Dots an inch", self._dpi)
        self._rows.addRow("Numbers", self._numbers)
