"""Each page in the reader's language: no Chinese unmarked on an English page, no English on a Chinese one."""

from __future__ import annotations

import pytest

from tests.walk.languages import chinese_in_english, english_in_chinese, mistaken
from tests.walk.pages import once, readable, signed_in
from tests.walk.world import NEXT, roles
from zhaohui.county.catalog.queries import current_pack

ALL = [role for role in roles(current_pack()) if not role.endswith(NEXT)]
# One role is walked with the fast tests; what several roles read alike is the same page.
WALKED = [role if role == "public" else pytest.param(role, marks=pytest.mark.slow) for role in ALL]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", WALKED)
def test_pages_speak_one_language(world, role, language):
    visitor = signed_in(world, role)
    wrong = [
        f"{page.name} {page.address}: {sorted(found)}"
        for page in once(readable(visitor, world, role, language))
        if (found := mistaken(page.html))
    ]
    assert not wrong, "\n".join(wrong)


def test_marked_words_are_not_taken_for_the_page_s():
    html = '<html lang="en"><p>name <b lang="zh-Hans">名</b><br>后 x</p><img alt="图"></html>'
    assert chinese_in_english(html) == {"后", "图"}
    html = '<html lang="zh-Hans"><p>请登录 XLSX<i lang="en">This is English</i>Please sign in now</p></html>'
    assert english_in_chinese(html) == {"Please sign in now"}
