"""``python -m tests.content.expecting [PERSONA ...]``: write anew what walks should lead to.

After a change of content, this writes the stops, tasks, gaps and dates that the walks lead to
now into ``expect:`` of the personas named, or of all. Read the difference before it goes in:
what a test finds by itself is worth nothing where nobody has looked at it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import yaml

from tests.content.walking import PERSONAS, Persona, Walked, dates, personas, walk
from tui.interview.content import load
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

WIDTH = 100


def found(persona: Persona, walked: Walked) -> dict[str, list[str]]:
    """Return what a walk led to, by the keys of ``expect:``; empty where it need not stand."""
    now = {
        "stops": sorted(walked.counted("stop").elements()),
        "tasks": sorted(walked.counted("do").elements()),
    }
    if "log" in walked.scripts:
        now["gaps"] = sorted(one.gap.id for one in walked.flow.gaps("log"))
    if persona.audience != "council":
        for script in walked.scripts:
            gaps = sorted(one.gap.id for one in walked.flow.gaps(script))
            if script != "log" and (gaps or f"{script}_gaps" in persona.expect):
                now[f"{script}_gaps"] = gaps
    if "dates" in persona.expect:
        now["dates"] = dates(walked)
    return now


def _lines(key: str, values: list[str]) -> Iterator[str]:
    line = f"  {key}: [{', '.join(values)}]"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"  {key}:"
    yield from (f"    - {value}" for value in values)


def written(text: str, now: dict[str, list[str]], persona: Persona) -> str:
    """Return a persona's file with what is not as it was written anew."""
    tree = yaml.compose(text)
    expect = next(value for key, value in tree.value if key.value == "expect")
    lines = text.splitlines()
    at = {key.value: (key.start_mark.line, value.end_mark) for key, value in expect.value}
    for key, values in sorted(now.items(), key=lambda one: -at.get(one[0], (0, None))[0]):
        if sorted(persona.expect.get(key, ())) == sorted(values) and key in persona.expect:
            continue
        if key not in at:
            lines += _lines(key, values)
            continue
        first, end = at[key]
        # A block of lines ends where the next line begins.
        last = end.line + 1 if end.column else end.line
        lines[first:last] = _lines(key, values)
    return "\n".join(lines) + "\n"


def main(names: Iterable[str]) -> None:
    program = load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)
    wanted = set(names)
    for persona in personas():
        if persona.varied or (wanted and persona.name not in wanted):
            continue
        path = PERSONAS / f"{persona.name}.yaml"
        text = path.read_text(encoding="utf-8")
        now = written(text, found(persona, walk(program, persona)), persona)
        if now != text:
            path.write_text(now, encoding="utf-8")
            sys.stdout.write(f"{persona.name}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
