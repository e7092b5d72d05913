"""An image made up so that a filter or unit answers as strongly as it can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.arrays import FloatArray, Shape
from core.errors import SpecError
from core.explanation.unit_answer import UnitAnswer

#: Steps of the ascent, and how far one goes: root of the mean square over all pixels.
STEPS, STEP = 64, 0.05
#: Share of the ink that is taken off in every step.
DECAY = 0.02
#: After so many steps neighbouring pixels are averaged once, 1 : 2 : 1 along both axes.
BLUR_EVERY = 4
SEED = 0
#: Most ink of a pixel at the start.
FIRST_INK = 0.2
#: Mean ink of an image below which it looks empty.
BLANK_INK = 0.02
#: Most ink of a pixel below which nothing is seen of it.
FAINT_INK = 0.05
#: Numbers of all frames together that are kept.
MOST_NUMBERS = 1_000_000
RULE = (
    "From faint noise of a fixed seed, 64 steps of 0.05 of full ink up the gradient of the "
    "answer (of a filter: the mean of the strongest quarter of its map). Every step takes off "
    "2 % of the ink, every fourth blurs a little, and ink stays between none and full."
)
FORMULA = "x ← clip(0.98 · (x + 0.05 · g / rms(g)), 0, 1), g = dr/dx"
BLANK = "Nearly no ink is left: ink only lowers this answer, as its weights are negative."
IN_MIDDLE = (
    "Over its whole map this filter likes blank paper best, as most of its weights are "
    "negative: this is what the place in the middle of its map likes."
)
NOT_FINITE = (
    "The answers of this layer are not finite numbers (NaN), so nothing can be made up for it: "
    "look at an earlier step."
)
NO_SLOPE = "No pixel moves this answer: the gradient is 0 everywhere, so no input is liked."


@dataclass(frozen=True, slots=True, eq=False)
class LikedInput:
    """The way from noise to what is liked; no array can be written to.

    Attributes
    ----------
    frames : ndarray of float32, shape (frames, H, W, C)
        From the first image to the last: 0 is no ink, 1 full ink.
    steps : ndarray of int, shape (frames,)
        How many steps were taken to each.
    answers : ndarray of shape (64 + 1,)
        After every step.
    is_in_middle : bool
        Whether it is what the place in the middle of a filter's map likes: the whole map likes
        blank paper best.
    """

    frames: FloatArray
    steps: np.ndarray
    answers: FloatArray
    is_in_middle: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether next to no ink is left, as ink only lowers the answer."""
        last = self.frames[-1]
        if self.is_in_middle:  # of a small part of the image
            return float(last.max()) < FAINT_INK
        return float(last.mean()) < BLANK_INK

    @property
    def remark(self) -> str:
        """What has to be said of it; may be empty."""
        if self.is_in_middle:
            return IN_MIDDLE
        return BLANK if self.is_blank else ""


def made_up(
    answer: Callable[[bool], UnitAnswer], shape: Shape, check: Callable[[], object]
) -> LikedInput:
    """Return what a filter likes anywhere, or in the middle if that is blank paper.

    Of a filter most of whose weights are negative, every pixel of ink lowers more answers than
    it raises; a single place shows the pattern that it looks for all the same.

    Parameters
    ----------
    answer : callable
        Returns the answer of the unit; with True, that of the place in the middle alone.
    shape, check
        As for `liked_input`.

    Raises
    ------
    SpecError
        As `liked_input`.
    """
    anywhere = liked_input(answer(False), shape, check)
    if not anywhere.is_blank:
        return anywhere
    try:
        part = liked_input(answer(True), shape, check, sees_part=True)
    except SpecError:  # nothing moves that place
        return anywhere
    found = replace(part, is_in_middle=True)
    return anywhere if found.is_blank else found


def liked_input(
    answer: UnitAnswer, shape: Shape, check: Callable[[], object], *, sees_part: bool = False
) -> LikedInput:
    r"""Return what a unit likes, by gradient ascent on its answer.

    .. math:: x \leftarrow \mathrm{clip}\bigl((1 - 0.02)
              (x + 0.05\, g / \mathrm{rms}(g)), 0, 1\bigr), \qquad g = \partial r / \partial x

    Parameters
    ----------
    answer : UnitAnswer
    shape : tuple (H, W, C)
        Of an image.
    check : callable
        Called between two steps; raises `Cancelled` to end.
    sees_part : bool
        Whether the answer is to a part of the image: the noise is there, and nowhere else.

    Raises
    ------
    SpecError
        If an answer is not finite, or nothing moves it at the start.

    References
    ----------
    .. [1] Erhan et al. (2009), "Visualizing Higher-Layer Features of a Deep Network".
    .. [2] Yosinski et al. (2015), "Understanding Neural Networks Through Deep Visualization",
       arXiv:1506.06579: decay and blur.
    """
    x: FloatArray = np.random.default_rng(SEED).uniform(0, FIRST_INK, shape)
    every = max(1, -(-STEPS * x.size // MOST_NUMBERS))
    with np.errstate(all="ignore"):  # what is not finite is refused in words
        if sees_part:
            x = x * (answer.value_and_gradient(x)[1] != 0)
        frames, steps, answers = [x.astype(np.float32)], [0], []
        for step in range(STEPS):
            check()
            value, gradient = answer.value_and_gradient(x)
            size = float(np.sqrt(np.mean(np.square(gradient))))
            if not np.isfinite([value, size]).all():
                raise SpecError(NOT_FINITE)
            if not size and not step:
                raise SpecError(NO_SLOPE)
            answers.append(value)
            x = (1 - DECAY) * (x + STEP * gradient / (size or 1.0))
            if (step + 1) % BLUR_EVERY == 0 and step + 1 < STEPS:
                x = _blurred(x)
            x = np.clip(x, 0, 1)
            if (step + 1) % every == 0 or step + 1 == STEPS:
                frames.append(x.astype(np.float32))
                steps.append(step + 1)
        answers.append(answer.value_and_gradient(x)[0])
    made = np.stack(frames), np.array(steps), np.array(answers)
    for array in made:
        array.flags.writeable = False
    return LikedInput(*made)


def _blurred(x: FloatArray) -> FloatArray:
    """Return an image whose pixels are averaged with their neighbours, 1 : 2 : 1."""
    for axis in (0, 1):
        around = np.pad(x, [(int(one == axis),) * 2 for one in range(3)], "edge")
        size = x.shape[axis]
        before, at, after = (around.take(range(k, k + size), axis) for k in range(3))
        x = (before + 2 * at + after) / 4
    return x
