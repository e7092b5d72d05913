"""What happens in the window when a run has ended by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.lab.ending import ending_sentence
from gui.lab.final_judge import FinalJudge, FinalJudgement
from gui.lab.lab import Lab
from gui.panels.filters.entry import FILTERS
from gui.panels.ledger.entry import LEDGER
from gui.window.end_card import EndCard
from gui.window.panel_dock import PanelDock
from gui.window.time_actions import TimeActions
from gui.window.transport_bar import TransportBar

MISTAKES = "See what it gets wrong"


class RunEnd(QObject):
    """Has the test images judged, and shows what came out in a card and in the transport.

    Parameters
    ----------
    lab : Lab
    transport : TransportBar
    docks : mapping of str to PanelDock
    time_actions : TimeActions
    window : QWidget

    Signals
    -------
    mistakes_wanted(bool)
        The user wants to see what the network gets wrong.
    said(str)
        A sentence that the card says better.
    """

    mistakes_wanted = Signal(bool)
    said = Signal(str)

    def __init__(
        self,
        lab: Lab,
        transport: TransportBar,
        docks: Mapping[str, PanelDock],
        time_actions: TimeActions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._lab = lab
        self._transport = transport
        steps: dict[str, Callable[[], object]] = {
            MISTAKES: partial(self.mistakes_wanted.emit, True),
            "Look at its filters": docks[FILTERS.id].come_forward,
            "Try another learning rate…": time_actions.ask_to_branch,
        }
        self.judge = FinalJudge(lab, self)
        self.card = EndCard(window, lab.state.theme, steps, MISTAKES)
        docks[LEDGER.id].when_made(self.card.keep_clear_of)
        self.judge.judged.connect(self._on_judged)
        self.judge.begun.connect(self.card.leave)

    def shut_down(self) -> None:
        """End the thread."""
        self.judge.shut_down()

    @Slot(object)
    def _on_judged(self, judgement: FinalJudgement) -> None:
        recording = self._lab.run_keeper.recording
        if recording is None:
            return
        finished = recording.run.session.finished
        if finished is not None and not finished.explanation:
            self.said.emit(ending_sentence(finished))
        self._transport.show_test(judgement)
        self.card.show_judgement(judgement, recording.run.dataset.class_names)
