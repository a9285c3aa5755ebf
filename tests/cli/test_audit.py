"""`zhaohui audit`: seal, key, list and verify on the county's own data."""

import orjson
import pytest
from click.testing import CliRunner

from zhaohui.cli.audit import AuditInputError, command
from zhaohui.county.accounts.actor import Actor
from zhaohui.county.audit.models import Entry
from zhaohui.county.audit.read import record_read
from zhaohui.engines.seals.signing import public_keys

pytestmark = pytest.mark.django_db
CLERK = Actor(kind="officer", user_id=7, label="模拟单位 镇窗口岗")


@pytest.fixture
def log(data_dir):
    record_read(CLERK, [12], fields=("月收入",), purpose="受理")
    record_read(CLERK, [11, 12], fields=("年龄",), purpose="走访", action="person.list")
    record_read(CLERK, [13], fields=("年龄",), purpose="受理")
    return data_dir


def run(*words, code=0):
    done = CliRunner().invoke(command, words, catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done.output


def test_the_heads_it_seals_are_verified(log):
    sealed = orjson.loads(run("seal", "--json"))
    assert (sealed["new_entries"], sealed["head"]["seq"]) == (3, 3)
    assert orjson.loads(run("seal", "--json"))["new_entries"] == 0
    assert sealed["head"]["key"] in public_keys(run("key"))
    answer = orjson.loads(run("verify", "--json"))
    assert (answer["ok"], answer["entries"], answer["heads_checked"]) == (True, 3, 1)
    assert "holds" in run("verify")


def test_the_key_of_the_environment_leaves_no_file(log, monkeypatch):
    from zhaohui.engines.seals.signing import Ed25519Signer

    monkeypatch.setenv("ZHAOHUI_SEAL_KEY", Ed25519Signer.new_pem().replace("\n", "\\n"))
    run("seal")
    assert orjson.loads(run("verify", "--json"))["heads_checked"] == 1
    assert not (log / "audit" / "seal_key.pem").exists()


def test_a_changed_key_leaves_old_heads_verifying(log):
    run("seal")
    (log / "audit" / "seal_key.pem").unlink()
    record_read(CLERK, [14], fields=("年龄",), purpose="受理")
    run("seal")
    assert orjson.loads(run("verify", "--json"))["heads_checked"] == 2
    assert len(public_keys(run("key"))) == 2


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], [3, 2, 1]),
        (["--subject", "person:12"], [2, 1]),
        (["--action", "person.list"], [2]),
        (["--officer", "8"], []),
        (["--since", "2000-01-01", "--until", "9999-12-31"], [3, 2, 1]),
        (["--until", "2000-01-01"], []),
        (["--limit", "2"], [3, 2]),
        (["--before", "3", "--limit", "1"], [2]),
    ],
)
def test_list_finds_and_is_recorded(log, words, found):
    answer = orjson.loads(run("list", *words, "--json"))
    assert [entry["seq"] for entry in answer["entries"]] == found
    last = Entry.objects.order_by("-seq").first()
    assert (last.action, last.actor_label) == ("audit.read", "zhaohui audit list")
    assert len(run("list", *words).splitlines()) >= 1


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--subject", "person:x"],
        ["list", "--subject", "12"],
        ["verify", "--store", "x", "--heads", "y"],
        ["verify", "--heads", "nowhere"],
    ],
)
def test_wrong_input_is_a_sentence(log, words):
    with pytest.raises(AuditInputError) as told:
        run(*words)
    assert told.value.exit_code == 2
