"""What answers a question: a list, a line or a text; and what is entered in it, as raw."""

from __future__ import annotations

from tui.faces.screen.clean import inert, one_line
from tui.faces.screen.widgets.picker import Mode, Picker
from tui.faces.screen.widgets.typed import TypedLine, TypedPath, TypedPaths, TypedText
from tui.session.page import Choice, Field, Raw
from tui.wording import gettext as _

Control = Picker | TypedLine | TypedText

_MODES: dict[str, Mode] = {"choice": "one", "yes-no": "one", "choices": "many", "rows": "many"}
_LONG = ("long-text", "files")
_NO_DRAFT = ("secret", "path", "files")
"""Fields whose unfinished text is not worth keeping, or must never be kept."""


def control_for(field: Field) -> Control:
    """Return what ``field`` is answered in, with what stands there now."""
    mode = _MODES.get(field.type)
    if mode is not None:
        return Picker(options_of(field), mode, marked=_codes(field.value), id="control")
    given = raw_text(field.value)
    if field.type in _LONG:
        return TypedPaths(given) if field.type == "files" else TypedText(given)
    if field.type == "path":
        return TypedPath(given)
    return TypedLine(given, secret=field.type == "secret")


def entered_in(control: Control, field: Field) -> Raw:
    """Return what is entered."""
    if isinstance(control, Picker):
        return control.marked if control.mode == "many" else next(iter(control.marked), "")
    text = text_of(control)
    if text == given_text(control, field):
        # Untouched: what stood there, even where it had to be drawn differently.
        return field.value
    if field.type == "files":
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text


def draft_of(control: Control, field: Field) -> str | None:
    """Return unfinished text that would be lost by leaving, or None."""
    if isinstance(control, Picker) or field.type in _NO_DRAFT:
        return None
    text = text_of(control)
    return text if text.strip() and text != given_text(control, field) else None


def put_in(control: Control, raw: Raw) -> None:
    """Enter ``raw`` as if it had been typed or picked."""
    if isinstance(control, Picker):
        control.put([raw] if isinstance(raw, str) else raw)
    elif isinstance(control, TypedText):
        control.text = inert(raw_text(raw))
        control.move_cursor(control.document.end)
    else:
        control.value = one_line(raw_text(raw))
        control.cursor_position = len(control.value)


def raw_text(raw: Raw) -> str:
    """Return ``raw`` as text to edit, one entry a line."""
    return raw if isinstance(raw, str) else "\n".join(raw)


def text_of(control: Control) -> str:
    """Return the text that stands there; a list has none."""
    if isinstance(control, TypedText):
        return control.text
    return control.value if isinstance(control, TypedLine) else ""


def given_text(control: Control, field: Field) -> str:
    """Return the text that stood there at first."""
    given = raw_text(field.value)
    return inert(given) if isinstance(control, TypedText) else one_line(given)


def options_of(field: Field) -> tuple[Choice, ...]:
    """Return what can be picked; a yes-no question need not bring its own words."""
    if field.type == "yes-no" and not field.options:
        return (Choice("yes", _("Yes")), Choice("no", _("No")))
    return field.options


def words_of(field: Field, raw: Raw) -> str:
    """Return what ``raw`` picks, in words."""
    labels = {option.code: option.label for option in options_of(field)}
    return one_line("; ".join(labels.get(code, code) for code in _codes(raw)))


def field_hint(field: Field, control: Control) -> str:
    """Return the field's hint, and which keys do what where that is not plain to see."""
    keys = []
    if isinstance(control, Picker):
        if control.long:
            keys.append(_("Letters find a line."))
        if field.type in ("choices", "rows") and len(field.options) > 9:
            keys.append(_("Space ticks, Enter goes on."))
        elif field.type in ("choices", "rows") and field.options:
            keys.append(_("Space or a number ticks, Enter goes on."))
    elif field.type in _LONG:
        keys.append(_("Enter starts a new line, Ctrl+N goes on."))
    if field.type in ("path", "files"):
        keys.append(_("Tab completes a name."))
    return " ".join([field.hint, *keys]).strip()


def _codes(raw: Raw) -> list[str]:
    if isinstance(raw, str):
        return [raw] if raw else []
    return raw
