"""The door: the command line. It parses, calls the rooms and prints; what there is to know, they know."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import IO, TYPE_CHECKING, Any

import click

from ontology.errors import GongwenError, InputError
from ontology.printable import on_a_line, printable

if TYPE_CHECKING:
    from extract.archive import Report
    from extract.reading.limits import Limits

HERE = Path(__file__).parent


class Door(click.Group):
    """The group of commands; a GongwenError in any of them is one line on stderr and exit status 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except GongwenError as error:
            _tell(str(error))
            ctx.exit(1)


def _tell(message: str) -> None:
    """One line on stderr."""
    with suppress(OSError):  # nobody listens: the exit status still says it
        click.echo(f"gongwen: {on_a_line(' '.join(message.split()))}", err=True, color=True)


def say(text: str, nl: bool = True) -> None:
    """Print what a person reads; control characters in it are written out."""
    click.echo(printable(text), nl=nl, color=True)


def give(text: str, nl: bool = True) -> None:
    """Print what a program may read: as it is, but on a terminal as for a person."""
    click.echo(printable(text) if sys.stdout.isatty() else text, nl=nl, color=True)


def version() -> str:
    """The version of this checkout, or of the installed package."""
    import tomllib
    from importlib.metadata import version as installed

    project = HERE / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]) if project.is_file() else installed("gongwen")


def _print_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"gongwen {version()}")
        ctx.exit()


LIMITS = click.option("--limit", "limits", metavar="NAME=VALUE", multiple=True, help="Change a limit (`gongwen limits` lists them).")
EXISTING_DIR = click.Path(path_type=Path, file_okay=False, readable=False)
ANY_PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told where it is read
FORMATS = ["table", "csv", "tsv", "json", "turtle", "ntriples"]  # those of queries.printers, whose import is slow
EXPORTS = ["nquads", "trig", "turtle", "jsonld", "rdfxml", "graphml", "gexf", "cytoscape", "csv", "svg"]  # server.exports.formats


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version and exit.")
def cli() -> None:
    """公文 Gongwen: government reply letters as a validated, queryable knowledge graph.

    \b
      gongwen build letters/ --out G        read letters into a graph
      gongwen query cosigned --graph G      which agencies cosigned which rules
      gongwen serve G                       a SPARQL endpoint on 127.0.0.1
      gongwen publish G --to URL            the graph into another SPARQL server
      gongwen export G --format turtle      the graph for other programs

    Exit status: 0 all is well, 1 something was refused, rejected or violated (one line on stderr says what), 2 wrong usage.
    """


@cli.command()
@click.argument("paths", nargs=-1, type=ANY_PATH)
@click.option("--out", required=True, type=ANY_PATH, help="Directory of the graph: new, empty, or one made by an earlier build.")
@click.option("--workers", type=click.IntRange(1, 256), help="Most processes that read at once  [default: one per processor]")
@click.option("--id-base", help="IRI that the data's IRIs start with  [default: https://gongwen.example/id/]")
@click.option("--drop-proposers", is_flag=True, help="Leave out the people the letters are addressed to.")
@click.option("--files-from", type=click.File("rb"), help="Also build the files and folders this text file lists, one a line.")
@click.option("--licence", metavar="IRI", help="Terms the data may be used on, for the data set's description.")
@click.option("--publisher", metavar="IRI|NAME", help="Who publishes the data, for the data set's description.")
@LIMITS
def build(
    paths: tuple[Path, ...],
    out: Path,
    workers: int | None,
    id_base: str | None,
    drop_proposers: bool,
    files_from: IO[bytes] | None,
    licence: str | None,
    publisher: str | None,
    limits: tuple[str, ...],
) -> None:
    """Read letters into the graph directory OUT.

    PATHS are files (PDF, HTML, MHTML, DOCX, OFD, text; DOC, WPS, RTF and ODT where LibreOffice is installed), folders and zip archives of
    them, and - for a letter on standard input. What kind a file is is told by its content.

    Afterwards the graph holds exactly the letters of PATHS: a letter that is gone, or not named this time, leaves it. Letters that did
    not change are not read again; when nothing changed, nothing is written. Files that are no letters are listed with the reason, the
    others are built. When no file is a letter, an earlier graph stays as it is. A build may be killed at any moment: the earlier graph
    stays whole.

    \b
    Exit status: 0 when all is well, 1 when a file was rejected or a rule violated (OUT/validation.txt, OUT/rejected.csv).
    Examples:
      gongwen build letters/ --out G
      gongwen build 2022/*.pdf 2023.zip --out G --workers 4 --limit pages=1000
      find . -name '*.html' | gongwen build --files-from - --out G
    """
    from extract import archive
    from extract.archive.listing import listed_paths
    from extract.reading.limits import Limits
    from ontology.namespaces import ID_BASE, id_namespace

    base = str(id_namespace(id_base or ID_BASE))
    settings = archive.Settings(base, not drop_proposers, workers, Limits().with_settings(limits), licence, publisher)
    list_is_stdin = files_from is not None and files_from.name == "<stdin>"
    if list_is_stdin and Path("-") in paths:
        raise click.UsageError("standard input is either a letter (-) or a list (--files-from -), not both")
    given = [*paths, *(listed_paths(files_from.read()) if files_from is not None else [])]
    if not given:
        raise click.UsageError("name files or folders to build, or a list of them with --files-from")
    standard_input = _standard_input(settings.limits) if Path("-") in given and not list_is_stdin else None
    summary = archive.build(given, out, rooms(), settings, standard_input)
    for line in summary.lines():
        say(line)
    sys.exit(0 if summary.sound else 1)


def _standard_input(limits: Limits) -> bytes:
    """What comes on standard input (one byte more than a file may have, at most). It is kept in memory, never on disk."""
    if sys.stdin is None:
        raise InputError("standard input is closed", "name a file, or send a letter there")
    return sys.stdin.buffer.read(limits.file_bytes + 1)


def rooms() -> Any:
    """The other rooms' part in a build."""
    from extract.archive import Rooms
    from server.store import make_store

    return Rooms(check_letter, make_store, check_graph, versions())


def check_letter(nquads: bytes) -> list[dict[str, Any]]:
    """What the shapes find in one letter's N-Quads, as JSON objects."""
    from shapes.validator import validate_nquads

    return [result.to_record() for result in validate_nquads(nquads)]


def check_graph(store: Path, findings: Sequence[dict[str, Any]]) -> Report:
    """The letters' findings and those of the rules over the whole store, as a report."""
    from extract.archive import Report
    from server.store import open_store
    from shapes.report import Report as ShapesReport
    from shapes.results import Result, Severity
    from shapes.validator import validate_rules

    report = ShapesReport.of([*map(Result.from_record, findings), *validate_rules(open_store(store))])
    table = report.to_table().encode()
    return Report(report.to_turtle(), table, report.count(Severity.VIOLATION), report.count(Severity.WARNING))


def versions() -> dict[str, str]:
    """The version of everything that decides what a build writes."""
    from importlib.metadata import version as installed

    from extract.archive.manifest import folder_digest
    from extract.version import EXTRACTOR_VERSION

    packages = {name: installed(name) for name in ("pyoxigraph", "pyshacl", "rdflib", "spacy")}
    folders = {name: folder_digest(HERE / name) for name in ("ontology", "shapes")}
    return {"gongwen": version(), "extractor": EXTRACTOR_VERSION, **folders, **packages}


@cli.command()
@click.argument("file", type=ANY_PATH)
@click.option("--format", "form", type=click.Choice(["table", "json", "turtle", "html", "text"]), default="table", show_default=True)
@LIMITS
def extract(file: Path, form: str, limits: tuple[str, ...]) -> None:
    """Read one letter (- for standard input) and print its facts, or its text as it was read, private data blacked out.

    \b
    Examples:
      gongwen extract letter.pdf
      gongwen extract letter.docx --format text
      gongwen extract letter.txt --format html > letter.html
      gongwen extract letter.txt --format json | jq '.facts[].type'
    """
    from contextlib import closing

    from extract.batch import Crash, run_all
    from extract.reading.files import load
    from extract.reading.limits import Limits
    from extract.single import Given, Showing

    bounds = Limits().with_settings(limits)
    if file == Path("-"):
        given = Given(_standard_input(bounds), "stdin", "standard input")
    else:
        given = Given(load(file, bounds), os.fsencode(file.name).decode("utf-8", "replace"), str(file))
    console = _console()
    showing = Showing(form, bounds, console.width, console.is_terminal)
    # In a process of its own, as in a build: only so a reader that hangs, crashes or asks for too much memory can be ended with one line.
    with closing(run_all(showing, [given], workers=1, limits=bounds)) as results:
        shown = next(results)
    if isinstance(shown, Crash):
        raise InputError(shown.reason, shown.advice, given.place)
    if isinstance(shown, InputError):
        raise shown
    if form == "table":
        click.echo(shown, nl=False, color=True)
    else:
        give(shown, nl=False)


def _console() -> Any:
    from rich.console import Console

    return Console(soft_wrap=False, width=None if sys.stdout.isatty() else 160, highlight=False)


@cli.command()
@click.argument("question", metavar="NAME|FILE.rq")
@click.option("--graph", type=EXISTING_DIR, help="Ask the graph in this directory.")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead.")
@click.option("--param", "parameters", metavar="NAME=VALUE", multiple=True, help="Give the query a parameter; may be repeated.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--timeout", default=60, show_default=True, type=click.IntRange(1, 86_400), help="Seconds to wait for an endpoint.")
def query(question: str, graph: Path | None, endpoint: str | None, parameters: tuple[str, ...], form: str, timeout: int) -> None:
    """Answer a named query (`gongwen queries` lists them), or the query in a file.

    CONSTRUCT and DESCRIBE print as turtle or ntriples, SELECT and ASK in the other formats.

    \b
    Examples:
      gongwen query cosigned --graph G
      gongwen query commitments --graph G --param source=000.txt --format csv
      gongwen query my.rq --endpoint http://127.0.0.1:8000/sparql --format json
    """
    if (graph is None) == (endpoint is None):
        raise click.UsageError("give either --graph DIR or --endpoint URL")
    values = dict(_pair(parameter) for parameter in parameters)
    from queries.catalogue import catalogue, read_query
    from queries.printers import render
    from queries.runners import run_at_endpoint, run_on_store

    asked = read_query(Path(question)) if question.endswith(".rq") else catalogue().get(question)
    text = asked.bound(values)
    if graph is not None:
        from server.guard import checked
        from server.store import CurrentStore, open_store

        answer = run_on_store(open_store(CurrentStore(graph).path()), checked(text).text)
    else:
        answer = run_at_endpoint(str(endpoint), text, timeout=timeout)
    printed = render(answer, form, width=_console().width)
    if form == "table":
        say(printed, nl=False)
    else:
        give(printed, nl=False)


def _pair(parameter: str) -> tuple[str, str]:
    name, equals, value = parameter.partition("=")
    if not name or not equals:
        raise click.BadParameter(f"{parameter}: write NAME=VALUE", param_hint="--param")
    return name, value


@cli.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def queries(name: str | None, form: str) -> None:
    """List the named queries; with NAME, print that query's SPARQL.

    \b
    Examples:
      gongwen queries
      gongwen queries cosigned > my.rq
    """
    from queries.catalogue import catalogue

    if name is not None:
        click.echo(catalogue().get(name).text, nl=False)
    elif form == "json":
        import json

        from server.listing import listing

        click.echo(json.dumps(listing(), ensure_ascii=False, indent=2))
    else:
        for found in catalogue().queries:
            taken = " ".join(p.name if p.required else f"[{p.name}]" for p in found.parameters)
            click.echo(f"{found.name}  {found.titles['zh']} {found.titles['en']}\n    {', '.join(found.columns)}\n    {taken}".rstrip())


@cli.command()
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def limits(form: str) -> None:
    """List the limits on what a file may ask of the machine; --limit of `build` and `extract` changes them.

    \b
    Examples:
      gongwen limits
      gongwen build letters/ --out G --limit pages=1000 --limit seconds=300
    """
    import json
    from dataclasses import fields

    from extract.reading.limits import Limits

    known = [{"name": one.name, "default": one.default, **one.metadata} for one in fields(Limits)]
    if form == "json":
        click.echo(json.dumps(known, ensure_ascii=False, indent=2))
        return
    for limit in known:
        bounds = f"{limit['name']:<18}{limit['default']:>14,}  {limit['unit']}, at most {limit['most']:,}"
        click.echo(f"{bounds}: {limit['meaning']}")


@cli.command()
@click.argument("target", type=ANY_PATH, metavar="DIR|FILE")
@click.option("--format", "form", type=click.Choice(["table", "turtle"]), default="table", show_default=True)
def validate(target: Path, form: str) -> None:
    """Check a graph directory, or a graph file (.nq .nt .ttl .trig), against the shapes.

    \b
    Exit status: 0 when nothing is violated (warnings are allowed), 1 otherwise.
    Examples:
      gongwen validate G
      gongwen validate G/letters/000-0123456789abcdef-0123456789ab.nq --format turtle
    """
    from extract.archive.directory import graph_files
    from shapes.validator import validate_files

    report = validate_files(graph_files(target))
    if form == "table":
        say(report.to_table(), nl=False)
    else:
        give(report.to_turtle().decode(), nl=False)
    sys.exit(0 if report.conforms else 1)


@cli.command()
@click.argument("file", type=ANY_PATH, required=False, metavar="FILE.csv|FILE.nt|FILE.ttl")
@click.option("--graph", type=EXISTING_DIR, required=True, help="The graph directory to link.")
@click.option(
    "--to", "kind", metavar="CLASS", help="What the file is about: place, body or document (or gw:Body, schema:AdministrativeArea …)."
)
@click.option("--on", type=click.Choice(["code", "name"]), help="Match by code (division code, document number) or by name.")
@click.option("--column", help="CSV: the column with the code or name.")
@click.option("--id", "identifier", metavar="COLUMN", help="CSV: the column with the IRI or identifier  [default: that of --column]")
@click.option("--base", metavar="IRI", help="CSV: what an identifier that is no IRI is put behind.")
@click.option("--property", "properties", metavar="PROPERTY", multiple=True, help="RDF: a property with the code or name; may be repeated.")
@click.option("--place", metavar="COLUMN|PROPERTY", help="Where the place (code or name) stands that tells namesakes apart.")
@click.option(
    "--as",
    "relation",
    type=click.Choice(["same", "exact", "close"]),
    help="owl:sameAs (default for codes), skos:exactMatch (default for names), skos:closeMatch.",
)
@click.option("--source", metavar="IRI|NAME", help="Whose data it is, kept with each link  [default: the file's name]")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--dry-run", is_flag=True, help="Report only, write no links.")
@click.option("--list", "listed", is_flag=True, help="List the files that the graph is linked to.")
@click.option("--remove", metavar="FILE", help="Take away the links made of this file.")
def link(file: Path | None, graph: Path, listed: bool, remove: str | None, **options: Any) -> None:
    """Link a graph's places, bodies or documents to those of another data set.

    A record that one thing alone fits becomes a link in the links graph, with its method and source; one that several could fit is
    reported with them and never linked. The same file again replaces its links; every build keeps them.

    \b
    Examples:
      gongwen link population.csv --graph G --on code --to place --column 代码 --base https://data.example/area/
      gongwen link courts.csv --graph G --on name --to body --column 名称 --id 网址 --place 省份 --dry-run
      gongwen link districts.ttl --graph G --on name --to place --property rdfs:label --as close
      gongwen link --graph G --list
      gongwen link --graph G --remove population.csv
    """
    from extract.archive import linking

    if (file is not None) + listed + (remove is not None) != 1:
        raise click.UsageError("give a file to link, or --list, or --remove FILE")
    if remove is not None:
        click.echo(f"移除 removed: {linking.unlink(graph, remove, rooms())}")
    elif file is None:
        _print_link_sets(linking.link_sets(graph), options["form"])
    else:
        _link(file, graph, options)


def _link(file: Path, graph: Path, options: dict[str, Any]) -> None:
    from extract.archive import linking
    from extract.links import report
    from extract.links.records import RDF_FORMATS, Columns
    from extract.links.things import Kind

    if options["kind"] is None or options["on"] is None:
        raise click.UsageError("say with --on code|name and --to CLASS what to match")
    is_rdf, place = file.suffix.lower() in RDF_FORMATS, options["place"]
    if is_rdf and (options["column"] or options["identifier"] or options["base"]):
        raise click.UsageError("--column, --id and --base are for CSV; an RDF file has properties (--property)")
    if not is_rdf and options["properties"]:
        raise click.UsageError("--property is for RDF; a CSV file has columns (--column)")
    column = options["column"]
    columns = Columns(column, options["identifier"], options["base"], place) if column else None
    places = (place,) if is_rdf and place else ()
    kind = Kind.of(options["kind"])
    request = linking.Request(file, kind, options["on"], columns, options["properties"], places, options["relation"], options["source"])
    linked = linking.link(graph, request, rooms(), write=not options["dry_run"])
    if options["form"] == "table":
        report.print_table(linked.outcomes, linked.things.labels, _console())
    else:
        give((report.to_csv if options["form"] == "csv" else report.to_json)(linked.outcomes), nl=False)


def _print_link_sets(sets: list[dict[str, Any]], form: str) -> None:
    import csv
    import json

    if form == "json":
        click.echo(json.dumps(sets, ensure_ascii=False, indent=2))
        return
    names = ("file", "class", "method", "predicate", "source", "links", "subjects_gone")
    rows = [[str(len(one[name]) if name == "subjects_gone" else one[name]) for name in names] for one in sets]
    if form == "csv":
        csv.writer(sys.stdout).writerows([names, *rows])
        return
    from rich.table import Table

    table = Table(*names)
    for row in rows:
        table.add_row(*row)
    _console().print(table, markup=False)


@cli.command()
@click.argument("graph", type=EXISTING_DIR, metavar="DIR")
@click.option("--list", "listed", is_flag=True, help="Only list the pairs that nobody has decided.")
@click.option("--judge", nargs=2, metavar="A B", help="Judge this pair (IRIs as --list prints them) without being asked.")
@click.option("--as", "outcome", type=click.Choice(["same", "different", "unsure"]), help="The judgement of --judge.")
@click.option("--why", default="人工判断 judged by a person", show_default=True, help="The reason to record.")
@click.option("--who", help="Who judges  [default: the name you are logged in under]")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="For --list.")
def review(graph: Path, listed: bool, judge: tuple[str, str] | None, outcome: str | None, why: str, who: str | None, form: str) -> None:
    """Decide whether two bodies, or two documents, of the graph in DIR are one.

    Shows each pair that the rules leave open, both sides with the words they stand in, and records the answer in DIR/judgements.jsonl.
    A person's judgement wins over every rule and survives builds.

    \b
    Examples:
      gongwen review G
      gongwen review G --list --format csv
      gongwen review G --judge https://…/body/甲局 https://…/body/乙局 --as same --why 更名前后同一块牌子
    """
    if (judge is None) != (outcome is None) or (listed and judge):
        raise click.UsageError("give --list, or --judge A B together with --as, or neither to be asked")
    if listed:
        from queries.printers import render

        say(render(_ask(graph, "judgements", {"outcome": "未定"}), form, width=_console().width), nl=False)
        return
    import getpass

    from extract.archive.review import renew

    judged = who or getpass.getuser()
    if judge is not None and outcome is not None:
        _record(graph, *judge, outcome, judged, why)
    elif not _review_all(graph, judged, why):
        return
    manifest = renew(graph, rooms())
    click.echo(f"归并 merged: {manifest['graph']['merged']}，未定 undecided: {manifest['graph']['unsure']}")


def _review_all(graph: Path, who: str, why: str) -> int:
    """Ask about each undecided pair; how many were judged."""
    rows = list(_ask(graph, "judgements", {"outcome": "未定"}).values())
    if not rows:
        click.echo("没有未定的 nothing is undecided")
    answers = {"s": "same", "d": "different"}
    count = 0
    for number, row in enumerate(rows, 1):
        _show_pair(graph, row, f"{number}/{len(rows)}")
        answer = click.prompt(
            "s 相同 same, d 不同 different, k 跳过 skip, q 结束 quit", type=click.Choice(["s", "d", "k", "q"]), show_choices=False
        )
        if answer == "q":
            break
        if answer in answers:
            reason = click.prompt("理由 reason", default=why)
            _record(graph, row["a"], row["b"], answers[answer], who, reason)
            count += 1
    return count


def _show_pair(graph: Path, row: dict[str, str], title: str) -> None:
    from extract.archive.review import Mention, Texts, samples
    from extract.views.review import Side, pair_table

    texts, sides = Texts(graph), []
    for iri, name in ((row["a"], row.get("nameA", "")), (row["b"], row.get("nameB", ""))):
        found = [Mention(m["source"], m["mention"], int(m["start"])) for m in _ask(graph, "mentions", {"thing": iri}).values()]
        shown = [(mention.source, *texts.around(mention)) for mention in samples(found)]
        sides.append(Side(name, iri, sorted({mention.form for mention in found}), shown))
    _console().print(pair_table(title, row["why"], *sides))


def _record(graph: Path, one: str, other: str, outcome: str, who: str, why: str) -> None:
    from datetime import date

    from extract.archive.manifest import require
    from extract.archive.review import record
    from extract.resolution.judgement import Outcome, judged

    base = str(require(graph)["versions"]["id_base"])
    a, b = (iri.removeprefix(base) for iri in (one, other))
    record(graph, judged(a, b, Outcome(outcome), who=who, when=date.today().isoformat(), why=why), rooms())


def _ask(graph: Path, name: str, parameters: dict[str, str]) -> Any:
    from queries.catalogue import catalogue
    from queries.runners import run_on_store
    from server.store import CurrentStore, open_store

    return run_on_store(open_store(CurrentStore(graph).path()), catalogue().get(name).bound(parameters))


def settings_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for every setting of the server. A value is read by the table, so a bad one is told in one line."""
    from server.setting import table
    from server.settings_listing import usual

    for setting in reversed(table().values()):
        told = f"{setting.label} {setting.help}  [default: {f'{usual(setting)} {setting.unit}'.rstrip()}]"
        names = f"{setting.option}/--no-{setting.option[2:]}" if setting.type == "switch" else setting.option
        metavar = None if setting.type == "switch" else {"s": "SECONDS"}.get(setting.unit) or setting.type.upper()
        command = click.option(names, setting.name, default=None, metavar=metavar, help=told)(command)
    return command


@cli.command()
@click.argument("graph", type=EXISTING_DIR, metavar="DIR")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--store", metavar="URL", help="SPARQL 1.1 server that answers the queries, in place of DIR's own store.")
@settings_options
def serve(graph: Path, host: str, port: int, store: str | None, **options: Any) -> None:
    """Answer SPARQL 1.1 over HTTP from the graph in DIR: /sparql, the named queries under /queries, a page at /.

    /reconcile is a reconciliation service (W3C Community Group, 0.2) for bodies, places and documents: add its address,
    http://127.0.0.1:8000/reconcile, in OpenRefine to match a spreadsheet's names.
    A new build into DIR is picked up without a restart. Ctrl-C stops. Each setting below is also read from the environment
    (GONGWEN_QUERY_TIMEOUT for --query-timeout); `gongwen settings` lists them.

    \b
    Examples:
      gongwen serve G
      gongwen serve G --store http://127.0.0.1:7878/query
      curl -H 'Accept: text/csv' http://127.0.0.1:8000/queries/cosigned
      curl --data-urlencode 'query=SELECT * {?s ?p ?o} LIMIT 5' http://127.0.0.1:8000/sparql
    """
    from server.remote import store_address
    from server.serve import serve as run
    from server.settings import Settings

    address = store_address(store) if store is not None else None
    run(graph, host, port, Settings.chosen(options, os.environ), lambda at: click.echo(f"{at} (Ctrl-C 停止 stops)"), address)


@cli.command()
@click.option("--format", "form", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True)
def settings(form: str) -> None:
    """List the settings of `serve` with the values that the environment gives them; markdown is the table of docs/serving.md.

    \b
    Examples:
      gongwen settings
      GONGWEN_QUERY_TIMEOUT=5 gongwen settings --format json
    """
    import json

    from server.settings import in_force
    from server.settings_listing import lines, markdown, records

    found = list(in_force({}, os.environ))
    if form == "markdown":
        click.echo(markdown(), nl=False)
    elif form == "json":
        click.echo(json.dumps(records(found), ensure_ascii=False, indent=2))
    else:
        for line in lines(found):
            say(line)


@cli.command()
@click.argument("graph", type=EXISTING_DIR, metavar="DIR")
@click.option("--to", "address", required=True, metavar="URL", help="Address of the server's Graph Store.")
@click.option("--user", help="User on that server; the password is that of the environment variable GONGWEN_PASSWORD.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def publish(graph: Path, address: str, user: str | None, form: str) -> None:
    """Load the graph in DIR into a SPARQL server, by the SPARQL 1.1 Graph Store HTTP Protocol.

    Graph by graph (one for each letter), and only those that changed since the last time; graphs of letters that are gone are deleted.
    Interrupted, it goes on where it stopped. The server's default graph must be the union of its named graphs.

    \b
    Examples:
      oxigraph serve --location data --union-default-graph
      gongwen publish G --to http://127.0.0.1:7878/store
      GONGWEN_PASSWORD=… gongwen publish G --to https://data.example/sparql-graph-crud-auth --user dba
      gongwen serve G --store http://127.0.0.1:7878/query
    """
    import json
    from dataclasses import asdict

    from server.publish import publish as send
    from server.remote import store_address

    password = os.environ.get("GONGWEN_PASSWORD", "")
    with _watched("发布 publishing") as progress:
        done = asdict(send(graph, store_address(address, "--to"), user, password, lambda sent, all_: progress(sent)))
    if form == "json":
        click.echo(json.dumps(done))
        return
    names = {"sent": "发送 graphs sent", "removed": "删除 deleted", "unchanged": "未变 unchanged", "triples": "三元组 triples sent"}
    for name, title in names.items():
        say(f"{title}: {done[name]:,}")


@cli.command()
@click.argument("graph", type=EXISTING_DIR, metavar="DIR")
@click.option("--format", "form", type=click.Choice(EXPORTS), required=True, help="What to write.")
@click.option("--out", type=ANY_PATH, help="File to write, for csv a folder; - or nothing: standard output.")
@click.option(
    "--view", type=click.Choice(["everything", "documents", "cooperation"]), help="Part of the graph to show, where a format can."
)
def export(graph: Path, form: str, out: Path | None, view: str | None) -> None:
    """Write the graph in DIR for other programs.

    \b
    RDF:       nquads, trig (all named graphs); turtle, jsonld, rdfxml (their union)
    networks:  graphml, gexf, cytoscape; csv with --view documents or cooperation
    tables:    csv, a folder of tables with CSVW metadata
    picture:   svg, of the cooperation network

    \b
    Views of a network:
      everything   letters, bodies, documents, facilities, statements … (the default)
      documents    agencies and the documents they cosigned or issued, with the role
      cooperation  agencies, tied by the number of documents they cosigned (default of svg)

    A file is replaced only when the new one is whole.

    \b
    Examples:
      gongwen export G --format turtle --out graph.ttl
      gongwen export G --format gexf --view cooperation --out cooperation.gexf
      gongwen export G --format csv --out tables
      gongwen export G --format nquads | gzip > graph.nq.gz
    """
    from server.exports.formats import export as write
    from server.exports.formats import export_format, export_to
    from server.store import CurrentStore, open_store

    chosen = export_format(form)
    chosen.view(view)
    store = open_store(CurrentStore(graph).path())
    with _watched(f"导出 exporting {form}") as progress:
        if out is not None and out != Path("-"):
            write(store, chosen, out, view, progress)
        elif chosen.folder:
            raise click.UsageError(f"{form} is a folder of tables: name it with --out")
        else:
            export_to(store, chosen, sys.stdout.buffer, view, progress)
            sys.stdout.buffer.flush()


@contextmanager
def _watched(task: str) -> Iterator[Callable[[int], None]]:
    """How far a long task is, on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    from rich.console import Console

    with Console(stderr=True).status(task) as status:
        yield lambda number: status.update(f"{task}: {number:,}")


@cli.command()
@click.argument("gold", type=EXISTING_DIR, metavar="GOLD_DIR")
@click.option("--letters", type=EXISTING_DIR, help="Folder with the letters' .txt files.")
@click.option("--second", type=EXISTING_DIR, help="Folder with a second reader's gold: how far the two agree, in place of the program.")
@click.option("--errors", "field", metavar="FIELD", help="List every miss and false hit of a field (total: of all fields).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def evaluate(gold: Path, letters: Path | None, second: Path | None, field: str | None, form: str) -> None:
    """Compare what is read with what a careful reader finds: precision, recall and F1 per field.

    \b
    Exit status: 0, or 1 when private data is found in the facts.
    Examples:
      gongwen evaluate gold/ --letters letters/
      gongwen evaluate gold/ --letters letters/ --errors organizations
      gongwen evaluate gold/ --second second/
    """
    from extract.evaluation import OVERALL, PRIVATE, TOTAL, agreement
    from extract.evaluation import evaluate as compare
    from extract.evaluation.fields import FIELDS

    names = [known.name for known in FIELDS] + [OVERALL, TOTAL, PRIVATE]
    if field is not None and field not in names:
        raise click.BadParameter(f"{field}: no such field; there are {', '.join(names)}", param_hint="--errors")
    if (letters is None) == (second is None):
        raise click.UsageError("give --letters (to measure the program) or --second (to compare two readers)")
    evaluation = compare(gold, letters) if letters else agreement(gold, second or gold)
    click.echo(evaluation.to_json() if form == "json" else evaluation.table())
    for error in evaluation.errors(field) if field and form == "table" else []:
        say(f"{error.kind}\t{error.field}\t{error.letter}\t{error.value}\t{' '.join(error.quote.split())}")
    sys.exit(1 if evaluation.leaks else 0)


def main() -> None:
    """The console script."""
    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # the texts are Chinese whatever the terminal's locale says
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) == signal.SIG_DFL:  # nohup ignores SIGHUP
            signal.signal(number, _leave)
    status: int | str | None = 1
    told = False
    try:
        cli(prog_name="gongwen")
    except SystemExit as end:
        status = end.code
    except OSError as error:
        told = True
        _tell(_of_output(error))
    sys.exit(_flushed(status, told))


def _leave(number: int, frame: FrameType | None) -> None:
    """A signal to end: by way of every ``finally``, so that worker processes and their files go too."""
    signal.signal(number, signal.SIG_IGN)
    sys.exit(128 + number)


def _stand_in_for_closed_streams() -> None:
    """Where a standard stream was closed (``>&-``), the next file opened would take its number, and be written to as if it were the stream.

    Without standard output there is nothing to do.
    """
    is_closed = sys.stdout is None
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number == 0 else os.O_WRONLY)
    if sys.stderr is None:
        sys.stderr = open(2, "w", closefd=False)  # noqa: SIM115 (open as long as the program runs)
    if is_closed:
        _tell("standard output is closed: let it go to a file, or to /dev/null")
        sys.exit(1)


def _of_output(error: OSError) -> str:
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is not None:
        return f"{os.fsdecode(error.filename)}: {reason}; check the path and its permissions"
    return f"the output cannot be written ({reason}): make room, or write it elsewhere"


def _flushed(status: int | str | None, told: bool) -> int | str | None:
    """The exit status, after what is still to be printed. A reader that left early (``| head``) is told nothing, nobody twice."""
    try:
        sys.stdout.flush()
    except OSError as error:
        if error.errno != errno.EPIPE and not told:
            _tell(_of_output(error))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the interpreter flushes once more when it ends
        return status or 1
    return status


if __name__ == "__main__":
    main()
