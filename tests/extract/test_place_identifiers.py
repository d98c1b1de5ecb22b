"""Which place a name means in a letter, read from whole letters."""

from __future__ import annotations

import pytest

from extract.reader import Reader

BODY = """{issuer}关于区政协三届二次会议第12号提案答复的函
李青禾委员：
您提出的《关于加强校园周边治理的提案》收悉。{said}
{issuer}
2024年5月8日
"""


@pytest.mark.parametrize(
    ("issuer", "said", "name", "identifier"),
    [
        ("昆明市官渡区民政局", "官渡区教育局已办理。", "官渡区", "530111"),
        ("昆明市西山区民政局", "西山区教育局已办理。", "西山区", "530112"),
        ("长春市朝阳区教育局", "朝阳区公安分局加强巡查。", "朝阳区", "220104"),
        ("北京市朝阳区教育局", "朝阳区公安分局加强巡查。", "朝阳区", "110105"),
        ("福州市教育局", "鼓楼区教育局加强巡查。", "鼓楼区", "350102"),
        ("昆明市官渡区民政局", "委托官渡区青禾社工中心在关上街道实施“暖心”项目。", "关上街道", "530111001"),
        ("白榆县民政局", "清溪镇人民政府设立工作站。", "清溪镇", "白榆县/清溪镇"),
        ("昆明市民政局", "鼓楼区教育局介绍了经验。", "鼓楼区", None),
        ("青岚省民政厅", "中山市教育局介绍了经验。", "中山市", None),
        ("昆明市民政局", "龙泉镇人民政府设立工作站。", "龙泉镇", None),
    ],
)
def test_the_place_that_is_meant(reader: Reader, issuer: str, said: str, name: str, identifier: str | None) -> None:
    letter = reader.read(BODY.format(issuer=issuer, said=said), "letter.txt")
    assert dict(letter.places).get(name) == identifier
