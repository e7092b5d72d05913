"""Faults of the window's first picture."""

from tests.planted.fault import Fault

MAIN = "gui/window/main_window.py"
MOMENT, READ_OUTS = "gui/state/moment.py", "gui/window/run_read_outs.py"
FIRST, LATE = "tests/gui/window/test_front_panels.py", "tests/gui/window/test_late_panels.py"

FAULTS = (
    Fault(MAIN, "        self.complete()\n        if self._is", "        if self._is",
          "what is clicked on the first picture is lost"),
    Fault(MAIN, "        if self.isVisible():  # for", "        if False:  # for",
          "a window that is filled while it is in sight lays nothing out"),
    Fault(MAIN, "        self.transport.speed.choose(Speed.named(settings.speed))\n", "",
          "the speed jumps after the first picture"),
    Fault(MAIN, "self._is_closed = True  # there", "pass  # there",
          "a window that was closed at once is filled all the same"),
    Fault(MAIN, "            QCoreApplication.exit(FAILED)  #", "            pass  #",
          "a window that cannot be filled stays, and does nothing"),
    Fault("gui/window/pace_actions.py", "            self._remember(transport.speed.speed)  #",
          "            transport.speed.choose(Speed.named(self._settings.speed))  #",
          "a speed that is chosen on the first picture is lost"),
    Fault(MOMENT, "if TYPE_CHECKING:  # there", "if not TYPE_CHECKING:  # there",
          "the first picture waits for NumPy"),
    Fault("gui/window/late_panel_maker.py", "            self.completed.emit()\n", "",
          "no one learns that all panels are made"),
    Fault(READ_OUTS, "self.setFixedSize(sum(part.width() for part in shown), high)", "pass",
          "every new number has the window laid out"),
    Fault("gui/actions/open_data_tip.py", "CIFAR-10 or CIFAR-100", "CIFAR-10",
          "a tip leaves a format out"),
)  # fmt: skip
WATCHING = {
    MAIN: [FIRST],
    "gui/window/pace_actions.py": [FIRST],
    MOMENT: [LATE],
    "gui/window/late_panel_maker.py": [LATE],
    READ_OUTS: ["tests/gui/window/test_transport_bar.py"],
}
