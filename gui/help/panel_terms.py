"""The word of each panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

#: Panels by their id.
PANEL_TERMS: Mapping[str, Word] = MappingProxyType(
    {
        "experiment_panel": Word(
            "Experiment",
            "What is trained, on what, and how. Changes here hold from the next run on.",
            place="core/experiment.py: Experiment",
        ),
        "network_panel": Word(
            "Network",
            "What every layer makes of the shown sample, from the input at the left to the "
            "probabilities at the right.",
            place="core/inspection/stage_numbers.py: network_stages",
        ),
        "filters_panel": Word(
            "Filters",
            "The weights of a layer as pictures, their gradients, and what training changed.",
            place="core/inspection/filter_bank.py: weight_banks",
        ),
        "feature_maps_panel": Word(
            "Feature maps",
            "What the filters of one layer found in the shown sample, and where.",
            place="core/inspection/map_stages.py: map_stages",
        ),
        "pooling_panel": Word(
            "Pooling",
            "Which number of each window wins and goes on, and where its gradient goes to.",
            place="core/inspection/pooled_channel.py: PooledChannel.of",
        ),
        "sliding_window_panel": Word(
            "Sliding window",
            "A convolution, position by position: multiply cell by cell, add up, move on.",
            place="core/inspection/sliding_window.py: SlidingWindow.of",
        ),
        "draw_panel": Word(
            "Draw",
            "A digit of your own: prepared as MNIST's digits were, and shown in every panel.",
            place="core/drawing/preparation.py: prepared",
        ),
        "explain_panel": Word(
            "Explain",
            "Which pixels speak for a class or against it, by seven methods side by side; what "
            "a filter likes; and many images as points, near each other where they are alike.",
            place="core/explanation/explained_image.py: explain_image",
        ),
        "what_if_panel": Word(
            "What if",
            "What the network would do with other weights, or without a filter; and what the "
            "gradient foretells of it.",
            place="core/what_if/loss_change.py: LossProbe",
        ),
        "data_panel": Word(
            "Data",
            "What is in the data before training: classes, mean images, copies, and the figure "
            "that a network has to beat; and labels that you correct.",
            place="core/exploring/exploration.py: explore",
        ),
        "evaluate_panel": Word(
            "Evaluate",
            "How well the network does on many images at the shown step, and where it fails.",
            place="core/evaluation/judgement.py: judge",
        ),
        "twins_panel": Word(
            "Twins",
            "Two to four runs that learn from the same batches, step by step: when they "
            "first disagree, and how far their weights drift apart.",
            place="core/twins/twin_session.py: TwinSession",
        ),
        "compare_panel": Word(
            "Compare",
            "The same filters, maps or judged images in two runs: A is the shown run, B the "
            "other one.",
            formula="B − A",
            place="core/inspection/moment.py: Moment",
        ),
        "sweep_panel": Word(
            "Sweep",
            "Many runs of the experiment with other settings: which learn best, and which "
            "settings matter.",
            place="core/sweeping/sweep_session.py: SweepSession",
        ),
        "curves_panel": Word(
            "Curves",
            "How loss and accuracy went, step by step.",
            place="core/curves/history.py: RunHistory",
        ),
        "runs_panel": Word(
            "Runs",
            "All runs in the runs folder; branches stand below the run they left.",
            place="core/documents/run_document.py: RunDocument",
        ),
        "ledger_panel": Word(
            "Ledger",
            "How one number was made, and what it is blamed for, down to every product.",
            place="core/ledger/ledger.py: how_it_was_made",
        ),
    }
)
