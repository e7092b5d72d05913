"""One setting of a sweep."""

from __future__ import annotations

from dataclasses import dataclass

from core.sweeping.setting_path import SettingPath
from core.sweeping.setting_values import SettingValues


@dataclass(frozen=True, slots=True)
class Setting:
    """What is varied, and over which values.

    Attributes
    ----------
    path : SettingPath
    values : SettingValues
    kinds : tuple of str
        Kinds of its part that have such a field.  Where the part is of another kind, the
        setting does not apply: it is not chosen at all.
    """

    path: SettingPath
    values: SettingValues
    kinds: tuple[str, ...]

    @property
    def name(self) -> str:
        """What it is called in reports and in the study: its path as it was written."""
        return self.path.text
