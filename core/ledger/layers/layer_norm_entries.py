"""The accounts of a layer normalisation."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any, ClassVar, NamedTuple

import numpy as np

from core.anatomy.windows import product_places, with_channel
from core.arrays import FloatArray, IntArray, Shape
from core.layers import channel_statistics, layer_norm
from core.layers.layer_norm import LayerNormSpec
from core.ledger.account import Account, Formula, Line, formula_account, sum_account
from core.ledger.book_call import BookCall
from core.ledger.books import Books
from core.ledger.column import Column
from core.ledger.layers.layer_entries import NO_STATE, LayerEntries, Products, State
from core.ledger.terms import Terms
from core.network_spec import LayerOutline

_MADE = Formula(
    "y = (x − μ) / √(σ² + ε) · γ + β,  μ and σ² over the channels of its place",
    r"y_c = \frac{x_c - \mu}{\sqrt{\sigma^2 + \varepsilon}}\,\gamma_c + \beta_c",
)
_BLAMED = Formula(
    "dL/dx[c] = Σ δ[k] · dy[k]/dx[c],  "
    "dy[k]/dx[c] = γ[k] / √(σ² + ε) · ((1 if k = c else 0) − 1/C − x̂[k] · x̂[c] / C)",
    r"\frac{dL}{dx_c} = \sum_k \delta_k\,"
    r"\frac{\gamma_k}{\sqrt{\sigma^2 + \varepsilon}}\,"
    r"\Bigl([k = c] - \frac1C - \frac{\hat x_k\, \hat x_c}{C}\Bigr)",
)
_GAMMA = Formula(
    "dL/dγ[c] = Σ δ · x̂  over the places of the channel",
    r"\frac{dL}{d\gamma_c} = \sum_{i,j} \delta_{i,j,c}\, \hat x_{i,j,c}",
)
_BETA = Formula(
    "dL/dβ[c] = Σ δ  over the places of the channel",
    r"\frac{dL}{d\beta_c} = \sum_{i,j} \delta_{i,j,c}",
)


class _Normal(NamedTuple):
    """Numbers of places, brought to mean 0 and variance 1 over their last axis."""

    values: FloatArray  # x̂, (..., C)
    mean: FloatArray  # (..., 1)
    variance: FloatArray  # (..., 1)
    spread: FloatArray  # √(σ² + ε), (..., 1)


class LayerNormEntries(LayerEntries):
    r"""All channels of a place decide about each of them.

    .. math::
        y_c = \hat x_c\, \gamma_c + \beta_c, \qquad
        \frac{dL}{dx_c} = \frac{1}{\sqrt{\sigma^2 + \varepsilon}}
        \Bigl(h_c - \frac1C \sum_k h_k - \frac{\hat x_c}{C} \sum_k h_k \hat x_k\Bigr),
        \qquad h = \delta\gamma
    """

    KIND: ClassVar[str] = "layer_norm"
    DONE_BY: ClassVar[tuple[ModuleType, ...]] = (layer_norm, channel_statistics)

    def made(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        x = books.value_column("input", "x", outline.position - 1, _channels(outline, index))
        normal, epsilon = _normal(x.values, outline), _epsilon(outline)
        channel, own = index[-1], float(normal.values[index[-1]])
        gamma, gamma_at = books.parameter_number(outline, "gamma", (channel,))
        beta, beta_at = books.parameter_number(outline, "beta", (channel,))
        spread = float(normal.spread[0])
        return formula_account(
            _MADE,
            _terms(outline, (x,), (x.values - normal.mean) ** 2, how="(x − μ)²"),
            [
                Line("mean μ", float(normal.mean[0])),
                Line("variance σ²", float(normal.variance[0])),
                Line("ε", epsilon, "epsilon", is_setting=True),
                Line("√(σ² + ε)", spread),
                Line("x̂ = (x − μ) / √(σ² + ε)", own),
                Line("scale γ", gamma, "gamma", gamma_at),
                Line("shift β", beta, "beta", beta_at),
            ],
            own * gamma + beta,
            snippet=(
                "normal = (x - x.mean()) / np.sqrt(x.var() + epsilon)",
                f"total = normal[{channel}] * gamma + beta",
            ),
            scale=2 * float(np.abs(x.values).max()) / spread * abs(gamma) + abs(beta),
        )

    def blamed(self, books: Books, outline: LayerOutline, index: Shape) -> Account:
        places, channel = _channels(outline, index), index[-1]
        count = len(places)
        x = books.value_column("input", "x", outline.position - 1, places).values
        normal = _normal(x, outline)
        spread, own = float(normal.spread[0]), float(normal.values[channel])
        delta = books.gradient_column(outline.position, places)
        gamma = books.parameter(outline, "gamma").astype(np.float64)
        slopes = (np.arange(count) == channel) - (1 + normal.values * own) / count
        jacobian = Column("dy/dx", "jacobian", gamma / spread * slopes)
        h = delta.values * gamma
        products = h * normal.values
        direct, mean = float(h[channel]), float(h.sum()) / count
        variance = own * float(products.sum()) / count
        sizes = abs(direct) + (np.abs(h).sum() + abs(own) * np.abs(products).sum()) / count
        return sum_account(
            _BLAMED,
            _terms(outline, (delta, jacobian), delta.values * jacobian.values),
            [
                Line("s = √(σ² + ε)", spread),
                Line("x̂", own),
                Line("direct path: h / s, h = δ · γ", direct / spread),
                Line("through the mean: −Σ h / (C · s)", -mean / spread),
                Line("and variance: −x̂ · Σ h·x̂ / (C · s)", -variance / spread),
            ],
            # x̂ is a small difference where the channels are nearly equal
            scale=float(sizes) / spread * (1 + float(np.abs(x).max()) / spread),
        )

    def parameter_blamed(
        self, books: Books, outline: LayerOutline, name: str, index: Shape
    ) -> Account:
        shape, channel, grid = outline.output_shape, index[0], None
        places = np.array([[channel]])
        if len(shape) == 3:
            pixels = product_places(np.arange(shape[0]), np.arange(shape[1]))
            places, grid = with_channel(pixels, channel), (shape[0], shape[1])
        delta = books.gradient_column(outline.position, places)
        noun = books.noun(outline.position)
        if name == "beta":
            return sum_account(_BETA, Terms((delta,), delta.values, noun, grid=grid))
        x = books.output(outline.position - 1).astype(np.float64)
        normal = _normal(x, outline)
        own = normal.values[..., channel].reshape(-1)
        column = Column("normalised input", "normal", own, outline.position - 1, places)
        terms = Terms((delta, column), delta.values * own, noun, grid=grid)
        largest = 2 * np.abs(x).max(axis=-1) / normal.spread[..., 0]
        sizes = np.abs(delta.values) * largest.reshape(-1)
        epsilon = Line("ε", _epsilon(outline), is_setting=True)
        return sum_account(_GAMMA, terms, [epsilon], scale=float(sizes.sum()))

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
        read = x.astype(np.float64, order="C")
        normal = _normal(read, outline)
        largest = 2 * np.abs(read).max(axis=-1) / normal.spread[..., 0]
        sizes = np.abs(own) * largest.reshape(count, -1)
        products: FloatArray = own * normal.values[..., channel].reshape(count, -1)
        return Products(products, float(sizes.sum()))

    def made_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self._of_place(books, outline, index)
        return BookCall.of(self.KIND, "forward", numbers, at=(0, index[-1]))

    def blamed_in_book(
        self, books: Books, outline: LayerOutline, index: Shape
    ) -> BookCall | None:
        numbers = self._of_place(books, outline, index)
        return BookCall.of(self.KIND, "backward", numbers, at=(0, index[-1]))

    def _of_place(self, books: Books, outline: LayerOutline, index: Shape) -> dict[str, Any]:
        """Return what the book asks for, of the place of a number alone, as a flat sample."""
        numbers = self.book_numbers(books, outline)
        for name in numbers.keys() & {"x", "grad_y"}:
            numbers[name] = numbers[name][0][index[:-1]][None]  # (1, C)
        return numbers


def _normal(x: FloatArray, outline: LayerOutline) -> _Normal:
    mean = x.mean(axis=-1, keepdims=True)
    variance = x.var(axis=-1, keepdims=True)
    spread = np.sqrt(variance + _epsilon(outline))
    return _Normal((x - mean) / spread, mean, variance, spread)


def _epsilon(outline: LayerOutline) -> float:
    return outline.spec.epsilon if isinstance(outline.spec, LayerNormSpec) else math.nan


def _channels(outline: LayerOutline, index: Shape) -> IntArray:
    """Return the places of all numbers that are normalised together with one."""
    channels = np.arange(outline.output_shape[-1])[:, None]
    return np.hstack([np.tile(np.array(index[:-1], np.intp), (len(channels), 1)), channels])


def _terms(
    outline: LayerOutline, columns: tuple[Column, ...], products: FloatArray, how: str = ""
) -> Terms:
    """Return one term for each channel of a place."""
    noun = "channel" if len(outline.output_shape) == 3 else "number"
    numbers = np.arange(len(products))
    return Terms(columns, products, noun, numbers=numbers, how=how)
