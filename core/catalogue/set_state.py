"""Whether a set of data that is known by name is here."""

from __future__ import annotations

from enum import StrEnum

from core.catalogue.data_folders import folder_of
from core.catalogue.known_set import KnownSet
from core.formats.size_text import size_text


class SetState(StrEnum):
    """What has to be done before a set can be used."""

    BUILT_IN = "comes with Glassbox"
    HERE = "on this computer"
    DOWNLOADABLE = "can be downloaded"
    ELSEWHERE = "not on this computer"

    @property
    def is_usable(self) -> bool:
        """Whether it can be trained on at once."""
        return self in (SetState.BUILT_IN, SetState.HERE)


def state_of(known: KnownSet) -> SetState:
    """Return whether a set is here; looks at a few files, and reads none."""
    if known.is_built_in:
        return SetState.BUILT_IN
    if folder_of(known) is not None:
        return SetState.HERE
    return SetState.DOWNLOADABLE if known.remote else SetState.ELSEWHERE


def state_text(known: KnownSet, state: SetState) -> str:
    """Return the state of a set for people, with what it takes to change it."""
    if state is SetState.DOWNLOADABLE:
        return f"{state}, {size_text(known.download_size)}"
    if state is SetState.ELSEWHERE and known.needs:
        return f"{state}; {known.needs} brings it"
    return str(state)
