"""Neural networks written from scratch in NumPy.

This package knows nothing about windows, threads of a window, or Qt.  It may import the
standard library and NumPy, and nothing else; ``tests/architecture`` enforces it.
"""
