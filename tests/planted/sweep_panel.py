"""Faults of the Sweep panel, and of the locks beside fields."""

from tests.planted.fault import Fault

AXIS = "gui/panels/sweep/axis.py"
TRIALS = "gui/panels/sweep/trials.py"
FOCUS = "gui/panels/sweep/trial_focus.py"
PARALLEL = "gui/panels/sweep/parallel_picture.py"
TABLE = "gui/panels/sweep/trial_table.py"
ROW = "gui/panels/sweep/space_row.py"
LOCKS = "gui/panels/experiment/vary_locks.py"
FIELDS = "core/sweeping/varied_fields.py"
OWN, PANEL = "core/sweeping/own_settings.py", "gui/panels/sweep/sweep_panel.py"

FAULTS = (
    Fault("core/sweeping/sweep_course.py", "if settings is None and number == 0:", "if False:",
          "the experiment as it is is not among the trials"),
    Fault(OWN, "if not one_of(value, setting.values):", "if value is None:",
          "what is outside of the space is tried"),
    Fault(PANEL, "if spec.epochs is not None and EPOCHS not in row.settings:", "if False:",
          "using settings shortens the training to that of a trial"),
    Fault("gui/panels/sweep/setup_page.py", "        self._arrange()  # there may be more",
          "        pass  # there may be more", "a form is wider than the panel"),
    Fault("gui/forms/text_editor.py", "                self._line.setCursorPosition(0)",
          "                pass", "of a long number the last digits are seen"),
    Fault(AXIS, "return math.log(number / low) / math.log(high / low)",
          "return (number - low) / (high - low)", "ratios do not count by ratio"),
    Fault(AXIS, "bottom = best - reach - margin if larger else best + reach + margin",
          "bottom = best - reach - margin", "the worst loss is on top"),
    Fault(TRIALS, "low <= place <= high", "low <= place", "a brush has no upper end"),
    Fault(TRIALS, "return value if self.spec.objective.is_larger_better else -value",
          "return value", "the largest loss is the best"),
    Fault(TRIALS, "curve[-1].epochs < point.epochs", "True",
          "a trial that is trained again has two curves"),
    Fault(FOCUS, "places.get(one.name, len(places))", "len(places)",
          "news puts the axes back in their first order"),
    Fault(PARALLEL, "self._focus.brush(axis.name, None)", "pass",
          "a double click does not clear the brush"),
    Fault(TABLE, "rows = [row for row in ranked if brushed is None or row.number in brushed]",
          "rows = list(ranked)", "the table does not follow the brush"),
    Fault(ROW, "if way == BY_RATIO else tried", "if way == LIST else tried",
          "a range by ratio becomes a plain one as soon as it is typed into"),
    Fault(LOCKS, 'return f"optimizer.{name}"', "return name",
          "the lock of a learning rate is that of no field"),
    Fault(LOCKS, "self._space.keep(lock.path)", "pass", "an open lock cannot be closed"),
    Fault(FIELDS, "low = max(least, now // WHOLE_REACH)", "low = now // WHOLE_REACH",
          "a sweep tries numbers that the field does not allow"),
)  # fmt: skip

WATCHING = {
    AXIS: ["tests/gui/panels/sweep/test_axis.py"],
    TRIALS: ["tests/gui/panels/sweep/test_trials.py"],
    FOCUS: ["tests/gui/panels/sweep/test_pictures.py"],
    PARALLEL: ["tests/gui/panels/sweep/test_pictures.py"],
    TABLE: ["tests/gui/panels/sweep/test_pictures.py"],
    ROW: ["tests/gui/panels/sweep/test_sweep_panel.py"],
    PANEL: ["tests/gui/panels/sweep/test_using_settings.py"],
    "gui/panels/sweep/setup_page.py": ["tests/gui/panels/sweep/test_using_settings.py"],
    "core/sweeping/sweep_course.py": ["tests/core/sweeping/test_own_settings.py"],
    "gui/forms/text_editor.py": ["tests/gui/forms/test_text_editor.py"],
    LOCKS: ["tests/gui/panels/experiment/test_vary_locks.py"],
}
