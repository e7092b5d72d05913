"""Work off the main thread; nothing else in the window makes threads but who trains.

`NewestWish` answers questions of which only the newest counts, `OneTask` calls one function,
and `JobQueue` calls many, one after the other.  `end_thread` is how any thread is ended.
"""
