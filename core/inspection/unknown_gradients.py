"""Whether the gradients of a moment are known, and what to say where they are not."""

from __future__ import annotations

import numpy as np

from core.training.snapshot import Snapshot

#: In place of gradients that were not kept and cannot be computed anew.
UNKNOWN_GRADIENTS = "The gradients of this step were not kept: they need the run's images."
#: In place of those of a network that was changed after its step.
OTHER_GRADIENTS = "The batch's gradients are those of the run's own weights, not of these."


def gradients_are_known(snapshot: Snapshot) -> bool:
    """Return whether a snapshot has the gradients of its batch.

    Those of a state that was kept without any are undefined throughout, beside sound weights.
    A step that really came to such gradients spoils the weights as well.
    """
    if not snapshot.gradients:
        return True
    if not all(np.isnan(gradient).all() for gradient in snapshot.gradients.values()):
        return True
    return not all(np.isfinite(value).all() for value in snapshot.values.values())
