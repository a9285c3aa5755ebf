"""Seal fields at rest and find them again: SM4-GCM with a key ring, blind index by keyed SM3."""

from zhaohui.engines.seals.errors import SealError
from zhaohui.engines.seals.index import BlindIndex
from zhaohui.engines.seals.keyring import KeyRing
from zhaohui.engines.seals.keystore import load_keys
from zhaohui.engines.seals.seal import Sealer

__all__ = ["BlindIndex", "KeyRing", "SealError", "Sealer", "load_keys"]
