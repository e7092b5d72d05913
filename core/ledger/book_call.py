"""A number as the textbook computes it: which function, of which numbers."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any

from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES

#: By the name of a page's function: what it returns, in the order in which it does.
RESULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "forward": ("y",),
        "backward": ("grad_x", "gradients"),
        "value": ("loss",),
        "gradient": ("slope",),
        "value_of_logits": ("loss",),
        "gradient_of_logits": ("slope",),
        "step": ("value", "kept"),
    }
)


@dataclass(frozen=True, slots=True, eq=False)
class BookCall:
    """A call of a function of the textbook, and where in its result a number is.

    Only as many numbers are handed in as the one in question needs: a window instead of a
    map, a unit instead of a layer.

    Attributes
    ----------
    page : module
        E.g. `core.textbook.layers.conv2d`.
    function : str
        E.g. ``"backward"``.
    arguments : mapping of str to object
        Arrays, arrays by name, and settings, in the order in which the function takes them.
    result : str
        One of `RESULTS`, or the name of a parameter, whose gradient is meant.
    at : tuple of int
        Place in the result; empty if that is the number itself.
    is_single : bool
        Whether the numbers stay float32, because limits of that type matter.
    """

    page: ModuleType
    function: str
    arguments: Mapping[str, Any]
    result: str
    at: tuple[int, ...]
    is_single: bool = False

    @classmethod
    def of(
        cls,
        kind: str,
        function: str,
        available: Mapping[str, Any],
        *,
        result: str = "",
        at: tuple[int, ...] = (),
        is_single: bool = False,
    ) -> BookCall | None:
        """Return the call for a kind of layer, loss or optimiser; None if it has no page.

        Parameters
        ----------
        kind, function : str
        available : mapping of str to object
            Arrays and settings; those are taken that the function has a name for.
        result : str, optional
            The first of what the function returns by default.
        at, is_single
        """
        page = book_page(kind)
        if page is None:
            return None
        names = _names(getattr(page, function))
        return cls(
            page,
            function,
            {name: available[name] for name in names if name in available},
            result or RESULTS[function][0],
            at,
            is_single,
        )


def book_page(kind: str) -> ModuleType | None:
    """Return the page of a kind of layer, loss or optimiser, if the book has one."""
    for pages in (LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES):
        if kind in pages:
            return pages[kind]
    return None


@lru_cache(maxsize=64)
def _names(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)
