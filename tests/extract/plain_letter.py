"""The plain letter around a sentence that a test wants read."""

from __future__ import annotations

from collections.abc import Callable

from extract.facts import Letter

LETTER = """禾丰区民政局

禾民函〔2024〕18号

关于政协禾丰区五届三次会议第503027号提案的答复

顾一帆委员：

您提出的《关于完善基层公共服务的提案》（第503027号）收悉，现答复如下：

{body}

感谢您对我们工作的关心。

云川市禾丰区民政局
2024年5月28日
"""

Say = Callable[[str], Letter]
