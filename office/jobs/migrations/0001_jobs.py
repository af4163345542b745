import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('key', models.CharField(blank=True, help_text='one open job a key; empty: any number', max_length=200, verbose_name='凭据')),
                ('task', models.CharField(help_text='dotted path', max_length=200, verbose_name='任务')),
                ('args', models.JSONField(default=list, verbose_name='参数')),
                ('kwargs', models.JSONField(default=dict, verbose_name='具名参数')),
                ('state', models.CharField(choices=[('waiting', '等候'), ('running', '进行中'), ('done', '已完成'), ('failed', '未办成'), ('given_up', '已放弃')], default='waiting', max_length=10, verbose_name='状态')),
                ('tries', models.PositiveSmallIntegerField(default=0, help_text='begun so far', verbose_name='次数')),
                ('not_before', models.DateTimeField(default=office.kernel.clock.now, verbose_name='不早于')),
                ('worker', models.CharField(blank=True, max_length=80, verbose_name='执行者')),
                ('lease_token', models.UUIDField(null=True, verbose_name='执行凭据')),
                ('leased_until', models.DateTimeField(null=True, verbose_name='执行期限')),
                ('result', models.JSONField(null=True, verbose_name='结果')),
                ('error', models.TextField(blank=True, verbose_name='未办成的原因')),
                ('error_type', models.CharField(blank=True, max_length=200, verbose_name='错误类型')),
                ('traceback', models.TextField(blank=True, verbose_name='出错之处')),
                ('created_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='提交时间')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='结束时间')),
            ],
            options={
                'verbose_name': '后台作业',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'running'))), fields=['state', 'not_before'], name='job_open'), models.Index(fields=['key'], name='job_by_key'), models.Index(fields=['ended_at'], name='job_by_end')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'running')), models.Q(('key', ''), _negated=True)), fields=('key',), name='a_key_has_one_open_job'), models.CheckConstraint(condition=models.Q(models.Q(('lease_token__isnull', False), ('leased_until__isnull', False), ('state', 'running')), models.Q(models.Q(('state', 'running'), _negated=True), ('lease_token__isnull', True), ('leased_until__isnull', True)), _connector='OR'), name='a_job_has_a_lease_while_it_runs'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('waiting', 'running'))), models.Q(models.Q(('state__in', ('waiting', 'running')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='a_job_is_open_until_it_ends')],
            },
        ),
    ]
