"""What every optimiser promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from core.network import NamedParameter


class Optimizer(ABC):
    """Change parameters in place, from their gradients.

    State is kept per parameter *path*, so it can be saved, shown and loaded again.

    Parameters
    ----------
    parameters : iterable of NamedParameter
        What to train; usually ``network.named_parameters()``.

    Raises
    ------
    ValueError
        If there is nothing to train.
    """

    def __init__(self, parameters: Iterable[NamedParameter]) -> None:
        self.parameters = tuple(parameters)
        if not self.parameters:
            raise ValueError(f"{type(self).__name__}: the network has no parameters to train")

    @abstractmethod
    def step(self) -> None:
        """Apply one update to every parameter, in place."""
