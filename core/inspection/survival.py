"""Which positions of a map the gradient can still reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.anatomy.windows import Windows, has_windows
from core.arrays import BoolArray, IntArray, Shape
from core.index_words import index_words
from core.network_spec import LayerOutline
from core.number_text import share_text
from core.trace import Trace

#: Unless asked otherwise a trace goes by evaluation, so there is no mask to show.
DROPOUT_NOTE = " Nothing is dropped here: dropout acts in training only."


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
    stopped : mapping of str to ndarray of bool, shape (H, W, C)
        By what stopped them, ``"the pooling passed over"``, in the order in which numbers
        meet it: the positions to which all layers before leave a way, and this one none.
        Every position survives or is stopped once.
    has_relu : bool
        Whether a ReLU stands right behind the layer.
    passes_dropout : bool
        Whether there is a dropout that dropped nothing, because the trace went by evaluation.
    """

    layer: int
    is_open: BoolArray
    survives: BoolArray
    stopped: Mapping[str, BoolArray]
    has_relu: bool
    passes_dropout: bool

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
        has_relu = any(outline.spec.IS_GATE for outline in chain[:1])
        survives: BoolArray = np.ones(maps.shape, np.bool_)
        stopped: dict[str, BoolArray] = {}
        for count, outline in enumerate(chain, 1):
            if words := _words(outline, trace):
                passes = _reached(chain[:count], trace)
                if words in stopped or (outline.spec.IS_GATE and not has_relu):
                    words = f"a later {words.removeprefix('the ')}"
                here = survives & ~passes
                stopped[words] = here | stopped.get(words, here)  # a third is one more later
                survives = passes
        return cls(
            layer=layer,
            is_open=maps > 0 if has_relu else np.ones(maps.shape, np.bool_),
            survives=survives,
            stopped=stopped,
            has_relu=has_relu,
            passes_dropout=any(
                outline.spec.DROPS_NUMBERS and outline.position not in trace.kept
                for outline in chain
            ),
        )

    def text(self, channel: int) -> str:
        """Return in words which share of a channel's positions can teach its filter."""
        survives = self.survives[..., channel]
        total, count = survives.size, int(survives.sum())
        parts = [
            f"{words} {share_text(int(where[..., channel].sum()), total)}"
            for words, where in self.stopped.items()
        ]
        rest = f": {', '.join(parts)}" if parts else ""
        return (
            f"{count:,} of {total:,} positions ({share_text(count, total)}) can still teach "
            f"channel {index_words(channel)}{rest}."
            + (DROPOUT_NOTE if self.passes_dropout else "")
        )


def _words(outline: LayerOutline, trace: Trace) -> str:
    """Return what a layer does to the numbers it stops; nothing if it stops none."""
    if outline.spec.IS_GATE:
        return f"the {outline.spec.TITLE} closed"
    if outline.position in trace.kept:
        return "dropout took"
    if outline.spec.PICKS_WINNERS:
        return "the pooling passed over"
    return "the windows left out" if has_windows(outline) and _has_gaps(outline) else ""


def _has_gaps(outline: LayerOutline) -> bool:
    """Return whether there are numbers that no window of the layer reads."""
    h, w, _ = outline.input_shape
    return not _read_by_windows(outline, (h, w, 1), None).all()


def _reached(chain: Sequence[LayerOutline], trace: Trace) -> BoolArray:
    """Return from where a way leads through all layers of `chain`, shape (H, W, C)."""
    passes: BoolArray = np.ones(trace.values[chain[-1].position + 1].shape, np.bool_)
    for outline in reversed(chain):
        passes = _before(outline, trace, passes)
    return passes


def _before(outline: LayerOutline, trace: Trace, passes: BoolArray) -> BoolArray:
    """Return which inputs of a layer get a gradient, given which of its outputs do."""
    x = trace.values[outline.position]
    if outline.spec.IS_GATE:
        return passes & (x > 0)
    if outline.position in trace.kept:
        return passes & trace.kept[outline.position]
    if outline.spec.PICKS_WINNERS:
        return _won(trace.winners[outline.position], passes, x.shape)
    return _read_by_windows(outline, x.shape, passes) if has_windows(outline) else passes


def _read_by_windows(
    outline: LayerOutline, shape: Shape, passes: BoolArray | None
) -> BoolArray:
    """Return which inputs lie in a window whose output passes; None where all do."""
    windows = Windows.of(outline)
    reached = np.zeros(shape, np.bool_)
    for row, column in np.ndindex(*outline.output_shape[:2]):
        of_window = True if passes is None else passes[row, column]
        if np.any(of_window):
            _, cells = windows.window(int(row), int(column))
            inside = cells[cells[:, 0] >= 0]
            reached[inside[:, 0], inside[:, 1]] |= of_window
    return reached


def _won(winners: IntArray, passes: BoolArray, shape: Shape) -> BoolArray:
    h, w, channels = shape
    won = np.zeros((h * w, channels), np.bool_)
    rows, columns, channel = np.nonzero(passes & (winners >= 0))
    won[winners[rows, columns, channel], channel] = True
    return won.reshape(shape)
