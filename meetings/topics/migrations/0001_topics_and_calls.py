import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('convening', '0001_meetings'),
        ('docflow', '0001_documents'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='TopicCall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_calls', to='convening.meetingkind', verbose_name='会议类别')),
                ('meeting', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topic_call', to='convening.meeting', verbose_name='会议')),
                ('title', models.CharField(max_length=140, verbose_name='名称')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='说明')),
                ('due_at', models.DateTimeField(verbose_name='截止')),
                ('first_due_at', models.DateTimeField(verbose_name='原定截止')),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='征集人')),
                ('names', models.JSONField(verbose_name='征集人姓名职务')),
                ('called_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='征集时间')),
                ('shut_at', models.DateTimeField(blank=True, help_text='by the clock, once', null=True, verbose_name='截止后收起的时间')),
            ],
            options={
                'verbose_name': '议题征集',
                'ordering': ['-called_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('shut_at__isnull', True)), fields=['due_at'], name='call_that_goes_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_call_for_topics_has_a_name'), models.CheckConstraint(condition=models.Q(('due_at__gte', models.F('first_due_at'))), name='a_call_for_topics_is_never_cut_short')],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)s', to='docflow.run', verbose_name='流程实例')),
                ('title', models.CharField(blank=True, max_length=400, verbose_name='标题')),
                ('urgency', models.CharField(blank=True, max_length=4, verbose_name='紧急程度')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='何时起')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近一步')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='convening.meetingkind', verbose_name='会议类别')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='convening.meeting', verbose_name='拟上会议')),
                ('call', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='topics.topiccall', verbose_name='征集')),
                ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='经办人')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='提报处室')),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='汇报人')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('asked', '待审'), ('admitted', '列入'), ('put_off', '缓议'), ('sent_back', '退回'), ('called_off', '撤销')], default='draft', max_length=12, verbose_name='状态')),
                ('gist', models.TextField(blank=True, max_length=4000, verbose_name='提请研究的事项')),
                ('consultation', models.TextField(blank=True, max_length=2000, verbose_name='协商情况')),
                ('lawfulness', models.TextField(blank=True, max_length=2000, verbose_name='合法性审查意见')),
                ('minutes', models.PositiveSmallIntegerField(default=15, verbose_name='预计分钟')),
                ('consult_days', models.PositiveSmallIntegerField(default=3, verbose_name='协商几个工作日')),
                ('verdict', models.CharField(blank=True, max_length=12, verbose_name='审定结果')),
                ('why', models.CharField(blank=True, help_text='of a 缓议', max_length=400, verbose_name='缘由')),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='topic', to='convening.agendaitem', verbose_name='议程项')),
                ('revision', models.PositiveIntegerField(default=0, verbose_name='第几次修改')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='提报时间')),
                ('decided_names', models.JSONField(blank=True, default=dict, verbose_name='审定人')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='审定时间')),
            ],
            options={
                'verbose_name': '议题',
                'ordering': ['-moved_at', '-id'],
                'indexes': [models.Index(fields=['department', '-moved_at'], name='topic_by_unit'), models.Index(fields=['organ', 'state', '-moved_at'], name='topic_by_organ'), models.Index(fields=['meeting', 'state'], name='topic_by_meeting'), models.Index(fields=['call', 'state'], name='topic_by_call')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_topic_has_a_title'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 480)), name='a_topic_lasts_at_most_a_working_day'), models.CheckConstraint(condition=models.Q(('consult_days__gte', 1), ('consult_days__lte', 20)), name='units_are_consulted_for_some_days'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'put_off'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='whoever_puts_a_topic_off_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'admitted'), _negated=True), ('meeting__isnull', False), _connector='OR'), name='an_admitted_topic_has_its_meeting'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), _negated=True), models.Q(('handed_in_at__isnull', False), ('reporter__isnull', False)), _connector='OR'), name='a_topic_that_is_handed_in_says_who_reports'), models.CheckConstraint(condition=models.Q(('item__isnull', True), ('state', 'admitted'), _connector='OR'), name='what_is_on_an_agenda_was_admitted')],
            },
        ),
        migrations.CreateModel(
            name='CalledUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='topics.topiccall', verbose_name='征集')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
                ('has_none_at', models.DateTimeField(blank=True, null=True, verbose_name='报无议题的时间')),
                ('has_none_names', models.JSONField(blank=True, default=dict, verbose_name='报无议题的人')),
                ('clock_reminded_of', models.DateTimeField(blank=True, null=True, verbose_name='系统提醒过的截止时间')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='最近提醒')),
                ('reminded_times', models.PositiveSmallIntegerField(default=0, verbose_name='提醒次数')),
            ],
            options={
                'verbose_name': '被征集单位',
                'ordering': ['call', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('call', 'organ'), name='an_organ_is_called_once_for_topics'), models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('call', 'department'), name='a_department_is_called_once_for_topics')],
            },
        ),
        migrations.CreateModel(
            name='TopicFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='topics.topic', verbose_name='议题')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='文件')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='上传人')),
                ('added_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='上传时间')),
                ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='移除时间')),
            ],
            options={
                'verbose_name': '议题材料',
                'ordering': ['topic', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TopicUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='topics.topic', verbose_name='议题')),
                ('part', models.CharField(choices=[('consulted', '协商单位'), ('sitting_in', '列席单位')], max_length=10, verbose_name='怎样参与')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
                ('answers', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='由谁答复')),
            ],
            options={
                'verbose_name': '议题相关单位',
                'ordering': ['topic', 'part', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('topic', 'part', 'organ'), name='an_organ_takes_part_in_a_topic_once'), models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('topic', 'part', 'department'), name='a_department_takes_part_in_a_topic_once')],
            },
        ),
    ]
