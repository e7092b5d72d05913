"""The controls that pick a sample."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.datasets.sample import Part
from gui.panels.samples.index_box import IndexBox
from gui.panels.samples.part_chooser import PartChooser
from gui.state.loaded_data import LoadedData
from gui.state.sample_browser import SampleBrowser
from gui.theme.theme import CurrentTheme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.icon_button import IconButton

ANY_CLASS = "any"
SPACING = 6
TIGHT_SPACING = 4


class SampleActions(QWidget):
    """Part, index, neighbours, any, class and mistakes in one row.

    Parameters
    ----------
    browser : SampleBrowser
        Is asked for other samples, and shown as it is by `show_choice`.
    data : LoadedData
    theme : CurrentTheme
    """

    def __init__(
        self,
        browser: SampleBrowser,
        data: LoadedData,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._browser = browser
        self._data = data
        self._offered: tuple[object, ...] = ()
        self._parts = PartChooser("sample_part")
        self._place = IndexBox("sample_index")
        self._previous = IconButton(
            "previous", "Previous image that fits (P)", theme, name="sample_previous"
        )
        self._next = IconButton("next", "Next image that fits (N)", theme, name="sample_next")
        self._random = IconButton(
            "dice", "Any image that fits (R)", theme, name="sample_random"
        )
        self._classes = ChoiceBox()
        self._classes.setObjectName("sample_class")
        self._classes.setAccessibleName("Class")
        self._classes.setToolTip("Only images whose true class is this one.")
        fixed = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._classes.setSizeAdjustPolicy(fixed)
        self._classes.setFixedWidth(62)
        self._mistakes = QPushButton("Mistakes")
        self._mistakes.setObjectName("sample_mistakes")
        self._mistakes.setToolTip(
            "Only images the network gets wrong at this step. After more training, press twice "
            "to have all images judged anew."
        )
        self._mistakes.setCheckable(True)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        before = self._parts, self._previous, self._place, self._next
        for part in (*before, self._random, self._classes, self._mistakes):
            row.addWidget(part)
        self.set_tight(is_tight=False)
        self._wire()

    def wanted_width(self, *, is_tight: bool) -> int:
        """Return how wide the row is with whole names, or with short ones."""
        parts = [self._previous, self._place, self._next, self._random, self._classes]
        widths = [part.minimumWidth() or part.sizeHint().width() for part in parts]
        widths.append(self._parts.width_of(is_short=is_tight))
        widths.append(self._mistakes.sizeHint().width())
        return sum(widths) + len(parts) * 2 + (SPACING if not is_tight else TIGHT_SPACING) * 6

    def set_tight(self, *, is_tight: bool) -> None:
        """Use short names of the parts, or whole ones."""
        self._parts.set_short(is_short=is_tight)
        self._row.setSpacing(TIGHT_SPACING if is_tight else SPACING)

    def show_choice(self) -> None:
        """Show which samples one steps through, and which is shown."""
        browser, data = self._browser, self._data
        names = () if data.dataset is None else data.dataset.class_names
        offered = (data.parts(), names)
        if offered != self._offered:
            self._offered = offered
            self._parts.offer(data.parts(), browser.part)
            with QSignalBlocker(self._classes):
                self._classes.clear()
                self._classes.addItem(ANY_CLASS, None)
                for label, name in enumerate(names):
                    self._classes.addItem(name, label)
        if browser.part is not None:
            self._parts.show_part(browser.part)
        self._place.show_index(browser.index, count=browser.count)
        with QSignalBlocker(self._classes):
            wanted = browser.wanted_class
            self._classes.setCurrentIndex(0 if wanted is None else wanted + 1)
        with QSignalBlocker(self._mistakes):
            self._mistakes.setChecked(browser.only_mistakes)
        self.setEnabled(bool(data.parts()))
        is_one = browser.part is Part.DRAWING
        for button in (self._previous, self._next, self._random):
            button.setEnabled(browser.may_step)  # they lead out of a drawing
        for control in (self._place, self._classes, self._mistakes):
            control.setEnabled(not is_one)

    def sizeHint(self) -> QSize:
        return QSize(self.wanted_width(is_tight=False), super().sizeHint().height())

    def _wire(self) -> None:
        browser = self._browser
        self._parts.activated.connect(self._on_part_chosen)
        self._classes.activated.connect(self._on_class_chosen)
        self._place.valueChanged.connect(browser.show_index)
        self._previous.clicked.connect(browser.choose_previous)
        self._next.clicked.connect(browser.choose_next)
        self._random.clicked.connect(browser.choose_random)
        self._mistakes.toggled.connect(browser.choose_mistakes)

    def _on_part_chosen(self, _place: int) -> None:
        if self._parts.part is not None:
            self._browser.choose_part(self._parts.part)

    def _on_class_chosen(self, _place: int) -> None:
        self._browser.choose_class(self._classes.currentData())
