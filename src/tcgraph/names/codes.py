"""Unified social credit codes (统一社会信用代码): eighteen characters that each organisation in China has."""

import unicodedata

from tcgraph.errors import CreditCodeError, MissingExtraError

__all__ = ["credit_code"]

_LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100-2015: no I, O, S, V, Z


def credit_code(text: str) -> str:
    """The code without spaces and hyphens, in capitals, if it is valid. Needs the extra ``names``.

    Raises ``CreditCodeError``, which says what is wrong: the length, a character and its position, or the check
    character. A check character proves that no single character was mistyped, not that the code was ever issued.

    >>> credit_code("9111 0000 6000 3734 1l")
    '91110000600037341L'
    """
    try:
        from stdnum.cn import uscc  # an extra, needed here only
        from stdnum.exceptions import ValidationError
    except ImportError as error:
        raise MissingExtraError("python-stdnum", "names") from error
    code: str = uscc.compact(unicodedata.normalize("NFKC", text))
    try:
        return str(uscc.validate(code))
    except ValidationError as error:
        raise CreditCodeError(text, _problem(code) or _check_character(code, uscc.calc_check_digit(code))) from error


def _problem(code: str) -> str:
    if len(code) != _LENGTH:
        return f"it has {len(code)} characters, not {_LENGTH}"
    for position, character in enumerate(code, 1):
        if position <= 8 and character not in _ALPHABET[:10]:
            return f"character {position} is {character!r}, but the first eight are digits"
        if character not in _ALPHABET:
            return f"character {position} is {character!r}; allowed are digits and capital letters without I, O, S, V, Z"
    return ""


def _check_character(code: str, expected: str) -> str:
    return f"the check character (the last) is {code[-1]!r}, but the others give {expected!r}: one of the {_LENGTH} is mistyped"
