"""The gate stands before every view; anonymous pages cost nothing; nothing personal is kept."""

import json
import re
from types import SimpleNamespace

import pytest
from django.conf import settings as project
from django.http import HttpResponse
from django.urls import get_resolver, path

from tests import people
from tests.county.small_county import the_pack
from zhaohui.county.accounts.actor import PUBLIC
from zhaohui.county.accounts.gate import Answer, access, access_of, answer_of, public
from zhaohui.county.accounts.middleware import ActorOfRequest
from zhaohui.county.accounts.models import User
from zhaohui.county.registry.models import Person

ANONYMOUS = ["/", "/services/", "/check/", "/about/", "/standards.csv"]
ASK = ["/plan/", "/county/", "/accounts/login/"]  # these show what tables hold


@access("office.home")
def for_officers(request):
    return HttpResponse(request.actor.label)


@public
def kept_for_an_hour(request):
    return HttpResponse("x", headers={"Cache-Control": "public, max-age=3600"})


def without_a_mark(request):
    return HttpResponse("never seen")


class Urls:
    """Takes the place of the module of addresses."""

    urlpatterns = (
        *get_resolver().url_patterns,
        path("marked/", for_officers),
        path("kept/", kept_for_an_hour),
        path("unmarked/", without_a_mark),
    )


@pytest.fixture
def own_urls(settings):
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def clerk(db, client):
    account = people.officer("department-officer", the_pack().code)
    client.force_login(account)
    return client


def test_a_misspelt_mark_stops_the_start():
    with pytest.raises(KeyError):
        access("person.reed")


def test_a_library_s_view_takes_its_mark_from_the_list_by_name():
    assert access_of(without_a_mark, "x", {"x": "public"}) == "public"
    assert access_of(without_a_mark, "y", {"x": "public"}) is None
    assert access_of(for_officers, "x", {"x": "public"}) == "office.home"


def test_answers_of_the_gate():
    assert answer_of(PUBLIC, "public") is Answer.IN
    assert answer_of(PUBLIC, "office.home") is Answer.SIGN_IN
    assert answer_of(PUBLIC, None) is Answer.NOT_FOUND


def test_a_view_without_a_mark_does_not_exist(own_urls, clerk):
    assert clerk.get("/unmarked/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(own_urls, client):
    response = client.get("/marked/?page=2")
    assert response.status_code == 302
    assert response.url.endswith("?next=/marked/%3Fpage%3D2")


def test_a_program_is_told_in_json(own_urls, client):
    response = client.get("/marked/", headers={"accept": "application/json"})
    assert response.status_code == 401
    assert json.loads(response.content)["code"] == "sign-in-needed"


def test_a_resident_is_told_the_same_as_at_no_address(own_urls, client, county):
    client.force_login(people.resident(Person.objects.get(pk=1)))
    there, nowhere = client.get("/marked/"), client.get("/marked-not/")
    assert there.status_code == nowhere.status_code == 404
    assert plain(there) == plain(nowhere).replace("marked-not", "marked")


def plain(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.content.decode())


def test_an_officer_goes_in(own_urls, clerk):
    response = clerk.get("/marked/")
    assert response.status_code == 200
    assert "部门业务岗" in response.content.decode()


def test_anonymous_pages_begin_no_session_and_ask_no_database(
    client, django_assert_num_queries, db
):
    client.get("/check/")  # warm: the pack, and what the page asks once a process
    for address in ANONYMOUS:
        client.get(address)
        with django_assert_num_queries(0):
            response = client.get(address)
        assert response.status_code == 200, address
        assert project.SESSION_COOKIE_NAME not in response.cookies, address


def test_anonymous_pages_that_show_tables_begin_no_session(client, db):
    for address in ASK:
        response = client.get(address)
        assert response.status_code == 200, address
        assert project.SESSION_COOKIE_NAME not in response.cookies, address


@pytest.mark.parametrize("address", [*ANONYMOUS, *ASK, "/office/", "/nothing/"])
def test_what_a_signed_in_person_sees_is_never_kept(clerk, address):
    said = clerk.get(address).headers["Cache-Control"]
    assert "no-store" in said
    assert "private" in said


def test_not_even_what_a_page_would_keep(own_urls, clerk, client):
    assert clerk.get("/kept/").headers["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get("/kept/").headers["Cache-Control"] == "public, max-age=3600"


def test_a_stale_session_is_the_public(own_urls, client, db):
    client.cookies[project.SESSION_COOKIE_NAME] = "nonsense"
    assert client.get("/marked/").status_code == 302
    assert client.get("/").status_code == 200


def test_an_account_that_is_switched_off_is_the_public_at_once(own_urls, clerk):
    User.objects.update(is_active=False)
    assert clerk.get("/marked/").status_code == 302


def test_order_of_the_middleware():
    """The actor needs the session and the user; error pages and the library's checks see the actor."""
    place = {name.rpartition(".")[2]: n for n, name in enumerate(project.MIDDLEWARE)}
    assert (
        place["SecurityMiddleware"]
        < place["SessionMiddleware"]
        < place["AuthenticationMiddleware"]
        < place["ActorOfRequest"]
        < place["ErrorPages"]
    )
    assert place["CsrfViewMiddleware"] < place["ActorOfRequest"]


def test_the_actor_is_worked_out_only_when_asked():
    asked = []

    class Request:
        def __init__(self):
            self.COOKIES = {project.SESSION_COOKIE_NAME: "x"}
            self.session = SimpleNamespace(modified=False)

        @property
        def user(self):
            asked.append(1)
            raise AssertionError

    ActorOfRequest(lambda _request: HttpResponse())(Request())
    assert asked == []
