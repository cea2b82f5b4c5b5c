"""The keys of patients: which two mean one patient, and what cannot be a key. One rule for list, hand and file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from mdo_viewer.guideline.model import Text

#: Sets of format characters (Cf) and of marks that nobody sees stand here by their category; dashes by Pd.
_DASH, _UNSEEN = "Pd", ("Cf", "Cc", "Co", "Cn", "Cs")
_MINUS = "\u2212"
#: What Excel makes of a long number, of an error, of a width that is too small and of what it takes for a day.
_SCIENCE = re.compile(r"[+-]?[0-9](?:[.,][0-9]+)?E[+-]?[0-9]+", re.IGNORECASE)
_ERROR = re.compile(r"#(?:N/[AB]|[A-Z/0-9]*[!?]|#+)", re.IGNORECASE)
_MONTH = "jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec"
_EXCEL_DAY = re.compile(rf"[0-9]{{1,2}}-(?:{_MONTH})|(?:{_MONTH})-[0-9]{{2,4}}", re.IGNORECASE)
_AS_TEXT = re.compile(r'="([^"=]+)"')
#: A birth date, wherever it stands; and a word of a name, in a key without a digit.
_DATE = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ](?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2})"
    r"(?![0-9])"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
#: How a person is called, whole words; the short ones with the name behind them (MR-12 is a key).
_CALLED = re.compile(
    r"(?<![^\W_])(?:(?:mevrouw|mevr|meneer|mijnheer|heer|dhr|mrs|miss)(?![^\W_])|(?:mr|mw|mej|ms|fam|dr|drs)[\W_]+[^\W\d_])",
    re.IGNORECASE,
)
#: A key as it is given to a new patient.
_GIVEN = re.compile(r"mdo-[0-9]{4,9}")


@lru_cache(maxsize=1)
def _dashes() -> dict[int, str]:
    """Every dash by its number, as the one on the keyboard."""
    found = (at for at in range(0x10000) if unicodedata.category(chr(at)) == _DASH)
    return {**dict.fromkeys(found, "-"), ord(_MINUS): "-"}


def same_key(key: str) -> str:
    """What two keys have in common that mean one patient: they look the same but for case, blanks and dashes."""
    if key.isascii():  # nearly always, and asked for every patient
        return " ".join(key.split()).casefold()
    bare = "".join(sign for sign in key if sign.isspace() or unicodedata.category(sign) not in _UNSEEN)
    plain = unicodedata.normalize("NFKC", bare).translate(_dashes())
    return " ".join(plain.split()).casefold()


def key_typed(text: str) -> str:
    """A key as it is kept: on one line, without what keeps it a text in Excel (`="0101"` is 0101)."""
    key = " ".join(text.split())
    as_text = _AS_TEXT.fullmatch(key)
    return key if as_text is None else as_text[1].strip()


def key_problem(key: str) -> Text | None:
    """Why this cannot be a key, and what to do; None where it can."""
    unseen = next((sign for sign in key if unicodedata.category(sign) in _UNSEEN), None)
    if unseen is not None:
        code = f"U+{ord(unseen):04X}"
        return Text(
            f"In dit kenmerk staat een onzichtbaar teken ({code}). Typ het kenmerk opnieuw.",
            f"There is an invisible character in this key ({code}). Type the key again.",
        )
    if _SCIENCE.fullmatch(key) or _ERROR.fullmatch(key) or _EXCEL_DAY.fullmatch(key):
        return Text(
            "Dit maakte Excel van het kenmerk. Zet de kolom in Excel op Tekst (Celeigenschappen, Getal, Tekst) en typ "
            "het kenmerk daar opnieuw.",
            "Excel made this of the key. Set the column to Text in Excel (Format Cells, Number, Text) and type the key "
            "there again.",
        )
    if key[:1] in ("=", "'", "\u2018", "\u2019"):
        return Text(
            f"Een kenmerk begint niet met {key[:1]}. Haal dat weg. Zet de kolom in Excel op Tekst: dan hoeft het niet.",
            f"A key does not begin with {key[:1]}. Remove it. Set the column to Text in Excel: then it is not needed.",
        )
    return None


def looks_personal(key: str) -> Text | None:
    """Why a key is asked back: it looks like a birth date or a name; None where it does not."""
    if _DATE.search(key):
        return Text(
            "Dit lijkt op een geboortedatum. Gebruik een kenmerk.", "This looks like a date of birth. Use a key."
        )
    if _CALLED.search(key) or (not any(sign.isdigit() for sign in key) and _WORD.search(key)):
        return Text("Dit lijkt op een naam. Gebruik een kenmerk.", "This looks like a name. Use a key.")
    return None


def looks_given(key: str) -> bool:
    """Whether a key is one as the program gives them: it names nobody."""
    return _GIVEN.fullmatch(same_key(key)) is not None


def free_key(taken: Iterable[str], after: str = "") -> str:
    """The first key that nobody of `taken` has: counted on from `after` where that is letters and a number, else from
    MDO-0001. A bare number may be a hospital's own, and the next one another patient's."""
    known = {same_key(key) for key in taken}
    found = re.fullmatch(r"(.*?[^\W\d_].*?)([0-9]{1,9})", after)
    head, digits = (found[1], found[2]) if found else ("MDO-", "0000")
    number = int(digits) + 1
    while same_key(key := f"{head}{number:0{len(digits)}d}") in known:
        number += 1
    return key
