"""Recovery codes: how they are made, read, and asked back."""

from __future__ import annotations

import random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.vault import recovery
from tui.vault.passphrases import Language, word_list
from tui.vault.recovery import NotACode, looks_like_code, read_code

EN = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
FR = (
    "sacoche bistouri aspirer magenta remise gorille muter consonne octupler maillon goulot journal"
)


def slip(typed: str) -> NotACode:
    with pytest.raises(NotACode) as told:
        read_code(typed)
    return told.value


@pytest.mark.parametrize("language", get_args(Language))
def test_a_new_code_is_twelve_words_that_anybody_can_write(language: Language) -> None:
    codes = {recovery.new_code(language) for _ in range(40)}
    assert len(codes) == 40
    for code in codes:
        assert len(code.split()) == recovery.WORDS
        assert set(code.split()) <= set(word_list(language))
        assert read_code(code) == code


def test_a_code_never_comes_from_randomness_that_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = recovery.secrets.token_bytes

    def token(size: int) -> bytes:
        asked.append(size)
        return real(size)

    monkeypatch.setattr(recovery.secrets, "token_bytes", token)
    random.seed(1)
    first = recovery.new_code()
    random.seed(1)
    assert recovery.new_code() != first
    assert set(asked) == {16}  # 128 bits


@pytest.mark.parametrize("code", [EN, FR])
def test_a_code_is_read_however_it_was_written(code: str) -> None:
    words = code.split()
    for typed in (
        code.upper(),
        code.title(),
        "\n".join(recovery.groups(code)),
        "-".join(words),
        " ".join(f"{n}. {word}" for n, word in enumerate(words, 1)),
        " ".join(word[:4] for word in words),
        code.replace(" ", "\u00a0"),
        code.replace("e", "é"),
        f"\ufeff  {code}\r\n",
    ):
        assert read_code(typed) == code, typed


def test_a_typo_is_named_by_its_place_with_words_like_it() -> None:
    told = slip(EN.replace("champion", "champoin"))
    assert (told.slip, told.place) == ("word", 5)
    assert "champion" in told.near
    assert str(told) == "Word 5 is not one of the words that codes are made of."
    assert "champ" not in str(told) + repr(told)
    assert slip(EN.replace("champion", "qqqq")).near == ()


@pytest.mark.parametrize("count", [0, 1, 11, 13, 24])
def test_too_few_and_too_many_words(count: int) -> None:
    told = slip(" ".join((EN.split() * 2)[:count]))
    assert told.slip == "count"
    assert str(told) == f"A recovery code has 12 words. There are {count} here."


def test_words_that_changed_places_are_told() -> None:
    words = EN.split()
    wrong = 0
    for at in range(11):
        swapped = [*words[:at], words[at + 1], words[at], *words[at + 2 :]]
        try:
            read_code(" ".join(swapped))
        except NotACode as told:
            assert told.slip == "order"
            wrong += 1
    assert wrong >= 9  # four bits of checksum: one in sixteen passes, and opens nothing


def test_words_of_two_lists_are_no_code() -> None:
    assert slip(" ".join([*EN.split()[:6], *FR.split()[:6]])).slip == "word"


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str) -> None:
    looks_like_code(typed)
    try:
        assert len(read_code(typed).split()) == recovery.WORDS
    except NotACode as told:
        assert told.sentence


@given(st.lists(st.sampled_from(EN.split() + FR.split() + ["zz", "abandon"]), max_size=16))
def test_any_words_are_a_code_or_told(words: list[str]) -> None:
    typed = " ".join(words)
    try:
        assert read_code(read_code(typed)) == read_code(typed)
    except NotACode as told:
        assert all(word not in str(told).split() for word in words if len(word) > 4)


def test_what_was_meant_for_a_code_is_known_from_a_passphrase() -> None:
    assert looks_like_code(EN)
    assert looks_like_code(EN.replace("meat", "meet").replace("cigar", "sigar"))
    assert looks_like_code(EN.partition(" ")[2])
    for other in ("", "seven plain words for a test vault", "x " * 12, EN + " " + EN):
        assert not looks_like_code(other), other


def test_some_words_are_asked_back() -> None:
    asked: set[int] = set()
    for _ in range(60):
        back = recovery.ask_back(EN)
        assert len(back) == 2
        assert list(back) == sorted(back)
        assert all(EN.split()[place - 1] == word for place, word in back.items())
        asked |= set(back)
    assert asked == set(range(1, 13))
    for typed, same in (("Social\n", True), (" SOCIAL ", True), ("socia", False), ("", False)):
        assert recovery.same_word(typed, "social") is same


def test_groups_hold_all_words_in_their_order() -> None:
    rows = recovery.groups(EN)
    assert " ".join(rows) == EN
    assert [len(row.split()) for row in rows] == [3, 3, 3, 3]


def test_age_is_the_passphrase_in_small_letters() -> None:
    """What docs/recovery.md says to type is what the slot was wrapped under."""
    from tui.vault.agefile import Key, unwrap
    from tui.vault.keyring import wrapped

    key = Key.new()
    sealed: Any = wrapped(key, read_code(EN.upper()), 2)
    assert key.secret() in unwrap(sealed, EN).decode()
