"""What every way to explain a score promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar

from core.arrays import FloatArray, Shape
from core.explanation.class_score import ClassScore

#: Called between two parts with the share that is done; raises `Cancelled` to end.
Progress = Callable[[float], object]


def silent(share: float) -> None:
    """Show no progress."""


class ExplanationMethod(ABC):
    """Makes a map over the input: how much each pixel speaks for a class.

    Class attributes
    ----------------
    NAME : str
        On the command line.
    TITLE : str
        On screen.
    SHORT : str
        Over a map that is too small for the title; empty if the title is short.
    BRIEF : str
        The rule in at most four words or signs, for under a map.
    RULE : str
        One sentence in plain words: how to read the map.
    FORMULA : str
        In plain text; s is the score, x the image, i a pixel.
    SOURCE : str
        The paper.
    IS_SIGNED : bool
        Whether numbers below 0 speak against the class.
    ADDS_UP : bool
        Whether the map adds up to score(x) − score(0), but for the steps of its sum.
    """

    NAME: ClassVar[str]
    TITLE: ClassVar[str]
    SHORT: ClassVar[str] = ""
    BRIEF: ClassVar[str]
    RULE: ClassVar[str]
    FORMULA: ClassVar[str]
    SOURCE: ClassVar[str]
    IS_SIGNED: ClassVar[bool] = True
    ADDS_UP: ClassVar[bool] = False

    def looks(self, shape: Shape) -> int:
        """Return about how many images of `shape` (H, W, C) the network is asked at least."""
        return 1

    @abstractmethod
    def explain(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> FloatArray:
        """Return the map of one image.

        Parameters
        ----------
        score : ClassScore
        x : ndarray of shape (H, W, C)
            0 is no ink, 1 full ink.
        progress : callable, optional

        Returns
        -------
        ndarray of float64, shape (H, W, C), or (H, W) where channels have no share of their own

        Raises
        ------
        SpecError
            If the network has nothing that this method needs.
        """

    def explain_in_steps(
        self, score: ClassScore, x: FloatArray, progress: Progress = silent
    ) -> tuple[FloatArray, int]:
        """Return what `explain` does, and of how many parts a sum in place of an integral has.

        0 where there is no such sum.
        """
        return self.explain(score, x, progress), 0
