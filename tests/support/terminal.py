"""A terminal of a chosen size, for what a program shows on one."""

import fcntl
import os
import pty
import struct
import termios


def shown_on_terminal(columns, show):
    """Return what `show(stream)` writes to a terminal so wide; 0: it does not say how wide."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(
        theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24 * bool(columns), columns, 0, 0)
    )
    try:
        with os.fdopen(theirs, "w") as stream:
            show(stream)
            stream.flush()
            return os.read(ours, 100_000).decode()
    finally:
        os.close(ours)
