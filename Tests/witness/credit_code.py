"""The unified social credit code (GB 32100-2015): is a text one, both check digits included?"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]


def is_credit_code(text: str) -> bool:
    if len(text) != 18 or any(char not in ALPHABET for char in text):
        return False
    total = sum(ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text[:17]))
    return ALPHABET[(31 - total % 31) % 31] == text[17] and inner_check(text[8:16]) == text[16]


def inner_check(body: str) -> str:
    """The check character of GB 11714 over eight characters; A is 10 … Z is 35."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, INNER_WEIGHTS))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
