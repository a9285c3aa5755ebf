"""Accounts: who may sign in, as what, where; who helps whom."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from zhaohui.county.registry.models import Person


class Users(BaseUserManager["User"]):
    """Finds users by the name they sign in with."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        """Store a user; without a password she can't sign in until she sets one."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """账户: somebody who signs in; an officer where an `Officer` row says so, else a resident."""

    id = models.BigAutoField(primary_key=True)
    username = models.CharField("登录名", max_length=64, unique=True)
    email = models.EmailField("邮箱", blank=True)
    person = models.OneToOneField(
        Person, models.SET_NULL, null=True, related_name="user", verbose_name="本人"
    )
    is_active = models.BooleanField("可用", default=True)
    is_synthetic = models.BooleanField("模拟数据", default=False)
    date_joined = models.DateTimeField("注册时间", auto_now_add=True)

    objects = Users()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = "账户"

    def __str__(self) -> str:
        return f"user {self.pk}"


class Officer(models.Model):
    """工作人员: the user who works for the county, in a department or a town."""

    id = models.BigAutoField(primary_key=True)
    user = models.OneToOneField(User, models.PROTECT, related_name="officer", verbose_name="账户")
    name = models.CharField("姓名", max_length=64)
    department = models.CharField("单位", max_length=64)
    left_on = models.DateField("离岗日期", null=True)

    class Meta:
        verbose_name = "工作人员"

    def __str__(self) -> str:
        return f"officer {self.pk}"


class Appointment(models.Model):
    """任职: an officer holds a post of the pack for an area, from a day until a day (exclusive).

    One that was ended on the day it began never ran.
    """

    id = models.BigAutoField(primary_key=True)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="appointments")
    post = models.CharField("岗位", max_length=64)
    area = models.CharField("区划代码", max_length=12)
    start = models.DateField("起")
    end = models.DateField("止", null=True)
    appointed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "任职"
        constraints = (
            models.UniqueConstraint(
                fields=["officer", "post", "area", "start"], name="appointment_once"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")),
                name="appointment_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.area}"


class Invitation(models.Model):
    """邀请: an officer-to-be opens the link once, before it expires; the token itself isn't kept."""

    id = models.BigAutoField(primary_key=True)
    token_hash = models.CharField("令牌校验", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    department = models.CharField("单位", max_length=64)
    post = models.CharField("岗位", max_length=64)
    area = models.CharField("区划代码", max_length=12)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField("邀请时间", auto_now_add=True)
    expires_at = models.DateTimeField("失效时间")
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField("撤回时间", null=True)

    class Meta:
        verbose_name = "邀请"

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def has_expired(self) -> bool:
        """Whether the link has run out."""
        return self.expires_at <= timezone.now()


class BindingCode(models.Model):
    """绑定代码: given at the window after the identity was checked; used once by the account."""

    id = models.BigAutoField(primary_key=True)
    code_hash = models.CharField("代码校验", max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField("失效时间")
    used_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField("使用时间", null=True)

    class Meta:
        verbose_name = "绑定代码"

    def __str__(self) -> str:
        return f"binding code {self.pk}"


class CodeTry(models.Model):
    """试码: a wrong one-time code that an account typed; too many in a short time stop it."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "试码"
        indexes = (models.Index(fields=["user", "at"], name="code_try_user"),)

    def __str__(self) -> str:
        return f"try {self.pk}"


class Mandate(models.Model):
    """亲友代办: the giver lets a holder act for her until a day; she may take it back any time."""

    id = models.BigAutoField(primary_key=True)
    giver = models.ForeignKey(Person, models.CASCADE, related_name="mandates_given")
    holder = models.ForeignKey(User, models.CASCADE, null=True, related_name="mandates_held")
    code_hash = models.CharField("接受代码校验", max_length=64, unique=True)
    created_at = models.DateTimeField("委托时间", auto_now_add=True)
    accepted_at = models.DateTimeField("接受时间", null=True)
    until = models.DateField("有效至")
    revoked_at = models.DateTimeField("收回时间", null=True)

    class Meta:
        verbose_name = "亲友代办"

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class ApiKey(models.Model):
    """接口密钥: another office's system acts by it, in one area, for some actions of the policy.

    `account` is the system's own, without a password; a new key of the same system has the same. The
    key itself is not kept: `prefix` finds it, `key_hash` proves it.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(User, models.PROTECT, related_name="api_keys")
    name = models.CharField("系统名称", max_length=64)
    department = models.CharField("单位", max_length=64)
    prefix = models.CharField("密钥开头", max_length=12, unique=True)
    key_hash = models.CharField("密钥校验", max_length=64)
    actions = models.JSONField("可做的事", default=list)
    area = models.CharField("区划代码", max_length=12)
    made_at = models.DateTimeField("发放时间", auto_now_add=True)
    until = models.DateField("有效至", null=True)
    revoked_at = models.DateTimeField("收回时间", null=True)

    class Meta:
        verbose_name = "接口密钥"

    def __str__(self) -> str:
        return f"api key {self.prefix}"
