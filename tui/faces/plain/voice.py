"""What all asking shares: the window, and whether the last thing typed could be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.faces.plain import clean, picking, show
from tui.faces.plain.commands import Command, Given, Unknown, read
from tui.faces.plain.reading import TooLong
from tui.faces.plain.window import Window
from tui.session.page import Choice
from tui.wording import gettext as _

Nowhere = Callable[[Command | int], str]
"""Why a command leads nowhere; an empty text where it leads somewhere."""


class Voice:
    """Says what can't be taken, and lets one of several things be picked.

    Attributes:
        window: Where it is said.
        refused: Whether the last thing typed could not be taken.
        nowhere: Says why a command leads nowhere now; an empty text where it does.
    """

    def __init__(self, window: Window) -> None:
        """Speak in ``window``."""
        self.window = window
        self.refused = False
        self.nowhere: Nowhere = lambda command: ""

    def refuse(self, sentence: str) -> None:
        """Say why something can't be taken."""
        self.refused = True
        self.window.say(sentence)

    def too_long(self) -> None:
        """Say that a line did not come through whole, and was not kept."""
        self.refuse(
            _(
                "That line is longer than this window can pass on, so it was not kept. "
                "Please type it again as shorter lines."
            )
        )

    def chose(self, found: Sequence[Choice]) -> None:
        """Say what was picked."""
        self.refused = False
        labels = "; ".join(clean.one_line(option.label) for option in found)
        self.window.say(_("Chose: {what}").format(what=labels))

    def pick(
        self,
        prompt: str,
        options: Sequence[Choice],
        others: int = 0,
        more: Callable[[], bool] = lambda: False,
    ) -> Choice:
        """Ask for one of ``options`` until one is picked.

        Args:
            prompt: What stands before what is typed.
            options: What there is.
            others: How many other ways on there are, as ``:2``.
            more: Prints more of them where Enter alone is pressed; tells whether there was any.

        Raises:
            Given: If a command was typed.
            EndOfInput: If there is nothing more to read.
            WindowGone: If nobody reads the output any more.
        """
        while True:
            try:
                typed = read(self.window.ask(prompt), others=others)
            except (Unknown, TooLong):
                self.refuse(number_please(len(options)))
                continue
            except Given as given:
                if not (sentence := self.nowhere(given.command)):
                    raise
                self.refuse(sentence)
                continue
            if not typed.strip() and more():
                continue
            found = self.one_of(typed, options, others)
            if found is not None:
                self.chose([found])
                return found

    def one_of(self, typed: str, options: Sequence[Choice], others: int = 0) -> Choice | None:
        """Return the option that was typed; None where there is none, and that was said.

        Part of a label finds an option of a long list; where it finds several, they are
        shown, and one of them is asked for.
        """
        found = picking.one(typed, options)
        if found is not None:
            return found
        some = picking.holding(typed, options)
        if len(some) > 1:
            return next(iter(self._which(_("Which one?"), some, others, single=True)), None)
        if not some:
            self.refuse(number_please(len(options)))
        return some[0] if some else None

    def several_of(
        self, typed: str, options: Sequence[Choice], others: int = 0
    ) -> list[Choice] | None:
        """Return the options that were typed; None where some are none, and that was said."""
        found, unknown = picking.several(typed, options)
        missing: list[str] = []
        for words in unknown:
            some = picking.holding(words, options)
            if len(some) > 1:
                some = self._which(_("Which of these?"), some, others, single=False)
                if not some:
                    return None
            found += some
            missing += [] if some else [words]
        if missing:
            words = clean.shorten(clean.one_line(" ".join(missing)[:400]), 60)
            self.refuse(_("Not in the list: {words}").format(words=words))
            self.refuse(_("Type numbers from 1 to {most}.").format(most=len(options)))
            return None
        return [option for option in options if option in found]

    def _which(
        self, question: str, some: Sequence[Choice], others: int, *, single: bool
    ) -> list[Choice]:
        """Ask which of the options found is meant; an empty list goes back to all of them."""
        self.window.say(question)
        show.options(self.window, some)
        self.window.say(_("Press Enter to go back to the whole list."))
        while True:
            try:
                typed = read(self.window.ask(_("Choose:")), others=others)
            except (Unknown, TooLong):
                typed = "?"
            except Given as given:
                if given.command is not Command.BACK:
                    raise
                typed = ""
            if not typed.strip():
                self.window.say(_("The whole list again."))
                return []
            found, unknown = picking.several(typed, some)
            if found and not unknown and (len(found) == 1 or not single):
                return found
            self.refuse(number_please(len(some)))


def number_please(most: int) -> str:
    """Return what to type where one of a list is asked for."""
    if most == 1:
        return _("Please type 1, or a command such as :q to leave.")
    if most >= picking.MANY:
        return _("Please type a number from 1 to {most}, or part of a name.").format(most=most)
    return _("Please type a number from 1 to {most}.").format(most=most)
