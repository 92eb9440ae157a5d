"""Puts compiled message catalogues into the wheel; in a checkout the .po files are read as is."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles each ``locales/LANG/LC_MESSAGES/fairhand.po`` to a ``.mo`` beside the content."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a scratch folder and have the wheel carry the results."""
        if version == "editable":
            return
        self._scratch = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root, "locales").glob("*/LC_MESSAGES/*.po")):
            language = source.parents[1].name
            target = Path(self._scratch.name, language + ".mo")
            with source.open("rb") as lines:
                catalogue = read_po(lines, locale=language)
            with target.open("wb") as out:
                write_mo(out, catalogue)
            inside = f"tui/_resources/locales/{language}/LC_MESSAGES/{source.stem}.mo"
            build_data["force_include"][str(target)] = inside

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the scratch folder."""
        if version != "editable":
            self._scratch.cleanup()
