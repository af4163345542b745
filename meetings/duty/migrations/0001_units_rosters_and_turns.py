import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.conf import settings
from django.db import migrations, models

from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='DutyUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='管理处室')),
                ('superior', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inferiors', to='duty.dutyunit', verbose_name='上级值班单位')),
                ('telephone', models.CharField(blank=True, max_length=40, verbose_name='值班电话')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='值班地点')),
                ('rest_hours', models.PositiveSmallIntegerField(default=24, verbose_name='两班之间至少休息（小时）')),
                ('most_in_week', models.PositiveSmallIntegerField(default=2, verbose_name='七天内最多（班）')),
                ('most_in_month', models.PositiveSmallIntegerField(default=0, verbose_name='一个月最多（班）')),
                ('workday_allowance', models.PositiveSmallIntegerField(default=0, verbose_name='工作日补贴（元）')),
                ('weekend_allowance', models.PositiveSmallIntegerField(default=0, verbose_name='周末补贴（元）')),
                ('holiday_allowance', models.PositiveSmallIntegerField(default=0, verbose_name='法定节假日补贴（元）')),
                ('in_use', models.BooleanField(default=True, verbose_name='正在值班')),
                ('used_since', models.DateTimeField(blank=True, null=True, verbose_name='何时恢复值班')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '值班单位',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='a_duty_unit_has_a_name_of_its_own_in_its_organ'), models.CheckConstraint(condition=models.Q(('superior__isnull', True), models.Q(('superior', models.F('id')), _negated=True), _connector='OR'), name='a_duty_unit_is_not_its_own_superior')],
            },
        ),
        migrations.CreateModel(
            name='DutyRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='roles', to='duty.dutyunit', verbose_name='值班单位')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='每班人数')),
                ('leads', models.BooleanField(default=False, verbose_name='带班')),
                ('answers', models.BooleanField(default=True, verbose_name='接报和处理紧急事件')),
                ('in_use', models.BooleanField(default=True, verbose_name='在用')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '值班岗位',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='a_duty_role_has_a_name_of_its_own_in_its_unit'), models.CheckConstraint(condition=models.Q(('people__gte', 1), ('people__lte', 20)), name='a_duty_role_is_filled_by_one_to_twenty_people')],
            },
        ),
        migrations.CreateModel(
            name='Pairing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pairings', to='duty.dutyunit', verbose_name='值班单位')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='一方')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='另一方')),
                ('together', models.BooleanField(verbose_name='同班')),
            ],
            options={
                'verbose_name': '同班与不同班',
                'constraints': [models.UniqueConstraint(fields=('unit', 'first', 'second'), name='a_pair_of_duty_has_one_rule_in_its_unit'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='a_pair_of_duty_is_written_in_one_order')],
            },
        ),
        migrations.CreateModel(
            name='PoolMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool', to='duty.dutyrole', verbose_name='值班岗位')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('on_workdays', models.BooleanField(default=True, verbose_name='工作日')),
                ('on_weekends', models.BooleanField(default=True, verbose_name='周末')),
                ('on_holidays', models.BooleanField(default=True, verbose_name='法定节假日')),
                ('since', models.DateField(blank=True, null=True, verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('share', models.PositiveSmallIntegerField(default=100, verbose_name='承担比例（%）')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '值班人员',
                'ordering': ['role__order', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('role', 'person'), name='somebody_is_once_in_the_pool_of_a_duty_role'), models.CheckConstraint(condition=models.Q(('share__gte', 10), ('share__lte', 200)), name='a_share_of_duty_is_a_tenth_to_the_double'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('since__lte', models.F('until')), _connector='OR'), name='a_pool_member_does_not_leave_before_he_comes')],
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='duty.dutyunit', verbose_name='值班单位')),
                ('month', models.DateField(verbose_name='月份')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='发布时间')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='发布人')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版本')),
                ('changed_at', models.DateTimeField(blank=True, null=True, verbose_name='最近修改')),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='最近修改人')),
            ],
            options={
                'verbose_name': '排班表',
                'ordering': ['-month', 'id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'month'), name='a_duty_unit_has_one_roster_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='a_roster_is_of_a_whole_month')],
            },
        ),
        migrations.CreateModel(
            name='ShiftPattern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='patterns', to='duty.dutyunit', verbose_name='值班单位')),
                ('name', models.CharField(max_length=20, verbose_name='名称')),
                ('begins', models.PositiveSmallIntegerField(default=510, verbose_name='开始（分钟）')),
                ('lasts', models.PositiveSmallIntegerField(default=1440, verbose_name='时长（分钟）')),
                ('on_workdays', models.BooleanField(default=True, verbose_name='工作日')),
                ('on_weekends', models.BooleanField(default=True, verbose_name='周末')),
                ('on_holidays', models.BooleanField(default=True, verbose_name='法定节假日')),
                ('in_use', models.BooleanField(default=True, verbose_name='在用')),
                ('roles', models.ManyToManyField(blank=True, related_name='patterns', to='duty.dutyrole', verbose_name='值班岗位')),
            ],
            options={
                'verbose_name': '班次样式',
                'ordering': ['begins', 'id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='a_shift_pattern_has_a_name_of_its_own_in_its_unit'), models.CheckConstraint(condition=models.Q(('begins__lt', 1440), ('lasts__gte', 30), ('lasts__lte', 10080)), name='a_shift_lasts_from_half_an_hour_to_a_week'), models.CheckConstraint(condition=models.Q(('on_workdays', True), ('on_weekends', True), ('on_holidays', True), _connector='OR'), name='a_shift_pattern_is_for_some_kind_of_day')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='duty.roster', verbose_name='排班表')),
                ('pattern', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.shiftpattern', verbose_name='班次样式')),
                ('day', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('workday', '工作日'), ('weekend', '周末'), ('holiday', '法定节假日')], max_length=8, verbose_name='日子的种类')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
            ],
            options={
                'verbose_name': '班次',
                'ordering': ['starts_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('roster', 'pattern', 'day'), name='a_shift_of_a_pattern_begins_once_a_day'), models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='a_shift_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='duty.shift', verbose_name='班次')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='duty.dutyrole', verbose_name='值班岗位')),
                ('place', models.PositiveSmallIntegerField(default=1, verbose_name='第几人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='值班人')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
                ('is_locked', models.BooleanField(default=False, verbose_name='已锁定')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='改动次数')),
                ('changed_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近改动')),
            ],
            options={
                'verbose_name': '值班',
                'ordering': ['starts_at', 'role__order', 'place', 'id'],
                'indexes': [models.Index(fields=['person', 'ends_at'], name='turns_of_a_person'), models.Index(fields=['ends_at', 'starts_at'], name='turns_by_time')],
                'constraints': [models.UniqueConstraint(fields=('shift', 'role', 'place', 'starts_at'), name='a_place_of_a_shift_is_had_by_one_at_a_time'), models.UniqueConstraint(fields=('shift', 'person', 'starts_at'), name='nobody_has_two_places_of_a_shift'), models.CheckConstraint(condition=models.Q(('starts_at__lt', models.F('ends_at'))), name='a_turn_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='duty.dutyunit', verbose_name='值班单位')),
                ('day', models.DateField(verbose_name='日期')),
                ('wants', models.BooleanField(verbose_name='愿意值班')),
            ],
            options={
                'verbose_name': '意愿',
                'ordering': ['day', 'id'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'person', 'day'), name='somebody_has_one_wish_for_a_day_of_duty')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('first', models.DateField(verbose_name='自')),
                ('last', models.DateField(verbose_name='至')),
                ('reason', models.CharField(choices=[('leave', '休假'), ('trip', '出差'), ('sick', '病假'), ('study', '学习培训'), ('other', '其他')], default='leave', max_length=8, verbose_name='事由')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='取消时间')),
            ],
            options={
                'verbose_name': '不能值班',
                'ordering': ['first', 'id'],
                'indexes': [models.Index(fields=['person', 'last'], name='absences_of_a_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first__lte', models.F('last'))), name='an_absence_does_not_end_before_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='RosterRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='duty.roster', verbose_name='排班表')),
                ('state', models.CharField(choices=[('running', '正在排班'), ('done', '已排出'), ('impossible', '排不出'), ('stopped', '已停下'), ('failed', '没有办成'), ('taken', '已采用'), ('dropped', '没有采用')], default='running', max_length=10, verbose_name='状态')),
                ('replans', models.BooleanField(default=False, verbose_name='改动最少')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='发起人')),
                ('asked_at', models.DateTimeField(verbose_name='发起时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='结束时间')),
                ('seen_version', models.PositiveIntegerField(verbose_name='所见版本')),
                ('progress', models.CharField(blank=True, max_length=200, verbose_name='进度')),
                ('says', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('explanation', models.JSONField(default=dict, verbose_name='评价')),
                ('proposal', models.JSONField(default=list, verbose_name='安排')),
            ],
            options={
                'verbose_name': '自动排班',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'running')), fields=('roster',), name='a_roster_is_made_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('turn', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps', to='duty.turn', verbose_name='班')),
                ('other_turn', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='swaps_for', to='duty.turn', verbose_name='对方的班')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='对方')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='缘由')),
                ('state', models.CharField(choices=[('asked', '等对方答复'), ('agreed', '等审批'), ('approved', '已换'), ('declined', '对方不同意'), ('refused', '没有批准'), ('withdrawn', '已撤回'), ('lapsed', '已失效')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='对方同意时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
                ('decided_names', models.JSONField(default=dict, verbose_name='办结人')),
                ('said', models.CharField(blank=True, max_length=200, verbose_name='答复')),
            ],
            options={
                'verbose_name': '换班',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['asker', 'state'], name='swaps_asked_by_somebody'), models.Index(fields=['other', 'state'], name='swaps_asked_of_somebody')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'agreed'))), fields=('turn',), name='a_turn_is_in_one_open_swap'), models.UniqueConstraint(condition=models.Q(('state__in', ('asked', 'agreed'))), fields=('other_turn',), name='the_turn_of_the_other_is_in_one_open_swap')],
            },
        ),
    ]
