"""处室、岗位、人员、任职。A person signs in; a post holds the work; an appointment joins them for a time."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from office.kernel.clock import today
from office.kernel.fields import EncryptedTextField
from office.kernel.ids import uuid7
from office.models.organs import Organ, still_open


class DepartmentQuerySet(models.QuerySet["Department"]):
    def open(self) -> "DepartmentQuerySet":
        """Those that have not been closed by today."""
        return self.filter(still_open(today()))


class Department(models.Model):
    """处室：an internal division of an organ."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="departments", verbose_name="机关")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级处室"
    )
    name = models.CharField("名称", max_length=80)
    is_general_office = models.BooleanField("是否办公室", default=False)
    order = models.PositiveIntegerField("排序", default=0)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "处室"
        ordering = ["organ", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organ", "name"],
                condition=Q(closed_on__isnull=True),
                name="an_open_department_name_is_unique_in_its_organ",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a post does in the running of papers. Routes and rights name roles, never people."""

    LEADER = "leader", "领导（可签发）"
    LEADER_IN_CHARGE = "leader_in_charge", "分管领导"
    HEAD = "head", "处室负责人"
    OFFICE_REVIEWER = "office_reviewer", "办公室审核"
    DOCUMENT_CLERK = "document_clerk", "文书（复核、编号、分发）"
    SEAL_KEEPER = "seal_keeper", "印章管理"
    ARCHIVIST = "archivist", "档案管理"
    FLOW_ADMINISTRATOR = "flow_administrator", "流程管理"
    SUPERVISOR = "supervisor", "督查督办"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理"
    SECURITY_ADMINISTRATOR = "security_administrator", "安全保密管理"
    AUDITOR = "auditor", "安全审计"


ADMINISTRATOR_ROLES = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
"""三员：they check one another, so nobody holds two of these."""


class PostQuerySet(models.QuerySet["Post"]):
    def open(self) -> "PostQuerySet":
        """Those that have not been closed by today."""
        return self.filter(still_open(today()))


class Post(models.Model):
    """岗位：a place in a department, with its title and roles; people come and go."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="posts", verbose_name="处室")
    title = models.CharField("职务", max_length=60)
    order = models.PositiveIntegerField("排序", default=0)
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "岗位"
        ordering = ["department", "order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "title"],
                condition=Q(closed_on__isnull=True),
                name="an_open_post_title_is_unique_in_its_department",
            )
        ]

    def __str__(self) -> str:
        return f"{self.department.organ} {self.department} {self.title}"


class PostRole(models.Model):
    """A role that a post has in its organ, or for one department (分管)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="roles", verbose_name="岗位")
    role = models.CharField("职责", max_length=40, choices=Role.choices)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="led_by", verbose_name="分管处室"
    )

    class Meta:
        verbose_name = "岗位职责"
        constraints = [
            models.UniqueConstraint(
                fields=["post", "role"], condition=Q(department__isnull=True), name="a_post_has_a_role_once"
            ),
            models.UniqueConstraint(
                fields=["post", "role", "department"],
                condition=Q(department__isnull=False),
                name="a_post_is_in_charge_of_a_department_once",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.LEADER_IN_CHARGE, department__isnull=False)
                | (~Q(role=Role.LEADER_IN_CHARGE) & Q(department__isnull=True)),
                name="only_a_leader_in_charge_names_a_department",
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(role__in=ADMINISTRATOR_ROLES),
                name="a_post_has_at_most_one_administrator_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}：{self.get_role_display()}"


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(login=username)


class Person(AbstractBaseUser):
    """人员：a human with one login. Who may do what hangs on appointments, not on the person."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    login = models.CharField("登录名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音首字母", max_length=20, blank=True)
    phone = EncryptedTextField("电话", blank=True)
    is_active = models.BooleanField("可登录", default=True)
    password_is_first = models.BooleanField(
        "初始密码未改", default=False, help_text="drawn by an administrator: nothing else is done before it is changed"
    )
    enrolled_in = models.ForeignKey(
        Organ,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enrolled",
        verbose_name="登记机关",
        help_text="whose administrator keeps the account; null: entered before there were such screens",
    )
    theme = models.CharField(
        "明暗", max_length=5, default="auto", choices=[("auto", "跟随系统"), ("light", "明"), ("dark", "暗")]
    )
    large_type = models.BooleanField("大字", default=False)

    objects = PersonManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "人员"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("office:person", args=[self.uid])


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def unended(self, day: date) -> "AppointmentQuerySet":
        """Those that hold on a day or will hold later, whoever may sign in."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))

    def valid_on(self, day: date) -> "AppointmentQuerySet":
        """Those that hold on a day, of people who may sign in."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, person__is_active=True)

    def with_names(self) -> "AppointmentQuerySet":
        return self.select_related("person", "post__department__organ")

    def with_role(self, organ: Organ, *roles: str) -> "AppointmentQuerySet":
        """Those whose post has one of the roles in an organ."""
        return self.filter(post__department__organ=organ, post__roles__role__in=roles).distinct()


class Appointment(models.Model):
    """任职：a person in a post, from a day to a day (inclusive)."""

    uid = models.UUIDField("标识", unique=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name="人员")
    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments", verbose_name="岗位")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    primary = models.BooleanField("主要任职", default=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ["person", "-primary", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="an_appointment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "post"], condition=Q(until__isnull=True), name="a_person_holds_a_post_once_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(until__isnull=True, primary=True),
                name="a_person_has_one_primary_appointment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"

    @property
    def organ(self) -> Organ:
        return self.post.department.organ

    @property
    def department(self) -> Department:
        return self.post.department

    def names(self) -> dict[str, Any]:
        """The names as they are today, for history to keep."""
        return {
            "person": str(self.person.uid),
            "appointment": str(self.uid),
            "name": self.person.name,
            "post": self.post.title,
            "department": self.department.name,
            "organ": self.organ.name,
        }
