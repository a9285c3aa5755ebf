"""Data in Chinese is marked as such on English pages, and left as it is on Chinese ones."""

import pytest
from django.utils.translation import override

from zhaohui.doors.portal.templatetags.portal import lang_of, marked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("民政局", '<span lang="zh-Hans">民政局</span>'),
        ("表2，第575行", '<span lang="zh-Hans">表2，第575行</span>'),
        ("子女 (person 2)", '<span lang="zh-Hans">子女 (</span>person 2)'),
        ("580", "580"),
        ("<b>坏</b>", '&lt;b&gt;<span lang="zh-Hans">坏</span>&lt;/b&gt;'),
        ("", ""),
        (None, ""),
    ],
)
def test_chinese_is_marked_in_english(text, html):
    with override("en"):
        assert marked(text) == html
    with override("zh-hans"):
        assert marked(text) == (text or "")


@pytest.mark.parametrize(("text", "html"), [("元坝镇", ' lang="zh-Hans"'), ("A 镇", ""), ("", "")])
def test_an_option_has_one_language(text, html):
    with override("en"):
        assert lang_of(text) == html
    with override("zh-hans"):
        assert lang_of(text) == ""
