"""A run knows its paper by name and uid, so that what came in can walk a route too; opinions belong to the run."""

import django.db.models.deletion
from django.db import migrations, models


def point_from_documents(apps, schema_editor):
    Document, Run, Opinion = (apps.get_model("docflow", name) for name in ("Document", "Run", "Opinion"))
    for run in Run.objects.select_related("old_document").iterator():
        Run.objects.filter(pk=run.pk).update(paper_kind="document", paper_uid=run.old_document.uid)
        Document.objects.filter(pk=run.old_document_id).update(run=run)
    Opinion.objects.update(run=models.Subquery(
        apps.get_model("docflow", "Act").objects.filter(pk=models.OuterRef("act")).values("run")[:1]
    ))


class Migration(migrations.Migration):
    dependencies = [("docflow", "0001_documents")]

    operations = [
        migrations.RenameField("run", "document", "old_document"),
        migrations.AlterField(
            "run",
            "old_document",
            models.OneToOneField("docflow.Document", django.db.models.deletion.PROTECT, related_name="+", null=True),
        ),
        migrations.AddField("run", "paper_kind", models.CharField("文件种类", max_length=20, default="document", help_text="by which name the run knows its paper"), preserve_default=False),
        migrations.AddField("run", "paper_uid", models.UUIDField("文件标识", null=True)),
        migrations.AddField(
            "document",
            "run",
            models.OneToOneField("docflow.Run", django.db.models.deletion.PROTECT, related_name="%(class)s", verbose_name="流程实例", null=True),
        ),
        migrations.AddField(
            "opinion",
            "run",
            models.ForeignKey("docflow.Run", django.db.models.deletion.PROTECT, related_name="opinions", verbose_name="流程实例", null=True),
        ),
        migrations.RunPython(point_from_documents, migrations.RunPython.noop),
    ]
