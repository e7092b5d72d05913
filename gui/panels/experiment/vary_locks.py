"""The locks beside fields: an open one lets a sweep vary the field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from core.experiment import Experiment
from core.fields import field_rules
from core.sweeping.setting_path import PARTS_OF_KINDS
from core.sweeping.varied_fields import VariedField, varied_fields
from gui.forms.field_row import FieldRow
from gui.panels.experiment.layer_card import LayerCard
from gui.state.experiment_document import ExperimentDocument
from gui.state.sweep_space import SweepSpace
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

ROW, CARD = "_row", "layer_card_"
#: Parts of the experiment whose rows have their name in front.
PARTS = ("schedule", "augmentation", "early_stopping")
SIZE = 22
NOTICED = (
    QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.Resize,
    QEvent.Type.FocusIn, QEvent.Type.FocusOut,
)  # fmt: skip
VARIED = "A sweep varies it: the lock is open. Click to keep it as it is here."
KEPT = "Click to let a sweep vary it."


class VaryLocks(QObject):
    """Puts a lock beside the field under the mouse, the one with the keyboard, and open ones.

    Parameters
    ----------
    form : QWidget
        Whose rows are watched, from `attend` on.
    document : ExperimentDocument
    space : SweepSpace
    theme : CurrentTheme
    """

    def __init__(
        self,
        form: QWidget,
        document: ExperimentDocument,
        space: SweepSpace,
        theme: CurrentTheme,
    ) -> None:
        super().__init__(form)
        self._form, self._document, self._space, self._theme = form, document, space, theme
        self._locks: dict[FieldRow, IconButton] = {}
        self._watched: set[FieldRow] = set()
        self._held: FieldRow | None = None  # with the keyboard
        space.changed.connect(self.attend)

    @Slot()
    def attend(self) -> None:
        """Watch the rows there are now, and show which are varied."""
        rows = self._form.findChildren(FieldRow)
        alive = set(rows)
        self._watched &= alive
        self._locks = {row: lock for row, lock in self._locks.items() if row in alive}
        self._held = self._held if self._held in alive else None
        for row in rows:
            if row not in self._watched:
                self._watched.add(row)
                self._attend_to(row)
            self._show(row, is_near=row is self._held or row.underMouse())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in NOTICED or not isinstance(watched, QWidget):
            return False
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            row = _row_of(watched)
            self._held = row if kind == QEvent.Type.FocusIn else None
        else:
            row = watched if isinstance(watched, FieldRow) else None
        if row is not None and row in self._watched:
            is_near = row is self._held or kind == QEvent.Type.Enter
            self._show(row, is_near=is_near or (row.underMouse() and kind != QEvent.Type.Leave))
        return False

    def _attend_to(self, row: FieldRow) -> None:
        row.installEventFilter(self)
        for part in row.findChildren(QWidget):
            part.installEventFilter(self)

    def _show(self, row: FieldRow, *, is_near: bool) -> None:
        path = path_of(row)
        is_varied = self._space.varies(path)
        lock = self._locks.get(row)
        if lock is None:
            if not (is_varied or (is_near and self._field(path) is not None)):
                return
            lock = self._made(row)
        lock.show_icon("unlock" if is_varied else "lock", VARIED if is_varied else KEPT)
        lock.setProperty("path", path)
        lock.setVisible(is_varied or is_near)
        self._place(row)

    def _made(self, row: FieldRow) -> IconButton:
        name = f"{row.objectName().removesuffix(ROW)}_vary"
        lock = IconButton("lock", KEPT, self._theme, name=name, parent=row)
        lock.setProperty("role", "tiny")
        lock.setFixedSize(SIZE, SIZE)
        # the keyboard varies a field in the Sweep panel: a stop that comes with the focus
        # and goes with it would be there on the way forth and not on the way back
        lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lock.clicked.connect(self._on_clicked)
        self._locks[row] = lock
        return lock

    def _place(self, row: FieldRow) -> None:
        """Put the lock at the right end of the label: nothing moves when it comes."""
        lock = self._locks.get(row)
        label = row.findChild(QLabel, f"{row.objectName().removesuffix(ROW)}_label")
        if lock is None or label is None:
            return
        where = label.geometry()
        lock.move(QPoint(where.right() + 1 - SIZE, where.top() + (where.height() - SIZE) // 2))
        lock.raise_()

    def _field(self, path: str) -> VariedField | None:
        fields = varied_fields(self._document.experiment)
        return next((one for one in fields if one.path == path), None)

    @Slot()
    def _on_clicked(self) -> None:
        lock = self.sender()
        path = str(lock.property("path")) if isinstance(lock, QWidget) else ""
        if self._space.varies(path):
            self._space.keep(path)
        elif (field := self._field(path)) is not None:
            self._space.vary(path, field.usual_values())


def path_of(row: FieldRow) -> str:
    """Return the path of the field that a row of the form stands for, if there is such one."""
    name = row.objectName().removesuffix(ROW)
    card = _card_of(row)
    if card is not None:
        place = card.objectName().removeprefix(CARD)
        return f"layers.{place}.{name.removeprefix('layer_')}"
    for part in PARTS:
        if name.startswith(f"{part}_"):
            return f"{part}.{name.removeprefix(f'{part}_')}"
    if name in PARTS_OF_KINDS or name in field_rules(Experiment):
        return name
    return f"optimizer.{name}"  # the only form whose rows have no prefix


def _row_of(widget: QWidget) -> FieldRow | None:
    outer: QWidget | None = widget
    while outer is not None and not isinstance(outer, FieldRow):
        outer = outer.parentWidget()
    return outer


def _card_of(row: FieldRow) -> LayerCard | None:
    outer = row.parentWidget()
    while outer is not None and not isinstance(outer, LayerCard):
        outer = outer.parentWidget()
    return outer
