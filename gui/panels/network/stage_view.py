"""One stage of the pipeline: its title, its numbers as a picture, its colour scale."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtWidgets import QLabel, QWidget

from core.anatomy.linked_unit import Place
from core.arrays import BoolArray, FloatArray, shape_text
from core.datasets.sample import Sample
from core.inspection.stage_numbers import TILED, StageForm, StageNumbers
from gui.panels.network.probability_bars import ProbabilityBars
from gui.panels.network.seam_view import SeamView
from gui.panels.network.stage_kind import StageKind
from gui.panels.network.stage_legend import HEIGHT as LEGEND_HEIGHT
from gui.panels.network.stage_legend import StageLegend
from gui.panels.network.stage_plan import StagePlan
from gui.panels.network.unit_bars import UnitBars
from gui.panels.network.unit_picture import UnitPicture
from gui.panels.network.unit_rows import MAX_ROWS
from gui.panels.network.unit_strip import UnitStrip
from gui.theme.tensor_colors import ColorCode
from gui.theme.theme import CurrentTheme
from gui.widgets.dropped_marks import DroppedMarks
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.map_cell import MapCell
from gui.widgets.map_mosaic import MapMosaic

LINE_HEIGHT = 18
HEADER_GAP = 6  # between a title and the shape beside it
#: Forms in which every tile, or run of tiles, is one channel or unit.
NAMED = frozenset({StageForm.MAPS, StageForm.KERNELS})


class StageView(QWidget):
    """Shows a `StageNumbers` as tiles, a strip, bars or probabilities.

    Parameters
    ----------
    theme : CurrentTheme
    name : str
        ``objectName``; the parts are called ``{name}_title``, ``{name}_mosaic`` and so on.

    Signals
    -------
    hovered(tuple of int or None)
        Index into the shown ``StageNumbers.values``.
    clicked(tuple of int)
    """

    hovered = Signal(object)
    clicked = Signal(object)

    def __init__(self, theme: CurrentTheme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.title = self._label("title", "title")
        self.shape = self._label("shape", "caption")
        self.note = self._label("note", "truth")
        self._is_scaled, self._has_legend = False, True
        self.mosaic = MapMosaic(theme, parent=self)
        self.strip = UnitStrip(theme, self)
        self.seam = SeamView(theme, self)
        self.bars = UnitBars(theme, self)
        self.probabilities = ProbabilityBars(theme, self)
        self.legend = StageLegend(theme, self)
        for part in ("mosaic", "strip", "seam", "bars", "probabilities", "legend"):
            widget: QWidget = getattr(self, part)
            widget.setObjectName(f"{name}_{part}")
        self.legend.setToolTip("Orange is negative, blue is positive, the surface is zero.")
        self._body: QWidget = self.mosaic
        self._kind = StageKind.OWN
        self._marks: DroppedMarks | None = None
        self._theme = theme
        self.mosaic.hovered.connect(self._on_cell_hovered)
        self.mosaic.clicked.connect(self._on_cell_clicked)
        for units in (self.strip, self.seam, self.bars, self.probabilities):
            units.hovered.connect(self._on_unit_hovered)
            units.clicked.connect(self._on_unit_clicked)

    @property
    def body(self) -> QWidget:
        """The widget that draws the numbers now."""
        return self._body

    def header_width(self) -> int:
        """Return the width that the title needs."""
        return 0 if self._kind is StageKind.SEAM else self.title.sizeHint().width()

    def describe(self, stage: StageNumbers, kind: StageKind, *, role: str, tip: str) -> None:
        """Write the header for `stage` and choose the body that can show it."""
        self._kind = kind
        is_seam = kind is StageKind.SEAM
        shown = _table_title(stage, kind, role)
        self.setProperty("term", shown)
        self.title.setText("" if is_seam else shown)
        set_dynamic_property(self.title, "role", role)
        shape = shape_text(stage.shape) if stage.shape else "no weights"
        # the right half of the table has its title where the shape would stand
        has_shape = kind not in (StageKind.SEAM, StageKind.CHANCES) and shown == stage.title
        self.shape.setText(shape if has_shape else "")
        self._body = self._body_for(stage, kind)
        for body in (self.mosaic, self.strip, self.seam, self.bars, self.probabilities):
            is_drawn = stage.form is not StageForm.NOTHING or is_seam
            body.setVisible(body is self._body and is_drawn)
        for body in (self.mosaic, self.strip, self.seam, self.bars, self.probabilities):
            body.setAccessibleName(f"{stage.title}, {shape}")
        self.title.setToolTip(f"{stage.title}, {shape}. {tip}")
        self.seam.setToolTip(f"{stage.title}, {shape}. {tip}")
        self.probabilities.show_names(has_names=kind is not StageKind.CHANCES)
        for rows in (self.bars, self.probabilities):
            rows.set_names(stage.unit_names)
        names_tiles = stage.form in NAMED and stage.values.shape[2] > 1
        self.mosaic.name_tiles(stage.tiles_per_unit if names_tiles else 0)
        self._is_scaled = stage.form not in (StageForm.NOTHING, StageForm.PROBABILITIES)
        self.note.clear()  # what another form said here
        self._show_below()

    def _show_below(self) -> None:
        """Show the legend or the note, if there is room for one."""
        is_seam = self._kind is StageKind.SEAM
        self.legend.setVisible(self._is_scaled and not is_seam and self._has_legend)
        self.note.setVisible(not self._is_scaled and self._has_legend)

    def arrange(self, plan: StagePlan, legend_y: int, *, has_legend: bool = True) -> None:
        """Place the parts as planned; `legend_y` is the same for all stages."""
        if has_legend != self._has_legend:
            self._has_legend = has_legend
            self._show_below()
        title, shape = self.title.sizeHint().width(), self.shape.sizeHint().width()
        self.title.setGeometry(0, 0, max(title, plan.width - shape - 2), LINE_HEIGHT)
        if self._kind is StageKind.CHANCES:
            self.title.setGeometry(plan.width - title, 0, title, LINE_HEIGHT)
        self.shape.setGeometry(plan.width - shape - 2, 0, shape, LINE_HEIGHT)
        # the title's tip tells the shape too
        has_room = title + HEADER_GAP + shape <= plan.width
        self.shape.setVisible(has_room and bool(self.shape.text()))
        if self._body is self.strip:
            self.strip.set_grid(plan.columns, plan.zoom)
        elif self._body is self.mosaic:
            self.mosaic.set_columns(plan.columns)
        self._body.setGeometry(QRect(0, LINE_HEIGHT + 2, plan.width, plan.height))
        self.legend.setGeometry(0, legend_y, plan.width, LEGEND_HEIGHT)
        self.note.setGeometry(0, legend_y, plan.width, LEGEND_HEIGHT)

    def show_numbers(
        self,
        stage: StageNumbers,
        limits: FloatArray | float,
        legend_limit: float,
        sample: Sample,
    ) -> None:
        """Draw the numbers of `stage`, which has the form that was described."""
        code = ColorCode.INK if stage.form is StageForm.INK else ColorCode.SIGN
        if self._body is self.mosaic:
            if stage.form in TILED:
                self.mosaic.set_maps(stage.values, limits, code)
        elif self._body is self.strip:
            self.strip.set_values(stage.values, legend_limit, code)
        elif self._body is self.seam:
            self.seam.set_values(stage.values)
        elif self._body is self.bars:
            are_classes = stage.unit_noun == "class"
            self.bars.set_values(stage.values, legend_limit, are_classes=are_classes)
        else:
            label = sample.label
            self.probabilities.set_values(stage.values, label)
            self.note.setText("" if label is None else f"true class {sample.name_of(label)}")
        self.legend.set_limit(legend_limit, code)

    def show_dropped(self, stage: StageNumbers, dropped: BoolArray | None) -> None:
        """Hatch the numbers that dropped out; `dropped` has the shape of the layer's output."""
        if self._marks is not None and self._marks.parentWidget() is not self._body:
            self._marks.show_dropped(None)
            self._marks.deleteLater()
            self._marks = None
        if dropped is None and self._marks is None:
            return
        if self._marks is None:  # few networks drop anything
            self._marks = DroppedMarks(self._theme, self._body, self._cell_of_unit)
        if dropped is not None and dropped.ndim == 3:
            dropped = dropped[..., : stage.values.shape[-1]]
        self._marks.show_dropped(dropped)

    def set_selected(self, stage: StageNumbers, place: Place | None) -> None:
        """Outline the unit at `place`, if this stage has it."""
        channel, row, column = place or (None, None, None)
        if self._body is not self.mosaic:
            for units in (self.strip, self.seam, self.bars, self.probabilities):
                units.set_selected(channel)
        elif stage.form is StageForm.MATRIX:
            self.mosaic.set_selected(None)
        else:
            if stage.form is StageForm.KERNELS:
                row = column = None
            tiles = stage.tiles_per_unit
            first = None if channel is None else channel * tiles
            self.mosaic.set_selected(first, row, column, tiles=tiles)

    def point_of(self, position: tuple[int, ...]) -> QPoint:
        """Return where ``values[position]`` is drawn, in this widget's coordinates."""
        return self._body.mapToParent(self.cell_rect(position).center())

    def cell_rect(self, position: tuple[int, ...]) -> QRect:
        """Return where ``values[position]`` is drawn, in the coordinates of `body`."""
        if isinstance(self._body, UnitPicture):
            return self._body.unit_rect(position[0])
        row, column, channel = position
        return self.mosaic.cell_rect(channel, row, column)

    def _cell_of_unit(self, unit: int) -> QRect:
        return self.cell_rect((unit,))

    def _body_for(self, stage: StageNumbers, kind: StageKind) -> QWidget:
        if kind is StageKind.SEAM:
            return self.seam
        if stage.form in TILED or stage.form is StageForm.NOTHING:
            return self.mosaic
        if stage.values.size > MAX_ROWS:
            return self.strip
        return self.probabilities if stage.form is StageForm.PROBABILITIES else self.bars

    def _label(self, part: str, role: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(f"{self.objectName()}_{part}")
        label.setProperty("role", role)
        return label

    def _on_cell_hovered(self, cell: MapCell | None) -> None:
        self.hovered.emit(None if cell is None else (cell.row, cell.column, cell.channel))

    def _on_cell_clicked(self, cell: MapCell) -> None:
        self.clicked.emit((cell.row, cell.column, cell.channel))

    def _on_unit_hovered(self, unit: int | None) -> None:
        self.hovered.emit(None if unit is None else (unit,))

    def _on_unit_clicked(self, unit: int) -> None:
        self.clicked.emit((unit,))


def _table_title(stage: StageNumbers, kind: StageKind, role: str) -> str:
    """Return what stands over a stage: what the table of classes holds, or the layer."""
    titles = {StageKind.SCORES: "Score", StageKind.CHANCES: "Probability"}
    return stage.title if role == "backward" else titles.get(kind, stage.title)
