"""What was done, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.actor import ROLE_NAMES
from corpus.changes import Change, LibraryChange, item_name
from corpus.history_batches import Batch, Count, Kind
from corpus.undoing import Skipped, Undone
from pages.parts.article_text import chinese_date
from pages.parts.draft_form import NAMES
from pages.parts.literal import shortened

KINDS: dict[Kind, str] = {
    "article": "文章",
    "tag": "词表",
    "submission": "投稿",
    "variants": "同义词",
    "dictionary_word": "词典",
    "saved_search": "保存的检索",
    "theme_card": "主题卡",
    "theme_set": "主题集",
    "reading_list": "书单",
    "member": "成员",
}
FIELDS = {
    **NAMES,
    "name": "名称",
    "words": "词",
    "note": "说明",
    "notes": "附言",
    "slot": "颜色",
    "articles": "文章",
    "preferred": "首选写法",
    "forms": "其他写法",
    "word": "词",
    "kind": "类别",
    "frequency": "词频",
    "pos": "词性",
    "page": "页面",
    "address": "网址",
    "settings": "设置",
    "themes": "主题",
    "fitted_revision": "计算时的文库版本",
    "role": "角色",
    "parent": "上级",
    "colour": "颜色",
    "description": "说明",
    "aliases": "别名",
    "merged_into": "并入",
    "holder": "经手人",
    "reason": "理由",
}
"""What the fields of articles and items are called."""

_ARTICLES = {
    "create": "入库{}",
    "update": "修改{}",
    "trash": "把{}移入回收站",
    "restore": "把{}放回文库",
    "tag": "给{}加标签",
    "untag": "给{}去标签",
}
_ITEMS = {"create": "新增", "update": "修改", "delete": "删去", "restore": "恢复"}
_ACTIONS = {
    "create": "入库",
    "update": "修改",
    "trash": "移入回收站",
    "restore": "放回",
    "tag": "加标签",
    "untag": "去标签",
}
ACTIONS = {**_ACTIONS, "delete": "删去"}
"""What can be done, for a list to choose from."""

LONGEST_TITLE = 24
NAMED = 5


def told(batch: Batch, titles: Mapping[int, str]) -> str:
    """What a batch did, in one line."""
    return "；".join(_part(batch, count, titles) for count in batch.counts)


def _part(batch: Batch, count: Count, titles: Mapping[int, str]) -> str:
    sample = [one for one in batch.sample if _is_of(one, count)]
    if count.kind != "article":
        what = KINDS.get(count.kind, count.kind)
        names = "、".join(f"“{item_name(one)}”" for one in sample if isinstance(one, LibraryChange))
        more = f"等 {count.number} 项" if count.number > len(sample) else ""
        return f"{_ITEMS.get(count.action, count.action)}{what}{names}{more}"
    changes = [one for one in sample if isinstance(one, Change)]
    which = f" {count.number:,} 篇"
    if count.number == 1 and changes:
        which = f"《{shortened(titles.get(changes[0].article_id, '？'), LONGEST_TITLE)}》"
    return _ARTICLES[count.action].format(which) + _detail(count, changes)


def _detail(count: Count, changes: Sequence[Change]) -> str:
    """Which tags, or which fields."""
    if count.action in {"tag", "untag"}:
        sides = [(one.after, one.before or {}) for one in changes]
        turned = sides if count.action == "tag" else [(b, a) for a, b in sides]
        names = dict.fromkeys(
            tag for more, less in turned for tag in more["tags"] if tag not in less["tags"]
        )
        return f" {'、'.join(list(names)[:NAMED])}"
    if count.action == "update":
        fields = dict.fromkeys(FIELDS.get(f, f) for one in changes for f in one.after)
        return f"的{'、'.join(fields)}" if fields else ""
    return ""


def _is_of(one: Change | LibraryChange, count: Count) -> bool:
    kind = "article" if isinstance(one, Change) else one.kind
    return (kind, one.action) == (count.kind, count.action)


def foreseen(undone: Undone) -> str:
    """What an undo would do."""
    if not undone.done and not undone.skipped:
        return "现在已经是那次修改以前的样子，没有要撤销的。"
    return f"将恢复 {undone.done:,} 项{_left(undone)}。"


def done(undone: Undone) -> str:
    """What an undo has done."""
    if not undone.done and not undone.skipped:
        return "本来就是那次修改以前的样子，没有改动。"
    return f"已恢复 {undone.done:,} 项{_left(undone)}。"


def _left(undone: Undone) -> str:
    if not undone.skipped:
        return ""
    names = dict.fromkeys(f"“{shortened(one.name, LONGEST_TITLE)}”" for one in undone.skipped)
    some = "、".join(list(names)[:3])
    more = f"等 {len(names):,} 项" if len(names) > 3 else ""
    return f"；{some}{more}没有动"


def skipped(one: Skipped) -> str:
    """Why something is left as it is, and who has changed it since."""
    field = f"的{FIELDS.get(one.field, one.field)}" if one.field else ""
    if one.by is None or one.at is None:
        return f"“{one.name}”{field}：{one.reason}"
    when = one.at.astimezone()
    day = chinese_date(when.date())
    return f"“{one.name}”{field}：之后又被 {one.by} 改过（{day} {when:%H:%M}），跳过。"


def value_of(field: str, value: object) -> object:
    """A value of an item as it is shown."""
    if field == "role":
        return next((name for role, name in ROLE_NAMES.items() if role == value), value)
    if isinstance(value, Mapping):
        return [f"{key}：{one}" for key, one in value.items()]
    return value
