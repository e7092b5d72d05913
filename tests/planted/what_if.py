"""Faults of changes by hand, of what is foretold of them, and of the ablation matrix."""

from tests.planted.fault import Fault

PROBE = "core/what_if/loss_change.py"
ABLATION = "core/what_if/ablation.py"
SILENCED = "core/layers/silenced.py"
UNITS = "core/what_if/units.py"

FAULTS = (
    Fault(
        PROBE,
        "slope -= float((blame[..., channel] * output[..., channel]).sum())",
        "pass",
        "silencing is foretold to change nothing",
    ),
    Fault(PROBE, "own * share", "own", "shards are not weighed by their size"),
    Fault(
        ABLATION,
        "maps[..., unit] = own",
        "pass",
        "one silenced filter after the other stays silent",
    ),
    Fault(
        ABLATION,
        "ways.silence[..., unit]",
        "0.5",
        "what the pooling makes of silence is not asked",
    ),
    Fault(
        SILENCED,
        "self._layer.input_gradient(self._silent(grad_output))",
        "self._layer.input_gradient(grad_output)",
        "a silenced channel passes its blame on",
    ),
    Fault(SILENCED, 'numbers.copy(order="K")', "numbers", "the layer's own memory is silenced"),
    Fault(
        UNITS,
        "place = later.position",
        "pass",
        "a filter is silenced before its activation",
    ),
    Fault(
        "core/what_if/redraw.py",
        "[self.layer, self.draw]",
        "[self.layer]",
        "every draw is the same",
    ),
    Fault(
        "core/what_if/edit.py",
        "values[path] = copy = values[path].copy()",
        "copy = values[path]",
        "the run's own weights are written to",
    ),
    Fault(
        "core/ledger/books.py",
        "passed[..., list(silenced)] = 0",
        "pass",
        "pages of a silenced filter do not add up",
    ),
    Fault(
        "core/optimizers/base.py",
        "            value[..., units] = before",
        "            pass",
        "frozen units are trained",
    ),
    Fault(
        "core/documents/branching.py",
        "np.where(changed, 0, arrays[name])",
        "arrays[name]",
        "the optimiser remembers what a weight was before it was changed",
    ),
    Fault(
        "gui/state/what_if.py",
        "self._at + (0 if in_place else 1)",
        "self._at + 1",
        "every pixel of a drag has to be taken back by itself",
    ),
    Fault(
        "gui/judging/evaluation.py",
        "self.moment.run_id, self.moment.edits, self.part, images",
        "self.moment.run_id, self.part, images",
        "a changed network is not judged anew",
    ),
)
