"""What became of the numbers of every stage from one moment of a run to a later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.datasets.sample import Part
from core.inspection.moment import Moment
from core.inspection.stage_numbers import (
    NetworkView,
    StageForm,
    StageNumbers,
    network_stages,
)


def may_compare(view: NetworkView, before: Moment | None, now: Moment) -> bool:
    """Return whether the difference of two moments says what training changed.

    Both are of one run; for what is made of a sample, of one sample and dropout too.
    """
    if before is None or before.run_id != now.run_id or before.network != now.network:
        return False
    if view is NetworkView.WEIGHTS:
        return True
    one, other = before.sample, now.sample
    is_same = (one.part, one.index, one.label) == (other.part, other.index, other.label)
    if one.part is Part.DRAWING:  # it is the same place whatever is drawn there
        is_same = is_same and np.array_equal(one.image, other.image)
    has_gradients = before.trace.gradients is not None and now.trace.gradients is not None
    has_gradients = has_gradients and before.target == now.target
    return (
        is_same
        and not before.trace.kept
        and not now.trace.kept
        and (view is NetworkView.ACTIVATIONS or has_gradients)
    )


def stage_changes(
    view: NetworkView, stages: Sequence[StageNumbers], before: Moment
) -> tuple[StageNumbers, ...]:
    """Return stages that hold what was added to every number since `before`.

    Parameters
    ----------
    view : NetworkView
    stages : sequence of StageNumbers
        The later numbers, input first; the input stays as it is.
    before : Moment
        `may_compare` says whether it can be compared.
    """
    old = network_stages(view, before.outlines, before.trace, before.snapshot.values)
    changed = [stages[0]]
    for stage, earlier in zip(stages[1:], old[1:], strict=True):
        is_share = stage.form is StageForm.PROBABILITIES
        changed.append(
            replace(
                stage,
                title=stage.title if stage.form is StageForm.NOTHING else f"Δ {stage.title}",
                form=StageForm.UNITS if is_share else stage.form,
                values=stage.values - earlier.values,
            )
        )
    return tuple(changed)
