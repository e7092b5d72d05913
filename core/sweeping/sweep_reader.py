"""Read a sweep from a JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from core.datasets.data_source import absolute_data
from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json
from core.fields import RealNumber, WholeNumber, accepted, field_rules
from core.formats.experiment_file import load_experiment
from core.formats.file_access import short_name
from core.formats.json_file import json_file_text
from core.json_text import parse_json_object, refuse_unknown_keys
from core.presets import PRESETS
from core.sentence import sentence
from core.sweeping.setting import Setting
from core.sweeping.setting_values import NumberRange
from core.sweeping.space_reader import space_from_data
from core.sweeping.sweep_spec import Pruner, Sampler, SweepObjective, SweepSpec
from core.training.build import validation_listener

KEYS = (
    "experiment", "space", "objective", "sampler", "pruner", "seeds", "epochs", "minutes",
)  # fmt: skip
MOST_SEEDS = 100
_MINUTES = RealNumber("Minutes", "How long new trials begin.", 0.0, 1e6, above=True)
_SEED = WholeNumber("Seed", "Of one run of each trial.", 0, 2**32 - 1)

Word = TypeVar("Word", bound=StrEnum)


def load_sweep(path: Path | str) -> SweepSpec:
    """Read a sweep from a JSON file.

    Raises
    ------
    LoadError
        If the file cannot be read, or holds no sweep that this version understands.
    """
    text = json_file_text(path, "a sweep")
    try:
        return sweep_from_json(text, Path(path).parent)
    except (LoadError, SpecError) as error:
        raise LoadError(f"{short_name(path)}: {error}") from None


def sweep_from_json(text: str, folder: Path | None = None) -> SweepSpec:
    """Return the sweep that JSON text describes.

    Parameters
    ----------
    text : str
    folder : Path, optional
        Where a path of an experiment begins; by default only presets are known by name.

    Raises
    ------
    LoadError, SpecError
        For the first thing that is wrong.
    """
    data = parse_json_object(text, "sweep")
    refuse_unknown_keys(data, set(KEYS), "sweep")
    for key in ("experiment", "space"):
        if key not in data:
            raise SpecError(f"sweep: the key {key!r} is missing")
    experiment = _experiment(data["experiment"], folder)
    epochs = _optional(data, "epochs", field_rules(Experiment)["epochs"].accept)
    if epochs is not None:
        experiment = experiment.replace(epochs=epochs)
    spec = SweepSpec(
        experiment,
        space_from_data(data["space"], experiment),
        _word(data, "objective", SweepObjective, SweepObjective.VALIDATION_ACCURACY),
        _word(data, "sampler", Sampler, Sampler.TPE),
        _word(data, "pruner", Pruner, Pruner.MEDIAN),
        _seeds(data.get("seeds")),
        epochs,
        _optional(data, "minutes", lambda value: accepted("sweep", "minutes", _MINUTES, value)),
    )
    _check_together(spec)
    return spec


def _experiment(data: object, folder: Path | None) -> Experiment:
    """Return an experiment as written out, by the name of a preset, or from another file."""
    if isinstance(data, dict):
        experiment = experiment_from_json(json.dumps(data))
    elif isinstance(data, str) and data in PRESETS:
        experiment = PRESETS[data]
    elif isinstance(data, str) and folder is not None and data:
        experiment = load_experiment(folder / data)
    else:
        raise SpecError(
            "sweep: experiment must be an experiment, the path of one, or one of "
            f"{', '.join(PRESETS)}, received {data!r:.60}"
        )
    return experiment.replace(data=absolute_data(experiment.data))


def _word(data: dict[str, Any], key: str, words: type[Word], usual: Word) -> Word:
    value = data.get(key, usual)
    if not isinstance(value, str) or value not in tuple(words):
        raise SpecError(
            f"sweep: {key} must be one of {', '.join(words)}, received {value!r:.60}"
        )
    return words(value)


def _optional(data: dict[str, Any], key: str, accept: Callable[[object], Any]) -> Any:  # noqa: ANN401
    value = data.get(key)
    if value is None:
        return None
    try:
        return accept(value)
    except SpecError:
        raise
    except (ValueError, OverflowError):
        raise SpecError(
            f"sweep: {key} must be {field_rules(Experiment)[key].expectation()}, "
            f"received {value!r:.60}"
        ) from None


def _seeds(data: object) -> tuple[int, ...]:
    if data is None:
        return ()
    if not isinstance(data, list) or len(data) > MOST_SEEDS:
        raise SpecError(
            f"sweep: seeds must be a list of at most {MOST_SEEDS} whole numbers, "
            f"received {data!r:.60}"
        )
    seeds = tuple(accepted("sweep", "seeds", _SEED, seed) for seed in data)
    for index, seed in enumerate(seeds):
        if seed in seeds[:index]:
            raise SpecError(f"sweep: seeds has {seed} twice: it would give the same run again")
    return seeds


def _check_together(spec: SweepSpec) -> None:
    for setting in spec.space:
        own = setting.path.field if not setting.path.part else ""
        if own == "seed" and spec.seeds:
            raise SpecError(
                f"sweep: space: {setting.name} and seeds exclude each other: leave one out"
            )
        if own == "epochs" and spec.epochs is not None:
            raise SpecError(
                f"sweep: space: {setting.name} and epochs exclude each other: leave one out"
            )
        if spec.sampler is Sampler.GRID and setting.values.listed() is None:
            raise SpecError(_without_end(setting))
    never_judged = spec.experiment.validation_share == 0 and not any(
        setting.path.field == "validation_share" for setting in spec.space
    )
    if never_judged and spec.objective.is_of_validation:
        raise SpecError(
            f"sweep: the objective {spec.objective} needs images held back for validation: "
            "set validation_share of the experiment above 0"
        )
    if never_judged and (listener := validation_listener(spec.experiment)):
        raise SpecError(f"sweep: {listener} needs images held back for validation")


def _without_end(setting: Setting) -> str:
    values = setting.values
    low = values.low if isinstance(values, NumberRange) else ""
    return sentence(
        f"sweep: space: {setting.name} has no end of values for the sampler grid: give a step "
        f'or choices, as in {{"choices": [{low}, …]}}'
    )
