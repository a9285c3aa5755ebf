"""Check a published allotment yourself: no network, no further packages, Python 3.8 or later.

    python3 verify_allotment.py FOLDER

FOLDER holds what the county published: commitment.json (before the draw), reveal.json (after it),
places.csv, applicants.csv, wishes.csv and results.csv. The program recomputes every step:
  1. the files are those to which the county committed before the draw;
  2. the secret that was revealed is the one to which it committed;
  3. the order of the draw follows from secret, files and public number;
  4. the results follow from that order and the stated method; a school-place result is also stable.
It ends with 0 when all holds, 1 when something does not, 2 when files can't be read.
检验一次公布的分配：把公布的文件下载到一个文件夹，运行上面的命令，逐步重算。
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple  # noqa: UP035 - Python 3.8

Texts = Dict[str, str]  # noqa: UP006
Wishes = Dict[str, List[Tuple[int, str, int]]]  # noqa: UP006
Placed = Dict[str, Tuple[str, int]]  # noqa: UP006

INPUTS = ("places.csv", "applicants.csv", "wishes.csv")
METHODS = ("lottery", "priority_queue", "points", "deferred_acceptance")


class Wrong(Exception):
    """Something does not hold; the sentence says what."""


def sm3(data: bytes) -> str:
    """SM3 (GB/T 32905-2016) in plain Python, for machines whose OpenSSL lacks it."""
    mask = 0xFFFFFFFF

    def left(x: int, n: int) -> int:
        n %= 32
        return ((x << n) | (x >> (32 - n))) & mask if n else x & mask

    state = [
        0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
        0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
    ]  # fmt: skip
    size = len(data) * 8
    data = data + b"\x80" + bytes(-(len(data) + 9) % 64) + size.to_bytes(8, "big")
    for begin in range(0, len(data), 64):
        w = [int.from_bytes(data[at : at + 4], "big") for at in range(begin, begin + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ left(w[j - 3], 15)
            w.append(x ^ left(x, 15) ^ left(x, 23) ^ left(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            t = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = left((left(a, 12) + e + left(t, j)) & mask, 7)
            ss2 = ss1 ^ left(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & mask
            tt2 = (gg + h + ss1 + w[j]) & mask
            a, b, c, d = tt1, a, left(b, 9), c
            e, f, g, h = tt2 ^ left(tt2, 9) ^ left(tt2, 17), e, left(f, 19), g
        state = [x ^ y for x, y in zip(state, (a, b, c, d, e, f, g, h))]  # noqa: B905 - 3.8
    return b"".join(x.to_bytes(4, "big") for x in state).hex()


def hasher(algorithm: str) -> Callable[[bytes], str]:
    """Return the function bytes → hexadecimal digits."""
    if algorithm == "sha256":
        return lambda data: hashlib.sha256(data).hexdigest()
    if algorithm == "sm3":
        try:
            hashlib.new("sm3")
        except ValueError:
            return sm3
        return lambda data: hashlib.new("sm3", data).hexdigest()
    raise Wrong(f"unknown hash algorithm {algorithm!r}")


def lines(*parts: str) -> bytes:
    """Return the text that is hashed: each part on a line of its own."""
    return "".join(part + "\n" for part in parts).encode()


def rows_of(text: str) -> List[Dict[str, str]]:  # noqa: UP006
    """Return a file's rows as dictionaries."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def verify(folder: Any, said: Optional[Callable[[str], object]] = None) -> List[str]:  # noqa: UP006, UP045
    """Recompute a published folder; return the sentences of what holds, raise Wrong at the first that doesn't."""
    folder = Path(folder)
    told: List[str] = []  # noqa: UP006

    def tell(sentence: str) -> None:
        told.append(sentence)
        if said:
            said(sentence)

    before = json.loads((folder / "commitment.json").read_text("utf-8"))
    after = json.loads((folder / "reveal.json").read_text("utf-8"))
    texts = {
        name: (folder / name).read_bytes().decode("utf-8") for name in (*INPUTS, "results.csv")
    }
    algorithm, method = before["algorithm"], before["method"]
    digest = hasher(algorithm)
    if method not in METHODS:
        raise Wrong(f"unknown method {method!r}")

    files = [digest(texts[name].encode()) for name in INPUTS]
    inputs = digest(lines("zhaohui-allotment-inputs-v1", *files))
    if inputs != before["inputs"]:
        raise Wrong(f"the files are not those that were committed to: {inputs}")
    tell(f"1. the files are those that were committed to ({algorithm} {inputs[:16]}…)")

    secret, entropy = after["secret"].lower(), after["entropy"]
    committed = digest(lines("zhaohui-lottery-commit-v1", secret, inputs))
    if committed != before["commitment"]:
        raise Wrong(f"the revealed secret is not the one that was committed to: {committed}")
    tell("2. the revealed secret is the one that was committed to")
    if bool(before["entropy_source"]) != bool(entropy):
        raise Wrong("a public number was announced and is missing, or was never announced")

    seed = digest(lines("zhaohui-lottery-seed-v1", secret, inputs, entropy))
    if seed != after["seed"]:
        raise Wrong(f"the seed does not follow from secret, files and public number: {seed}")
    keys = {
        row["number"]: digest(lines("zhaohui-lottery-draw-v1", seed, row["number"]))
        for row in rows_of(texts["applicants.csv"])
    }
    lot = {number: at for at, number in enumerate(sorted(keys, key=lambda n: (keys[n], n)))}
    tell(f"3. the order of {len(lot)} numbers follows from the seed {seed[:16]}…")

    order, placed = recompute(method, texts, lot)
    compare(order, placed, texts)
    tell(f"4. the results follow by the method {method}")
    if method == "deferred_acceptance":
        stable(texts, lot, placed)
        tell("5. nobody has a claim to a place that she would rather have")
    return told


def wishes_of(texts: Texts) -> Wishes:
    """Return number → [(wish, place, class)], most wanted first."""
    found: Wishes = {row["number"]: [] for row in rows_of(texts["applicants.csv"])}
    for row in rows_of(texts["wishes.csv"]):
        found[row["number"]].append((int(row["wish"]), row["place"], int(row["class"])))
    return {number: sorted(wishes) for number, wishes in found.items()}


def recompute(method: str, texts: Texts, lot: Dict[str, int]) -> Tuple[List[str], Placed]:  # noqa: UP006
    """Return the numbers in order, and number → (place, wish)."""
    wishes = wishes_of(texts)
    room = {row["place"]: int(row["capacity"]) for row in rows_of(texts["places.csv"])}
    if method == "deferred_acceptance":
        return sorted(lot, key=lambda number: lot[number]), propose(wishes, room, lot)
    people = {row["number"]: row for row in rows_of(texts["applicants.csv"])}

    def turn(number: str) -> Tuple[int, int, str, int]:  # noqa: UP006
        row = people[number]
        points = -int(row["points"]) if method == "points" else 0
        since = row["since"] if method == "priority_queue" else ""
        return int(row["class"]), points, since, lot[number]

    order = sorted(people, key=turn)
    placed: Placed = {}
    for number in order:
        for wish, place, _ in wishes[number]:
            if room[place] > 0:
                room[place] -= 1
                placed[number] = (place, wish)
                break
    return order, placed


def propose(wishes: Wishes, room: Dict[str, int], lot: Dict[str, int]) -> Placed:  # noqa: UP006
    """Deferred acceptance, one proposal after the other; the order of proposals makes no difference."""
    at = dict.fromkeys(wishes, 0)
    held: Dict[str, List[Tuple[int, int, str, int]]] = {place: [] for place in room}  # noqa: UP006
    free = list(wishes)
    while free:
        number = free.pop()
        if at[number] == len(wishes[number]):
            continue
        wish, place, level = wishes[number][at[number]]
        at[number] += 1
        held[place].append((level, lot[number], number, wish))
        if len(held[place]) > room[place]:
            last = max(held[place])
            held[place].remove(last)
            free.append(last[2])
    return {row[2]: (place, row[3]) for place, rows in held.items() for row in rows}


def stable(texts: Texts, lot: Dict[str, int], placed: Placed) -> None:  # noqa: UP006
    """Raise Wrong where somebody has a claim to a place that she would rather have."""
    room = {row["place"]: int(row["capacity"]) for row in rows_of(texts["places.csv"])}
    wishes = wishes_of(texts)
    inside: Dict[str, List[Tuple[int, int]]] = {place: [] for place in room}  # noqa: UP006
    for number, (place, wish) in placed.items():
        level = next(each[2] for each in wishes[number] if each[0] == wish)
        inside[place].append((level, lot[number]))
    for number, listed in wishes.items():
        mine = placed[number][1] if number in placed else float("inf")
        for wish, place, level in listed:
            if wish >= mine:
                break
            if len(inside[place]) < room[place]:
                raise Wrong(f"number {number} wanted {place}, which has room left")
            if room[place] and (level, lot[number]) < max(inside[place]):
                raise Wrong(f"number {number} has the better claim to {place}")


def compare(order: Sequence[str], placed: Placed, texts: Texts) -> None:
    """Raise Wrong at the first row of results.csv that comes out otherwise."""
    rows = rows_of(texts["results.csv"])
    if len(rows) != len(order):
        raise Wrong(f"results.csv has {len(rows)} rows, {len(order)} take part")
    for position, (row, number) in enumerate(zip(rows, order), 1):  # noqa: B905 - 3.8
        place, wish = placed.get(number, ("", 0))
        mine = [str(position), number, place, str(wish)]
        if [row["position"], row["number"], row["place"], row["wish"]] != mine:
            raise Wrong(f"results.csv row {position} should read {','.join(mine)}")


def main(arguments: Sequence[str]) -> int:
    """Check the folder that is named; return the exit code."""
    if len(arguments) != 1:
        sys.stdout.write(__doc__ + "\n")
        return 2
    try:
        verify(arguments[0], said=lambda sentence: sys.stdout.write(sentence + "\n"))
    except Wrong as wrong:
        sys.stdout.write(f"does not hold 不成立: {wrong}\n")
        return 1
    except (OSError, KeyError, ValueError, UnicodeDecodeError) as error:
        sys.stdout.write(f"can't be read 读不了: {type(error).__name__}: {error}\n")
        return 2
    sys.stdout.write("all holds 全部成立\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
