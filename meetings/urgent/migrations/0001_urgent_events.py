import django.db.models.deletion
import office.kernel.clock
import office.kernel.fields
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.append_only import AppendOnly
from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('duty', '0001_units_rosters_and_turns'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('address', office.kernel.fields.EncryptedTextField(verbose_name='邮箱')),
            ],
            options={
                'verbose_name': '催叫用的邮箱',
            },
        ),
        migrations.CreateModel(
            name='UrgentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='duty.dutyunit', verbose_name='接报单位')),
                ('kind', models.CharField(choices=[('natural', '自然灾害'), ('accident', '事故灾难'), ('health', '公共卫生事件'), ('security', '社会安全事件')], max_length=12, verbose_name='类别')),
                ('level', models.CharField(choices=[('1', 'Ⅰ级（特别重大）'), ('2', 'Ⅱ级（重大）'), ('3', 'Ⅲ级（较大）'), ('4', 'Ⅳ级（一般）'), ('0', '未定级')], default='0', max_length=1, verbose_name='级别')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('place', models.CharField(max_length=200, verbose_name='地点')),
                ('occurred_at', models.DateTimeField(blank=True, null=True, verbose_name='事发时间')),
                ('received_at', models.DateTimeField(verbose_name='接报时间')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='信息来源')),
                ('reporter', models.CharField(blank=True, max_length=100, verbose_name='报告人')),
                ('reporter_phone', office.kernel.fields.EncryptedTextField(blank=True, verbose_name='报告人电话')),
                ('casualties', models.TextField(blank=True, max_length=1000, verbose_name='伤亡情况')),
                ('loss', models.TextField(blank=True, max_length=1000, verbose_name='损失情况')),
                ('course', models.TextField(blank=True, max_length=4000, verbose_name='事件经过')),
                ('measures', models.TextField(blank=True, max_length=4000, verbose_name='已采取的措施')),
                ('details', models.JSONField(blank=True, default=dict, verbose_name='分类要素')),
                ('is_sensitive', models.BooleanField(default=False, verbose_name='敏感事件')),
                ('is_drill', models.BooleanField(default=False, verbose_name='演练')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='登记人')),
                ('names', models.JSONField(verbose_name='登记人姓名职务')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='登记时间')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近一步')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='终报时间')),
                ('reports_sent', models.PositiveIntegerField(default=0, verbose_name='已报次数')),
            ],
            options={
                'verbose_name': '紧急事件',
                'ordering': ['-moved_at', '-id'],
                'indexes': [models.Index(fields=['unit', '-moved_at'], name='urgent_events_of_a_unit'), models.Index(fields=['received_at'], name='urgent_events_by_receipt')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='an_urgent_event_has_a_name'), models.CheckConstraint(condition=models.Q(('occurred_at__isnull', True), ('occurred_at__lte', models.F('received_at')), _connector='OR'), name='an_urgent_event_is_not_received_before_it_occurs')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='urgent.urgentevent', verbose_name='事件')),
                ('place', models.PositiveIntegerField(verbose_name='第几次报告')),
                ('stage', models.CharField(choices=[('telephone', '电话报告'), ('first', '初报'), ('follow_up', '续报'), ('daily', '日报'), ('final', '终报')], max_length=12, verbose_name='种类')),
                ('ordinal', models.PositiveIntegerField(verbose_name='第几份')),
                ('is_nil', models.BooleanField(default=False, verbose_name='零报告')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='本次情况')),
                ('facts', models.JSONField(verbose_name='当时的要素')),
                ('told_whom', models.CharField(blank=True, max_length=100, verbose_name='电话报给')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='报送人')),
                ('names', models.JSONField(verbose_name='报送人姓名职务')),
                ('sent_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='报送时间')),
            ],
            options={
                'verbose_name': '事件报告',
                'ordering': ['event', 'place'],
                'constraints': [models.UniqueConstraint(fields=('event', 'place'), name='a_report_has_a_number_of_its_own_in_its_event'), models.UniqueConstraint(fields=('event', 'stage', 'ordinal'), name='a_report_is_counted_once_among_those_of_its_kind')],
            },
        ),
        migrations.CreateModel(
            name='ReportDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='urgent.report', verbose_name='报告')),
                ('document', models.UUIDField(unique=True, verbose_name='公文的标识')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='起草人')),
                ('drafted_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='起草时间')),
            ],
            options={
                'verbose_name': '报告转成的公文',
                'ordering': ['drafted_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Instruction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instructions', to='urgent.urgentevent', verbose_name='事件')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='值班单位')),
                ('text', models.TextField(max_length=2000, verbose_name='批示')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='批示人')),
                ('names', models.JSONField(verbose_name='批示人姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='批示时间')),
            ],
            options={
                'verbose_name': '领导批示',
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='an_instruction_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='urgent.urgentevent', verbose_name='事件')),
                ('what', models.CharField(choices=[('missed', '漏报'), ('false', '谎报'), ('concealed', '瞒报')], max_length=12, verbose_name='认定')),
                ('reason', models.CharField(max_length=1000, verbose_name='事实和依据')),
                ('names', models.JSONField(verbose_name='认定人姓名职务')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='认定时间')),
            ],
            options={
                'verbose_name': '报告过错的认定',
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_fault_in_reporting_is_found_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='urgent.urgentevent', verbose_name='事件')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='urgent.report', verbose_name='报告')),
                ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='报送单位')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='received', to='duty.dutyunit', verbose_name='收报单位')),
                ('names', models.JSONField(verbose_name='报送人姓名职务')),
                ('sent_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='报送时间')),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True, verbose_name='核收时间')),
                ('acknowledged_names', models.JSONField(blank=True, default=dict, verbose_name='核收人姓名职务')),
            ],
            options={
                'verbose_name': '报送',
                'ordering': ['sent_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('report', 'receiver'), name='a_report_goes_to_a_unit_once'), models.CheckConstraint(condition=models.Q(('sender', models.F('receiver')), _negated=True), name='a_report_goes_to_another_unit_than_its_sender')],
            },
        ),
        migrations.CreateModel(
            name='Clock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='urgent.urgentevent', verbose_name='事件')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='由谁')),
                ('timed', models.CharField(choices=[('telephone', '电话报告'), ('first', '书面初报'), ('follow_up', '续报'), ('acknowledge', '核收')], max_length=12, verbose_name='什么')),
                ('dispatch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='urgent.dispatch', verbose_name='报送')),
                ('starts_at', models.DateTimeField(verbose_name='起算')),
                ('due_at', models.DateTimeField(verbose_name='到期')),
                ('told', models.PositiveSmallIntegerField(default=0, verbose_name='已提醒（%）')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='下次提醒')),
                ('outcome', models.CharField(choices=[('running', '进行中'), ('kept', '按时'), ('late', '迟报'), ('missed', '漏报'), ('dropped', '不再计时')], default='running', max_length=8, verbose_name='结果')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='停')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '时限',
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('outcome', 'running')), fields=['next_at'], name='clocks_that_run')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('dispatch__isnull', True), ('outcome', 'running')), fields=('event', 'timed'), name='one_clock_of_a_kind_runs_for_an_event'), models.UniqueConstraint(condition=models.Q(('dispatch__isnull', False)), fields=('dispatch',), name='one_clock_runs_for_a_dispatch'), models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('due_at'))), name='a_clock_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Alarm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='alarms', to='urgent.urgentevent', verbose_name='事件')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='值班单位')),
                ('why', models.CharField(choices=[('opened', '确认接报'), ('report', '核收报告'), ('overdue', '处理超时')], max_length=8, verbose_name='要做什么')),
                ('dispatch', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alarm', to='urgent.dispatch', verbose_name='报送')),
                ('clock', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='alarm', to='urgent.clock', verbose_name='时限')),
                ('round', models.PositiveIntegerField(default=0, verbose_name='第几遍')),
                ('next_at', models.DateTimeField(blank=True, null=True, verbose_name='下次催叫')),
                ('opened_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='开始')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='停止')),
                ('ended_why', models.CharField(blank=True, max_length=100, verbose_name='为什么停止')),
                ('acknowledged_names', models.JSONField(blank=True, default=dict, verbose_name='确认人姓名职务')),
            ],
            options={
                'verbose_name': '催叫',
                'ordering': ['opened_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['next_at'], name='alarms_that_go_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('clock__isnull', True), ('dispatch__isnull', True), ('why', 'opened')), models.Q(('clock__isnull', True), ('dispatch__isnull', False), ('why', 'report')), models.Q(('clock__isnull', False), ('dispatch__isnull', True), ('why', 'overdue')), _connector='OR'), name='an_alarm_is_about_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('alarm', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='urgent.alarm', verbose_name='催叫')),
                ('round', models.PositiveIntegerField(verbose_name='第几遍')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='叫谁')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('rank', models.CharField(max_length=60, verbose_name='以什么身份')),
                ('way', models.CharField(choices=[('in_app', '站内'), ('mail', '邮件')], max_length=8, verbose_name='方式')),
                ('outcome', models.CharField(choices=[('told', '已送达'), ('asked', '待发'), ('sending', '正在发'), ('sent', '已发出'), ('failed', '没有发出'), ('unknown', '不能确定是否发出')], max_length=8, verbose_name='结果')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='时间')),
            ],
            options={
                'verbose_name': '叫人',
                'ordering': ['at', 'id'],
                'indexes': [models.Index(fields=['person'], name='calls_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('alarm', 'round', 'person', 'way'), name='somebody_is_called_once_by_a_way_in_a_round')],
            },
        ),
        migrations.CreateModel(
            name='ClockLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('timed', models.CharField(choices=[('telephone', '电话报告'), ('first', '书面初报'), ('follow_up', '续报'), ('acknowledge', '核收')], max_length=12, verbose_name='什么')),
                ('level', models.CharField(blank=True, choices=[('1', 'Ⅰ级（特别重大）'), ('2', 'Ⅱ级（重大）'), ('3', 'Ⅲ级（较大）'), ('4', 'Ⅳ级（一般）'), ('0', '未定级')], max_length=1, verbose_name='级别')),
                ('kind', models.CharField(blank=True, choices=[('natural', '自然灾害'), ('accident', '事故灾难'), ('health', '公共卫生事件'), ('security', '社会安全事件')], max_length=12, verbose_name='类别')),
                ('minutes', models.PositiveIntegerField(verbose_name='分钟')),
                ('starts', models.CharField(choices=[('received', '接报时间'), ('occurred', '事发时间')], default='received', max_length=8, verbose_name='起算')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
            ],
            options={
                'verbose_name': '紧急事件时限',
                'ordering': ['timed', 'level', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'timed', 'level', 'kind'), name='an_organ_has_one_limit_for_a_step_level_and_kind'), models.CheckConstraint(condition=models.Q(('minutes__lte', 10080)), name='a_limit_for_urgent_events_is_at_most_a_week')],
            },
        ),
        migrations.CreateModel(
            name='InstructedTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('instruction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='urgent.instruction', verbose_name='批示')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
                ('duty_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='值班单位')),
                ('due_at', models.DateTimeField(verbose_name='时限')),
                ('told_late_at', models.DateTimeField(blank=True, null=True, verbose_name='超时提醒')),
                ('feedback', models.TextField(blank=True, max_length=2000, verbose_name='反馈')),
                ('fed_back_at', models.DateTimeField(blank=True, null=True, verbose_name='反馈时间')),
                ('feedback_names', models.JSONField(blank=True, default=dict, verbose_name='反馈人姓名职务')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('closed_names', models.JSONField(blank=True, default=dict, verbose_name='办结人姓名职务')),
            ],
            options={
                'verbose_name': '批示交办',
                'ordering': ['due_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('told_late_at__isnull', True)), fields=['due_at'], name='instructed_tasks_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('department__isnull', True), ('duty_unit__isnull', True), _connector='XOR'), name='an_instructed_task_is_for_one_unit'), models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('fed_back_at__isnull', False), _connector='OR'), name='an_instructed_task_is_closed_after_its_feedback')],
            },
        ),
        migrations.CreateModel(
            name='UnitPractice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyunit', verbose_name='值班单位')),
                ('next_way', models.PositiveSmallIntegerField(default=3, verbose_name='换一种方式（分钟）')),
                ('next_person', models.PositiveSmallIntegerField(default=5, verbose_name='叫下一个人（分钟）')),
                ('next_round', models.PositiveSmallIntegerField(default=15, verbose_name='再叫一遍（分钟）')),
            ],
            options={
                'verbose_name': '催叫的间隔',
                'constraints': [models.CheckConstraint(condition=models.Q(('next_person__gte', 1), ('next_round__gte', 1), ('next_way__gte', 1)), name='between_two_calls_there_is_a_minute_at_least')],
            },
        ),
        migrations.CreateModel(
            name='ReportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='urgent.report', verbose_name='报告')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='文件')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
            ],
            options={
                'verbose_name': '报告附件',
                'ordering': ['id'],
            },
        ),
        AppendOnly("Report"),
        AppendOnly("Finding"),
        AppendOnly("Instruction"),
        AppendOnly("ReportFile"),
    ]
