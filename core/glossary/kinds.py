"""The words that the catalogues define: layers, losses, optimisers, schedules, settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType

from core.augmentation.spec import AugmentationSpec
from core.early_stopping_spec import EarlyStoppingSpec
from core.experiment import Experiment
from core.fields import field_rules
from core.glossary.word import Word
from core.layers.catalog import LAYER_KINDS
from core.losses.catalog import LOSSES
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from core.textbook.catalog import LAYER_PAGES, LOSS_PAGES, OPTIMIZER_PAGES

_INDENTED = re.compile(r"(?:^ {4}\S.*\n?)+", re.MULTILINE)
#: How the book writes, in ASCII, what stands below a sign, and how the screen writes it.
_WRITTEN = (
    (re.compile(r"Σ_(\{[^}]*\}|\w)"), "Σ"),
    (re.compile(r"max_\{([^}]*)\}"), r"max over \1 of"),
    (re.compile(r"([A-Za-z])_([a-z])\b"), r"\1[\2]"),
    (re.compile(r"(?<![A-Za-z])-"), "−"),
)


def kind_terms() -> Iterator[Word]:
    """Yield a term for every kind that can be chosen; formulas are those of the textbook."""
    for kind, layer in LAYER_KINDS.items():
        name = layer.__name__.removesuffix("Spec")
        yield Word(
            layer.TITLE,
            layer.EXPLAINS,
            "a kind of layer",
            f"{_file(layer)}: {name}.forward",
            _formula(LAYER_PAGES[kind]),
        )
    for kind, loss in LOSSES.items():
        yield Word(
            loss.TITLE,
            loss.EXPLAINS,
            "a kind of loss",
            f"{_file(loss)}: {loss.__name__}.value_and_gradient",
            _formula(LOSS_PAGES[kind]),
        )
    for kind, optimizer in OPTIMIZERS.items():
        name = optimizer.__name__.removesuffix("Spec")
        yield Word(
            optimizer.TITLE,
            optimizer.EXPLAINS,
            "a kind of optimiser",
            f"{_file(optimizer)}: {name}.update",
            _formula(OPTIMIZER_PAGES[kind]),
        )
    for schedule in SCHEDULES.values():
        place = f"{_file(schedule)}: {schedule.__name__}"
        yield Word(schedule.TITLE, schedule.EXPLAINS, "a schedule", place)


def setting_terms() -> Iterator[Word]:
    """Yield a term for every setting of an experiment, as its rule explains it."""
    owners: tuple[type, ...] = (
        *(Experiment, EarlyStoppingSpec, AugmentationSpec),
        *LAYER_KINDS.values(),
        *OPTIMIZERS.values(),
        *SCHEDULES.values(),
    )
    for owner in owners:
        for rule in field_rules(owner).values():
            place = f"{_file(owner)}: {owner.__name__}"
            yield Word(rule.label, rule.explains, rule.expectation(), place)


def _file(owner: type) -> str:
    return f"{owner.__module__.replace('.', '/')}.py"


def _formula(page: ModuleType) -> str:
    """Return the first formula of a page of the book."""
    found = _INDENTED.search(page.__doc__ or "")
    if found is None:
        return ""
    return "\n".join(_shown(line.strip()) for line in found[0].strip().splitlines())


def _shown(formula: str) -> str:
    """Return a formula of the book with indices in brackets, as all others are written."""
    for written, shown in _WRITTEN:
        formula = written.sub(shown, formula)
    return formula
