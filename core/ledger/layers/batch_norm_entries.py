"""The accounts of a batch normalisation."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from core.anatomy.ledger_error import LedgerError
from core.anatomy.windows import product_places, with_channel
from core.arrays import FloatArray, Shape
from core.layers import batch_norm, channel_statistics
from core.layers.batch_norm import BatchNormSpec
from core.ledger.account import Account, Formula, Line, formula_account, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import NO_STATE, LayerEntries, Products, State
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_NOTE = (
    "The shown sample is judged, not trained on, so mean and variance are the running ones "
    "that training gathered."
)
_MADE = Formula(
    "y = (x − μ) / √(σ² + ε) · γ + β",
    r"y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}\,\gamma + \beta",
)
_BLAMED = Formula(
    "dL/dx = δ · γ / √(σ² + ε)",
    r"\frac{dL}{dx} = \delta\,\frac{\gamma}{\sqrt{\sigma^2 + \varepsilon}}",
)
_GAMMA = Formula(
    "dL/dγ[c] = Σ δ · (x − μ) / √(σ² + ε)  over the channel",
    r"\frac{dL}{d\gamma_c} = \sum_{i,j} \delta_{i,j,c}\,"
    r"\frac{x_{i,j,c} - \mu_c}{\sqrt{\sigma_c^2 + \varepsilon}}",
)
_BETA = Formula(
    "dL/dβ[c] = Σ δ  over the channel",
    r"\frac{dL}{d\beta_c} = \sum_{i,j} \delta_{i,j,c}",
)


class BatchNormEntries(LayerEntries):
    r"""In use, where every inspected sample is, the statistics are the running ones.

    .. math::
        y = \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}}\,\gamma + \beta, \qquad
        \frac{dL}{dx} = \frac{\delta\,\gamma}{\sqrt{\sigma^2 + \varepsilon}}
    """

    KIND: ClassVar[str] = "batch_norm"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (batch_norm, channel_statistics)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        x = books.value_column("input", "x", outline.position - 1, np.array([index]))
        mean, variance, gamma, beta, epsilon = _numbers(books, outline, index[-1])
        spread = math.sqrt(variance.value + epsilon.value)
        number = float(x.values[0])
        normal = (number - mean.value) / spread
        total = normal * gamma.value + beta.value
        sizes = (abs(number) + abs(mean.value)) / spread * abs(gamma.value)
        return formula_account(
            _MADE,
            Terms((x,), x.values, books.noun(outline.position)),
            [
                mean,
                variance,
                epsilon,
                Line("√(σ² + ε)", spread),
                Line("(x − μ) / √(σ² + ε)", normal),
                gamma,
                beta,
            ],
            total,
            scale=sizes + abs(beta.value),
            notes=[_NOTE],
        )

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        delta = books.gradient_column(outline.position, np.array([index]))
        _, variance, gamma, _, epsilon = _numbers(books, outline, index[-1])
        scale = gamma.value / math.sqrt(variance.value + epsilon.value)
        slope = Column("γ/√(σ² + ε)", "slope", np.array([scale]))
        noun = books.noun(outline.position)
        terms = Terms((delta, slope), delta.values * slope.values, noun)
        return sum_account(_BLAMED, terms, [gamma, variance, epsilon], notes=[_NOTE])

    def parameter_blamed(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> Account:
        if name not in ("gamma", "beta"):
            raise LedgerError(
                f"{outline.spec.TITLE}: {name} is gathered in training, not learned, "
                "so it has no gradient."
            )
        shape, channel, grid = outline.output_shape, index[0], None
        places = np.array([[channel]])
        if len(shape) == 3:
            pixels = product_places(np.arange(shape[0]), np.arange(shape[1]))
            places, grid = with_channel(pixels, channel), (shape[0], shape[1])
        delta = books.gradient_column(outline.position, places)
        noun = books.noun(outline.position)
        if name == "beta":
            return sum_account(_BETA, Terms((delta,), delta.values, noun, grid=grid))
        mean, variance, _, _, epsilon = _numbers(books, outline, channel)
        x = books.value_column("input", "x", outline.position - 1, places)
        spread = math.sqrt(variance.value + epsilon.value)
        normal = Column(
            "normalised input", "normal", (x.values - mean.value) / spread, x.source, places
        )
        terms = Terms((delta, normal), delta.values * normal.values, noun, grid=grid)
        sizes = np.abs(delta.values) * (np.abs(x.values) + abs(mean.value)) / spread
        return sum_account(
            _GAMMA, terms, [mean, variance, epsilon], notes=[_NOTE], scale=float(sizes.sum())
        )

    def parameter_products(
        self,
        outline: LayerOutline,
        name: str,
        index: Shape,
        x: FloatArray,
        delta: FloatArray,
        state: State = NO_STATE,
    ) -> Products:
        channel, count = index[0], len(x)
        own: FloatArray = delta[..., channel].astype(np.float64, order="C").reshape(count, -1)
        if name == "beta":
            return Products.of(own)
        epsilon = outline.spec.epsilon if isinstance(outline.spec, BatchNormSpec) else 0.0
        read = x[..., channel].astype(np.float64, order="C").reshape(count, -1)
        if outline.spec.is_frozen:
            mean = float(state["running_mean"][channel])
            variance = float(state["running_variance"][channel])
        else:  # in training the statistics are those of the batch
            mean, variance = float(read.mean()), float(read.var())
        spread = math.sqrt(variance + epsilon)
        # x − μ is rounded relative to x and μ, however little of them is left
        sizes = np.abs(own) * (np.abs(read) + abs(mean)) / spread
        return Products(own * (read - mean) / spread, float(sizes.sum()))

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self._of_channel(books, outline, index[-1])
        numbers["x"] = numbers["x"][0][index[:-1]].reshape(1, 1)
        return BookCall.of(self.KIND, "forward", numbers, at=(0, 0))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self._of_channel(books, outline, index[-1])
        numbers |= {
            name: numbers[name][0][index[:-1]].reshape(1, 1) for name in ("x", "grad_y")
        }
        return BookCall.of(self.KIND, "backward", numbers, at=(0, 0))

    def parameter_blamed_in_book(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> BookCall | None:
        numbers = self._of_channel(books, outline, index[0])
        return BookCall.of(self.KIND, "backward", numbers, result=name, at=(0,))

    def _of_channel(self, books: Books, outline: LayerOutline, channel: int) -> dict[str, Any]:
        """Return what the book asks for, of a single channel, with the running statistics."""
        numbers, own = self.book_numbers(books, outline), slice(channel, channel + 1)
        for name in ("x", "grad_y", "gamma", "beta"):
            if name in numbers:
                numbers[name] = numbers[name][..., own]
        numbers["running"] = {
            name: books.parameter(outline, name)[own]
            for name in ("running_mean", "running_variance")
        }
        return numbers


def _numbers(
    books: Books, outline: LayerOutline, channel: int
) -> tuple[Line, Line, Line, Line, Line]:
    """Return μ, σ², γ, β and ε of a channel."""
    epsilon = outline.spec.epsilon if isinstance(outline.spec, BatchNormSpec) else 0.0

    def line(label: str, array: str, name: str) -> Line:
        value, address = books.parameter_number(outline, array, (channel,))
        return Line(label, value, name, address)

    return (
        line("running mean μ", "running_mean", "mu"),
        line("running variance σ²", "running_variance", "variance"),
        line("scale γ", "gamma", "gamma"),
        line("shift β", "beta", "beta"),
        Line("ε", epsilon, "epsilon", is_setting=True),
    )
