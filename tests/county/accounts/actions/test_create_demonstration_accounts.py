import stat

import pytest

from tests.people import actor
from zhaohui.county.accounts.actions.create_demonstration_accounts import (
    create_demonstration_accounts,
)
from zhaohui.county.accounts.demonstration import demonstration_file, demonstration_is_on
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import User
from zhaohui.county.registry.models import SourceBatch


def test_one_a_post_with_one_password_kept_for_the_owner(county, pack):
    made = create_demonstration_accounts(pack)
    assert {post.name for post in pack.posts} <= {title for _, title in made}
    assert demonstration_is_on()
    kept = demonstration_file()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    password = kept.read_text("utf-8").splitlines()[1]
    users = list(User.objects.filter(username__startswith="demo-"))
    assert len(users) == len(made)
    assert all(user.is_synthetic and user.check_password(password) for user in users)
    clerk = next(user for user in users if user.username == "demo-window-clerk")
    assert actor(clerk).may("account.bind", pack.towns[0].code)


def test_a_second_time_changes_nothing(county, pack):
    create_demonstration_accounts(pack)
    before = demonstration_file().read_text("utf-8")
    assert create_demonstration_accounts(pack) == []
    assert demonstration_file().read_text("utf-8") == before


def test_never_beside_real_people(county, pack):
    SourceBatch.objects.update(is_synthetic=False)
    with pytest.raises(AccountError):
        create_demonstration_accounts(pack)
    assert not demonstration_is_on()


def test_never_in_production(county, pack, settings):
    settings.DEMONSTRATION_ACCOUNTS = False
    with pytest.raises(AccountError):
        create_demonstration_accounts(pack)
