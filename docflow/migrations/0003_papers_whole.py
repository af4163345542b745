"""What 0002 filled in is never empty, and what it was filled from goes. (Apart from it: PostgreSQL alters no table with rows changed in the same transaction.)"""

import django.db.models.deletion
from django.db import migrations, models

import office.kernel.clock
import office.kernel.ids


class Migration(migrations.Migration):
    dependencies = [("docflow", "0002_papers")]

    operations = [
        migrations.RemoveField("run", "old_document"),
        migrations.AlterModelOptions("opinion", {"ordering": ["run", "at", "id"], "verbose_name": "意见"}),
        migrations.RemoveField("opinion", "document"),
        migrations.AlterField("run", "paper_uid", models.UUIDField("文件标识", unique=True, help_text="of what walks: the object of its grants")),
        migrations.AlterField(
            "document",
            "run",
            models.OneToOneField("docflow.Run", django.db.models.deletion.PROTECT, related_name="%(class)s", verbose_name="流程实例"),
        ),
        migrations.AlterField(
            "opinion",
            "run",
            models.ForeignKey("docflow.Run", django.db.models.deletion.PROTECT, related_name="opinions", verbose_name="流程实例"),
        ),
        migrations.AlterField("document", "uid", models.UUIDField("标识", unique=True, default=office.kernel.ids.uuid7, editable=False)),
        migrations.AlterField(
            "document", "organ", models.ForeignKey("office.Organ", django.db.models.deletion.PROTECT, related_name="+", verbose_name="机关")
        ),
        migrations.AlterField("document", "opened_at", models.DateTimeField("何时起", default=office.kernel.clock.now)),
    ]
