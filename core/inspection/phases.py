"""One batch in numbered phases, each with a sentence about the numbers of the moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.anatomy.titles import layer_title
from core.datasets.class_names import class_name
from core.inspection.layer_captions import backward_caption, forward_caption
from core.inspection.update_caption import update_caption
from core.losses.base import Loss
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.losses.fused import taking_over
from core.network_spec import LayerOutline
from core.number_text import digits_text, percent_text, signed_words, size_words
from core.trace import Trace
from core.training.snapshot import Snapshot


class PhaseKind(StrEnum):
    """What happens in a phase."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Phase:
    """One thing that happens while a batch is learned.

    Attributes
    ----------
    number : int
        Counted from 1.
    kind : PhaseKind
    layer : int or None
        Index of the layer at work; None for the loss and the update.
    title : str
        ``"ReLU forward"``.
    caption : str
        What happened, in numbers.
    """

    number: int
    kind: PhaseKind
    layer: int | None
    title: str
    caption: str


def phases_of(
    outlines: Sequence[LayerOutline],
    trace: Trace,
    loss: Loss,
    *,
    label: int | None,
    class_names: Sequence[str] = (),
    batch_size: int | None = None,
    before: Snapshot,
    after: Snapshot | None = None,
) -> tuple[Phase, ...]:
    """Return what happens from the sample to the changed weights.

    Everything up to the update is the *shown sample's own* pass.  The update is the batch's:
    the mean gradient of all its images decides it.

    Parameters
    ----------
    outlines : sequence of LayerOutline
    trace : Trace
        Of the shown sample through the weights of `before`; without gradients there are
        neither loss nor backward phases.
    loss : Loss
    label : int or None
        True class, if known; otherwise gradients are of the class that is said.
    class_names : sequence of str
        Of the data.
    batch_size : int or None
        Images of a batch; None for all of them.
    before : Snapshot
    after : Snapshot, optional
        The network one step later, once that step was taken.
    """
    phases: list[tuple[PhaseKind, int | None, str, str]] = []
    for outline in outlines:
        title = f"{layer_title(outlines, outline.position)} forward"
        caption = forward_caption(outlines, outline, trace)
        phases.append((PhaseKind.FORWARD, outline.position, title, caption))
    if trace.gradients is not None and trace.loss is not None:
        caption = _loss_caption(outlines, trace, loss, label, class_names)
        phases.append((PhaseKind.LOSS, None, "Loss", caption))
        for outline in reversed(outlines):
            title = f"{layer_title(outlines, outline.position)} backward"
            caption = backward_caption(outlines, outline, trace, loss)
            phases.append((PhaseKind.BACKWARD, outline.position, title, caption))
    title = "Update of the weights"
    caption = update_caption(outlines, trace, batch_size, before, after)
    phases.append((PhaseKind.UPDATE, None, title, caption))
    return tuple(Phase(number, *phase) for number, phase in enumerate(phases, 1))


def _loss_caption(
    outlines: Sequence[LayerOutline],
    trace: Trace,
    loss: Loss,
    known: int | None,
    names: Sequence[str],
) -> str:
    outputs = trace.values[-1]
    label = trace.predicted if known is None else known
    name = class_name(label, names)
    what = f"class {name}, taken for the true one," if known is None else f"true class {name}"
    given, cost = float(outputs[label]), float(trace.loss or 0.0)
    rank = int(np.sum(outputs > outputs[label])) + 1
    place = "the largest of all" if rank == 1 else f"number {rank} of {outputs.size}"
    last = outlines[-1].spec
    is_share = last.GIVES_PROBABILITIES or taking_over(loss, last.KIND) is not None
    got = percent_text(given) if is_share else signed_words(given)
    said = f"The {what} got {got}, {place}. "
    if isinstance(loss, CategoricalCrossEntropy) and not loss.label_smoothing:
        blind = float(np.log(outputs.size))
        made = f"Loss = −ln {size_words(given)} ≈ {size_words(cost)}"
        return f"{said}{made}; a blind guess costs {digits_text(blind, 4)}."
    return f"{said}{loss.TITLE} makes of it a loss of {size_words(cost)}."
