"""Numbers and amounts of money as people write them, in English and French.

"about 20" is 20 where a number is asked for. A range is asked about: which number stands
for it is for the person to say. An amount of money is exact, or it is asked about, too.
"""

from __future__ import annotations

import re
from functools import cache

from tui.interview.codec import BadAnswer
from tui.session.days_typed import plain

_LONGEST = 60
"""Characters: what is longer is a story, and slow to match."""
_GROUPED = re.compile(r"-?\d{1,3}(?:[ ,]\d{3})+", re.ASCII)
_ROUGHLY = (
    r"(?:about|around|approximately|approx\.?|roughly|some|nearly"
    r"|almost|circa|ca\.|~|environ|a peu pres|autour de|presque|pres de) ?"
)
_ABOUT = re.compile(rf"{_ROUGHLY}(.+)|(.+?)(?: ?ish| or so| or thereabouts| environ|, about)")
_TIMES = re.compile(r"(.+?)(?:(?: of)? times| fois)")
_RANGE = re.compile(
    r"(?:between |entre |from |de )?(.+?)(?: ?- ?| to | or | and | a | ou | et )(.+)", re.ASCII
)
_BOUND = re.compile(
    r"(?:(?:more|less|fewer|over|under|at least|at most|up to|plus|moins|au moins|au plus"
    r"|jusqu'a)(?: than| de| d')? ?(.+)|(.+?)(?: ?\+| or more| or less| ou plus| ou moins))"
)
_VAGUE = re.compile(
    r"(?:too |so |a |quite |very |trop |tres |tellement )*"
    r"(?:many|few|lot|lots|several|dozens|hundreds|thousands|plusieurs|quelques|beaucoup"
    r"|dizaines|centaines|milliers)(?: .*)?"
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH_UNITS = (
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze "
    "seize dix-sept dix-huit dix-neuf"
)
_FRENCH_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_ROUND = {
    **{"none": 0, "no": 0, "nil": 0, "aucun": 0, "aucune": 0, "once": 1, "twice": 2, "une": 1},
    **{"a couple": 2, "a dozen": 12, "half a dozen": 6, "a hundred": 100, "hundred": 100},
    **{"a thousand": 1000, "thousand": 1000, "cent": 100, "mille": 1000, "une dizaine": 10},
    **{"soixante-dix": 70, "quatre-vingts": 80, "quatre-vingt-dix": 90},
    **{"une douzaine": 12, "une quinzaine": 15, "une vingtaine": 20, "une trentaine": 30},
    **{"une quarantaine": 40, "une cinquantaine": 50, "une centaine": 100, "un millier": 1000},
}


@cache
def _words() -> dict[str, int]:
    """Return simple numbers by their words, to a hundred and round ones above."""
    found = dict(_ROUND)
    units, unites = _UNITS.split(), _FRENCH_UNITS.split()
    for names in (units, unites):
        found |= {name: number for number, name in enumerate(names)}
    for at, ten in enumerate(_TENS.split(), 2):
        found[ten] = at * 10
        found |= {f"{ten}-{units[one]}": at * 10 + one for one in range(1, 10)}
    for ten, number in _FRENCH_TENS.items():
        found[ten] = number
        found |= {f"{ten}-{unites[one]}": number + one for one in range(2, 10)}
        found[f"{ten}-et-un"] = number + 1
    for one in range(2, 10):
        found[f"{units[one]} hundred"] = found[f"{unites[one]} cents"] = one * 100
        found[f"{units[one]} thousand"] = found[f"{unites[one]} mille"] = one * 1000
    return found


def _exact(low: str) -> str:
    """Return digits for a number in digits or words; empty for anything else."""
    if _GROUPED.fullmatch(low):
        return re.sub("[ ,]", "", low)
    if re.fullmatch(r"-?\d+", low, re.ASCII):
        return low
    found = _words().get(low, _words().get(low.replace(" ", "-")))
    return "" if found is None else str(found)


def read_number(text: str) -> str:
    """Return a number as typed in digits; what is no number comes back as it is.

    Raises:
        BadAnswer: It is a range or too vague to stand for one number.
    """
    if len(text) > _LONGEST:
        return text
    low = _plain(text)
    for pattern in (_TIMES, _ABOUT, _TIMES):
        if (found := pattern.fullmatch(low)) and not _exact(low):
            low = next(filter(None, found.groups())).strip()
    if number := _exact(low):
        return number
    if _VAGUE.fullmatch(low) or _bound(low) or _range(low):
        raise BadAnswer("Please write one number, such as 20. The nearest one is fine.")
    return text


def _plain(text: str) -> str:
    low = plain(text).rstrip(" .")
    return re.sub(r"^(?:it was|there were|it cost|c'etait|il y en avait) ", "", low)


def _bound(low: str) -> bool:
    found = _BOUND.fullmatch(low)
    return found is not None and bool(_exact(next(filter(None, found.groups())).strip()))


def _range(low: str) -> bool:
    found = _RANGE.fullmatch(low)
    return found is not None and all(_exact(end.strip()) for end in found.groups())


# Money.

_CODES = {
    **dict.fromkeys(("$", "ca$", "c$", "cad$", "$ca", "$cad", "$ ca", "dollar", "dollars"), "CAD"),
    **dict.fromkeys(("canadian dollars", "dollars canadiens"), "CAD"),
    **dict.fromkeys(("us$", "usd$", "$us", "$usd", "$ us", "us dollars", "dollars us"), "USD"),
    **dict.fromkeys(("american dollars", "dollars americains"), "USD"),
    **dict.fromkeys(("a$", "au$"), "AUD"),
    **dict.fromkeys(("nz$",), "NZD"),
    **dict.fromkeys(("\u20ac", "euro", "euros"), "EUR"),
    **dict.fromkeys(("\u00a3", "pounds", "livres sterling"), "GBP"),
    **dict.fromkeys(("\u20b9", "rupees"), "INR"),
}
_SIGN = "|".join(re.escape(sign) for sign in sorted(_CODES, key=len, reverse=True))
_WHOLE = r"\d{1,3}(?:[ ,]\d{3})+|\d{1,3}(?:\.\d{3})+(?=,)|\d*"
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN}|[a-z]{{3}})? ?(?P<minus>-?) ?(?P<whole>{_WHOLE})"
    rf"(?:[.,](?P<cents>\d{{1,2}}))? ?(?P<after>{_SIGN}|[a-z]{{3}})?",
    re.ASCII,
)
_CENTS = re.compile(r"(\d{1,2}) ?(?:cents?|\u00a2)", re.ASCII)
_NOT_EXACT = re.compile(
    rf"{_ROUGHLY}\S.*|.+(?: or so| environ)|(?:more|less|over|under|at least|up to|plus|moins"
    r"|au moins|jusqu'a)\b.*|.*\d.*(?:-| to | or | and | a | ou | et ).*\d.*"
)


def read_money(text: str) -> str:
    """Return an amount as ``CAD 1234.50``; what is none comes back as it is.

    Raises:
        BadAnswer: It is not one exact amount.
    """
    if len(text) > _LONGEST:
        return text
    low = _plain(text)
    if found := _CENTS.fullmatch(low):
        return f"CAD 0.{int(found[1]):02d}"
    found = _AMOUNT.fullmatch(low)
    if found is None or not (found["whole"] or found["cents"]):
        if _NOT_EXACT.fullmatch(low) and re.search(r"\d", low):
            raise BadAnswer("Please write one amount, such as 45.50. The nearest one is fine.")
        return text
    before, after = _code(found["before"]), _code(found["after"])
    if before and after and before != after and "CAD" not in (before, after):
        return text
    # "$45 USD": the sign alone says dollars, the letters say whose.
    code = before if after in ("", "CAD") else after
    whole = re.sub("[ ,.]", "", found["whole"]) or "0"
    return f"{code or after or 'CAD'} {found['minus']}{whole}.{found['cents'] or '0'}"


def _code(sign: str | None) -> str:
    return _CODES.get(sign, sign.upper()) if sign else ""
