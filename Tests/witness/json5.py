"""A small tolerant reader of JSON5 plan files, with `extends`.

Numbers keep their exact value (int, or Fraction where a point or an exponent stands).
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any

SPACE = re.compile(r"(?:[\s\ufeff]|//[^\n\r\u2028\u2029]*|/\*.*?\*/)*", re.S)
NAME = re.compile(r"[\w$\u200c\u200d]+")
NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
WORDS = {"true": True, "false": False, "null": None}


class Reader:
    """Reads one JSON5 text by recursive descent."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> Any:
        value = self.value()
        if self.peek():
            raise ValueError(f"text after the value at {self.at}")
        return value

    def peek(self) -> str:
        match = SPACE.match(self.text, self.at)
        assert match
        self.at = match.end()
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if not match:
            raise ValueError(f"unexpected {self.text[self.at:self.at + 10]!r} at {self.at}")
        self.at = match.end()
        return match.group()

    def value(self) -> Any:
        first = self.peek()
        if first == "{":
            return dict(self.members("}"))
        if first == "[":
            return [value for _, value in self.members("]")]
        if first in ("'", '"'):
            return self.string()
        if first in "+-.0123456789" and first:
            return number(self.take(NUMBER))
        return WORDS[self.take(NAME)]

    def members(self, closing: str) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        self.at += 1
        while self.peek() != closing:
            key = self.key() if closing == "}" else ""
            found.append((key, self.value()))
            if self.peek() == ",":
                self.at += 1
            elif self.peek() != closing:
                raise ValueError(f"a comma is missing at {self.at}")
        self.at += 1
        return found

    def key(self) -> str:
        name = self.string() if self.peek() in ("'", '"') else self.take(NAME)
        if self.peek() != ":":
            raise ValueError(f"a colon is missing at {self.at}")
        self.at += 1
        return name

    def string(self) -> str:
        quote, out = self.text[self.at], []
        self.at += 1
        while (char := self.text[self.at]) != quote:
            self.at += 1
            out.append(self.escape() if char == "\\" else char)
        self.at += 1
        return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16")

    def escape(self) -> str:
        char = self.text[self.at]
        self.at += 1
        if char in "ux":
            size = 4 if char == "u" else 2
            self.at += size
            return chr(int(self.text[self.at - size : self.at], 16))
        if char == "\r" and self.text[self.at] == "\n":
            self.at += 1
        return "" if char in "\r\n\u2028\u2029" else ESCAPES.get(char, char)


def number(text: str) -> int | Fraction:
    if "x" in text.lower():
        return int(text, 16)
    exact = Fraction(text.rstrip(".") if text.endswith(".") else text)
    return int(exact) if exact.denominator == 1 else exact


def merge(base: Any, over: Any) -> Any:
    """Objects key by key, everything else replaced; null removes."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    merged = dict(base)
    for key, value in over.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge(merged[key], value) if key in merged else merge({}, value)
    return merged


def load(path: Path) -> tuple[dict[str, Any], dict[str, Path], list[Path]]:
    """The merged plan, the place of each input file, and the files read, the plan first."""
    own = Reader(path.read_bytes().decode("utf-8-sig")).whole()
    parent = own.pop("extends", None)
    base, places, files = load(path.parent / parent) if parent else ({}, {}, [])
    for role, value in own.get("inputs", {}).items():
        parts = {role: value}
        if role == "targets" and isinstance(value, dict) and isinstance(value.get("parts"), list):
            places = {known: place for known, place in places.items() if known.split(".")[0] != role}
            parts = {f"targets.{name}": name for name in value["parts"]}
        if role == "departments" and value:
            parts = {f"departments.{name}": part for name, part in value.items()}
        for name, part in parts.items():
            file = part.get("file") if isinstance(part, dict) else part
            if file:
                places = {**places, name: path.parent / file}
            elif part is None:
                places = {known: place for known, place in places.items() if known != name}
    return merge(base, own), places, [path, *files]
