"""What an optimiser does to one weight, from the batch's gradient to the new value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from core.anatomy.addresses import ParameterAddress
from core.anatomy.ledger_error import LedgerError
from core.arrays import FloatArray
from core.ledger.account import Account, Formula, Line, formula_account
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
    "velocity": ("v", "velocity v before"),
    "squares": ("s", "squares s before"),
    "mean": ("m", "mean m before"),
}
#: What the lines mean, by label.
_SAYS: Mapping[str, str] = MappingProxyType(
    {
        "gradient g of the batch": "As the optimiser got it: with weight decay, clipped.",
        "learning rate η": "How far a weight moves per unit of the update.",
        "momentum μ": "How much of the last direction is kept.",
        "memory ρ": "How much of the old squares is kept.",
        "memory β₁": "How much of the old mean is kept.",
        "memory β₂": "How much of the old squares is kept.",
        "ε": "Keeps the division safe where gradients are almost zero.",
        "decay λ": "Share of the weight, times η, that is lost per step.",
        "step number t": "How often this optimiser has stepped, this step included.",
        "velocity v now": "What is kept of the last direction, plus this gradient.",
        "mean m now": "The running mean of this weight's gradients.",
        "squares s now": "What is remembered of the size of this weight's gradients.",
        "m̂ = m / (1 − β₁ᵗ)": "Makes up for the mean having started at zero.",
        "√ŝ + ε,  ŝ = s / (1 − β₂ᵗ)": "The recent size of this weight's gradients.",
        "√s + ε": "The size of this weight's gradients that its step is divided by.",
        "decay η · λ · w": "Taken off the weight itself, whatever its gradient.",
        "change of the weight": "What the step adds to it.",
    }
)
#: A float32 is good to 6e-8 of itself, and writing a new value rounds up to three times: so
#: much of the weight counts beside the sizes that the change is made of.
_ROUNDING = 0.02


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
    notes: Sequence[str] = (),
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
    notes : sequence of str
        Sentences to add.

    Raises
    ------
    LedgerError
        If the optimiser is of a kind the ledger does not know.
    """
    if spec.KIND not in _FORMULAS:
        raise LedgerError(f"The ledger has no page for the optimiser {spec.KIND} yet.")
    rate = spec.learning_rate if learning_rate is None else learning_rate
    lines = [
        Line("value w before", value, "w", address),
        Line("gradient g of the batch", gradient, "g"),
        Line("learning rate η", rate, "eta", is_setting=True),
    ]
    for setting, (name, label) in _SETTINGS.items():
        if hasattr(spec, setting):
            number = float(getattr(spec, setting))
            lines.append(Line(label, number, name, is_setting=True))
    for array, (name, label) in _KEPT.items():
        if name in _kept_names(spec.KIND):
            number = 0.0
            if kept is not None:
                number = float(kept[f"{array}/{address.path}"][address.index])
            lines.append(Line(label, number, name))
    if spec.KIND in ("adam", "adam_w"):
        lines.append(Line("step number t", float(step), "t", is_setting=True))
    account = _account(spec.KIND, lines, notes)
    return Page(
        side=Side.STEP,
        address=address,
        title=f"{spec.TITLE} · {address.path}[{', '.join(map(str, address.index))}]",
        account=account,
        stored=taken,
        code=CodePlace(spec.KIND, Pass.UPDATE),
        missing="" if math.isfinite(account.total) else "This step leads to no finite number.",
    )


def _account(kind: str, lines: list[Line], notes: Sequence[str]) -> Account:
    given = {line.name: line.value for line in lines}
    work = _step(kind, given)
    change = work.total - given["w"]
    shown = [
        replace(line, says=_SAYS.get(line.label, ""))
        for line in (*lines, *work.lines, Line("change of the weight", change))
    ]
    return formula_account(
        _FORMULAS[kind],
        Terms.nothing(),
        shown,
        work.total,
        snippet=_SNIPPETS[kind],
        scale=work.size + _ROUNDING * abs(given["w"]),
        notes=notes,
    )


class _Work(NamedTuple):
    """The results in between, the new value, and the size of what was added to the old one."""

    lines: tuple[Line, ...]
    total: float
    size: float


def _step(kind: str, given: Mapping[str, float]) -> _Work:
    w, g, eta = given["w"], given["g"], given["eta"]
    if kind == "sgd":
        return _Work((Line("η · g", eta * g),), w - eta * g, abs(eta * g))
    if kind in ("momentum", "nesterov"):
        return _along_velocity(kind, given)
    if kind in ("adagrad", "rms_prop"):
        rho = given.get("rho")
        s = given["s"] + g * g if rho is None else rho * given["s"] + (1 - rho) * g * g
        scale = math.sqrt(s) + given["epsilon"]
        lines = (
            Line("g²", g * g),
            Line("squares s now", s),
            Line("√s + ε", scale),
            Line("η · g / (√s + ε)", eta * g / scale),
        )
        return _Work(lines, w - eta * g / scale, abs(eta * g / scale))
    return _as_adam(given)


def _along_velocity(kind: str, given: Mapping[str, float]) -> _Work:
    w, g, eta, mu = given["w"], given["g"], given["eta"], given["mu"]
    v = mu * given["v"] + g
    lines = [Line("μ · v", mu * given["v"]), Line("velocity v now", v)]
    direction, size = v, abs(mu * given["v"]) + abs(g)
    if kind == "nesterov":
        direction, size = g + mu * v, abs(g) + mu * size
        lines.append(Line("g + μ · v", direction))
    name = "v" if kind == "momentum" else "(g + μ · v)"
    lines.append(Line(f"η · {name}", eta * direction))
    return _Work(tuple(lines), w - eta * direction, eta * size)


def _as_adam(given: Mapping[str, float]) -> _Work:
    w, g, eta, t = given["w"], given["g"], given["eta"], given["t"]
    beta_1, beta_2 = given["beta_1"], given["beta_2"]
    m = beta_1 * given["m"] + (1 - beta_1) * g
    s = beta_2 * given["s"] + (1 - beta_2) * g * g
    mean = m / (1 - beta_1**t)
    scale = math.sqrt(s / (1 - beta_2**t)) + given["epsilon"]
    step = eta * mean / scale
    lines = [
        Line("mean m now", m),
        Line("squares s now", s),
        Line("m̂ = m / (1 − β₁ᵗ)", mean),
        Line("√ŝ + ε,  ŝ = s / (1 − β₂ᵗ)", scale),
        Line("η · m̂ / (√ŝ + ε)", step),
    ]
    sizes = (beta_1 * abs(given["m"]) + (1 - beta_1) * abs(g)) / (1 - beta_1**t)
    decay = eta * given.get("decay", 0.0) * w
    if "decay" in given:
        lines.insert(0, Line("decay η · λ · w", decay))
    return _Work(tuple(lines), w - decay - step, abs(decay) + eta * sizes / scale)


def _kept_names(kind: str) -> tuple[str, ...]:
    if kind in ("momentum", "nesterov"):
        return ("v",)
    if kind in ("adagrad", "rms_prop"):
        return ("s",)
    return ("m", "s") if kind in ("adam", "adam_w") else ()
