"""Every sentence a person reads, in their language, and every date, list and amount in it.

Messages are English; a catalogue under ``locales/`` maps them. Importing this package is
cheap: babel and the catalogues are read on first use. Call these when the text is shown,
never at import time, so that the language can still change.
"""

from __future__ import annotations

from tui.wording.catalogue import (
    current,
    from_environment,
    gettext,
    language_name,
    languages,
    ngettext,
    pgettext,
    use,
    using,
)
from tui.wording.fill import fill
from tui.wording.formats import (
    format_date,
    format_datetime,
    format_list,
    format_money,
    format_number,
    format_stamp,
)
from tui.wording.when import format_when

__all__ = [
    "current",
    "fill",
    "format_date",
    "format_datetime",
    "format_list",
    "format_money",
    "format_number",
    "format_stamp",
    "format_when",
    "from_environment",
    "gettext",
    "language_name",
    "languages",
    "ngettext",
    "pgettext",
    "use",
    "using",
]
