"""The size of an image, typed."""

from __future__ import annotations

import re

from core.arrays import shape_text
from core.data_extra import LARGEST_SIDE, MOST_CHANNELS
from core.fields import Choice
from core.number_words import plain_digits
from gui.forms.field_text import FieldText

_BETWEEN = re.compile(r"\s*[x×*,;]\s*|\s+", re.IGNORECASE)
_LONGEST = 40


class SizeText(FieldText):
    """Reads height × width, if wanted with channels; nothing typed leaves it to the source.

    Parameters
    ----------
    label, explains : str
        What is typed, and what it means.
    with_channels : bool
        Whether a third number may follow; it is 1 if none does.
    """

    def __init__(self, label: str, explains: str, *, with_channels: bool = False) -> None:
        super().__init__(Choice(label, explains, ()))
        self._with_channels = with_channels

    def read(self, text: str) -> tuple[int, ...] | None:
        """Return the numbers that `text` means, None for nothing.

        Raises
        ------
        ValueError
            If it is no size; the text says what is expected.
        """
        words = _BETWEEN.split(plain_digits(text.strip()[:_LONGEST]))
        if words == [""]:
            return None
        if all(word.isdecimal() for word in words) and len(words) <= 2 + self._with_channels:
            sides = [int(word) for word in words]
            sides = sides * 2 if len(sides) == 1 else sides
            channels = sides[2:] or [1]
            if all(1 <= side <= LARGEST_SIDE for side in sides[:2]) and (
                1 <= channels[0] <= MOST_CHANNELS
            ):
                return (*sides[:2], *(channels if self._with_channels else ()))
        raise ValueError(
            f"{self.rule.label} must be {self.expectation()}, received “{text[:20]}”."
        )

    def write(self, value: object) -> str:
        """Return a size as it is shown."""
        if not isinstance(value, tuple):
            return ""
        return shape_text(value[:2] if value[2:] == (1,) else value)

    def stepped(self, value: object, step: int) -> object:
        """Return `value`: there is no next size."""
        return value

    def expectation(self) -> str:
        """Return what is accepted, in words for the user."""
        channels = " and channels" if self._with_channels else ""
        return f"height × width{channels}, such as 28×28, each side up to {LARGEST_SIDE}"
