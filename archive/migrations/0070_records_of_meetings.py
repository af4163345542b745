from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0060_fixity_of_what_cannot_be_read")]

    operations = [
        migrations.AlterField(
            model_name="record",
            name="origin",
            field=models.CharField(
                choices=[
                    ("outgoing", "发文"),
                    ("incoming", "收文"),
                    ("historical", "历史文件"),
                    ("meeting", "会议"),
                ],
                max_length=10,
                verbose_name="来源",
            ),
        ),
    ]
