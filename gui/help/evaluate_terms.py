"""The words for what was judged: in the Evaluate panel, and of two runs in Compare."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_RIGHT = Word(
    "share that is right",
    "How many of the images are taken for what they are. With other images it would most "
    "likely lie within the interval.",
    "0 to 100 %",
    "core/evaluation/wilson_interval.py: wilson_interval",
    "right / images",
)
_PART = Word(
    "part of the data",
    "Test images are kept apart altogether, validation images are held back from training, "
    "training images are learned from.",
    place="core/datasets/split.py: split_rows",
)
_CONFUSION = Word(
    "confusion matrix",
    "How many images of the class of a row are taken for the class of a column; right ones "
    "are on the diagonal.",
    "count, or percent",
    "core/evaluation/confusion.py: confusion_matrix",
)
_FIGURES = Word(
    "recall, precision, F1",
    "Recall: how many of a class are found. Precision: how many that are called so are of "
    "it. F1: the harmonic mean of both.",
    "0 to 100 %",
    "core/evaluation/class_figures.py: class_figures",
    "F1 = 2 TP / (2 TP + FP + FN)",
)
_MISTAKES = Word(
    "most frequent mistakes",
    "Which class is taken for which other one most often.",
    "count",
    "core/evaluation/confusion.py: top_confusions",
)
_IMAGES = Word(
    "images behind a number",
    "The images of a cell, all mistakes, or the closest calls; a click makes one the sample "
    "of every panel.",
    place="core/evaluation/ranking.py: ranked",
)
_MISLABELLED = Word(
    "likely mislabelled",
    "The network is as sure of another class as it usually is of images that bear its label. "
    "Look at each: often the label is wrong, often the network.",
    place="core/evaluation/ranking.py: likely_mislabelled",
)
_MARKED = Word(
    "marked images",
    "Your own list of images of this data set, kept beside the runs.",
    place="core/evaluation/marked_images.py: MarkedImages",
)
_SURENESS = Word(
    "calibration error",
    "How far the share that is right lies from how sure the network says it is, over 15 "
    "groups of images that it is about equally sure of.",
    "0 to 100 %",
    "core/evaluation/calibration.py: error_of_bins",
    "sum of images of a group / all images × |right − sure|",
)
_TEMPERATURE = Word(
    "temperature",
    "All scores are divided by it before softmax: above 1 the network becomes less sure, "
    "below 1 surer. What it says stays the same.",
    "above 0",
    "core/evaluation/temperature.py: fitted_temperature",
    "softmax(scores / T)",
)
_UNSURE = Word(
    "I don't know",
    "Where the network is less sure than the threshold it does not answer: fewer answers, "
    "but more of them right.",
    "0 to 100 %",
    "core/evaluation/answered.py: coverage_curve",
    "answered / images, right / answered",
)
_ROBUSTNESS = Word(
    "robustness",
    "How many are right where the same images are made worse, more and more.",
    "0 to 100 %",
    "core/evaluation/robustness.py: robustness",
)
_BOTH = Word(
    "which is right where",
    "Images on which both runs are right, one of them, or neither. McNemar's test says how "
    "often chance alone would make such a difference.",
    "count",
    "core/evaluation/mcnemar.py: mcnemar",
    "min(1, 2 · sum of (n over k) / 2ⁿ for k up to the smaller count)",
)

#: Object names, as `fnmatch` reads them.
EVALUATE_NAMED: Mapping[str, Word] = MappingProxyType(
    {
        "evaluate_panel_headline_part*": _PART,
        "evaluate_panel_headline*": _RIGHT,
        "evaluate_panel_message": _RIGHT,
        "evaluate_panel_confusion_table": _FIGURES,
        "evaluate_panel_confusion*": _CONFUSION,
        "evaluate_panel_mistakes*": _MISTAKES,
        "evaluate_panel_gallery_source_mislabelled": _MISLABELLED,
        "evaluate_panel_gallery_source_marked": _MARKED,
        "evaluate_panel_gallery_mark": _MARKED,
        "evaluate_panel_gallery*": _IMAGES,
        "evaluate_panel_reliability_temperature": _TEMPERATURE,
        "evaluate_panel_reliability_note": _TEMPERATURE,
        "evaluate_panel_reliability*": _SURENESS,
        "evaluate_panel_unsure*": _UNSURE,
        "evaluate_panel_robustness*": _ROBUSTNESS,
        "compare_panel_judged_?_temperature": _TEMPERATURE,
        "compare_panel_judged_?_note": _TEMPERATURE,
        "compare_panel_judged_?_*": _SURENESS,
        "compare_panel_judged_unsure*": _UNSURE,
        "compare_panel_judged_robustness*": _ROBUSTNESS,
        "compare_panel_judged_more": _ROBUSTNESS,
        "compare_panel_judged_why": _ROBUSTNESS,
        "compare_panel_judged_images*": _IMAGES,
        "compare_panel_judged*": _BOTH,
    }
)
