"""Faults of the transport, the time slider and the curves."""

from tests.planted.fault import Fault

TRANSPORT, BACK = "gui/window/transport_bar.py", "gui/actions/way_back.py"
NUMBERS, NOTICES = "gui/window/run_numbers.py", "gui/window/notice_bar.py"
CONTROL, PLACES = "gui/lab/run_control.py", "core/documents/story_places.py"

FAULTS = (
    Fault(BACK, "        self._start.setShortcuts([])\n", "",
          "in the past Space belongs to two actions and does nothing"),
    Fault(TRANSPORT, "texts_at(step, self._state", "texts_at(self._step, self._state",
          "the numbers of the past are those of now"),
    Fault(TRANSPORT, "self.read_outs.width_without(folded), self._badges",
          "self.read_outs.width_without(()), self._badges",
          "folded numbers still take room, and too much is folded"),
    Fault(NUMBERS, 'loss_text(history.batches.at(step, "loss"))',
          'loss_text(history.batches.at(None, "loss"))',
          "the loss of the past is the newest"),
    Fault(NOTICES, "if self._is_offer_shown or self.isHidden():", "if self.isHidden():",
          "an offer leaves before it is answered"),
    Fault(CONTROL, "max(self._due, time.monotonic() - MADE_UP) + self._period",
          "time.monotonic() + self._period",
          "waits that end late slow the pace"),
    Fault(PLACES, "at_first = sorted(early)[: count // 2]", "at_first = []",
          "the beginning of a run is not fetched when it is opened again"),
)  # fmt: skip
