"""Faults of a change of theme, and of texts that change often."""

from tests.planted.fault import Fault

APPLY, CHANGE = "gui/theme/apply.py", "gui/theme/theme_change.py"
FONTS = "gui/theme/fonts.py"
ONCE = "tests/gui/theme/test_put_on_once.py"

FAULTS = (
    Fault(
        APPLY,
        "    if application.styleSheet() == style_sheet(theme):\n",
        "    if application.styleSheet():\n",
        "a window that begins in another theme than the one before has its colours",
    ),
    Fault(
        APPLY,
        "    if application.styleSheet() == style_sheet(theme):\n        return\n",
        "",
        "every window styles all others anew",
    ),
    Fault(
        FONTS,
        "    application.setProperty(_HAS_FONTS, True)\n",
        "",
        "every window reads the fonts again",
    ),
    Fault(
        APPLY,
        "    widget.style().polish(widget)\n",
        "    pass\n",
        "widgets keep the letters of the theme before",
    ),
    Fault(
        CHANGE,
        "            else:\n                self._waiting.append(widget)\n",
        "",
        "what is out of sight keeps the colours of the theme before",
    ),
    Fault(
        CHANGE,
        "            if shiboken6.isValid(widget):  # it may have gone meanwhile\n"
        "                restyle(widget)\n",
        "            restyle(widget)\n",
        "a widget that has gone is styled",
    ),
    Fault(
        "gui/widgets/text_room.py",
        "        self._label.setGeometry(self.rect())\n",
        "",
        "a text has no room",
    ),
)

WATCHING = {
    APPLY: ["tests/gui/theme/test_theme_change.py", ONCE],
    FONTS: [ONCE],
    CHANGE: ["tests/gui/theme/test_theme_change.py"],
}
