"""Holds training where a test wants it, whatever the machine is busy with."""

from __future__ import annotations

from gui.lab.run_control import RunControl


class HeldPace:
    """Holds training threads before a batch; pausing and stopping take over at once.

    To the window it is slow motion: the run goes on, and its next batch is long in coming.

    Parameters
    ----------
    monkeypatch : pytest.MonkeyPatch
    """

    def __init__(self, monkeypatch):
        self._goes_on = None
        self._resting = set()  # brakes at which a thread waits, having told where it stands
        may_continue, let_pass = RunControl.may_continue, RunControl._pass

        def held(control, before_hold=None):
            with control._changed:
                while self._holds(control):
                    control._changed.wait(0.01)

            def rest():
                if before_hold is not None:
                    before_hold()
                with control._changed:
                    self._resting.add(control)

            return may_continue(control, rest)

        def passed(control):
            self._resting.discard(control)
            return let_pass(control)

        monkeypatch.setattr(RunControl, "may_continue", held)
        monkeypatch.setattr(RunControl, "_pass", passed)

    def hold_at(self, window, step):
        """Let the window's run take steps until `step`, and no more until it is let go."""
        self._goes_on = lambda: window.lab.session.step < step

    def let_go(self):
        self._goes_on = None

    def has_come_to_rest(self, window):
        """Return whether no batch is under way and none that was asked for is to come."""
        control = window.lab.controller.control
        with control._changed:
            rests = control in self._resting and control.is_held
        return rests or not window.lab.controller.is_active

    def _holds(self, control):
        goes_on = self._goes_on
        return not (goes_on is None or goes_on() or control.is_stopping() or control.is_held)
