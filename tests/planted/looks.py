"""Faults of how panels are laid out, and of what their pictures say."""

from tests.planted.fault import Fault

TABS = "gui/window/tab_fit.py"
NOTICE = "gui/window/notice_bar.py"
CELLS = "gui/widgets/cell_numbers.py"
TERMS = "gui/panels/ledger/term_painter.py"
WHAT_IF = "gui/panels/what_if/what_if_panel.py"
TILES = "gui/panels/explain/tiles_view.py"
CARD = "gui/panels/explain/card.py"
HEADLINE = "gui/panels/evaluate/headline_view.py"
MISSING = "core/inspection/missing_numbers.py"
MAPS = "gui/panels/feature_maps/feature_maps_panel.py"

FAULTS = (
    Fault(TABS, "chrome * bar.count() <= free", "chrome * bar.count() >= free",
          "names of tabs are scrolled although there is room"),
    Fault(TABS, "TextElideMode.ElideNone", "TextElideMode.ElideRight",
          "names of tabs are cut short"),
    Fault(NOTICE, "max(menus.height(), lowest - top)", "menus.height()",
          "offers of two lines lie over the tabs"),
    Fault(CELLS, "if says_nothing(texts):", "if not texts:", "every cell says ≈0"),
    Fault(TERMS, "if not cells or is_whole(row.label, face, label.width()):", "if True:",
          "words of the ledger are broken"),
    Fault(WHAT_IF, "(edits, losses, units, pruned))",
          "(edits, units, losses, pruned))",
          "what a change does to the loss is out of sight"),
    Fault(TILES, "min(left, WIDEST_CARD)", "min(left, 380)", "the card has too little room"),
    Fault(CARD, "if width >= WIDE:", "if width < 0:",
          "maps are small and the room below is empty"),
    Fault(HEADLINE, "seconds >= LEAST_SECONDS", "seconds >= 0", "judged in ≈0 s"),
    Fault(MISSING, "framed[1:-1, 1:-1] = False", "pass",
          "numbers that a layer does say pass for silenced"),
    Fault(MAPS, "title += SILENCED_BEHIND", "pass", "a silenced filter is not named so"),
)  # fmt: skip

_LOOKS = "tests/gui/panels/test_how_it_is_laid_out.py"
WATCHING = {
    TABS: ("tests/gui/window/test_tab_fit.py",),
    NOTICE: ("tests/gui/window/test_notice_bar.py",),
    CELLS: ("tests/gui/widgets/test_cell_numbers.py",),
    TERMS: ("tests/gui/panels/ledger/test_texts_fit.py",),
    **dict.fromkeys((WHAT_IF, TILES, CARD, HEADLINE, MISSING, MAPS), (_LOOKS,)),
}
