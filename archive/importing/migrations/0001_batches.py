import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('archive', '0001_beginnings'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('fonds', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.fonds', verbose_name='全宗')),
                ('state', models.CharField(choices=[('mapping', '待对应'), ('ready', '待导入'), ('running', '导入中'), ('stopped', '已停下'), ('done', '已完成'), ('taken_back', '已撤回')], default='mapping', max_length=10, verbose_name='状态')),
                ('name', models.CharField(max_length=200, verbose_name='目录文件名')),
                ('catalogue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='目录')),
                ('package_name', models.CharField(blank=True, max_length=200, verbose_name='压缩包文件名')),
                ('package', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='压缩包')),
                ('header', models.JSONField(default=list, verbose_name='表头')),
                ('mapping', models.JSONField(default=dict, verbose_name='各列是什么')),
                ('retention', models.CharField(blank=True, help_text="empty: by the fonds' table", max_length=8, verbose_name='没写期限的按')),
                ('turn', models.PositiveIntegerField(default=0, verbose_name='第几轮作业')),
                ('says', models.CharField(blank=True, max_length=400, verbose_name='停下的原因')),
                ('brought_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='送来的人')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='送来时间')),
                ('begun_at', models.DateTimeField(blank=True, null=True, verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '导入批次',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['organ', '-at'], name='batch_by_organ')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'done']), _negated=True), ('begun_at__isnull', False), _connector='OR'), name='a_batch_that_runs_has_begun')],
            },
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='importing.batch', verbose_name='批次')),
                ('line', models.PositiveIntegerField(verbose_name='第几行')),
                ('cells', models.JSONField(verbose_name='各格')),
                ('state', models.CharField(choices=[('waiting', '未导入'), ('filed', '已归档'), ('already', '原已有'), ('held_back', '检测未过'), ('refused', '没有收'), ('taken_back', '已撤回')], default='waiting', max_length=10, verbose_name='状态')),
                ('says', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.record', verbose_name='档案')),
            ],
            options={
                'verbose_name': '导入的一行',
                'ordering': ['batch', 'line'],
                'indexes': [models.Index(fields=['batch', 'state', 'line'], name='row_by_state')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'line'), name='a_line_of_a_catalogue_comes_once')],
            },
        ),
    ]
