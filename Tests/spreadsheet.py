"""Opens tables in LibreOffice as a clerk would and compares what it holds with what was written.

    python3 Tests/spreadsheet.py SOFFICE FOLDER TABLE.csv …

Every cell must come back as the same characters: 18-digit codes with their last digits, numbers
with leading zeros, text that begins with = + - @. Only our own decimals (0.032680) may lose zeros
at their end. For each table FOLDER also gets the page that LibreOffice makes of it, to be looked at.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

# Comma, double quotes, UTF-8, from line 1: what the import dialogue proposes.
IMPORT = "CSV:44,34,76,1"


def cells(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def convert(soffice: str, table: Path, form: str, folder: Path) -> Path:
    command = [soffice, f"-env:UserInstallation={folder.absolute().as_uri()}/office", "--headless"]
    command += [f"--infilter={IMPORT}", "--convert-to", form, "--outdir", str(folder), str(table)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{table.stem}.{form}"


def is_same(written: str, held: str) -> bool:
    """The same characters, or the same decimal with fewer zeros at its end."""
    return written == held or ("." in written and written.rstrip("0").rstrip(".") == held)


def check(soffice: str, table: Path, folder: Path) -> bool:
    written = cells(table)
    held = cells(convert(soffice, table, "csv", folder))
    convert(soffice, table, "html", folder)
    wrong = [
        (number, a, b)
        for number, (row, other) in enumerate(zip(written, held, strict=True), 1)
        for a, b in zip(row, other, strict=True)
        if not is_same(a, b)
    ]
    flat = [cell for row in written for cell in row]
    codes = sum(len(cell) == 19 and cell[0] == "\t" and cell[1:].isdigit() for cell in flat)
    marked = sum(cell[:1] in ("\t", "'") for cell in flat)
    print(
        f"{table.parent.name}/{table.name}: {len(flat)} cells, {marked} protected, "
        f"{codes} codes of 18 digits: {len(wrong)} changed"
    )
    for number, a, b in wrong[:5]:
        print(f"  row {number}: {a!r} became {b!r}")
    return not wrong


def main() -> int:
    soffice, folder, *tables = sys.argv[1:]
    results = []
    for name in tables:
        table = Path(name)
        place = Path(folder) / table.parent.name
        place.mkdir(parents=True, exist_ok=True)
        results.append(check(soffice, table, place))
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
