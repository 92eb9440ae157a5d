from __future__ import annotations

from pathlib import Path

import pytest

from tui import resources


def test_a_checkout_has_them_beside_the_package() -> None:
    root = Path(__file__).parents[1]
    assert resources.content_folder() == root / "content"
    assert resources.templates_folder() == root / "templates"
    assert resources.locales_folder() == root / "locales"


def test_an_installation_has_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "site-packages/tui/_resources/content"
    carried.mkdir(parents=True)
    (tmp_path / "site-packages/templates").mkdir()
    monkeypatch.setattr(resources, "_HERE", tmp_path / "site-packages/tui")
    assert resources.content_folder() == carried
    with pytest.raises(resources.ResourcesMissing) as missing:
        resources.templates_folder()
    assert missing.value.name == "templates"


def test_a_strangers_folder_is_never_taken_for_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "tui").mkdir()
    monkeypatch.setattr(resources, "_HERE", tmp_path / "tui")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(resources.ResourcesMissing):
        resources.content_folder()
