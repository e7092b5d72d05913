"""The colours of a drawing, by meaning."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours as CSS has them.

    Attributes
    ----------
    text, muted, line : str
    train, raw, validation, other : str
        Of curves.
    right, wrong : str
        Of counts.
    """

    text: str
    muted: str
    line: str
    train: str
    raw: str
    validation: str
    other: str
    right: str
    wrong: str


#: On white paper.
PAPER = Inks(
    text="#1b2230",
    muted="#5d6778",
    line="#d9dee7",
    train="#1667d9",
    raw="#a9c6ef",
    validation="#b67b00",
    other="#7a3fd0",
    right="#1f9d4a",
    wrong="#c62828",
)
#: On a page that knows these names, whether it is light or dark.
PAGE = Inks(*(f"var(--{name})" for name in Inks.__dataclass_fields__))


def class_ink(label: int, classes: int) -> str:
    """Return the colour of a class among so many: round the circle, dark enough for paper."""
    red, green, blue = colorsys.hls_to_rgb(label / max(classes, 1) % 1, 0.42, 0.62)
    return f"#{round(255 * red):02x}{round(255 * green):02x}{round(255 * blue):02x}"
