"""What a run was made from."""

from __future__ import annotations

import platform
import secrets
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import MappingProxyType

from core.catalogue.data_credit import DataCredit, credit_entries, credit_from
from core.datasets.data_source import absolute_data
from core.datasets.dataset import Dataset
from core.documents.dataset_digest import dataset_digest, has_digest
from core.documents.engine_identity import engine_versions
from core.documents.plain_data import from_json, to_json
from core.errors import LoadError, SpecError
from core.experiment import Experiment, experiment_from_json, experiment_to_json

#: What entries beside the versions begin with that say whose the images are.
CREDIT_PREFIX = "data_"


@dataclass(frozen=True, slots=True)
class Origin:
    """The moment of another run that a run began at.

    Attributes
    ----------
    run_id : str
    name : str
        What that run was called then.
    step : int
    """

    run_id: str
    name: str
    step: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what a run computes, and where it came from.

    Attributes
    ----------
    run_id : str
        Of 32 hexadecimal digits; no two runs have the same.
    created : str
        Date and time, UTC, as ISO 8601.
    experiment : Experiment
        Its seed included.
    data_name : str
    data_digest : str
        SHA-256, see `dataset_digest`.
    versions : mapping of str to str
        Of Python, SQLite, and all that `engine_versions` tells of the program that began the
        run: another one may round the last bit another way.
    parent : Origin or None
        What it was branched from.
    credit : DataCredit or None
        Whose its images are, as far as that is known.
    """

    run_id: str
    created: str
    experiment: Experiment
    data_name: str
    data_digest: str
    versions: Mapping[str, str]
    parent: Origin | None = None
    credit: DataCredit | None = None

    @classmethod
    def for_run(
        cls, experiment: Experiment, dataset: Dataset, parent: Origin | None = None
    ) -> Recipe:
        """Return the recipe of a run that begins now.

        The place of its images is stored so that it means the same wherever it is read.
        """
        experiment = experiment.replace(data=absolute_data(experiment.data))
        return cls(
            run_id=secrets.token_hex(16),
            created=_now(),
            experiment=experiment,
            data_name=dataset.name[:200],
            data_digest=dataset_digest(dataset),
            versions=current_versions(),
            parent=parent,
            credit=dataset.credit,
        )

    def branch(self, name: str, step: int) -> Recipe:
        """Return the recipe of a run that leaves this one, called `name`, at `step`."""
        return replace(
            self,
            run_id=secrets.token_hex(16),
            created=_now(),
            versions=current_versions(),
            parent=Origin(self.run_id, name, step),
        )

    def twin(self) -> Recipe:
        """Return the recipe of a duplicate: a run of its own."""
        return replace(self, run_id=secrets.token_hex(16))

    def check_dataset(self, dataset: Dataset, check: Callable[[], object] = bool) -> None:
        """Raise unless the run was trained on these very images.

        `check` is called between two pieces of them: see `dataset_digest`.

        Raises
        ------
        LoadError
            The text names what the run was trained on.
        """
        if not has_digest(dataset, self.data_digest, check):
            raise LoadError(
                f"This run was trained on {self.data_name!r:.60}, but these images or labels "
                "are others."
            )


@dataclass(frozen=True, slots=True)
class _Stored:
    """A recipe as the document holds it.

    Whose the images are stands among the versions, which hold any texts by name: so every
    version of the program opens the document.
    """

    run_id: str
    created: str
    experiment: str
    data_name: str
    data_digest: str
    versions: Mapping[str, str]
    parent: Origin | None


def recipe_to_json(recipe: Recipe) -> str:
    """Return `recipe` as JSON text."""
    return to_json(
        _Stored(
            recipe.run_id,
            recipe.created,
            experiment_to_json(recipe.experiment),
            recipe.data_name,
            recipe.data_digest,
            {**recipe.versions, **credit_entries(recipe.credit, CREDIT_PREFIX)},
            recipe.parent,
        )
    )


def recipe_from_json(text: str) -> Recipe:
    """Read what `recipe_to_json` wrote.

    Raises
    ------
    SpecError
        If the text is no recipe this version understands.
    """
    stored = from_json(text, _Stored, "recipe")
    if len(stored.run_id) != 32 or set(stored.run_id) - set("0123456789abcdef"):
        raise SpecError("recipe: expected an identity of 32 hexadecimal digits")
    versions = {
        name: text
        for name, text in stored.versions.items()
        if not name.startswith(CREDIT_PREFIX)
    }
    return Recipe(
        stored.run_id,
        stored.created,
        experiment_from_json(stored.experiment),
        stored.data_name,
        stored.data_digest,
        MappingProxyType(versions),
        stored.parent,
        credit_from(stored.versions, CREDIT_PREFIX),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def current_versions() -> Mapping[str, str]:
    """Return what this program runs on."""
    return MappingProxyType(
        {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **engine_versions(),
        }
    )
