"""One axis of the pictures: where a value is on it, and what is written beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.number_text import digits_text, loss_text, percent_text
from core.option_words import option_words
from core.sweeping.setting import Setting
from core.sweeping.setting_path import kinds_of
from core.sweeping.setting_values import Choices, NumberRange, Value, is_number
from core.sweeping.sweep_spec import SweepObjective

#: Name of the axis of what is judged.
OBJECTIVE = "objective"
MOST_TICKS, MOST_CHOICES = 6, 12
#: Of the distance from the best to the middle trial: what is worse than so many lies below.
WORST_SHOWN = 4.0


@dataclass(frozen=True, slots=True)
class TrialAxis:
    """Values from bottom to top.

    Attributes
    ----------
    name : str
        The path of the setting, or `OBJECTIVE`.
    title : str
    ticks : tuple of (float, str)
        Places from 0 at the bottom to 1 at the top, and their texts.
    low, high : float
        At the bottom and at the top; of choices 0 and 1.
    is_log : bool
    choices : tuple
        Values that are no numbers on a scale; empty for numbers.
    names : tuple of str
        How the choices are written.
    """

    name: str
    title: str
    ticks: tuple[tuple[float, str], ...]
    low: float = 0.0
    high: float = 1.0
    is_log: bool = False
    choices: tuple[Value, ...] = ()
    names: tuple[str, ...] = ()

    def place(self, value: Value) -> float | None:
        """Return where a value is, from 0 to 1; None for what is not on the axis."""
        if self.choices:
            count = len(self.choices)
            return (self.choices.index(value) + 0.5) / count if value in self.choices else None
        if not is_number(value):
            return None
        number = float(str(value))
        if self.is_log and number <= 0:
            return 0.0
        return min(1.0, max(0.0, _share(number, self.low, self.high, is_log=self.is_log)))

    def value_at(self, share: float) -> float:
        """Return the number at a place."""
        if self.is_log:
            return float(self.low * (self.high / self.low) ** share)
        return self.low + (self.high - self.low) * share

    def span_text(self, low: float, high: float) -> str:
        """Return what lies between two places, in words."""
        if self.choices:
            inside = [
                name
                for at, name in enumerate(self.names)
                if low <= (at + 0.5) / len(self.choices) <= high
            ]
            return ", ".join(inside) or "nothing"
        ends = (self.value_at(low), self.value_at(high))
        return " – ".join(self.text_of(end) for end in ends)

    def text_of(self, value: Value) -> str:
        """Return a value as it is written on this axis."""
        if value in self.choices:
            return self.names[self.choices.index(value)]
        return value_text(value)


@dataclass(frozen=True, slots=True)
class ObjectiveAxis(TrialAxis):
    """The axis of what makes a trial better.

    Attributes
    ----------
    is_share : bool
        Whether it is written in percent.
    """

    is_share: bool = True

    def text_of(self, value: Value) -> str:
        if not is_number(value):
            return "–"
        number = float(str(value))
        return percent_text(number) if self.is_share else loss_text(number)


def value_text(value: Value) -> str:
    """Return the value of a setting for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return "none"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return digits_text(value, 3)
    if isinstance(value, list | tuple):
        return "×".join(value_text(one) for one in value)
    return option_words(str(value))


def setting_axis(setting: Setting, title: str) -> TrialAxis:
    """Return the axis of a setting."""
    values = setting.values
    if isinstance(values, Choices):
        choices = values.values
        if all(is_number(one) for one in choices):
            choices = tuple(sorted(choices, key=lambda one: float(str(one))))
        count, names = len(choices), tuple(_name(setting, choice) for choice in choices)
        step = math.ceil(count / MOST_CHOICES)
        ticks = tuple(((at + 0.5) / count, names[at]) for at in range(0, count, step))
        return TrialAxis(setting.name, title, ticks, choices=choices, names=names)
    low, high = float(values.low), float(values.last)
    if low == high:
        low, high = low - 0.5, high + 0.5
    numbers = _numbers(values, low, high)
    is_log = values.is_log and low > 0
    ticks = tuple(
        (_share(number, low, high, is_log=is_log), value_text(_whole(number)))
        for number in numbers
    )
    return TrialAxis(setting.name, title, ticks, low, high, is_log)


def objective_axis(objective: SweepObjective, values: Iterable[float]) -> ObjectiveAxis:
    """Return the axis of the objective, wide enough for most values; the best are on top."""
    larger = objective.is_larger_better
    found = sorted((one for one in values if math.isfinite(one)), reverse=larger)
    title = objective.value.replace("_", " ").replace(" accuracy", "")
    if not found:
        return ObjectiveAxis(OBJECTIVE, title, (), is_share=larger)
    best, middle, worst = found[0], found[len(found) // 2], found[-1]
    reach = abs(best - middle) * WORST_SHOWN or abs(best - worst) or abs(best) * 0.1 or 0.1
    reach = min(reach, abs(best - worst) or reach)
    margin = reach * 0.06
    # a loss is better below, but best is on top everywhere: the axis is turned round
    top = best + margin if larger else best - margin
    bottom = best - reach - margin if larger else best + reach + margin
    if larger:
        top, bottom = min(top, 1.0), max(bottom, 0.0)
    numbers = _round_numbers(min(top, bottom), max(top, bottom))
    axis = ObjectiveAxis(OBJECTIVE, title, (), bottom, top, is_share=larger)
    decimals = 0 if larger and all(abs(100 * n - round(100 * n)) < 1e-6 for n in numbers) else 1
    ticks = tuple(
        (
            _share(number, bottom, top, is_log=False),
            percent_text(number, decimals) if larger else loss_text(number),
        )
        for number in numbers
    )
    return ObjectiveAxis(axis.name, title, ticks, bottom, top, is_share=larger)


def _name(setting: Setting, choice: Value) -> str:
    """Return how a choice is written: kinds have a title."""
    kind = kinds_of(setting.path.part).get(str(choice)) if setting.path.is_kind else None
    return value_text(choice) if kind is None else str(kind.TITLE)


def _share(number: float, low: float, high: float, *, is_log: bool) -> float:
    if is_log:
        return math.log(number / low) / math.log(high / low)
    return (number - low) / (high - low)


def _numbers(values: NumberRange, low: float, high: float) -> Sequence[float]:
    if not (values.is_log and low > 0):
        numbers = _round_numbers(low, high)
        whole = [number for number in numbers if number == round(number)]
        return whole if values.is_whole and whole else numbers
    base = 2.0 if values.is_whole else 10.0
    first, last = math.ceil(math.log(low, base) - 1e-9), math.floor(math.log(high, base) + 1e-9)
    step = max(1, math.ceil((last - first + 1) / MOST_TICKS))
    powers = [base**power for power in range(first, last + 1, step)]
    if len(powers) >= 2:
        return powers
    return [low, high] if not powers else sorted({low, powers[0], high})


def _round_numbers(low: float, high: float) -> list[float]:
    """Return some round numbers between two."""
    span = high - low
    if not span > 0:
        return [low]
    size = 10.0 ** math.floor(math.log10(span / (MOST_TICKS - 1)))
    step = next(
        size * times for times in (1, 2, 5, 10) if span / (size * times) <= MOST_TICKS - 1
    )
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _whole(number: float) -> float:
    return int(number) if number == round(number) and abs(number) >= 1 else number
