"""What the three ways of a sliding window are called, and what they do, in words."""

from __future__ import annotations

import numpy as np

from core.arrays import FloatArray
from core.inspection.sliding_window import SlideWay, SlidingWindow
from core.number_text import share_text, size_words

RESULT_NAMES = {
    SlideWay.FORWARD: "z",
    SlideWay.INPUT_GRADIENT: "dL/dx",
    SlideWay.WEIGHT_GRADIENT: "dL/dw",
}
OTHERS = {
    SlideWay.FORWARD: "input channels",
    SlideWay.INPUT_GRADIENT: "filters",
    SlideWay.WEIGHT_GRADIENT: "",
}
EXPLANATIONS = {
    SlideWay.FORWARD: (
        "The filter lies on the input; cell by cell the two are multiplied, everything is "
        "added up, and the bias comes on top. Then the window moves on by the stride."
    ),
    SlideWay.INPUT_GRADIENT: (
        "An input pixel was read by several windows, each time through another weight. Its "
        "gradient gathers what each of them sends back: that is the filter turned by 180°, "
        "sliding over the gradient with zeros around it."
    ),
    SlideWay.WEIGHT_GRADIENT: (
        "A weight was used once in every window. Its gradient is the sum over all of them of "
        "pixel × gradient: the gradient map is the kernel, and moves one cell per weight."
    ),
}


def explanation(window: SlidingWindow, wrong: FloatArray | None) -> str:
    """Return what the window does; or how far off it is without the rotation.

    Parameters
    ----------
    window : SlidingWindow
    wrong : ndarray or None
        What comes out without the rotation, if that is shown.
    """
    if wrong is None:
        return EXPLANATIONS[window.way]
    size = float(np.linalg.norm(window.result))
    off = float(np.linalg.norm(wrong - window.slid()))
    if not off:
        return "Here both are the same: the kernel looks the same turned by 180°."
    share = f"{share_text(off, size)} of the gradient's own size" if size else size_words(off)
    return (
        "Without the rotation every weight meets the wrong output pixel. The whole map is off "
        f"by {share} (length of the difference over length of the gradient)."
    )
