"""What is typed into a field of the space, as the file of a sweep has it."""

from __future__ import annotations

from contextlib import suppress

WORDS: dict[str, object] = {
    "yes": True, "true": True, "no": False, "false": False, "none": None, "null": None,
}  # fmt: skip


def typed_value(text: str) -> object:
    """Return a number, yes or no, nothing, or else the text itself."""
    text = text.strip()
    for number in (int, float):
        with suppress(ValueError):
            return number(text)
    return WORDS.get(text.lower(), text)


def typed_list(text: str) -> list[object]:
    """Return the values between commas."""
    return [typed_value(part) for part in text.split(",") if part.strip()]
