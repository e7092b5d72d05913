"""Faults of a change of theme, and of texts that change often."""

from tests.planted.fault import Fault

APPLY, CHANGE = "gui/theme/apply.py", "gui/theme/theme_change.py"

FAULTS = (
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
    APPLY: ["tests/gui/theme/test_theme_change.py"],
    CHANGE: ["tests/gui/theme/test_theme_change.py"],
}
