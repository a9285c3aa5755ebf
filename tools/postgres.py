"""A private PostgreSQL for tests and development: made in a temporary folder, gone with the command.

    tools/postgres.py run [--durable] -- COMMAND   run COMMAND with an empty server beside it
    tools/postgres.py start [--durable]            start one that stays; print its address
    tools/postgres.py stop                         stop every one that `start` left

The command finds the address in ZHAOHUI_TEST_DATABASE (tests). The server listens on a Unix socket
inside its folder only. A keeper process owns it: when whoever asked for it ends, also by kill -9, the keeper
stops the server and removes the folder; what a killed keeper left is removed at the next call.
`--durable` keeps fsync on, for measuring; tests go without it. Debian: apt-get install postgresql.
"""

from __future__ import annotations

import argparse
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import NoReturn

PREFIX = "zhaohui-postgresql-"
DATABASE = "zhaohui"
USER = "zhaohui"
VARIABLE = "ZHAOHUI_TEST_DATABASE"
MISSING = 3  # exit code: something outside is missing
READY_SECONDS = 60
UNPRIVILEGED = ("postgres", "nobody")
DEBIAN_BINARIES = Path("/usr/lib/postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def main() -> int:
    """Do what the first word says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in ("run", "start", "keep"):
        verbs.add_parser(verb).add_argument("--durable", action="store_true")
    verbs.add_parser("stop")
    verbs.choices["run"].add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    if asked.verb == "stop":
        return stop()
    if asked.verb == "keep":
        return keep(durable=asked.durable)
    remove_leftovers()
    if asked.verb == "start":
        return start(durable=asked.durable)
    command = asked.command[1:] if asked.command[:1] == ["--"] else asked.command
    if not command:
        parser.error("name the command to run: tools/postgres.py run -- COMMAND")
    return run(command, durable=asked.durable)


def run(command: list[str], *, durable: bool) -> int:
    """Run the command with a server of its own and return its exit code."""
    keeper = new_keeper(durable=durable, stays=False)
    assert keeper.stdin
    assert keeper.stdout
    try:
        address = keeper.stdout.readline().strip()
        if not address:
            return keeper.wait()
        child = subprocess.Popen(command, env=os.environ | {VARIABLE: address})
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, _frame: child.send_signal(received))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the child itself
        return child.wait()
    except FileNotFoundError:
        print(f"postgres.py: there is no command {command[0]!r}.", file=sys.stderr)
        return 2
    finally:
        keeper.stdin.close()  # the keeper waits for this end
        keeper.wait()


def start(*, durable: bool) -> int:
    """Start a server that stays until `stop`, and print its address."""
    keeper = new_keeper(durable=durable, stays=True)
    assert keeper.stdout
    address = keeper.stdout.readline().strip()
    if not address:
        return keeper.wait()
    print(address)
    return 0


def stop() -> int:
    """End the keepers of servers that stay, with their folders."""
    for folder in folders():
        keeper = number_in(folder / "keeper.pid")
        if (folder / "stays").exists() and keeper and is_keeper(keeper):
            os.kill(keeper, signal.SIGTERM)
            wait_until(lambda folder=folder: not folder.exists())
    remove_leftovers()
    return 0


def new_keeper(*, durable: bool, stays: bool) -> subprocess.Popen[str]:
    """Start the process that owns a server; it prints the address when the server answers."""
    words = [sys.executable, __file__, "keep", *(["--durable"] if durable else [])]
    return subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL if stays else subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"POSTGRES_STAYS": "1" if stays else ""},
        start_new_session=True,  # Ctrl+C reaches the command, which may still need the server
    )


def keep(*, durable: bool) -> int:
    """Own one server: make it, print its address, and take it away at the end of input."""
    stays = bool(os.environ.get("POSTGRES_STAYS"))
    binaries, owner = find_binaries(), unprivileged()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, leave)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    server = None
    try:
        (folder / "keeper.pid").write_text(str(os.getpid()))
        if stays:
            (folder / "stays").touch()
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        make_cluster(folder, binaries, owner)
        server = start_server(folder, binaries, owner, durable=durable)
        make_database(folder, binaries, server)
        print(f"postgresql://{USER}@/{DATABASE}?host={folder}", flush=True)
        if stays:
            let_go()
            server.wait()
        else:
            sys.stdin.read()  # until the asker closes it or ends
    except subprocess.CalledProcessError as error:
        print(f"postgres.py: {error.cmd[0]} failed: {error.stderr.strip()}", file=sys.stderr)
        return MISSING
    finally:
        if server:
            end_server(server)
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def let_go() -> None:
    """Hold nobody's output any longer: whoever reads it waits for its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)


def leave(_number: int, _frame: FrameType | None) -> NoReturn:
    """Turn a signal into an ordinary end, so that `finally` cleans up."""
    raise SystemExit(0)


def make_cluster(folder: Path, binaries: Path, owner: pwd.struct_passwd) -> None:
    """Make the cluster's files: UTF-8, C locale; whoever reaches the socket's folder may enter."""
    words = ["--locale=C", "--encoding=UTF8", "--auth=trust", f"--username={USER}", "--no-sync"]
    as_owner([str(binaries / "initdb"), *words, "-D", str(folder / "data")], owner)


def start_server(
    folder: Path, binaries: Path, owner: pwd.struct_passwd, *, durable: bool
) -> subprocess.Popen[bytes]:
    """Start the server on a socket in `folder`, without a network port."""
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "max_connections=60"]
    settings += () if durable else FAST
    words = [word for setting in settings for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [binaries / "postgres", "-D", folder / "data", *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            **identity(owner),
        )


def make_database(folder: Path, binaries: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers, then make the database that the address names."""
    asked = [str(binaries / "pg_isready"), "-q", "-h", str(folder)]
    wait_until(
        lambda: server.poll() is not None or subprocess.run(asked, check=False).returncode == 0
    )
    words = ["-h", str(folder), "-U", USER, DATABASE]
    subprocess.run([str(binaries / "createdb"), *words], check=True, capture_output=True, text=True)


def end_server(server: subprocess.Popen[bytes]) -> None:
    """Stop the server at once: nothing in it is kept."""
    server.send_signal(signal.SIGQUIT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def as_owner(command: list[str], owner: pwd.struct_passwd) -> None:
    """Run a program of PostgreSQL as the cluster's owner; raise with its words where it fails."""
    subprocess.run(command, check=True, capture_output=True, text=True, cwd="/", **identity(owner))


def identity(owner: pwd.struct_passwd) -> dict[str, int | list[int]]:
    """Return what makes a child process run as `owner`; nothing where we are her already."""
    if owner.pw_uid == os.geteuid():
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def unprivileged() -> pwd.struct_passwd:
    """Return who shall own the server: the caller, or a system user where the caller is root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid())
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return give_up(f"PostgreSQL refuses to run as root, and there is no user {UNPRIVILEGED[0]}.")


def find_binaries() -> Path:
    """Return the folder of the newest PostgreSQL's programs: Debian's, or pg_config's."""
    versions = sorted(
        (path for path in DEBIAN_BINARIES.glob("*/bin") if (path / "initdb").exists()),
        key=lambda path: float(path.parent.name),
    )
    if versions:
        return versions[-1]
    if asked := shutil.which("pg_config"):
        told = subprocess.run([asked, "--bindir"], capture_output=True, text=True, check=True)
        if (Path(told.stdout.strip()) / "initdb").exists():
            return Path(told.stdout.strip())
    return give_up("PostgreSQL is not installed. Debian: apt-get install postgresql")


def remove_leftovers() -> None:
    """Remove what a killed keeper left: its server, then its folder."""
    for folder in folders():
        keeper = number_in(folder / "keeper.pid")
        if not keeper or is_keeper(keeper):
            continue  # a young folder has no number yet
        server = number_in(folder / "data" / "postmaster.pid")
        if server and working_folder(server) == folder / "data":
            os.kill(server, signal.SIGQUIT)
            wait_until(lambda server=server: working_folder(server) is None)
        shutil.rmtree(folder, ignore_errors=True)
        print(f"postgres.py: removed {folder}, left by a killed process", file=sys.stderr)


def folders() -> list[Path]:
    """Return the folders of servers that this user made."""
    found = Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
    mine = unprivileged().pw_uid
    return [path for path in found if path.is_dir() and path.stat().st_uid == mine]


def number_in(file: Path) -> int | None:
    """Return the process number on the file's first line, if there is one."""
    try:
        text = file.read_text().split("\n")[0].strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def is_keeper(process: int) -> bool:
    """Say whether the process runs and is a keeper of ours, not a later one of the same number."""
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"keep" in words and any(word.endswith(b"postgres.py") for word in words)


def working_folder(process: int) -> Path | None:
    """Return the folder a running process works in: a server's is its data folder."""
    try:
        return Path(f"/proc/{process}/cwd").readlink()
    except OSError:
        return None


def wait_until(answer: object) -> None:
    """Ask again and again until the answer is yes."""
    assert callable(answer)
    end = time.monotonic() + READY_SECONDS
    while not answer():
        if time.monotonic() > end:
            give_up("The server did not do as told within a minute.")
        time.sleep(0.05)


def give_up(sentence: str) -> NoReturn:
    """Say why it can't go on, and end."""
    print(f"postgres.py: {sentence}", file=sys.stderr)
    raise SystemExit(MISSING)


if __name__ == "__main__":
    sys.exit(main())
