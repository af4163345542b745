import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('meetings', '0001_rooms_and_bookings'),
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='MeetingKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post', verbose_name='方案审定岗位')),
                ('is_numbered', models.BooleanField(default=False, verbose_name='编次序号')),
                ('takes_topics', models.BooleanField(default=False, verbose_name='征集议题')),
                ('is_voted', models.BooleanField(default=False, verbose_name='逐项表决')),
                ('is_closed', models.BooleanField(default=False, verbose_name='不公开名称')),
                ('late_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='开始后几分钟签到算迟到')),
                ('in_use', models.BooleanField(default=True, verbose_name='使用中')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '会议类别',
                'ordering': ['organ', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='a_kind_of_meeting_is_named_once_in_its_organ'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_kind_of_meeting_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='主办机关')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='convening.meetingkind', verbose_name='会议类别')),
                ('ordinal', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='第几次')),
                ('title', models.CharField(max_length=120, verbose_name='会议名称')),
                ('host', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='主持人')),
                ('organised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='承办人')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
                ('booking', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meeting', to='meetings.booking', verbose_name='会议室预订')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('video', models.CharField(blank=True, help_text="the room's name at the provider", max_length=80, verbose_name='视频会议号')),
                ('reply_by', models.DateTimeField(blank=True, null=True, verbose_name='回执截止')),
                ('budget', models.CharField(blank=True, max_length=120, verbose_name='经费')),
                ('note', models.CharField(blank=True, max_length=1000, verbose_name='会议要求')),
                ('is_closed', models.BooleanField(default=False, verbose_name='不公开名称')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('asked', '待审'), ('approved', '已审定'), ('announced', '已通知'), ('postponed', '延期'), ('running', '进行中'), ('ended', '已结束'), ('minuted', '纪要已发'), ('cancelled', '取消')], default='draft', max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, help_text='of the last 退回, 延期 or 取消', max_length=400, verbose_name='缘由')),
                ('approved_names', models.JSONField(blank=True, default=dict, verbose_name='审定人')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='第几稿')),
                ('told_version', models.PositiveIntegerField(default=0, verbose_name='告知到第几稿')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='第几次变更')),
                ('planned_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='筹备时间')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, help_text='of which calendars elsewhere learn', verbose_name='最近变动')),
                ('announced_at', models.DateTimeField(blank=True, null=True, verbose_name='通知时间')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='实际开始')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='实际结束')),
            ],
            options={
                'verbose_name': '会议',
                'ordering': ['-starts_at', '-id'],
                'indexes': [models.Index(fields=['organ', 'state', '-starts_at'], name='meeting_by_organ'), models.Index(condition=models.Q(('state__in', ('draft', 'asked', 'approved', 'announced', 'postponed'))), fields=['starts_at'], name='meeting_ahead')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='a_meeting_has_a_name'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_meeting_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('reply_by__isnull', True), ('reply_by__lte', models.F('starts_at')), _connector='OR'), name='a_meeting_is_answered_before_it_begins'), models.CheckConstraint(condition=models.Q(('state__in', ('draft', 'asked', 'approved', 'cancelled')), ('announced_at__isnull', False), _connector='OR'), name='a_meeting_is_held_after_it_was_announced'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('running', 'ended', 'minuted')), _negated=True), ('began_at__isnull', False), _connector='OR'), name='a_meeting_that_runs_has_begun'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('ended', 'minuted')), _negated=True), ('ended_at__isnull', False), _connector='OR'), name='a_meeting_that_is_over_has_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'postponed'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='whoever_postpones_a_meeting_says_why'), models.UniqueConstraint(condition=models.Q(('ordinal__isnull', False), models.Q(('state', 'cancelled'), _negated=True)), fields=('kind', 'ordinal'), name='a_meeting_of_a_kind_has_an_ordinal_of_its_own')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='convening.meeting', verbose_name='会议')),
                ('place', models.PositiveSmallIntegerField(verbose_name='第几项')),
                ('title', models.CharField(max_length=200, verbose_name='议题')),
                ('minutes', models.PositiveSmallIntegerField(default=15, verbose_name='预计分钟')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='汇报机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='汇报处室')),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='汇报人')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='说明')),
            ],
            options={
                'verbose_name': '议程项',
                'ordering': ['meeting', 'place'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'place'), name='an_agenda_item_has_its_place'), models.CheckConstraint(condition=models.Q(('place__gte', 1), models.Q(('title', ''), _negated=True)), name='an_agenda_item_says_what_it_is'), models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 480)), name='an_agenda_item_lasts_at_most_a_working_day')],
            },
        ),
        migrations.CreateModel(
            name='InvitedOrgan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invited_organs', to='convening.meeting', verbose_name='会议')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
                ('capacity', models.CharField(choices=[('host', '主持'), ('attending', '出席'), ('sitting_in', '列席'), ('staff', '工作人员')], default='attending', max_length=10, verbose_name='参会身份')),
                ('most', models.PositiveSmallIntegerField(default=1, verbose_name='名额')),
                ('requirement', models.CharField(blank=True, max_length=120, verbose_name='人员要求')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
            ],
            options={
                'verbose_name': '参会单位',
                'ordering': ['meeting', 'order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('meeting', 'organ'), name='an_organ_is_invited_once'), models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('meeting', 'department'), name='a_department_is_invited_once')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='convening.meeting', verbose_name='会议')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='任职')),
                ('capacity', models.CharField(choices=[('host', '主持'), ('attending', '出席'), ('sitting_in', '列席'), ('staff', '工作人员')], default='attending', max_length=10, verbose_name='参会身份')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations', to='convening.agendaitem', verbose_name='仅列席此项')),
                ('named_through', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='named', to='convening.invitedorgan', verbose_name='由哪个单位报名')),
                ('stands_in_for', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='stand_in', to='convening.invitation', verbose_name='替谁参会')),
                ('answer', models.CharField(choices=[('open', '未回执'), ('comes', '参加'), ('away', '请假'), ('replaced', '替会')], default='open', max_length=8, verbose_name='回执')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('invited_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='列入时间')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='通知时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
            ],
            options={
                'verbose_name': '参会人',
                'ordering': ['meeting', 'order', 'id'],
                'indexes': [models.Index(fields=['person', 'meeting'], name='invitation_of_a_person')],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='a_person_is_invited_once')],
            },
        ),
        migrations.CreateModel(
            name='AgendaUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='convening.agendaitem', verbose_name='议程项')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='处室')),
            ],
            options={
                'verbose_name': '列席单位',
                'ordering': ['item', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('department__isnull', True)), fields=('item', 'organ'), name='an_organ_sits_in_once_for_an_item'), models.UniqueConstraint(condition=models.Q(('department__isnull', False)), fields=('item', 'department'), name='a_department_sits_in_once_for_an_item')],
            },
        ),
        migrations.CreateModel(
            name='MeetingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='convening.meeting', verbose_name='会议')),
                ('document', models.UUIDField(unique=True, verbose_name='公文标识')),
                ('kind', models.CharField(max_length=20, verbose_name='文种')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='起草人')),
                ('drafted_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='起草时间')),
            ],
            options={
                'verbose_name': '会议公文',
                'ordering': ['meeting', 'drafted_at', 'id'],
            },
        ),
    ]
