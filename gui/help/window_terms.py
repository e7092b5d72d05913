"""The words for parts of the window, and which part is which word."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word
from gui.help.dialog_terms import DIALOG_NAMED
from gui.help.evaluate_terms import EVALUATE_NAMED
from gui.help.what_if_terms import WHAT_IF_NAMED

_OWN = {
    "headline": Word(
        "verdict",
        "What the image is, what the network says, how sure it is, and whether that is right.",
        "0 to 100 %",
        "core/trace.py: Trace.predicted",
        "says the class with the largest output",
    ),
    "progress": Word(
        "progress",
        "How much of the run is done.",
        "share of all steps",
        "core/training/session.py: TrainingSession.total_steps",
        "step / all steps",
    ),
    "timeline": Word(
        "time slider",
        "The steps of the run. Drag it to look at the past; dots and flags are what happened.",
        "steps",
        "core/documents/time_machine.py: TimeMachine.at",
    ),
    "code": Word(
        "code",
        "The lines of this program, or of its textbook, that compute the number above.",
        place="core/ledger/source_lines.py: MarkedLines",
    ),
    "search": Word(
        "search",
        "Shows only the runs that have all of these words.",
        place="core/documents/run_document.py: RunDocument",
    ),
    "tags": Word(
        "tags",
        "Words of your own for a run.",
        place="core/documents/run_document.py: RunDocument",
    ),
    "begun": Word(
        "begun",
        "When the run was begun or branched.",
        "date and time of this computer",
        "core/documents/run_document.py: RunDocument",
    ),
    "seconds": Word(
        "time",
        "Time of all steps together, without validation and pauses.",
        "seconds, minutes or hours",
        "core/documents/run_document.py: RunDocument",
    ),
    "place": Word(
        "window position",
        "Where the window lies: counted row by row over the map it makes.",
        "position",
        "core/inspection/sliding_window.py: SlidingWindow.read",
    ),
    "sum": Word(
        "sum of products",
        "Every cell of the window times the cell of the kernel on it, added up.",
        "as the numbers themselves",
        "core/inspection/sliding_window.py: SlidingWindow.read",
        "Σ x · w",
    ),
    "total": Word(
        "total",
        "The sum of products of all channels, and the bias.",
        "as the numbers themselves",
        "core/inspection/sliding_window.py: SlidingWindow.read",
        "Σ x · w + b",
    ),
    "explanation": Word(
        "explanation map",
        "How much each pixel speaks for the class (above 0) or against it (below 0). Each "
        "method asks in a way of its own.",
        "change of the score, for the gradients per full ink",
        "core/explanation/catalog.py: EXPLANATION_METHODS",
    ),
    "explained score": Word(
        "score",
        "What the last layer with weights says of a class, before probabilities are made of "
        "it; or how far one class is ahead of another.",
        place="core/explanation/class_score.py: ClassScore",
        formula="z_c, or z_c − z_d",
    ),
    "sanity check": Word(
        "sanity check",
        "Draws the weights anew, layer by layer from the last: a map that depends on what the "
        "network learned must change.",
        "correlation on the ink, −1 to 1",
        "core/explanation/sanity_check.py: check_sanity",
    ),
    "completeness": Word(
        "completeness",
        "Whether a map adds up to what the ink did to the score: only integrated gradients "
        "promise it.",
        "as the score",
        "core/explanation/explained_image.py: ExplainedImage",
        "Σ map = score(image) − score(blank)",
    ),
    "step of the run": Word(
        "step",
        "Which step is shown, of how many.",
        "count",
        "core/training/session.py: TrainingSession.run_step",
    ),
}

#: Object names, as `fnmatch` reads them, and the word for it; the first that fits counts.
#: Words in small letters are those of `core.glossary`.
NAMED: Mapping[str, Word | str] = MappingProxyType(
    {
        "sample_verdict": _OWN["headline"],
        "sample_part": "sample",
        "sample_index": "sample",
        "sample_class": "class",
        "run_progress": _OWN["progress"],
        "timeline_track": _OWN["timeline"],
        "timeline_read_out": _OWN["step of the run"],
        "timeline_live": "live",
        "past_sign*": _OWN["step of the run"],
        "images_per_second_*": "images / s",
        "time_left_*": "time left",
        "epoch_*": "epoch",
        "step_*": "step",
        "loss_read_out": "loss",
        "loss_caption": "loss",
        "accuracy_read_out": "validation",
        "accuracy_caption": "validation",
        "loss_plot": "loss",
        "loss_legend": "loss",
        "accuracy_plot": "accuracy",
        "accuracy_legend": "accuracy",
        "curves_unit*": "step",
        "speed_*": "images / s",
        "memory_estimate": "memory",
        "data_counts": "data",
        "total_parameters": "trainable parameters",
        "layer_card_*_count": "trainable parameters",
        "layer_card_*_shape": "shape",
        "augmentation_*": "augmentation",
        "network_stage_*_shape": "shape",
        "network_stage_*_note": "class",
        "network_stage_*_legend": "scale",
        # what is left of a stage is called by its title
        "network_stage_*": "",
        "network_kernel*": "filter",
        "network_change_row": "change",
        "network_river*": "gradient",
        "network_phase*": "phase",
        "network_read_out*": "activation",
        "network_view_weights": "weight",
        "network_*": "activation",
        "filters_panel_title": "weight",
        "filters_panel_mosaic": "weight",
        "filters_panel_film*": "cos to start",
        "filters_panel_one*": "filter",
        "filters_panel_read_out*": "weight",
        "feature_maps_panel_title": "feature map",
        "feature_maps_panel_mosaic": "feature map",
        "feature_maps_panel_one_statistics_least": "min",
        "feature_maps_panel_one_statistics_most": "max",
        "feature_maps_panel_one_statistics_mean": "mean",
        "feature_maps_panel_one_statistics_zeros": "zeros",
        "feature_maps_panel_one_map": "feature map",
        "feature_maps_panel_one_title": "feature map",
        "feature_maps_panel_read_out*": "activation",
        **WHAT_IF_NAMED,
        **EVALUATE_NAMED,
        **DIALOG_NAMED,
        "*_legend": "scale",
        "*_shape": "shape",
        "*_message": "run",
        "pooling_panel_input*": "activation",
        "pooling_panel_pooled*": "winner",
        "pooling_panel_routed*": "gradient",
        "pooling_panel_card_title": "window",
        "pooling_panel_card_values": "window",
        "pooling_panel_card_winner": "winner",
        "pooling_panel_card_why": "winner",
        "pooling_panel_card_arriving*": "gradient",
        "pooling_panel_card_routed*": "gradient",
        "pooling_panel_card_arrow": "gradient",
        "pooling_panel_card_*": "survival",
        "pooling_panel_read_out*": "winner",
        "pooling_panel_channel*": "feature map",
        "sliding_window_panel_operand*": "input",
        "sliding_window_panel_kernel*": "filter",
        "sliding_window_panel_result*": "z",
        "sliding_window_panel_place": _OWN["place"],
        "sliding_window_panel_card_title": "z",
        "sliding_window_panel_card_products": _OWN["sum"],
        "sliding_window_panel_card_sum*": _OWN["sum"],
        "sliding_window_panel_card_others*": _OWN["sum"],
        "sliding_window_panel_card_bias*": "bias",
        "sliding_window_panel_card_total*": _OWN["total"],
        "sliding_window_panel_card_*": "stored",
        "sliding_window_panel_read_out*": "activation",
        "sliding_window_panel_channel*": "feature map",
        "sliding_window_panel_filter*": "filter",
        "explain_panel_question": _OWN["explained score"],
        "explain_panel_class": _OWN["explained score"],
        "explain_panel_other": _OWN["explained score"],
        "explain_panel_side*": _OWN["explained score"],
        "explain_panel_scale*": "scale",
        "explain_panel_digit*": "sample",
        "explain_panel_card_sum": _OWN["completeness"],
        "explain_panel_card_ink": _OWN["completeness"],
        "explain_panel_card_check": _OWN["completeness"],
        "explain_panel_sanity": _OWN["sanity check"],
        "explain_panel_status": _OWN["explanation"],
        "explain_panel_*": _OWN["explanation"],
        "compare_panel_read_out*": "change",
        "compare_panel_*_channel*": "feature map",
        "runs_panel_search": _OWN["search"],
        "ledger_panel_title": "page of the ledger",
        "ledger_panel_place": "sample",
        "ledger_panel_crumbs": "page of the ledger",
        "ledger_panel_hint": "page of the ledger",
        "ledger_panel_pages_made": "page of the ledger",
        "ledger_panel_pages_blamed": "blamed",
        "ledger_panel_pages_*code": _OWN["code"],
        "ledger_panel_pages_lines*": _OWN["code"],
    }
)

#: Titles of columns that mean here what they mean nowhere else.
COLUMN_TERMS: Mapping[str, Word] = MappingProxyType(
    {"tags": _OWN["tags"], "begun": _OWN["begun"], "time": _OWN["seconds"]}
)
