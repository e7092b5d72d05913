"""All combinations of a space, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from core.errors import SpecError
from core.sweeping.setting import Setting
from core.sweeping.setting_values import Value
from core.sweeping.sweep_spec import SweepSpec
from core.sweeping.varied import chosen_settings

#: More combinations than anyone trains are not laid out.
MOST_COMBINATIONS = 100_000


def grid_of(spec: SweepSpec, most: int = MOST_COMBINATIONS) -> tuple[dict[str, Value], ...]:
    """Return at most so many combinations of a space, the last setting changing first.

    Settings that do not apply are left out, and no combination appears twice.

    Raises
    ------
    SpecError
        If a setting has no end of values.
    """
    return tuple(islice(_combinations(spec), most))


def _combinations(spec: SweepSpec) -> Iterator[dict[str, Value]]:
    # as on an odometer: the places up to the last one that can go further stay as they are
    places: list[int] | None = []
    while places is not None:
        taken: list[tuple[int, int]] = []

        def choose(
            setting: Setting, begin: list[int] = places, on: list[tuple[int, int]] = taken
        ) -> Value:
            listed = setting.values.listed()
            if listed is None:
                raise SpecError(f"sweep: space: {setting.name} has no end of values")
            place = begin[len(on)] if len(on) < len(begin) else 0
            on.append((place, len(listed)))
            return listed[place]

        yield chosen_settings(spec.space, spec.experiment, choose)
        places = _next(taken)


def _next(taken: list[tuple[int, int]]) -> list[int] | None:
    """Return where the next combination begins; None at the end."""
    while taken:
        place, count = taken.pop()
        if place + 1 < count:
            return [*(before for before, _ in taken), place + 1]
    return None
