"""The same network in PyTorch, differentiated by its autograd: an independent oracle."""

from __future__ import annotations

import numpy as np

from core.geometry import padding_pairs
from core.losses.binary_cross_entropy import BinaryCrossEntropy
from core.losses.categorical_cross_entropy import CategoricalCrossEntropy
from core.textbook.catalog import LAYER_PAGES
from tests.support.broken_pages import copied_page
from tests.support.textbook import run, settings_of


def torch_gradients(drawn, network):
    """Return loss and d(loss)/d(everything) in float64, by path, "input" included.

    Parameters
    ----------
    drawn : DrawnNetwork
    network : Network
        Just run forward in training: its Dropout masks are used.
    """
    import torch

    given = {
        path: torch.tensor(np.asarray(value, np.float64), requires_grad=True)
        for path, value in drawn.values.items()
    }
    x = torch.tensor(np.asarray(drawn.x, np.float64), requires_grad=True)
    y = x.permute(0, 3, 1, 2) if x.ndim == 4 else x  # PyTorch wants (N, C, H, W)
    for index, (spec, layer) in enumerate(zip(drawn.spec.layers, network.layers, strict=True)):
        prefix = f"{index}.{spec.KIND}."
        own = {path[len(prefix) :]: v for path, v in given.items() if path.startswith(prefix)}
        y = STEPS.get(spec.KIND, as_in_the_book)(y, spec, own, layer)
    loss = _loss(y, torch.tensor(drawn.target), drawn.loss)
    loss.backward()
    gradients = {path: value.grad.numpy() for path, value in given.items()}
    return loss.item(), gradients | {"input": x.grad.numpy()}


def as_in_the_book(y, spec, own, _):
    """Return the output of a kind without a step of its own: by its page's forward.

    The page's NumPy is read as PyTorch, which differentiates it; its `backward` is not used.
    """
    import torch

    page = copied_page(LAYER_PAGES[spec.KIND])
    page.np = torch
    y = run(page.forward, y.movedim(1, -1), **settings_of(spec), **own)
    return y.movedim(-1, 1)


def _functional():
    from torch.nn import functional

    return functional


def _padded(y, spec, window, number):
    pads = padding_pairs(spec.padding, tuple(y.shape[2:]), window, spec.stride)
    (top, bottom), (left, right) = pads
    return _functional().pad(y, (left, right, top, bottom), value=number)


def _conv2d(y, spec, own, _):
    y = _padded(y, spec, spec.kernel_size, 0.0)
    weight = own["weight"].permute(3, 2, 0, 1).contiguous()
    return _functional().conv2d(y.contiguous(), weight, own["bias"], stride=spec.stride)


def _max_pool2d(y, spec, *_):
    y = _padded(y, spec, spec.pool_size, -np.inf)
    return _functional().max_pool2d(y, spec.pool_size, spec.stride)


def _average_pool2d(y, spec, *_):
    import torch

    def sums(maps):
        maps = _padded(maps, spec, spec.pool_size, 0.0)
        return _functional().avg_pool2d(maps, spec.pool_size, spec.stride, divisor_override=1)

    return sums(y) / sums(torch.ones_like(y))


def _batch_norm(y, spec, own, _):
    # contiguous: PyTorch 2.13 can go wrong on the way back where a map has one row alone
    return _functional().batch_norm(
        y.contiguous(), None, None, own["gamma"], own["beta"], training=True, eps=spec.epsilon
    )


def _layer_norm(y, spec, own, _):
    y = y.movedim(1, -1)
    scale, shift = own["gamma"], own["beta"]
    y = _functional().layer_norm(y, y.shape[-1:], scale, shift, eps=spec.epsilon)
    return y.movedim(-1, 1)


def _dropout(y, spec, _, layer):
    import torch

    kept = torch.tensor(layer.mask.astype(np.float64))
    return y * (kept.permute(0, 3, 1, 2) if kept.ndim == 4 else kept) / (1 - spec.rate)


#: What PyTorch has of its own.
STEPS = {
    "conv2d": _conv2d,
    "max_pool2d": _max_pool2d,
    "average_pool2d": _average_pool2d,
    "global_average_pool2d": lambda y, *_: y.mean(dim=(2, 3)),
    "flatten": lambda y, *_: (y.permute(0, 2, 3, 1) if y.ndim == 4 else y).flatten(1),
    "dense": lambda y, spec, own, _: y @ own["weight"] + own["bias"],
    "relu": lambda y, *_: y.relu(),
    "leaky_relu": lambda y, spec, *_: _functional().leaky_relu(y, spec.negative_slope),
    "elu": lambda y, spec, *_: _functional().elu(y, spec.alpha),
    "sigmoid": lambda y, *_: y.sigmoid(),
    "tanh": lambda y, *_: y.tanh(),
    "gelu": lambda y, *_: _functional().gelu(y, approximate="tanh"),
    "exact_gelu": lambda y, *_: _functional().gelu(y),
    "softmax": lambda y, *_: y.softmax(dim=1),
    "dropout": _dropout,
    "batch_norm": _batch_norm,
    "layer_norm": _layer_norm,
}


def _loss(y, target, loss):
    functional = _functional()
    hot = functional.one_hot(target, y.shape[1]).to(y.dtype)
    if isinstance(loss, CategoricalCrossEntropy):
        smooth = loss.label_smoothing
        wanted = (1 - smooth) * hot + smooth / y.shape[1]
        return -(wanted * y.log()).sum(dim=1).mean()
    if isinstance(loss, BinaryCrossEntropy):
        return functional.binary_cross_entropy(y, hot)
    return functional.mse_loss(y, hot)
