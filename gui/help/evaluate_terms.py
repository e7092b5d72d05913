"""The words for the parts of the Evaluate panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_RIGHT = Word(
    "share that is right",
    "How many of the images are named right. With other images it would most likely lie "
    "within the interval.",
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
    "Recall: how many of a class are found. Precision: how many of those called so are "
    "right. F1: the harmonic mean of both.",
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

#: Object names, as `fnmatch` reads them.
EVALUATE_NAMED: Mapping[str, Word] = MappingProxyType(
    {
        "evaluate_panel_headline_part*": _PART,
        "evaluate_panel_headline*": _RIGHT,
        "evaluate_panel_message": _RIGHT,
        "evaluate_panel_confusion_table": _FIGURES,
        "evaluate_panel_confusion*": _CONFUSION,
        "evaluate_panel_mistakes*": _MISTAKES,
        "evaluate_panel_gallery*": _IMAGES,
    }
)
