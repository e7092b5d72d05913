"""Does the arithmetic of a page again, from nothing but the text that one reads."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

from tests.support.ledger_text import BETWEEN, RULE
from tests.support.shown_numbers import ShownNumber, shown

#: How the lines begin that are added to the terms.
ADDED = (
    "+ ", "− ", "rounding", "drawn at", "all ", "the latest step", "given", "dL/dL",
    "value now",
)  # fmt: skip
SUBTOTALS = ("Σ input", "Σ gradient", "mean over")
#: Terms that a formula goes on with.
BY_FORMULA = ("(x − μ)²", "e^(z − max z)")
NOTHING = ShownNumber(Fraction(0), Fraction(0))
#: How a term follows from its factors where they are not multiplied.
FORMULAS = {
    "−q · log p": lambda p, q: -q * math.log(max(p, 1e-300)) if q else 0.0,
    "(p − t)² / K": lambda p, t, k: (p - t) ** 2 / k,
    "2 · (p − t) / K": lambda p, t, k: 2 * (p - t) / k,
    "−q / p": lambda p, q: -q / max(p, 1e-300) if q else 0.0,
}
#: How lines follow from others, by what is written before them.
STEPS = {
    "√(σ² + ε)": (lambda s, e: math.sqrt(s + e), ("variance σ²", "ε")),
    "x̂ = (x − μ) / √(σ² + ε)": None,
    "t = tanh u": (math.tanh, ("u",)),
    "e^(z − max z)": (math.exp, ("z − max z",)),
    "gate ½ · (1 + t)": (lambda t: (1 + t) / 2, ("t = tanh u",)),
    "g²": (lambda g: g * g, ("gradient g of the batch",)),
    "η · g": (lambda n, g: n * g, ("learning rate η", "gradient g of the batch")),
    "μ · v": (lambda m, v: m * v, ("momentum μ", "velocity v before")),
    "η · v": (lambda n, v: n * v, ("learning rate η", "velocity v now")),
}


class Claim(Exception):
    """What is said on a page does not follow from what else is said there."""


def check_page(text: str) -> int:
    """Do all sums and products of a page again; return how many there were.

    Raises
    ------
    Claim
        If one does not come out.
    """
    return _Reading(text).check()


class _Reading:
    def __init__(self, text):
        lines = [line.split(BETWEEN) for line in text.splitlines()]
        at = lines.index([RULE])
        self.text = text
        self.above, below = lines[:at], lines[at + 1 :]
        self.numbers = {parts[1]: parts[2] for parts in self.above if parts[0] == "line"}
        self.total_text = next(parts[2] for parts in below if parts[0] == "line")
        self.checked = 0
        self.head = next((parts for parts in self.above if parts[0] == "head"), [""])
        self.how = self.head[-1].removeprefix("≈ ") if self.head[-1].startswith("≈ ") else ""
        self.unit = self._shared_unit()

    def check(self):
        is_maximum = "winner" in self.numbers
        is_step = "change of the weight" in self.numbers
        is_formula = (
            self.total_text.startswith("≈ ")
            or is_step
            or self.how in BY_FORMULA
            or "(x − μ) / √(σ² + ε)" in self.numbers
        )
        self.terms()
        self.steps()
        if is_maximum:
            self.maximum()
        elif is_step:
            before = self.read(self.numbers["value w before"])
            change = self.read(self.numbers["change of the weight"])
            self.adds_up([before, change], "a step")
        elif not is_formula and not self.is_one_number():
            self.sums()
        return self.checked

    def is_one_number(self):
        """Whether what is made is said to be what a line or a term already says."""
        added = [label for label in self.numbers if label.startswith((*ADDED, *SUBTOTALS))]
        return not added and self.head[-1] == ""

    def read(self, text):
        return NOTHING if text == "≈0" else shown(text)

    def _shared_unit(self):
        """How fine the parts of the sum are written: what they say themselves."""
        units = [
            shown(parts[-1]).unit
            for parts in self.above
            if parts[0] in ("term", "more", "share", "group", "line")
            and parts[-1] not in ("", "≈0")
            and (parts[0] != "line" or parts[1].startswith((*ADDED, *SUBTOTALS)))
        ]
        if self.total_text != "≈0":
            units.append(shown(self.total_text).unit)
        return max(units, default=Fraction(0))

    def terms(self):
        for parts in self.above:
            if parts[0] == "term" and "×" in parts[2]:
                a, b = (shown(text) for text in parts[2].split(" × "))
                self.product(a.value * b.value, parts[3])
            elif parts[0] == "term" and self.how in FORMULAS:
                self.made(parts)
            elif parts[0] == "term" and not self.how and self.head[-1] == "adds":
                self.product(shown(parts[2]).value, parts[3])

    def product(self, exact, text):
        self.checked += 1
        unit = self.unit if text in ("≈0", "0") else shown(text).unit
        if (text == "0" and exact) or (text == "≈0" and not exact):
            raise Claim(f"{float(exact)} is shown as {text}\n{self.text}")
        if abs(exact - self.read(text).value) > unit / 2:
            raise Claim(f"{float(exact)} is shown as {text}\n{self.text}")

    def made(self, parts):
        formula, factors = FORMULAS[self.how], parts[2].split(" , ")
        given = [shown(text) for text in factors]
        if "K" in self.how:
            given.append(shown(self.numbers["number of classes K"]))
        self.follows(formula, given, parts[3], self.unit)

    def steps(self):
        for label, (formula, names) in ((k, v) for k, v in STEPS.items() if v):
            if label in self.numbers and all(name in self.numbers for name in names):
                given = [shown(self.numbers[name]) for name in names]
                text = self.numbers[label]
                self.follows(formula, given, text, self.unit)

    def follows(self, formula, given, text, unit):
        """Numbers that round to what is shown must give what is shown."""
        self.checked += 1
        corners = itertools.product(*((n.low, n.value, n.high) for n in given))
        results = []
        for corner in corners:
            try:
                results.append(formula(*map(float, corner)))
            except (ValueError, OverflowError):
                results.append(0.0)
        said = self.read(text)
        half = float(said.unit if text not in ("≈0", "0") else unit) / 2
        slack = 1e-6 * abs(float(said.value)) + 1e-12
        low, high = min(results) - half - slack, max(results) + half + slack
        if not low <= float(said.value) <= high:
            raise Claim(f"{text} is not between {low} and {high}\n{self.text}")

    def maximum(self):
        winner = self.read(self.numbers["winner"])
        self.adds_up([winner], "the winner")
        cells = [p[2].split() for p in self.above if p[0] == "grid"]
        finite = [shown(text) for row in cells for text in row if "∞" not in text]
        if finite:
            self.checked += 1
            best = max(finite, key=lambda n: n.value)
            if abs(best.value - winner.value) > (best.unit + winner.unit) / 2:
                raise Claim(f"the winner is not the largest\n{self.text}")
        if "margin" in self.numbers:
            self.checked += 1
            other = self.read(self.numbers["runner-up"]).value
            if winner.value - other != self.read(self.numbers["margin"]).value:
                raise Claim(f"the margin is not what is between\n{self.text}")

    def sums(self):
        parts_of_sum, is_known = self._listed()
        for kind, *rest in self.above:
            if kind != "line":
                continue
            label, text = rest
            if label.startswith(SUBTOTALS):
                said = self.read(text)
                if is_known:
                    self.adds_up(parts_of_sum, label, said)
                parts_of_sum, is_known = [said], True
            elif label.startswith(ADDED):
                parts_of_sum.append(self.read(text))
        if is_known and parts_of_sum:
            self.adds_up(parts_of_sum, "total")

    def _listed(self):
        """Return what the terms come to, and whether all of them are said in numbers."""
        kinds = [parts[0] for parts in self.above]
        listed, is_known = [], True
        has_rows = "term" in kinds or "share" in kinds
        for at, parts in enumerate(self.above):
            if parts[0] in ("term", "more", "share"):
                listed.append(self.read(parts[-1]))
            elif parts[0] == "group" and parts[2]:
                said = self.read(parts[2])
                listed.append(said)
                below = self.above[at + 1]
                if below[0] == "grid":
                    self.adds_up([self._cells(below)], parts[1], said)
            elif parts[0] == "grid" and self.above[at - 1][0] != "group":
                listed.append(self._cells(parts))
            elif parts[0] == "picture" and not has_rows and self.above[at - 1][0] != "group":
                is_known = False
        return listed, is_known

    def _cells(self, parts):
        grids = [[shown(text).value for text in grid.split()] for grid in parts[2:]]
        whole = sum(math.prod(factors) for factors in zip(*grids, strict=True))
        return ShownNumber(Fraction(whole), Fraction(0))

    def adds_up(self, listed, what, said=None):
        self.checked += 1
        said = said or self.read(self.total_text)
        unit = max([self.unit, said.unit])
        if abs(sum(n.value for n in listed) - said.value) > unit / 2:
            raise Claim(
                f"{what}: {float(sum(n.value for n in listed))} is shown as "
                f"{float(said.value)}\n{self.text}"
            )
