"""A panel over time, as a GIF or as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from core.number_text import fixed_text
from gui.dialogs.asks_where import AsksWhere
from gui.dialogs.dialog_buttons import LEAVING, DialogButtons
from gui.dialogs.dialog_headline import DialogHeadline
from gui.film.film_caption import HEIGHT
from gui.film.film_maker import FilmMaker
from gui.film.film_plan import MOST_PICTURES, FilmFormat, FilmPlan, spread_steps
from gui.film.step_navigator import StepNavigator
from gui.theme.theme import CurrentTheme
from gui.widgets.choice_box import ChoiceBox
from gui.widgets.dynamic_property import set_dynamic_property
from gui.widgets.segmented_control import SegmentedControl

FIRST_PICTURES, FIRST_RATE = 60, 10
FASTEST = 50
ASKS = "Choose where to write, and begin (Enter)"
STOPS = "Make no more pictures; nothing is written (Esc)"
_FORMATS = (
    (FilmFormat.GIF, "Animated GIF", "One file that plays in every browser and on slides."),
    (FilmFormat.PNG, "PNG pictures", "A folder with one picture per step, without loss."),
)


class ExportOverTime(QDialog):
    """Chooses panel, steps and format, and shows how far the film is.

    Parameters
    ----------
    panels : mapping of str to QWidget
        By title; the first is chosen.
    navigator : StepNavigator
        Shows any step in all panels.
    file_dialogs : AsksWhere
    theme : CurrentTheme

    Signals
    -------
    panel_chosen(str)
        Its title; it has to be in sight to be drawn.
    """

    panel_chosen = Signal(str)

    def __init__(
        self,
        panels: Mapping[str, QWidget],
        navigator: StepNavigator,
        file_dialogs: AsksWhere,
        theme: CurrentTheme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("export_over_time")
        self.setWindowTitle("Export over time")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._panels = panels  # one is made only when it is chosen
        self._navigator = navigator
        self._file_dialogs = file_dialogs
        self.maker = FilmMaker(navigator, theme, self)
        self._build()
        self.maker.advanced.connect(self._on_advanced)
        self.maker.finished.connect(self._on_finished)
        self.maker.failed.connect(self._on_failed)
        self._describe()

    def choose_panel(self, title: str) -> None:
        """Choose the panel that is exported."""
        self._panel.setCurrentIndex(max(0, self._panel.findText(title)))

    def export(self, path: Path) -> None:
        """Make the film that is described, and write it to `path`."""
        plan = FilmPlan(path, self._steps(), self._chosen_format(), float(self._rate.value()))
        self._say("", "muted")
        self.maker.start(plan, self._panels[self._panel.currentText()])
        self._show_state()

    def accept(self) -> None:
        """Let the user choose where the film goes; the dialog stays."""
        name = f"{self._panel.currentText().lower().replace(' ', '-')}-over-time"
        if self._chosen_format() is FilmFormat.GIF:
            asked = "Export over time", f"{name}.gif", "Animated GIF (*.gif)"
        else:
            asked = "Name of a new folder for the pictures", name, "Folder (*)"
        self._file_dialogs.ask_to_save(*asked, self.export)

    def reject(self) -> None:
        """Cancel the film that is being made, or else close."""
        if self.maker.is_busy:
            self.maker.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the thread."""
        self.maker.shut_down()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """End the thread, however the dialog is closed."""
        self.maker.shut_down()
        super().done(result)

    def _chosen_format(self) -> FilmFormat:
        return FilmFormat(self._format.current)

    def _steps(self) -> tuple[int, ...]:
        return spread_steps(self._first.value(), self._last.value(), self._count.value())

    @Slot()
    def _describe(self) -> None:
        """Say what will come of it, and allow only what makes sense."""
        panel = self._panels.get(self._panel.currentText())
        is_gif = self._chosen_format() is FilmFormat.GIF
        self._rate.setEnabled(is_gif)
        is_right = panel is not None and self._first.value() <= self._last.value()
        if panel is None:
            text = "No panel can be seen."
        elif not is_right:
            text = "The first step must not be after the last one."
        else:
            pictures = len(self._steps())
            size = f"{panel.width()}×{panel.height() + HEIGHT} pixels"
            text = f"{pictures} picture{'s' * (pictures != 1)} of {size}"
            if is_gif:
                text += f", {fixed_text(pictures / self._rate.value(), 1)} s"
        set_dynamic_property(self._summary, "role", "caption" if is_right else "error")
        self._summary.setText(text)
        self._allow_start(may=is_right)

    @Slot(int, int)
    def _on_advanced(self, done: int, total: int) -> None:
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._say(f"Picture {done} of {total}", "muted")

    @Slot(object)
    def _on_finished(self, path: Path) -> None:
        self._say(f"Written: {path.name}", "ok")
        self._show_state()

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self._say(text or "Cancelled; nothing was written.", "error" if text else "muted")
        self._show_state()

    def _say(self, text: str, role: str) -> None:
        set_dynamic_property(self._message, "role", role)
        self._message.setText(text)

    def _show_state(self) -> None:
        is_busy = self.maker.is_busy
        self._form.setEnabled(not is_busy)
        self._allow_start(may=not is_busy)
        self._progress.setVisible(is_busy)
        leave = "Cancel" if is_busy else "Close"
        self._buttons.leave.setText(leave)
        self._buttons.leave.setToolTip(STOPS if is_busy else LEAVING[leave])

    def _allow_start(self, *, may: bool) -> None:
        if self._buttons.act is not None:
            self._buttons.act.setEnabled(may)

    def _build(self) -> None:
        name = self.objectName()
        self._form = self._build_form(name)
        self._buttons = DialogButtons(self, "Export…", "Close", name=name, does=ASKS)
        self._summary = QLabel()
        self._summary.setObjectName(f"{name}_summary")
        self._progress = QProgressBar()
        self._progress.setObjectName(f"{name}_progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._message = QLabel()
        self._message.setObjectName(f"{name}_message")
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(DialogHeadline("Export over time", f"{name}_headline"))
        column.addWidget(self._form)
        column.addWidget(self._summary)
        column.addWidget(self._progress)
        column.addWidget(self._message)
        column.addWidget(self._buttons)
        self.setMinimumWidth(400)
        self._panel.currentTextChanged.connect(self.panel_chosen)
        self._panel.currentIndexChanged.connect(self._describe)
        self._format.chosen.connect(self._describe)
        for spin in (self._first, self._last, self._count, self._rate):
            spin.valueChanged.connect(self._describe)

    def _build_form(self, name: str) -> QWidget:
        first, last = self._navigator.first_step, self._navigator.last_step
        self._panel = ChoiceBox()
        self._panel.setObjectName(f"{name}_panel")
        self._panel.addItems(list(self._panels))
        self._panel.setToolTip("The panel whose pictures are taken, as large as it is now.")
        self._first = _spin(f"{name}_first", first, last, first, "The first step shown.")
        self._last = _spin(f"{name}_last", first, last, last, "The last step shown.")
        self._count = _spin(
            f"{name}_count",
            1,
            MOST_PICTURES,
            FIRST_PICTURES,
            "How many, spread evenly over the steps.",
        )
        self._rate = _spin(f"{name}_rate", 1, FASTEST, FIRST_RATE, "Pictures a second.")
        self._format = SegmentedControl(_FORMATS, name=f"{name}_format")
        steps = QHBoxLayout()
        steps.setSpacing(8)
        to = QLabel("to")
        to.setObjectName(f"{name}_to")
        to.setProperty("role", "muted")
        for part in (self._first, to, self._last):
            steps.addWidget(part)
        steps.addStretch()
        whole = QWidget()
        form = QFormLayout(whole)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.addRow("Panel", self._panel)
        steps_label = QLabel("Steps")
        steps_label.setBuddy(self._first)
        form.addRow(steps_label, steps)
        form.addRow("Pictures", self._count)
        form.addRow("Format", self._format)
        form.addRow("Per second", self._rate)
        return whole


def _spin(name: str, low: int, high: int, value: int, tip: str) -> QSpinBox:
    spin = QSpinBox()
    spin.setObjectName(name)
    spin.setRange(low, min(high, 2**31 - 1))
    spin.setValue(value)
    spin.setMinimumWidth(90)
    spin.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    spin.setAlignment(Qt.AlignmentFlag.AlignRight)
    spin.setToolTip(tip)
    return spin
