"""Where in an experiment a setting lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.augmentation.spec import AugmentationSpec
from core.early_stopping_spec import EarlyStoppingSpec
from core.errors import SpecError
from core.experiment import Experiment
from core.fields import Choice, FieldRule, field_rules
from core.layers.catalog import LAYER_KINDS
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from core.sentence import sentence

NETWORK, LAYERS, KIND = "network", "layers", "kind"
#: Parts of an experiment that are of one kind among several, and those of one kind alone.
PARTS_OF_KINDS: Mapping[str, Mapping[str, type[Any]]] = {
    "optimizer": OPTIMIZERS, "schedule": SCHEDULES,
}  # fmt: skip
PLAIN_PARTS: Mapping[str, type[Any]] = {
    "early_stopping": EarlyStoppingSpec, "augmentation": AugmentationSpec,
}  # fmt: skip
#: No path is longer, and no index has more digits.
LONGEST_PATH, LONGEST_INDEX = 100, 4


@dataclass(frozen=True, slots=True)
class SettingPath:
    """A path into the JSON of an experiment.

    Attributes
    ----------
    text : str
        As it was written: ``"layers.0.filters"``.
    part : tuple of str or int
        The object that has the field, from the outermost: ``("network", "layers", 0)``; empty
        for the experiment itself.
    field : str
        Name of the field there, or ``"kind"``.
    """

    text: str
    part: tuple[str | int, ...]
    field: str

    @property
    def is_kind(self) -> bool:
        """Whether it says what kind the part is of."""
        return self.field == KIND and bool(self.part)

    def rules(self, kinds: tuple[str, ...]) -> dict[str, FieldRule]:
        """Return what the field accepts, by kind of the part; kinds without it are left out.

        Parameters
        ----------
        kinds : tuple of str
            Those that the part may be of; of parts that have no kinds an empty text.
        """
        known = kinds_of(self.part)
        if self.is_kind:
            rule = Choice("Kind", "What it is.", tuple(known))
            return dict.fromkeys(kinds, rule)
        rules = {kind: field_rules(known[kind]) for kind in kinds}
        return {kind: of[self.field] for kind, of in rules.items() if self.field in of}


def kinds_of(part: tuple[str | int, ...]) -> Mapping[str, type[Any]]:
    """Return the classes that a part of an experiment may be of, by kind."""
    if not part:
        return {"": Experiment}
    if part[0] == NETWORK:
        return LAYER_KINDS
    name = str(part[0])
    return PARTS_OF_KINDS.get(name) or {"": PLAIN_PARTS[name]}


def setting_path(text: str, experiment: Experiment) -> SettingPath:
    """Return what a written path means in an experiment.

    Besides full paths there are short ones: ``layers.0.filters`` for
    ``network.layers.0.filters``, and ``optimizer`` or ``layers.1`` for the kind of that part.

    Raises
    ------
    SpecError
        If there is no such part.
    """
    words = text.split(".") if len(text) <= LONGEST_PATH else []
    if words[:1] == [NETWORK]:
        words = words[1:]
        if words[:1] != [LAYERS]:
            raise _unknown(text, "of the network, layers.0.filters and the like can be varied")
    if words[:1] == [LAYERS]:
        return _layer_path(text, words, len(experiment.network.layers))
    if words and (words[0] in PARTS_OF_KINDS or words[0] in PLAIN_PARTS):
        if len(words) == 1 and words[0] in PARTS_OF_KINDS:
            return SettingPath(text, (words[0],), KIND)
        if len(words) == 2 and not (words[1] == KIND and words[0] in PLAIN_PARTS):
            return SettingPath(text, (words[0],), words[1])
        raise _unknown(text, f"expected a field of it, as in {words[0]}.name")
    if len(words) == 1 and words[0] in field_rules(Experiment):
        return SettingPath(text, (), words[0])
    known = [*sorted(field_rules(Experiment)), *PARTS_OF_KINDS, *PLAIN_PARTS, LAYERS]
    raise _unknown(text, f"known are {', '.join(known)}")


def _layer_path(text: str, words: list[str], layer_count: int) -> SettingPath:
    number = words[1] if len(words) > 1 else ""
    is_number = number.isascii() and number.isdecimal() and len(number) <= LONGEST_INDEX
    if not is_number or int(number) >= layer_count:
        raise _unknown(text, f"the layers are counted from 0 to {layer_count - 1}")
    if len(words) > 3:
        raise _unknown(text, f"expected one field of the layer, as in layers.{number}.units")
    part: tuple[str | int, ...] = (NETWORK, LAYERS, int(number))
    return SettingPath(text, part, words[2] if len(words) == 3 else KIND)


def _unknown(text: str, why: str) -> SpecError:
    return SpecError(f"sweep: space: there is no setting {sentence(text, 60)!r}: {why}")
