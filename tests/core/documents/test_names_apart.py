"""No two runs are called the same."""

from dataclasses import dataclass
from pathlib import Path

from core.documents.labels import Labels
from core.documents.names_apart import names_apart
from core.documents.recipe import Recipe
from core.documents.run_title import recipe_title
from core.presets import SEED_CNN


@dataclass
class Run:
    """What names need of a summary."""

    recipe: Recipe
    labels: Labels
    path: Path


def run(created, name="", **changes):
    recipe = Recipe("0" * 32, created, SEED_CNN.replace(**changes), "MNIST", "", {})
    return Run(recipe, Labels(name or recipe_title(recipe)), Path(f"{created}.glassbox"))


def test_that_runs_of_one_name_are_told_apart_by_settings_else_by_number():
    runs = [
        run("2", "toy", seed=1),
        run("1", "toy", seed=2),
        run("4", "toy", seed=1),
        run("3", "other"),
        run("5", "same"),
        run("6", "same"),
        run("7", "same (2)"),
    ]
    assert names_apart(runs) == [
        "toy · seed 1",
        "toy · seed 2",
        "toy · seed 1 (2)",
        "other",
        "same",
        "same (3)",
        "same (2)",
    ]
