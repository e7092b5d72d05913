"""The words for changes to the shown network."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_CHANGES = Word(
    "changes by hand",
    "What you changed in the shown network: every panel shows what it does then. The run and "
    "its weights stay as they are, unless you branch.",
    place="core/what_if/edits.py: Edits",
)
_SILENCE = Word(
    "silenced filter",
    "A filter or unit whose output, after the activation, is set to 0 at every place. Its "
    "weights stay as they are.",
    place="core/layers/silenced.py: Silenced",
    formula="y = 0",
)
_FORETOLD = Word(
    "foretold change of the loss",
    "Gradient times change, summed: the slope of the loss at the run's own weights, taken over "
    "the whole way. The real change is the loss after minus the loss before.",
    "none",
    "core/what_if/loss_change.py: LossProbe",
    "sum of dL/dw · δ",
)
_PRUNING = Word(
    "pruning",
    "Setting the weights of the smallest size to 0: how many does the network need?",
    "0 to 100 % of the weights",
    "core/what_if/prune.py: Prune",
)
_ABLATION = Word(
    "accuracy lost",
    "Share of a class that is recognised by the whole network, minus the share that is "
    "recognised with one filter or unit silenced; negative where silencing helps.",
    "−100 to 100 points",
    "core/what_if/ablation.py: ablation_matrix",
    "recall − recall without it",
)
_VIEW = Word(
    "views of Evaluate",
    "Overview: what is taken for what. Robustness: images made worse. Silencing: what each "
    "filter or unit is needed for.",
    place="core/what_if/ablation.py: ablation_matrix",
)
_NUMBER = Word(
    "weight set by hand",
    "Another number in the place of one that training learned, to see what the network does "
    "then.",
    place="core/what_if/set_number.py: SetNumber",
)

#: Object names, as `fnmatch` reads them.
WHAT_IF_NAMED: Mapping[str, Word] = MappingProxyType(
    {
        "what_if_panel_losses*": _FORETOLD,
        "what_if_panel_no_losses": _FORETOLD,
        "what_if_panel_prune*": _PRUNING,
        "what_if_panel_units*": _SILENCE,
        "what_if_*": _CHANGES,
        "ledger_panel_weight*": _NUMBER,
        "evaluate_panel_silencing*": _ABLATION,
        "evaluate_panel_headline_view_of*": _VIEW,
    }
)
