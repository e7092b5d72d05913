"""Another run, laid over the curves of the shown one."""

from __future__ import annotations

from dataclasses import dataclass

from core.curves.history import RunHistory


@dataclass(frozen=True, slots=True, eq=False)
class CurveOverlay:
    """The curves of another run.

    Attributes
    ----------
    name : str
    history : RunHistory
        Must not grow any more.
    color_index : int
        See `gui.theme.run_colors`.
    about : str
        Its settings and best accuracy, in one line.
    """

    name: str
    history: RunHistory
    color_index: int
    about: str = ""
