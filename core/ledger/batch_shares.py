"""The gradient of one weight, split into what each sample of the batch contributed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from core.arrays import FloatArray, IntArray
from core.layers.base import Layer
from core.ledger.account import Account, Combination, Formula, Line
from core.ledger.addresses import ParameterAddress
from core.ledger.catalog import layer_entries
from core.ledger.column import Column
from core.ledger.ledger_error import LedgerError
from core.ledger.page import CodePlace, Page, Pass
from core.ledger.side import Side
from core.ledger.terms import Terms
from core.ledger.titles import title_of
from core.losses.base import Loss
from core.losses.fused import FusedLoss
from core.network import Network
from core.network_spec import LayerOutline
from core.training.objective import Objective
from core.training.shard_plan import plan_shards

_FORMULA = Formula(
    "dL/dw = 1/N · Σ dLₙ/dw  over the N samples of the batch",
    r"\frac{\partial L}{\partial w} = \frac1N \sum_n \frac{\partial L_n}{\partial w}",
)


class _Shares(NamedTuple):
    per_sample: FloatArray  # (N,), each already divided by N
    scale: float


def batch_shares(
    address: ParameterAddress,
    outlines: Sequence[LayerOutline],
    network: Network,
    loss: Loss,
    x: FloatArray,
    target: IntArray,
    *,
    numbers: IntArray | None = None,
    stored: float | None = None,
    clip_factor: float = 1.0,
    shard: int | None = None,
) -> Page:
    r"""Return a page with one term per sample of a batch.

    .. math::
        \frac{\partial L}{\partial w} = c\,\Bigl(\frac1N \sum_n
        \frac{\partial L_n}{\partial w} + \lambda w\Bigr)

    Unlike the other pages this one runs the whole batch forward and back: for a large batch
    call it off the thread that paints.

    Parameters
    ----------
    address : ParameterAddress
    outlines : sequence of LayerOutline
    network : Network
        With the values *before* the step, running state included.  Its caches, gradients and
        state are overwritten: hand over a copy that nobody trains.
    loss : Loss
    x : ndarray of shape (N, H, W, C) or (N, features)
    target : ndarray of int, shape (N,)
    numbers : ndarray of int, shape (N,), optional
        What to call the samples: their rows in the data set.
    stored : float, optional
        The batch gradient to compare with: ``Snapshot.gradients``.
    clip_factor : float
        What clipping multiplied all gradients by.
    shard : int, optional
        Samples that go through the network together; as in training by default, which
        matters for layers that draw at random.

    Raises
    ------
    LedgerError
        If the network has no such parameter.
    """
    parameter = dict(network.named_parameters()).get(address.path)
    if parameter is None or not _is_inside(address, parameter.value):
        raise LedgerError(
            f"{address.path} is not trained by this network: select another weight."
        )
    with np.errstate(all="ignore"):
        shares = _shares(address, outlines, network, loss, x, target, shard)
    count = len(x)
    own = Column("sample's gradient", "g", shares.per_sample * count)
    share = Column("1/N", "share", np.full(count, 1 / count))
    labels = np.arange(1, count + 1) if numbers is None else np.asarray(numbers)
    noun = "sample" if numbers is None else "image"
    terms = Terms((own, share), shares.per_sample, noun, numbers=labels)
    value = float(parameter.value[address.index])
    notes = []
    if any(layer.COUPLES_SAMPLES for layer in network.layers):
        notes.append("Batch normalisation couples the samples: each share is one of the whole.")
    account = _account(terms, shares.scale, parameter.l2 * value, clip_factor, notes)
    is_finite = math.isfinite(account.total)
    return Page(
        side=Side.BLAMED,
        address=address,
        title=f"{title_of(outlines, address)} · batch of {count:,}",
        account=account,
        stored=stored,
        code=CodePlace(outlines[address.layer].spec.KIND, Pass.PARAMETER_GRADIENTS),
        missing="" if is_finite else "A gradient of this batch is not finite.",
    )


def _account(
    terms: Terms, scale: float, decay: float, clip_factor: float, notes: list[str]
) -> Account:
    lines = [Line("mean over the batch", terms.total())]
    total, snippet = terms.total(), "(g * share).sum()"
    if decay:
        lines.append(Line("weight decay λ · w", decay, "decay", adds=True))
        total, snippet = total + decay, f"{snippet} + decay"
    if clip_factor != 1:
        lines.append(Line("clipped: all gradients times", clip_factor, "clip"))
        total, snippet = total * clip_factor, f"({snippet}) * clip"
    return Account(
        formula=_FORMULA,
        combination=Combination.SUM if clip_factor == 1 else Combination.FORMULA,
        terms=terms,
        lines=tuple(lines),
        total=total,
        scale=(scale + abs(decay)) * clip_factor,
        snippet=(f"total = {snippet}",),
        notes=tuple(notes),
    )


def _shares(
    address: ParameterAddress,
    outlines: Sequence[LayerOutline],
    network: Network,
    loss: Loss,
    x: FloatArray,
    target: IntArray,
    shard: int | None,
) -> _Shares:
    outline = outlines[address.layer]
    entries = layer_entries(outline.spec.KIND)
    planned = plan_shards(network, x.shape[1:], threads=1).size
    size = shard or planned or len(x)
    shares, scale = [], 0.0
    for start in range(0, len(x), size):
        part = slice(start, start + size)
        own, delta = _around(address.layer, network, loss, x[part], target[part])
        products = entries.parameter_products(outline, address.name, address.index, own, delta)
        products *= len(own) / len(x)  # the loss of a shard is the mean over the shard
        shares.append(products.sum(axis=1))
        scale += float(np.abs(products).sum())
    return _Shares(np.concatenate(shares), scale)


def _around(
    position: int, network: Network, loss: Loss, x: FloatArray, target: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return what a layer reads in training, and d(loss)/d(its output)."""
    layers: list[Layer] = list(network.layers)
    outputs = [x]
    for layer in layers:
        outputs.append(layer.forward(outputs[-1], training=True))
    if Objective(network, loss).is_fused and isinstance(loss, FusedLoss):
        layers.pop()
        _, delta = loss.value_and_gradient_of_logits(outputs[-2], target)
    else:
        _, delta = loss.value_and_gradient(outputs[-1], target)
    for layer in reversed(layers[position + 1 :]):
        delta = layer.input_gradient(delta)
    return outputs[position].astype(np.float64), delta.astype(np.float64)


def _is_inside(address: ParameterAddress, value: FloatArray) -> bool:
    return len(address.index) == value.ndim and all(
        0 <= at < length for at, length in zip(address.index, value.shape, strict=True)
    )
