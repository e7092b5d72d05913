"""What there is to say of the drawing, and what to do next."""

from __future__ import annotations

import numpy as np

from core.datasets.sample import Part
from core.sentence import sentence
from gui.panels.draw.drawing_reader import DrawingReader
from gui.state.lab_state import LabState

ELSEWHERE = "All panels show another image now: go on drawing, or choose Drawing above."
WHAT_IS_IT = "Say what you meant: press its digit, or click it under Answer."
NO_NUMBERS = (
    "The network puts out no numbers here, for its weights are none: go back to a step before, "
    "or Restart with a smaller learning rate."
)
MISREAD = (
    "Read as {}. Explain, against {}, shows which ink speaks for which; one step on the ink, "
    "or on the network, makes them agree."
)


def remark_of(state: LabState, reader: DrawingReader, said: str) -> str:
    """Return one sentence or two.

    Parameters
    ----------
    state : LabState
    reader : DrawingReader
    said : str
        What there is to say of the drawing itself; it comes before all else.
    """
    sample, drawing, moment = state.sample.sample, state.drawing, state.moment.moment
    if reader.read is not None and sample is not None and not said:
        if sample.part is not Part.DRAWING:
            return ELSEWHERE
        if moment is not None and not np.isfinite(moment.trace.values[-1]).all():
            return NO_NUMBERS
        if drawing.target is None:
            return WHAT_IS_IT
    said = sentence(said)
    if not said:
        return _misread(state, reader)
    return f"{said[0].upper()}{said[1:]}{'' if said.endswith('.') else '.'}"


def _misread(state: LabState, reader: DrawingReader) -> str:
    """Return what to do about a drawing that is taken for something else."""
    moment, meant = state.moment.moment, state.drawing.target
    if moment is None or meant is None or not reader.is_answered:
        return ""
    outputs = moment.trace.values[-1]
    label = int(outputs.argmax())
    if label == meant:
        return ""
    return MISREAD.format(moment.sample.name_of(label), moment.sample.name_of(meant))
