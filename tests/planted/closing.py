"""Faults of the last moments of a window, and of what the system tells it."""

from tests.planted.fault import Fault

CLOSING = "gui/window/closing.py"
SAVING = "gui/lab/run_saving.py"
SIGNALS = "gui/process/process_signals.py"
LOSS = "gui/process/display_loss.py"
HOOKS = "gui/process/failure_hooks.py"
GARBAGE = "gui/process/garbage_collector.py"

BESIDE = "gui/window/panel_window.py"

FAULTS = (
    Fault(BESIDE, "                dialog.done(QDialog.DialogCode.Rejected)\n",
          "                dialog.hide()\n", "a dialog computes without its window"),
    Fault(BESIDE, "            if dock.isFloating():\n                dock.hide()\n",
          "            pass\n", "panels that float stay when their window is closed"),
    Fault(CLOSING, "return bool(self._answer)", "return True",
          "a window closes though its run could not be saved"),
    Fault(CLOSING, "        if self._loop is not None:  # asked again while it is being saved\n"
          "            return False\n", "", "a second wish begins a second save"),
    Fault(CLOSING, "        self._answer = None\n        self._lab.leave()",
          "        self._lab.leave()", "the answer of before holds for the next question"),
    Fault(CLOSING, "            self._was_impatient = True\n", "",
          "a window whose run never ends cannot be closed"),
    Fault(CLOSING, "        if self._answer is None:\n            self._wait()\n", "",
          "a window does not wait for its run"),
    Fault(CLOSING, "self._end(may_close=False)", "self._end(may_close=True)",
          "a run that is unsaved counts as saved"),
    Fault(SAVING, "recorder.saved_step != recorder.session.step", "recorder.saved_step is None",
          "steps since the last save are let go"),
    Fault(SAVING, "if not document.is_at_its_place:", "if False:",
          "a file that is gone counts as saved"),
    Fault(SAVING, "let_go, self._let_go = self._let_go, None", "let_go = self._let_go",
          "a run that was let go once is never saved again"),
    Fault(SAVING, "if trouble and self._reported is not recording:", "if trouble:",
          "a run that cannot be saved can never be given up"),
    Fault(SAVING, "            self._reported = recording\n", "",
          "the second wish is answered like the first"),
    Fault(SAVING, "recording is not let_go and", "let_go is None and",
          "a run let go lets the next one go"),
    Fault(SAVING, "self._let_go = self._reported = None\n\n    def shut_down",
          "self._let_go = None\n\n    def shut_down",
          "what was trained after the question is lost"),
    Fault(SAVING, "    recording.end()\n", "", "a run is not ended before it is let go"),
    Fault(SIGNALS, '"SIGHUP", ', "", "a terminal that is closed ends the run unsaved"),
    Fault(SIGNALS, "            self.has_come = True\n", "", "a signal leaves no exit code"),
    Fault(SIGNALS, " and signal.getsignal(kind) is not signal.SIG_IGN", "",
          "nohup does not hold"),
    Fault(SIGNALS, "            signal.signal(kind, handler)\n", "            pass\n",
          "signals go on being taken after the window is gone"),
    Fault(LOSS, "                self._save()\n", "                pass\n",
          "a run goes with its display"),
    Fault(LOSS, "and not self._is_lost:", "and True:",
          "a run is saved twice as the display goes"),
    Fault(LOSS, "(X11|Wayland)", "(X11)", "Wayland's last words are not understood"),
    Fault(LOSS, "            finally:\n", "            except OSError:\n",
          "the process does not go after it saved"),
    Fault(HOOKS, "            self._shown.add(text)\n", "",
          "the same failure is told over and over"),
    Fault(GARBAGE, "        gc.disable()\n", "",
          "threads that compute destroy parts of the window"),
    Fault(GARBAGE, "        self._timer.timeout.connect(self._collect)\n", "",
          "garbage piles up"),
    Fault(GARBAGE, "return found or GarbageCollector(application)",
          "return GarbageCollector(application)", "every window brings a collector of its own"),
)  # fmt: skip
