"""Names that earlier versions had: an old answer must find its question (E312).

``content/names.lock`` lists, a line each, every name that was ever released. A name in it
may go only when another one says ``was:``. ``names_lock`` writes the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import Ask, Content, ListRow, Option
from tui.interview.uses import Uses

_HEAD = "# Names of every release, by fairhand check --lock. Lines are only added.\n"


def read_lock(text: str, file: str) -> tuple[tuple[Mark, str], ...]:
    """Return the names in ``names.lock`` and where they stand; ``#`` begins a comment."""
    lines = enumerate(text.splitlines(), 1)
    return tuple(
        (Mark(file, number), line.strip())
        for number, line in lines
        if line.strip() and not line.startswith("#")
    )


def names_lock(content: Content) -> str:
    """Return the text of the next ``names.lock``: all names so far and those of now."""
    now = {name for name, _, _ in _living(content, Uses(content))}
    return _HEAD + "".join(
        f"{name}\n" for name in sorted(now | {name for _, name in content.released})
    )


def vanished(content: Content, uses: Uses) -> Iterator[Problem]:
    """Return earlier names that clash with living ones or that nothing stands in for."""
    living: dict[str, Mark] = {}
    covered: dict[str, tuple[Mark, str]] = {}
    entries = list(_living(content, uses))
    for name, at, _ in entries:
        living.setdefault(name, at)
    for name, at, earlier in entries:
        for old in earlier:
            if old in living:
                why = f"'{old}' is given as an earlier name of '{name}', and it is still in use"
                yield problem("E312", at, why=f"{why} at {living[old]}")
            elif covered.setdefault(old, (at, name)) != (at, name):
                why = f"'{old}' is given as an earlier name of '{name}' and of '{covered[old][1]}'"
                yield problem("E312", at, why=why)
    kept = living.keys() | covered.keys()
    for at, name in content.released:
        if name not in kept and not _parent_renamed(name, living, covered):
            guess = did_you_mean(name, living)
            yield problem("E312", at, why=f"'{name}' was released once and is gone", guess=guess)


def _parent_renamed(name: str, living: Iterable[str], covered: dict[str, tuple[Mark, str]]) -> bool:
    """Whether a code's question was renamed and still has, or covers, the code."""
    answer, equals, code = name.partition("=")
    if not equals or answer not in covered:
        return False
    now = f"{covered[answer][1]}={code}"
    return now in living or now in covered


def _living(content: Content, uses: Uses) -> Iterator[tuple[str, Mark, tuple[str, ...]]]:
    """Yield each name of now, where it is, and its earlier names, in full."""
    done = set()
    for use in uses:
        ask = use.step
        if not isinstance(ask, Ask) or ask.type is None or (use.table, ask.at) in done:
            continue
        done.add((use.table, ask.at))
        prefix = f"{use.table}." if use.table else ""
        yield f"{prefix}{ask.name}", ask.at, tuple(f"{prefix}{old}" for old in ask.was)
        if isinstance(ask.options, tuple):
            yield from _codes(f"{prefix}{ask.name}", ask.options)
    for listed in content.lists:
        yield from _codes(f"list:{listed.name}", listed.rows)


def _codes(
    owner: str, options: Iterable[Option | ListRow]
) -> Iterator[tuple[str, Mark, tuple[str, ...]]]:
    for each in options:
        yield f"{owner}={each.code}", each.at, tuple(f"{owner}={old}" for old in each.was)
