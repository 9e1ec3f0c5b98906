"""Tagged articles for tests of suggestions: short reports of a county that does not exist."""

from __future__ import annotations

import random
from collections.abc import Iterator

from corpus.article import ArticleDraft
from tests.articles import draft

SENTENCES = {
    "治水": (
        "河长每周沿着堤岸走一遍，把排污口记在本子上。",
        "截污管网铺到村口，溪水从黑变清。",
        "水库除险加固之后，汛期里巡堤的人心里有了底。",
        "上游不再往河里倒垃圾，下游的鱼又多起来。",
        "清淤的船停在桥下，断面水质连着三个月达标。",
    ),
    "养老": (
        "老年食堂三餐八元，独居老人不用自己开火。",
        "护理员上门量血压，失能老人也能洗上热水澡。",
        "村里的日间照料中心添了轮椅和理疗床。",
        "子女在外打工，邻里轮流给高龄老人送饭。",
        "助餐补贴按月打进卡里，老人说饭菜软和。",
    ),
    "产业": (
        "毛竹加工厂添了机床，竹椅卖到了省外。",
        "合作社统一收购笋干，订单比去年多了三成。",
        "返乡青年开网店，把山货装进快递箱。",
        "民宿和茶园连成一线，游客住下来消费。",
        "龙头企业带着农户种药材，亩产收入翻了一番。",
    ),
    "教育": (
        "教学点只有九个学生，老师把风琴搬上了山。",
        "支教的大学生教孩子们画画和英语。",
        "课后服务开到六点，家长下班再来接学生。",
        "教师周转房修好了，年轻老师愿意留下来。",
        "校车沿着新路走，最远的学生不用再住校。",
    ),
}
COMMON = (
    "县里的干部到村里开了座谈会。",
    "大家说，办法是一点一点试出来的。",
    "这件事写进了今年的工作报告。",
    "村民代表一条一条地提意见。",
)


def reports(each: int, seed: int = 7, *, tagged: bool = True) -> Iterator[ArticleDraft]:
    """Reports about each of the subjects in turn, the same ones every time.

    Args:
        each: How many about each subject.
        seed: Other reports for another one.
        tagged: Whether they bear their subject as a tag.
    """
    rng = random.Random(seed)
    for n in range(each):
        for subject, sentences in SENTENCES.items():
            first, second = (rng.sample(sentences, 2) for _ in range(2))
            text = "\n".join("".join([*own, rng.choice(COMMON)]) for own in (first, second))
            title = f"{first[0].partition('，')[0]}（{n + 1}）"
            yield draft(text, title, tags=(subject,) if tagged else ())
