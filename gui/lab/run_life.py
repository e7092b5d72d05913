"""The one owner of the life of a run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple

from gui.lab.run_action import RunAction
from gui.lab.run_rules import EXCEPTIONS, IGNORED, RULES, Circumstance
from gui.lab.run_wish import RunWish
from gui.state.run_state import RunState

#: Wishes that are about a run, whose document is open.
BRINGS_RUN = frozenset({RunWish.OPEN, RunWish.OPEN_RUNNING, RunWish.BRANCH, RunWish.LOOK})


class Order(NamedTuple):
    """What is to be done now.

    Attributes
    ----------
    actions : tuple of RunAction
        In their order.
    matter : PreparedRun, Dataset, str or None
        What the actions are about: what was handed in with the wish.
    refused : PreparedRun or None
        This run is not going to be shown: its document can be closed.
    """

    actions: tuple[RunAction, ...]
    matter: Any = None
    refused: Any = None


class RunLife:
    """Knows what a run is doing, and what is to come; `run_rules` says what follows from what.

    A plain object without threads or windows.  The owner `ask`s, has the order carried
    out, and asks what is `due` until nothing is.

    Attributes
    ----------
    state : RunState
    waits : RunWish or None
        What is asked by itself once what was begun has ended.
    """

    def __init__(self) -> None:
        self.state = RunState.LOADING
        self.waits: RunWish | None = None
        self._waiting_matter: object = None
        self._due: deque[tuple[RunWish, object]] = deque()

    def ask(
        self,
        wish: RunWish,
        matter: object = None,
        *,
        holds: Callable[[Circumstance], bool] = lambda _circumstance: False,
    ) -> Order:
        """Take a wish; the state is the one after it.

        Parameters
        ----------
        wish : RunWish
        matter : PreparedRun, Dataset or str, optional
            What the wish is about.
        holds : callable
            Whether a circumstance is given; asked only where it matters, and may ask back.

        Returns
        -------
        Order
        """
        exception = next(
            (
                rule
                for circumstance, rule in EXCEPTIONS.get((self.state, wish), ())
                if self._is_given(circumstance, holds)
            ),
            None,
        )
        # finding out may have changed the state
        rule = exception or RULES[self.state, wish]
        refused = None
        if rule.releases and self.waits is not None:
            self._due.append((self.waits, self._waiting_matter))
            self.waits = self._waiting_matter = None
        if rule.asks is not None:
            self._due.append((rule.asks, matter))
        if rule.waits is not None or rule.forgets:
            refused = self._waiting_matter
            self.waits = rule.waits
            self._waiting_matter = matter if rule.waits in BRINGS_RUN else None
        elif rule is IGNORED and wish in BRINGS_RUN:
            refused = matter
        if rule.becomes is not None:
            self.state = rule.becomes
        return Order(rule.actions, matter, refused)

    def report(self, wish: RunWish) -> None:
        """Say how an action went: `wish` is due next."""
        self._due.append((wish, None))

    def due(self) -> tuple[RunWish, object] | None:
        """Return what has to be asked next, if anything."""
        return self._due.popleft() if self._due else None

    def _is_given(
        self, circumstance: Circumstance, holds: Callable[[Circumstance], bool]
    ) -> bool:
        if circumstance is Circumstance.RUN_WANTED:
            return self.waits is RunWish.RESTART_RUNNING
        return holds(circumstance)
