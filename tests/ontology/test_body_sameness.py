"""When two names are one body."""

from __future__ import annotations

from itertools import combinations

import pytest

from ontology.bodies import Body, compare, near

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
PAIRS = [
    # name, place, name, place, answer, rule
    ("官渡区检察院", "530111", "昆明市官渡区人民检察院", "530111", SAME, "key"),
    ("区检察院", "530111", "官渡区人民检察院", None, SAME, "key"),
    ("区检察院", "官渡区", "官渡区人民检察院", "530111", SAME, "key"),
    ("团区委", "530111", "共青团官渡区委员会", "530111", SAME, "key"),
    ("市卫健委", "云川市", "云川市卫生健康委员会", "云川市", SAME, "key"),
    ("云川市卫生健康委", "云川市", "云川市卫健委", "云川市", SAME, "key"),
    ("县教体局", "桐源县", "桐源县教育体育局", "桐源县", SAME, "key"),
    ("县文化广电旅游局", "桐源县", "桐源县文化广电和旅游局", "桐源县", SAME, "key"),
    ("市自然资源规划局", "云川市", "云川市自然资源和规划局", "云川市", SAME, "key"),
    ("区公安分局", "530111", "昆明市公安局官渡分局", "530100", SAME, "key"),
    ("官渡公安分局", "530111", "昆明市公安局官渡分局", "530100", SAME, "key"),
    ("昆明市官渡公安分局", "530100", "官渡区公安分局", "530111", SAME, "key"),
    ("昆明市生态环境局官渡分局", "530100", "官渡区生态环境分局", "530111", SAME, "key"),
    ("市中院", "云川市", "云川市中级人民法院", "云川市", SAME, "key"),
    ("省高院", "530000", "云南省高级人民法院", "530000", SAME, "key"),
    ("区关工委", "530111", "官渡区关心下一代工作委员会", "530111", SAME, "key"),
    ("市“双减”办", "云川市", "云川市双减工作办公室", "云川市", SAME, "key"),
    ("市双减办", "云川市", '云川市"双减"办公室', "云川市", SAME, "key"),
    ("区政协提案委", "530111", "政协官渡区委员会提案委员会", "530111", SAME, "key"),
    ("区政协", "530111", "中国人民政治协商会议官渡区委员会", "530111", SAME, "key"),
    ("区人大代表工委", "530111", "官渡区人大常委会代表工作委员会", "530111", SAME, "key"),
    ("区委", "530111", "中共官渡区委员会", "530111", SAME, "key"),
    ("区委宣传部", "530111", "中共官渡区委宣传部", "530111", SAME, "key"),
    ("区委编办", "530111", "官渡区委机构编制委员会办公室", "530111", SAME, "key"),
    ("市网信办", "云川市", "中共云川市委网信办", "云川市", SAME, "key"),
    ("市安委办", "云川市", "云川市安全生产委员会办公室", "云川市", SAME, "key"),
    ("市安委会办公室", "云川市", "云川市安委办", "云川市", SAME, "key"),
    ("市交警支队", "云川市", "云川市公安局交通警察支队", "云川市", SAME, "key"),
    ("市税务局", "云川市", "国家税务总局云川市税务局", "云川市", SAME, "key"),
    ("人行云川市中心支行", "云川市", "中国人民银行云川市中心支行", "云川市", SAME, "key"),
    ("民盟云川市委", "云川市", "中国民主同盟云川市委员会", "云川市", SAME, "key"),
    ("国家发改委", None, "国家发展和改革委员会", None, SAME, "key"),
    ("人社部", None, "人力资源和社会保障部", None, SAME, "key"),
    ("全国妇联", None, "中华全国妇女联合会", None, SAME, "key"),
    ("县一中", "桐源县", "桐源县第一中学", "桐源县", SAME, "key"),
    ("市特教学校", "云川市", "云川市特殊教育学校", "云川市", SAME, "key"),
    ("市未成年人保护领导小组", "云川市", "云川市未成年人保护工作领导小组", "云川市", SAME, "key"),
    ("市综合执法局", "云川市", "云川市综合行政执法局", "云川市", SAME, "key"),
    ("文山州教育局", "532600", "文山壮族苗族自治州教育局", "532600", SAME, "key"),
    ("远澜新能源股份有限公司", None, "远澜新能源股份有限公司", None, SAME, "proper-name"),
    ("市人民政府外事办公室", "云川市", "云川市外办", "云川市", SAME, "key"),
    # same short name elsewhere
    ("区民政局", "530111", "区民政局", "530112", DIFFERENT, "place"),
    ("市民政局", "530100", "市民政局", "530300", DIFFERENT, "place"),
    ("朝阳区教育局", "110105", "朝阳区教育局", "220104", DIFFERENT, "place"),
    ("官渡区人民检察院", "530111", "昆明市人民检察院", "530100", DIFFERENT, "place"),
    ("民政部", None, "云南省民政厅", "530000", DIFFERENT, "place"),
    ("市民政局", None, "白榆县民政局", "白榆县", DIFFERENT, "level"),
    # a body and its parts
    ("区公安局", "禾丰区", "区公安局交警大队", "禾丰区", DIFFERENT, "kind"),
    ("区公安局", "禾丰区", "禾丰区公安局秩序科", "禾丰区", DIFFERENT, "part"),
    ("昆明市生态环境局", "530100", "昆明市生态环境局官渡分局", "530100", DIFFERENT, "place"),
    ("云川市民政局", "云川市", "云川市救助管理站", "云川市", DIFFERENT, "kind"),
    ("云川市卫健委", "云川市", "云川市疾控中心", "云川市", DIFFERENT, "kind"),
    ("县农业农村局", "桐源县", "桐源县农业农村局农技推广中心", "桐源县", DIFFERENT, "part"),
    ("市人民政府", "云川市", "云川市人民政府办公室", "云川市", DIFFERENT, "kind"),
    ("市未成年人保护工作领导小组", "云川市", "云川市未成年人保护工作领导小组办公室", "云川市", DIFFERENT, "part"),
    ("市安委会", "云川市", "云川市安委办", "云川市", DIFFERENT, "part"),
    ("市妇儿工委", "云川市", "云川市妇儿工委办公室", "云川市", DIFFERENT, "part"),
    ("复旦大学", None, "复旦大学附属儿科医院", None, DIFFERENT, "part"),
    ("区人大常委会", "530111", "官渡区人民代表大会", "530111", DIFFERENT, "kind"),
    ("区政协", "530111", "区政协提案委", "530111", DIFFERENT, "part"),
    ("区法院", "530111", "官渡区人民法院太和法庭", "530111", DIFFERENT, "kind"),
    # reforms
    ("市卫计委", "云川市", "云川市卫健委", "云川市", DIFFERENT, "succeeds"),
    ("市卫生局", "云川市", "云川市卫健委", "云川市", DIFFERENT, "succeeds"),
    ("县国土资源局", "桐源县", "桐源县自然资源局", "桐源县", DIFFERENT, "succeeds"),
    ("县国土局", "桐源县", "桐源县自然资源和规划局", "桐源县", DIFFERENT, "succeeds"),
    ("市环保局", "云川市", "云川市生态环境局", "云川市", DIFFERENT, "succeeds"),
    ("市农业局", "云川市", "云川市农业农村局", "云川市", DIFFERENT, "succeeds"),
    ("市工商局", "云川市", "云川市市场监管局", "云川市", DIFFERENT, "succeeds"),
    ("市旅游局", "云川市", "云川市文化和旅游局", "云川市", DIFFERENT, "succeeds"),
    ("市安监局", "云川市", "云川市应急管理局", "云川市", DIFFERENT, "succeeds"),
    ("市国税局", "云川市", "国家税务总局云川市税务局", "云川市", DIFFERENT, "succeeds"),
    ("县扶贫办", "桐源县", "桐源县乡村振兴局", "桐源县", DIFFERENT, "succeeds"),
    ("银保监会", None, "国家金融监督管理总局", None, DIFFERENT, "succeeds"),
    ("市大数据局", "云川市", "云川市数据局", "云川市", DIFFERENT, "succeeds"),
    # alike and different
    ("县委办", "白榆县", "县政府办", "白榆县", DIFFERENT, "kind"),
    ("市第一人民医院", "云川市", "云川市人民医院", "云川市", DIFFERENT, "number"),
    ("市第一人民医院", "云川市", "云川市第二人民医院", "云川市", DIFFERENT, "number"),
    ("县一中", "桐源县", "桐源县第二中学", "桐源县", DIFFERENT, "number"),
    ("市消防救援支队", "云川市", "云川市消防救援大队", "云川市", DIFFERENT, "rank"),
    ("市人民医院", "云川市", "云川市中医院", "云川市", DIFFERENT, "kind"),
    ("市公安局", "云川市", "云川市司法局", "云川市", DIFFERENT, "functions"),
    ("市博物馆", "云川市", "云川市博物馆协会", "云川市", DIFFERENT, "kind"),
    ("市法院", "云川市", "云川市检察院", "云川市", DIFFERENT, "kind"),
    ("市中院", "云川市", "云川市人民法院", "云川市", DIFFERENT, "kind"),
    ("云川青禾公益服务中心", "云川市", "云川市阳光社会工作服务中心", "云川市", DIFFERENT, "name"),
    # for a person to say
    ("县教育局", "桐源县", "桐源县教育体育局", "桐源县", UNSURE, "functions-overlap"),
    ("县教体局", "桐源县", "桐源县体育局", "桐源县", UNSURE, "functions-overlap"),
    ("县水利局", "桐源县", "桐源县农业农村和水利局", "桐源县", UNSURE, "functions-overlap"),
    ("市城市管理局", "云川市", "云川市城市管理综合行政执法局", "云川市", UNSURE, "functions-overlap"),
    ("区卫健委", "禾丰区", "禾丰区卫生健康局", "禾丰区", UNSURE, "same-kind"),
    ("区公安局", "禾丰区", "禾丰区公安分局", "禾丰区", UNSURE, "same-kind"),
    ("市政府办公室", "云川市", "云川市人民政府办公厅", "云川市", UNSURE, "same-kind"),
    ("市大数据局", "云川市", "云川市大数据管理局", "云川市", SAME, "key"),
    ("市纪委监委", "云川市", "云川市纪委", "云川市", UNSURE, "joint-organs"),
    ("市纪委监委", "云川市", "云川市监委", "云川市", UNSURE, "joint-organs"),
    ("云川水务有限公司", "云川市", "云川水务有限责任公司", "云川市", UNSURE, "company-form"),
    ("市未成年人保护工作领导小组", "云川市", "云川市未成年人保护委员会", "云川市", UNSURE, "group-or-committee"),
    ("朝阳区教育局", "朝阳区", "朝阳区教育局", "110105", UNSURE, "place-not-known-which"),
    ("市民政局", None, "云川市民政局", "云川市", UNSURE, "no-place"),
    ("霜亭市公安局柳屏分局", "霜亭市", "柳屏区公安分局", "柳屏区", UNSURE, "branch-of-unlisted-city"),
    ("白榆文旅投资集团有限公司", None, "白榆文化旅游投资集团有限公司", None, UNSURE, "abbreviation"),
]


@pytest.mark.parametrize(("one", "at", "other", "there", "answer", "rule"), PAIRS)
def test_pair(one: str, at: str | None, other: str, there: str | None, answer: str, rule: str) -> None:
    verdict = compare(Body(one, at), Body(other, there))
    assert (verdict.answer, verdict.rule) == (answer, rule)
    assert compare(Body(other, there), Body(one, at)) == verdict


def test_near_finds_what_comparing_all_finds() -> None:
    bodies = [Body(name, place) for one, at, other, there, *_ in PAIRS for name, place in ((one, at), (other, there))]
    bodies = sorted(set(bodies), key=lambda body: (body.name, body.place or ""))
    unsure, same = set(), {index: index for index in range(len(bodies))}
    for left, right in combinations(range(len(bodies)), 2):
        verdict = compare(bodies[left], bodies[right])
        if verdict.answer == SAME:
            same[right] = min(same[right], same[left])
    found = list(near(bodies))
    assert found == sorted(found, key=lambda entry: entry[:2])
    merged = dict(enumerate(range(len(bodies))))
    for left, right, verdict in found:
        if verdict.answer == SAME:
            merged[right] = merged[left]
        else:
            unsure.add((left, right))
    assert merged == same
    for left, right in combinations(sorted(set(same.values())), 2):
        assert (compare(bodies[left], bodies[right]).answer == UNSURE) == ((left, right) in unsure), (bodies[left], bodies[right])
