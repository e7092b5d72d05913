"""Models that PyTorch trained and wrote, stored for who has no PyTorch.

Written anew, where PyTorch, onnx, onnxscript and safetensors are installed, by
``python -m tests.support.torch_models NAME …``.
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

FOLDER = Path(__file__).parents[1] / "data" / "torch"
OUTPUTS = FOLDER / "outputs.npz"
IMAGES = 64
#: Every stored file, by the network that is in it.
FILES = {
    "lenet": ("lenet_traced.onnx", "lenet_exported.onnx", "lenet.safetensors"),
    "norms": ("norms_traced.onnx", "norms_folded.onnx", "norms_exported.onnx"),
    "variety": (
        "variety_of_opset_9.onnx", "variety_traced.onnx", "variety_of_opset_20.onnx",
        "variety_exported.onnx",
    ),
}  # fmt: skip
_MNIST = Path(__file__).parents[2] / "assets" / "mnist"


class StoredModel(NamedTuple):
    """A file of PyTorch, uint8 images (N, H, W, 1), and the scores it gives for them."""

    path: Path
    images: np.ndarray
    scores: np.ndarray


def stored_models(network):
    """Return a `StoredModel` for every file of a network."""
    with np.load(OUTPUTS, allow_pickle=False) as arrays:
        return [
            StoredModel(FOLDER / name, arrays["images"], arrays[network])
            for name in FILES[network]
        ]


def stored_model(name):
    """Return the `StoredModel` of a file."""
    (network,) = [one for one, names in FILES.items() if name in names]
    return next(one for one in stored_models(network) if one.path.name == name)


def _digits(part, count):
    """Return images as (N, 1, 28, 28) from 0 to 1, and labels."""
    with gzip.open(_MNIST / f"{part}-images-idx3-ubyte.gz") as file:
        pixels = np.frombuffer(file.read(16 + count * 784), np.uint8, offset=16)
    with gzip.open(_MNIST / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(8 + count), np.uint8, offset=8)
    return pixels.reshape(count, 1, 28, 28), labels.astype(np.int64)


def _networks(torch):
    nn = torch.nn

    class LeNet(nn.Module):
        """As the tutorials have it, with fewer filters and units."""

        def __init__(self):
            super().__init__()
            self.conv1 = nn.Conv2d(1, 4, 5, padding=2)
            self.conv2 = nn.Conv2d(4, 8, 5)
            self.fc1 = nn.Linear(200, 32)
            self.fc2 = nn.Linear(32, 24)
            self.fc3 = nn.Linear(24, 10)

        def forward(self, x):
            x = nn.functional.max_pool2d(torch.relu(self.conv1(x)), 2)
            x = nn.functional.max_pool2d(torch.relu(self.conv2(x)), 2)
            x = x.view(x.size(0), -1)
            x = torch.relu(self.fc1(x))
            return self.fc3(torch.relu(self.fc2(x)))

    class Norms(nn.Module):
        """Normalised pixels, batch normalisations on maps and on a flattened row."""

        def __init__(self):
            super().__init__()
            self.features = nn.Sequential(
                nn.Conv2d(1, 4, 3, stride=2, bias=False), nn.BatchNorm2d(4), nn.LeakyReLU(0.1),
                nn.AvgPool2d(2), nn.Conv2d(4, 6, 3, padding=1), nn.BatchNorm2d(6), nn.ELU(),
                nn.Dropout(0.1), nn.MaxPool2d(3, 2, 1), nn.Flatten(), nn.BatchNorm1d(54),
            )  # fmt: skip
            self.head = nn.Sequential(nn.Linear(54, 16), nn.LayerNorm(16), nn.Tanh(),
                                      nn.Linear(16, 10))  # fmt: skip

        def forward(self, x):
            return self.head(self.features((x - 0.1307) / 0.3081))

    def variety():
        """What the other two lack: spelled out by some exporters, a node for others."""
        return nn.Sequential(
            nn.ZeroPad2d((1, 2, 0, 1)), nn.Conv2d(1, 4, 3, stride=2), nn.GELU(),
            nn.MaxPool2d(3, 2, ceil_mode=True), nn.Conv2d(4, 6, 3, padding="same", bias=False),
            nn.BatchNorm2d(6), nn.GELU(approximate="tanh"), nn.Conv2d(6, 8, 1), nn.SELU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.LayerNorm(8), nn.Linear(8, 12),
            nn.ELU(0.7), nn.Linear(12, 10), nn.LogSoftmax(dim=1),
        )  # fmt: skip

    torch.manual_seed(14)
    return {"lenet": LeNet, "norms": Norms, "variety": variety}


def _train(torch, network):
    pixels, labels = _digits("train", 12_800)
    x, y = torch.from_numpy(pixels.astype(np.float32) / 255), torch.from_numpy(labels)
    optimizer = torch.optim.Adam(network.parameters(), 2e-3)
    network.train()
    for _ in range(2):
        order = torch.randperm(len(x)).split(64)
        for rows in order:
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(network(x[rows]), y[rows]).backward()
            optimizer.step()
    return network.eval()


def store_models(names):
    """Train, export and ask PyTorch for its scores."""
    import safetensors.torch
    import torch

    torch.set_num_threads(1)
    pixels, _ = _digits("t10k", IMAGES)
    x = torch.from_numpy(pixels.astype(np.float32) / 255)
    arrays = {}
    if OUTPUTS.exists():
        with np.load(OUTPUTS, allow_pickle=False) as stored:
            arrays = dict(stored)
    arrays["images"] = pixels.reshape(IMAGES, 28, 28, 1)
    old = {"dynamo": False, "opset_version": 17, "input_names": ["x"],
           "dynamic_axes": {"x": {0: "n"}}}  # fmt: skip
    kept = torch.onnx.TrainingMode.PRESERVE
    for name, make in _networks(torch).items():
        if name not in names:
            continue
        network = _train(torch, make())
        with torch.no_grad():
            arrays[name] = network(x).numpy()
        torch.onnx.export(
            network, (x,), FOLDER / f"{name}_exported.onnx", dynamo=True, external_data=False,
            dynamic_shapes=({0: torch.export.Dim("n")},),
        )  # fmt: skip
        if name == "norms":
            torch.onnx.export(network, (x,), FOLDER / f"{name}_folded.onnx", **old)
            old |= {"training": kept, "do_constant_folding": False}
        elif name == "lenet":
            safetensors.torch.save_file(network.state_dict(), FOLDER / f"{name}.safetensors")
        else:
            for opset in (9, 20):
                path = FOLDER / f"{name}_of_opset_{opset}.onnx"
                torch.onnx.export(network, (x,), path, **old | {"opset_version": opset})
        torch.onnx.export(network, (x,), FOLDER / f"{name}_traced.onnx", **old)
    np.savez_compressed(OUTPUTS, **arrays)


if __name__ == "__main__":
    store_models(sys.argv[1:] or FILES)
