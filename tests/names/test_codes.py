"""Unified social credit codes: the valid one back in one form, the wrong one with its fault."""

import pytest

from tcgraph.errors import CreditCodeError
from tcgraph.names import credit_code

pytest.importorskip("stdnum", reason="needs the extra names")

VALID = "91110000600037341L"  # the example of python-stdnum
WRONG = {
    "too short": ("12345", "has 5 characters, not 18"),
    "empty": ("", "has 0 characters"),
    "too long": (VALID + "0", "has 19 characters"),
    "letter among the digits": ("9111O000600037341L", "character 5 is 'O', but the first eight are digits"),
    "letter that codes do not use": ("911100006000I7341L", "character 13 is 'I'; allowed"),
    "Chinese character": ("91110000600037341一", "character 18 is '一'"),
    "check character": ("91110000600037341A", "is 'A', but the others give 'L'"),
    "two digits exchanged": ("91110000600073341L", "mistyped"),
}


@pytest.mark.parametrize("text", [VALID, VALID.lower(), "9111 0000 6000 3734 1L", "91110000-600037341L", "９１１１００００６０００３７３４１Ｌ", f" {VALID}\n"])
def test_valid_code_in_compact_form(text: str) -> None:
    assert credit_code(text) == VALID


@pytest.mark.parametrize(("text", "problem"), WRONG.values(), ids=WRONG)
def test_wrong_code_says_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(CreditCodeError, match=problem) as caught:
        credit_code(text)
    assert caught.value.code == text and "统一社会信用代码" in str(caught.value)
