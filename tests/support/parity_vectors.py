"""Networks with the gradients PyTorch computed for them, stored for who has no PyTorch.

Written anew, where PyTorch is installed, by ``python -m tests.support.parity_vectors``.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from core.losses.catalog import make_loss
from core.network_spec import network_spec_from_dict, network_spec_to_dict
from tests.support.parity import gradients_of_the_chain
from tests.support.random_networks import GRAIN, DrawnNetwork, draw_network

VECTORS = Path(__file__).parents[1] / "core" / "parity" / "vectors.npz"
STORED = 36
MOST_NUMBERS = 500


def stored_networks():
    """Yield (DrawnNetwork, loss, gradients by path and of "input") as PyTorch saw them."""
    with np.load(VECTORS, allow_pickle=False) as archive:
        arrays = dict(archive)
    for index, text in enumerate(arrays["networks"]):
        about = json.loads(str(text))
        parts = {
            name: {
                key.split("/", 2)[2]: array
                for key, array in arrays.items()
                if key.startswith(f"{index}/{name}/")
            }
            for name in ("value", "gradient")
        }
        drawn = DrawnNetwork(
            network_spec_from_dict(about["network"]),
            parts["value"],
            arrays[f"{index}/x"] * GRAIN,
            arrays[f"{index}/target"].astype(np.int64),
            make_loss(about["loss"], label_smoothing=about["label_smoothing"]),
        )
        yield drawn, about["value"], parts["gradient"]


def store_networks():
    """Ask PyTorch for the gradients of the first small networks and write them down."""
    from tests.support.torch_twin import torch_gradients

    arrays, texts, seed, seen = {}, [], 0, set()
    while len(texts) < STORED:
        drawn, index = draw_network(seed), len(texts)
        seed += 1
        kinds = [layer.KIND for layer in drawn.spec.layers]
        numbers = drawn.x.size + sum(value.size for value in drawn.values.values())
        # Dropout's masks are Glassbox's own: nothing that can be written down once for all.
        if "dropout" in kinds or (numbers > MOST_NUMBERS and seen.issuperset(kinds)):
            continue
        seen.update(kinds)
        network, _, _ = gradients_of_the_chain(drawn, np.float64)
        value, gradients = torch_gradients(drawn, network)
        texts.append(
            json.dumps(
                {
                    "network": network_spec_to_dict(drawn.spec),
                    "loss": drawn.loss.KIND,
                    "label_smoothing": getattr(drawn.loss, "label_smoothing", 0.0),
                    "value": value,
                }
            )
        )
        arrays[f"{index}/x"] = (drawn.x / GRAIN).astype(np.uint8)
        arrays[f"{index}/target"] = drawn.target.astype(np.uint8)
        for path in drawn.values:
            arrays[f"{index}/value/{path}"] = drawn.values[path].astype(np.float32)
        for path, gradient in gradients.items():
            arrays[f"{index}/gradient/{path}"] = gradient
    np.savez_compressed(VECTORS, networks=np.array(texts), **arrays)


if __name__ == "__main__":
    store_networks()
