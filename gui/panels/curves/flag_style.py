"""How flags look and what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from gui.state.time_flag import FlagKind, TimeFlag
from gui.theme.theme import Theme

#: In one word each, the weightiest first.
FLAG_WORDS = {
    FlagKind.DIVERGED: "diverged",
    FlagKind.OVERFITTING: "overfits",
    FlagKind.BRANCHED: "branch",
    FlagKind.BEST_VALIDATION: "best",
    FlagKind.LEARNING_RATE: "rate",
    FlagKind.PAUSED: "paused",
}


def flag_color(theme: Theme, kind: FlagKind) -> str:
    """Return the colour a flag's edge is drawn in."""
    return {
        FlagKind.DIVERGED: theme.error,
        FlagKind.OVERFITTING: theme.warning,
        FlagKind.BRANCHED: theme.accent,
        FlagKind.BEST_VALIDATION: theme.truth,
    }.get(kind, theme.muted)


def weightiest(flags: Sequence[TimeFlag]) -> TimeFlag:
    """Return the flag that speaks for all of `flags`."""
    order = list(FLAG_WORDS)
    return min(flags, key=lambda flag: order.index(flag.kind))


def flags_text(flags: Sequence[TimeFlag]) -> str:
    """Return what `flags` say, a line each."""
    return "\n".join(f"Step {flag.step:,}: {flag.text}" for flag in flags)
