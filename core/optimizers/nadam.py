"""Adam with a look ahead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.arrays import FloatArray
from core.fields import RealNumber, spec_field
from core.network import NamedParameter
from core.optimizers.adam import BETA_1, BETA_2
from core.optimizers.base import ADAPTIVE_RATE, EPSILON, Kept, Optimizer, OptimizerSpec


@dataclass(frozen=True, slots=True)
class NadamSpec(OptimizerSpec):
    """Settings of `Nadam`, as files store them."""

    KIND: ClassVar[str] = "nadam"
    TITLE: ClassVar[str] = "Nadam"
    EXPLAINS: ClassVar[str] = "Adam that looks one step ahead, as Nesterov's momentum does."

    learning_rate: float = spec_field(ADAPTIVE_RATE, default=0.002)
    beta_1: float = spec_field(BETA_1, default=0.9)
    beta_2: float = spec_field(BETA_2, default=0.999)
    epsilon: float = spec_field(EPSILON, default=1e-8)
    momentum_decay: float = spec_field(
        RealNumber("Warm-up ψ", "How fast the momentum grows from β₁ / 2 to β₁.", 0.0, 10.0),
        default=0.004,
    )

    def build(self, parameters: Iterable[NamedParameter]) -> Nadam:
        return Nadam(parameters, self)


class Nadam(Optimizer):
    r"""Step as Adam does, along the momentum as it will be, gradient included.

    .. math::
        \mu_t &= \beta_1 \, (1 - \tfrac12 \cdot 0.96^{t \psi}) \\
        m &\leftarrow \beta_1 m + (1 - \beta_1) g \\
        s &\leftarrow \beta_2 s + (1 - \beta_2) g^2 \\
        \hat m &= \frac{\mu_{t+1} \, m}{1 - \prod_{i=1}^{t+1} \mu_i}
        + \frac{(1 - \mu_t) \, g}{1 - \prod_{i=1}^{t} \mu_i} \\
        \theta &\leftarrow \theta - \eta \,
        \frac{\hat m}{\sqrt{s / (1 - \beta_2^t)} + \varepsilon}

    Parameters
    ----------
    parameters : iterable of NamedParameter
    spec : NadamSpec
        Holds the learning rate η, β₁, β₂, ε and ψ.

    References
    ----------
    .. [1] Dozat (2016), "Incorporating Nesterov Momentum into Adam", algorithm 2 with the
       momentum of section 3.1.
    .. [2] `torch.optim.NAdam`.
    """

    KEEPS = ("mean", "squares")

    def __init__(self, parameters: Iterable[NamedParameter], spec: NadamSpec) -> None:
        super().__init__(parameters, spec.learning_rate)
        self.beta_1 = spec.beta_1
        self.beta_2 = spec.beta_2
        self.epsilon = spec.epsilon
        self.momentum_decay = spec.momentum_decay
        self._multiplied = (0, 1.0)

    def update(
        self, value: FloatArray, gradient: FloatArray, kept: Kept, space: FloatArray
    ) -> None:
        mean, squares = kept["mean"], kept["squares"]
        # In the ledger: update
        np.multiply(gradient, 1 - self.beta_1, out=space)
        mean *= self.beta_1
        mean += space  # m = β₁ m + (1 − β₁) g
        np.square(gradient, out=space)
        space *= 1 - self.beta_2
        squares *= self.beta_2
        squares += space  # s = β₂ s + (1 − β₂) g²
        product = self._product_of_momenta()  # μ₁ μ₂ … μₜ
        now, ahead = self._momentum(self.step_count), self._momentum(self.step_count + 1)
        square_correction = 1 - self.beta_2**self.step_count
        for part, share in (
            (mean, ahead / (1 - product * ahead)),
            (gradient, (1 - now) / (1 - product)),
        ):
            np.sqrt(squares, out=space)
            space /= square_correction**0.5
            space += self.epsilon  # √(s / (1 − β₂ᵗ)) + ε
            np.divide(part, space, out=space)
            space *= self.learning_rate * share
            value -= space

    def _momentum(self, step: int) -> float:
        # In the ledger: update
        share: float = 0.96 ** (step * self.momentum_decay)
        return self.beta_1 * (1 - 0.5 * share)  # μ of that step

    def _product_of_momenta(self) -> float:
        """Return μ₁ μ₂ … μₜ; how far it was multiplied is only a shortcut, never state."""
        steps, product = self._multiplied
        if steps > self.step_count:
            steps, product = 0, 1.0
        # In the ledger: update
        for step in range(steps + 1, self.step_count + 1):
            product *= self._momentum(step)
        self._multiplied = (self.step_count, product)
        return product
