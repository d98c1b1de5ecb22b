"""How fast spreadsheets are matched: batches of ten names against a made-up graph of 20,000 bodies, places and documents.

    python bench/reconcile.py                        # a table
    python bench/reconcile.py --bodies 50000 --format json

The places are those of the gazetteer; bodies and documents are made up with a fixed seed. ``easy`` batches hold names as a table has them
(most exact, some with short forms or the place in a column of its own); ``hard`` ones have one or two wrong characters in every name, or
names that every district has. Times are those of this process (matching and JSON, without HTTP), median and 95th percentile in
milliseconds; ``wall`` is by the clock, ``cpu`` what the processor spent, which differ on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ontology.namespaces import ID_BASE  # noqa: E402
from ontology.places import Gazetteer, gazetteer  # noqa: E402
from server.reconcile.entities import Class, Entities, Entity  # noqa: E402
from server.reconcile.index import Index  # noqa: E402
from server.reconcile.protocol import Query, Value  # noqa: E402
from server.reconcile.ranking import candidates  # noqa: E402
from server.reconcile.records import candidate  # noqa: E402

KINDS = [
    "民政局",
    "教育局",
    "公安局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "卫生健康局",
    "人民检察院",
    "人民法院",
    "妇女联合会",
    "残疾人联合会",
    "住房和城乡建设局",
    "农业农村局",
    "水利局",
    "文化和旅游局",
    "应急管理局",
    "市场监督管理局",
    "审计局",
    "总工会",
    "人民政府",
]
SHORT = {"人民检察院": "检察院", "妇女联合会": "妇联", "卫生健康局": "卫健局", "住房和城乡建设局": "住建局"}
TOPICS = ["养老服务", "社区矫正", "农村饮水", "垃圾分类", "河道保洁", "食品安全", "校园周边", "公共停车", "古树保护", "电梯安全"]
FORMS = ["实施意见", "通知", "管理办法", "工作方案"]


def made_up(places: Gazetteer, bodies: int, documents: int, chance: random.Random) -> list[Entity]:
    """The entities of a graph."""
    listed = list(places.by_code.values())
    found = [
        Entity(f"place/{p.code}", p.name, Class.PLACE, parents=(f"place/{p.parent}",) if p.parent else (), codes=(p.code,)) for p in listed
    ]
    pairs = [(place, kind) for place in listed for kind in KINDS]
    for place, kind in chance.sample(pairs, min(bodies, len(pairs))):
        name = place.name + kind
        found.append(
            Entity(f"body/{place.code}/{name}", name, Class.BODY, (place.name[-1] + kind,), places=(f"place/{place.code}",), letters=1)
        )
    for serial in range(documents):
        place = chance.choice(listed)
        title = f"{place.name}{chance.choice(TOPICS)}{chance.choice(FORMS)}"
        number = f"{place.name[0]}政发〔{chance.randint(2010, 2024)}〕{serial + 1}号"
        found.append(Entity(f"document/{number}", title, Class.DOCUMENT, numbers=(number,)))
    return found


def wrong(name: str, chance: random.Random) -> str:
    """A name with one wrong character."""
    position = chance.randrange(len(name))
    return name[:position] + chance.choice("的一大县局") + name[position + 1 :]


def easy(index: Index, entities: dict[Class, list[Entity]], chance: random.Random) -> Query:
    """A name as tables have it."""
    body = chance.choice(entities[Class.BODY])
    place = index.places.by_id[body.places[0]]
    kind = body.name.removeprefix(place.name)
    outer = [index.places.by_id[one].name for one in reversed(index.places.ancestors(place.id))]
    queries = [
        *[Query(body.name)] * 5,
        Query("".join(outer) + body.name),
        Query(place.name + SHORT.get(kind, kind), types=(Class.BODY.value,)),
        Query(kind, properties=(("place", (Value(place.codes[0]),)),)),
        Query(chance.choice(entities[Class.PLACE]).name, types=(Class.PLACE.value,)),
        Query(chance.choice(entities[Class.DOCUMENT]).numbers[0]),
    ]
    return chance.choice(queries)


def hard(index: Index, entities: dict[Class, list[Entity]], chance: random.Random) -> Query:
    """A name with mistakes, or one that hundreds bear."""
    body, document = chance.choice(entities[Class.BODY]), chance.choice(entities[Class.DOCUMENT])
    queries = [
        Query(wrong(body.name, chance)),
        Query(wrong(wrong(body.name, chance), chance)),
        Query(wrong(document.name, chance)),
        Query(body.others[0], properties=(("place", (Value(body.places[0].removeprefix("place/")),)),)),
    ]
    return chance.choice(queries)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--bodies", type=int, default=15_000)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--batches", type=int, default=100)
    parser.add_argument("--format", choices=["table", "json"], default="table")
    options = parser.parse_args()
    chance = random.Random(5)
    made = made_up(gazetteer(), options.bodies, options.documents, chance)
    began = time.perf_counter()
    index = Index(Entities(ID_BASE, tuple(sorted(made, key=lambda entity: entity.id)), {}))
    report: dict[str, object] = {"entities": len(made), "index_seconds": round(time.perf_counter() - began, 2)}
    by_class = {kind: [entity for entity in made if entity.type is kind] for kind in Class}
    for name, make in (("easy", easy), ("hard", hard)):
        wall, cpu = [], []
        for _ in range(options.batches):
            batch = [make(index, by_class, chance) for _ in range(10)]
            clock, processor = time.perf_counter(), time.process_time()
            json.dumps([[candidate(index, one) for one in candidates(index, query)] for query in batch], ensure_ascii=False)
            wall.append(1000 * (time.perf_counter() - clock))
            cpu.append(1000 * (time.process_time() - processor))
        for clock_name, times in (("wall", wall), ("cpu", cpu)):
            report[f"{name}_{clock_name}_p50_ms"] = round(statistics.median(times), 2)
            report[f"{name}_{clock_name}_p95_ms"] = round(statistics.quantiles(times, n=20)[-1], 2)
    print(json.dumps(report) if options.format == "json" else "\n".join(f"{key:20} {value:>10}" for key, value in report.items()))


if __name__ == "__main__":
    main()
