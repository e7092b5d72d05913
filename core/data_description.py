"""Describe the data of an experiment: where it is, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, ClassVar

from core.arrays import shape_text
from core.data_extra import LARGEST_SIDE, DataExtra, is_text
from core.data_labels import DataLabels
from core.errors import SpecError
from core.json_text import refuse_unknown_keys
from core.number_text import percent_text

FITS = ("fit", "crop", "stretch")
GREY, COLOR = 1, 3
#: What is done to brightness before a network sees it.
UNIT, STANDARDISE = "unit", "standardise"
NORMALISATIONS = (UNIT, STANDARDISE)
MOST_CLASSES = 65_536
LARGEST_SHARE = 0.5
LONGEST_NAME = 200
_LONGEST_SOURCE = 4096


@dataclass(frozen=True, slots=True)
class DataDescription:
    """Everything that decides which images and labels an experiment gets from a source.

    Attributes
    ----------
    source : str
        What `core.datasets.loading` reads: ``"mnist"``, or a path.
    size : tuple (height, width), or None
        Of every image; None keeps that of the source.
    fit : str
        How an image of other proportions comes to `size`: ``fit`` shows all of it between
        borders of 0, ``crop`` fills the frame and cuts what is over, ``stretch`` distorts.
    channels : int or None
        1 for grey, 3 for colour; None keeps those of the source.
    invert : bool
        Whether dark becomes bright: v ← 255 - v.
    normalise : str
        ``unit`` divides by 255; ``standardise`` besides subtracts the mean of the training
        images from every channel, and divides by their standard deviation.
    split : float, str or None
        The share of every class that becomes the test images, or the source of the test
        images; None takes what the source itself has for testing.
    class_names : tuple of str, or None
        Instead of those of the source, by label.
    extra : DataExtra
        Choices that only some kinds of data have.
    labels : DataLabels or None
        Corrected labels in place of those of the source.
    """

    OWNER: ClassVar[str] = "data"

    source: str
    size: tuple[int, int] | None = None
    fit: str = FITS[0]
    channels: int | None = None
    invert: bool = False
    normalise: str = UNIT
    split: float | str | None = None
    class_names: tuple[str, ...] | None = None
    extra: DataExtra = DataExtra()
    labels: DataLabels | None = None

    def __post_init__(self) -> None:
        if not is_text(self.source, _LONGEST_SOURCE):
            raise _refusal("source", "the name or the place of data", self.source)
        if self.size is not None:
            object.__setattr__(self, "size", _accepted_size(self.size))
        _check_word("fit", self.fit, FITS)
        if self.channels is not None and (
            type(self.channels) is not int or self.channels not in (GREY, COLOR)
        ):
            raise _refusal("channels", "1 (grey), 3 (colour) or null", self.channels)
        if not isinstance(self.invert, bool):
            raise _refusal("invert", "true or false", self.invert)
        _check_word("normalise", self.normalise, NORMALISATIONS)
        if not _is_split(self.split):
            raise _refusal(
                "split",
                f"a share above 0 up to {LARGEST_SHARE}, the place of test images or null",
                self.split,
            )
        if self.class_names is not None:
            object.__setattr__(self, "class_names", _accepted_names(self.class_names))
        if not isinstance(self.extra, DataExtra):
            raise _refusal("extra", "an object", self.extra)
        if not isinstance(self.labels, DataLabels | None):
            raise _refusal("labels", "an object or null", self.labels)

    @classmethod
    def of(cls, data: str | DataDescription) -> DataDescription:
        """Return what an experiment says of its data as a description."""
        return data if isinstance(data, DataDescription) else cls(data)

    @classmethod
    def from_plain(cls, data: object) -> DataDescription:
        """Read what `to_plain` returned, or a text, which is a source without choices.

        Raises
        ------
        SpecError
            If a key is unknown or missing, or a value is not accepted; names the field.
        """
        if isinstance(data, str):
            return cls(data)
        if not isinstance(data, dict):
            raise SpecError(f"{cls.OWNER}: expected a text or an object, received {data!r:.60}")
        refuse_unknown_keys(data, {field.name for field in fields(cls)}, cls.OWNER)
        if "source" not in data:
            raise SpecError(f"{cls.OWNER}: the key 'source' is missing")
        return cls(
            **{
                **data,
                "extra": DataExtra.from_plain(data.get("extra", {})),
                "labels": DataLabels.from_plain(data.get("labels")),
            }
        )

    def to_plain(self) -> str | dict[str, Any]:
        """Return the source alone if nothing was chosen, else an object, as JSON holds them."""
        if not self.has_choices:
            return self.source
        plain: dict[str, Any] = {
            field.name: getattr(self, field.name) for field in fields(self)
        }
        for name in ("size", "class_names"):
            plain[name] = None if plain[name] is None else list(plain[name])
        plain["extra"] = self.extra.to_plain()
        labels = plain.pop("labels")
        return plain if labels is None else {**plain, "labels": labels.to_plain()}

    @property
    def has_choices(self) -> bool:
        """Whether anything but the source is said."""
        return self != DataDescription(self.source)

    @property
    def simplest(self) -> str | DataDescription:
        """The source as a text if nothing was chosen: two ways to say the same are equal."""
        return self if self.has_choices else self.source

    def moved_to(self, source: str) -> DataDescription:
        """Return the same choices for another source."""
        return replace(self, source=source)

    def choice_words(self) -> str:
        """Return what was chosen, in a few words; empty if nothing was."""
        words = []
        if self.size is not None:
            words.append(f"{shape_text(self.size)} ({self.fit})")
        elif self.fit != FITS[0]:
            words.append(self.fit)
        if self.channels is not None:
            words.append("grey" if self.channels == GREY else "colour")
        if self.invert:
            words.append("inverted")
        if self.normalise == STANDARDISE:
            words.append("standardised")
        if isinstance(self.split, float):
            words.append(f"{percent_text(self.split, 0)} for testing")
        elif self.split is not None:
            words.append(f"test images from {self.split}")
        if self.class_names is not None:
            words.append(f"{len(self.class_names):,} class names")
        words += [f"{name} {value}" for name, value in self.extra.to_plain().items()]
        if self.labels is not None:
            words.append("labels corrected")
        return ", ".join(words)


def source_of(data: str | DataDescription) -> str:
    """Return the source in what an experiment says of its data."""
    return data.source if isinstance(data, DataDescription) else data


def with_source(data: str | DataDescription, source: str) -> str | DataDescription:
    """Return what an experiment says of its data, with another source."""
    return DataDescription.of(data).moved_to(source).simplest


def _check_word(name: str, word: object, words: tuple[str, ...]) -> None:
    if not isinstance(word, str) or word not in words:
        raise _refusal(name, f"one of {', '.join(words)}", word)


def _accepted_size(size: object) -> tuple[int, int]:
    if (
        isinstance(size, list | tuple)
        and len(size) == 2
        and all(type(side) is int and 1 <= side <= LARGEST_SIDE for side in size)
    ):
        return size[0], size[1]
    raise _refusal("size", f"height and width from 1 to {LARGEST_SIDE}, or null", size)


def _accepted_names(names: object) -> tuple[str, ...]:
    if (
        isinstance(names, list | tuple)
        and 1 <= len(names) <= MOST_CLASSES
        and all(is_text(name, LONGEST_NAME) for name in names)
    ):
        return tuple(names)
    raise _refusal("class_names", f"a list of 1 to {MOST_CLASSES:,} names, or null", names)


def _is_split(split: object) -> bool:
    if isinstance(split, str):
        return is_text(split, _LONGEST_SOURCE)
    return split is None or (type(split) is float and 0 < split <= LARGEST_SHARE)


def _refusal(name: str, expected: str, received: object) -> SpecError:
    return SpecError(
        f"{DataDescription.OWNER}: {name} must be {expected}, received {received!r:.60}"
    )
