"""A network that takes on what any snapshot remembers."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from core.network import Network
from core.network_spec import NetworkSpec, build_network
from core.random_streams import random_stream
from core.training.snapshot import Snapshot, load_values


class NetworkCopy:
    """A private network that is not trained; built anew only for another description.

    For one thread: every call of `at` changes the network that the call before returned.

    Parameters
    ----------
    dtype : dtype, default float32
        What it computes in.
    """

    def __init__(self, dtype: DTypeLike = np.float32) -> None:
        self._dtype = dtype
        self._network: Network | None = None
        self._made_from: tuple[NetworkSpec, int] | None = None

    def at(self, spec: NetworkSpec, snapshot: Snapshot, seed: int | None = None) -> Network:
        """Return the network with the numbers of a snapshot.

        Parameters
        ----------
        spec : NetworkSpec
        snapshot : Snapshot
            Of a network built from `spec`.
        seed : int, optional
            Of the run: decides what dropout drops.  Any will do, if this is not given.
        """
        network, made_from = self._network, self._made_from
        is_other = made_from is None or made_from[0] != spec or seed not in (None, made_from[1])
        if network is None or is_other:
            rng = random_stream(seed or 0, "init")  # as in training
            network = self._network = build_network(spec, rng=rng, dtype=self._dtype)
            self._made_from = spec, seed or 0
        load_values(network, snapshot.values)
        return network
