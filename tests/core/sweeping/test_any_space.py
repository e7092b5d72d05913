"""Spaces that nobody would write: each is a sweep, or one sentence about what is wrong."""

import json
import math
import random

import pytest

from core.errors import CoreError, SpecError
from core.experiment import experiment_to_json
from core.layers.catalog import LAYER_KINDS
from core.optimizers.catalog import OPTIMIZERS
from core.schedules.catalog import SCHEDULES
from core.sweeping.importance import importances
from core.sweeping.own_settings import own_settings
from core.sweeping.setting_values import Choices
from core.sweeping.sweep_reader import load_sweep, sweep_from_json
from core.sweeping.sweep_spec import Sampler
from core.sweeping.trial_row import TrialRow, TrialState
from core.sweeping.varied import chosen_settings
from core.sweeping.varied_fields import varied_fields
from tests.support.sweep_files import small_experiment, sweep_data

USUAL = {
    one.path: one.usual_values()
    for one in varied_fields(small_experiment())
    if one.path not in ("data", "name")
}
PATHS = (
    *USUAL,
    "network.layers.0.filters", "layers.0", "layers.1.kind", "layers.1.negative_slope",
    "layers.3.kind", "layers.3.units", "optimizer", "optimizer.kind",
    "optimizer.momentum", "optimizer.beta1", "schedule", "schedule.kind",
    "schedule.every", "schedule.warmup_epochs", "early_stopping.patience",
    "early_stopping", "augmentation.rotate", "augmentation", "batch_size", "epochs",
    "seed", "data", "name", ".", "layers", "layers.", "layers.99.units", "layers.-1",
    "layers.0.0", "layers.0.kernel_size", "layers.0.padding", "optimizer.", "ß.ü",
    "Optimizer.Kind", "optimizer.learning_rate.x", "\u202ekind", "0", "network",
    "validation_share", "initializer", "loss",
    "", "layers.0.filters ", "a" * 4000,
)  # fmt: skip
NUMBERS = (
    0, 1, 2, 3, 8, 64, -1, -0.0, 0.0, 0.1, 0.5, 0.9, 1.0, 1.5, 1e-9, 1e308, 1e-320, 10**400,
    2**63, True, False, None, "3", "0.1", "fast", [], [3], [3, 3], [1, [2]], {}, {"low": 1},
    math.nan, math.inf, -math.inf,
)  # fmt: skip
KINDS = (*OPTIMIZERS, *SCHEDULES, *LAYER_KINDS, "rellu", "", "same", "valid")


def any_values(rng, path):
    """Return what is tried of a setting: sensible, contradictory, or of another type."""
    if path in USUAL and rng.random() < 0.7:
        return USUAL[path]
    shape = rng.random()
    if shape < 0.1:
        return rng.choice([None, 3, "low", [], {}, [1, 2], True, {"Low": 1, "high": 2}])
    if shape < 0.5:
        some = [rng.choice((*NUMBERS, *KINDS)) for _ in range(rng.choice([0, 1, 1, 2, 4]))]
        found = {"choices": some if rng.random() < 0.95 else rng.choice(NUMBERS)}
        return {**found, "low": 1} if rng.random() < 0.05 else found
    found = {"low": rng.choice(NUMBERS), "high": rng.choice(NUMBERS)}
    if rng.random() < 0.6:  # so that it is often a range
        low = rng.choice([1e-4, 0.01, 0.5, 1, 2, 3])
        found = {"low": low, "high": low * rng.choice([1, 1, 2, 3, 10])}
    if rng.random() < 0.3:
        found["log"] = rng.choice([True, True, False, 0, "yes", None])
    if rng.random() < 0.3:
        found["step"] = rng.choice([*NUMBERS, 1, 1, 2, 0.1, 1000])
    for key in ("low", "high"):
        if rng.random() < 0.04:
            del found[key]
    return found


def any_sweep(rng):
    data = sweep_data(small_experiment(validation_share=rng.choice([0.0, 0.25, 0.25])))
    count = rng.choice([0, 1, 1, 2, 5])
    paths = [rng.choice(PATHS if rng.random() < 0.5 else list(USUAL)) for _ in range(count)]
    data["space"] = {path: any_values(rng, path) for path in paths}
    if rng.random() < 0.1:
        data["space"] = rng.choice([None, [], "space", 3, {"": {}}])
    for key, values in (
        ("objective", ["validation_loss", "training_accuracy", "speed", None, 3, "", []]),
        ("sampler", ["grid", "random", "tpe", "GRID", None, {}]),
        ("pruner", ["none", "median", "hyperband", "all", 0]),
        ("seeds", [None, [], [1], [1, 1], [1, -1], [2**40], "1, 2", [True], [1.0], [[1]]]),
        ("epochs", [None, 1, 0, -1, 1.5, "2", True, 10**9, 10**400]),
        ("minutes", [None, 1, 0, -1, "ten", math.nan, math.inf, 1e300, True]),
    ):
        if rng.random() < 0.08:
            data[key] = rng.choice(values)
    return data


def damaged(rng, data):
    """Change something anywhere in what JSON holds: another type, gone, twice, or renamed."""
    holders = [data]
    for holder in holders:  # grows: what is in it comes, too
        inner = holder.values() if isinstance(holder, dict) else holder
        holders += [one for one in inner if isinstance(one, dict | list) and one]
    holder = rng.choice(holders)
    key = rng.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    what = rng.random()
    if what < 0.5:
        holder[key] = rng.choice((*NUMBERS, *KINDS, holder[key]))
    elif what < 0.7:
        del holder[key]
    elif isinstance(holder, list):
        holder.append(holder[key])
    else:
        holder[rng.choice(("", "Kind", "low", "é", f"{key} "))] = holder.pop(key)


def any_file(rng):
    """Return what could stand in a file: a sweep with damage in its values or its letters."""
    data = json.loads(json.dumps(any_sweep(rng)))  # its own: what follows damages it
    for _ in range(rng.choice([0, 1, 1, 2, 4])):
        damaged(rng, data)
    content = json.dumps(data).encode()
    for _ in range(rng.choice([0, 0, 0, 1, 3])):
        start = rng.randrange(len(content))
        end = min(len(content), start + rng.choice([0, 1, 2, 40, 10**9]))
        some = (
            b"",
            b"{",
            b"]",
            b'"',
            b"\\",
            b"1e999",
            b"\xff\xfe",
            b"\0",
            b"[" * 3000,
            content,
        )
        content = content[:start] + rng.choice(some) + content[end:]
        content = content or b" "
    return content


def check_file(seed, path):
    """Read any file; return whether it is a sweep."""
    rng = random.Random(seed)
    path.write_bytes(any_file(rng))
    try:
        spec = load_sweep(path)
    except CoreError as error:
        said = str(error)
        assert said.startswith(path.name), (seed, said)
        assert len(said) <= 400, (seed, said)
        assert said.isprintable(), (seed, said)
        return False
    assert sweep_from_json(spec.to_json()) == spec, seed
    own = own_settings(spec)
    assert own is None or spec.run_experiment(own, None).network == spec.experiment.network
    return True


def tried(spec, rng):
    """Return settings that a sampler might choose."""

    def choose(setting):
        values = setting.values
        if isinstance(values, Choices):
            return rng.choice(values.values)
        if (listed := values.listed()) is not None:
            return rng.choice(listed)
        if values.is_whole:
            return rng.randint(values.low, values.last)
        return rng.choice([values.low, values.last, (values.low + values.last) / 2])

    return chosen_settings(spec.space, spec.experiment, choose)


def check(seed):
    """Read any sweep; return what it is, and what was said where it is none."""
    rng = random.Random(seed)
    data = any_sweep(rng)
    try:
        spec = sweep_from_json(json.dumps(data))
    except CoreError as error:
        said = str(error)
        assert said.strip()
        assert len(said) <= 300, (seed, said)
        assert "\n" not in said
        assert said.isprintable(), (seed, said)
        assert "Traceback" not in said
        return None, said
    assert sweep_from_json(spec.to_json()) == spec, seed
    for _ in range(3):
        settings = tried(spec, rng)
        for setting in spec.space:  # conditions: nothing is chosen that the kind has no use for
            kind = settings.get(f"{'.'.join(map(str, setting.path.part))}.kind")
            if setting.name in settings and kind is not None and not setting.path.is_kind:
                assert kind in setting.kinds, seed
        said = ""
        try:
            spec.run_experiment(settings, next(iter(spec.seeds), None))
        except SpecError as error:
            said = str(error)
        assert len(said) <= 300, (seed, said)
    return spec, ""


def test_that_any_space_is_a_sweep_or_a_sentence():
    results = [check(seed) for seed in range(120)]
    specs = [spec for spec, _ in results if spec is not None]
    said = {text[:40] for spec, text in results if spec is None}
    assert len(specs) > 10
    assert len(said) > 20


@pytest.mark.slow
def test_that_any_of_thousands_of_spaces_is_a_sweep_or_a_sentence():
    results = [check(seed) for seed in range(1000, 4000)]
    assert sum(spec is not None for spec, _ in results) > 250


def test_that_any_file_is_a_sweep_or_a_sentence(tmp_path):
    assert sum(check_file(seed, tmp_path / "SWEEP.json") for seed in range(80)) > 0


@pytest.mark.slow
def test_that_any_of_thousands_of_files_is_a_sweep_or_a_sentence(tmp_path):
    taken = sum(check_file(seed, tmp_path / "SWEEP.json") for seed in range(1000, 4000))
    assert taken > 30


@pytest.mark.slow
def test_that_optuna_takes_whatever_is_a_sweep(tmp_path):
    from core.sweeping.sweep_study import SweepStudy

    taken = owned = 0
    for seed in range(300):
        spec, _ = check(seed)
        if spec is None or taken > 14:
            continue
        taken += 1
        path = tmp_path / f"{seed}.sqlite"
        study = SweepStudy(path, spec)
        rng = random.Random(seed)
        own = None if spec.sampler is Sampler.GRID else own_settings(spec)
        if own is not None:
            owned += 1
            row = study.ask(own)
            assert row.settings == own, seed
            study.finish(TrialRow(0, TrialState.FINISHED, {}, rng.random()))
        while study.count < 6 and not study.is_exhausted:
            row = study.ask()
            study.finish(TrialRow(row.number, TrialState.FINISHED, {}, rng.random()))
        rows = study.rows()
        study.close()
        again = SweepStudy(path, spec)
        assert again.rows() == rows, seed
        again.close()
        shares = importances(spec, rows)
        assert all(0 <= share <= 1 for share in shares.values()), seed
    assert taken > 10
    assert owned > 5


@pytest.mark.parametrize(
    ("tried", "says"),
    [
        (
            {"low": 0.1, "high": 0.2, "step": 5},
            "step must be at most the range from low to high",
        ),
        ({"low": 1, "high": 2, "step": 1.5}, "step must be at most the range"),
        ({"low": 0.1, "high": 0.2, "step": 1e-15}, "at most 1,000,000,000,000 steps"),
        ({"low": 0, "high": 1, "log": True}, "low must be above 0 with log"),
        ({"low": 0.2, "high": 0.1}, "low must be at most high"),
        ({"choices": []}, "choices must be a list of 1 to"),
    ],
)
def test_that_a_range_that_contradicts_itself_says_how(tried, says):
    data = sweep_data(small_experiment(), space={"optimizer.learning_rate": tried})
    with pytest.raises(SpecError, match=says):
        sweep_from_json(json.dumps(data))


def test_that_one_value_is_a_setting_that_stays_the_same():
    space = {
        "optimizer.learning_rate": {"choices": [0.25]},
        "layers.0.filters": {"low": 3, "high": 3},
    }
    spec = sweep_from_json(json.dumps(sweep_data(small_experiment(), space=space)))
    assert tried(spec, random.Random(1)) == {
        "optimizer.learning_rate": 0.25,
        "layers.0.filters": 3,
    }
    assert json.loads(experiment_to_json(spec.experiment))["optimizer"]["learning_rate"] == 0.1
