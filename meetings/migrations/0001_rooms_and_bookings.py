import django.db.models.deletion
import office.kernel.clock
import office.kernel.ids
from django.db import migrations, models

from meetings.overlap import NoRoomTwice
from office.kernel.beginning import Beginning


class Migration(Beginning):
    initial = True

    dependencies = [
        ('office', '0001_foundation'),
    ]

    operations = [
        migrations.CreateModel(
            name='Building',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地址')),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.department', verbose_name='管理处室')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '楼宇',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='a_building_has_a_name_of_its_own_in_its_organ')],
            },
        ),
        migrations.CreateModel(
            name='Equipment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.organ', verbose_name='机关')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
            ],
            options={
                'verbose_name': '设备',
                'ordering': ['organ', 'id'],
                'constraints': [models.UniqueConstraint(fields=('organ', 'name'), name='a_kind_of_equipment_is_named_once_in_its_organ')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('building', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='meetings.building', verbose_name='楼宇')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('floor', models.CharField(blank=True, max_length=20, verbose_name='楼层')),
                ('seats', models.PositiveSmallIntegerField(verbose_name='座位数')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.storedfile', verbose_name='照片')),
                ('admits', models.CharField(choices=[('all', '平台上各机关'), ('organ', '本机关'), ('listed', '指定的机关和处室')], default='organ', max_length=8, verbose_name='谁可以预订')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.post', verbose_name='审批岗位')),
                ('longest_minutes', models.PositiveSmallIntegerField(default=480, verbose_name='一次最长（分钟）')),
                ('days_ahead', models.PositiveSmallIntegerField(default=90, verbose_name='最多提前（天）')),
                ('arrival_minutes', models.PositiveSmallIntegerField(default=0, verbose_name='开始后多久未确认到场即释放（分钟）')),
                ('offer_hours', models.PositiveSmallIntegerField(default=4, verbose_name='空出后为候补保留（小时）')),
                ('reconfirm_weeks', models.PositiveSmallIntegerField(default=0, verbose_name='系列预订每几周再确认')),
                ('in_use', models.BooleanField(default=True, verbose_name='可以预订')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('equipment', models.ManyToManyField(blank=True, related_name='rooms', to='meetings.equipment', verbose_name='设备')),
                ('admitted_organs', models.ManyToManyField(blank=True, related_name='+', to='office.organ', verbose_name='指定的机关')),
                ('admitted_departments', models.ManyToManyField(blank=True, related_name='+', to='office.department', verbose_name='指定的处室')),
            ],
            options={
                'verbose_name': '会议室',
                'ordering': ['building__order', 'building_id', 'order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('building', 'name'), name='a_room_has_a_name_of_its_own_in_its_building'), models.CheckConstraint(condition=models.Q(('seats__gte', 1)), name='a_room_seats_somebody'), models.CheckConstraint(condition=models.Q(('longest_minutes__gte', 15), ('longest_minutes__lte', 10080)), name='a_booking_of_a_room_lasts_from_a_quarter_hour_to_a_week'), models.CheckConstraint(condition=models.Q(('offer_hours__gte', 1)), name='an_offer_stands_for_some_hours')],
            },
        ),
        migrations.CreateModel(
            name='OpenHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='meetings.room', verbose_name='会议室')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, '星期一'), (1, '星期二'), (2, '星期三'), (3, '星期四'), (4, '星期五'), (5, '星期六'), (6, '星期日')], verbose_name='星期')),
                ('opens', models.PositiveSmallIntegerField(verbose_name='从')),
                ('closes', models.PositiveSmallIntegerField(verbose_name='到')),
            ],
            options={
                'verbose_name': '可预订时间',
                'ordering': ['room', 'weekday'],
                'constraints': [models.UniqueConstraint(fields=('room', 'weekday'), name='a_weekday_of_a_room_has_one_span_of_hours'), models.CheckConstraint(condition=models.Q(('closes__lte', 1440), ('opens__lt', models.F('closes')), ('weekday__lte', 6)), name='a_room_closes_after_it_opens_on_that_day')],
            },
        ),
        migrations.CreateModel(
            name='BookingSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.room', verbose_name='会议室')),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='预订人')),
                ('title', models.CharField(max_length=120, verbose_name='会议名称')),
                ('every', models.CharField(choices=[('week', '每周'), ('fortnight', '每两周'), ('month', '每月同一日'), ('workday', '每个工作日')], max_length=10, verbose_name='重复')),
                ('first_on', models.DateField(verbose_name='从')),
                ('until_on', models.DateField(verbose_name='到')),
                ('booked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='预订时间')),
                ('confirmed_until', models.DateField(blank=True, null=True, verbose_name='已确认到')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='提醒确认的时间')),
            ],
            options={
                'verbose_name': '预订系列',
                'ordering': ['-booked_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('confirmed_until__isnull', False)), fields=['confirmed_until'], name='series_to_be_confirmed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('first_on'))), name='a_series_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='meetings.room', verbose_name='会议室')),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='预订人')),
                ('series', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bookings', to='meetings.bookingseries', verbose_name='系列')),
                ('title', models.CharField(max_length=120, verbose_name='会议名称')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='备注')),
                ('people', models.PositiveSmallIntegerField(verbose_name='人数')),
                ('is_closed', models.BooleanField(default=False, verbose_name='不公开名称')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
                ('state', models.CharField(choices=[('offered', '候补保留'), ('asked', '待审批'), ('approved', '已预订'), ('declined', '未同意'), ('cancelled', '已取消'), ('released', '已释放'), ('lapsed', '候补已过')], max_length=10, verbose_name='状态')),
                ('sequence', models.PositiveIntegerField(default=0, verbose_name='第几次变更')),
                ('why', models.CharField(blank=True, max_length=400, verbose_name='缘由')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='审批人')),
                ('booked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='预订时间')),
                ('moved_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='最近变动')),
                ('arrived_at', models.DateTimeField(blank=True, null=True, verbose_name='确认到场时间')),
            ],
            options={
                'verbose_name': '预订',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('offered', 'asked', 'approved'))), fields=['room', 'starts_at'], name='booking_that_holds'), models.Index(fields=['booked_by', 'starts_at'], name='booking_of_somebody'), models.Index(condition=models.Q(('state__in', ('offered', 'asked', 'approved'))), fields=['starts_at'], name='booking_by_time')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_booking_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='whoever_declines_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Blocking',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blockings', to='meetings.room', verbose_name='会议室')),
                ('starts_at', models.DateTimeField(verbose_name='从')),
                ('ends_at', models.DateTimeField(verbose_name='到')),
                ('reason', models.CharField(max_length=200, verbose_name='缘由')),
                ('blocked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='停用人')),
                ('blocked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='停用时间')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='恢复时间')),
            ],
            options={
                'verbose_name': '停用',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('lifted_at__isnull', True)), fields=['room', 'ends_at'], name='blocking_in_force')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='a_blocking_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='whoever_blocks_a_room_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SecretAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('opens', models.CharField(choices=[('person', '我的预订日历'), ('room', '会议室日历'), ('door', '门牌屏')], max_length=8, verbose_name='用途')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.room', verbose_name='会议室')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='谁建的')),
                ('digest', models.CharField(help_text='SM3, hexadecimal; the address itself is nowhere', max_length=64, unique=True, verbose_name='摘要')),
                ('made_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='建立时间')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='作废时间')),
            ],
            options={
                'verbose_name': '保密地址',
                'ordering': ['-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('opens', 'person'), ('room__isnull', True)), models.Q(models.Q(('opens', 'person'), _negated=True), ('room__isnull', False)), _connector='OR'), name='an_address_opens_a_room_or_a_person')],
            },
        ),
        migrations.CreateModel(
            name='WaitingEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=office.kernel.ids.uuid7, editable=False, unique=True, verbose_name='标识')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='waiting', to='meetings.room', verbose_name='会议室')),
                ('waiter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='office.appointment', verbose_name='候补人')),
                ('title', models.CharField(max_length=120, verbose_name='会议名称')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='备注')),
                ('people', models.PositiveSmallIntegerField(verbose_name='人数')),
                ('is_closed', models.BooleanField(default=False, verbose_name='不公开名称')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
                ('state', models.CharField(choices=[('waiting', '候补中'), ('offered', '请您确认'), ('taken', '已订到'), ('lapsed', '已过'), ('given_up', '已放弃')], default='waiting', max_length=10, verbose_name='状态')),
                ('booking', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='waited', to='meetings.booking', verbose_name='预订')),
                ('asked_at', models.DateTimeField(default=office.kernel.clock.now, verbose_name='候补时间')),
                ('offer_until', models.DateTimeField(blank=True, null=True, verbose_name='保留到')),
            ],
            options={
                'verbose_name': '候补',
                'ordering': ['asked_at', 'id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'offered'))), fields=['room', 'asked_at'], name='waiting_in_order'), models.Index(fields=['waiter', 'starts_at'], name='waiting_of_somebody')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='what_is_waited_for_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), models.Q(('booking__isnull', False), ('offer_until__isnull', False)), _connector='OR'), name='an_offer_is_kept_by_a_booking'), models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'offered'))), fields=('room', 'waiter', 'starts_at', 'ends_at'), name='nobody_waits_twice_for_the_same')],
            },
        ),
        NoRoomTwice(
            model_name='booking',
            states=('offered', 'asked', 'approved'),
        ),
    ]
