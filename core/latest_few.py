"""Keep the few things made last."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Made = TypeVar("Made")


class LatestFew(Generic[Key, Made]):
    """Things by key, made when first asked for; the oldest are forgotten.

    Parameters
    ----------
    limit : int
        How many are kept.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._things: dict[Key, Made] = {}

    def __deepcopy__(self, memo: object) -> LatestFew[Key, Made]:
        """Return an empty one: what is kept is private working memory."""
        return LatestFew(self._limit)

    def get(self, key: Key, make: Callable[[], Made]) -> Made:
        """Return the thing called `key`; `make` it if it is not kept."""
        thing = self._things.get(key)
        if thing is None:
            thing = make()
            if len(self._things) >= self._limit:
                self._things.pop(next(iter(self._things)))
            self._things[key] = thing
        return thing
