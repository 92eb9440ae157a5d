"""Every type of answer in a real session: what is typed and picked is stored as it should be."""

from __future__ import annotations

from typing import Any

from textual import events

from tests.every_type import ANSWERS, KEPT, program
from tests.every_type.walking import PLACE
from tests.session.sittings import start
from tui.faces.screen.widgets.left_open import LeftOpen
from tui.faces.screen.widgets.parted import PartedBox
from tui.faces.screen.widgets.picker import Picker
from tui.interview.answers import ROOT

GIVEN = PLACE | ANSWERS


async def type_in(stage, box, text: str) -> None:
    box.focus_control()
    stage.face.post_message(events.Paste(text))
    await stage.until(lambda: box.answer(), box.field.name)


async def pick(stage, box, wanted: str | list[str]) -> None:
    box.focus_control()
    codes = [choice.code for choice in box.control.choices]
    for code in [wanted] if isinstance(wanted, str) else wanted:
        label = box.control.mark_of(codes.index(code)).split()[-1]
        await stage.press(*label)
        if code not in box.control.marked:
            await stage.press("space")
    await stage.until(lambda: box.answer() == wanted, box.field.name)


async def answer(stage, box) -> None:
    wanted = GIVEN.get(box.field.name)
    if wanted is None:
        stage.face.screen.set_focus(box.query_one(LeftOpen))
        await stage.press("space")
    elif isinstance(box, PartedBox):
        for part, text in zip(box.parts, wanted, strict=True):
            await type_in(stage, part, text)
    elif isinstance(box.control, Picker):
        await pick(stage, box, wanted)
    else:
        await type_in(stage, box, "\n".join(wanted) if isinstance(wanted, list) else wanted)


async def go_on(stage) -> None:
    codes = [choice.code for choice in stage.screen.page.choices]
    if "enough" in codes:
        await stage.press(str(codes.index("enough") + 1), "enter")
    else:
        await stage.press("ctrl+n")


def test_each_type_is_stored_as_it_should_be(play):
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    seen: list[Any] = []

    async def act(stage):
        for _ in range(60):
            page = stage.screen.page
            if page.id == "home":
                return
            seen.append(page.id)
            for box in stage.screen.boxes:
                await answer(stage, box)
            await go_on(stage)
            await stage.until(lambda page=page: stage.screen.page is not page, page.id)
            assert not [box.field.error for box in stage.screen.boxes if box.wrong], page.id
        raise AssertionError(f"it never came home: {seen}")

    play(act, app, (100, 50))
    fields = app._sitting.open().flow.answers.row(ROOT).fields
    stored = {name: fields[name].value for name in KEPT}
    signed = stored.pop("signed")
    assert stored == {name: value for name, value in KEPT.items() if name != "signed"}
    assert [signed[name] for name in ("name", "role", "date")] == ["Ana", "a friend", "2026-03-04"]
