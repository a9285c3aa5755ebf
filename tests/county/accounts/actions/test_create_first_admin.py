import datetime as dt

import pytest

from tests.people import actor
from zhaohui.clock import county_today
from zhaohui.county.accounts.actions.create_first_admin import create_first_admin
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import Officer

WHO = {"name": "模拟人员", "department": "模拟单位", "password": "a long enough sentence"}


def test_it_works_once(county, pack, entries):
    user = create_first_admin(pack, username="first", **WHO)
    assert actor(user).everywhere("officer.invite")
    assert entries("officer.create_admin") == [(None, "user", str(user.pk))]
    with pytest.raises(AccountError, match="exists already"):
        create_first_admin(pack, username="second", **WHO)
    create_first_admin(pack, username="second", **WHO, force=True)


def test_an_admin_who_left_or_is_synthetic_does_not_count(admin, pack):
    create_first_admin(pack, username="first", **WHO)
    Officer.objects.update(left_on=county_today() - dt.timedelta(days=1))
    create_first_admin(pack, username="second", **WHO)
