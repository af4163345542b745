"""Numbers may be reserved, registers closed; and the live runs are found at once."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("docflow", "0003_papers_whole"), ("office", "0004_trail_pages")]

    operations = [
        migrations.AddField("register", "closed_at", models.DateTimeField("封存时间", null=True, blank=True)),
        migrations.AddField(
            "register",
            "closed_by",
            models.ForeignKey("office.Appointment", django.db.models.deletion.PROTECT, null=True, blank=True, related_name="+", verbose_name="封存人"),
        ),
        migrations.AlterField(
            "numberentry",
            "state",
            models.CharField("状态", max_length=8, choices=[("used", "已用"), ("reserved", "预留"), ("void", "作废")], default="used"),
        ),
        migrations.AlterField(
            "numberentry",
            "document",
            models.ForeignKey("docflow.Document", django.db.models.deletion.PROTECT, null=True, blank=True, related_name="numbers", verbose_name="公文"),
        ),
        migrations.AddField("numberentry", "reserved_at", models.DateTimeField("预留时间", null=True, blank=True)),
        migrations.AddField("numberentry", "reserved_for", models.CharField("预留给", max_length=100, blank=True, default=""), preserve_default=False),
        migrations.AddField("numberentry", "reserved_why", models.CharField("预留缘由", max_length=200, blank=True, default=""), preserve_default=False),
        migrations.AddConstraint(
            "register",
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="a_closed_register_says_when_and_by_whom",
            ),
        ),
        migrations.AddConstraint(
            "numberentry",
            models.CheckConstraint(
                condition=Q(state="used", document__isnull=False) | Q(state="reserved", document__isnull=True) | Q(state="void"),
                name="a_used_number_has_its_document_and_a_reserved_one_none",
            ),
        ),
        migrations.AddConstraint(
            "numberentry",
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(reserved_at__isnull=False),
                name="a_number_without_document_was_reserved",
            ),
        ),
        migrations.AddConstraint(
            "numberentry",
            models.CheckConstraint(
                condition=Q(reserved_at__isnull=True) | (~Q(reserved_for="") & ~Q(reserved_why="")),
                name="a_reserved_number_says_for_whom_and_why",
            ),
        ),
        migrations.AddIndex("run", models.Index(fields=["id"], condition=Q(ended_at__isnull=True), name="run_live")),
    ]
