"""Our own lines of code behind a page, read from the source at run time."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from core.anatomy.ledger_error import LedgerError
from core.ledger.catalog import LAYER_ENTRIES, LOSS_ENTRIES
from core.ledger.code_place import CodePlace, Pass
from core.optimizers.adagrad import AdaGrad
from core.optimizers.adam import Adam
from core.optimizers.adam_w import AdamW
from core.optimizers.momentum import Momentum
from core.optimizers.nesterov import Nesterov
from core.optimizers.rms_prop import RMSProp
from core.optimizers.sgd import SGD

_OPTIMIZERS: dict[str, tuple[type, ...]] = {
    "sgd": (SGD,),
    "momentum": (Momentum,),
    "nesterov": (Nesterov,),
    "adagrad": (AdaGrad,),
    "rms_prop": (RMSProp,),
    "adam": (Adam,),
    "adam_w": (AdamW, Adam),
}
_METHODS = {
    Pass.FORWARD: ("forward", "value_and_gradient"),
    Pass.INPUT_GRADIENT: ("input_gradient", "value_and_gradient"),
    Pass.PARAMETER_GRADIENTS: ("parameter_gradients",),
    Pass.FUSED: ("value_and_gradient_of_logits",),
    Pass.UPDATE: ("update",),
}
#: Called by many, and of no interest to who wants to see the arithmetic.
_HOUSEKEEPING = frozenset({"_take", "_remembered", "_check", "_make_slabs"})


@dataclass(frozen=True, slots=True)
class SourceExcerpt:
    """One of our functions.

    Attributes
    ----------
    file : str
        E.g. ``"core/layers/conv2d.py"``.
    name : str
        E.g. ``"Conv2D.forward"``.
    first_line : int
        Number of the first line in that file, counted from 1.
    lines : tuple of str
        Not indented; the docstring is left out, so a line's number is in `numbers`.
    numbers : tuple of int
        Of each line in the file.
    """

    file: str
    name: str
    first_line: int
    lines: tuple[str, ...]
    numbers: tuple[int, ...]


def source_lines(kind: str, done_in: Pass) -> tuple[SourceExcerpt, ...]:
    """Return the functions that do a pass of a kind of layer, loss or optimiser.

    Parameters
    ----------
    kind : str
        E.g. ``"conv2d"``, ``"categorical_cross_entropy"``, ``"sgd"``.
    done_in : Pass

    Raises
    ------
    LedgerError
        If nothing of this kind has such a pass, or the source was not shipped.
    """
    excerpts = tuple(_excerpt(name, function) for name, function in _functions(kind, done_in))
    if not excerpts:
        raise LedgerError(f"There is no code for the {done_in.value} pass of {kind}.")
    return excerpts


def source_of(place: CodePlace | None) -> tuple[SourceExcerpt, ...]:
    """Return the functions behind a page; none where nothing is computed."""
    return () if place is None else source_lines(place.kind, place.done_in)


def _functions(kind: str, done_in: Pass) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield names and functions: those of the pass, each followed by what it calls."""
    owners = _OPTIMIZERS.get(kind, ())
    if kind in LAYER_ENTRIES:
        owners = LAYER_ENTRIES[kind].DONE_BY
    elif kind in LOSS_ENTRIES:
        owners = LOSS_ENTRIES[kind].DONE_BY
    for owner in owners:
        for method in _METHODS[done_in]:
            if method in vars(owner):  # its own, not one that only refuses
                found: dict[str, Callable[..., Any]] = {}
                _follow(owner, vars(owner)[method], found)
                yield from found.items()


def _follow(
    owner: type, function: Callable[..., Any], found: dict[str, Callable[..., Any]]
) -> None:
    """Add a function and what it calls of its own class, and of classes made for its layer."""
    name = f"{owner.__name__}.{function.__name__}"
    if name in found:
        return
    found[name] = function
    helpers = [
        thing
        for thing in vars(sys.modules[owner.__module__]).values()
        if isinstance(thing, type) and thing is not owner and _is_ours(thing)
    ]
    for receiver, called in _calls(_lines(name, function)[0]):
        for candidate in [owner] if receiver == "self" else helpers:
            method = vars(candidate).get(called)
            if inspect.isfunction(method) and called not in _HOUSEKEEPING:
                _follow(candidate, method, found)


def _is_ours(thing: type) -> bool:
    """Return whether a class does part of a layer's work: not its interface."""
    return thing.__module__.startswith("core.layers.") and not inspect.isabstract(thing)


def _calls(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield receiver and name of every method that is called, in order."""
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr


def _lines(name: str, function: Callable[..., Any]) -> tuple[list[str], int]:
    try:
        found, first = inspect.getsourcelines(function)
    except OSError:
        raise LedgerError(f"The source of {name} was not shipped with this program.") from None
    return textwrap.dedent("".join(found)).splitlines(), first


def _excerpt(name: str, function: Callable[..., Any]) -> SourceExcerpt:
    lines, first = _lines(name, function)
    hidden = _docstring_lines(lines)
    shown = [at for at in range(len(lines)) if at not in hidden]
    return SourceExcerpt(
        file=f"{function.__module__.replace('.', '/')}.py",
        name=name,
        first_line=first,
        lines=tuple(lines[at] for at in shown),
        numbers=tuple(first + at for at in shown),
    )


def _docstring_lines(lines: list[str]) -> range:
    """Return which lines are the docstring of the function they define."""
    definition = ast.parse("\n".join(lines)).body[0]
    if not isinstance(definition, ast.FunctionDef) or ast.get_docstring(definition) is None:
        return range(0)
    docstring = definition.body[0]
    return range(docstring.lineno - 1, docstring.end_lineno or docstring.lineno)
