"""Names for what the pages take and give."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Real numbers.
Array = NDArray[np.floating]
#: Yes or no for each number.
Mask = NDArray[np.bool_]
#: The true class of each sample, shape (N,).
Labels = NDArray[np.integer[Any]]
#: Arrays by name, e.g. the gradients of weight and bias.
Named = dict[str, Array]
#: (vertical, horizontal)
Pair = tuple[int, int]
#: "valid" (none), "same" (enough to keep the size) or ((top, bottom), (left, right)).
Padding = str | tuple[Pair, Pair]
