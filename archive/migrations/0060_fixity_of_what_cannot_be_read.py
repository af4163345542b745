from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0050_frozen_beside")]

    operations = [
        migrations.AlterField(
            model_name="fixity",
            name="condition",
            field=models.CharField(
                choices=[
                    ("intact", "完好"),
                    ("changed", "内容变了"),
                    ("absent", "不在存储中"),
                    ("unread", "读不出"),
                ],
                max_length=8,
                verbose_name="状况",
            ),
        ),
    ]
