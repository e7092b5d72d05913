"""The locks beside fields: an open one lets a sweep vary the field."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Slot
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

from core.experiment import Experiment
from core.fields import field_rules
from core.sweeping.setting_path import PARTS_OF_KINDS
from core.sweeping.varied_fields import VariedField, varied_fields
from gui.forms.field_row import FieldRow
from gui.panels.experiment.layer_card import LayerCard
from gui.panels.experiment.vary_lock import SIZE, VARIED, VaryLock
from gui.state.experiment_document import ExperimentDocument
from gui.state.sweep_space import SweepSpace
from gui.theme.theme import CurrentTheme

ROW, CARD = "_row", "layer_card_"
#: Parts of the experiment whose rows have their name in front.
PARTS = ("schedule", "augmentation", "early_stopping")
NOTICED = (
    QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.Resize,
    QEvent.Type.FocusIn, QEvent.Type.FocusOut,
)  # fmt: skip


class VaryLocks(QObject):
    """Puts a lock beside each field that can be varied.

    Those of fields that mouse or keyboard come to are made at once, all of them with the first
    key that goes through the form, or once there is time.

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
        self._locks: dict[FieldRow, VaryLock] = {}
        self._watched: set[FieldRow] = set()
        self._held: FieldRow | None = None  # with the keyboard
        self._are_all_made = False
        space.changed.connect(self.attend)

    def make_all(self) -> None:
        """Make the locks of all fields, and from now on of all that come."""
        if not self._are_all_made:
            self._are_all_made = True
            self.attend()

    @Slot()
    def attend(self) -> None:
        """Watch the rows there are now, and show which are varied."""
        rows = self._form.findChildren(FieldRow)
        alive = set(rows)
        self._watched &= alive
        self._locks = {row: lock for row, lock in self._locks.items() if row in alive}
        self._held = self._held if self._held in alive else None
        fields = self._fields()
        for row in rows:
            if row not in self._watched:
                self._watched.add(row)
                self._attend_to(row)
            self._show(row, fields, is_near=row is self._held or row.underMouse())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in NOTICED or not isinstance(watched, QWidget):
            return False
        if kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            row = _row_of(watched)
            self._held = row if kind == QEvent.Type.FocusIn else None
            if kind == QEvent.Type.FocusIn:
                self.make_all()
        else:
            row = watched if isinstance(watched, FieldRow) else None
        if row is not None and row in self._watched:
            is_near = row is self._held or kind == QEvent.Type.Enter
            is_near = is_near or (row.underMouse() and kind != QEvent.Type.Leave)
            if row in self._locks:
                self._locks[row].set_near(is_near=is_near)
                self._place(row)
            elif is_near:
                self._show(row, self._fields(), is_near=True)
        return False

    def _attend_to(self, row: FieldRow) -> None:
        row.installEventFilter(self)
        for part in row.findChildren(QWidget):
            part.installEventFilter(self)

    def _show(self, row: FieldRow, fields: Mapping[str, VariedField], *, is_near: bool) -> None:
        path = path_of(row)
        is_varied = self._space.varies(path)
        lock = self._locks.get(row)
        if lock is None:
            is_wanted = is_near or self._are_all_made
            if not (is_varied or (is_wanted and path in fields)):
                return
            lock = self._made(row)
        label = _label_of(row)
        lock.show_field(path, label.text() if label else path, is_varied=is_varied)
        lock.set_near(is_near=is_near)
        lock.setVisible(is_varied or path in fields)
        self._place(row)

    def _made(self, row: FieldRow) -> VaryLock:
        lock = VaryLock(self._theme, f"{row.objectName().removesuffix(ROW)}_vary", row)
        lock.installEventFilter(self)
        lock.clicked.connect(self._on_clicked)
        self._locks[row] = lock
        return lock

    def _place(self, row: FieldRow) -> None:
        """Put the lock at the right end of the label: nothing moves when it comes."""
        lock, label = self._locks.get(row), _label_of(row)
        if lock is None or label is None:
            return
        where = label.geometry()
        lock.move(QPoint(where.right() + 1 - SIZE, where.top() + (where.height() - SIZE) // 2))
        lock.raise_()

    def _fields(self) -> dict[str, VariedField]:
        """Return what can be varied, by path."""
        return {one.path: one for one in varied_fields(self._document.experiment)}

    @Slot()
    def _on_clicked(self) -> None:
        lock = self.sender()
        if not isinstance(lock, VaryLock):
            return
        if self._space.varies(lock.path):
            self._space.keep(lock.path)
            QToolTip.hideText()
        elif (field := self._fields().get(lock.path)) is not None:
            self._space.vary(lock.path, field.usual_values())
            # at once: nothing else here changes, and the way leads to another panel
            QToolTip.showText(lock.mapToGlobal(lock.rect().bottomLeft()), VARIED, lock)
        self.attend()  # also where nothing changed: the button has changed by itself


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


def _label_of(row: FieldRow) -> QLabel | None:
    return row.findChild(QLabel, f"{row.objectName().removesuffix(ROW)}_label")


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
