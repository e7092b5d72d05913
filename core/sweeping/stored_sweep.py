"""A sweep of before, read from its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from core.documents.document_file import DocumentFile
from core.documents.history_table import HistoryTable
from core.documents.run_file_name import RUN_SUFFIX
from core.errors import CoreError
from core.formats.file_access import short_name
from core.sweeping.mirrored_study import PLANNED, STUDY, SWEEP
from core.sweeping.study_database import damage_errors, study_errors, study_storage
from core.sweeping.sweep_error import SweepError
from core.sweeping.sweep_folder import STUDY_FILE
from core.sweeping.sweep_listener import CurvePoint
from core.sweeping.sweep_reader import sweep_from_json
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.sweep_study import SweepStudy
from core.sweeping.trial_row import TrialRow
from core.sweeping.trial_training import EPOCH, VALIDATION
from core.training.events import EpochFinished, ValidationFinished

#: Each is read from a document of its own.
MOST_CURVES = 500


@dataclass(frozen=True, slots=True)
class StoredSweep:
    """What a folder holds.

    Attributes
    ----------
    spec : SweepSpec
    rows : tuple of TrialRow
        All trials that have begun, in their order.
    planned : int
        How many there were to be; 0 if that is not known.
    """

    spec: SweepSpec
    rows: tuple[TrialRow, ...]
    planned: int = 0


def stored_sweep(folder: Path) -> StoredSweep:
    """Return the sweep in a folder.

    Raises
    ------
    SweepError
        If there is none, or it is damaged.
    """
    path = folder / STUDY_FILE
    if not path.is_file():
        raise SweepError(
            f"{short_name(folder)}: there is no sweep in this folder: it has no {STUDY_FILE}"
        )
    storage = study_storage(path)
    import optuna

    try:
        with study_errors(path), damage_errors(path):
            if STUDY not in optuna.get_all_study_names(storage):
                raise SweepError(
                    f"{short_name(path)}: this study was not made by a sweep of Glassbox"
                )
            kept = optuna.load_study(study_name=STUDY, storage=storage).user_attrs
    finally:
        with study_errors(path):
            storage.remove_session()
            storage.engine.dispose()
    try:
        spec = sweep_from_json(str(kept.get(SWEEP)))
    except CoreError as error:
        raise SweepError(f"{short_name(path)}: {error}") from None
    study = SweepStudy(path, spec)
    try:
        planned = kept.get(PLANNED)
        return StoredSweep(
            spec, tuple(study.rows()), planned if isinstance(planned, int) else 0
        )
    finally:
        study.close()


def trial_path(folder: Path, row: TrialRow, spec: SweepSpec) -> Path:
    """Return where the document of a trial is; of several seeds, that of the first."""
    seed = spec.run_seeds[0] if len(spec.run_seeds) > 1 else None
    behind = "" if seed is None else f"-seed-{seed}"
    return folder / f"{row.name}{behind}{RUN_SUFFIX}"


def stored_curves(
    folder: Path, rows: Iterable[TrialRow], spec: SweepSpec, cancelled: Callable[[], bool]
) -> list[CurvePoint]:
    """Return how trials were judged while they trained, of the newest `MOST_CURVES`."""
    points: list[CurvePoint] = []
    for row in list(rows)[-MOST_CURVES:]:
        if cancelled():
            break
        points += stored_curve(folder, row, spec)
    return points


def stored_curve(folder: Path, row: TrialRow, spec: SweepSpec) -> tuple[CurvePoint, ...]:
    """Return how a trial was judged while it trained; empty if its document cannot be read.

    Of a trial with several seeds the first one's curve is returned.
    """
    try:
        file = DocumentFile(trial_path(folder, row, spec), checks_pages=False)
        try:
            events = HistoryTable(file).events()
        finally:
            file.close()
    except (CoreError, OSError):
        return ()
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    steps = epochs[0].step / epochs[0].epoch if epochs and epochs[0].epoch else 0.0
    points = []
    for event in events:
        if isinstance(event, ValidationFinished | EpochFinished):
            kind = EPOCH if isinstance(event, EpochFinished) else VALIDATION
            share = event.step / steps if steps else float(event.epoch)
            points.append(
                CurvePoint(
                    row.number, spec.run_seeds[0], kind, event.step, share, event.loss,
                    event.accuracy,
                )
            )  # fmt: skip
    return tuple(points)
