"""The words for the Data panel."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.glossary.word import Word

_DATA = Word(
    "what the data is",
    "How many images and classes there are, whether classes are about as large as each other, "
    "and what was found that is to be looked at.",
    place="core/exploring/exploration.py: explore",
)
_BEAT = Word(
    "the figure to beat",
    "How many images are named right by the label of the training image whose pixels differ "
    "least: what no network should do worse than.",
    "0 to 100 %",
    "core/exploring/baseline.py: neighbour_baseline",
    "label of the nearest training image = own label",
)
_CLASSES = Word(
    "classes",
    "For each class an image, the mean of all its images, and how many there are. Variance "
    "shows where images of one class differ.",
    place="core/exploring/class_images.py: class_images",
)
_CHECKED = Word(
    "checked",
    "What may spoil training: copies across parts, labels that contradict, empty images, "
    "uneven classes.",
    place="core/exploring/findings.py: in_order",
)
_PIXELS = Word(
    "brightness of pixels",
    "How many pixels of all images have each value. Bars are logarithmic.",
    "0 to 255",
    "core/exploring/pixel_facts.py: pixel_facts",
)
_NEAR = Word(
    "nearest images",
    "The training images whose pixels differ least from the shown sample; the number is the "
    "root mean square of the differences.",
    "share of full ink",
    "core/exploring/nearest_images.py: nearest_images",
    "√(mean of (a − b)²)",
)
_CHANGED = Word(
    "augmented copies",
    "The shown sample as training steps may see it, by the settings under Experiment.",
    place="core/augmentation/augmenter.py: Augmenter",
)
_PLANE = Word(
    "images by their pixels",
    "Each dot is a training image, placed along the two directions in which raw pixels differ "
    "most. Where classes lie apart, even a simple network tells them apart.",
    "share of the variance",
    "core/exploring/pixel_plane.py: pixel_plane",
)
_SUSPECT = Word(
    "label in doubt",
    "The nearest image is called otherwise, or the network calls it otherwise. Look at each: "
    "often the label is wrong, often the neighbour or the network.",
    place="core/exploring/suspects.py: neighbour_suspects",
)
_CORRECTED = Word(
    "corrected labels",
    "Your changes, kept as a list beside the data, which is never written to. A run that is "
    "trained with them is bound to them.",
    place="core/datasets/label_changes.py: LabelChanges",
)

#: Parts of the panel by their name.
DATA_NAMED: Mapping[str, Word] = MappingProxyType(
    {
        "data_panel_headline_view": _BEAT,
        "data_panel_headline*": _DATA,
        "data_panel_message": _DATA,
        "data_panel_classes*": _CLASSES,
        "data_panel_variance": _CLASSES,
        "data_panel_findings*": _CHECKED,
        "data_panel_found*": _CHECKED,
        "data_panel_pixels*": _PIXELS,
        "data_panel_histogram": _PIXELS,
        "data_panel_sample_changed*": _CHANGED,
        "data_panel_sample_others": _CHANGED,
        "data_panel_sample*": _NEAR,
        "data_panel_plane*": _PLANE,
        "data_panel_labels_kept": _CORRECTED,
        "data_panel_labels_use": _CORRECTED,
        "data_panel_labels_undo": _CORRECTED,
        "data_panel_labels_class*": _CORRECTED,
        "data_panel_labels*": _SUSPECT,
    }
)
