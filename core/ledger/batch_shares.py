"""The gradient of one weight, split into what each sample of the batch contributed."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.anatomy.titles import title_in_code, title_of
from core.arrays import FloatArray, IntArray
from core.errors import Cancelled
from core.layers.chain import backward_through, forward_through
from core.layers.coupled import Walk, alone
from core.layers.dropping import DroppingLayer
from core.ledger.account import Account, Combination, Follows, Formula, Line
from core.ledger.catalog import layer_entries
from core.ledger.code_place import CodePlace, Pass
from core.ledger.column import Column, Quantity
from core.ledger.page import Page
from core.ledger.side import Side
from core.ledger.step_batch import StepBatch
from core.ledger.terms import Terms
from core.losses.base import Loss
from core.network import Network
from core.network_spec import LayerOutline
from core.training.lockstep import Lockstep
from core.training.objective import Objective
from core.training.shard_plan import plan_shards

_MEAN = r"\frac1N \sum_n \frac{dL_n}{dw}"
_FORMULAS = {
    (False, False): Formula(
        "dL/dw = 1/N · Σ dLₙ/dw  over the N samples of the batch",
        rf"\frac{{dL}}{{dw}} = {_MEAN}",
    ),
    (True, False): Formula(
        "dL/dw = 1/N · Σ dLₙ/dw + λ · w  over the N samples of the batch",
        rf"\frac{{dL}}{{dw}} = {_MEAN} + \lambda w",
    ),
    (False, True): Formula(
        "g = c · 1/N · Σ dLₙ/dw  over the N samples of the batch, clipped by c",
        rf"g = c \cdot {_MEAN}",
    ),
    (True, True): Formula(
        "g = c · (1/N · Σ dLₙ/dw + λ · w)  over the N samples of the batch, clipped by c",
        rf"g = c \, ({_MEAN} + \lambda w)",
    ),
}
COUPLED = "Batch normalisation couples the samples: each share is one of the whole."
DROPPED = "Dropout: each sample lost the same numbers as it did in the step."


class _Shares(NamedTuple):
    per_sample: FloatArray  # (N,), each already divided by N
    scale: float


def batch_shares(
    address: ParameterAddress,
    outlines: Sequence[LayerOutline],
    network: Network,
    loss: Loss,
    batch: StepBatch,
    *,
    stored: float | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Page:
    r"""Return a page with one term per sample of a batch.

    .. math::
        \frac{dL}{dw} = c\,\Bigl(\frac1N \sum_n
        \frac{dL_n}{dw} + \lambda w\Bigr)

    Unlike the other pages this one runs the whole batch forward and back: call it off the
    thread that paints.

    Parameters
    ----------
    address : ParameterAddress
    outlines : sequence of LayerOutline
    network : Network
        With the values *before* the step, running state included.  Its caches, gradients and
        state are overwritten: hand over a copy that is not trained.
    loss : Loss
    batch : StepBatch
    stored : float, optional
        The batch gradient to compare with: ``Snapshot.gradients``.
    cancelled : callable, optional
        Asked between two shards.

    Raises
    ------
    LedgerError
        If the network has no such parameter.
    Cancelled
        If `cancelled` says so.
    """
    parameter = dict(network.named_parameters()).get(address.path)
    if parameter is None or not _is_inside(address, parameter.value):
        raise LedgerError(
            f"{address.path} is not trained by this network: select another weight."
        )
    with np.errstate(all="ignore"):
        shares = _shares(address, outlines, network, loss, batch, cancelled)
    terms = _terms(shares, batch)
    # clipping shortens the gradients of what is trained, and no others
    clip_factor = 1.0 if parameter.is_frozen else batch.clip_factor
    account = _account(
        terms,
        shares.scale,
        parameter.l2,
        float(parameter.value[address.index]),
        clip_factor,
        _notes(network, batch),
    )
    return _page(address, outlines, account, stored)


def _page(
    address: ParameterAddress,
    outlines: Sequence[LayerOutline],
    account: Account,
    stored: float | None,
) -> Page:
    is_finite = math.isfinite(account.total)
    of_batch = f" · batch of {len(account.terms):,}"
    return Page(
        side=Side.BATCH,
        address=address,
        title=title_of(outlines, address) + of_batch,
        title_in_code=title_in_code(outlines, address) + of_batch,
        account=account,
        stored=stored,
        code=CodePlace(outlines[address.layer].spec.KIND, Pass.PARAMETER_GRADIENTS),
        missing="" if is_finite else "A gradient of this batch is not finite.",
    )


def _notes(network: Network, batch: StepBatch) -> list[str]:
    notes = list(batch.notes)
    if any(layer.couples_samples for layer in network.layers):
        notes.append(COUPLED)
    if any(isinstance(layer, DroppingLayer) for layer in network.layers):
        notes.append(DROPPED)
    return notes


def _terms(shares: _Shares, batch: StepBatch) -> Terms:
    """Return a term for every sample."""
    count, numbers = len(batch.target), batch.numbers
    own = Column("its gradient", "g", shares.per_sample * count, quantity=Quantity.GRADIENT)
    classes = range(int(batch.target.max(initial=0)) + 1)
    return Terms(
        (own,),
        shares.per_sample,
        "sample" if numbers is None else "image",
        marks=batch.target,
        mark_names=tuple(f"“{label}”" for label in classes),
        numbers=np.arange(count) if numbers is None else np.asarray(numbers),
        how="1/N · g",
    )


def _account(
    terms: Terms, scale: float, l2: float, value: float, clip_factor: float, notes: list[str]
) -> Account:
    is_clipped = clip_factor != 1
    lines = [Line(f"mean over {len(terms):,}", terms.total(), follows=Follows.TERMS)]
    total, snippet = terms.total(), "g.mean()"
    if l2:
        lines += [
            Line("weight decay λ (L2)", l2, "decay", is_setting=True),
            Line("value w before the step", value, "w"),
            Line("+ λ · w", l2 * value, adds=True, says="A pull towards zero."),
        ]
        total, snippet = total + l2 * value, f"{snippet} + decay * w"
    if is_clipped:
        times = Line(
            "clipping: all gradients times c",
            clip_factor,
            "clip",
            is_setting=True,
            says="All gradients together were longer than the limit, so all were shortened.",
        )
        lines.append(times)
        total, snippet = total * clip_factor, f"({snippet}) * clip"
    return Account(
        formula=_FORMULAS[bool(l2), is_clipped],
        combination=Combination.FORMULA if is_clipped else Combination.SUM,
        terms=terms,
        lines=tuple(lines),
        total=total,
        scale=(scale + abs(l2 * value)) * clip_factor,
        snippet=(f"total = {snippet}",),
        notes=tuple(notes),
    )


def _shares(
    address: ParameterAddress,
    outlines: Sequence[LayerOutline],
    network: Network,
    loss: Loss,
    batch: StepBatch,
    cancelled: Callable[[], bool],
) -> _Shares:
    outline = outlines[address.layer]
    entries = layer_entries(outline.spec.KIND)
    count, state = len(batch.target), network.layers[address.layer].state
    plan = plan_shards(network, outlines[0].input_shape, threads=1)
    size = batch.shard or plan.shard_size(count)
    parts = [slice(start, min(start + size, count)) for start in range(0, count, size)]
    shares, scale = [], 0.0

    def walk(network: Network, part: slice) -> Walk[tuple[FloatArray, FloatArray]]:
        if cancelled():
            raise Cancelled("the page is no longer wanted")
        x, target = batch.cut(part.start, part.stop), batch.target[part]
        return _around(address.layer, network, loss, x, target, len(x) / count)

    walked: Iterable[tuple[FloatArray, FloatArray]]
    if plan.is_coupled:
        walked = [_together([walk(copy, part) for copy, part in _copies(network, parts)])]
    else:
        walked = (alone(walk(network, part)) for part in parts)
    for own, delta in walked:
        products = entries.parameter_products(
            outline, address.name, address.index, own, delta, state
        )
        shares.append(products.values.sum(axis=1))
        scale += products.size
    return _Shares(np.concatenate(shares), scale)


def _copies(network: Network, parts: Sequence[slice]) -> Iterator[tuple[Network, slice]]:
    """Yield a network for each part, which draws at random what training draws for it."""
    for number, part in enumerate(parts):
        copy = network.replica()
        for layer in copy.layers:
            if isinstance(layer, DroppingLayer):
                layer.draws += number
        yield copy, part


def _together(
    walks: Sequence[Walk[tuple[FloatArray, FloatArray]]],
) -> tuple[FloatArray, FloatArray]:
    """Lead walks to their ends side by side; return what they return, as that of one."""
    lockstep = Lockstep(walks, threads=1)
    lockstep.lead(0)
    own, delta = zip(*lockstep.results, strict=True)
    return np.concatenate(own), np.concatenate(delta)


def _around(
    position: int, network: Network, loss: Loss, x: FloatArray, target: IntArray, share: float
) -> Walk[tuple[FloatArray, FloatArray]]:
    """Return what a layer reads in training, and d(loss)/d(its output).

    The loss is what `x`, a `share` of the batch, adds to that of the batch.
    """
    objective = Objective(network, loss)
    outputs = yield from forward_through(objective.layers, x)
    _, gradient = objective.value_and_gradient(outputs[-1], target)
    gradient *= share
    after = objective.layers[position + 1 :]
    gradients = yield from backward_through(after, gradient, fill=False)
    return outputs[position], gradients[0]


def _is_inside(address: ParameterAddress, value: FloatArray) -> bool:
    return len(address.index) == value.ndim and all(
        0 <= at < length for at, length in zip(address.index, value.shape, strict=True)
    )
