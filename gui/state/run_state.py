"""What the one training run of the lab is doing."""

from __future__ import annotations

from enum import StrEnum


class RunState(StrEnum):
    """The states of the run; every action says in which of them it makes sense."""

    LOADING = "loading"  # no data yet
    BLOCKED = "blocked"  # the experiment as edited cannot be trained
    READY = "ready"  # nothing trained yet
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"  # completed or stopped; may be trained on
    DIVERGED = "diverged"
    CLOSED = "closed"  # the window is gone; nothing starts any more
