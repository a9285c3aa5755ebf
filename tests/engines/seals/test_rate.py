"""Sealing a column costs little more than the bare cipher: no absolute times, one ratio."""

import os
import time

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from zhaohui.engines.seals import KeyRing, Sealer

VALUES = 20_000
ROUNDS = 3


def test_a_column_costs_at_most_three_times_the_bare_cipher():
    texts = [f"{number:018d}" for number in range(VALUES)]
    sealer = Sealer(KeyRing.generate(), field="identity")

    def bare():
        cipher = SM4(os.urandom(16))
        for text in texts:
            encryptor = Cipher(cipher, GCM(os.urandom(12))).encryptor()
            encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag

    assert quickest(lambda: sealer.seal_all(texts)) < 3 * quickest(bare)


def quickest(work):
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
