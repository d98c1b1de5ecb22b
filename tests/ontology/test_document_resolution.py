"""Which cited documents are one: hard pairs with their right answers, counted; and what implements what."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.document_implementation import implementations
from ontology.document_numbers import number_key
from ontology.document_resolution import CitedDocument, resolve_documents

Called = tuple[str | None, str | None]
# Two ways of calling a document, in different letters, and whether they are one: s same, d different (or not known to be one).
PAIRS: list[tuple[Called, Called, str]] = [
    (
        ("云南省人民政府关于加强困境儿童保障工作的实施意见", "云政发〔2016〕103号"),
        ("云南省人民政府关于加强困境儿童保障工作的实施意见", None),
        "s",
    ),
    (("云南省人民政府关于加强困境儿童保障工作的实施意见", "云政发〔2016〕103号"), (None, "云政发[2016]103号"), "s"),
    ((None, "云政发〔2016〕103号"), (None, "云政发（2016）第103号"), "s"),
    (("未成年人保护法", None), ("未成年人保护法（2020年修订）", None), "s"),
    (("未成年人保护法", None), ("预防未成年人犯罪法", None), "d"),
    (("关于推进养老服务发展的意见", None), ("国务院办公厅关于推进养老服务发展的意见", "国办发〔2019〕5号"), "s"),
    (("关于推进养老服务发展的意见", None), (None, "国办发〔2019〕5号"), "s"),
    (("国务院办公厅关于推进养老服务发展的意见", None), ("云南省人民政府办公厅关于推进养老服务发展的实施意见", None), "d"),
    (("特困人员认定办法", None), ("关于印发〈特困人员认定办法〉的通知", "民发〔2016〕178号"), "s"),
    (("社会救助暂行办法", "国务院令第649号"), ("社会救助暂行办法", None), "s"),
    (("公共场所卫生管理条例", "国务院令第714号"), ("快递暂行条例", "国务院令第714号"), "d"),
    (("禾丰区养老服务办法（试行）", None), ("禾丰区养老服务办法", None), "d"),
    (("禾丰区养老服务办法（试行）", "禾政发〔2019〕1号"), ("禾丰区养老服务办法", "禾政发〔2022〕1号"), "d"),
    (("禾丰区养老服务办法(试行)", None), ("《禾丰区养老服务办法（试行）》", "禾政发〔2019〕1号"), "s"),
    (("禾丰区养老规划（2016—2020年）", None), ("禾丰区养老规划（2021—2025年）", None), "d"),
    (("禾丰区养老规划（2021—2025年）", None), ("禾丰区养老规划(2021-2025年)", None), "s"),
    (("禾丰区养老规划", None), ("禾丰区养老规划（2021—2025年）", None), "d"),
    (("中国儿童发展纲要（2011—2020年）", None), ("中国儿童发展纲要（2021—2030年）", None), "d"),
    (("工作方案", None), ("工作方案", "禾政发〔2019〕1号"), "d"),
    (("关于加强校园安全的通知", "禾教发〔2019〕1号"), ("关于加强校园安全的通知", "云教发〔2019〕1号"), "d"),
    (("关于加强校园安全的通知", None), ("关于加强校园安全的通知", "云教发〔2019〕1号"), "d"),
    (("民政部关于做好救助工作的通知", "民发〔2015〕1号"), ("民政部关于做好救助工作的通知", None), "s"),
    (("民政部关于做好救助工作的通知", "民发〔2015〕1号"), ("教育部关于做好救助工作的通知", None), "d"),
    (("民政部 财政部关于做好救助工作的通知", "民发〔2015〕1号"), ("民政部、财政部关于做好救助工作的通知", None), "s"),
    (("民政部关于做好救助工作的通知", "民发〔2015〕1号"), ("民政部关于做好救助工作的通知", "民发〔2016〕1号"), "d"),
    (("云南省物业管理条例", None), ("物业管理条例", None), "d"),
    (("云南省学前教育条例", None), ("云南省学前教育条例", None), "s"),
    (("食品安全法", None), ("食品安全法实施条例", None), "d"),
    (("殡葬管理条例", None), ("殡葬管理条例实施办法", None), "d"),
    (
        ("“十四五”民政事业发展规划", None),
        ("民政部 国家发展和改革委员会关于印发《“十四五”民政事业发展规划》的通知", "民发〔2021〕51号"),
        "s",
    ),
    (("禾丰区“十四五”养老规划", None), ("禾丰区十四五养老规划", None), "s"),
    (("禾丰区“十三五”养老规划", None), ("禾丰区“十四五”养老规划", None), "d"),
    (("市场准入负面清单（2020年版）", None), ("市场准入负面清单（2022年版）", None), "d"),
    (("最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）", None), (None, "法释〔2020〕22号"), "s"),
    (
        ("最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）", None),
        ("最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（二）", None),
        "d",
    ),
    ((None, "国办发〔2019〕5号"), (None, "国办函〔2019〕5号"), "d"),
    ((None, "国发〔2019〕5号"), (None, "国办发〔2019〕5号"), "d"),
    ((None, "禾政办发〔2019〕5号"), (None, "禾政办发〔2019〕15号"), "d"),
    ((None, "第12号令"), (None, "第12号令"), "d"),
    ((None, "GB/T 2260-2007"), (None, "GB/T2260—2007"), "s"),
    (("民法典", None), ("民法通则", None), "d"),
    (("老旧小区改造工作方案", None), ("老旧小区改造工作方案", "禾政发〔2019〕1号"), "d"),
    (("关于加强城区停车管理的意见", None), ("关于加强城区停车管理的意见", "禾政发〔2019〕1号"), "d"),
    (("城市管理实施办法", None), ("城市管理实施办法", "禾政发〔2019〕1号"), "d"),
    (("生态保护区管理办法", None), ("生态保护区管理办法", "禾政发〔2019〕1号"), "d"),
    (("恩施土家族苗族自治州养老办法", None), ("恩施土家族苗族自治州养老办法", "恩政发〔2019〕1号"), "s"),
    (("噪声污染防治法", None), ("环境噪声污染防治法", None), "d"),
]


def cited(called: Called, key: str) -> CitedDocument:
    title, number = called
    return CitedDocument(key, (title.strip("《》"),) if title else (), (number,) if number else ())


def joined(one: Called, other: Called) -> bool:
    """Whether answers of ``same`` connect the two, through a known document too."""
    groups = {"left": "left", "right": "right"}

    def root(key: str) -> str:
        groups.setdefault(key, key)
        while groups[key] != key:
            key = groups[key]
        return key

    for answer in resolve_documents([cited(one, "left"), cited(other, "right")]):
        if answer.answer == "same":
            groups[root(answer.right)] = root(answer.left)
    return root("left") == root("right")


@pytest.mark.parametrize(("one", "other", "truth"), PAIRS)
def test_hard_pairs(one: Called, other: Called, truth: str) -> None:
    assert joined(one, other) == (truth == "s")
    assert joined(other, one) == (truth == "s")


def test_precision_and_recall_on_the_hard_pairs() -> None:
    counts = Counter((joined(one, other), truth) for one, other, truth in PAIRS)
    found, right, wanted = counts[True, "s"] + counts[True, "d"], counts[True, "s"], counts[True, "s"] + counts[False, "s"]
    assert right / found >= 0.98
    assert right / wanted >= 0.92


def test_a_third_document_never_joins_two_numbers() -> None:
    letters = [
        CitedDocument("a", ("禾丰区养老服务办法",), ("禾政发〔2019〕1号",)),
        CitedDocument("b", ("禾丰区养老服务办法",), ("禾政发〔2022〕1号",)),
        CitedDocument("c", ("禾丰区养老服务办法",)),
    ]
    answers = {(a.left, a.right): (a.answer, a.rule) for a in resolve_documents(letters)}
    assert answers["a", "b"] == ("different", "document.two-numbers")
    assert answers["a", "c"] == answers["b", "c"] == ("unsure", "document.general-title")


def test_a_countys_own_opinion_makes_a_title_without_issuer_unsure() -> None:
    letters = [
        CitedDocument("a", ("关于推进养老服务发展的意见",)),
        CitedDocument("b", ("关于推进养老服务发展的意见",), ("禾政发〔2020〕3号",)),
    ]
    answers = {(a.left, a.right): a.answer for a in resolve_documents(letters)}
    assert answers["a", "国办发〔2019〕5号"] == "unsure"
    assert answers["a", "b"] == "unsure"


def test_answers_do_not_depend_on_the_order() -> None:
    letters = [cited(called, f"{index}{side}") for index, pair in enumerate(PAIRS) for side, called in enumerate(pair[:2])]
    assert resolve_documents(letters) == resolve_documents(reversed(letters))


@pytest.mark.parametrize(
    ("title", "implemented"),
    [
        ("云南省实施《中华人民共和国未成年人保护法》办法", ("未成年人保护法", True)),
        ("云南省实施〈中华人民共和国残疾人保障法〉办法", ("残疾人保障法", True)),
        ("禾丰区关于贯彻落实《国务院办公厅关于推进养老服务发展的意见》的实施意见", ("国办发〔2019〕5号", True)),
        ("禾丰区贯彻〈中国儿童发展纲要（2021—2030年）〉实施方案", ("中国儿童发展纲要（2021—2030年）", True)),
        ("云南省《社会救助暂行办法》实施细则", ("社会救助暂行办法", True)),
        ("云南省人民政府关于加强困境儿童保障工作的实施意见", ("国发〔2016〕36号", False)),
        ("禾丰区关于落实《禾丰市养老服务办法》的实施细则", (None, True)),
    ],
)
def test_what_a_title_says_it_implements(title: str, implemented: tuple[str | None, bool]) -> None:
    found = implementations([CitedDocument(title, (title,))])
    assert [(i.implements, i.sure) for i in found] == [implemented]


@pytest.mark.parametrize(
    "title",
    [
        "关于印发《特困人员认定办法》的通知",
        "未成年人保护法",
        "国务院关于加强困境儿童保障工作的意见",
        "禾丰区养老服务实施方案",
        "关于学习宣传贯彻《民法典》的报告",
        "最高人民法院关于适用《中华人民共和国民法典》婚姻家庭编的解释（一）",
    ],
)
def test_what_implements_nothing(title: str) -> None:
    assert implementations([CitedDocument(title, (title,))]) == []


def test_an_implemented_document_may_be_another_cited_one() -> None:
    letters = [
        CitedDocument("市办法", ("禾丰市养老服务办法",), ("禾政发〔2019〕1号",)),
        CitedDocument("区细则", ("禾丰区关于落实《禾丰市养老服务办法》的实施细则",)),
    ]
    assert [(i.key, i.implements) for i in implementations(letters)] == [("区细则", "市办法")]


NUMBERS = st.sampled_from(["国办发〔2019〕5号", "国办发[2019]5号", "禾政发〔2019〕1号", "禾政发〔2022〕1号", "第12号令"])
TITLES = st.sampled_from(["民法典", "关于推进养老服务发展的意见", "禾丰区养老服务办法", "禾丰区养老服务办法（试行）", "工作方案"])


@given(st.lists(st.tuples(st.lists(TITLES, max_size=2), st.lists(NUMBERS, max_size=1)), max_size=6))
def test_same_answers_never_join_two_numbers(letters: list[tuple[list[str], list[str]]]) -> None:
    documents = [CitedDocument(f"d{i}", tuple(titles), tuple(numbers)) for i, (titles, numbers) in enumerate(letters)]
    group: dict[str, str] = {}

    def root(key: str) -> str:
        while group.get(key, key) != key:
            key = group[key]
        return key

    for answer in resolve_documents(documents):
        if answer.answer == "same":
            group[root(answer.right)] = root(answer.left)
    borne: dict[str, set[str]] = {}
    for document in documents:
        borne.setdefault(root(document.key), set()).update(number_key(n) for n in document.numbers if not n.endswith("令"))
    assert all(len(numbers) <= 1 for numbers in borne.values())
