"""Faults of the numbers that stand in panels."""

from tests.planted.fault import Fault

TRANSPORT, PACE = "gui/window/transport_bar.py", "gui/window/run_pace.py"
SEEN = "core/documents/epochs_seen.py"
COMPARISON = "gui/panels/compare/comparison.py"
COMPARED = "gui/panels/compare/compared_run.py"
ORDER = "gui/panels/runs/order.py"
BARS = "gui/panels/network/probability_bars.py"
STATISTICS = "gui/panels/feature_maps/map_statistics.py"
TIMELINE = "gui/state/timeline.py"
SELECTION = "gui/state/selection.py"
HISTORY = "core/curves/history.py"
TURNS = "core/curves/turning_points.py"

FAULTS = (
    Fault(TRANSPORT, "self._step, self._epoch = last.step, last.epoch",
          "self._step = last.step\n        "
          "self._epoch = -(-last.step // self._plan.steps_per_epoch)",
          "epochs before a branch are counted by its batch size"),
    Fault(TRANSPORT, "sum(b.images for b in batches) / seconds",
          "last.images * len(batches) / seconds", "the last batch counts for all"),
    Fault(TRANSPORT, "max(batch.seconds, self._period) for batch in batches)",
          "batch.seconds for batch in batches)",
          "slow motion costs no time"),
    Fault(TRANSPORT, "self._pace.seconds_to(plan.total_steps)",
          "self._pace.seconds_to(plan.steps_per_epoch)", "what is left is the epoch's"),
    Fault(PACE, "max(step - last, 0)", "step", "what is left is the whole run"),
    Fault(PACE, "(last - first) * max", "last * max",
          "steps before the first look count as taken since"),
    Fault(SEEN, "(state.epoch.number - 1) * images + state.epoch.cursor",
          "state.epoch.number * images", "a branch begins at the end of its epoch"),
    Fault(SEEN, "np.abs(self.epochs - epochs).argmin()",
          "np.searchsorted(self.epochs, epochs, side='right') - 1",
          "the step before is taken though the next one is nearer"),
    Fault(COMPARED, "        if request.shown is not None:\n", "        if False:\n",
          "the shown branch is counted by the batch size of its end"),
    Fault(COMPARISON, "if self.wanted_step == self.last_step != self.request.step:",
          "if self.wanted_step == self.last_step:", "a run of the same length has ended"),
    Fault(ORDER, "return (first is not None) == is_rising", "return first is not None",
          "runs without a value come first when falling"),
    Fault(BARS, "return int(self._values.argmax()) if len(self._values) else None",
          "return len(self._values) - 1 - int(self._values[::-1].argmax())",
          "of tied classes the last one is predicted"),
    Fault(STATISTICS, "values.size - int(np.count_nonzero(values))",
          "values.size - int((values > 0).sum())", "negative numbers count as zeros"),
    Fault(TIMELINE, "return bisect_left(self._epoch_ends, step) + 1",
          "return bisect_right(self._epoch_ends, step) + 1",
          "the last step of an epoch belongs to the next"),
    Fault(SELECTION, "min(unit.channel, channels - 1)", "min(unit.channel, channels)",
          "a channel that is not there is selected"),
    Fault(SELECTION, "unit.row < shape[0] and unit.column < shape[1]",
          "unit.row < shape[0]", "a column that is not there is selected"),
    Fault(HISTORY, "self._smooth_accuracy.add(event.accuracy)",
          "self._smooth_accuracy.add(event.loss)", "the smoothed accuracy is a loss"),
    Fault(TURNS, "self._steady >= STEADY_STEPS", "self._steady > STEADY_STEPS",
          "a rate must stand still for six steps"),
)  # fmt: skip
