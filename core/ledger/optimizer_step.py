"""What an optimiser does to one weight, from the batch's gradient to the new value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from core.arrays import FloatArray
from core.ledger.account import Account, Formula, Line, formula_account
from core.ledger.addresses import ParameterAddress
from core.ledger.ledger_error import LedgerError
from core.ledger.page import CodePlace, Page, Pass
from core.ledger.side import Side
from core.ledger.terms import Terms
from core.optimizers.base import OptimizerSpec

_FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {
        "sgd": Formula("w ← w − η · g", r"w' = w - \eta\, g"),
        "momentum": Formula(
            "v ← μ · v + g,  w ← w − η · v", r"w' = w - \eta\, v',\quad v' = \mu v + g"
        ),
        "nesterov": Formula(
            "v ← μ · v + g,  w ← w − η · (g + μ · v)",
            r"w' = w - \eta\,(g + \mu v'),\quad v' = \mu v + g",
        ),
        "adagrad": Formula(
            "s ← s + g²,  w ← w − η · g / (√s + ε)",
            r"w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon},\quad s' = s + g^2",
        ),
        "rms_prop": Formula(
            "s ← ρ · s + (1 − ρ) · g²,  w ← w − η · g / (√s + ε)",
            r"w' = w - \frac{\eta\, g}{\sqrt{s'} + \varepsilon},"
            r"\quad s' = \rho s + (1 - \rho) g^2",
        ),
        "adam": Formula(
            "m ← β₁·m + (1 − β₁)·g,  s ← β₂·s + (1 − β₂)·g²,  "
            "w ← w − η · (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε)",
            r"w' = w - \eta\, \frac{m' / (1 - \beta_1^t)}"
            r"{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}",
        ),
        "adam_w": Formula(
            "w ← w − η · λ · w, then as Adam: w ← w − η · m̂ / (√ŝ + ε)",
            r"w' = (1 - \eta \lambda)\, w - \eta\, \frac{m' / (1 - \beta_1^t)}"
            r"{\sqrt{s' / (1 - \beta_2^t)} + \varepsilon}",
        ),
    }
)
_VELOCITY = "v = mu * v + g"
_SQUARES = "s = rho * s + (1 - rho) * g**2"
_ADAM = (
    "m = beta_1 * m + (1 - beta_1) * g",
    "s = beta_2 * s + (1 - beta_2) * g**2",
    "scale = np.sqrt(s / (1 - beta_2**t)) + epsilon",
    "total = w - eta * m / (1 - beta_1**t) / scale",
)
_SNIPPETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sgd": ("total = w - eta * g",),
        "momentum": (_VELOCITY, "total = w - eta * v"),
        "nesterov": (_VELOCITY, "total = w - eta * (g + mu * v)"),
        "adagrad": ("s = s + g**2", "total = w - eta * g / (np.sqrt(s) + epsilon)"),
        "rms_prop": (_SQUARES, "total = w - eta * g / (np.sqrt(s) + epsilon)"),
        "adam": _ADAM,
        "adam_w": ("w = w - eta * decay * w", *_ADAM),
    }
)
#: Settings of the specs: their short name in formulas and snippets, and their label.
_SETTINGS = {
    "momentum": ("mu", "momentum μ"),
    "decay": ("rho", "memory ρ"),
    "beta_1": ("beta_1", "memory β₁"),
    "beta_2": ("beta_2", "memory β₂"),
    "epsilon": ("epsilon", "ε"),
    "weight_decay": ("decay", "decay λ"),
}
#: Arrays that optimisers keep: the same.
_KEPT = {
    "velocity": ("v", "velocity v before the step"),
    "squares": ("s", "squares s before the step"),
    "mean": ("m", "mean m before the step"),
}


def optimizer_step(
    address: ParameterAddress,
    spec: OptimizerSpec,
    *,
    value: float,
    gradient: float,
    kept: Mapping[str, FloatArray] | None = None,
    step: int = 1,
    learning_rate: float | None = None,
    taken: float | None = None,
) -> Page:
    """Return how an optimiser turns a gradient into the weight's next value.

    Parameters
    ----------
    address : ParameterAddress
    spec : OptimizerSpec
    value : float
        The weight before the step.
    gradient : float
        Of the batch, as the optimiser gets it: with weight decay, after clipping.
    kept : mapping of str to ndarray, optional
        ``Optimizer.state()`` *before* the step, by ``name/path``; without it, what a fresh
        optimiser has: zeros.
    step : int
        Number of the step, counted from 1.
    learning_rate : float, optional
        η of this step if a schedule changed it; the spec's by default.
    taken : float, optional
        The weight after the step, to compare with, if it was taken.

    Raises
    ------
    LedgerError
        If the optimiser is of a kind the ledger does not know.
    """
    if spec.KIND not in _FORMULAS:
        raise LedgerError(f"The ledger has no page for the optimiser {spec.KIND} yet.")
    rate = spec.learning_rate if learning_rate is None else learning_rate
    lines = [
        Line("value before the step", value, "w", address),
        Line("gradient g of the batch", gradient, "g"),
        Line("learning rate η", rate, "eta"),
    ]
    for setting, (name, label) in _SETTINGS.items():
        if hasattr(spec, setting):
            lines.append(Line(label, float(getattr(spec, setting)), name))
    for array, (name, label) in _KEPT.items():
        if name in _kept_names(spec.KIND):
            number = 0.0
            if kept is not None:
                number = float(kept[f"{array}/{address.path}"][address.index])
            lines.append(Line(label, number, name))
    lines.append(Line("step number t", float(step), "t"))
    account = _account(spec.KIND, lines)
    return Page(
        side=Side.BLAMED,
        address=address,
        title=f"{spec.TITLE} · {address.path}[{', '.join(map(str, address.index))}]",
        account=account,
        stored=taken,
        code=CodePlace(spec.KIND, Pass.UPDATE),
        missing="" if math.isfinite(account.total) else "This step leads to no finite number.",
    )


def _account(kind: str, lines: list[Line]) -> Account:
    given = {line.name: line.value for line in lines}
    steps, total = _step(kind, given)
    change = total - given["w"]
    shown = [*lines, *steps, Line("change of the weight", change)]
    return formula_account(
        _FORMULAS[kind],
        Terms.nothing(),
        shown,
        total,
        snippet=_SNIPPETS[kind],
        scale=abs(given["w"]) + abs(change),
    )


def _step(kind: str, given: Mapping[str, float]) -> tuple[list[Line], float]:
    """Return the results in between, and the new value."""
    w, g, eta = given["w"], given["g"], given["eta"]
    if kind == "sgd":
        return [Line("η · g", eta * g)], w - eta * g
    if kind in ("momentum", "nesterov"):
        v = given["mu"] * given["v"] + g
        direction = v if kind == "momentum" else g + given["mu"] * v
        return [Line("velocity v", v), Line("direction", direction)], w - eta * direction
    if kind in ("adagrad", "rms_prop"):
        rho = given.get("rho")
        s = given["s"] + g * g if rho is None else rho * given["s"] + (1 - rho) * g * g
        scale = math.sqrt(s) + given["epsilon"]
        return [Line("squares s", s), Line("√s + ε", scale)], w - eta * g / scale
    m = given["beta_1"] * given["m"] + (1 - given["beta_1"]) * g
    s = given["beta_2"] * given["s"] + (1 - given["beta_2"]) * g * g
    mean = m / (1 - given["beta_1"] ** given["t"])
    scale = math.sqrt(s / (1 - given["beta_2"] ** given["t"])) + given["epsilon"]
    decayed = w - eta * given.get("decay", 0.0) * w
    steps = [Line("mean m", m), Line("squares s", s)]
    steps += [Line("m / (1 − β₁ᵗ)", mean), Line("√(s / (1 − β₂ᵗ)) + ε", scale)]
    return steps, decayed - eta * mean / scale


def _kept_names(kind: str) -> tuple[str, ...]:
    if kind in ("momentum", "nesterov"):
        return ("v",)
    if kind in ("adagrad", "rms_prop"):
        return ("s",)
    return ("m", "s") if kind in ("adam", "adam_w") else ()
