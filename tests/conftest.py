"""What tests on the county share: an own data folder, and a small synthetic county that is loaded."""

import pytest

from tests.audit_guards import _flush_takes_the_guards_away  # noqa: F401 - a fixture
from tests.county.small_county import AS_OF, small_county
from tests.migrated import migrated_once


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_blocker):
    with django_db_blocker.unblock(), migrated_once():
        request.getfixturevalue("django_db_setup")


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def county(db, data_dir):
    from zhaohui.county.registry.actions.load_county import load_county

    tables = small_county()
    load_county(tables, as_of=AS_OF, department="模拟")
    return tables
