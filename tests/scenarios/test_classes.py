"""Basic, inclusive and premium services: each marked, and the boundary explained with its source."""

from __future__ import annotations

import pytest

from tests.county.small_county import the_pack
from tests.doors.portal.pages import read

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("R036")
def test_each_service_bears_its_class_and_the_boundary_is_explained(client):
    page = read(client.get("/classes/"))
    parts = ["基本公共服务", "普惠性公共服务", "高品质多样化社会服务"]
    places = [page.headings.index(part) for part in parts]
    assert places == sorted(places)
    basic, inclusive, premium = (
        page.text.partition(f"{part} 谁来提供")[2].partition("谁来提供")[0] for part in parts
    )
    assert "政府提供" in basic
    assert "保本微利" in inclusive
    assert "普惠性幼儿园" in inclusive
    assert "第 687 行" in inclusive
    assert "没有列名" in premium  # an open boundary is a gap, no guess
    outside = [rule for rule in the_pack().rules if not rule.service]
    assert outside
    assert all(f"/rules/{rule.id}/" in page.links for rule in outside)
    assert sum(row.domain == "优教" for row in the_pack().services) == 10
    assert "教育 10 项" in page.text or "优教 10 项" in page.text
    service = read(client.get("/services/elderly-02/"))
    assert "/classes/#basic" in service.links
    assert "基本公共服务" in service.text
