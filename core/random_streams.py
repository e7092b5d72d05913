"""One named random generator per purpose, all from one seed."""

from __future__ import annotations

import zlib

import numpy as np


def random_stream(seed: int, purpose: str, *place: int) -> np.random.Generator:
    """Return the generator of `seed` for one `purpose`.

    Generators of different purposes are independent, so drawing more of one (a longer
    shuffle, an inspection) never changes another.

    Parameters
    ----------
    seed : int
        Not negative.
    purpose : str
        ``"init"``, ``"split"``, ``"shuffle"``, …
    *place : int
        For what is drawn anew at every step, e.g. the step: such a generator has no state that
        a resumed run would have to restore.
    """
    entropy = [seed, zlib.crc32(purpose.encode()), *place]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))
