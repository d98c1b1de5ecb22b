"""Damaged text is read as it was meant where only one reading is possible; each repair is a fact, and the stored text is never changed."""

from __future__ import annotations

import random
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_letter import Say

from extract import lexicon, repair_rules
from extract.facts import Cosigning, DocumentMention, Issuing, Letter, Repair
from extract.lexicon import RuleError, rules
from extract.mending import Mending, mended
from extract.reader import Reader
from extract.repair_checks import CHECKS
from extract.view import Line, is_page_number, paragraph_width, split_lines
from ontology.errors import InputError

LETTERS = Path(__file__).parents[1] / "letters"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(LETTERS.glob("*.txt"))}
# The letters that were written damaged.
DAMAGED = {"05-cemeteries", "17-housing-damaged", "21-grassland", "24-reservoir-water", "29-school-traffic"}
RULES: list[dict[str, Any]] = rules("repairs")["rule"]
EXAMPLES = [(rule["name"], damaged, meant) for rule in RULES for damaged, meant in rule["damaged"]]
SOUND = [(rule["name"], text) for rule in RULES for text in rule["sound"]]


def mend(text: str) -> tuple[list[Line], list[Mending]]:
    lines = split_lines(text)
    return mended(text, lines, paragraph_width([line for line in lines if not is_page_number(line)]))


def meant(text: str) -> str:
    """The text as it was meant, without white space."""
    return "".join(line.tight for line in mend(text)[0])


def changes(letter: Letter) -> list[tuple[str, str]]:
    return [(repair.printed, repair.meant) for repair in letter.of(Repair)]


def tight(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "\u200b\u200c\u200d\ufeff")


@pytest.mark.parametrize(("name", "damaged", "sound"), EXAMPLES)
def test_each_rule_reads_its_examples(name: str, damaged: str, sound: str) -> None:
    assert meant(damaged) == tight(sound)
    assert [mending.rule for mending in mend(damaged)[1]] == [name]


@pytest.mark.parametrize(("name", "text"), SOUND)
def test_each_rule_leaves_sound_text_alone(name: str, text: str) -> None:
    assert mend(text)[1] == []


def test_every_check_is_used() -> None:
    assert {rule["check"] for rule in RULES if "check" in rule} == set(CHECKS)


def test_a_rule_that_names_no_check_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (lexicon.RULES / "repairs.toml").read_text(encoding="utf-8").replace('check = "one_year"', 'check = "two_years"')
    for file in lexicon.RULES.glob("*.toml"):
        (tmp_path / file.name).write_text(text if file.name == "repairs.toml" else file.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setattr(lexicon, "RULES", tmp_path)
    caches = (lexicon.rules, repair_rules.repair_rules)
    try:
        for cached in caches:
            cached.cache_clear()
        with pytest.raises(RuleError, match=r"no check is named two_years; name one of document_number, .*") as caught:
            repair_rules.repair_rules()
        assert "\n" not in str(caught.value)
    finally:
        monkeypatch.undo()
        for cached in caches:
            cached.cache_clear()


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("禾丰区民政局局印发通知", "禾丰区民政局印发通知"),
        ("区民民政局负责", "区民政局负责"),
        ("区财局政负责", "区财政局负责"),
        ("由区市场监监管局牵头", "由区市场监管局牵头"),
        ("由区市监场管局牵头", "由区市场监管局牵头"),
        ("禾丰区人民府政", "禾丰区人民政府"),
        ("省农业农农村厅", "省农业农村厅"),
        ("市人力资社源会保障局", "市人力资源社会保障局"),
        ("联合合印发", "联合印发"),
        ("现答如复下：", "现答复如下："),
        ("现答复下如：", "现答复如下："),
        ("印发发了《公墓管理办法》", "印发了《公墓管理办法》"),
    ],
)
def test_a_doubled_character_and_swapped_neighbours_in_a_term(damaged: str, sound: str) -> None:
    assert meant(damaged) == sound


@pytest.mark.parametrize(
    "text",
    [
        "区民政局局长到会，市教育局局属学校，财政局局机关",
        "区老龄工作委员会会同有关部门，委员会会议，市发展改革委委托",
        "市市场监督管理局，县县级领导，区区级平台",
        "人人参与、处处留心、天天巡查、多多益善",
        "发展展览经济，建设设施农业，教育育人，计划划定红线，宗教教育",
        "《《殡葬管理条例》实施细则》",
        "各民政局研究，财政局制定，司法局制发",
        "中华人民共和国国家卫生健康委员会",
        "公办室外场地，市政府政策，县政府府院联动",
        "目的的实现，的的确确，为了了解情况",
        "加强调研……。",
        "市区政府，省政府办公厅公告，办公室公开",
    ],
)
def test_characters_that_only_look_doubled_or_swapped(text: str) -> None:
    assert mend(text)[1] == []


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("2024年112日印发", None),  # 1月12日, 11月2日
        ("民发〔202〕12号", None),
        ("民发〔2024〕号", None),
        ("区公局安", None),  # 公安局, or 非公局安…
        ("政协禾丰区十四次会议", None),
        ("执行《公墓管理办法的通知。", "执行《公墓管理办法的通知。"),
    ],
)
def test_two_readings_are_left_alone(damaged: str, sound: str | None) -> None:
    assert meant(damaged) == (sound or damaged)


SENTENCE = "区民政局会同区财政局、区教育局联合印发《禾丰区儿童关爱服务办法》（禾民发〔2023〕41号），自2023年5月1日起施行。"


@pytest.mark.parametrize(
    "damage",
    [
        ("〔2023〕", "〔2023"),
        ("〔2023〕", "2023〕"),
        ("〔2023〕", "2023"),
        ("〔2023〕", "[2023}"),
        ("〔2023〕", "〔〔2023〕"),
        ("41号", "41"),
        ("办法》", "办法"),
        ("《", "《《"),
        ("施行。", "施行。。"),
        ("2023年5月", "20235月"),
        ("5月1日起施行", "5月1起施行"),
        ("财政局", "财局政"),
        ("教育局", "教育局局"),
        ("联合印发", "联合合印发"),
        ("禾民发〔2023〕41号", "禾民发〔20\n23〕4\n1号"),
        ("2023年5月1日", "２０２３ 年 5 月 1 日"),
    ],
    ids=lambda pair: f"{pair[0]} → {pair[1]}",
)
def test_the_facts_are_those_of_the_sound_sentence(say: Say, damage: tuple[str, str]) -> None:
    sound, damaged = say(SENTENCE), say(SENTENCE.replace(*damage, 1))

    def facts(letter: Letter) -> list[Any]:
        return [
            [(d.title, d.doc_number, d.kind) for d in letter.of(DocumentMention)],
            [(c.documents, [p.name for p in c.participants], c.stated_count) for c in letter.of(Cosigning)],
            [(i.agency, i.document) for i in letter.of(Issuing)],
        ]

    assert facts(damaged) == facts(sound)
    assert damaged.text != sound.text and SENTENCE.replace(*damage, 1) in damaged.text


def test_a_repair_tells_what_is_printed_and_where(say: Say) -> None:
    letter = say("根据云政发〔2016103号的规定，由区财局政牵头，截至20245月底完成。")
    found = {repair.printed: repair for repair in letter.of(Repair)}
    assert [(repair.meant, repair.reason) for repair in found.values()] == [
        ("云政发〔2016〕103号", "document-number-brackets"),
        ("财政局", "swapped-characters"),
        ("2024年5月", "date-marks"),
    ]
    for printed, repair in found.items():
        evidence = repair.evidence
        assert letter.text[evidence.start : evidence.end] == evidence.quote == printed
        assert evidence.rule == f"repair.{repair.reason}"


def test_a_repair_over_a_line_break_of_a_pdf(reader: Reader) -> None:
    head = "关于政协禾丰区五届三次会议第503027号提案的答复\n顾一帆委员：\n您提出的提案收悉，现答复如下：\n"
    line = "本办法自印发之日起施行，有关单位要认真贯彻落实好各项工作任务\n"
    broken = "根据有关规定和文件精神的要求，按照上级文件青民发〔2021\n103号和有关要求，\n"
    assert ("青民发〔2021103号", "青民发〔2021〕103号") in changes(reader.read(head + line * 5 + broken + line * 5, "b.txt"))


@pytest.mark.parametrize(
    "layout",
    [
        "２０２３年５月",
        "2023 年 5 月",
        "20 23 年 5\n月",
        "2023　年　5月",
        "1 600平方米",
        "区公\n安局",
        "（禾民发【2023】41号）",
        "(禾民发(2023)41号)",
    ],
)
def test_white_space_width_and_kind_of_brackets_are_layout_and_no_repair(say: Say, layout: str) -> None:
    assert changes(say(f"我局于{layout}完成相关工作。")) == []


def test_what_is_mended_in_the_page_around_a_letter_is_no_fact(reader: Reader) -> None:
    text = TEXTS["29-school-traffic"] + "\n上一篇：关于印发《公墓管理办法》（青民发〔20219号）的通知\n"
    assert all("青民发" not in printed for printed, _ in changes(reader.read(text, "a.txt")))


def test_the_head_is_read_as_it_was_meant(reader: Reader) -> None:
    sound = TEXTS["12-veterans"]
    letter = reader.read(sound, "a.txt")
    for old, new in (("号提案的", "号提案的的"), ("届二次会议", "二次会议"), ("届二次会议", "届二会议"), ("〔2022〕8号", "〔20228号")):
        assert old in sound
        damaged = reader.read(sound.replace(old, new), "a.txt")
        for field in ("title", "doc_number", "issue_date", "session", "proposal_number", "body", "issuer", "addressee"):
            assert damaged.values(field) == letter.values(field), (new, field)


@pytest.mark.parametrize("stem", sorted(TEXTS))
def test_only_damaged_letters_are_repaired(stem: str) -> None:
    made = mend(TEXTS[stem])[1]
    assert bool(made) == (stem in DAMAGED), made


def test_a_sound_letter_is_not_touched() -> None:
    for stem in TEXTS.keys() - DAMAGED:
        lines = split_lines(TEXTS[stem])
        assert mend(TEXTS[stem])[0] == lines


SIGNS = "年月日第号次届〔〕《》“”（）。，的"


@st.composite
def damage(draw: st.DrawFn) -> str:
    """A sample letter in which signs are lost, characters doubled and neighbours swapped."""
    chars = list(TEXTS[draw(st.sampled_from(sorted(TEXTS)))])
    chance = random.Random(draw(st.integers(0, 2**32 - 1)))
    places = [place for place, char in enumerate(chars) if char in SIGNS]
    for place in sorted(chance.sample(places, min(len(places), draw(st.integers(0, 40)))), reverse=True):
        del chars[place]
    for _ in range(draw(st.integers(0, 60))):
        at = chance.randrange(len(chars) - 1)
        if chance.random() < 0.5:
            chars.insert(at, chars[at])
        else:
            chars[at : at + 2] = reversed(chars[at : at + 2])
    return "".join(chars)


@given(damage())
@settings(deadline=None, max_examples=60)
def test_whatever_the_damage_evidence_is_exact(reader: Reader, text: str) -> None:
    try:
        letter = reader.read(text, "damaged.txt")
    except InputError:
        return
    assert letter.text == text
    whole = tight(text)
    for fact in (*letter.fields, *letter.facts):
        evidence = fact.evidence
        assert 0 <= evidence.start < evidence.end <= len(text)
        assert text[evidence.start : evidence.end] == evidence.quote
    for repair in letter.of(Repair):
        if repair.reason not in ("title-characters", "list-unit"):  # these print what their line says, widths made uniform
            assert tight(repair.printed) in whole or repair.evidence.rule in ("header.signature_date", "repair.document-number-brackets")
        assert repair.printed != repair.meant


@given(damage())
@settings(deadline=None, max_examples=60)
def test_whatever_the_damage_each_character_knows_its_place(text: str) -> None:
    lines, made = mend(text)
    for line, before in zip(lines, split_lines(text), strict=True):
        assert (line.start, line.end) == (before.start, before.end)
        if line.places is not None:
            assert len(line.places) == len(line.text)
            assert all(a <= b for a, b in zip(line.places, line.places[1:], strict=False))
            assert all(line.start <= place < line.end for place in line.places)
    for mending in made:
        assert mending.printed == tight(text[mending.start : mending.end])


@pytest.mark.parametrize(
    "unit",
    [
        "《甲办法，",
        "《",
        "“",
        "（",
        "（试行",
        "2024",
        "的",
        "云政发〔2016103号",
        "二〇二四五月",
        "民政局局",
        "届三会议",
        "第12提案",
        "人大五三次会议",
    ],
)
def test_a_hostile_text_takes_time_in_proportion(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    mend(text)
    assert time.process_time() - start < 4
