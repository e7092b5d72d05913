"""What a setting may become: a range of numbers, or a list."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from decimal import Decimal

#: Of one setting, tried one after the other by the sampler ``grid``.
MOST_VALUES = 10_000

#: What JSON can say of a setting.
Value = object


@dataclass(frozen=True, slots=True)
class NumberRange:
    """All numbers from `low` to `high`, both included.

    Attributes
    ----------
    low, high : int or float
    is_log : bool
        Whether ratios count, not differences.
    step : int, float or None
        Between two values; None for any number.  Whole numbers have one.
    is_whole : bool
        Whether the values are whole numbers.
    """

    low: float
    high: float
    is_log: bool = False
    step: float | None = None
    is_whole: bool = False

    @property
    def last(self) -> float:
        """The largest value that can be reached from `low` in steps."""
        if self.step is None:
            return self.high
        low, high, step = (Decimal(str(n)) for n in (self.low, self.high, self.step))
        last = low + (high - low) // step * step
        return int(last) if self.is_whole else float(last)

    def listed(self) -> tuple[Value, ...] | None:
        """Return all values; None if there is no end of them."""
        if self.low == self.high:
            return (self.low,)
        if self.step is None or (self.is_log and self.is_whole):
            return None
        low, step = Decimal(str(self.low)), Decimal(str(self.step))
        count = int((Decimal(str(self.last)) - low) / step) + 1
        if count > MOST_VALUES:
            return None
        number = int if self.is_whole else float
        return tuple(number(low + step * n) for n in range(count))

    def samples(self) -> tuple[Value, ...]:
        """Return values that have to be acceptable if all are."""
        return tuple(dict.fromkeys((self.low, self.last)))

    def to_data(self) -> dict[str, object]:
        """Return it as JSON has it."""
        data: dict[str, object] = {"low": self.low, "high": self.high}
        if self.is_log:
            data["log"] = True
        if self.step is not None and not self.is_log:
            data["step"] = self.step
        return data


@dataclass(frozen=True, slots=True)
class Choices:
    """A list of values.

    Attributes
    ----------
    values : tuple
        What JSON can hold; no two are equal.
    """

    values: tuple[Value, ...]

    def listed(self) -> tuple[Value, ...]:
        """Return all values."""
        return self.values

    def samples(self) -> tuple[Value, ...]:
        """Return values that have to be acceptable if all are."""
        return self.values

    def names(self) -> tuple[str | int | float | bool | None, ...]:
        """Return the values as Optuna can store them: what is a list becomes a text."""
        return tuple(_name(value) for value in self.values)

    def named(self, name: object) -> Value:
        """Return the value that `names` calls `name`."""
        return self.values[self.names().index(name)]

    def to_data(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {"choices": list(self.values)}


SettingValues = NumberRange | Choices


def is_number(value: object) -> bool:
    """Return whether a value is a finite number, and neither true nor false."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def one_of(value: object, values: SettingValues) -> bool:
    """Return whether a value is among those that a setting may become."""
    if isinstance(values, Choices):
        return any(type(value) is type(one) and value == one for one in values.values)
    if not is_number(value) or (values.is_whole and not isinstance(value, int)):
        return False
    number: float = value  # type: ignore[assignment]
    if not values.low <= number <= values.last:
        return False
    if values.step is None or values.is_log:
        return True
    steps = (Decimal(str(number)) - Decimal(str(values.low))) / Decimal(str(values.step))
    return steps == steps.to_integral_value()


def _name(value: Value) -> str | int | float | bool | None:
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return json.dumps(value, separators=(",", ":"))
