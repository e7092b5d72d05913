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
_MOSAIC = ("gui/widgets/mosaic_keys.py",)
_PICTURE = ("gui/widgets/walked_picture.py",)
_LARGE = ("gui/widgets/large_map.py",)
_TILE = ("gui/widgets/large_tile.py",)
_GALLERY = ("gui/judging/gallery_view.py",)
_CHANGE = ("gui/panels/network/change_view.py",)
_EXPLAIN = ("gui/panels/explain/explain_panel.py",)
_DATA_HEADLINE = ("gui/panels/data/headline.py",)
_LABELS = ("gui/panels/data/label_page.py",)
_LEDGER = ("gui/panels/ledger/page_view.py",)
_SLIDING = ("gui/panels/sliding_window/sliding_map.py",)
_CARDS = ("gui/panels/experiment/layer_list.py",)
_FIELD = ("gui/forms/text_editor.py",)
_DRAG = ("gui/forms/number_drag.py",)
_BOARD = ("gui/panels/draw/keyboard_pen.py",)
_ANSWER = ("gui/panels/draw/answer_bars.py",)
_DRAW = ("gui/panels/draw/draw_panel.py",)
_OWN_DIGITS = ("gui/panels/draw/picture_list.py",)
_RUNS = ("gui/panels/runs/tree_view.py",)
_SEARCH = ("gui/panels/runs/search_field.py",)
_END = ("gui/window/end_card.py",)
_PLOT = ("gui/panels/curves/plot_frame.py",)
_TIME = ("gui/panels/curves/timeline_track.py",)
_ASKING = ("gui/help/pane.py",)
_STRIP = ("gui/window/rail.py", "gui/window/rail_overlay.py", "gui/window/rails.py")
_ALONE = ("gui/window/panel_views.py",)
_CROSS, _SIDEWAYS, _ESCAPE = "← ↑ → ↓", ("Left", "Right"), ("Escape",)
_ENDS, _PAGES = ("Home", "End"), ("PageUp", "PageDown")
_MORE = ("Plus", "Equal", "Minus")

PICTURE_KEYS = (
    PictureKey("Pictures", _CROSS, "From number to number, tile to tile", ARROWS, _GRID),
    PictureKey("Pictures", "Enter", "Select the number", ENTER, _GRID),
    PictureKey(
        "Pictures", "Home, End", "Ends of the row; with Ctrl, of all", _ENDS, _GRID + _MOSAIC
    ),
    PictureKey(
        "Pictures", "PgUp, PgDn", "Next tile, or far up and down", _PAGES, _GRID + _MOSAIC
    ),
    PictureKey("Pictures", "+", "Show the tile large", ("Plus", "Equal"), _MOSAIC),
    PictureKey("Pictures", "Esc", "Point at nothing", _ESCAPE, _MOSAIC + _PICTURE),
    PictureKey("A tile shown large", "+ −", "Larger, smaller", _MORE, _LARGE),
    PictureKey("A tile shown large", "Esc", "Back to all tiles", _ESCAPE, _LARGE + _TILE),
    PictureKey("Network", "C (held)", "What the last batch changed", ("C",), _CHANGE),
    PictureKey("Explain", "0 … 9", "Explain that class", ("0", "9"), _EXPLAIN),
    PictureKey(
        "Data", "Enter, Space", "Look at what was found", (*ENTER, "Space"), _DATA_HEADLINE
    ),
    PictureKey("Data, labels", "0 … 9", "Call the image that", ("0", "9"), _LABELS),
    PictureKey("Data, labels", "Enter, → ↓", "Next", (*ENTER, "Right", "Down"), _LABELS),
    PictureKey("Data, labels", "← ↑", "Back", ("Left", "Up"), _LABELS),
    PictureKey("Evaluate", "M", "Mark the image, or take its mark away", ("M",), _GALLERY),
    PictureKey(
        "What if, silencing",
        "Ctrl+Z, Ctrl+Shift+Z",
        "Take back a change, make it again",
        (),
        (),
    ),
    PictureKey("Ledger", _CROSS, "From number to number", ARROWS, _LEDGER),
    PictureKey("Ledger", "Enter", "Open the page of the number", ENTER, _LEDGER),
    PictureKey("Draw", "0 … 9", "Say which class is meant, or none again", ("0",), _DRAW),
    PictureKey("Draw", "Ctrl+Z, Ctrl+Shift+Z", "Take back a stroke, do it again", (), ()),
    PictureKey("Draw", "Ctrl+V", "Draw on the picture on the clipboard", (), ()),
    PictureKey("Board", _CROSS, "Move the pen", ARROWS, _BOARD),
    PictureKey("Board", "Enter", "Put the pen down, lift it again", ENTER, _BOARD),
    PictureKey("Answer", "↑ ↓", "From class to class", ("Up", "Down"), _ANSWER),
    PictureKey("Answer", "Enter", "Say that this class is meant", ENTER, _ANSWER),
    PictureKey("My digits", "0 … 9", "Say what the digit is", ("0", "9"), _OWN_DIGITS),
    PictureKey("My digits", "Del", "Take the digit out", ("Delete",), _OWN_DIGITS),
    PictureKey(
        "Sliding window", "Home, End", "To the edge of the map at the side", _ENDS, _SLIDING
    ),
    PictureKey("Sliding window", "PgUp, PgDn", "To its edge above, below", _PAGES, _SLIDING),
    PictureKey("Curves", "← →", "From point to point", _SIDEWAYS, _PLOT),
    PictureKey("Curves", "PgUp, PgDn", "Fifty points back or on", _PAGES, _PLOT),
    PictureKey("Curves", "Home, End", "First point, last point", _ENDS, _PLOT),
    PictureKey("Curves", "Esc", "Point at nothing", _ESCAPE, _PLOT),
    PictureKey("Time slider", _CROSS, "One step back or on", ARROWS, _TIME),
    PictureKey("Time slider", "PgUp, PgDn", "One epoch on or back", _PAGES, _TIME),
    PictureKey("Time slider", "Home, End", "First step, newest step", _ENDS, _TIME),
    PictureKey("Layers", "↑ ↓", "From card to card; with Alt, move it", ("Up", "Down"), _CARDS),
    PictureKey("Layers", "Enter, Space", "Open or close the card", (*ENTER, "Space"), _CARDS),
    PictureKey("Layers", "Ctrl+D", "Duplicate the layer", ("D",), _CARDS),
    PictureKey("Layers", "Del", "Remove the layer", ("Delete",), _CARDS),
    PictureKey("Layers", "Esc", "Give up dragging", _ESCAPE, _CARDS),
    PictureKey("Number fields", "↑ ↓", "A little more or less", ("Up", "Down"), _FIELD),
    PictureKey("Number fields", "Esc", "Take back what was typed", _ESCAPE, _FIELD),
    PictureKey("Number fields", "Space", "Start or pause", ("Space",), _FIELD),
    PictureKey("A weight's ↔", "← →", "Make it smaller or larger", _SIDEWAYS, _DRAG),
    PictureKey("Runs", "Enter", "Open the run", ENTER, _RUNS),
    PictureKey("Runs", "T", "Tick it: its curves are laid over those shown", ("T",), _RUNS),
    PictureKey("Runs", "Esc", "Clear the search", _ESCAPE, _SEARCH),
    PictureKey("Runs", "F2", "Rename it", (), ()),
    PictureKey("Runs", "Del", "Move it to the trash", ("Delete",), _RUNS),
    PictureKey("End of a run", "Esc", "Close the card", _ESCAPE, _END),
    PictureKey("What is this?", "Esc", "Leave", _ESCAPE, _ASKING),
    PictureKey("Panels at the side", "Esc", "Close the one that is open", _ESCAPE, _STRIP),
    PictureKey("One panel alone", "Esc", "Back to all panels", _ESCAPE, _ALONE),
)
