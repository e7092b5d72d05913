"""What the user wants of a run whose network is not built yet."""

from __future__ import annotations

from enum import Enum


class RunWish(Enum):
    """Asked for while the network was being built, and done once it stands."""

    RUN = "run"
    STEP_BATCH = "step batch"
    STEP_EPOCH = "step epoch"
