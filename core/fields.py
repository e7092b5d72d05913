"""What the fields of a spec accept: checked here once, and read by the window's forms.

A spec is a frozen dataclass whose fields are declared with `spec_field`; `check_fields`,
called from ``__post_init__``, refuses what the rule does not accept and normalises the rest.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from core.errors import SpecError
from core.number_text import digits_text

Pair = tuple[int, int]
Padding = str | tuple[Pair, Pair]


@dataclass(frozen=True, slots=True)
class FieldRule(ABC):
    """One field: how it is called, what it means, what it accepts.

    Attributes
    ----------
    label : str
        Name on screen, e.g. ``"Learning rate"``.
    explains : str
        One sentence in plain words.
    """

    label: str
    explains: str

    @abstractmethod
    def expectation(self) -> str:
        """Return what is accepted, e.g. ``"a whole number from 1 to 512"``."""

    @abstractmethod
    def accept(self, value: object) -> Any:  # noqa: ANN401
        """Return `value` normalised, or raise ``ValueError`` if it is not accepted."""


@dataclass(frozen=True, slots=True)
class WholeNumber(FieldRule):
    """A whole number in a closed range."""

    at_least: int
    at_most: int

    def expectation(self) -> str:
        return f"a whole number from {self.at_least:,} to {self.at_most:,}"

    def accept(self, value: object) -> int:
        if type(value) is not int or not self.at_least <= value <= self.at_most:
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class OptionalWholeNumber(WholeNumber):
    """A whole number in a closed range, or None; `none_label` is what None means."""

    none_label: str

    def expectation(self) -> str:
        return f"{WholeNumber.expectation(self)}, or null ({self.none_label})"

    def accept(self, value: object) -> Any:  # noqa: ANN401
        return None if value is None else WholeNumber.accept(self, value)


@dataclass(frozen=True, slots=True)
class RealNumber(FieldRule):
    """A finite number in a closed range; `above` excludes the lower end.

    `short_label` is its name in a line of settings, ``rate 0.5``; without one it is left out.
    """

    at_least: float
    at_most: float
    above: bool = False
    short_label: str = field(default="", kw_only=True)

    def expectation(self) -> str:
        low = (
            f"above {digits_text(self.at_least, 6)}"
            if self.above
            else f"from {digits_text(self.at_least, 6)}"
        )
        return f"a number {low} to {digits_text(self.at_most, 6)}"

    def accept(self, value: object) -> float:
        if type(value) not in (int, float):
            raise ValueError
        number = float(value)  # type: ignore[arg-type]
        too_low = number <= self.at_least if self.above else number < self.at_least
        if not math.isfinite(number) or too_low or number > self.at_most:
            raise ValueError
        return number


@dataclass(frozen=True, slots=True)
class OptionalRealNumber(RealNumber):
    """A finite number in a range, or None; `none_label` is what None means."""

    none_label: str = "none"

    def expectation(self) -> str:
        return f"{RealNumber.expectation(self)}, or null ({self.none_label})"

    def accept(self, value: object) -> Any:  # noqa: ANN401
        return None if value is None else RealNumber.accept(self, value)


@dataclass(frozen=True, slots=True)
class YesOrNo(FieldRule):
    """True or false."""

    def expectation(self) -> str:
        return "true or false"

    def accept(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ValueError
        return value


@dataclass(frozen=True, slots=True)
class PairOfWholeNumbers(FieldRule):
    """Height and width; a single whole number stands for a square.

    `short_label` goes before them in a line of settings: ``stride 2``.
    """

    at_least: int
    at_most: int
    short_label: str = field(default="", kw_only=True)

    def expectation(self) -> str:
        return f"one or two whole numbers from {self.at_least} to {self.at_most}"

    def accept(self, value: object) -> Pair:
        both = (value, value) if type(value) is int else value
        if not isinstance(both, list | tuple) or len(both) != 2:
            raise ValueError
        number = WholeNumber(self.label, self.explains, self.at_least, self.at_most)
        return number.accept(both[0]), number.accept(both[1])


@dataclass(frozen=True, slots=True)
class PaddingChoice(FieldRule):
    """``"valid"``, ``"same"`` or ``[[top, bottom], [left, right]]``."""

    at_most: int

    def expectation(self) -> str:
        return f'"valid", "same" or [[top, bottom], [left, right]] from 0 to {self.at_most}'

    def accept(self, value: object) -> Padding:
        if isinstance(value, str):
            if value not in ("valid", "same"):
                raise ValueError
            return value
        if not isinstance(value, list | tuple) or len(value) != 2:
            raise ValueError
        sides = PairOfWholeNumbers(self.label, self.explains, 0, self.at_most)
        if any(type(side) is int for side in value):
            raise ValueError
        return sides.accept(value[0]), sides.accept(value[1])


@dataclass(frozen=True, slots=True)
class Choice(FieldRule):
    """One of a closed list of names."""

    options: tuple[str, ...]

    def expectation(self) -> str:
        return f"one of {', '.join(self.options)}"

    def accept(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.options:
            raise ValueError
        return value


def spec_field(rule: FieldRule, *, default: Any = MISSING) -> Any:  # noqa: ANN401
    """Declare a dataclass field that follows `rule`."""
    return field(default=default, metadata={"rule": rule})


def field_rules(spec: object) -> dict[str, FieldRule]:
    """Return the rule of every field declared with `spec_field`; `spec` may be the class."""
    return {
        declared.name: declared.metadata["rule"]
        for declared in fields(spec)  # type: ignore[arg-type]
        if "rule" in declared.metadata
    }


def check_fields(spec: object, owner: str) -> None:
    """Normalise every field of a frozen `spec` in place.

    Raises
    ------
    SpecError
        ``owner: field must be …, received …`` for the first field that is not accepted.
    """
    for name, rule in field_rules(spec).items():
        object.__setattr__(spec, name, accepted(owner, name, rule, getattr(spec, name)))


def accepted(owner: str, name: str, rule: FieldRule, value: object) -> Any:  # noqa: ANN401
    """Return `value` as `rule` normalises it.

    Raises
    ------
    SpecError
        ``owner: name must be …, received …``.
    """
    try:
        return rule.accept(value)
    except (ValueError, OverflowError):
        shown = repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:57]}..."
        raise SpecError(
            f"{owner}: {name} must be {rule.expectation()}, received {shown}"
        ) from None
