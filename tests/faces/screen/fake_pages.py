"""Hand-made pages of every kind."""

from __future__ import annotations

from typing import Any

import msgspec

from tui.session.page import Choice, Field, Line, Page, Paragraph, Person, Progress

OPEN = ("skipped", "not-sure", "later")
TYPES = (
    "choice",
    "choices",
    "yes-no",
    "text",
    "long-text",
    "number",
    "money",
    "when",
    "rows",
    "files",
    "phone",
    "handle",
    "link",
    "sign-off",
    "secret",
    "path",
)

PLATFORMS = (
    Choice("ig", "Instagram"),
    Choice("snap", "Snapchat", "They may be told about a screenshot."),
    Choice("fb", "Facebook"),
    Choice("wa", "WhatsApp"),
    Choice("sms", "Text message"),
)


def one_of(type: str, **more: Any) -> Field:
    """A field of ``type``, with options where it needs some."""
    given: dict[str, Any] = {"name": type, "type": type, "label": f"A question: {type}?"}
    if type in ("choice", "choices", "rows"):
        given["options"] = PLATFORMS
    return Field(**(given | more))


DANGER = Page(
    id="danger",
    kind="message",
    title="Before you start",
    section="Is this a good moment?",
    text=(
        Paragraph("If you are in danger now, call 911 if you can do so safely.", "stop"),
        Paragraph(
            "This asks you some questions first. They help you see whether this device and this "
            "moment are all right for keeping a record. You can leave at any time."
        ),
        Paragraph("You can skip any question.", "quiet"),
    ),
    people=(
        Person(
            "A help line",
            "1-800-000-0000",
            hours="Day and night, every day",
            about="Free. In English, French and many other languages.",
            source="example.org",
            checked="2026-05-01",
        ),
    ),
    choices=(Choice("next", "Carry on"), Choice("stop", "Not now")),
    help="You choose what to answer.",
    saved="",
)

WHAT = Page(
    id="what",
    kind="form",
    title="What kind of thing was it?",
    section="What happened",
    fields=(
        Field(
            name="kind",
            type="choice",
            label="What kind of thing was it?",
            options=(
                Choice("post", "A post", "Something that others could see as well."),
                Choice("message", "A message to you"),
                Choice("image", "A picture or a video"),
                Choice("call", "A call"),
                Choice("other", "Something else"),
            ),
            may_open=OPEN,
        ),
    ),
    help="Choose the one that fits best. You can change it later.",
    why="So that we only ask about what belongs to it. Only you see your answers.",
    progress=Progress(4, 10, 15),
    can_back=True,
    saved="Saved",
)

WHEN = Page(
    id="when",
    kind="form",
    title="When did it happen?",
    section="What happened",
    fields=(
        Field(
            name="occurred",
            type="when",
            label="When did it happen?",
            suggested="2026-03-03",
            suggested_label="3 March 2026, as for the last one",
            may_open=OPEN,
        ),
    ),
    progress=Progress(5, 10, 15),
    can_back=True,
    saved="Saved",
)

TOGETHER = Page(
    id="who",
    kind="form",
    title="How it reached you",
    section="What happened",
    text=(Paragraph("Answer what you know. The rest can stay empty.", "note"),),
    fields=(
        Field(
            name="where",
            type="choices",
            label="Where did it happen?",
            options=PLATFORMS,
            may_open=("not-sure",),
        ),
        Field(
            name="handle",
            type="handle",
            label="Their user name there",
            hint="As it is shown, such as @name.",
            may_open=OPEN,
        ),
        Field(name="times", type="number", label="How many times?"),
    ),
    progress=Progress(6, 10, 15),
    can_back=True,
    saved="Saved",
)

TEXT = Page(
    id="text",
    kind="form",
    title="What did it say?",
    section="What happened",
    fields=(
        Field(
            name="words",
            type="long-text",
            label="What did it say?",
            hint="Paste it or type it, with its spelling mistakes.",
            may_open=OPEN,
        ),
    ),
    choices=(Choice("next", "Continue"), Choice("again", "Add another like it")),
    progress=Progress(9, 10, 15),
    can_back=True,
    saved="Saved",
)

REVIEW = Page(
    id="review",
    kind="list",
    title="What you have answered",
    section="Look through",
    lines=(
        Line("", "The first part"),
        *(
            Line(f"line:{number}", f"Question number {number}", "An answer to it", state)
            for number, state in enumerate(["", "not sure", "later"], 1)
        ),
        Line("", "The second part"),
        *(
            Line(f"line:{number}", f"Question number {number}", "not sure", "not sure", 1)
            for number in range(4, 20)
        ),
    ),
    choices=(Choice("done", "That is all"),),
    can_back=True,
)

MENU = Page(
    id="menu",
    kind="menu",
    title="Your record",
    section="Menu",
    choices=(
        Choice("review", "Look through your answers", "24 answered, 3 left for later", key="r"),
        Choice("papers", "Write the papers"),
        Choice("add", "Add an entry"),
        Choice("lines", "People to call"),
        Choice("leave", "Leave"),
    ),
    can_back=True,
)

WRITING = msgspec.structs.replace(TEXT, has_menu=True)
"""A text in an open record."""

WHOLE = msgspec.structs.replace(WHAT, has_menu=True, has_paper=True, can_undo=True)
"""A question in an open record: every key leads somewhere."""

SIGN_OFF = Page(
    id="sign-off",
    kind="form",
    title="Who signs this off?",
    section="Decision",
    fields=(
        Field(
            name="approval",
            type="sign-off",
            label="Who signs this off?",
            parts=(
                Field(name="approval.name", type="text", label="Name"),
                Field(name="approval.role", type="text", label="Role"),
                Field(name="approval.date", type="when", label="Date"),
                Field(name="approval.view", type="text", label="View"),
            ),
            may_open=("later",),
        ),
    ),
    can_back=True,
)

TOWNS = Page(
    id="towns",
    kind="form",
    title="Where was it?",
    section="What happened",
    fields=(
        Field(
            name="town",
            type="choice",
            label="Where was it?",
            options=(
                Choice("mtl", "Montréal"),
                Choice("tor", "Toronto"),
                *(Choice(f"v{number}", f"Village {number}") for number in range(1, 12)),
            ),
        ),
    ),
    can_back=True,
)
"""A list so long that letters look for a line."""

PAPER = (
    Paragraph("Log", "heading"),
    Paragraph("On 3 March 2026 a message came."),
    Paragraph("Nothing shows it yet.", "quiet"),
)

ASIDE = {
    name: Page(id=name, kind="list", title=title, lines=(Line("a", "A line"),), can_back=True)
    for name, title in (
        ("outline", "The parts"),
        ("still_open", "Still open"),
        ("preview", "The paper"),
        ("undo", "Taken back"),
    )
}
"""Where the keys beside the menu lead."""

END = Page(
    id="end",
    kind="end",
    title="That is all",
    text=(Paragraph("Your papers are written. You can close this now."),),
)

JOURNEY = (DANGER, WHAT, WHEN, TOGETHER, TEXT, REVIEW, END)

GALLERY = tuple(
    Page(
        id=f"page-{type}",
        kind="form",
        title="Every kind of question",
        section="Gallery",
        fields=(one_of(type, may_open=OPEN, hint="A hint."),),
        can_back=True,
        progress=Progress(number, len(TYPES), len(TYPES) + 5),
    )
    for number, type in enumerate(TYPES)
)
