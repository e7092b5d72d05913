"""What is typed into a field, as the value its rule accepts, and back."""

from __future__ import annotations

import re
from typing import Any

from core.fields import (
    FieldRule,
    OptionalRealNumber,
    OptionalWholeNumber,
    PaddingChoice,
    PairOfWholeNumbers,
    RealNumber,
    WholeNumber,
)
from core.number_words import comma_advice, plain_digits

_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+", re.ASCII)
_BETWEEN = re.compile(r"[\s,;x×]+")
_LONGEST = 200


class FieldText:
    """Reads and writes the values of one number-like field as text.

    Parameters
    ----------
    rule : WholeNumber, RealNumber, PairOfWholeNumbers or PaddingChoice
        A `PaddingChoice` is read as its four explicit numbers.
    """

    def __init__(self, rule: FieldRule) -> None:
        self.rule = rule

    def read(self, text: str) -> Any:  # noqa: ANN401
        """Return the value that `text` means.

        Raises
        ------
        ValueError
            If the rule does not accept it; the text says what is expected.
        """
        try:
            if len(text) > _LONGEST:
                raise ValueError
            return self.rule.accept(self._parsed(plain_digits(text.strip())))
        except (ValueError, OverflowError):
            shown = f"“{text[:40]}”" if text.strip() else "nothing"
            advice = ""
            if isinstance(self.rule, RealNumber) and (hint := comma_advice(text)):
                advice = f": {hint}"
            raise ValueError(
                f"{self.rule.label} must be {self.expectation()}, received {shown}{advice}."
            ) from None

    def write(self, value: Any) -> str:  # noqa: ANN401
        """Return `value` as it is shown."""
        if isinstance(self.rule, PaddingChoice):
            return ", ".join(str(cells) for side in value for cells in side)
        if isinstance(self.rule, PairOfWholeNumbers):
            return f"{value[0]}×{value[1]}"
        if isinstance(self.rule, RealNumber):
            short = f"{value:.12g}"
            return short if float(short) == value else repr(value)
        return str(value)

    def stepped(self, value: Any, step: int) -> Any:  # noqa: ANN401
        """Return the next value up or down, or `value` itself where that makes no sense."""
        if isinstance(self.rule, WholeNumber):
            return max(self.rule.at_least, min(self.rule.at_most, value + step))
        if isinstance(self.rule, PairOfWholeNumbers):
            low, high = self.rule.at_least, self.rule.at_most
            return tuple(max(low, min(high, side + step)) for side in value)
        return value

    def expectation(self) -> str:
        """Return what is accepted, in words for the user."""
        rule = self.rule
        if isinstance(rule, OptionalWholeNumber):
            return WholeNumber.expectation(rule)
        if isinstance(rule, OptionalRealNumber):
            return RealNumber.expectation(rule)
        if isinstance(rule, PaddingChoice):
            return f"four whole numbers from 0 to {rule.at_most}: top, bottom, left, right"
        return rule.expectation()

    def _parsed(self, text: str) -> object:
        if isinstance(self.rule, WholeNumber):
            return _whole(text)
        if isinstance(self.rule, RealNumber):
            if "_" in text:
                raise ValueError
            return float(text)
        numbers = [_whole(part) for part in _BETWEEN.split(text)]
        if isinstance(self.rule, PaddingChoice):
            top, bottom, left, right = numbers
            return (top, bottom), (left, right)
        return numbers[0] if len(numbers) == 1 else tuple(numbers)


def _whole(text: str) -> int:
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if not _WHOLE.fullmatch(text):
        raise ValueError
    return int(text)
