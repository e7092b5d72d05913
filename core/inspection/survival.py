"""Which positions of a map the gradient can still reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.anatomy.windows import Windows, has_windows
from core.arrays import BoolArray, IntArray, Shape
from core.network_spec import LayerOutline
from core.trace import Trace

#: Unless asked otherwise a trace goes by evaluation, so there is no mask to show.
DROPOUT_NOTE = " Dropout passes all of them here: it drops in training only."


@dataclass(frozen=True, slots=True, eq=False)
class Survival:
    """The gates behind a layer with maps, up to the next layer that mixes channels.

    A gradient that comes back to a map passes every ReLU, pooling and dropout on the way: a
    closed ReLU, a lost pooling window and a dropped number make it exactly 0, whatever it was.
    A position that is reached can teach the filter that drew it; any other teaches it nothing.

    Attributes
    ----------
    layer : int
        Index of the layer whose output the maps are.
    is_open : ndarray of bool, shape (H, W, C)
        Where the ReLU right behind the layer lets gradients pass; all True without one.
    survives : ndarray of bool, shape (H, W, C)
        Where every gate on the way does, and the position won a pooling window.
    unmasked : ndarray of bool, shape (H, W, C)
        What would survive if dropout dropped nothing.
    has_relu, has_pooling, has_dropout : bool
        Whether there is such a gate at all.
    drops : bool
        Whether the trace met a dropout as in training.
    """

    layer: int
    is_open: BoolArray
    survives: BoolArray
    unmasked: BoolArray
    has_relu: bool
    has_pooling: bool
    has_dropout: bool
    drops: bool

    @classmethod
    def of(cls, outlines: Sequence[LayerOutline], trace: Trace, layer: int) -> Survival:
        """Return which positions of the output of `layer` survive for the traced sample.

        Batch normalisation goes by evaluation in a trace, and passes everything; so does
        dropout, unless the trace was asked to drop as in training.
        """
        chain = []
        for outline in outlines[layer + 1 :]:
            if not outline.spec.KEEPS_CHANNELS:
                break
            chain.append(outline)
        maps = trace.values[layer + 1]
        last = chain[-1].position if chain else layer
        passes: BoolArray = np.ones(trace.values[last + 1].shape, np.bool_)
        unmasked = passes
        for outline in reversed(chain):
            passes = _before(outline, trace, passes)
            unmasked = _before(outline, trace, unmasked, masks=False)
        has_relu = any(outline.spec.IS_GATE for outline in chain[:1])
        return cls(
            layer=layer,
            is_open=maps > 0 if has_relu else np.ones(maps.shape, np.bool_),
            survives=passes,
            unmasked=unmasked,
            has_relu=has_relu,
            has_pooling=any(outline.spec.PICKS_WINNERS for outline in chain),
            has_dropout=any(outline.spec.DROPS_NUMBERS for outline in chain),
            drops=any(outline.position in trace.kept for outline in chain),
        )

    def text(self, channel: int) -> str:
        """Return in words which share of a channel's positions can teach its filter."""
        survives, is_open = self.survives[..., channel], self.is_open[..., channel]
        unmasked = self.unmasked[..., channel]
        total, count = survives.size, int(survives.sum())
        parts = []
        if self.has_relu:
            parts.append(f"the ReLU closed {_share(total - int(is_open.sum()), total)}")
        if self.has_pooling:
            parts.append(
                f"the pooling passed over {_share(int((is_open & ~unmasked).sum()), total)}"
            )
        if self.drops:
            parts.append(f"dropout took {_share(int((unmasked & ~survives).sum()), total)}")
        rest = f": {', '.join(parts)}" if parts else ""
        return (
            f"{count:,} of {total:,} positions ({_share(count, total)}) can still teach "
            f"channel {channel + 1}{rest}."
            + (DROPOUT_NOTE if self.has_dropout and not self.drops else "")
        )


def _share(count: int, total: int) -> str:
    return f"{100 * count / total:.0f} %"


def _before(
    outline: LayerOutline, trace: Trace, passes: BoolArray, *, masks: bool = True
) -> BoolArray:
    """Return which inputs of a layer get a gradient, given which of its outputs do."""
    x = trace.values[outline.position]
    if outline.spec.IS_GATE:
        return passes & (x > 0)
    if outline.position in trace.kept:
        return passes & trace.kept[outline.position] if masks else passes
    if outline.spec.PICKS_WINNERS:
        return _won(trace.winners[outline.position], passes, x.shape)
    if has_windows(outline):
        windows = Windows.of(outline)
        reached = np.zeros(x.shape, np.bool_)
        for row, column in np.argwhere(passes.any(axis=2)):
            _, cells = windows.window(int(row), int(column))
            inside = cells[cells[:, 0] >= 0]
            reached[inside[:, 0], inside[:, 1]] |= passes[row, column]
        return reached
    return passes


def _won(winners: IntArray, passes: BoolArray, shape: Shape) -> BoolArray:
    h, w, channels = shape
    won = np.zeros((h * w, channels), np.bool_)
    rows, columns, channel = np.nonzero(passes & (winners >= 0))
    won[winners[rows, columns, channel], channel] = True
    return won.reshape(shape)
