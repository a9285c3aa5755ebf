"""Second factors: their secrets sealed at rest, their names in the county's words."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhaohui.county.accounts.models import User
from zhaohui.county.catalog.queries import current_pack
from zhaohui.county.registry.seals import registry_seals
from zhaohui.county.settings.environment import env_text
from zhaohui.engines.seals import Sealer, load_keys


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP secrets and recovery seeds are stored as SM4-GCM values, like identity numbers."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("验证码不对，或者已经过期。"),
        "cannot_delete_authenticator": _("不能停用第二重验证。"),
        "cannot_generate_recovery_codes": _("先设好验证器或通行密钥，再生成备用码。"),
    }

    def encrypt(self, text: str) -> str:
        """Return the sealed text, in base 64 for a text column."""
        return base64.b64encode(_sealer().seal(text)).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Return what was sealed."""
        return _sealer().open(base64.b64decode(encrypted_text))

    def get_totp_issuer(self) -> str:
        """Return how the county is called in the list of an authenticator."""
        return gettext("昭惠") + " " + current_pack().short_name

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return a name for the next key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("密钥 {number}").format(number=number)


def _sealer() -> Sealer:
    registry_seals()  # never make fresh keys where people are sealed with others
    ring = load_keys(settings.DATA_DIR / "keys.json", text=env_text("ZHAOHUI_KEYS"))
    return Sealer(ring, field="second_factor")
