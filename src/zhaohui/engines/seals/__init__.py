"""Seal fields at rest (SM4-GCM, blind index by keyed SM3) and logs (SM3 chains, signed heads)."""

from zhaohui.engines.seals.errors import SealError
from zhaohui.engines.seals.index import BlindIndex
from zhaohui.engines.seals.keyring import KeyRing
from zhaohui.engines.seals.keystore import load_keys
from zhaohui.engines.seals.seal import Sealer

__all__ = ["BlindIndex", "KeyRing", "SealError", "Sealer", "load_keys"]
