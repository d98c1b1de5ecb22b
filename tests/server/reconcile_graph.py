"""A small graph of places, bodies and documents with all that makes names hard to tell apart, as N-Quads."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.namespaces import PREFIXES, iri_segment

BASE = "https://gongwen.example/id/"
LETTERS = ("1" * 16, "2" * 16)

PLACES = {  # code or name: label, name of the code's parent, everyday name told by a letter
    "110000": ("北京市", ""),
    "110105": ("朝阳区", "110000"),
    "220000": ("吉林省", ""),
    "220100": ("长春市", "220000"),
    "220104": ("朝阳区", "220100"),
    "430000": ("湖南省", ""),
    "430100": ("长沙市", "430000"),
    "530000": ("云南省", ""),
    "530100": ("昆明市", "530000"),
    "530111": ("官渡区", "530100"),
    "530112": ("西山区", "530100"),
    "白榆县": ("白榆县", ""),
}
BODIES = {  # path: canonical name, kind, place, other names
    "官渡区民政局": ("官渡区民政局", "department", "530111", ("区民政局",)),
    "西山区民政局": ("西山区民政局", "department", "530112", ("区民政局",)),
    "白榆县民政局": ("白榆县民政局", "department", "白榆县", ("县民政局",)),
    "官渡区卫生健康局": ("官渡区卫生健康局", "department", "530111", ("区卫健局",)),
    "昆明市卫生健康委员会": ("昆明市卫生健康委员会", "department", "530100", ()),
    "官渡区人民检察院": ("官渡区人民检察院", "procuratorate", "530111", ("区检察院", "官渡区检察院")),
    "官渡区人民法院": ("官渡区人民法院", "court", "530111", ()),
    "官渡区住房和城乡建设局": ("官渡区住房和城乡建设局", "department", "530111", ()),
    "团昆明市委": ("中国共产主义青年团昆明市委员会", "mass-organization", "530100", ("团市委",)),
    "官渡区妇女联合会": ("官渡区妇女联合会", "mass-organization", "530111", ("区妇联",)),
    "110105/朝阳区民政局": ("朝阳区民政局", "department", "110105", ()),
    "220104/朝阳区民政局": ("朝阳区民政局", "department", "220104", ()),
    "110105/朝阳区教育局": ("朝阳区教育局", "department", "110105", ()),
    "长春市水利局": ("长春市水利局", "department", "220100", ()),
    "长沙市水利局": ("长沙市水利局", "department", "430100", ()),
    "国务院": ("国务院", "government", "", ()),
    "国家卫生健康委员会": ("国家卫生健康委员会", "ministry", "", ("国家卫生健康委",)),
    "<script>局": ("<script>alert(1)</script>局", "department", "530111", ()),
}
DOCUMENTS = {  # path: title, number, kind, leads, cosigners, other titles
    "家庭教育促进法": ("家庭教育促进法", "", "law", (), (), ("中华人民共和国家庭教育促进法",)),
    "官政发〔2016〕103号": (
        "官渡区公共停车设施管理办法（试行）",
        "官政发〔2016〕103号",
        "rules",
        ("官渡区民政局",),
        ("官渡区人民检察院", "官渡区人民法院"),
        (),
    ),
    "国发〔2016〕13号": ("国务院关于加强农村留守儿童关爱保护工作的意见", "国发〔2016〕13号", "opinion", ("国务院",), (), ()),
    "国发〔2016〕36号": ("关于加强困境儿童保障工作的意见", "国发〔2016〕36号", "opinion", ("国务院",), (), ()),
    "GB 17761—2024": ("电动自行车安全技术规范", "GB 17761—2024", "standard", (), (), ()),
    "A/B&C": ("甲/乙&丙办法", "", "rules", (), (), ()),
}
KINDS = {
    "department": "政府部门",
    "procuratorate": "人民检察院",
    "court": "人民法院",
    "mass-organization": "群团组织",
    "government": "人民政府",
    "ministry": "国家部委",
    "law": "法律",
    "rules": "规章制度",
    "opinion": "意见",
    "standard": "标准规范",
}
QUOTE = "区民政局会同区检察院、区法院印发《官渡区公共停车设施管理办法（试行）》"


def place(key: str) -> str:
    return f"{BASE}place/{iri_segment(key)}"


def body(path: str) -> str:
    return f"{BASE}body/" + "/".join(map(iri_segment, path.split("/")))


def document(path: str) -> str:
    return f"{BASE}document/{iri_segment(path)}"


def nquads() -> str:
    """The graph, lines sorted."""
    return "".join(sorted(_lines()))


def _lines() -> Iterator[str]:
    letter, reference, resolution = (f"{BASE}graph/{name}" for name in (LETTERS[0], "reference", "resolution"))
    for number in LETTERS:
        yield _line(f"{BASE}letter/{number}", "gw:sourceFile", f"{number[0]}.txt", f"{BASE}graph/{number}")
    for key, (name, parent) in PLACES.items():
        graph = reference if key.isdigit() else letter
        yield _line(place(key), "rdf:type", PREFIXES["schema"] + "AdministrativeArea", graph)
        yield _line(place(key), "rdfs:label", name, graph, "@zh")
        if key.isdigit():
            yield _line(place(key), "skos:notation", key, graph, f"^^<{PREFIXES['gw']}GBT2260>")
        if key == "530112":
            yield _line(place(key), "gw:formerName", "西山县", graph, "@zh")
            yield _line(place(key), "skos:notation", "CN-53", graph, f"^^<{PREFIXES['gw']}ISO31662>")
        if parent:
            yield _line(place(key), "schema:containedInPlace", place(parent), graph)
    for path, (name, kind, where, others) in BODIES.items():
        yield from _node(body(path), "gw:Body", name, others, letter, resolution)
        yield _line(body(path), "gw:agencyKind", f"{PREFIXES['gwk']}agency-kind/{kind}", letter)
        if where:
            yield _line(body(path), "gw:place", place(where), letter)
    for path, (title, printed, kind, leads, cosigners, others) in DOCUMENTS.items():
        yield from _node(document(path), "gw:NormativeDocument", title, others, letter, resolution)
        yield _line(document(path), "gw:documentKind", f"{PREFIXES['gwk']}document-kind/{kind}", letter)
        if printed:
            yield _line(document(path), "eli:number", printed, letter)
        for one in leads:
            yield _line(document(path), "eli:passed_by", body(one), letter)
        for one in cosigners:
            yield _line(document(path), "eli:countersigned_by", body(one), letter)
    # Another printed node that resolution ties to a canonical one, in a second letter.
    second = f"{BASE}graph/{LETTERS[1]}"
    yield _line(body("官渡区检察院"), "rdf:type", PREFIXES["gw"] + "Body", second)
    yield _line(body("官渡区检察院"), "rdfs:label", "官渡区检察院", second, "@zh")
    yield _line(body("官渡区检察院"), "gw:canonical", body("官渡区人民检察院"), resolution)
    for kind, label in KINDS.items():
        scheme = "agency-kind" if kind in {one[1] for one in BODIES.values()} else "document-kind"
        yield _line(f"{PREFIXES['gwk']}{scheme}/{kind}", "skos:inScheme", f"{PREFIXES['gwk']}{scheme}", reference)
        yield _line(f"{PREFIXES['gwk']}{scheme}/{kind}", "skos:prefLabel", label, reference, "@zh")
    fact, note = f"{BASE}fact/{LETTERS[0]}/cosigning-1-9", f"{BASE}annotation/{LETTERS[0]}/cosigning-1-9"
    yield _line(fact, "gw:document", document("官政发〔2016〕103号"), letter)
    yield _line(fact, "gw:participation", f"{fact}/participation-1", letter)
    yield _line(f"{fact}/participation-1", "gw:participant", body("官渡区人民检察院"), letter)
    yield _line(fact, "gw:statedIn", f"{BASE}letter/{LETTERS[0]}", letter)
    yield _line(fact, "gw:evidence", note, letter)
    yield _line(note, "oa:hasTarget", f"{note}/target", letter)
    yield _line(f"{note}/target", "oa:hasSelector", f"{note}/quote", letter)
    yield _line(f"{note}/quote", "oa:exact", QUOTE, letter)


def _node(iri: str, kind: str, name: str, others: tuple[str, ...], letter: str, resolution: str) -> Iterator[str]:
    prefix, _, term = kind.partition(":")
    yield _line(iri, "rdf:type", PREFIXES[prefix] + term, letter)
    yield _line(iri, "dct:title" if term == "NormativeDocument" else "rdfs:label", name, letter, "@zh")
    yield _line(iri, "gw:canonical", iri, resolution)
    yield _line(iri, "skos:prefLabel", name, resolution, "@zh")
    for other in others:
        yield _line(iri, "skos:altLabel", other, resolution, "@zh")


def _line(subject: str, predicate: str, value: str, graph: str, mark: str | None = None) -> str:
    prefix, _, term = predicate.partition(":")
    node = value.startswith("http") and mark is None
    shown = f"<{value}>" if node else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' + (mark or "")
    return f"<{subject}> <{PREFIXES[prefix]}{term}> {shown} <{graph}> .\n"
