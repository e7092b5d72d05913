"""Data sets that are too large for the memory: kept in a file, and trained from there.

While a source is read, its images go into an `ImageStorage`.  It keeps them in memory as long
as they are few enough, else in a file of the `ImageCache`, whose bytes the system then pages in
and out (memory-mapped).  The same source, read the same way, finds that file again.
"""
