"""Faults of judging, image by image, and of the panel that shows it."""

from tests.planted.fault import Fault

INTERVAL = "core/evaluation/wilson_interval.py"
VERDICTS = "core/evaluation/verdicts.py"
RANKING = "core/evaluation/ranking.py"

FAULTS = (
    Fault(INTERVAL, "per * per / 4", "0", "the interval is the naive one"),
    Fault(
        VERDICTS,
        "np.partition(outputs, -2, axis=1)[:, -2]",
        "outputs.min(axis=1)",
        "the margin is to the least likely class",
    ),
    Fault(
        RANKING,
        "verdicts.losses[places], nan=np.inf",
        "verdicts.losses[places], nan=0.0",
        "what is no number is no mistake",
    ),
    Fault(
        RANKING,
        "(verdicts.predicted == predicted)",
        "(verdicts.predicted != predicted)",
        "a cell holds the others",
    ),
    Fault(
        "core/losses/categorical_cross_entropy.py",
        "expected += self.label_smoothing * shifted.mean(axis=1)\n        losses",
        "losses",
        "the smoothed part of an image's loss is missing",
    ),
    Fault(
        "gui/panels/evaluate/gallery.py",
        "in_cell(evaluation.verdicts, *self._cell)",
        "in_cell(evaluation.verdicts, *self._cell[::-1])",
        "images of the mirrored cell are shown",
    ),
    Fault(
        "gui/panels/evaluate/evaluate_panel.py",
        "self._page.set_faded(is_faded=not wish.is_current)",
        "self._page.set_faded(is_faded=False)",
        "an old picture looks like the shown step",
    ),
    Fault(
        "gui/panels/evaluate/evaluate_panel.py",
        "if data.is_of_other_run and part is not Part.OWN:",
        "if False:",
        "a run is judged on the images of another one",
    ),
    Fault(
        "gui/judging/evaluation.py",
        "return self.step, self.subject",
        "return self.subject",
        "a judged picture of another step is left as it is",
    ),
)
