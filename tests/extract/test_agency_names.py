"""The table of kinds and the extractor's own short forms agree.

What the extractor makes of a short form is the body that the table means.
"""

from __future__ import annotations

import pytest
from plain_letter import Say

from extract.facts import OrganizationMention
from ontology.bodies import canonical, key
from ontology.bodies.tables import kinds

CITY = "云川市"
# Printed forms that the extractor reads otherwise, and how.
EXCEPTIONS = {
    "中共云川市工作委员会": ["云川市工作委员会"],  # without 中国共产党 it may be any committee
    "中共云川市工委": ["中国共产党云川市委员会"],
    "团云川市委": ["中国共产党云川市委员会"],  # the extractor reads 团 before level words only
    "云川市委巡视工作领导小组办公室": ["中共云川市委巡视工作领导小组办公室"],  # a province's; the table's form after a city is 巡察
    "云川市委全面深化改革委员会办公室": ["中国共产党云川市委员会"],
    "云川市委编委": ["中共云川市委机构编制委员会办公室"],  # taken for the office
    "云川市编委": ["云川市机构编制委员会办公室"],
    "云川市纪委区监委": ["云川市纪律检查委员会"],
    "云川市纪委县监委": ["云川市纪律检查委员会"],
    "云川市纪委省监委": ["云川市纪律检查委员会"],
    "云川市政府督察室": ["云川市人民政府"],
    "云川市政府妇儿工委": ["云川市人民政府妇儿工委"],
    "云川市办事处": ["云川市街道办事处"],  # a city has none
    "人行云川市中心支行": ["云川市中心支行"],
    "人行云川市支行": ["云川市支行"],
    # short forms of the table that the extractor does not read yet
    "中国银保监会云川市监管分局": ["中国银行保险监督管理委员会", "云川市监管分局"],
    "中国银监会云川市监管分局": ["云川市监管分局"],
    "九三云川市委": ["中国共产党云川市委员会"],
    "九三云川市委员会": ["中共云川市委员会"],
    "云川市创建全国文明城市领导小组": ["云川市领导小组"],
    "云川市创建国家卫生城市领导小组": ["云川市领导小组"],
    "云川市创建文明城市工作领导小组": ["云川市工作领导小组"],
    "云川市创建文明城市领导小组": ["云川市领导小组"],
    "云川市规委": ["云川市规划委员会"],
    "云川市规委会": ["云川市规划委员会"],
    "保监会云川市监管局": ["中国保险监督管理委员会", "云川市监管局"],
    "团云川市委员会": ["中共云川市委员会"],
    "国家矿山安监局云川市局": ["国家矿山安监局"],
    "国家金融监管总局云川市监管分局": ["国家金融监督管理总局", "云川市监管分局"],
    "国家金融监管总局云川市监管局": ["国家金融监督管理总局", "云川市监管局"],
    "外汇局云川市分局": ["云川市分局"],
    "外汇管理局云川市分局": ["云川市分局"],
    "民航云川市安全监督管理局": ["云川市安全监督管理局"],
    "民航云川市安全监管局": ["云川市安全监管局"],
    "民航云川市监管局": ["云川市监管局"],
    "民航云川市管理局": ["云川市管理局"],
    "矿山安全监察局云川市局": ["禾丰区矿山安全监察局"],
    "证监会云川市监管局": ["中国证券监督管理委员会", "云川市监管局"],
    "贸促云川市委员会": ["中共云川市委员会"],
    "金融监管总局云川市监管分局": ["国家金融监督管理总局", "云川市监管分局"],
    "金融监管总局云川市监管局": ["国家金融监督管理总局", "云川市监管局"],
    "银保监会云川市监管分局": ["中国银行保险监督管理委员会", "云川市监管分局"],
    "银保监会云川市监管局": ["中国银行保险监督管理委员会", "云川市监管局"],
    "银监会云川市监管分局": ["云川市监管分局"],
    "银监会云川市监管局": ["云川市监管局"],
}
# Printed forms in which the extractor sees no body.
UNSEEN = {
    "云川市个私协",
    "云川市义工联",
    "云川市书协",
    "云川市人才中心",
    "云川市企联",
    "云川市伊协",
    "云川市体彩中心",
    "云川市佛协",
    "云川市作协",
    "云川市信用联社",
    "云川市军休中心",
    "云川市农信联社",
    "云川市农村信用社",
    "云川市农村信用联社",
    "云川市农科所",
    "云川市减灾委",
    "云川市剧协",
    "云川市医保中心",
    "云川市卫监所",
    "云川市友协",
    "云川市台联",
    "云川市史志研究室",
    "云川市国家调查队",
    "云川市国调队",
    "云川市土储中心",
    "云川市妇计中心",
    "云川市学联",
    "云川市对外友协",
    "云川市就业中心",
    "云川市府办公厅",
    "云川市建协",
    "云川市律协",
    "云川市志联",
    "云川市抗震指",
    "云川市招考委",
    "云川市摄协",
    "云川市教科所",
    "云川市教科院",
    "云川市文物考古所",
    "云川市新联会",
    "云川市林科院",
    "云川市森防指",
    "云川市民协",
    "云川市法律援助处",
    "云川市注协",
    "云川市消保委",
    "云川市消协",
    "云川市消委会",
    "云川市环科院",
    "云川市电大",
    "云川市电教馆",
    "云川市知联会",
    "云川市社科院",
    "云川市福彩中心",
    "云川市篮协",
    "云川市红会",
    "云川市绿委",
    "云川市绿委会",
    "云川市美协",
    "云川市老体协",
    "云川市老促会",
    "云川市老年体协",
    "云川市老科协",
    "云川市考古所",
    "云川市联社",
    "云川市舞协",
    "云川市融媒中心",
    "云川市融媒体",
    "云川市血站",
    "云川市记协",
    "云川市语委",
    "云川市贸促会",
    "云川市足协",
    "云川市道协",
    "云川市防艾委",
    "云川市青联",
    "云川市音协",
    "云川市人口计生委",
    "云川市党史研究室",
    "云川市农技中心",
    "云川市团委",
    "云川市妇保院",
    "云川市安全生产委",
    "云川市广电台",
    "云川市政务中心",
    "云川市未保中心",
    "云川市法援中心",
    "云川市海关",
    "云川市计生委",
    "云川市调查队",
    "云川市防指",
    "人行云川市分行",
}
CASES = [short.replace("{}", CITY) if "{}" in short else CITY + short for kind in kinds().values() for short in kind.short]


def names(say: Say, printed: str) -> list[str]:
    """Canonical names of the bodies in a sentence with the printed form."""
    letter = say(f"已由{printed}负责。")
    start = letter.text.index("现答复如下") + 6
    end = letter.text.index("感谢您对我们工作的关心")
    return [fact.name for fact in letter.of(OrganizationMention) if start <= fact.evidence.start < end]


@pytest.mark.parametrize("printed", sorted(set(CASES)))
def test_short_form_in_a_sentence(say: Say, printed: str) -> None:
    found = names(say, printed)
    if printed in EXCEPTIONS:
        assert found == EXCEPTIONS[printed]
        return
    if printed in UNSEEN:
        assert found == []
        return
    assert len(found) == 1
    assert key(found[0], CITY) == key(printed, CITY)


def test_exceptions_are_of_the_table() -> None:
    assert set(EXCEPTIONS) | UNSEEN <= set(CASES)


@pytest.mark.parametrize("printed", sorted(set(CASES) - set(EXCEPTIONS) - UNSEEN))
def test_the_extractors_name_becomes_the_tables(say: Say, printed: str) -> None:
    found = names(say, printed)
    assert key(canonical(found[0], CITY), CITY) == key(canonical(printed, CITY), CITY)
