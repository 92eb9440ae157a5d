"""``fairhand council spent``: when a conviction is spent, and why, of a file that describes it."""

from __future__ import annotations

import json
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.vaults import Refused
from tui.wording import format_date
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.policy.spent import Rehabilitation

_LARGEST_FILE = 1024 * 1024


def run(args: Namespace) -> int:
    """Print it for people, or with ``--json`` for other programs.

    Raises:
        Refused: If the file can't be read, or something in it is not right.
    """
    from tui.policy.entered import read_convictions
    from tui.policy.spent import rehabilitation

    read, problems = read_convictions(_data(args.file))
    if read is None:
        for problem in problems[:-1]:
            say.err(problem)
        raise Refused(codes.PROBLEMS, problems[-1])
    found = rehabilitation(*read)
    on = args.on or date.today()
    if args.json:
        say.as_json(
            {
                "spent_from": _text(found.spent_from),
                "status": found.status(on),
                "not_before": _text(found.not_before),
                "because": [str(each) for each in found.reasons],
            }
        )
        return codes.DONE
    say.out(_in_words(found, on))
    say.out()
    for each in found.reasons:
        say.out(f"- {each}")
    say.out()
    say.out(_("This is information for England and Wales. It is not legal advice."))
    return codes.DONE


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _in_words(found: Rehabilitation, on: date) -> str:
    status, today = found.status(on), format_date(on)
    if status == "not_applicable":
        return _("Only people have spent convictions. This is not about a person.")
    if status == "never":
        return _("This conviction is never spent.")
    if found.spent_from is not None:
        day = format_date(found.spent_from)
        if status == "spent":
            return _("It is spent on {on}, as on every day from {day}.").format(on=today, day=day)
        return _("It is not spent on {on}. It will be spent from {day}.").format(on=today, day=day)
    if status == "spent":
        return _("It is spent on {on}. From which day is not known.").format(on=today)
    if status == "unspent":
        return _("It is not spent while an order without an end date is in force.")
    if found.not_before is None:
        return _("It can't be said when it is spent.")
    day = format_date(found.not_before)
    return _("It can't be said when it is spent, only that it is not before {day}.").format(day=day)


def _data(path: Path) -> object:
    """Return what a file holds: JSON, or YAML.

    Raises:
        Refused: If it can't be read.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST_FILE + 1)
    except (OSError, ValueError):
        raise Refused(codes.PROBLEMS, _("The file can't be read.")) from None
    if len(data) > _LARGEST_FILE:
        raise Refused(codes.PROBLEMS, _("The file is too large."))
    if path.suffix.lower() in (".yaml", ".yml"):
        return _yaml(data, path.name)
    return _json(data)


def _yaml(data: bytes, name: str) -> object:
    from tui.interview.reading import plain, read_yaml

    tree, problems = read_yaml(data, name)
    if tree is None:
        for problem in problems[:-1]:
            say.err(str(problem))
        raise Refused(codes.PROBLEMS, str(problems[-1]))
    return plain(tree)


class _Twice(ValueError):
    """A key that stands twice in an object."""


def _json(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise Refused(codes.PROBLEMS, _("The file is not in UTF-8.")) from None
    except _Twice as error:
        sentence = _("The field {name} stands there twice.").format(name=error)
        raise Refused(codes.PROBLEMS, sentence) from None
    except json.JSONDecodeError as error:
        sentence = _("The file is no JSON: it stops making sense in line {line}.")
        raise Refused(codes.PROBLEMS, sentence.format(line=error.lineno)) from None
    except (RecursionError, ValueError):
        raise Refused(codes.PROBLEMS, _("The file is no JSON that can be read.")) from None


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found
