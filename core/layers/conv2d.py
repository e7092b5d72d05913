"""Two-dimensional convolution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import DTypeLike

from core.arrays import FloatArray, Shape, check_shape, shape_text
from core.buffers import Buffers
from core.errors import OrderError, ShapeError
from core.fields import Padding, Pair, PairOfWholeNumbers, WholeNumber, spec_field
from core.geometry import padding_pairs
from core.index_words import index_words, place_words
from core.initializers.catalog import INITIALIZERS, Initializer
from core.latest_few import LatestFew
from core.layers.base import Layer
from core.layers.column_slabs import ColumnSlabs, slabs_memory
from core.layers.passage import Passage
from core.layers.spec import FROZEN, LayerSpec, freeze
from core.layers.weight_fields import INITIALIZER, L2
from core.layers.window import Window
from core.layers.window_fields import PADDING, STRIDE, window_positions
from core.layers.working_memory import WorkingMemory
from core.number_text import range_words, share_text
from core.number_words import counted
from core.parameter import Parameter

#: Whole and last shard, in training and in use, and a few single images.
SHAPES_KEPT = 6


@dataclass(frozen=True, slots=True)
class Conv2DSpec(LayerSpec):
    """A bank of filters slid over the map."""

    KIND: ClassVar[str] = "conv2d"
    TITLE: ClassVar[str] = "Conv2D"
    EXPLAINS: ClassVar[str] = "Small filters slide over the map; each draws a map of its own."
    KEEPS_PLACES: ClassVar[bool] = False
    KEEPS_CHANNELS: ClassVar[bool] = False
    KEEPS_UNITS: ClassVar[bool] = False
    MIXES_PLACES: ClassVar[bool] = False
    PASSES_GRADIENT_WHOLE: ClassVar[bool] = False
    SLIDES_FILTERS: ClassVar[bool] = True
    FIRST_VALUES: ClassVar[Mapping[str, Any]] = MappingProxyType({"filters": 8})

    filters: int = spec_field(WholeNumber("Filters", "How many maps come out.", 1, 1024))
    kernel_size: Pair = spec_field(
        PairOfWholeNumbers("Kernel", "Height and width of each filter.", 1, 32), default=(3, 3)
    )
    stride: Pair = spec_field(STRIDE, default=(1, 1))
    padding: Padding = spec_field(PADDING, default="valid")
    initializer: str = spec_field(INITIALIZER, default="he_normal")
    l2: float = spec_field(L2, default=0.0)
    frozen: bool = spec_field(FROZEN, default=False)

    def output_shape(self, input_shape: Shape) -> Shape:
        rows, columns = window_positions(
            self.KIND, "kernel", input_shape, self.kernel_size, self.stride, self.padding
        )
        return rows, columns, self.filters

    def parameter_shapes(self, input_shape: Shape) -> Mapping[str, Shape]:
        weight = (*self.kernel_size, input_shape[2], self.filters)
        return {"weight": weight, "bias": (self.filters,)}

    def working_memory(self, input_shape: Shape) -> WorkingMemory:
        window = self.window(input_shape)
        return slabs_memory(input_shape, window, self.output_shape(input_shape))

    def window(self, input_shape: Shape) -> Window:
        pads = padding_pairs(
            self.padding, (input_shape[0], input_shape[1]), self.kernel_size, self.stride
        )
        return Window(self.kernel_size, self.stride, pads)

    def parameter_words(
        self,
        name: str,
        index: Shape,
        input_shape: Shape,
        unit_noun: str,
        *,
        laid_from: Shape | None = None,
    ) -> str:
        place = f" {place_words(index[:2])}" if name == "weight" else ""
        if name == "weight" and input_shape[-1] > 1:
            place += f" · input channel {index_words(index[2])}"
        return f"filter {index_words(index[-1])} · {name}{place}"

    def forward_words(self, seen: Passage) -> str:
        sums, products = seen.y.size, self.parameter_count(seen.x.shape) // self.filters - 1
        return (
            f"{counted(self.filters, 'filter')} of {shape_text(self.kernel_size)} slid over "
            f"{shape_text(seen.x.shape)}: {sums:,} sums of {products:,} products and a bias, "
            f"{range_words(seen.y)}; {share_text(int((seen.y > 0).sum()), sums)} above 0."
        )

    def build(
        self, input_shape: Shape, *, rng: np.random.Generator, dtype: DTypeLike = np.float32
    ) -> Layer:
        layer = Conv2D(
            input_shape[2],
            self.filters,
            self.kernel_size,
            stride=self.stride,
            padding=self.padding,
            initialize=INITIALIZERS[self.initializer],
            rng=rng,
            dtype=dtype,
        )
        layer.weight.l2 = self.l2
        if self.frozen:
            freeze(layer)
        return layer


class Conv2D(Layer):
    r"""Slide a bank of filters over a stack of maps.

    .. math::
        y_{n,p,q,o} = b_o + \sum_{i,j,c} x_{n,\,ps+i,\,qs+j,\,c}\; w_{i,j,c,o}

    with `x` zero-padded.  As in every deep-learning library this is cross-correlation:
    the filter is not flipped.

    Parameters
    ----------
    in_channels, filters : int
        Channels of the input, and number of filters.
    kernel_size, stride : tuple (vertical, horizontal)
    padding : {"valid", "same"} or ((top, bottom), (left, right))
    initialize : Initializer
    rng : numpy.random.Generator
        Source of the initial weights.
    dtype : dtype, default float32
        Type of the parameters and of every result.

    Attributes
    ----------
    weight : Parameter of shape (K_h, K_w, C_in, C_out)
    bias : Parameter of shape (C_out,)
        Zero at the start.

    Notes
    -----
    Shape letters: N images, H×W pixels, C channels, K kernel side, q an output column.

    Maps are kept as *stacks of image columns*, in memory order ``(W, C, H, N)``.
    `ColumnSlabs` lays the batch out so that all windows at output column q form one matrix
    S_q, in which every pixel stands K_h times (not K_h·K_w times: the matrices of
    neighbouring q overlap in memory).  With the kernel and the bias as a matrix M of shape
    (K_w·(K_h·C_in + 1), C_out), the layer is one matrix product per output column,

    .. math:: Y_q = M^\top S_q

    a variant of "convolution as matrix product" [1]_.  Its operands are small enough for the
    processor's cache, and all q together are a single call.  The chain rule transposes it:

    .. math:: dM = \sum_q S_q\, dY_q^\top, \qquad dS_q = M\, dY_q

    and dx adds every number of dS back to the pixel it was copied from: the transposed
    convolution [2]_.

    References
    ----------
    .. [1] Chellapilla et al. (2006), "High Performance Convolutional Neural Networks for
       Document Processing", section 3.
    .. [2] Dumoulin & Visin (2016), "A guide to convolution arithmetic for deep learning",
       arXiv:1603.07285, section 4.
    """

    KIND: ClassVar[str] = "conv2d"
    LIKES_BATCH_INNERMOST: ClassVar[bool] = True

    def __init__(
        self,
        in_channels: int,
        filters: int,
        kernel_size: Pair,
        *,
        stride: Pair = (1, 1),
        padding: Padding = "valid",
        initialize: Initializer,
        rng: np.random.Generator,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.in_channels = in_channels
        self.filters = filters
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        window = kernel_size[0] * kernel_size[1]
        weight = initialize(
            (*kernel_size, in_channels, filters), in_channels * window, filters * window, rng
        )
        self.weight = Parameter(weight.astype(dtype))
        self.bias = Parameter(np.zeros(filters, dtype=dtype))
        lines = kernel_size[0] * in_channels + 1
        self._matrix = np.zeros((kernel_size[1], lines, filters), self.weight.value.dtype)
        self._buffers = Buffers()
        self._slabs = LatestFew[tuple[Shape, bool], ColumnSlabs](SHAPES_KEPT)
        self._pending: ColumnSlabs | None = None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        return MappingProxyType({"weight": self.weight, "bias": self.bias})

    def forward(self, x: FloatArray, *, training: bool) -> FloatArray:
        """Convolve `x` of shape (N, H, W, C_in); return (N, H_out, W_out, C_out)."""
        check_shape("Conv2D input", x, (None, None, None, self.in_channels))
        slabs = self._slabs.get((x.shape, training), lambda: self.make_slabs(x.shape))
        slabs.lay_out(x)
        _, w_out, h_out, n = slabs.output_shape
        shape = (1, w_out, self.filters, h_out * n)
        y = self._take("y", shape) if training else np.empty(shape, self._matrix.dtype)
        self.multiply(slabs, out=y)
        if training:
            self._pending = slabs
        return y.reshape(w_out, self.filters, h_out, n).transpose(3, 2, 0, 1)

    def parameter_gradients(self, grad_output: FloatArray) -> None:
        self.fill_gradients(self._remembered(), self.as_columns(grad_output)[None])

    def input_gradient(self, grad_output: FloatArray) -> FloatArray:
        return self.collect(self._remembered(), self.as_columns(grad_output)[None])

    def multiply(self, slabs: ColumnSlabs, *, out: FloatArray) -> None:
        """Write the output for maps laid out in `slabs`, (groups, W_out, C_out, H_out * N)."""
        # In the ledger: forward
        weight, bias = self._parts(self._matrix)
        weight[...], bias[...] = self.weight.value, self.bias.value
        np.matmul(self._matrix.reshape(-1, self.filters).T, slabs.windows, out=out)

    def fill_gradients(self, slabs: ColumnSlabs, grad_y: FloatArray) -> None:
        """Fill the gradients of weight and bias from that of `multiply`'s output."""
        shape = (*grad_y.shape[:2], slabs.windows.shape[2], self.filters)
        per_column = self._take("per column", shape)
        # In the ledger: parameter_gradients
        np.matmul(slabs.windows, grad_y.swapaxes(2, 3), out=per_column)
        grad_matrix = per_column.sum(axis=(0, 1)).reshape(self._matrix.shape)
        self.weight.gradient[...], self.bias.gradient[...] = self._parts(grad_matrix)

    def collect(self, slabs: ColumnSlabs, grad_y: FloatArray) -> FloatArray:
        """Return the gradient of the maps laid out in `slabs`, shape (N, H, W, C_in)."""
        return slabs.collect(self._matrix, grad_y)

    def _parts(self, matrix: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return views of the weight (K_h, K_w, C_in, C_out) and the bias in a matrix M.

        Of the K_w lines of ones in S, the bias meets the first; M is zero where the others do.
        """
        (k_h, k_w), c_in = self.kernel_size, self.in_channels
        weight = matrix[:, :-1].reshape(k_w, k_h, c_in, self.filters).transpose(1, 0, 2, 3)
        return weight, matrix[0, -1]

    def as_columns(self, maps: FloatArray) -> FloatArray:
        """Return maps (N, H, W, C) as a contiguous stack of columns (W, C, H*N)."""
        columns = maps.transpose(2, 3, 1, 0)
        if not columns.flags.c_contiguous:
            copied = self._take("columns", columns.shape)
            np.copyto(copied, columns)
            columns = copied
        return columns.reshape(*columns.shape[:2], -1)

    def make_slabs(self, shape: Shape, *, pool: Pair = (1, 1)) -> ColumnSlabs:
        """Return the working memory for maps of `shape`; see `ColumnSlabs` about `pool`.

        Raises
        ------
        ShapeError
            If the kernel is larger than the maps, or a pooling window than the output.
        """
        size = (shape[1], shape[2])
        pads = padding_pairs(self.padding, size, self.kernel_size, self.stride)
        padded = (size[0] + sum(pads[0]), size[1] + sum(pads[1]))
        if padded[0] < self.kernel_size[0] or padded[1] < self.kernel_size[1]:
            raise ShapeError(
                f"Conv2D input: a map of {padded} is smaller than the kernel {self.kernel_size}"
            )
        slabs = ColumnSlabs(
            shape, self.kernel_size, self.stride, pads, self._matrix.dtype, pool=pool
        )
        if 0 in slabs.output_shape:
            raise ShapeError(f"MaxPool2D input: a map is smaller than the window {pool}")
        return slabs

    def _take(self, name: str, shape: Shape) -> FloatArray:
        array: FloatArray = self._buffers.take(name, shape, self._matrix.dtype)
        return array

    def _remembered(self) -> ColumnSlabs:
        if self._pending is None:
            raise OrderError("Conv2D.backward needs a forward pass with training=True first")
        return self._pending
