"""Faults of recording, of going back, of branching, and of the moment that is shown."""

from tests.planted.fault import Fault

RECORDER, MACHINE = "core/documents/recorder.py", "core/documents/time_machine.py"
BRANCHING = "core/documents/branching.py"
TRAVEL, KEEPER = "gui/lab/time_travel.py", "gui/lab/moment_keeper.py"
RULES, EXECUTOR = "gui/lab/run_rules.py", "gui/lab/run_executor.py"
CONTROL, CONTROLLER = "gui/lab/run_control.py", "gui/lab/training_controller.py"

FAULTS = (
    Fault(RECORDER, "held_after(self._last_written - 1)", "held_after(self._last_written)",
          "what changed in the state of the last save is not saved"),
    Fault(RECORDER, "known if at <= session.step}", "known if at < session.step}",
          "the judgement of the step a run goes on from is forgotten"),
    Fault(RECORDER, "self.saved_step != self.session.step or self._events or self.warning",
          "self.saved_step != self.session.step or self.warning",
          "notes made while the run rests are not saved"),
    Fault(MACHINE, "if not is_on_the_way or has_ended:", "if not is_on_the_way:",
          "a run that ended and was extended is replayed no further"),
    Fault(BRANCHING, "after.keep_best and same_loss and same_frozen",
          "after.keep_best and same_frozen",
          "the best weights are kept though the loss changed"),
    Fault(TRAVEL, "            if _outlives(flag, step):\n", "            if True:\n",
          "flags behind the branch point survive the branch"),
    Fault(KEEPER, "if self._at_hand is not self._newest or self._moments.is_busy:",
          "if self._controller.is_active:", "a run at rest keeps the old step on going live"),
    Fault(KEEPER, "if self._run is None or moment.run_id != self._run.run_id:",
          "if self._run is None:", "a late moment of an earlier run is shown"),
    Fault(RULES, "_STARTABLE = (State.READY, State.FINISHED)",
          "_STARTABLE = (State.READY, State.FINISHED, State.DIVERGED)",
          "Start tries to extend a run that diverged"),
    Fault(EXECUTOR, "edited.replace(name=run.name) != run", "edited != run",
          "a renamed experiment counts as changed"),
    Fault(CONTROL, "            self._epoch_allowed = False\n            "
          "self._batches_allowed = 0\n", "            self._epoch_allowed = False\n",
          "a pause keeps the batches that were allowed"),
    Fault(CONTROLLER, "        self._control.set_period(self._period)\n        self._mailbox",
          "        self._mailbox", "the next run forgets slow motion"),
)  # fmt: skip
