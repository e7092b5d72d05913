"""What the maps of a sliding window are called, and in which colours they are drawn."""

from __future__ import annotations

from core.arrays import FloatArray
from core.index_words import index_words
from core.inspection.magnitude import largest_magnitude
from core.inspection.sliding_window import SlideWay, SlidingWindow
from gui.panels.sliding_window.maps_view import SlidingPicture
from gui.theme.tensor_colors import ColorCode

OPERAND, KERNEL, RESULT = 0, 1, 2

_HATCHED = " Hatched cells are padding and count as 0."
_DOTTED = " Dotted cells are zeros between the numbers, where the stride skipped a place."
_TIPS = {
    SlideWay.FORWARD: (
        "What the convolution reads." + _HATCHED,
        "The weights of this filter for this input channel.",
        "What the convolution put out, before any activation. Click a pixel to go there.",
    ),
    SlideWay.INPUT_GRADIENT: (
        "dL/dz of every output z of this filter." + _HATCHED + _DOTTED,
        "The weights of this filter for this input channel, turned by 180°.",
        "dL/dx of every input x: the sum over all filters. Click a pixel to go there.",
    ),
    SlideWay.WEIGHT_GRADIENT: (
        "What the convolution read." + _HATCHED,
        "dL/dz of every output z of this filter, used as a kernel." + _DOTTED,
        "dL/dw of every weight w, for this sample. Click a weight to go there.",
    ),
}
_WRONG_TIP = "What comes out if the kernel is not turned by 180°."


def sliding_pictures(
    window: SlidingWindow,
    wrong: FloatArray | None,
    filter_index: int,
    channel: int,
    *,
    reads_ink: bool,
) -> tuple[SlidingPicture, ...]:
    """Return operand, kernel and result, and what comes out without the rotation.

    Parameters
    ----------
    window : SlidingWindow
    wrong : ndarray or None
        The result without the rotation.
    filter_index, channel : int
    reads_ink : bool
        Whether the convolution reads the image itself.
    """
    way = window.way
    is_forward = way is SlideWay.FORWARD
    titles = _titles(
        way, index_words(filter_index), index_words(channel), is_wrong=wrong is not None
    )
    role = "title" if is_forward else "backward"
    roles = ("title", "title", "forward") if is_forward else (role, "title", role)
    if way is SlideWay.WEIGHT_GRADIENT:
        roles = ("title", role, role)
    operand = window.operand.values[:, :, window.shown]
    kernel = window.kernel.values[:, :, window.shown]
    if wrong is not None:
        kernel = kernel[::-1, ::-1]
    is_ink = reads_ink and way is not SlideWay.INPUT_GRADIENT
    code = ColorCode.INK if is_ink else ColorCode.SIGN
    limit = 1.0 if is_ink else largest_magnitude(operand)
    tips = _TIPS[way]
    scale = largest_magnitude(window.result)
    pictures = (
        SlidingPicture(
            titles[OPERAND], roles[0], tips[0], operand, window.operand.kinds, limit, code
        ),
        SlidingPicture(
            titles[KERNEL],
            roles[1],
            tips[1],
            kernel,
            window.kernel.kinds,
            largest_magnitude(kernel),
            sign="∗",
        ),
        SlidingPicture(titles[RESULT], roles[2], tips[2], window.result, None, scale, sign="="),
    )
    if wrong is None:
        return pictures
    return (
        *pictures,
        SlidingPicture("Not turned", "error", _WRONG_TIP, wrong, None, scale, sign="≠"),
    )


def _titles(way: SlideWay, filter_number: str, channel: str, *, is_wrong: bool) -> list[str]:
    if way is SlideWay.FORWARD:
        return [f"Input {channel}", f"Filter {filter_number}", f"z, filter {filter_number}"]
    if way is SlideWay.INPUT_GRADIENT:
        turned = "as it is" if is_wrong else "turned 180°"
        return [
            f"dL/dz, filter {filter_number}",
            f"Filter {filter_number} {turned}",
            f"dL/dx, input {channel}",
        ]
    return [f"Input {channel}", f"dL/dz, filter {filter_number}", "dL/dw"]
