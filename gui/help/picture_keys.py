"""The keys of pictures, lists and fields: what no action of a menu stands for."""

from __future__ import annotations

from dataclasses import dataclass

ARROWS = ("Left", "Right", "Up", "Down")
ENTER = ("Return", "Enter")


@dataclass(frozen=True, slots=True)
class PictureKey:
    """One key, or a few that belong together.

    Attributes
    ----------
    where : str
        Which part of the window takes it.
    shown : str
        The key as it is written on the page.
    does : str
    keys : tuple of str
        Names as in ``Qt.Key.Key_…``, without what they begin with.
    files : tuple of str
        The files that take the keys; a test keeps this table and them together.
    """

    where: str
    shown: str
    does: str
    keys: tuple[str, ...]
    files: tuple[str, ...]


_PICTURES = ("gui/widgets/mosaic_keys.py", "gui/panels/network/unit_picture.py")
_LARGE = ("gui/widgets/large_map.py",)
_TILE = ("gui/widgets/large_tile.py",)
_CHANGE = ("gui/panels/network/change_view.py",)
_EXPLAIN = ("gui/panels/explain/explain_panel.py",)
_LEDGER = ("gui/panels/ledger/page_view.py",)
_SLIDING = ("gui/panels/sliding_window/sliding_map.py",)
_CARDS = ("gui/panels/experiment/layer_list.py",)
_FIELD = ("gui/forms/text_editor.py",)
_RUNS = ("gui/panels/runs/tree_view.py",)
_END = ("gui/window/end_card.py",)
_TIME = ("gui/panels/curves/timeline_track.py",)
_ASKING = ("gui/help/what_is_this.py",)
_CROSS, _MORE = "← ↑ → ↓", ("Plus", "Equal", "Minus")

PICTURE_KEYS = (
    PictureKey("Pictures", _CROSS, "From number to number, tile to tile", ARROWS, _PICTURES),
    PictureKey("Pictures", "Enter", "Select the number", ENTER, _PICTURES),
    PictureKey("A tile shown large", _CROSS, "Move the part that is shown", ARROWS, _LARGE),
    PictureKey("A tile shown large", "+ −", "Larger, smaller", _MORE, _LARGE),
    PictureKey("A tile shown large", "Esc", "Back to all tiles", ("Escape",), _TILE),
    PictureKey("Network", "C (held)", "What the last batch changed", ("C",), _CHANGE),
    PictureKey("Explain", "0 … 9", "Explain that class", ("0", "9"), _EXPLAIN),
    PictureKey("Ledger", _CROSS, "From number to number", ARROWS, _LEDGER),
    PictureKey("Ledger", "Enter", "Open the page of the number", ENTER, _LEDGER),
    PictureKey("Sliding window", _CROSS, "Move the window", ARROWS, _SLIDING),
    PictureKey("Time slider", "← →", "One step back or on", ARROWS, _TIME),
    PictureKey(
        "Time slider", "PgUp, PgDn", "One epoch on or back", ("PageUp", "PageDown"), _TIME
    ),
    PictureKey("Time slider", "Home, End", "First step, newest step", ("Home", "End"), _TIME),
    PictureKey("Layers", "↑ ↓", "From card to card; with Alt, move it", ("Up", "Down"), _CARDS),
    PictureKey("Layers", "Enter, Space", "Open or close the card", (*ENTER, "Space"), _CARDS),
    PictureKey("Layers", "Ctrl+D", "Duplicate the layer", ("D",), _CARDS),
    PictureKey("Layers", "Del", "Remove the layer", ("Delete",), _CARDS),
    PictureKey("Layers", "Esc", "Give up dragging", ("Escape",), _CARDS),
    PictureKey("Number fields", "↑ ↓", "A little more or less", ("Up", "Down"), _FIELD),
    PictureKey("Number fields", "Esc", "Take back what was typed", ("Escape",), _FIELD),
    PictureKey("Number fields", "Space", "Start or pause", ("Space",), _FIELD),
    PictureKey("Runs", "Enter", "Open the run", ENTER, _RUNS),
    PictureKey("Runs", "F2", "Rename it", (), ()),
    PictureKey("Runs", "Del", "Move it to the trash", ("Delete",), _RUNS),
    PictureKey("End of a run", "Esc", "Close the card", ("Escape",), _END),
    PictureKey("What is this?", "Esc", "Leave", ("Escape",), _ASKING),
)
