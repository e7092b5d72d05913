"""Where each kind stands in the book."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType, ModuleType

from core.textbook import gradient_clipping, l2_penalty, training_loop
from core.textbook.layers import (
    average_pool2d,
    batch_norm,
    conv2d,
    dense,
    dropout,
    elu,
    exact_gelu,
    flatten,
    gelu,
    global_average_pool2d,
    layer_norm,
    leaky_relu,
    max_pool2d,
    relu,
    sigmoid,
    softmax,
    tanh,
)
from core.textbook.losses import (
    binary_cross_entropy,
    categorical_cross_entropy,
    mean_squared_error,
)
from core.textbook.optimizers import (
    adagrad,
    adam,
    adam_w,
    momentum,
    nadam,
    nesterov,
    rms_prop,
    sgd,
)


def _by_kind(*pages: ModuleType) -> Mapping[str, ModuleType]:
    """Return the pages by the name of their file, which is that of the kind."""
    return MappingProxyType({page.__name__.rpartition(".")[2]: page for page in pages})


#: Closed on purpose: nothing is imported by name.  What a page offers: see `core.textbook`.
LAYER_PAGES = _by_kind(
    average_pool2d, batch_norm, conv2d, dense, dropout, elu, exact_gelu, flatten,
    gelu, global_average_pool2d, layer_norm, leaky_relu, max_pool2d, relu, sigmoid, softmax,
    tanh,
)  # fmt: skip
LOSS_PAGES = _by_kind(categorical_cross_entropy, binary_cross_entropy, mean_squared_error)
OPTIMIZER_PAGES = _by_kind(sgd, momentum, nesterov, adagrad, rms_prop, adam, adam_w, nadam)
#: What is neither a layer nor a loss nor an optimiser.
OTHER_PAGES = _by_kind(gradient_clipping, l2_penalty, training_loop)


def pages_to_read(page: ModuleType) -> tuple[ModuleType, ...]:
    """Return a page and, after it, those it builds on, in the order it names them."""
    found = [page]
    for one in found:  # grows while it is read
        for thing in vars(one).values():
            is_page = isinstance(thing, ModuleType) and thing.__name__.startswith(_BOOK)
            if is_page and thing not in found:
                found.append(thing)
    return tuple(found)


_BOOK = "core.textbook."
