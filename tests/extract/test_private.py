"""Private data: names of contacts and editors, phone, mobile, ID and account numbers, e-mail addresses; nothing else."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from plain_letter import Say

from extract.mask import masked
from extract.private import clear_of, private_spans
from extract.views.plain import letter_json


def private(text: str) -> list[str]:
    return [text[start:end] for start, end in private_spans(text)]


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("（联系人及电话：宁小舟 0999-5550118）", ["宁小舟", "0999-5550118"]),
        ("联系人：苗子渊    联系电话：0997-5550133", ["苗子渊", "0997-5550133"]),
        ("联系人：苗子渊，13900001111", ["苗子渊", "13900001111"]),
        ("联系人：苗子渊（区公安局）、宁小舟（区交通局）", ["苗子渊", "宁小舟"]),
        ("此复函已经我局宁小舟局长审签。", ["宁小舟"]),
        ("  人:苗子渊\n电话：0997-5550133", ["苗子渊", "0997-5550133"]),
        ("承办人:苗** 职务:科员", ["苗**"]),
        ("宁小舟（区交通局） 电话：0997-5550133", ["宁小舟", "0997-5550133"]),
        ("联 系 人：苗 子 渊", ["苗 子 渊"]),
        ("联 系 人：苗子渊", ["苗子渊"]),
        ("经办人：韩松；电话：0997—5550134", ["韩松", "0997—5550134"]),
        ("编辑:盛小满      审核:费长空      终审:邹一鸣", ["盛小满", "费长空", "邹一鸣"]),
        ("责任编辑：盛小满", ["盛小满"]),
        ("手机：139 0000 1111", ["139 0000 1111"]),
        ("（0997）5550135", ["（0997）5550135"]),
        ("联系电话：5550171", ["5550171"]),
        ("身份证号110101199001010018", ["110101199001010018"]),
        ("身份证号11010119900101001X", ["11010119900101001X"]),
        ("来信请寄 minzheng@hefeng.example", ["minzheng@hefeng.example"]),
        ("银行账号：6222 0000 1111 2222", ["6222 0000 1111 2222"]),
        ("承办人：韩松、齐云", ["韩松", "齐云"]),
        ("韩松 0997-5550136", ["韩松", "0997-5550136"]),
        ("市数据局      韩松  hansong@yunchuan.example", ["韩松", "hansong@yunchuan.example"]),
        ("经办人 韩松 TEL 0997 5550 1366", ["韩松", "0997 5550 1366"]),
        ("联系人韩松，67196365转8012", ["韩松", "67196365转8012"]),
        ("由韩松（13900001111）负责", ["韩松", "13900001111"]),
        ("监制：韩松", ["韩松"]),
        ("联系人：苗子渊，1390 000 1111", ["苗子渊", "1390 000 1111"]),
        ("苗子渊1390 0001 111", ["苗子渊", "1390 0001 111"]),
        ("139.0000.1111", ["139.0000.1111"]),
        ("已转交市公安局苗子渊（6719 6365）研究", ["苗子渊", "6719 6365"]),
        ("请联系苗子渊（67196365）", ["苗子渊", "67196365"]),
        ("联系人：67196365（苗子渊）", ["67196365", "苗子渊"]),
        ("0871-67196365（苗子渊）", ["0871-67196365", "苗子渊"]),
        ("联系科室：基础教育科 苗子渊 67196365", ["苗子渊", "67196365"]),
        ("联系人：苗子渊、李大为（67196365）", ["苗子渊", "李大为", "67196365"]),
        ("TEL:67196365", ["67196365"]),
        ("☎67196365", ["67196365"]),
        ("400-812-3456", ["400-812-3456"]),
        ("联系人为苗子渊，电话1390 000 1111。", ["苗子渊", "1390 000 1111"]),
        ("联系人是苗子渊，电话67196365", ["苗子渊", "67196365"]),
        ("经办人苗子渊，电话：67196365", ["苗子渊", "67196365"]),
        ("办理人：苗子渊", ["苗子渊"]),
        ("联系同志：苗子渊", ["苗子渊"]),
        ("联系人(电话):苗子渊(67196365)", ["苗子渊", "67196365"]),
        ("联系人 电话\n苗子渊 67196365", ["苗子渊", "67196365"]),
        ("|联系人|电话|\n|苗子渊|67196365|", ["苗子渊", "67196365"]),
        ("联系人\t苗子渊\t67196365", ["苗子渊", "67196365"]),
        ("联系人：苗子渊同志", ["苗子渊"]),
        ("联系人：苗子渊主任", ["苗子渊"]),
        ("联系人：市教育局苗子渊,电话67196365", ["苗子渊", "67196365"]),
        ("联系人：教育局办公室 苗子渊", ["苗子渊"]),
        ("联系人：苗子渊和李大为，电话67196365", ["苗子渊", "李大为"]),
        ("[责任编辑:苗子渊]", ["苗子渊"]),
        ("【编辑：苗子渊】", ["苗子渊"]),
        ("编辑/苗子渊", ["苗子渊"]),
        ("联系人：阿依古丽·买买提 67196365", ["阿依古丽·买买提", "67196365"]),
        ("联系人：阿不都热合曼江·买买提艾力", ["阿不都热合曼江·买买提艾力"]),
        ("联系人：Wu Xiaotong，67196365", ["Wu Xiaotong", "67196365"]),
        ("联系人：\u200b苗子渊", ["苗子渊"]),
        ("139\u00a00000\u00a01111", ["139\u00a00000\u00a01111"]),
        ("联系人﹕苗子渊", ["苗子渊"]),
        ("苗子渊　１３９００００１１１１", ["苗子渊", "１３９００００１１１１"]),
        ("0871－6719－6365", ["0871－6719－6365"]),
        ("wuxt＠163．com", ["wuxt＠163．com"]),
        ("wuxt @ 163.com", ["wuxt @ 163.com"]),
        ("电话：\n67196365", ["67196365"]),
        ("联系电话：6719\n6365", ["6719\n6365"]),
        ("0871-671\n96365", ["0871-671\n96365"]),
        ("wuxt@163.\ncom", ["wuxt@163.\ncom"]),
        ("身份证号：530102 19900101 1234", ["530102 19900101 1234"]),
        ("身份证：530102900101123", ["530102900101123"]),
        ("账户：6222020200001234567", ["6222020200001234567"]),
        ("QQ：123456789", ["123456789"]),
        ("微信号：wuxt_1999", ["wuxt_1999"]),
        ("记者 苗子渊", ["苗子渊"]),
        ("签发：邹一鸣 拟稿：苗子渊", ["苗子渊"]),
        ("分管领导：苗子渊", ["苗子渊"]),
    ],
)
def test_private_strings_are_covered(text: str, strings: list[str]) -> None:
    covered = {i for start, end in private_spans(text) for i in range(start, end)}
    for string in strings:
        start = text.index(string)
        assert covered >= {i for i in range(start, start + len(string)) if not text[i].isspace()}, string


@pytest.mark.parametrize(
    ("text", "strings"),
    [
        ("联系人∶容若菲", ["容若菲"]),
        ("联系人：市民政局 养老科 容若菲", ["容若菲"]),
        ("联系人：市民政局养老科容若菲", ["容若菲"]),
        ("联系人（容若菲）", ["容若菲"]),
        ("联系人为容若菲同志。", ["容若菲"]),
        ("联系人是容若菲", ["容若菲"]),
        ("联系人——容若菲", ["容若菲"]),
        ("联系人【容若菲】", ["容若菲"]),
        ("联系人：1.容若菲 2.郑岚", ["容若菲", "郑岚"]),
        ("联系人：\n1.容若菲\n2.郑岚", ["容若菲", "郑岚"]),
        ("联系人：罗会明", ["罗会明"]),
        ("联系人：陈镇", ["陈镇"]),
        ("联系人：ZHANG SAN", ["ZHANG", "SAN"]),
        ("经办：容若菲", ["容若菲"]),
        ("编审：郑岚", ["郑岚"]),
        ("发布者：郑岚", ["郑岚"]),
        ("编辑：zhenglan", ["zhenglan"]),
        ("（郑岚 编辑）", ["郑岚"]),
        ("值班主任：郑岚", ["郑岚"]),
        ("文/郑岚 图/吴桐", ["郑岚", "吴桐"]),
        ("收件人：容若菲", ["容若菲"]),
        ("姓名：容若菲 | 手机 | 13812345678", ["容若菲", "13812345678"]),
        ("承办科室：养老科　容若菲　5550177", ["容若菲", "5550177"]),
        ("0996.5550177", ["0996.5550177"]),
        ("0086-996-5550180", ["0086-996-5550180"]),
        ("+86 (996) 5550180", ["86 (996) 5550180"]),
        ("+86-996-5550179", ["86-996-5550179"]),
        ("办公室：5550183", ["5550183"]),
        ("公民身份号码：110101900307775", ["110101900307775"]),
        ("身份证：110101-19900307-7758", ["110101-19900307-7758"]),
        ("rong（AT）example.com", ["rong（AT）example.com"]),
        ("手机：一三八一二三四五六七八", ["一三八一二三四五六七八"]),
        ("联系人：容\u200b若\ufeff菲", ["容\u200b若\ufeff菲"]),
        ("rong\u200bruofei@exam\u200bple.com", ["rong\u200bruofei@exam\u200bple.com"]),
        ("联系人：容若菲.pdf", ["容若菲"]),
        ("容若菲联系人.pdf", ["容若菲"]),
        ("承办单位 | 联系人 | 联系电话\n市民政局 | 容若菲 | 5550177\n市财政局 | 郑岚 | 5550178", ["容若菲", "5550177", "郑岚", "5550178"]),
        ("承办单位    联系人    联系电话\n市民政局    容 菲    5550177", ["容 菲", "5550177"]),
        ("承办单位\t联系人\t联系电话\n市民政局\t容若菲、郑岚\t5550177", ["容若菲", "郑岚", "5550177"]),
        ("承办单位 联系人 联系电话\n市民政局 容若菲 5550177", ["容若菲", "5550177"]),
        ("承办单位\n联系人\n联系电话\n市民政局\n容若菲\n5550177\n市财政局\n郑岚\n5550178", ["容若菲", "5550177", "郑岚", "5550178"]),
    ],
)
def test_more_forms_are_covered_and_nothing_beside_them(text: str, strings: list[str]) -> None:
    covered = {i for start, end in private_spans(text) for i in range(start, end)}
    wanted = {i for string in strings for i in range(text.index(string), text.index(string) + len(string))}
    assert wanted <= covered
    assert not [text[i] for i in covered - wanted if text[i].isalnum()]


BROKEN = [
    ("邮箱：", "rongruofei@example.com"),
    ("", "rongruofei@example.com"),
    ("邮箱：", "13812345678@qq.com"),
    ("手机：", "13812345678"),
    ("", "13812345678"),
    ("联系电话：", "0996-5550177"),
    ("", "0996-5550177"),
    ("", "09965550177"),
    ("", "010-68205661"),
    ("联系电话：", "5550177"),
    ("身份证号：", "110101199003077758"),
    ("", "110101199003077758"),
    ("身份证号：", "11010119900307775X"),
    ("银行账号：", "6222020200001234567"),
    ("联系人：", "容若菲"),
    ("联系人：", "欧阳修远"),
    ("联系人：", "郑岚"),
    ("联系人：", "丁一凡 0996-5550177"),
    ("", "容若菲 13812345678"),
]


@pytest.mark.parametrize("behind", ["", "\n抄送：市财政局。", "，感谢关心。", "\n第2页", "\n\n- 3 -\n"])
@pytest.mark.parametrize(("label", "secret"), BROKEN)
def test_wherever_it_breaks_it_is_covered_and_nothing_beside_it(label: str, secret: str, behind: str) -> None:
    before, wrong = f"云川市民政局\n2024年6月18日\n{label}", []
    for place, gap in product(range(1, len(secret)), ("\n", "\n\n", " ", "\n　　", "\r\n")):
        text = before + secret[:place] + gap + secret[place:] + behind
        covered = {i for start, end in private_spans(text) for i in range(start, end)}
        within = set(range(len(before), len(before) + len(secret) + len(gap)))
        if covered - within or [i for i in within - covered if not text[i].isspace()]:
            wrong.append(text[len(before) - len(label) :])
    assert wrong == []


CONTACT_LINES = ["邮箱：rong@example.com", "信箱：rong@example.com", "电邮：rong@example.com", "附注：13812345678", "承办：0996-5550177"]


@pytest.mark.parametrize("line", [*CONTACT_LINES, "容若菲 13812345678"])
def test_a_contact_line_leaves_the_date_above_and_its_own_label(line: str) -> None:
    text = f"云川市民政局\n2024年6月18日\n{line}"
    left = masked(text, private_spans(text))
    assert left.startswith("云川市民政局\n2024年6月18日\n") and ("：" not in line or line.split("：")[0] in left)


MARKS = [
    "1",
    "1 ",
    "1\n",
    "0996-\n",
    "：",
    "（",
    "|",
    "@",
    "a@",
    "一",
    "容",
    "联系人：",
    "联系人\n",
    "联系人 | 电话\n",
    "姓名：",
    "电话",
    "1-",
    " ",
]


@pytest.mark.parametrize("mark", MARKS)
def test_long_texts_of_one_mark_are_read(mark: str) -> None:
    text = mark * 20_000
    assert all(0 <= start < end <= len(text) for start, end in private_spans(text))


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话1800000次",
        "电话回访1234567人次",
        "手机用户1380000户",
        "电话亭20235678个",
        "领导签发：梁栋",
        "签发人：梁栋",
        "联系人：办公室",
        "联系人为各科室负责人，由市民政局统筹。",
        "承办：市民政局大数据中心   地址：云川市江北路88号",
        "投入资金13812345678元",
        "床位\n13800\n264000\n15380\n26400",
        "全市共有2024\n1380 户",
        "床位数 13800 120000",
        "2023年 2024年\n13800 120000",
        "13800 120000\n14000 130000",
        "图：2024年统计",
        "全区共有流动儿童15488人、困境儿童1004人。",
        "官民函〔2022〕52号",
        "索引号：015116516-202511-104121",
        "2025-11-26 15:44",
        "发放补贴13888万元，惠及1390000人次。",
        "关于政协西山区十届四次会议第10040151号提案答复的函",
        "配备联络员12名、信息员36名、校对人员4名。",
        "审核通过的困难家庭及时纳入保障范围。",
        "区民政局、区财政局联合印发，由区审计局负责审核。",
        "2024年5月28日",
        "签发人：",
        "由区长签发，印发各镇。",
        "责任人员要严格落实值班制度。",
        "我局已联系企业12家，2024年新增就业67196365人。",
        "全市常住人口 6719636",
        "项目（20240508）已办结。",
        "记者从市民政局获悉，全市建成养老院3个。",
        "要求审核为主、编辑为辅，负责同志为第一责任人。",
        "联系人大代表12名，走访群众3000户。",
    ],
)
def test_other_numbers_and_words_are_not(text: str) -> None:
    assert private(text) == []


def test_spans_are_sorted_and_apart() -> None:
    text = "联系人：苗子渊 0997-5550133，13900001111；编辑：盛小满"
    spans = private_spans(text)
    assert list(spans) == sorted(spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(
    ("private_at", "clear"),
    [
        ((), (10, 30)),
        (((0, 5), (40, 50)), (10, 30)),
        (((8, 12),), (12, 30)),
        (((26, 40),), (10, 26)),
        (((10, 12), (24, 30)), (12, 24)),
        (((11, 13), (15, 16)), (16, 30)),
        (((16, 19),), None),
        (((10, 30),), None),
    ],
    ids=["nothing private", "outside", "left", "right", "both sides", "two on the left", "in the focus", "all of it"],
)
def test_a_quote_is_cut_around_private_data_and_keeps_its_focus(
    private_at: tuple[tuple[int, int], ...], clear: tuple[int, int] | None
) -> None:
    assert clear_of(10, 30, (18, 20), private_at) == clear


def test_no_private_string_reaches_a_fact(say: Say) -> None:
    body = "全区建成养老服务站12个，配备护理员36名（联系人：苗子渊，电话0997-5550133），投入资金80万元。"
    letter = say(body)
    printed = str(letter_json(letter))
    assert {"36", "12"} <= {str(f.count) for f in letter.facts if hasattr(f, "count")}
    assert not [secret for secret in ("苗子渊", "5550133") if secret in printed]
