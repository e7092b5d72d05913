"""Settings that every layer with weights has."""

from __future__ import annotations

from core.fields import Choice, RealNumber
from core.initializers.catalog import INITIALIZERS

INITIALIZER = Choice(
    "Initialiser",
    "How the weights are drawn before training; normal distributions are not truncated, and "
    "biases start at zero.",
    tuple(INITIALIZERS),
)  # fmt: skip
L2 = RealNumber(
    "L2",
    "Pulls the weights towards zero: half of this times their squares is added to the loss. "
    "Keras adds the whole: twice its number does the same here.",
    0.0,
    1.0,
    short_label="L2",
)
