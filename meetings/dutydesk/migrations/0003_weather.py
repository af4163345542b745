from django.db import migrations, models

from office.kernel.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('dutydesk', '0001_check_ins_registers_and_hand_overs'),
    ]

    operations = [
        migrations.AddField(
            model_name='logentry',
            name='weather',
            field=models.CharField(blank=True, max_length=40, verbose_name='天气'),
        ),
        AppendOnly('logentry'),
        migrations.AddField(
            model_name='handover',
            name='weather',
            field=models.CharField(blank=True, max_length=40, verbose_name='天气'),
        ),
        AppendOnly('handover'),
    ]
