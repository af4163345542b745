"""访问日志：who read, downloaded, printed, signed in or was refused. Rows are only ever added."""

from django.db import models

from office.kernel.clock import now


class Access(models.TextChoices):
    """What happened."""

    READ = "read", "阅看"
    DOWNLOAD = "download", "下载"
    PRINT = "print", "打印"
    SEARCH = "search", "检索"
    SIGN_IN = "sign_in", "登录"
    SIGN_IN_FAILED = "sign_in_failed", "登录未成"
    SIGN_OUT = "sign_out", "退出"
    TIMED_OUT = "timed_out", "久未操作退出"
    REFUSED = "refused", "未获准许"


class AccessEntry(models.Model):
    """One line of the access log, written after the action's own transaction has ended, whatever came of it."""

    at = models.DateTimeField("时间", default=now)
    kind = models.CharField("事项", max_length=20, choices=Access.choices)
    person = models.UUIDField("人员", null=True, help_text="null: nobody was signed in")
    name = models.CharField("姓名或登录名", max_length=60, blank=True)
    about = models.UUIDField("所涉对象", null=True)
    title = models.CharField("对象题名", max_length=400, blank=True)
    address = models.CharField("来自何处", max_length=45, blank=True)
    device = models.CharField("设备", max_length=200, blank=True)
    session = models.CharField("会话", max_length=16, blank=True, help_text="first digits of the digest of its key")
    method = models.CharField("方法", max_length=10)
    path = models.CharField("路径", max_length=400, help_text="without its query, secrets in it blotted out")
    status = models.PositiveSmallIntegerField("答复")
    sentence = models.CharField("说明", max_length=400, blank=True, help_text="what the refusal said")

    class Meta:
        verbose_name = "访问日志"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["person", "id"], name="access_by_person"),
            models.Index(fields=["about", "id"], name="access_about"),
            models.Index(fields=["at"], name="access_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.get_kind_display()} {self.title or self.path}"
