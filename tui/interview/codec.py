"""Between what is typed, what is stored and what a condition sees, for each answer type.

Stored forms are JSON: codes, never labels; dates as EDTF text; money as ``CAD 12.50``.
Every refusal carries a sentence a person can act on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import lru_cache

from tui.interview.answers import Stored
from tui.interview.currencies import CURRENCIES
from tui.interview.dates import BadDate, When

TEXT_LIMIT = 2_000
LONG_TEXT_LIMIT = 200_000
"""Characters one answer may hold; a longer text is better kept as a file."""

_MONEY_LIMIT = 24
"""Characters of an amount: more would be no amount, and slow to match."""
_CURRENCY = re.compile(
    r"([A-Za-z]{3})?\s*\$?\s*(-?[0-9][0-9 ,]*(?:\.[0-9]{1,2})?)\s*([A-Za-z]{3})?$"
)
_PHONE_LIMIT = 60
# Only numbers of North America are written in one way, by rules that fit here: an area code
# and an exchange begin with 2 to 9. Any other number stays as it was given. The library
# phonenumbers knows all countries, at several megabytes; but how a number was shown on a
# screen is what shows who called, and writing it another way would gain nothing.
_NORTH_AMERICAN = re.compile(
    r"(?P<country>\+?1)?[\s().\-\u2010-\u2015/]*(?P<area>[2-9]\d\d)[\s().\-\u2010-\u2015/]*"
    r"(?P<exchange>[2-9]\d\d)[\s().\-\u2010-\u2015/]*(?P<line>\d{4})"
    r"(?:[\s,;]*(?P<extension>(?:extension|ext|x|poste|#)\.?\s*\d{1,6}))?",
    re.ASCII | re.IGNORECASE,
)
_HANDLE_EDGES = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Characters without a shape that come along when a name is copied."""
_LINK = re.compile(
    r"[a-z][a-z0-9+.\-]*://[^\s/].*|(?:[^\s/:@?#.]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_KEPT_CONTROLS = {"\n", "\t"}
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class BadAnswer(ValueError):
    """An answer that cannot be taken.

    Attributes:
        sentence: What is wrong and what to do, a message id with placeholders.
        words: What the placeholders stand for.
    """

    def __init__(self, sentence: str, **words: str) -> None:
        """Keep the sentence and its words."""
        super().__init__(sentence.format(**words) if words else sentence)
        self.sentence = sentence
        self.words = words


def clean(text: str) -> str:
    """Return ``text`` as it may be kept: NFC, LF line ends, no control or override marks.

    Escape sequences lose their escape character, so what is left is plain text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BIDI)
    kept = [
        char
        for char in text
        if char in _KEPT_CONTROLS or unicodedata.category(char) not in {"Cc", "Cs"}
    ]
    return unicodedata.normalize("NFC", "".join(kept))


class Money(int):
    """Cents, with the currency they were given in; conditions see only the cents.

    Attributes:
        currency: A three-letter code (ISO 4217).
    """

    currency: str

    def __new__(cls, cents: int, currency: str = "CAD") -> Money:
        """Take cents and their currency."""
        made = super().__new__(cls, cents)
        made.currency = currency
        return made


def bad_characters(text: str) -> list[str]:
    """Name the characters in ``text`` that cannot be kept, such as ``U+0000``."""
    found = {
        f"U+{ord(char):04X}"
        for char in text
        if char not in _KEPT_CONTROLS
        and (unicodedata.category(char) in {"Cc", "Cs"} or ord(char) in _BIDI)
        and char != "\r"
    }
    return sorted(found)


@lru_cache(maxsize=65_536)
def _when(text: str) -> When:
    return When.parse(text)


def _text(value: object, limit: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadAnswer("This answer must be words.")
    if len(value) > limit:
        raise BadAnswer(
            "This is {length} characters long. One answer holds {limit}. "
            "Keep the long text as a file, and name the file here.",
            length=str(len(value)),
            limit=str(limit),
        )
    bad = bad_characters(value)
    if bad:
        raise BadAnswer(
            "This has characters that cannot be kept ({found}). Take them out.",
            found=", ".join(bad[:5]),
        )
    text = clean(value).strip()
    if not text:
        raise BadAnswer("There is nothing written here yet.")
    return text


def _code(value: object, codes: Collection[str] | None, was: Mapping[str, str]) -> str:
    if not isinstance(value, str):
        raise BadAnswer("Pick one of the answers in the list.")
    code = was.get(value, value)
    if codes is not None and code not in codes:
        shown = clean(value[:80])[:40]
        raise BadAnswer('"{code}" is not one of the answers in the list.', code=shown)
    return code


def _codes(value: object, codes: Collection[str] | None, was: Mapping[str, str]) -> list[str]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise BadAnswer("Pick answers from the list.")
    picked = [_code(one, codes, was) for one in value]
    return list(dict.fromkeys(picked))


def _money(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = value.strip() if isinstance(value, str) else ""
    found = _CURRENCY.match(text) if len(text) <= _MONEY_LIMIT else None
    if found is None:
        raise BadAnswer("Write an amount of money, such as 45.50.")
    currency = (found[1] or found[3] or "CAD").upper()
    if currency not in CURRENCIES:
        raise BadAnswer(
            '"{code}" is no currency known here. Write it as three letters, such as 45 USD.',
            code=currency,
        )
    amount = Decimal(found[2].replace(" ", "").replace(",", ""))
    return f"{currency} {amount:.2f}"


def _number(value: object) -> int:
    if isinstance(value, bool):
        raise BadAnswer("Write a whole number, such as 12.")
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,15}", value.strip()):
        return int(value.strip())
    raise BadAnswer("Write a whole number, such as 12.")


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in {"yes", "true"}:
        return True
    if isinstance(value, str) and value.strip().lower() in {"no", "false"}:
        return False
    raise BadAnswer("Answer yes or no.")


def _date(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise BadAnswer("Write a date, such as 2026-03-03.")
    try:
        return _when(value.strip()).text
    except BadDate as error:
        raise BadAnswer(error.message, **error.words) from error


def _phone(value: object) -> str:
    """Return a phone number grouped where its form is certain, else just as it was given."""
    text = _text(value, TEXT_LIMIT)
    found = _NORTH_AMERICAN.fullmatch(text.lstrip("( ")) if len(text) <= _PHONE_LIMIT else None
    if found is not None:
        parts = (found["country"], found["area"], found["exchange"], found["line"])
        number = "-".join(part for part in parts if part)
        return f"{number} {found['extension']}" if found["extension"] else number
    if not any(char.isdigit() for char in text):
        raise BadAnswer(
            "Write a phone number, such as 604-555-0123. If none was shown, choose Not sure."
        )
    return text


def _handle(value: object) -> str:
    """Return a name on a service as it was given, without what only came along with it."""
    text = _text(value, TEXT_LIMIT).strip(_HANDLE_EDGES).strip()
    if not text:
        raise BadAnswer("There is nothing written here yet.")
    # Some keyboards write a wide @; services know only the narrow one.
    return f"@{text[1:]}" if re.fullmatch("\uff20[\\w.\\-]+", text) else text


def _link(value: object) -> str:
    """Return a web address just as it was given; nothing is opened."""
    text = _text(value, TEXT_LIMIT)
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    if _LINK.fullmatch(text) is None:
        raise BadAnswer("Write a web address, such as https://example.org/page.")
    return text


def _files(value: object) -> list[str]:
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, (list, tuple)):
        raise BadAnswer("Write the names of files, one on each line.")
    return list(dict.fromkeys(_text(one, TEXT_LIMIT) for one in given))


def _sign_off(value: object) -> dict[str, str]:
    known = {"name", "role", "date", "view", "fingerprint", "over"}
    if not isinstance(value, Mapping) or not set(value) <= known:
        raise BadAnswer("A sign-off has a name, a role, a date and a view.")
    limits = {"over": LONG_TEXT_LIMIT}
    found = {
        str(key): _text(part, limits.get(key, TEXT_LIMIT)) for key, part in value.items() if part
    }
    if "name" not in found:
        raise BadAnswer("Please write who it is: a name.")
    return found


def _new_sign_off(value: object) -> dict[str, str]:
    found = _sign_off(value)
    return found | {"date": _date(found["date"])} if "date" in found else found


def to_stored(
    kind: str,
    raw: object,
    *,
    codes: Collection[str] | None = None,
    was: Mapping[str, str] | None = None,
) -> Stored:
    """Check ``raw`` as an answer of type ``kind`` and return the form that is stored.

    Args:
        kind: A schema answer type.
        raw: What was typed, picked or read from an answers file.
        codes: The codes allowed, for choice and choices; None allows any.
        was: Earlier codes and what they are called now.

    Raises:
        BadAnswer: It cannot be taken; ``sentence`` says why.
    """
    was = was or {}
    match kind:
        case "choice":
            return _code(raw, codes, was)
        case "choices":
            return _codes(raw, codes, was)
        case "rows":
            return _codes(raw, codes, was)
        case "files":
            return _files(raw)
        case "yes-no":
            return _yes_no(raw)
        case "number":
            return _number(raw)
        case "money":
            return _money(raw)
        case "when":
            return _date(raw)
        case "long-text":
            return _text(raw, LONG_TEXT_LIMIT)
        case "phone":
            return _phone(raw)
        case "handle":
            return _handle(raw)
        case "link":
            return _link(raw)
        case "sign-off":
            return _new_sign_off(raw)
        case _:
            return _text(raw, TEXT_LIMIT)


def to_value(
    kind: str,
    stored: object,
    *,
    codes: Collection[str] | None = None,
    was: Mapping[str, str] | None = None,
) -> object:
    """Return what conditions see: ``When`` for dates, cents for money, tuples for lists.

    Raises:
        BadAnswer: What is stored is not (or no longer) an answer of this type.
    """
    match kind:
        case "choice":
            return _code(stored, codes, was or {})
        case "choices":
            return tuple(_codes(stored, codes, was or {}))
        case "rows" | "files":
            return tuple(_codes(stored, None, {}))
        case "yes-no":
            if isinstance(stored, bool):
                return stored
            raise BadAnswer("Answer yes or no.")
        case "number":
            return _number(stored)
        case "when":
            if not isinstance(stored, str):
                raise BadAnswer("Write a date, such as 2026-03-03.")
            try:
                return _when(stored)
            except BadDate as error:
                raise BadAnswer(error.message, **error.words) from error
        case "money":
            text = _money(stored)
            return Money(int(Decimal(text[4:]) * 100), text[:3])
        case "sign-off":
            return _sign_off(stored)
        case _:
            if isinstance(stored, str):
                return stored
            raise BadAnswer("This answer must be words.")
