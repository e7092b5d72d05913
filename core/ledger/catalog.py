"""The ledger's entries for every kind of layer, loss and optimiser."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from core.anatomy.ledger_error import LedgerError
from core.ledger.layers.average_pool2d_entries import AveragePool2DEntries
from core.ledger.layers.batch_norm_entries import BatchNormEntries
from core.ledger.layers.conv2d_entries import Conv2DEntries
from core.ledger.layers.dense_entries import DenseEntries
from core.ledger.layers.dropout_entries import DropoutEntries
from core.ledger.layers.elu_entries import ELUEntries
from core.ledger.layers.exact_gelu_entries import ExactGELUEntries
from core.ledger.layers.flatten_entries import FlattenEntries
from core.ledger.layers.gelu_entries import GELUEntries
from core.ledger.layers.global_average_pool2d_entries import GlobalAveragePool2DEntries
from core.ledger.layers.layer_entries import LayerEntries
from core.ledger.layers.layer_norm_entries import LayerNormEntries
from core.ledger.layers.leaky_relu_entries import LeakyReLUEntries
from core.ledger.layers.max_pool2d_entries import MaxPool2DEntries
from core.ledger.layers.relu_entries import ReLUEntries
from core.ledger.layers.sigmoid_entries import SigmoidEntries
from core.ledger.layers.softmax_entries import SoftmaxEntries
from core.ledger.layers.tanh_entries import TanhEntries
from core.ledger.losses.binary_cross_entropy_entries import BinaryCrossEntropyEntries
from core.ledger.losses.categorical_cross_entropy_entries import CategoricalCrossEntropyEntries
from core.ledger.losses.loss_entries import LossEntries
from core.ledger.losses.mean_squared_error_entries import MeanSquaredErrorEntries
from core.ledger.optimizers.adagrad_entries import AdaGradEntries
from core.ledger.optimizers.adam_entries import AdamEntries
from core.ledger.optimizers.adam_w_entries import AdamWEntries
from core.ledger.optimizers.momentum_entries import MomentumEntries
from core.ledger.optimizers.nadam_entries import NadamEntries
from core.ledger.optimizers.nesterov_entries import NesterovEntries
from core.ledger.optimizers.optimizer_entries import OptimizerEntries
from core.ledger.optimizers.rms_prop_entries import RMSPropEntries
from core.ledger.optimizers.sgd_entries import SGDEntries

#: By the kind of a layer's spec.  Closed on purpose: nothing is imported by name.
LAYER_ENTRIES: Mapping[str, LayerEntries] = MappingProxyType(
    {
        entries.KIND: entries
        for entries in (
            Conv2DEntries(),
            MaxPool2DEntries(),
            AveragePool2DEntries(),
            GlobalAveragePool2DEntries(),
            FlattenEntries(),
            DenseEntries(),
            ReLUEntries(),
            LeakyReLUEntries(),
            ELUEntries(),
            GELUEntries(),
            ExactGELUEntries(),
            SigmoidEntries(),
            TanhEntries(),
            SoftmaxEntries(),
            BatchNormEntries(),
            LayerNormEntries(),
            DropoutEntries(),
        )
    }
)

#: By the kind of a loss.
LOSS_ENTRIES: Mapping[str, LossEntries] = MappingProxyType(
    {
        entries.KIND: entries
        for entries in (
            CategoricalCrossEntropyEntries(),
            BinaryCrossEntropyEntries(),
            MeanSquaredErrorEntries(),
        )
    }
)

#: By the kind of an optimiser.
OPTIMIZER_ENTRIES: Mapping[str, OptimizerEntries] = MappingProxyType(
    {
        entries.KIND: entries
        for entries in (
            SGDEntries(),
            MomentumEntries(),
            NesterovEntries(),
            AdaGradEntries(),
            RMSPropEntries(),
            AdamEntries(),
            AdamWEntries(),
            NadamEntries(),
        )
    }
)


def layer_entries(kind: str) -> LayerEntries:
    """Return the entries of a kind of layer.

    Raises
    ------
    LedgerError
        If there are none.
    """
    if kind not in LAYER_ENTRIES:
        raise LedgerError(f"The ledger has no pages for {kind} yet: select another layer.")
    return LAYER_ENTRIES[kind]


def loss_entries(kind: str) -> LossEntries:
    """Return the entries of a kind of loss.

    Raises
    ------
    LedgerError
        If there are none.
    """
    if kind not in LOSS_ENTRIES:
        raise LedgerError(f"The ledger has no pages for the loss {kind} yet.")
    return LOSS_ENTRIES[kind]


def optimizer_entries(kind: str) -> OptimizerEntries:
    """Return the entries of a kind of optimiser.

    Raises
    ------
    LedgerError
        If there are none.
    """
    if kind not in OPTIMIZER_ENTRIES:
        raise LedgerError(f"The ledger has no pages for the optimiser {kind} yet.")
    return OPTIMIZER_ENTRIES[kind]


def done_by(kind: str) -> tuple[ModuleType, ...]:
    """Return our own files that do the work of a kind; none if there are no entries."""
    entries = LAYER_ENTRIES.get(kind) or LOSS_ENTRIES.get(kind) or OPTIMIZER_ENTRIES.get(kind)
    return () if entries is None else entries.DONE_BY
