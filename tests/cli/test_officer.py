"""`zhaohui officer`: the first admin and a forgotten password."""

import json

import pytest
from click.testing import CliRunner

from zhaohui.cli.officer import command
from zhaohui.county.accounts.errors import AccountError
from zhaohui.county.accounts.models import User

WHO = ["create-admin", "--username", "First", "--name", "模拟人员", "--json"]
PASSWORD = "a long enough sentence\n"


@pytest.fixture
def run(db, data_dir, monkeypatch):
    monkeypatch.setattr("zhaohui.cli.django_setup.start_county", lambda **_: None)

    def ran(*words, typed=""):
        return CliRunner().invoke(command, [*words], input=typed)

    return ran


@pytest.fixture
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_the_first_admin_types_her_password(run):
    done = run(*WHO, typed=PASSWORD * 2)
    assert done.exit_code == 0, done.output
    assert json.loads(done.output[done.output.index("{") :]) == {"username": "first"}
    assert PASSWORD.strip() not in done.output
    assert User.objects.get(username="first").check_password(PASSWORD.strip())


def test_a_second_admin_only_by_force(run):
    run(*WHO, typed=PASSWORD * 2)
    again = [word if word != "First" else "second" for word in WHO]
    assert isinstance(run(*again, typed=PASSWORD * 2).exception, AccountError)
    assert run(*again, "--force", typed=PASSWORD * 2).exit_code == 0
    assert User.objects.count() == 2


def test_a_weak_password_makes_nobody(run):
    assert isinstance(run(*WHO, typed="12345678\n" * 2).exception, AccountError)
    assert not User.objects.exists()


def test_a_link_that_sets_a_new_password(run, client):
    run(*WHO, typed=PASSWORD * 2)
    path = json.loads(run("reset-password", "FIRST", "--json").output)["path"]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    new = "another long sentence"
    client.post(form, {"password1": new, "password2": new})
    assert User.objects.get().check_password(new)


def test_an_unknown_name(run):
    assert "No account has this name" in str(run("reset-password", "nobody").exception)
