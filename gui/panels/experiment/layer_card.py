"""One layer in the list of layers."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from core.arrays import Shape, shape_text
from core.layers.spec import LayerSpec
from gui.forms.spec_form import SpecForm
from gui.panels.experiment.card_surface import CardSurface
from gui.panels.experiment.layer_text import settings_line
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton


class LayerCard(QWidget):
    """Shows a layer's settings, output shape and parameter count; unfolds into a form.

    Parameters
    ----------
    theme : CurrentTheme

    Signals
    -------
    clicked()
    drag_moved(QPoint)
        The card is being dragged; where the pointer is on the screen.
    drag_ended(bool)
        The card was let go; False if the user gave up.
    field_edited(str, object)
    finished()
        The user left a field.
    remove_wanted(), duplicate_wanted()
    """

    clicked = Signal()
    drag_moved = Signal(QPoint)
    drag_ended = Signal(bool)
    field_edited = Signal(str, object)
    finished = Signal()
    remove_wanted = Signal()
    duplicate_wanted = Signal()

    def __init__(self, theme: CurrentTheme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spec: LayerSpec | None = None
        self._form: QWidget | None = None
        self._spec_form: SpecForm | None = None
        self._press: QPoint | None = None
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = CardSurface(theme)
        self._title = _label("title")
        self._settings = _label("caption")
        self._settings.setWordWrap(True)
        self._shape = _label("number")
        self._shape.setToolTip("Shape of what comes out, for one image.")
        self._count = _label("number")
        self._count.setToolTip("How many trainable numbers the layer has.")
        self._problem = _label("error")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._build_layout()

    @property
    def kind(self) -> str:
        """Kind of the shown layer; empty for the input."""
        return self._spec.KIND if self._spec is not None else ""

    def show_input(self, shape: Shape) -> None:
        """Be the card of the network's input."""
        self._title.setText("Input")
        self._settings.setText(
            "grey, 0…1" if len(shape) == 3 and shape[-1] == 1 else "values 0…1"
        )
        self._count.hide()
        self._shape.setText(shape_text(shape))
        self._body.setToolTip("One image, as the network sees it: 0 is no ink, 1 full ink.")
        self.setAccessibleName("Input")

    def show_layer(self, spec: LayerSpec, *, keep_typed: bool) -> None:
        """Be the card of `spec`; a card keeps its kind."""
        self._spec = spec
        self._title.setText(spec.TITLE)
        settings = settings_line(spec)
        self._settings.setText(settings)
        self._settings.setVisible(bool(settings))
        self._body.setToolTip(
            f"{spec.EXPLAINS}\nClick to edit; drag, or Alt+Up and Alt+Down, to move."
        )
        self.setAccessibleName(f"{spec.TITLE} {settings}")
        if self._spec_form is not None:
            self._spec_form.show_spec(spec, keep_typed=keep_typed)

    def show_outline(self, output_shape: Shape | None, parameter_count: int | None) -> None:
        """Show what comes out and how many parameters it takes; None is not known."""
        self._shape.setText("?" if output_shape is None else shape_text(output_shape))
        self._count.setText(f"{parameter_count or 0:,}")
        self._count.setVisible(bool(parameter_count))

    def show_problem(self, problem: str) -> None:
        """Mark the card and show the sentence below it; an empty one takes both away."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._body.set_invalid(bool(problem))

    def set_selected(self, is_selected: bool) -> None:
        """Show that all pictures show this layer of the run."""
        self._body.set_selected(is_selected)

    def set_open(self, is_open: bool) -> None:
        """Unfold the form, or fold it away."""
        self._body.set_open(is_open)
        if is_open and self._form is None and self._spec is not None:
            self._form = self._build_form(self._spec)
            self._column.addWidget(self._form)
        if self._form is not None:
            self._form.setVisible(is_open)

    def set_name(self, name: str) -> None:
        """Give the card and its parts their object names."""
        self.setObjectName(name)
        for part, widget in (
            ("body", self._body),
            ("title", self._title),
            ("settings", self._settings),
            ("shape", self._shape),
            ("count", self._count),
            ("problem", self._problem),
        ):
            widget.setObjectName(f"{name}_{part}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._press = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None or self._spec is None:
            return
        moved = (event.position().toPoint() - self._press).manhattanLength()
        if self._is_dragged or moved >= QApplication.startDragDistance():
            self._is_dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_moved.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        if self._is_dragged:
            self._end_drag(is_wanted=True)
        else:
            self._press = None
            self.clicked.emit()

    def give_up_drag(self) -> bool:
        """Let go without moving; return whether the card was being dragged."""
        was_dragged = self._is_dragged
        if was_dragged:
            self._end_drag(is_wanted=False)
        return was_dragged

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._body.set_focused(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._body.set_focused(False)

    def _end_drag(self, *, is_wanted: bool) -> None:
        self._press = None
        self._is_dragged = False
        self.unsetCursor()
        self.drag_ended.emit(is_wanted)

    def _build_layout(self) -> None:
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._title, 0, 0)
        grid.addWidget(self._shape, 0, 1, right)
        grid.addWidget(self._settings, 1, 0)
        grid.addWidget(self._count, 1, 1, right)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(12, 6, 10, 6)
        self._column.setSpacing(8)
        self._column.addLayout(grid)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addWidget(self._body)
        outer.addWidget(self._problem)

    def _build_form(self, spec: LayerSpec) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(6)
        self._spec_form = SpecForm(spec, name="layer")
        self._spec_form.edited.connect(self.field_edited)
        self._spec_form.finished.connect(self.finished)
        if not self._spec_form.is_empty:
            column.addWidget(self._spec_form)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addStretch(1)
        for icon_name, text, name, signal in (
            ("duplicate", "Duplicate this layer (Ctrl+D)", "duplicate_layer",
             self.duplicate_wanted),
            ("trash", "Remove this layer (Delete)", "remove_layer", self.remove_wanted),
        ):  # fmt: skip
            button = IconButton(icon_name, text, self._theme, name=name)
            button.clicked.connect(signal)
            buttons.addWidget(button)
        column.addLayout(buttons)
        return form


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
