"""Faults of what computes off the main thread."""

from tests.planted.fault import Fault

WISH = "gui/background/newest_wish.py"

FAULTS = (
    Fault(WISH, "        if self._close(attempt):\n            self.answered.emit",
          "        self._close(attempt)\n        if not self._is_shut_down:\n"
          "            self.answered.emit", "late answers are handed over"),
    Fault(WISH, "                earlier.follow(wish)\n", "                pass\n",
          "what is under way does not learn of newer wishes"),
    Fault(WISH, "                self._open.remove(self._worker.next)\n            "
          "self._worker.next = attempt\n", "                self._open.remove(attempt)\n"
          "            else:\n                self._worker.next = attempt\n",
          "a wish that was not begun is kept and the newer one is forgotten"),
    Fault(WISH, "                attempt.give_up()\n", "                pass\n",
          "what is under way is not given up"),
    Fault(WISH, "        if attempt in self._open and not attempt.cancelled():\n",
          "        if True:\n",
          "news of old wishes are reported"),
    Fault(WISH, "            if attempt.is_newest:  # the answer is wanted all the same\n"
          "                self.failed.emit(attempt, \"\")\n            else:\n"
          "                self.dropped.emit(attempt)\n", "            pass\n",
          "who waits for an answer that gave up waits for ever"),
    Fault("gui/background/thread_end.py", "thread.wait(STOP_TIMEOUT_MS)", "thread.wait()",
          "the end of a thread is waited for without a limit"),
    Fault("gui/background/attempt.py", "and not self._is_kept and", "and",
          "an answer that was to be kept is dropped"),
)  # fmt: skip
