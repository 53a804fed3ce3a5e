"""The unified social credit code (GB 32100-2015): is a text one, both check digits included?"""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
INNER_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]


def is_credit_code(text: str) -> bool:
    if len(text) != 18 or any(char not in ALPHABET for char in text):
        return False
    total = sum(ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(text[:17]))
    return ALPHABET[(31 - total % 31) % 31] == text[17]
