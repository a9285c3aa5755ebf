import pytest
from allauth.mfa.models import Authenticator

from tests.people import actor, officer, resident, user
from zhaohui.county.accounts.actions.issue_password_link import issue_password_link
from zhaohui.county.accounts.errors import NotVisible

WHY = "测试"


def test_a_clerk_for_a_bound_resident_of_her_town(client, clerk, neighbour, person, entries):
    account = resident(person)
    link = issue_password_link(actor(clerk), account.pk, purpose=WHY)
    assert entries("account.password_link") == [(clerk.pk, "person", str(person.pk))]
    with pytest.raises(NotVisible):
        issue_password_link(actor(neighbour), account.pk, purpose=WHY)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": "a long enough sentence", "password2": "a long enough sentence"}
    assert client.post(form, new).status_code == 302
    account.refresh_from_db()
    assert account.check_password(new["password1"])
    client.logout()
    assert "已经失效" in client.get(link, follow=True).content.decode()


def test_nobody_at_a_window_reaches_loose_or_office_accounts(clerk, pack, person):
    for account in (user("loose"), officer("leader", pack.code)):
        with pytest.raises(NotVisible):
            issue_password_link(actor(clerk), account.pk, purpose=WHY)


def test_the_admin_for_officers_not_for_residents(admin, clerk, person):
    issue_password_link(actor(admin), clerk.pk, purpose=WHY)
    with pytest.raises(NotVisible):
        issue_password_link(actor(admin), resident(person).pk, purpose=WHY)


def test_a_lost_second_factor_is_forgotten_only_when_asked(admin, clerk):
    Authenticator.objects.create(user=clerk, type=Authenticator.Type.TOTP, data={})
    issue_password_link(actor(admin), clerk.pk, purpose=WHY)
    assert Authenticator.objects.exists()
    issue_password_link(actor(admin), clerk.pk, purpose=WHY, without_second_factor=True)
    assert not Authenticator.objects.exists()
