"""The words of the Sweep panel, and of the locks beside fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_SPACE = Word(
    "space",
    "Which fields of the experiment a sweep varies, and over which values: a range, by ratio "
    "where 0.01, 0.1 and 1 are as far from each other, or a list.",
    place="core/sweeping/space_reader.py: space_from_data",
)
_SAMPLER = Word(
    "sampler",
    "What decides which settings are tried next: TPE learns from the trials before, random "
    "does not, a grid tries every combination.",
    place="core/sweeping/suggestion.py: sampler_for",
)
_PRUNER = Word(
    "pruner",
    "What ends trials early whose learning curve lags behind the others' at the same point.",
    place="core/sweeping/suggestion.py: pruner_for",
)
_SEARCH = Word(
    "search",
    "How settings are chosen, how many trials there are to be, how long, and where they run.",
    place="core/sweeping/sweep_spec.py: SweepSpec",
)
_SCHEDULER = Word(
    "scheduler",
    "A program of Dask that hands trials to workers on other computers. With no address the "
    "trials run on this one.",
    place="core/sweeping/dask_cluster.py: pool_at",
)
_CERTIFICATES = Word(
    "certificates",
    "Files by which you and a scheduler know each other; all that is said is encrypted then. "
    "Who runs the scheduler gives them to you.",
    place="core/sweeping/certificates.py: check_certificates",
)
_TRIAL = Word(
    "trial",
    "One choice of settings, trained from the beginning and kept as a run. Enter opens it.",
    "counted",
    "core/sweeping/trial_row.py: TrialRow",
)
_SWEEP = Word(
    "sweep",
    "Many runs of one experiment with other settings, to see which learn best.",
    place="core/sweeping/sweep_session.py: SweepSession",
)
_LINES = Word(
    "parallel coordinates",
    "Each trial is a line that crosses every axis at its own value. Drag along an axis to "
    "keep what passes there, drag a name to move its axis.",
    place="gui/panels/sweep/trials.py: SweepTrials.brushed",
)
_CURVES = Word(
    "learning curve",
    "How a trial was judged while it trained. Those that were ended early fade behind a dot.",
    "0 to 100 %, or a loss",
    "core/sweeping/stored_sweep.py: stored_curve",
)
_SLICES = Word(
    "slice",
    "What every trial came to, over the value of one setting.",
    place="gui/panels/sweep/trials.py: SweepTrials.place",
)
_BEST = Word(
    "best so far",
    "The best value of all trials until then.",
    "0 to 100 %, or a loss",
    "gui/panels/sweep/trials.py: SweepTrials.best_so_far",
)
_MATTERS = Word(
    "what matters",
    "How much each setting decides whether a trial is among the best tenth, by PED-ANOVA as "
    "Optuna computes it. All shares add up to 100 %.",
    "0 to 100 %",
    "core/sweeping/importance.py: importances",
)

#: Object names, as `fnmatch` reads them.
SWEEP_NAMED: Mapping[str, Word] = MappingProxyType(
    {
        "sweep_panel_headline*": _SWEEP,
        "sweep_panel_warning": _SWEEP,
        "sweep_badge": _SWEEP,
        "sweep_panel_space*": _SPACE,
        "sweep_panel_setup*": _SPACE,
        "sweep_panel_plan_sampler*": _SAMPLER,
        "sweep_panel_plan_pruner*": _PRUNER,
        "sweep_panel_plan_address*": _SCHEDULER,
        "sweep_panel_plan_workers*": _SCHEDULER,
        "sweep_panel_plan_tls*": _CERTIFICATES,
        "sweep_panel_plan_earlier": _SWEEP,
        "sweep_panel_plan*": _SEARCH,
        "sweep_panel_parallel": _LINES,
        "sweep_panel_lines_title": _LINES,
        "sweep_panel_legend": _LINES,
        "sweep_panel_brushed": _LINES,
        "sweep_panel_clear": _LINES,
        "sweep_panel_trials_title": _TRIAL,
        "sweep_panel_table*": _TRIAL,
        "sweep_panel_open": _TRIAL,
        "sweep_panel_prune": _PRUNER,
        "sweep_panel_part_trials": _TRIAL,
        "sweep_panel_part_slices": _SLICES,
        "sweep_panel_view_slices": _SLICES,
        "sweep_panel_part_matters": _MATTERS,
        "sweep_panel_part*": _CURVES,
        "sweep_panel_view*": _CURVES,
        "sweep_panel_slices": _SLICES,
        "sweep_panel_curves": _CURVES,
        "sweep_panel_best*": _BEST,
        "sweep_panel_importance": _MATTERS,
        "sweep_panel_matters*": _MATTERS,
        "*_vary": _SPACE,
    }
)
