"""Walking a story through the screen face, with the keys a person would press."""

from __future__ import annotations

import re

from journey import Story, Type
from terminal import Terminal

NEXT = "\x0e"  # ctrl+n goes on from any field
CLEAR_LINE = "\x15"  # ctrl+u
MARKED = ("(•)", "[x]")


def told(terminal: Terminal, story: Story) -> None:
    """Tell the story of a first run, page by page."""
    go(terminal, "Welcome", "Start a record of my own")
    read(terminal, "You can leave at any moment")
    answer(terminal, story, "Is this a good moment")
    answer(terminal, story, "Whose device is this?", "What can the person you worry about do")
    answer(terminal, story, "see what you do on this device")
    answer(terminal, story, "Where could they come across a record?")
    answer(
        terminal,
        story,
        "Could they find out that you took a copy",
        "Could things get worse for you",
    )
    read(terminal, "A browser keeps a list of the pages")
    answer(terminal, story, "Is there another place")
    skip(terminal, "Which province or territory", "help lines for young people")
    read(terminal, "Here are people you can talk to")
    read(terminal, "These are for young people")
    read(terminal, "you can keep the record on this device")
    answer(terminal, story, "Which folder?")
    answer(terminal, story, "Your passphrase", "The same once more")
    read(terminal, "Four short questions are enough")
    for question in (
        "When did it happen?",
        "What kind of thing was it?",
        "What happened?",
        "What do you have that shows it?",
        "This entry can be kept as it is",
    ):
        answer(terminal, story, question)
    go(terminal, "Come back to this entry", "This is done")
    go(terminal, "Write down another thing that happened?", "No, go on")
    answer(terminal, story, "There are some questions about the whole story")
    go(terminal, "once, when it suits you", "This is done")
    read(terminal, "From the menu you can make your log")
    go(terminal, "There is 1 entry.", "Make a paper")
    go(terminal, "Back to the menu", "Technology-Facilitated Violence log")
    answer(terminal, story, "Which kinds of file?", "Which paper size?", "Into which folder?")
    read(terminal, "Move them or delete them")
    go(terminal, "There is 1 entry.", "Leave")
    go(terminal, "You can close this window now.", "Leave")


def answer(terminal: Terminal, story: Story, *questions: str) -> None:
    """Answer the questions of one page in their order, then go on."""
    for number, question in enumerate(questions):
        if number:
            terminal.keys("enter")
        terminal.wait(lambda _, wanted=question: wanted in _flat(focused(terminal)), question)  # type: ignore[misc]
        _fill(terminal, story, question)
    terminal.keys(NEXT)


def skip(terminal: Terminal, *questions: str) -> None:
    """Skip the questions of one page."""
    for question in questions:
        terminal.wait(lambda _, wanted=question: wanted in _flat(focused(terminal)), question)  # type: ignore[misc]
        terminal.keys("tab")
        terminal.wait(lambda _: _is_lit(terminal, "Skip"), "Skip, highlighted")
        terminal.keys("enter")


def read(terminal: Terminal, words: str) -> None:
    """Wait for a page that only tells, and go on."""
    terminal.wait_for(words)
    terminal.wait_for("› Continue")  # noqa: RUF001 - the face's pointer
    terminal.keys("enter")


def go(terminal: Terminal, words: str, label: str) -> None:
    """Pick what to do next from a menu or a list on the page with ``words``."""
    terminal.wait_for(words)
    while True:
        shown = terminal.wait(lambda text: "›" in text, "a pointer")  # noqa: RUF001
        if re.search(rf"› +(\w+  +)?{re.escape(label)}", shown):  # noqa: RUF001
            break
        terminal.keys("down")
        terminal.wait(lambda text, shown=shown: text != shown, label)  # type: ignore[misc]
    terminal.keys("enter")


def focused(terminal: Terminal) -> str:
    """Return the text of the field that has the focus: its bar can be seen."""
    rows = []
    for number, line in enumerate(terminal.screen.display):
        for column, character in enumerate(line):
            if character == "▌":
                cell = terminal.screen.buffer[number][column]
                if cell.fg != cell.bg and cell.fg not in ("black", _ground(terminal)):
                    rows.append(line[column + 1 :].strip())
                break
    return "\n".join(rows)


def _ground(terminal: Terminal) -> str:
    return str(terminal.screen.buffer[terminal.screen.lines - 3][0].bg)


def _fill(terminal: Terminal, story: Story, question: str) -> None:
    wanted = story.answer(question)
    if isinstance(wanted, Type):
        terminal.wait(lambda _: "╰" in focused(terminal), "the whole frame")
        if _typed(terminal):
            terminal.keys(CLEAR_LINE)
            terminal.wait(lambda _: not _typed(terminal), "an empty field")
        terminal.keys(wanted.words.replace("\n", "\r"))
        whole = re.sub(r"\s", "", wanted.words)
        # What is typed is shown before the next key. A line may show its end only, and a
        # passphrase dots.
        terminal.wait(lambda _: _is_typed(_typed(terminal), whole, len(wanted.words)), question)
        return
    for label in wanted.labels:
        terminal.wait(lambda _, label=label: _option(terminal, label) != ("", ""), label)  # type: ignore[misc]
        mark, key = _option(terminal, label)
        if mark not in MARKED:
            terminal.keys(key)
            terminal.wait(lambda _, label=label: _is_pointed_at(terminal, label), label)  # type: ignore[misc]
            if _option(terminal, label)[0] not in MARKED:
                terminal.keys("space")  # in a list with two-digit numbers a number only points
            terminal.wait(
                lambda _, label=label: _option(terminal, label)[0] in MARKED,  # type: ignore[misc]
                label,
            )


def _typed(terminal: Terminal) -> str:
    """Return what stands in the focused field's frame, without blanks."""
    lines = re.findall(r"^│(.*)│", focused(terminal), re.MULTILINE)
    return re.sub(r"\s", "", "".join(lines))


def _is_typed(shown: str, whole: str, count: int) -> bool:
    return shown in (whole, "•" * count) or (len(shown) > 40 and whole.endswith(shown))


def _option(terminal: Terminal, label: str) -> tuple[str, str]:
    """Return the mark and the key of an option of the focused field."""
    found = re.search(rf"(\(.\)|\[.\]) (\w+)  +{re.escape(label)}", focused(terminal))
    return (found[1], found[2]) if found else ("", "")


def _is_pointed_at(terminal: Terminal, label: str) -> bool:
    found = re.search(rf"› (\(.\)|\[.\]) \w+  +{re.escape(label)}", focused(terminal))  # noqa: RUF001
    return found is not None


def _is_lit(terminal: Terminal, word: str) -> bool:
    """Whether ``word`` stands anywhere in reverse, as what is highlighted in a row does."""
    return any(
        terminal.screen.buffer[number][match.start()].reverse
        for number, line in enumerate(terminal.screen.display)
        for match in re.finditer(word, line)
    )


def _flat(text: str) -> str:
    return " ".join(text.split())
