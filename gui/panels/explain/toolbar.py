"""Which class is explained, against which other one, and by which scale."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QLabel, QWidget

from gui.panels.explain.class_choice import ClassChoice, short_name
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.segmented_control import SegmentedControl

ALONE, AGAINST = "alone", "against"
OWN, SHARED = "own", "shared"
SPACING = 8
INSET = 3  # in line with the maps, which have room for an outline
QUESTION = "Which pixels speak for"
_SIDES = (
    (ALONE, "alone", "What moves the score of this class."),
    (AGAINST, "against", "What moves the score of this class away from that of another one."),
)
_SCALES = (
    (OWN, "own scales", "The largest number of each map has the full colour."),
    (SHARED, "one scale", "The largest number of all maps has the full colour."),
)
NO_OTHER = "This network has one score only: there is no other class."


class ExplainToolbar(QWidget):
    """Choose the explained class, alone or against another one, and the scale of colours.

    Parameters
    ----------
    name : str
        The controls are called ``{name}_class``, ``{name}_side``, ``{name}_other`` and
        ``{name}_scale``.

    Signals
    -------
    class_chosen(int), other_chosen(int)
    changed()
        Alone or against, or the scale.
    """

    class_chosen = Signal(int)
    other_chosen = Signal(int)
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = QLabel(QUESTION)
        self._question.setObjectName(f"{name}_question")
        self._class = _chooser(
            f"{name}_class", "Explained class", "The class that is explained (keys 0 to 9)."
        )
        self._side = SegmentedControl(_SIDES, name=f"{name}_side")
        self._other = _chooser(f"{name}_other", "Other class", "The class it is set against.")
        self._scale = SegmentedControl(_SCALES, name=f"{name}_scale")
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(SPACING)
        for part in (self._question, self._class, self._side, self._other):
            first.addWidget(part)
        first.addStretch(1)
        second.addWidget(self._scale)
        second.addStretch(1)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(INSET, 0, INSET, 0)
        self._rows.setSpacing(SPACING)
        self._rows.addLayout(first, 1)
        self._rows.addLayout(second)
        self._class.activated.connect(self._on_class_chosen)
        self._other.activated.connect(self._on_other_chosen)
        self._side.chosen.connect(self._on_chosen)
        self._scale.chosen.connect(self._on_chosen)
        self._show_parts()

    @property
    def is_against(self) -> bool:
        """Whether another class is set against the explained one."""
        return self._side.current == AGAINST

    @property
    def is_shared(self) -> bool:
        """Whether all maps have one scale."""
        return self._scale.current == SHARED

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def offer(self, choice: ClassChoice, names: Sequence[str]) -> None:
        """Show the classes and which are chosen; emits nothing."""
        entries = []
        for index in range(choice.classes):
            remark = choice.remark(index)
            entries.append(short_name(index, names) + (f" · {remark}" if remark else ""))
        _fill(self._class, entries, choice.index)
        has_other = choice.against is not None
        _fill(self._other, entries, choice.against if choice.against is not None else -1)
        if not has_other and self.is_against:
            self._side.choose(ALONE)
        self._side.set_available(AGAINST, available=has_other, why=NO_OTHER)

    def offer_scale(self, *, is_offered: bool) -> None:
        """Let the scale be chosen where there are maps to compare."""
        self._scale.setVisible(is_offered)

    def one_line_width(self) -> int:
        """Return how wide it is with all but the words of the question in one line."""
        scale = 0 if self._scale.isHidden() else self._scale.sizeHint().width() + SPACING
        return self._classes_width() + scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the scale below the classes where both do not fit, and leave out the words."""
        words = self._question.sizeHint().width() + SPACING
        is_wide = self.width() >= self.one_line_width()
        ways = QBoxLayout.Direction
        self._rows.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        room = self.width() - (self.one_line_width() - self._classes_width()) * is_wide
        self._question.setVisible(room >= words + self._classes_width())

    def _classes_width(self) -> int:
        classes = (self._class, self._side, self._other)
        return sum(part.sizeHint().width() + SPACING for part in classes)

    def _show_parts(self) -> None:
        policy = self._other.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing moves
        self._other.setSizePolicy(policy)
        self._other.setVisible(self.is_against)

    @Slot(int)
    def _on_class_chosen(self, index: int) -> None:
        self.class_chosen.emit(index)

    @Slot(int)
    def _on_other_chosen(self, index: int) -> None:
        self.other_chosen.emit(index)

    @Slot(str)
    def _on_chosen(self, _option: str) -> None:
        self._show_parts()
        self.changed.emit()


def _chooser(name: str, title: str, tip: str) -> QComboBox:
    chooser = ChoiceBox()
    chooser.setObjectName(name)
    chooser.setAccessibleName(title)
    chooser.setToolTip(tip)
    chooser.setMinimumContentsLength(len("9 · says") - 1)
    chooser.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    return chooser


def _fill(chooser: QComboBox, entries: Sequence[str], chosen: int) -> None:
    with QSignalBlocker(chooser):
        if [chooser.itemText(at) for at in range(chooser.count())] != list(entries):
            chooser.clear()
            chooser.addItems(list(entries))
        chooser.setCurrentIndex(chosen)
