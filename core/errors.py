"""Every error the core raises on purpose."""

from __future__ import annotations

from core.sentence import sentence


class CoreError(Exception):
    """Base of all errors raised on purpose by this package; its text is fit to show.

    Whatever of a foreign file is quoted in it, the text is one printable line of at most 300
    letters.
    """

    def __str__(self) -> str:
        return sentence(super().__str__())


class ShapeError(CoreError, ValueError):
    """An array does not have the shape the receiver was built for."""


class OrderError(CoreError, RuntimeError):
    """Methods were called in an order that cannot work."""


class SpecError(CoreError, ValueError):
    """A description of a network or an experiment makes no sense."""


class LayerSpecError(SpecError):
    """One layer of a network description does not fit.

    Attributes
    ----------
    position : int
        Index of the layer, counted from 0 as in parameter paths.
    kind : str
        Kind of the layer, or ``"?"`` if it cannot be told.
    reason : str
        What is wrong, without the position.
    """

    def __init__(self, position: int, kind: str, reason: str) -> None:
        super().__init__(f"layer {position} ({kind}): {reason}")
        self.position = position
        self.kind = kind
        self.reason = reason


class LoadError(CoreError, ValueError):
    """A file cannot be read; the text says in one sentence what is wrong with it."""


class Cancelled(CoreError):
    """The user cancelled a long operation."""
