"""The sets of data that are known by name: what they are, and how to come by them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.catalogue.data_folders import folder_of
from core.catalogue.known_set import KnownSet
from core.catalogue.known_sets import KNOWN_SETS
from core.catalogue.set_state import SetState, state_of, state_text
from core.number_words import counted
from gui.dialogs.data_sets_table import DataSetsTable
from gui.dialogs.dialog_buttons import LEAVING, DialogButtons
from gui.dialogs.fitting_dialog import FittingDialog
from gui.widgets.dynamic_property import set_dynamic_property

WIDTH = 860
NAME = "data_sets"
USES = "Train the next run on this set (Enter)"
STOPS = "Stop; what came so far is removed (Esc)"
NOT_HERE = "Only a set that is on this computer can be used: download it, or open a copy."


class DataSetsDialog(FittingDialog):
    """Lists the sets; uses one, downloads it, or takes a copy from elsewhere.

    Signals
    -------
    use_wanted(str)
        The set of that name is to be trained on.
    download_wanted(KnownSet)
    copy_wanted(KnownSet)
        The user wants to say where a copy of it is.
    stop_wanted()
        What is on its way is not wanted any more.
    """

    use_wanted = Signal(str)
    download_wanted = Signal(object)
    copy_wanted = Signal(object)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget, chosen: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(f"{NAME}_dialog")
        self.setWindowTitle("Known data sets")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._is_busy = False
        self.table = DataSetsTable(f"{NAME}_table")
        self._headline = _label(f"{NAME}_headline", "headline")
        self._line = _label(f"{NAME}_line", "muted")
        self._credit = _label(f"{NAME}_credit", "")
        self._credit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._credit.setMinimumHeight(self._credit.fontMetrics().lineSpacing() * 7)
        self._progress = QProgressBar()
        self._progress.setObjectName(f"{NAME}_progress")
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._message = _label(f"{NAME}_message", "muted")
        self._message.setMinimumHeight(self._message.fontMetrics().lineSpacing() * 3)
        self._buttons = DialogButtons(self, "Use", "Close", name=NAME, does=USES)
        self._download = _button("Download", f"{NAME}_download")
        self._copy = _button("Open a local copy…", f"{NAME}_copy")
        self._copy.setToolTip(
            "Use a folder with the files of this set, or its archive, wherever it lies."
        )
        self._hold_width("Cancel")
        self._lay_out()
        self._download.clicked.connect(self._on_download)
        self._copy.clicked.connect(self._on_copy)
        self.table.chosen.connect(self._on_chosen)
        self.table.use_wanted.connect(self.accept)
        self.show_states()
        self.table.choose(chosen if chosen in KNOWN_SETS else next(iter(KNOWN_SETS)))

    def show_states(self) -> None:
        """Look anew which sets are here."""
        self.table.show_states({name: state_of(known) for name, known in KNOWN_SETS.items()})
        self._show_buttons()

    @Slot(float, str)
    def show_progress(self, share: float, text: str) -> None:
        """Show how far what is on its way is."""
        if self._is_busy:
            self._progress.setValue(round(1000 * share))
            self._say(text, "muted")

    @Slot(str)
    def show_arrival(self, name: str) -> None:
        """Say that a set is here now."""
        self._end()
        self.show_states()
        self.table.choose(name)
        self._say(f"{KNOWN_SETS[name].title} is on this computer.", "ok")

    @Slot(str)
    def show_failure(self, text: str) -> None:
        """Say why a set is not here; nothing is left of it."""
        self._end()
        self.show_states()
        self._say(text or "Stopped; nothing was kept.", "error" if text else "muted")
        if text and self._copy.isEnabled():
            self._copy.setFocus()

    def begin(self, text: str) -> None:
        """Show that a set is on its way."""
        self._is_busy = True
        self._progress.setValue(0)
        self._say(text, "muted")
        self._show_buttons()

    def accept(self) -> None:
        """Use the chosen set, if it is here."""
        if not self._is_busy and self._state.is_usable:
            self.use_wanted.emit(self.table.current.name)
            super().accept()

    def reject(self) -> None:
        """Stop what is on its way, or else close."""
        if self._is_busy:
            self.stop_wanted.emit()
            self.show_failure("")
        else:
            super().reject()

    @property
    def _state(self) -> SetState:
        return self.table.shown_state(self.table.current)

    def _end(self) -> None:
        self._is_busy = False
        self._show_buttons()

    @Slot()
    def _on_download(self) -> None:
        self.begin(f"Downloading {self.table.current.title}…")
        self.download_wanted.emit(self.table.current)

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(self.table.current)

    @Slot()
    def _on_chosen(self) -> None:
        known = self.table.current
        self._headline.setText(f"{known.title}: {known.about}")
        self._line.setText(
            f"{counted(known.train_count, 'image')} to train and validate on, "
            f"{known.test_count:,} to test on"
        )
        self._credit.setText(
            f"{_classes(known)}\nLicence: {known.credit.licence}\n"
            f"To cite: {known.credit.citation}\nHome: {known.credit.home}\n"
            f"In a terminal: --data {known.name}"
        )
        if not self._is_busy:
            self._say(_place_text(known, self._state), "muted")
        self._show_buttons()

    def _show_buttons(self) -> None:
        if not self.table.has_choice:
            return
        known, is_free = self.table.current, not self._is_busy
        self.table.setEnabled(is_free)
        self._progress.setVisible(self._is_busy)
        is_usable = is_free and self._state.is_usable
        if self._buttons.act is not None:
            self._buttons.act.setEnabled(is_usable)
            self._buttons.act.setToolTip(USES if is_usable else NOT_HERE)
        self._download.setEnabled(is_free and self._state is SetState.DOWNLOADABLE)
        self._download.setToolTip(_download_tip(known, self._state))
        self._copy.setEnabled(is_free and not known.is_built_in)
        leave = "Cancel" if self._is_busy else "Close"
        self._buttons.leave.setText(leave)
        self._buttons.leave.setToolTip(STOPS if self._is_busy else LEAVING[leave])

    def _say(self, text: str, role: str) -> None:
        set_dynamic_property(self._message, "role", role)
        self._message.setText(text)

    def _hold_width(self, text: str) -> None:
        """Give the button that leaves the width of its longer text: none moves beside it."""
        leave, shown = self._buttons.leave, self._buttons.leave.text()
        leave.ensurePolished()
        leave.setText(text)
        leave.setMinimumWidth(leave.sizeHint().width())
        leave.setText(shown)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._copy)
        foot.addWidget(self._download)
        foot.addStretch(1)
        foot.addWidget(self._buttons)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._headline)
        column.addWidget(self._line)
        column.addSpacing(4)
        column.addWidget(self.table)
        column.addSpacing(4)
        column.addWidget(self._credit)
        column.addWidget(self._progress)
        column.addWidget(self._message)
        self.lay_out(column, foot)
        self.setFixedWidth(WIDTH)


def _place_text(known: KnownSet, state: SetState) -> str:
    text = state_text(known, state)
    folder = folder_of(known)
    return f"{text[0].upper()}{text[1:]}{f', in {folder}' if folder is not None else ''}."


def _classes(known: KnownSet) -> str:
    if not known.class_names:
        return f"{known.class_count} classes, named by its files"
    shown = ", ".join(known.class_names[:10])
    more = known.class_count - 10
    return f"Classes: {shown}{f' and {more} more' if more > 0 else ''}"


def _download_tip(known: KnownSet, state: SetState) -> str:
    if state is SetState.DOWNLOADABLE:
        return f"Fetch this set from where it is published: {known.credit.home}"
    if state.is_usable:
        return "This set is here already."
    return "This set cannot be downloaded from here."


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setWordWrap(True)
    return label


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAutoDefault(False)
    return button
