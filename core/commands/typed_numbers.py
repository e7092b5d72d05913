"""Numbers as they are typed behind an option."""

from __future__ import annotations

from argparse import ArgumentTypeError

from core.commands.experiment_choice import FULL_BATCH
from core.number_words import comma_advice


def whole_number(text: str) -> int:
    """Return a whole number; `ArgumentTypeError` if it is none."""
    try:
        return int(text[:20])
    except ValueError:
        raise ArgumentTypeError(f"expected a whole number, received {text[:40]!r}") from None


def batch_size(text: str) -> int | str:
    """Return how many images a batch has, or the word for all of them."""
    return FULL_BATCH if text == FULL_BATCH else whole_number(text)


def real_number(text: str) -> float:
    """Return a number; `ArgumentTypeError` if it is none."""
    try:
        return float(text)
    except ValueError:
        advice = f"; {hint}" if (hint := comma_advice(text)) else ""
        raise ArgumentTypeError(f"expected a number, received {text[:40]!r}{advice}") from None


def image_size(text: str) -> tuple[int, int]:
    """Return height and width, ``64x96``; `ArgumentTypeError` if they are none."""
    height, _, width = text.lower().replace("×", "x").partition("x")
    if height.isdecimal() and width.isdecimal():
        return int(height), int(width)
    raise ArgumentTypeError(f"expected HEIGHTxWIDTH, such as 64x96, received {text[:40]!r}")
