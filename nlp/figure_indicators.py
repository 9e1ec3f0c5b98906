"""The noun phrase that a figure is about, from the parts of speech before it."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.figure_places import is_place
from nlp.segmentation import TaggedToken

Span = tuple[int, int]

_NOMINAL = ("n", "vn", "an", "j", "l", "eng", "b", "s", "nz")
_SKIPPED_POS = ("d", "p", "c", "u", "t", "f", "y")
_SKIPPED = frozenset("累计 合计 总计 共计 实现 达 到 将 已 共 约 近 总 首次 目前 预计 全年".split())
# Verbs that belong to what is counted: 新增就业 is another figure than 就业.
_TELLING = frozenset(
    "新增 净增 新建 改建 扩建 改造 新改扩建 安置 建成 培训 转移 脱贫 参保 就业 带动 发放 投入 支出 出口 进口 "
    "发电 用电 拨付 引进 利用 减免 受理 接待 销售 零售 完成投资 到位 种植 养殖 开发 覆盖 惠及 服务 救助 资助 "
    "创业 消费 贷款 存款 投资 融资 增收 获得 修复 治理 开通 开工 竣工 筹集 搬迁 流转 整治 招收 招聘 吸引 减排 "
    "储蓄 进出口 外出 务工 返乡 人均 受灾 受益 受训 存栏 出栏 播种 绿化 复垦 造林 盘活 运营 在建 招商 签约 "
    "上缴 纳税 分红 亩均 户均 年均 研发 授权 注册 毕业 落地 建设 新开 通车 运输 发送 吞吐 加工 生产 可支配".split()
)
_NOUNLIKE = frozenset(
    "就业 投资 支出 消费 贷款 存款 进口 出口 进出口 融资 增收 储蓄 零售 减排 研发 务工 脱贫 搬迁".split()
)
# Verbs that say nothing about the noun they govern.
_HOLLOW = frozenset(
    "实现 完成 达到 包括 成为 形成 取得 获得 拥有 具有 推动 推进 促进 加快 全面 没有 使得 确保 保持 保障 力争 争取 "
    "以及 覆盖 可能 提高 提升 增加 减少 扩大 达成 超过 突破 显示 介绍 表示 预计 公布 通报 发布 报告 存在 涉及 位居 "
    "位列 等于 高于 低于 占有 占据 属于 作为 开始 继续 其中 能够 需要 应该 可以 进行 得到 仍有 还有 共有 只有 也有 "
    "已有 现有 所有 产生 出现 发生 带来 不断 累计".split()
)
# Nouns that tell nothing alone: what they measure stands elsewhere.
_EMPTY = frozenset(
    "占比 比重 比例 增速 增幅 同比 环比 涨幅 降幅 幅度 其中 以上 目标 任务 年度目标任务 水平 规模 总量 总数 "
    "总额 数量 人数 面积 数 量 额 人 方面 情况 工作 时间 问题 地方 地区 部分 单位 年 年底 数据 结果 记者 "
    "目前 这里 系统 国家 世界 全球 我国 中国 全国 群众 标准 力度 金额 总 万 亿 价格 距离 高度 长度 原则 "
    "关口 大关 台阶 历史 全省 全市 阶段 期间 时期 最高 新高 党员 同志 干部 学生 者 月份 季度 年度 以来 累计 期限".split()
)
_JOINING = frozenset({"、", "和", "与", "及", "以及"})
_LONGEST = 24
_GENERIC_ENDS = (
    "率", "比重", "占比", "面积", "总额", "总量", "产值", "增加值", "收入", "支出", "规模", "数量", "人数",
    "投资", "资金", "贷款", "价格", "标准", "比例", "余额", "水平", "数", "额", "量", "能力",
)  # fmt: skip


def is_empty(indicator: str) -> bool:
    """Tells whether a folded noun phrase names no figure by itself (占比, 规模)."""
    return indicator in _EMPTY


def names_measure(indicator: str) -> bool:
    """Tells whether a folded noun phrase ends in what is measured (增加值, 收入, 面积)."""
    return indicator.endswith(_GENERIC_ENDS)


def find_indicator(tokens: Sequence[TaggedToken], start: int, end: int) -> Span | None:
    """Finds the noun phrase that ends where a link begins.

    Args:
        tokens: The folded sentence with parts of speech.
        start: Where its clause begins.
        end: Where the link begins.

    Returns:
        The span of the noun phrase, without the place in front of it; None if there is none.
    """
    clause = [_cut(token, start, end) for token in tokens if token.start < end > start < token.end]
    while clause and (clause[-1].pos.startswith(_SKIPPED_POS) or clause[-1].text in _SKIPPED):
        clause.pop()
    if not clause or not _may_end(clause[-1]):
        return None
    first = _first(clause)
    if first == len(clause) - 1:
        if (
            clause[first].text in _TELLING
            and clause[first].pos == "v"
            and clause[first].text not in _NOUNLIKE
        ):
            return None
        if first and _completes(clause[first - 1]):
            first -= 1
    while first < len(clause) - 1 and _is_lead(clause[first]):
        first += 1
    span = clause[first].start, clause[-1].end
    return span if span[1] - span[0] >= 2 else None


def _cut(token: TaggedToken, start: int, end: int) -> TaggedToken:
    if token.start >= start and token.end <= end:
        return token
    begin, stop = max(token.start, start), min(token.end, end)
    text = token.text[begin - token.start : stop - token.start]
    return TaggedToken(text, token.pos, begin, stop)


def _may_end(token: TaggedToken) -> bool:
    if token.pos.startswith(("nr", "b", "s")) and len(token.text) > 1:
        return token.pos != "s"
    return token.pos.startswith(_NOMINAL) or token.text in _TELLING


def _completes(token: TaggedToken) -> bool:
    """A verb before a single noun tells which one is meant: 死亡人数, 参展企业, 补助资金."""
    return token.pos == "v" and len(token.text) > 1 and token.text not in _HOLLOW


def _first(clause: Sequence[TaggedToken]) -> int:
    """Goes back from the end of a clause as far as the noun phrase reaches."""
    index = len(clause) - 1
    end = clause[-1].end
    while index > 0:
        token, head = clause[index - 1], clause[index:]
        if end - token.start > _LONGEST:
            break
        if _belongs(token, head):
            index -= 1
        elif index > 1 and _joins(token, head) and _listed(clause[index - 2], head):
            index -= 2
        else:
            break
    return index


def _belongs(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    if token.text in _TELLING:
        return True
    if token.pos == "m":
        return token.text.endswith(("大", "产", "次")) and not token.text[0].isdigit()
    if token.pos.startswith("a"):
        return token.text not in {"近", "大", "多"}
    return token.pos.startswith(_NOMINAL) or token.pos in {"k", "zg", "h"}


def _listed(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    return len(token.text) > 1 and _belongs(token, head)


def _joins(token: TaggedToken, head: Sequence[TaggedToken]) -> bool:
    if token.text in _JOINING:
        return True
    words = "".join(part.text for part in head)
    return token.text == "的" and len(words) <= 4 and words.endswith(_GENERIC_ENDS)


def _is_lead(token: TaggedToken) -> bool:
    """Places stand in a column of their own; 以上 and the like say nothing in front."""
    return (
        is_place(token)
        or token.text in {"其中", "以上", "以下", "我", "本", "月份", "季度", "完成"}
        or token.pos == "t"
    )
