"""Where sweeps are kept."""

from __future__ import annotations

#: Below the folder of runs.
SWEEPS = "sweeps"
