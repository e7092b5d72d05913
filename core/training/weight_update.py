"""The update of the weights, and what may be wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from core.arrays import FloatArray
from core.network import Network
from core.optimizers.base import Optimizer
from core.optimizers.gradient_norm import clip_gradients
from core.regularization import add_l2_gradients, l2_penalty
from core.training.trouble import Trouble, is_diverged


class WeightUpdate:
    """Lets an optimiser change the weights, unless a number is infinite or undefined.

    Parameters
    ----------
    network : Network
    optimizer : Optimizer
    """

    def __init__(self, network: Network, optimizer: Optimizer) -> None:
        self._optimizer = optimizer
        self._trouble = Trouble(network)
        self._decayed = tuple(p for _, p in optimizer.parameters if p.l2 > 0)

    @property
    def penalty(self) -> float:
        """What weight decay adds to the loss."""
        return l2_penalty(self._decayed)

    def trouble_before(self, step: int, loss: float, examined: Callable[[], FloatArray]) -> str:
        """Complete the gradients; return what is broken, in a sentence, or nothing.

        Parameters
        ----------
        step : int
        loss : float
        examined : callable
            Returns some of the batch, as the network received it.
        """
        if is_diverged(loss):
            return self._trouble.in_loss(step, loss, examined())
        add_l2_gradients(self._decayed)
        return self._trouble.in_gradients(step)

    def apply(self, limit: float | None) -> float:
        """Change the weights; return what all gradients were multiplied by.

        Parameters
        ----------
        limit : float or None
            The largest length of all gradients together.
        """
        factor = 1.0 if limit is None else clip_gradients(self._optimizer.parameters, limit)
        self._optimizer.step()
        return factor

    def trouble_after(self, step: int) -> str:
        """Return what the update broke, in a sentence, or nothing."""
        return self._trouble.in_arrays(step)
