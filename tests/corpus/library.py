"""A small library about a county that does not exist, for tests of search."""

from __future__ import annotations

from datetime import date

from tests.articles import draft
from tests.essays import BAMBOO, CANTEEN, RIVER, SCHOOL

BAMBOO_TRADE = draft(
    "\n".join(BAMBOO),
    "一根毛竹的生意",
    authors=("林晓",),
    source="松河日报",
    column="调研",
    tags=("产业", "乡村"),
    published=date(2021, 3, 2),
)
THREE_ACCOUNTS = draft(
    "\n".join(CANTEEN),
    "食堂的三本账",
    authors=("周远", "林晓"),
    source="松河日报",
    column="民生",
    tags=("养老",),
    published=date(2022, 6, 7),
)
RIVER_WEEK = draft(
    "\n".join(RIVER),
    "河长的一周",
    authors=("周远",),
    source="江州学刊",
    column="调研",
    tags=("治水",),
    published=date(2023, 9, 12),
)
HARMONIUM = draft(
    "\n".join(SCHOOL),
    "把风琴搬上山",
    authors=("陈穗",),
    source="江州学刊",
    column="民生",
    tags=("教育", "乡村"),
)
INCOME = draft(
    "農民增收，關鍵在產業。數字化改革給山裡的農產品開了一條新路，毛竹也進了網店。",
    "增收要靠產業",
    authors=("沈若谷",),
    published=date(2020, 1, 1),
)
LETTERS = draft(
    "信箱里还有三件待处理的投诉，ＧＤＰ的账先放一放。\n"
    "调研组说：“四化”同步，关键在人……\n毛\n竹椅也要修。食堂里人不多。",
    "信访日记",
)
DRAFTS = (BAMBOO_TRADE, THREE_ACCOUNTS, RIVER_WEEK, HARMONIUM, INCOME, LETTERS)
BY_DATE = (INCOME, BAMBOO_TRADE, THREE_ACCOUNTS, RIVER_WEEK)
"""Those with a date, the oldest first."""
