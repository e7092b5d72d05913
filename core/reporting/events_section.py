"""What happened to a run."""

from __future__ import annotations

from core.documents.event_codec import RareEvent
from core.documents.run_mark import RunMark
from core.reporting.markup import Html, paragraph, section, table
from core.reporting.run_story import RunStory
from core.training.events import BestRestored, SessionFinished

#: More lines than that are too many to read.
MOST_EVENTS = 60


def events_section(story: RunStory) -> Html:
    """Return everything but steps and validations, the first first."""
    rows = [row for event in story.events if (row := _row(event))]
    if not rows:
        return Html("")
    note = Html("")
    if len(rows) > MOST_EVENTS:
        note = paragraph(f"The last {MOST_EVENTS} of {len(rows):,}.", "quiet")
    head = ("step", "what", "")
    return section("What happened", note, table(head, rows[-MOST_EVENTS:], numbers_from=3))


def _row(event: RareEvent) -> tuple[str, str, str] | None:
    if isinstance(event, SessionFinished):
        return f"{event.step:,}", _words(event.reason.value), event.explanation
    if isinstance(event, BestRestored):
        return f"{event.step:,}", "best put back", event.words
    if isinstance(event, RunMark):
        return f"{event.step:,}", _words(event.kind.value), event.text
    return None


def _words(name: str) -> str:
    return name.replace("_", " ")
