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

FAULTS = (
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
    LOCKS: ["tests/gui/panels/experiment/test_vary_locks.py"],
}
