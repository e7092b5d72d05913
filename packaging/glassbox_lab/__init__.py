"""Glassbox as an installed program; `launcher` starts it.

The program's own packages are called `core` and `gui`, as they are in its source tree.  An
installed program must not take such names away from other packages, so here they lie in the
folder `program`, which only a process of Glassbox looks into.
"""
