"""``python -m glassbox_lab``: the same as the command ``glassbox``."""

from __future__ import annotations

import sys

from glassbox_lab.launcher import command

if __name__ == "__main__":
    sys.exit(command())
