"""The whole network as a figure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.arrays import FloatArray, frozen_copy
from core.figures.figure import Figure, MapLook, Maps
from core.index_words import index_words
from core.inspection.moment import Moment
from core.inspection.moment_words import moment_words
from core.inspection.stage_numbers import TILED, StageForm, StageNumbers

#: Maps of a stage that are drawn: hundreds would make a figure that no page holds.
MOST_DRAWN = 16


def network_figure(moment: Moment | None, stages: Sequence[StageNumbers]) -> Figure | None:
    """Return every stage that has numbers, the input first; None if nothing is shown.

    What only lays maps out in a row is left out: its numbers are theirs.
    """
    shown = [
        one for one in stages if one.form is not StageForm.NOTHING and one.laid_from is None
    ]
    parts = tuple(map(_part, shown))
    if moment is None or not parts:
        return None
    return Figure("Network", parts, moment_words(moment))


def _part(stage: StageNumbers) -> Maps:
    values = np.asarray(stage.values)
    note = "More are not drawn." if stage.is_cut else ""
    if stage.form not in TILED:
        row = (frozen_copy(values.reshape(1, -1)),)
        return Maps(stage.title, ("",), row, note=note)
    if stage.form is StageForm.INK:
        return Maps(stage.title, ("",), (_ink(values),), MapLook.INK)
    tiles = range(values.shape[2])
    names = tuple(index_words(at) for at in tiles) if len(tiles) > 1 else ("",)
    maps = tuple(frozen_copy(values[:, :, at]) for at in tiles)
    return Maps(stage.title, names, maps, note=note, most=MOST_DRAWN)


def _ink(values: FloatArray) -> FloatArray:
    return frozen_copy(values[..., :3] if values.shape[-1] >= 3 else values[..., 0])
