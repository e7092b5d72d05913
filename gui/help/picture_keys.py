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


_GRID = ("gui/widgets/grid_walk.py",)
_MAPS = ("gui/widgets/mosaic_keys.py",)
_SLIDING = ("gui/panels/sliding_window/sliding_map.py",)
_PLACES = (*_MAPS, "gui/widgets/walked_picture.py", "gui/widgets/large_map.py")
_LARGE = ("gui/widgets/large_map.py",)
_PLOT = ("gui/panels/curves/plot_frame.py",)
_RAIL = ("gui/window/rail.py", "gui/window/rail_overlay.py")
_VIEWS = ("gui/window/panel_views.py",)
_SEARCH = ("gui/panels/runs/search_field.py",)
_TILE = ("gui/widgets/large_tile.py",)
_CHANGE = ("gui/panels/network/change_view.py",)
_LEDGER = ("gui/panels/ledger/page_view.py",)
_CARDS = ("gui/panels/experiment/layer_list.py",)
_FIELD = ("gui/forms/text_editor.py",)
_RUNS = ("gui/panels/runs/tree_view.py",)
_END = ("gui/window/end_card.py",)
_TIME = ("gui/panels/curves/timeline_track.py",)
_ASKING = ("gui/help/what_is_this.py",)
_FAR = ("Home", "End", "PageUp", "PageDown")
_CROSS, _MORE = "← ↑ → ↓", ("Plus", "Equal", "Minus")

PICTURE_KEYS = (
    PictureKey("Pictures", _CROSS, "From number to number", ARROWS, _GRID),
    PictureKey("Pictures", "Home, End", "As far as there is", _FAR, (*_GRID, *_SLIDING)),
    PictureKey("Pictures", "PgUp, PgDn", "From map to map", _FAR, _MAPS),
    PictureKey("Pictures", "Enter", "Open the page of the number", ENTER, _GRID),
    PictureKey("Pictures", "+", "Show the map large", ("Plus", "Equal"), _MAPS),
    PictureKey("Pictures", "Esc", "Give the place up", ("Escape",), _PLACES),
    PictureKey("A tile shown large", _CROSS, "Move the part that is shown", (), ()),
    PictureKey("A tile shown large", "+ −", "Larger, smaller", _MORE, _LARGE),
    PictureKey("A tile shown large", "Esc", "Back to all tiles", ("Escape",), _TILE),
    PictureKey("Network", "C (held)", "What the last batch changed", ("C",), _CHANGE),
    PictureKey("Ledger", _CROSS, "From number to number", ARROWS, _LEDGER),
    PictureKey("Ledger", "Enter", "Open the page of the number", ENTER, _LEDGER),
    PictureKey("Sliding window", _CROSS, "Move the window", (), ()),
    PictureKey("Curves", "← →", "Move the crosshair", ("Left", "Right"), _PLOT),
    PictureKey("Curves", "Home, End", "First and last step in sight", ("Home", "End"), _PLOT),
    PictureKey("Curves", "PgUp, PgDn", "A long way", ("PageUp", "PageDown"), _PLOT),
    PictureKey("Curves", "Esc", "No crosshair", ("Escape",), _PLOT),
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
    PictureKey("Runs", "Esc", "Clear the search", ("Escape",), _SEARCH),
    PictureKey("Panels", "Esc", "Close what is open over the centre", ("Escape",), _RAIL),
    PictureKey("Panels", "Esc, alone", "Put the other panels back", ("Escape",), _VIEWS),
    PictureKey("End of a run", "Esc", "Close the card", ("Escape",), _END),
    PictureKey("What is this?", "Esc", "Leave", ("Escape",), _ASKING),
)
