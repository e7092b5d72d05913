"""Who trains: each candidate turns a task into a function that takes training steps."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.peers.tasks import LEARNING_RATE, Task, data_of, experiment_of, network_of
from core.layers.batch_norm import BatchNormSpec
from core.layers.conv2d import Conv2DSpec
from core.layers.dense import DenseSpec
from core.layers.dropout import DropoutSpec
from core.layers.flatten import FlattenSpec
from core.layers.max_pool2d import MaxPool2DSpec
from core.layers.relu import ReLUSpec

#: Takes that many steps.
Steps = Callable[[int], None]


def glassbox(task: Task) -> Steps:
    """Train in the session that the window and the commands run."""
    from core.training.build import session_for
    from core.training.events import BatchFinished

    session = session_for(experiment_of(task), data_of(task), threads=task.threads)
    events = session.run()

    def steps(count: int) -> None:
        while count:
            count -= isinstance(next(events), BatchFinished)

    return steps


def pytorch(task: Task, *, threads: int, channels_last: bool, compiled: bool = False) -> Steps:
    """Train in PyTorch; its images are made numbers once, before the clock starts."""
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(7)
    data = data_of(task).train
    images = torch.from_numpy(data.images.astype(np.float32) / 255).permute(0, 3, 1, 2)
    labels = torch.from_numpy(data.labels.astype(np.int64))
    images = images.contiguous(
        memory_format=torch.channels_last if channels_last else torch.contiguous_format
    )
    model = nn.Sequential(*_torch_layers(task))
    if channels_last:
        model = model.to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(model.parameters(), LEARNING_RATE)
    loss_of = nn.CrossEntropyLoss()
    call = torch.compile(model) if compiled else model

    def step(rows: np.ndarray) -> None:
        whole = len(rows) == len(images)
        chosen = torch.from_numpy(rows)
        x, y = (images, labels) if whole else (images[chosen], labels[chosen])
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(call(x), y)
        loss.backward()
        optimizer.step()
        loss.item()

    return _over_batches(step, len(images), task.batch)


def scikit_learn(task: Task) -> Steps:
    """Train an MLPClassifier with one `partial_fit` per batch."""
    from sklearn.neural_network import MLPClassifier

    data = data_of(task).train
    images = data.images.reshape(len(data), -1).astype(np.float32) / np.float32(255)
    hidden = [layer.units for layer in network_of(task).layers if isinstance(layer, DenseSpec)]
    model = MLPClassifier(
        tuple(hidden[:-1]), solver="sgd", batch_size=task.batch, alpha=0.0, momentum=0.0,
        learning_rate_init=LEARNING_RATE, shuffle=False, random_state=7,
    )  # fmt: skip
    classes = np.arange(10)

    def step(rows: np.ndarray) -> None:
        model.partial_fit(images[rows], data.labels[rows], classes=classes)

    return _over_batches(step, len(images), task.batch)


def candidates_for(task: Task, *, with_compiled: bool) -> dict[str, str]:
    """Return who can train `task` here: title by the call that makes it."""
    found = {"glassbox(task)": "Glassbox"}
    kinds = [type(layer) for layer in network_of(task).layers]
    has_maps = Conv2DSpec in kinds
    if importlib.util.find_spec("torch"):
        for threads, last in itertools.product((1, 2), (False, True) if has_maps else (False,)):
            title = f"PyTorch, {threads} thread{'s' * (threads > 1)}{', channels_last' * last}"
            found[f"pytorch(task, threads={threads}, channels_last={last})"] = title
            if with_compiled:
                call = f"pytorch(task, threads={threads}, channels_last={last}, compiled=True)"
                found[call] = f"{title}, compiled"
    if importlib.util.find_spec("sklearn") and not has_maps:
        found["scikit_learn(task)"] = "scikit-learn"
    return found


def make(call: str, task: Task) -> Steps:
    """Return the candidate that `candidates_for` named by its call."""
    name, _, options = call.partition("(task")
    makers = {"glassbox": glassbox, "pytorch": pytorch, "scikit_learn": scikit_learn}
    pairs = (option.split("=") for option in options.strip(", )").split(", ") if option)
    values = {"True": True, "False": False}
    return makers[name](
        task, **{key: values.get(v) if v in values else int(v) for key, v in pairs}
    )


def _torch_layers(task: Task) -> Iterator[object]:
    from torch import nn

    spec = network_of(task)
    for outline in spec.outline()[:-1]:  # the loss takes the logits
        layer, given = outline.spec, outline.input_shape
        if isinstance(layer, Conv2DSpec):
            same = layer.padding == "same"
            yield nn.Conv2d(
                given[2], layer.filters, layer.kernel_size, layer.stride,
                padding=tuple((k - 1) // 2 for k in layer.kernel_size) if same else 0,
            )  # fmt: skip
        elif isinstance(layer, MaxPool2DSpec):
            yield nn.MaxPool2d(layer.pool_size, layer.stride)
        elif isinstance(layer, DenseSpec):
            yield nn.Linear(given[0], layer.units)
        elif isinstance(layer, FlattenSpec):
            yield nn.Flatten()
        elif isinstance(layer, BatchNormSpec):
            kind = nn.BatchNorm2d if len(given) == 3 else nn.BatchNorm1d
            yield kind(given[-1], layer.epsilon, 1 - layer.momentum)
        elif isinstance(layer, DropoutSpec):
            yield nn.Dropout(layer.rate)
        elif isinstance(layer, ReLUSpec):
            yield nn.ReLU()
        else:
            raise ValueError(f"no PyTorch layer for {layer.KIND}")


def _over_batches(step: Callable[[np.ndarray], None], count: int, batch: int) -> Steps:
    """Return a function that goes through shuffled batches, epoch after epoch."""
    rng = np.random.default_rng(7)

    def batches() -> Iterator[np.ndarray]:
        while True:
            order = rng.permutation(count)
            for start in range(0, count - batch + 1, batch):
                yield order[start : start + batch]

    endless = batches()

    def steps(number: int) -> None:
        for _ in range(number):
            step(next(endless))

    return steps
