"""The row of buttons at the bottom of every dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton

#: What the button does that leaves, by what stands on it.
LEAVING = {"Cancel": "Leave without doing anything (Esc)", "Close": "Close this dialog (Esc)"}


class DialogButtons(QDialogButtonBox):
    """Leaves or acts: the button that leaves stands left, the one that acts at the right end.

    Escape leaves. Enter acts, unless what is done cannot be undone: then it leaves, too.

    Parameters
    ----------
    dialog : QDialog
        Is accepted by the one button and rejected by the other.
    act : str
        What stands on the button that acts; empty for a dialog that only shows.
    leave : str
        What stands on the other one.
    name : str
        ``objectName``; the buttons are ``{name}_act`` and ``{name}_leave``.
    does : str
        What happens when the one that acts is pressed; its tip.
    is_final : bool
        Whether what is done cannot be undone.
    other : str
        What stands on a button between them that does something else, ``{name}_other``;
        empty for none.  The dialog connects it.
    """

    def __init__(
        self,
        dialog: QDialog,
        act: str = "",
        leave: str = "Cancel",
        *,
        name: str,
        does: str = "",
        is_final: bool = False,
        other: str = "",
    ) -> None:
        super().__init__(dialog)  # now, for a dialog knows one default button only
        self.setObjectName(name)
        # no role has its place between those that leave and those that act
        roles = self.ButtonRole
        self.leave = self._add(
            leave, f"{name}_leave", roles.ActionRole if other else roles.RejectRole
        )
        self.leave.setToolTip(LEAVING[leave])
        self.other: QPushButton | None = None
        if other:
            self.leave.clicked.connect(dialog.reject)
            self.other = self._add(other, f"{name}_other", roles.ApplyRole)
            self.other.setAutoDefault(False)
        self.act: QPushButton | None = None
        if act:
            look = "danger" if is_final else "primary"
            self.act = self._add(act, f"{name}_act", self.ButtonRole.AcceptRole, look)
            self.act.setToolTip(does)
        default = self.leave if self.act is None or is_final else self.act
        default.setDefault(True)
        self.accepted.connect(dialog.accept)
        self.rejected.connect(dialog.reject)

    def _add(
        self, text: str, name: str, role: QDialogButtonBox.ButtonRole, look: str = ""
    ) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("role", look)  # before it takes its look from the style sheet
        self.addButton(button, role)
        return button

    def refuse(self, *, act: bool, other: bool) -> None:
        """Let those not be pressed that could only be refused once more."""
        for button, is_refused in ((self.act, act), (self.other, other)):
            if button is not None and is_refused:
                button.setEnabled(False)
