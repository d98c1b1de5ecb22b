"""A graph of generated letters in the form of a build (docs/model.md), for measuring: the same seed gives the same bytes."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from server.store import make_store

ID = "https://gongwen.example/id/"
SCHEME = "https://gongwen.example/scheme/"
PREFIXES = {
    "gw": "https://gongwen.example/ontology#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "cv": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
}
DUTIES = (
    "民政局",
    "财政局",
    "教育体育局",
    "卫生健康局",
    "公安局",
    "司法局",
    "妇女联合会",
    "人民法院",
    "人民检察院",
    "市场监督管理局",
    "住房和城乡建设局",
    "水务局",
)
SUBJECTS = ("未成年人保护", "家庭教育指导", "养老服务", "校园食品安全", "农村公路", "河湖治理", "残疾人就业", "消防安全")
KINDS = ("实施方案", "管理办法", "工作规程", "实施细则")
MEASURED = ("留守儿童", "困境儿童", "社区服务站", "养老床位", "持证人员", "公路里程")
UNITS = ("人", "名", "个", "张", "公里")


class Quads:
    """Lines of N-Quads in one graph."""

    def __init__(self, graph: str) -> None:
        self.lines: list[str] = []
        self._graph = f"<{ID}graph/{graph}>"

    def add(self, subject: str, **values: str | list[str]) -> None:
        """Statements of a subject. Names of properties: prefix_local; ``a`` is the class."""
        for name, given in values.items():
            predicate = term("rdf_type" if name == "a" else name)
            self.lines += [f"<{subject}> {predicate} {value} {self._graph} ." for value in ([given] if isinstance(given, str) else given)]


def term(name: str) -> str:
    """``gw_document`` as an IRI in angle brackets."""
    prefix, _, local = name.partition("_")
    return f"<{PREFIXES[prefix]}{local}>"


def iri(path: str, base: str = ID) -> str:
    return f"<{base}{path}>"


def text(value: str, mark: str = "") -> str:
    return f'"{value}"{mark}'


def number(value: int, kind: str = "integer") -> str:
    return f'"{value}"^^<{PREFIXES["xsd"]}{kind}>'


class Country:
    """Places and their bodies: provinces of five cities of ten districts; a government has bureaus, a district's also street offices.

    There is about one district for every 25 letters, up to 200.
    """

    def __init__(self, letters: int) -> None:
        wanted = max(10, min(200, letters // 25))
        names = [f"{a}{b}" for a, b in product("青云白禾洛雁岚松江湖", "山川榆丰平桥溪林海州峰原谷岭")]
        self.districts = [f"{name}区" if i % 2 else f"{name}县" for i, name in enumerate((names + [f"东{n}" for n in names])[:wanted])]
        self.cities = [f"{a}{b}市" for a, b in product("金银铜铁", "江河湖海洋")][: -(-wanted // 10)]
        self.provinces = [f"{name}省" for name in ("青岚", "云岭", "河西", "海东")][: -(-len(self.cities) // 5)]
        self.parent: dict[str, str] = {}
        self.place: dict[str, str] = {}
        for over, under, count in ((self.provinces, self.cities, 5), (self.cities, self.districts, 10)):
            for i, name in enumerate(under):
                self.parent[f"{name}人民政府"] = f"{over[i // count]}人民政府"
        for name in self.provinces + self.cities + self.districts:
            self.place[f"{name}人民政府"] = name
            for duty in DUTIES:
                self.parent[f"{name}{duty}"], self.place[f"{name}{duty}"] = f"{name}人民政府", name
        for name, street in product(self.districts, ("东街", "西街", "南关", "北门")):
            self.parent[f"{name}{street}街道办事处"], self.place[f"{name}{street}街道办事处"] = f"{name}人民政府", name

    def bureaus(self, place: str) -> list[str]:
        return [f"{place}{duty}" for duty in DUTIES]

    def documents(self, place: str) -> list[str]:
        """The documents that a place's bureaus cosign; each is cosigned in several letters, by other bureaus."""
        return [f"{place}{subject}{KINDS[i % len(KINDS)]}" for i, subject in enumerate(SUBJECTS)]


def letter(number_: int, country: Country, chance: random.Random) -> tuple[str, list[str]]:
    """A letter's key and its graph."""
    key = hashlib.sha256(str(number_).encode()).hexdigest()[:16]
    quads = Quads(key)
    district = country.districts[number_ % len(country.districts)]
    issuer, run, letter_ = chance.choice(country.bureaus(district)), iri("run/benchmark"), f"{ID}letter/{key}"
    quads.add(
        letter_, a=[term("gw_ReplyLetter")], gw_sourceFile=text(f"{number_:06}.txt"), gw_textKind=iri("text-kind/reply-letter", SCHEME),
        dct_title=text(f"关于{district}{chance.choice(SUBJECTS)}提案答复的函", "@zh"), gw_documentNumber=text(f"函〔2024〕{number_}号"),
        dct_creator=iri(f"body/{issuer}"), gw_issuerNames=text(issuer), dct_issued=f'"2024-0{1 + number_ % 9}-15"^^{term("xsd_date")}',
        gw_resultClass=text("ABC"[number_ % 3]), gw_disclosure=text("主动公开"), gw_answers=iri(f"proposal/{key}"), prov_wasGeneratedBy=run,
    )  # fmt: skip
    quads.add(f"{ID}proposal/{key}", a=term("gw_CppccProposal"), gw_session=text("十届三次会议"), gw_proposalNumber=text(f"{number_:06}"))
    said = {issuer}
    for _ in range(2):
        body = chance.choice(country.bureaus(district))
        said.add(body)
        fact(quads, key, "organization", chance, body, a=term("gw_OrganizationMention"), gw_refersTo=iri(f"body/{body}"))
    documents = country.documents(district)
    said |= cosigning(quads, key, documents[number_ // len(country.districts) % len(documents)], country.bureaus(district), chance)
    for _ in range(4):
        what, value, unit = chance.choice(MEASURED), chance.randrange(1, 9999), chance.choice(UNITS)
        fact(
            quads, key, "statistic", chance, f"{district}现有{what}{value}{unit}", a=term("gw_Statistic"), gw_what=text(what),
            gw_value=number(value, "decimal"), gw_unit=text(unit), gw_measure=iri(f"measure/statistic:{issuer}:2024:{what}:{unit}"),
        )  # fmt: skip
    for name in sorted(said):
        quads.add(
            f"{ID}body/{name}", a=[term("gw_Body"), term("org_FormalOrganization")], rdfs_label=text(name, "@zh"),
            gw_agencyKind=iri("agency-kind/government", SCHEME), gw_place=iri(f"place/{country.place[name]}"),
        )  # fmt: skip
    quads.add(f"{ID}place/{district}", a=term("schema_AdministrativeArea"), rdfs_label=text(district, "@zh"))
    return key, sorted(set(quads.lines))


def fact(quads: Quads, key: str, kind: str, chance: random.Random, quote: str, **values: str | list[str]) -> str:
    """A fact with its evidence."""
    start = chance.randrange(10**6)
    name = f"{key}/{kind}-{start}-{start + len(quote)}"
    node, annotation = f"{ID}fact/{name}", f"{ID}annotation/{name}"
    quads.add(node, gw_statedIn=iri(f"letter/{key}"), gw_evidence=f"<{annotation}>", gw_printedForm=text(quote[:12]), **values)
    quads.add(
        annotation, a=term("oa_Annotation"), oa_hasBody=f"<{node}>", gw_rule=text(f"{kind}.plain"),
        prov_wasGeneratedBy=iri("run/benchmark"), oa_hasTarget=f"<{annotation}/target>",
    )  # fmt: skip
    selectors = [f"<{annotation}/position>", f"<{annotation}/quote>"]
    quads.add(f"{annotation}/target", a=term("oa_SpecificResource"), oa_hasSource=iri(f"letter/{key}"), oa_hasSelector=selectors)
    quads.add(f"{annotation}/position", a=term("oa_TextPositionSelector"), oa_start=number(start), oa_end=number(start + len(quote)))
    quads.add(f"{annotation}/quote", a=term("oa_TextQuoteSelector"), oa_exact=text(quote))
    return node


def cosigning(quads: Quads, key: str, title: str, bureaus: list[str], chance: random.Random) -> set[str]:
    """A document that some of the bureaus signed together; which."""
    bodies = chance.sample(bureaus, chance.randrange(2, 6))
    document = f"{ID}document/{title}"
    quote = f"由{bodies[0]}牵头，{'、'.join(bodies[1:])}等{len(bodies)}个单位共同制定了《{title}》"
    node = fact(
        quads, key, "cosigning", chance, quote, a=term("gw_Cosigning"), gw_document=f"<{document}>",
        gw_statedCount=number(len(bodies)), gw_namedCount=number(len(bodies)),
    )  # fmt: skip
    for i, body in enumerate(bodies, 1):
        part = f"{node}/participation-{i}"
        quads.add(node, gw_participation=f"<{part}>")
        role = iri("role/cosigner" if i > 1 else "role/lead", SCHEME)
        quads.add(part, a=term("cv_Participation"), cv_role=role, gw_participant=iri(f"body/{body}"), gw_printedForm=text(body))
    quads.add(
        document, a=[term("gw_NormativeDocument"), term("eli_LegalResource")], dct_title=text(title, "@zh"), rdfs_label=text(title, "@zh"),
        eli_passed_by=iri(f"body/{bodies[0]}"), eli_countersigned_by=[iri(f"body/{body}") for body in bodies[1:]],
    )  # fmt: skip
    return set(bodies)


def common(country: Country) -> Iterator[tuple[str, Quads]]:
    """The graphs that no letter says, by the name of their file."""
    reference, resolution, description = Quads("reference"), Quads("resolution"), Quads("description")
    for name, parent in country.parent.items():
        reference.add(f"{ID}body/{name}", org_subOrganizationOf=iri(f"body/{parent}"), rdfs_label=text(name, "@zh"))
    for place in country.provinces + country.cities + country.districts:
        reference.add(f"{ID}place/{place}", a=term("schema_AdministrativeArea"), rdfs_label=text(place, "@zh"))
        reference.add(f"{ID}body/{place}人民政府", rdfs_label=text(f"{place}人民政府", "@zh"))
    for name in country.place:
        resolution.add(f"{ID}body/{name}", gw_canonical=iri(f"body/{name}"), skos_prefLabel=text(name, "@zh"))
    for title in (title for district in country.districts for title in country.documents(district)):
        resolution.add(f"{ID}document/{title}", gw_canonical=iri(f"document/{title}"), skos_prefLabel=text(title, "@zh"))
    description.add(f"{ID}dataset/letters", a=term("dcat_Dataset"), dct_title=text("Generated letters", "@en"))
    yield from (("reference", reference), ("resolution", resolution), ("description", description))
    yield from ((name, Quads(name)) for name in ("sources", "links"))


def make(out: Path, letters: int, seed: int) -> int:
    """Write a graph directory as a build leaves it; the number of its quads. One that is there already is taken as it is."""
    manifest = out / "manifest.json"
    if manifest.is_file():
        return int(json.loads(manifest.read_text(encoding="utf-8"))["generated"]["quads"])
    country, chance = Country(letters), random.Random(seed)
    (out / "letters").mkdir(parents=True, exist_ok=True)
    files, quads = [], 0
    graphs = [*((f"{name}.nq", part.lines) for name, part in common(country))]
    for i in range(letters):
        key, lines = letter(i, country, chance)
        graphs.append((f"letters/{i:06}-{key}-{hashlib.sha256(str(lines).encode()).hexdigest()[:12]}.nq", lines))
    for name, lines in graphs:
        path = out / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        files.append(path)
        quads += len(lines)
    make_store(files, out / "store-benchmark")
    about = {"letters": letters, "seed": seed, "quads": quads}
    manifest.write_text(
        json.dumps({"format": "gongwen-graph/3", "graph": {"store": "store-benchmark"}, "generated": about}), encoding="utf-8"
    )
    return quads
