from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('duty', '0001_units_rosters_and_turns'),
    ]

    operations = [
        migrations.AddField(
            model_name='dutyunit',
            name='pays_arranged',
            field=models.BooleanField(default=False, verbose_name='放假安排里的每一天都按法定节假日计补贴'),
        ),
        migrations.AlterField(
            model_name='dutyunit',
            name='weekend_allowance',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='休息日补贴（元）'),
        ),
        migrations.AlterField(
            model_name='poolmember',
            name='on_holidays',
            field=models.BooleanField(default=True, verbose_name='节假日'),
        ),
        migrations.AlterField(
            model_name='shift',
            name='kind',
            field=models.CharField(choices=[('workday', '工作日'), ('weekend', '周末'), ('holiday', '节假日')], max_length=8, verbose_name='日子的种类'),
        ),
        migrations.AlterField(
            model_name='shiftpattern',
            name='on_holidays',
            field=models.BooleanField(default=True, verbose_name='节假日'),
        ),
    ]
