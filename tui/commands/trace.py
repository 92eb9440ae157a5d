"""``fairhand trace``: which step answers which duty, and whether anybody reaches it."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from tui import resources
from tui.commands import codes, say
from tui.commands.programs import loaded
from tui.commands.vaults import refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.program import Program
    from tui.interview.trace import Traced


def run(args: Namespace) -> int:
    """Print every duty that a script covers; ``codes.PROBLEMS`` when one does not count."""
    return refusing(lambda: _run(args))


def _run(args: Namespace) -> int:
    from tui.interview.personas import walk_personas
    from tui.interview.trace import holes, trace

    program = loaded()
    walks, problems = walk_personas(program, resources.personas_folder())
    for problem in problems:
        say.err(str(problem))
    traced = _covered(program, trace(program, [walk.flow for walk in walks]))
    found = holes(program, traced)
    if args.json:
        say.as_json([_as_json(one) for one in traced])
    elif args.page:
        from tui.commands.trace_page import page

        for line in page(traced, [walk.name for walk in walks]):
            say.out(line)
    else:
        for one in traced:
            say.out(f"{one.duty.id} {one.duty.kind}: {_words(one)}")
        good = sum(one.verdict == "answered" for one in traced)
        say.out(_("{good} of {all} duties answered.").format(good=good, all=len(traced)))
    for hole in found:
        say.err(f"{hole.script}: {hole.traced.duty.id}: {_why(hole.traced)}")
    return codes.PROBLEMS if found or problems else codes.DONE


def _covered(program: Program, traced: list[Traced]) -> list[Traced]:
    """Return the duties that some script says it covers."""
    from tui.interview.sourcing import covers

    families = [family for one in program.scripts.values() for family in one.node.covers]
    return [one for one in traced if any(covers(family, one.duty.id) for family in families)]


def _words(one: Traced) -> str:
    if one.verdict != "answered":
        return _why(one)
    return ", ".join(
        f"{carrier.kind} {carrier.script}.{carrier.name} ({carrier.where})"
        for carrier in one.carriers
        if carrier.fits
    )


def _why(one: Traced) -> str:
    if one.verdict == "not-reached":
        return _("no persona's walk reaches the step that answers it")
    if one.verdict == "wrong-kind":
        return _("no step of the right kind for a {kind} answers it").format(kind=one.duty.kind)
    return _("nothing answers it")


def _as_json(one: Traced) -> dict[str, object]:
    return {
        "duty": one.duty.id,
        "kind": one.duty.kind,
        "verdict": one.verdict,
        "carriers": [
            {"kind": c.kind, "script": c.script, "name": c.name, "where": c.where, "fits": c.fits}
            for c in one.carriers
        ],
    }
