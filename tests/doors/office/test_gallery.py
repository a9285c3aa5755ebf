"""The gallery shows every component: a new file without a sample, or a sample without a file, fails."""

from __future__ import annotations

import copy
import re
from collections import Counter

import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from django.urls import reverse

from tests import people
from tests.doors.portal.conftest import ROOT
from tests.walk.languages import mistaken
from zhaohui.clock import county_today
from zhaohui.county.catalog.queries import current_pack, current_rulebook
from zhaohui.doors.office.gallery.collection import CHINESE, PARTS, samples, sections
from zhaohui.doors.office.gallery.sample import Scene
from zhaohui.doors.office.gallery.specimen import isolated, rendered

COMPONENTS = ROOT / "src" / "zhaohui" / "web" / "templates" / "components"
FEWEST = 2  # states of a component, its English one among them


@pytest.fixture(scope="module")
def shown():
    return {section.name: section for section in sections()}


def test_each_component_has_samples_and_each_sample_a_component(shown):
    files = {path.stem for path in COMPONENTS.glob("*.html")}
    bare = sorted(files - shown.keys())
    assert not bare, f"give {bare} samples in doors/office/gallery (docs/reference/components.md)"
    assert not shown.keys() - files, f"no such components: {sorted(shown.keys() - files)}"


def test_each_component_belongs_to_one_module(shown):
    assert sum(len(samples_of(part)) for part in PARTS) == len(shown)


def samples_of(part):
    return part.samples(Scene(current_pack(), current_rulebook(), county_today()))


def test_each_component_has_states_and_shows_something(shown):
    for section in shown.values():
        states = [str(each.state) for each in section.specimens]
        assert len(states) == len(set(states)) >= FEWEST, (section.name, states)
        assert not section.specimens[0].is_empty, f"{section.name}: the first state must show it"
        assert not section.specimens[-1].is_empty, f"{section.name}: nothing in English"


def test_a_state_looks_like_no_other_of_its_component(shown):
    for section in shown.values():
        chinese = section.specimens[:-1]
        bodies = Counter(re.sub(rf"{section.name}-\d+", "", each.html) for each in chinese)
        assert max(bodies.values()) == 1, f"{section.name}: two states look the same"


@pytest.mark.parametrize("name", sorted(path.stem for path in COMPONENTS.glob("*.html")))
def test_a_sample_gives_the_template_all_that_it_reads(name):
    """With Django told to show what it does not find, nothing of that is shown."""
    told = copy.deepcopy(django_settings.TEMPLATES)
    told[0]["OPTIONS"]["string_if_invalid"] = "⟪%s⟫"
    with override_settings(TEMPLATES=told):
        for sample in samples(CHINESE, county_today())[name]:
            html = rendered(name, sample.values, language=CHINESE)
            assert "⟪" not in html, (name, str(sample.state), re.findall("⟪.*?⟫", html))
        assert "⟪fen" in rendered("amount", {"unit": ""}, language=CHINESE), "Django did not tell"


def test_ids_are_unique_and_labels_find_their_fields(shown):
    html = "".join(specimen.html for s in shown.values() for specimen in s.specimens)
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [each for each, number in ids.items() if number > 1] == []
    pointed = {
        name
        for words in re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"', html)
        for name in words.split()
    }
    outside = {"field", "question"}  # nothing: what a component points at, it holds
    assert pointed - ids.keys() <= outside


def test_nothing_in_a_sample_leads_out_of_the_gallery(shown):
    for section in shown.values():
        for specimen in section.specimens:
            assert 'method="post"' not in specimen.html
            assert "csrfmiddlewaretoken" not in specimen.html
            for target in re.findall(r'\s(?:href|action)="([^"]*)"', specimen.html):
                assert target.startswith("#"), (section.name, target)


def test_each_specimen_speaks_the_language_that_it_says(shown):
    for section in shown.values():
        for specimen in section.specimens:
            html = f'<html lang="{specimen.language}">{specimen.html}</html>'
            assert not mistaken(html), (section.name, str(specimen.state), mistaken(html))


def test_isolating_keeps_what_belongs_together():
    html = '<label for="a">x</label> <input id="a" name="n" data-name="n"> <a href="#a">y</a> <a href="/z">z</a>'
    assert isolated(html, mark="m-1", section="c-m") == (
        '<label for="m-1-a">x</label> <input id="m-1-a" name="m-1-n" data-name="n"> '
        '<a href="#m-1-a">y</a> <a href="#c-m">z</a>'
    )


def test_the_page(client, db, data_dir):
    pack = current_pack()
    poster = next(row.post for row in pack.policy if row.action == "gallery.read")
    client.force_login(people.officer(poster, pack.code))
    response = client.get(reverse("office:gallery"))
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count('class="specimen"') > 200
    assert "模拟数据" in html
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html)


def test_others_do_not_find_it(client, db, data_dir):
    pack = current_pack()
    posts = {row.post for row in pack.policy if row.action == "gallery.read"}
    other = next(post for post in pack.posts if post.post not in posts and post.level == "district")
    client.force_login(people.officer(other.post, pack.code))
    assert client.get(reverse("office:gallery")).status_code == 404


def test_a_line_of_a_list_is_shown_in_a_list(shown):
    for section in shown.values():
        for each in section.specimens:
            assert not each.html.lstrip().startswith("<li"), (section.name, str(each.state))
