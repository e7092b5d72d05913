"""Faults of what changes images in training."""

from tests.planted.fault import Fault

READ = "core/augmentation/resampling.py"

FAULTS = (
    Fault(READ, "        right &= _LEFT_TWO  # p₀₁ and p₁₁\n", "",
          "the rows' ink runs together"),
    Fault(READ, "        right *= across\n", "        right *= down\n",
          "across is taken for down"),
    Fault(READ, "        top += 1 << (2 * _BITS - 1)  # rounds: what follows is cut off\n", "",
          "ink is lost by cutting off"),
    Fault(READ, "np.clip(places, -_ONE, length * _ONE, out=places)",
          "np.clip(places, 0, (length - 1) * _ONE, out=places)",
          "the edge's ink is smeared out of the image"),
)  # fmt: skip
