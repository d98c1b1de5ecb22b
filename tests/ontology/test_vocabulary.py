"""The reference data and their labels."""

from __future__ import annotations

import pytest

from ontology.namespaces import GW, concept
from ontology.vocabulary import concepts, label, load_reference

LABELS = [
    (str(GW.ReplyLetter), "zh", "答复函"),
    (str(GW.ReplyLetter), "en", "reply letter"),
    (str(concept("level", "village")), "zh", "村级"),
    (str(concept("agency-kind", "procuratorate")), "zh", "人民检察院"),
    (str(concept("agency-kind", "astrologers")), "zh", None),
    (str(GW.ReplyLetter), "fr", None),
]

NOTATIONS = {
    "agency-kind": "party people-congress cppcc government department supervision court procuratorate mass-organization leading-group"
    " public-institution school hospital company social-organization subdistrict military ministry democratic-party other",
    "document-kind": "law administrative-regulation judicial-interpretation rules opinion notice plan standard decision announcement"
    " agreement approval letter mechanism report list other",
    "level": "national province city district county subdistrict township community village",
    "place-level": "province city county town zone",
    "text-kind": "reply-letter notice approval opinion plan announcement news other",
    "disclosure": "active on-request none",
    "role": "lead cosigner",
}


@pytest.mark.parametrize(("iri", "lang", "expected"), LABELS)
def test_label(iri: str, lang: str, expected: str | None) -> None:
    assert label(iri, lang) == expected


@pytest.mark.parametrize("scheme", NOTATIONS)
def test_notations(scheme: str) -> None:
    assert list(concepts(scheme)) == sorted(NOTATIONS[scheme].split())
    assert concepts(scheme) == {notation: str(concept(scheme, notation)) for notation in concepts(scheme)}


def test_unknown_scheme_is_empty() -> None:
    assert concepts("planets") == {}


def test_reference_is_read_once() -> None:
    assert load_reference() is load_reference()
    assert len(load_reference()) > 1500
