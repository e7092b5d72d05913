"""What the ledger needs to know about an optimiser."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import ModuleType
from typing import ClassVar, NamedTuple

from core.ledger.account import Formula, Line


class Given(NamedTuple):
    """A number that a step starts from.

    Attributes
    ----------
    source : str
        Name of the setting in the optimiser's spec, or of the array that it keeps.
    name : str
        What `OptimizerEntries.work` calls it.
    label : str
        What the page calls it.
    says : str
        What it means, in a sentence.
    """

    source: str
    name: str
    label: str
    says: str = ""


class Work(NamedTuple):
    """The results in between, the new value, and the size of what was added to the old one."""

    lines: tuple[Line, ...]
    total: float
    size: float


class OptimizerEntries(ABC):
    """Writes the account of one kind of optimiser: the step of a single weight.

    Class attributes
    ----------------
    KIND : str
    DONE_BY : tuple of module
        Our own files that do the work; in them the lines are marked.
    FORMULA : Formula
    SETTINGS : tuple of Given
        Settings of the spec besides the learning rate.
    KEPT : tuple of Given
        Arrays that the optimiser remembers.
    COUNTS_STEPS : bool
        Whether the number of the step is part of the formula.
    """

    KIND: ClassVar[str]
    DONE_BY: ClassVar[tuple[ModuleType, ...]]
    FORMULA: ClassVar[Formula]
    SETTINGS: ClassVar[tuple[Given, ...]] = ()
    KEPT: ClassVar[tuple[Given, ...]] = ()
    COUNTS_STEPS: ClassVar[bool] = False

    @abstractmethod
    def work(self, given: Mapping[str, float]) -> Work:
        """Return the step, computed anew in float64.

        Parameters
        ----------
        given : mapping of str to float
            By name: the weight ``w``, its gradient ``g``, the learning rate ``eta``, the
            number of the step ``t``, and what `SETTINGS` and `KEPT` name.
        """


EPSILON = Given(
    "epsilon", "epsilon", "ε", "Keeps the division safe where gradients are almost zero."
)
MOMENTUM = Given("momentum", "mu", "momentum μ", "How much of the last direction is kept.")
VELOCITY = Given("velocity", "v", "velocity v before")
SQUARES = Given("squares", "s", "squares s before")


def velocity_line(value: float) -> Line:
    """Return the line of the running sum of gradients."""
    says = "What is kept of the last direction, plus this gradient."
    return Line("velocity v now", value, says=says)


def squares_line(value: float) -> Line:
    """Return the line of the gathered squares."""
    says = "What is remembered of the size of this weight's gradients."
    return Line("squares s now", value, says=says)


def root_line(value: float) -> Line:
    """Return the line of what a step is divided by."""
    says = "The size of this weight's gradients that its step is divided by."
    return Line("√s + ε", value, says=says)
