"""What an auditor reads of a change has no codes where the pages have words."""

from zhaohui.county.audit.change_words import change_words
from zhaohui.county.catalog.queries import current_pack


def test_codes_become_words(db):
    pack = current_pack()
    told = change_words(
        {
            "area": pack.towns[0].code,
            "post": pack.posts[0].post,
            "state": "approved",
            "compared": False,
            "to": None,
            "list": "people",
            "status": "unknown",
            "rule": pack.rules[0].id,
        }
    )
    assert told == [
        f"区划 {pack.towns[0].name}",
        f"岗位 {pack.posts[0].name}",
        "状态 已批准",
        "对照过原文 否",
        "到 —",
        "名单 人员名单",
        "结果 还缺信息",
        f"规则 {pack.rules[0].name}",
    ]


def test_what_has_no_words_stays_and_lists_are_steps(db):
    assert change_words({"new_thing": "x1", "state": ["waiting", "approved"]}) == [
        "new_thing x1",
        "状态 待复核 → 已批准",
    ]
