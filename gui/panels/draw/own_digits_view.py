"""The gallery of the user's own digits."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from core.arrays import shape_text
from core.datasets.dataset import Dataset
from core.drawing.own_digits import may_be_of
from core.number_text import percent_text
from core.number_words import counted
from gui.panels.draw.own_digits_keeper import OwnDigitsKeeper
from gui.panels.draw.picture_list import CELL, PictureList
from gui.theme.theme import CurrentTheme
from gui.widgets.icon_button import IconButton

HEIGHT = 2 * 28 + CELL.height()
WITH_WORDS = 230  # screen pixels from which the button has words
BESIDE = 420  # and from which the count stands beside
TIP = (
    "Click a digit to have it on the board. A digit key says what it is, Del takes it out; "
    "both can be taken back."
)
#: Of data whose images are something else.
ELSEWHERE = "not for images of {}"
DIGITS = tuple("0123456789")
NONE_YET = (
    "Keep a drawing, and it is a sample of your own: to test the network, or to train it."
)


class OwnDigitsView(QWidget):
    """Shows what the network says of each digit; lets digits be used, relabelled, deleted.

    Parameters
    ----------
    keeper : OwnDigitsKeeper
    theme : CurrentTheme

    Signals
    -------
    chosen(int)
        A digit is to be on the board.
    training_wanted()
        The digits are to be learned from.
    """

    chosen = Signal(int)
    training_wanted = Signal()

    def __init__(
        self, keeper: OwnDigitsKeeper, theme: CurrentTheme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._theme = theme
        self._names: Sequence[str] = ()
        self._dataset: Dataset | None = None
        self._shown: tuple[object, ...] = ()
        heading = QLabel("My digits")
        heading.setProperty("role", "title")
        heading.setToolTip(TIP)
        self._says = QLabel()
        self._says.setObjectName("own_digits_says")
        self._says.setProperty("role", "muted")
        self._says.setTextFormat(Qt.TextFormat.PlainText)
        self._says.setWordWrap(True)
        self._says.setToolTip("How many of your digits the network at this step gets right.")
        self._undo = IconButton(
            "undo", "Take back what was last done to my digits", theme, name="own_digits_undo"
        )
        self._train = IconButton(
            "plus", "Learn from these digits, too, in the next run", theme,
            name="own_digits_train",
        )  # fmt: skip
        self._train.show_label("Add to training")
        self.list = PictureList("own_digits", "My digits", theme, takes_keys=True)
        self.list.setToolTip(TIP)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._row, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._row.addWidget(heading)
        self._is_wide = True
        self._row.addWidget(self._says, 1)
        self._row.addWidget(self._undo)
        self._row.addWidget(self._train)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._row)
        self._column.addWidget(self.list, 1)
        self._undo.clicked.connect(keeper.undo)
        self._train.clicked.connect(self.training_wanted)
        self.list.itemClicked.connect(self._on_clicked)
        self.list.itemActivated.connect(self._on_clicked)
        self.list.digit_pressed.connect(self._on_digit)
        self.list.deleted.connect(keeper.delete)
        self.list.customContextMenuRequested.connect(self._on_menu)
        theme.changed.connect(self._on_theme_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._train.show_label("Add to training" if self.width() >= WITH_WORDS else "")
        is_wide = self.width() >= BESIDE
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        if is_wide:
            self._column.removeWidget(self._says)
            self._row.takeAt(1)  # what kept the buttons at the right
            self._row.insertWidget(1, self._says, 1)
        else:
            self._row.removeWidget(self._says)
            self._row.insertStretch(1, 1)
            self._column.insertWidget(1, self._says)

    def show_digits(self, names: Sequence[str], dataset: Dataset | None) -> None:
        """Show the digits as they are now.

        Parameters
        ----------
        names : sequence of str
            Of the classes that the shown network knows.
        dataset : Dataset or None
            At hand: what the next run learns from.
        """
        keeper = self._keeper
        fits = dataset is None or may_be_of(dataset.image_shape, dataset.class_names)
        if not fits:  # they are of other classes than these
            names = DIGITS
        self._names, self._dataset = names, dataset
        shown = (keeper.digits, keeper.said, tuple(names))
        if shown != self._shown:
            self._shown = shown
            self._fill()
        right, judged = keeper.judged
        count = len(keeper.digits)
        says = counted(count, "drawing") if count else NONE_YET
        if judged:
            says += f" · {right:,} right ({percent_text(right / judged)})"
        if judged and judged < count:
            says += f" of {judged:,} that the network has a class for"
        if count and dataset is not None and not fits:
            says += f" · {ELSEWHERE.format(shape_text(dataset.image_shape[:2]))}"
        self._says.setText(says)
        self._undo.setEnabled(keeper.may_undo)
        self._train.setEnabled(count > 0 and fits)

    def _fill(self) -> None:
        place = self.list.currentRow()
        digits = self._keeper.digits
        self.list.cut_to(len(digits))
        for at in range(len(digits)):
            self._show_item(self.list.item_at(at), at)
        if 0 <= place < len(digits):
            self.list.setCurrentRow(place)

    def _show_item(self, item: QListWidgetItem, at: int) -> None:
        keeper, theme = self._keeper, self._theme.theme
        label = int(keeper.digits.labels[at])
        said = keeper.said.get(at)
        text, color, words = self._name(label), theme.truth, f"meant as {self._name(label)}"
        if said is not None:
            is_right = said == label
            text += "   ✓" if is_right else f"   ✗ {self._name(said)}"
            color = theme.truth if is_right else theme.error
            words += f", the network says {self._name(said)}"
        item.setText(text)
        item.setForeground(QColor(color))
        item.setToolTip(words.capitalize())
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setIcon(self.list.icon_of(keeper.digits.images[at, ..., 0]))

    def _name(self, label: int) -> str:
        return self._names[label] if label < len(self._names) else str(label)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._shown = ()
        self.show_digits(self._names, self._dataset)

    @Slot(QListWidgetItem)
    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.list.row(item))

    @Slot(int, int)
    def _on_digit(self, place: int, label: int) -> None:
        if label < len(self._names):
            self._keeper.relabel(place, label)

    @Slot(QPoint)
    def _on_menu(self, where: QPoint) -> None:
        item = self.list.itemAt(where)
        if item is None:
            return
        place = self.list.row(item)
        menu = self.menu_of(place)
        menu.popup(self.list.viewport().mapToGlobal(where))

    def menu_of(self, place: int) -> QMenu:
        """Return what can be done with a digit."""
        menu = QMenu(self)
        menu.setObjectName("own_digits_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = menu.addMenu("It is a")
        for label, name in enumerate(self._names):
            action = names.addAction(name)
            action.setData(("label", place, label))
        menu.addAction("Delete").setData(("delete", place, 0))
        menu.triggered.connect(self._on_menu_chosen)
        return menu

    @Slot(QAction)
    def _on_menu_chosen(self, action: QAction) -> None:
        what, place, label = action.data()
        if what == "delete":
            self._keeper.delete(place)
        else:
            self._keeper.relabel(place, label)
