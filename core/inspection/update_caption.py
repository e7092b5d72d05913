"""What one step of the optimiser did to the weights, in a few sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.titles import layer_title, title_of
from core.arrays import FloatArray
from core.inspection.unknown_gradients import gradients_are_known
from core.network_spec import LayerOutline
from core.number_text import digits_text, share_text
from core.number_words import root_mean_square
from core.trace import Trace
from core.training.snapshot import Snapshot

#: Layers whose ratio is shown; of more, those that moved most and least.
MOST_RATIOS = 3


def update_ratios(before: Snapshot, after: Snapshot) -> Mapping[str, float]:
    """Return RMS(change) / RMS(weight) by path of every weight; a bias has no such ratio.

    Weights that were all 0 before are left out.
    """
    ratios = {}
    for path in before.gradients:
        if path.endswith(".weight"):
            old = before.values[path]
            size = root_mean_square(old)
            if size > 0:
                ratios[path] = root_mean_square(after.values[path] - old) / size
    return ratios


def update_caption(
    outlines: Sequence[LayerOutline],
    trace: Trace,
    batch_size: int | None,
    before: Snapshot,
    after: Snapshot | None,
) -> str:
    """Return what the step from `before` to `after` changed, or what it is going to do.

    Parameters
    ----------
    outlines : sequence of LayerOutline
    trace : Trace
        Of the shown sample through the weights of `before`.
    batch_size : int or None
        None for all images.
    before : Snapshot
    after : Snapshot or None
        None if the step was not taken yet.
    """
    count = batch_size
    if batch_size is not None and after is not None and after.record is not None:
        count = len(after.record)  # the last batch of an epoch may be smaller
    images = "all training images" if count is None else f"a batch of {count:,}"
    if after is None:
        return (
            f"Next, the mean gradient of {images}, not this digit's alone, moves the weights "
            "a little against it."
        )
    changes = {path: after.values[path] - before.values[path] for path in before.gradients}
    step = f"Step {before.step:,} → {after.step:,}"
    if not all(np.isfinite(change).all() for change in changes.values()):
        return f"{step}: training diverged, and no longer are all weights finite numbers."
    largest = max(changes, key=lambda path: float(np.abs(changes[path]).max(initial=0.0)))
    index = _largest_place(changes[largest])
    if not changes or not changes[largest][index]:
        return f"{step}: no weight changed."
    old, new = float(before.values[largest][index]), float(after.values[largest][index])
    was, becomes = (digits_text(value, 4, signed=True) for value in (old, new))
    name = title_of(outlines, ParameterAddress(largest, index))
    return (
        f"{step}, by the mean gradient of {images}. {_ratios_text(outlines, before, after)} "
        f"Most: {name}, {was} → {becomes}."
        f"{_agreement_text(trace, after)}"
    )


def _ratios_text(outlines: Sequence[LayerOutline], before: Snapshot, after: Snapshot) -> str:
    ratios = sorted(update_ratios(before, after).items(), key=lambda found: -found[1])
    if not ratios:
        return ""
    parts = [
        f"{digits_text(100 * ratio, 2)} % of their size in "
        f"{layer_title(outlines, int(path.split('.', 1)[0]))}"
        for path, ratio in ratios
    ]
    if len(parts) > MOST_RATIOS:
        return f"Weights changed most, by {parts[0]}, and least, by {parts[-1]}."
    return f"Weights changed by {', '.join(parts)}."


def _agreement_text(trace: Trace, after: Snapshot) -> str:
    """Say how often the shown sample asks for the direction that the step was asked for."""
    if not gradients_are_known(after):
        return ""
    same = total = 0
    for path, own in trace.parameter_gradients.items():
        asked = own * after.gradients[path]
        total += int(np.count_nonzero(asked))
        same += int((asked > 0).sum())
    if not total:
        return ""
    return (
        f" This digit alone would move {share_text(same, total)} of the {total:,} weights for "
        "which neither gradient is 0 the same way."
    )


def _largest_place(values: FloatArray) -> tuple[int, ...]:
    place = np.unravel_index(int(np.abs(values).argmax()), values.shape)
    return tuple(int(at) for at in place)
