### ما تقوله الصفحات العامة بالعربية.

## الأرقام والأوقات

separators = ,.
comma = ،
unit-ms = مللي ثانية
unit-s = ث
unit-min = د
unit-h = س
unit-d = ي
date = { $day } { $month } { $year }
moment = { $date }، { $clock }
month-of = { $month } { $year }
weekday-date = { $weekday } { $date }
from-to = { $from } إلى { $to }
since = منذ { $time }
so-far = { $length } حتى الآن
today = اليوم
now = الآن
ongoing = مستمر
month-short-1 = يناير
month-short-2 = فبراير
month-short-3 = مارس
month-short-4 = أبريل
month-short-5 = مايو
month-short-6 = يونيو
month-short-7 = يوليو
month-short-8 = أغسطس
month-short-9 = سبتمبر
month-short-10 = أكتوبر
month-short-11 = نوفمبر
month-short-12 = ديسمبر
month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
weekday-short-1 = الإثنين
weekday-short-2 = الثلاثاء
weekday-short-3 = الأربعاء
weekday-short-4 = الخميس
weekday-short-5 = الجمعة
weekday-short-6 = السبت
weekday-short-7 = الأحد
days = { $count ->
    [zero] لا أيام
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
hours = { $count ->
    [zero] لا ساعات
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
last-days = { $count ->
    [zero] الأيام الأخيرة
    [one] اليوم الأخير
    [two] آخر يومين
    [few] آخر { $count } أيام
    [many] آخر { $count } يومًا
   *[other] آخر { $count } يوم
}
a-year = سنة

## الحالات والحوادث وشدتها

status-operational = يعمل
status-maintenance = صيانة
status-unknown = غير معروف
status-degraded = أداء منخفض
status-partial-outage = انقطاع جزئي
status-major-outage = انقطاع كبير
status-operational-within = يعمل
status-maintenance-within = صيانة
status-unknown-within = غير معروف
status-degraded-within = أداء منخفض
status-partial-outage-within = انقطاع جزئي
status-major-outage-within = انقطاع كبير
state-investigating = قيد التحقيق
state-identified = عُرف السبب
state-monitoring = قيد المراقبة
state-resolved = حُلّ
state-postmortem = مراجعة لاحقة
state-merged = مدمج
state-investigating-within = قيد التحقيق
state-identified-within = عُرف السبب
state-monitoring-within = قيد المراقبة
state-resolved-within = حُلّ
state-postmortem-within = مراجعة لاحقة
severity = { $name } { $word }
severity-critical = حرج
severity-high = عالٍ
severity-medium = متوسط
severity-low = منخفض

## حول كل صفحة

skip = انتقل إلى المحتوى
site-title = حالة { $site }
nav = التنقل الرئيسي
nav-status = الحالة
nav-desk = مكتب الاستجابة
nav-docs = التوثيق
nav-capacity = السعة
nav-sign-in = تسجيل الدخول
nav-account = الحساب
more = المزيد
crumbs = مسار الصفحة
languages = اللغة
subscribe-link = اشترك في التحديثات
drawn-by = جميع الأوقات بتوقيت UTC. رسمها Pharos { $version }.
demo = عرض تجريبي
demo-words = منظومة محاكاة على هذا الجهاز.
demo-break = عطّل شيئًا
demo-mailbox = اقرأ بريدها
feed-atom = { $site }: الحوادث، Atom
feed-rss = { $site }: الحوادث، RSS
feed-json = { $site }: الحوادث، JSON Feed
feed-calendar = { $site }: الصيانة المخططة

## صفحة هي نسخة

copy-label = بلا اتصال
copy-none = الخادم لا يجيب.
copy-from = نسخة من { $time }؛ الخادم لا يجيب.
copy-back = عاد الخادم يجيب.
copy-show = اعرض الصفحة كما هي الآن

## ما الذي تعذّر

problem-missing = لا توجد صفحة هنا
problem-missing-words = ربما في العنوان خطأ في الكتابة، أو أن الصفحة انتقلت.
problem-members = هذه الصفحة للأعضاء
problem-members-words = سجّل الدخول بحساب في هذا الموقع لتقرأها.
problem-role = دورك لا يسمح بذلك
problem-role-words = يتطلب ذلك الدور { $role } أو أعلى منه. يمكن لأحد المديرين أن يمنحك إياه.
problem-offline = لا توجد نسخة من هذه الصفحة
problem-offline-words = يحتفظ هذا المتصفح بنسخ من آخر صفحات الحالة التي قُرئت، ومن التوثيق بعد قراءة صفحة منه. وهذه الصفحة ليست
    بينها.
problem-failed = تعذّر رسم هذه الصفحة
problem-failed-words = الخطأ من جانبنا وقد سُجّل. حاول مرة أخرى بعد دقيقة.
problem-instead = هل كنت تبحث عن { $link }؟
problem-overview = اعرض حالة كل شيء

## الصفحة الأولى

headline-operational = جميع الأنظمة تعمل.
headline-unchecked = لم يُفحص شيء بعد.
headline-unknown = لا يمكن رؤية { $names } من هنا؛ وما عدا ذلك يعمل.
headline-maintenance = صيانة جارية: { $names }؛ وما عدا ذلك يعمل.
headline-degraded = بطء أو أداء محدود: { $names }.
headline-partial-outage = انقطاع جزئي: { $names }.
headline-major-outage = انقطاع كامل: { $names }.
list-two = { $one } و{ $two }
list-three = { $one } و{ $two } و{ $three }
list-more = { $count ->
    [zero] { $one } و{ $two }
    [one] { $one } و{ $two } وواحد غيرهما
    [two] { $one } و{ $two } واثنان غيرهما
    [few] { $one } و{ $two } و{ $count } غيرهما
    [many] { $one } و{ $two } و{ $count } غيرهما
   *[other] { $one } و{ $two } و{ $count } غيرهما
}
and-more = { $count ->
    [zero] ولا غيرها
    [one] وواحد غيرها
    [two] واثنان غيرها
    [few] و{ $count } غيرها
    [many] و{ $count } غيرها
   *[other] و{ $count } غيرها
}
told-of = أُبلغ عنه دون أثر في أي مكوّن: { $incidents }.
told-of-one = { $title }، { $state }
as-of = حتى { $time }
not-checked = لم يُفحص بعد
checked = فُحص { $time }
checked-took = فُحص { $time }، { $latency }
affected = متأثر بـ { $component }
affected-hidden = متأثر بشيء يعتمد عليه
systems = الأنظمة
components = { $count ->
    [zero] لا مكوّنات
    [one] مكوّن واحد
    [two] مكوّنان
    [few] { $count } مكوّنات
    [many] { $count } مكوّنًا
   *[other] { $count } مكوّن
}
doubt-unstored = لم يُحفظ السجل منذ { $time }. يبقى في الذاكرة حتى يمكن حفظه.
doubt-ahead = أُرجعت ساعة هذا الجهاز عند { $time }. وإلى أن تلحق بها تكون الأوقات هنا متقدمة وتمضي أبطأ.
doubt-unseen = لم يُر شيء من { $from } إلى { $to }: توقف هذا الجهاز أو ضُبطت ساعته. يُحسب هذا الوقت غير معروف.
legend = كيف تُقرأ هذه الصفحة
legend-words = كل شرطة يوم بتوقيت UTC، وآخرها اليوم، وتُظهر أسوأ ما كان فيه. نسبة التوفر هي الوقت الذي كان فيه المكوّن يعمل أو
    منخفض الأداء، مقسومًا على ذلك الوقت مع وقت الانقطاع.
legend-apart = لا تُحسب الصيانة ولا ما لم يره أحد.
legend-counted = لا يُحسب ما لم يره أحد؛ أما الصيانة فتُحسب انقطاعًا حيث تقول صفحة المكوّن ذلك.
no-data = لا بيانات
no-data-yet = لا بيانات بعد

## صفحة مفتوحة

connection-open = مباشر
connection-lost = انقطع الاتصال، تجري محاولة أخرى
connection-unreadable = تعذّرت قراءة أحدث حالة، تجري محاولة أخرى
news-component = { $component }: { $status } منذ { $time }.
news-incident = الحادث { $title }: { $state }.
news-over = الحادث { $title }: لم يعد مفتوحًا.
news-more = تغييرات أخرى: { $count }.

## نظام ومكوّن وشريطه

status-of = حالة { $name }
docs-of = اقرأ توثيق { $name }
component-title = حالة { $component }، { $system }
component-description = { $component } من { $system }: { $status }. { $summary }
component-docs = دليل التشغيل والتوثيق
component-subscribe = اشترك في تحديثات هذا المكوّن
because = { $status } بسبب الحادث { $incident }، منذ { $time }
because-checks = الفحوص تقول: { $status }. ونسبة التوفر هي ما تقيسه.
needs = يحتاج إلى
needed-by = يحتاج إليه
runbooks = أدلة التشغيل
bar = { $component }، { $reach }: نسبة التوفر { $uptime }، { $trouble }
bar-no-data = { $component }: لا بيانات بعد
bar-calm = لا أعطال
bar-trouble = { $count ->
    [zero] لا أيام فيها أعطال: { $worst }
    [one] يوم واحد فيه عطل، { $worst }
    [two] يومان فيهما أعطال، أسوأهما { $worst }
    [few] { $count } أيام فيها أعطال، أسوأها { $worst }
    [many] { $count } يومًا فيها أعطال، أسوأها { $worst }
   *[other] { $count } يوم فيها أعطال، أسوأها { $worst }
}
day-facts = { $date }: { $facts }
uptime-of = نسبة التوفر { $uptime }
lasted-down = انقطاع { $length }
lasted-degraded = أداء منخفض { $length }
lasted-maintenance = صيانة { $length }
uptime-over = نسبة التوفر، { $reach }
clocks-caption = أين ذهب الوقت
clock-up = يعمل
clock-degraded = أداء منخفض
clock-down = انقطاع
clock-maintenance = صيانة
clock-unknown = غير معروف
counts-up = متوفر
counts-down = انقطاع
counts-not = لا يُحسب
formula-heading = كيف تُحسب نسبة التوفر
formula-apart = (يعمل + أداء منخفض) / (يعمل + أداء منخفض + انقطاع)
formula-counted = (يعمل + أداء منخفض) / (يعمل + أداء منخفض + انقطاع + صيانة)
formula-figures = ({ $up } + { $degraded }) / { $counted } = { $uptime }
formula-rule-apart = المحسوب هو الوقت لا عدد الفحوص. الصيانة والوقت غير المعروف خارج الطرفين؛ والنسبة مقرّبة إلى الأدنى.
formula-rule-counted = المحسوب هو الوقت لا عدد الفحوص. تُحسب الصيانة انقطاعًا، والوقت غير المعروف خارج الطرفين؛ والنسبة مقرّبة إلى
    الأدنى.
formula-none = لم يُر شيء من هذا المكوّن بعد، فلا نسبة توفر تُذكر.
column-status = الحالة
column-hours = الساعات
column-counts = تُحسب
column-day = اليوم
column-worst = الأسوأ
column-uptime = نسبة التوفر
column-from = من
column-to = إلى
column-length = المدة
column-what = ماذا
column-component = المكوّن
column-shows = يُظهر
column-metric = القياس
column-least = الأدنى
column-mean = المتوسط
column-most = الأعلى
days-table = كل يوم في جدول
days-caption = { $component } حسب أيام UTC؛ زمن الاستجابة بالمئينات لكل الإجابات الجيدة
troubles = الأعطال والأعمال المخططة
troubles-caption = الأعطال والأعمال المخططة، الأحدث أولًا
troubles-none = لا شيء. كان يعمل كلما رُئي.

## الأهداف

objective-heading = هدف مستوى الخدمة
objective = الهدف
counted = المحسوب
budget = ميزانية الأخطاء
budget-over = { $count ->
    [zero] من ميزانية الأخطاء
    [one] من ميزانية الأخطاء، اليوم الأخير
    [two] من ميزانية الأخطاء، آخر يومين
    [few] من ميزانية الأخطاء، آخر { $count } أيام
    [many] من ميزانية الأخطاء، آخر { $count } يومًا
   *[other] من ميزانية الأخطاء، آخر { $count } يوم
}
budget-left = بقي { $share }
budget-unused = لم يُستهلك شيء
budget-overspent = تم تجاوزها
budget-overspent-by = تم تجاوزها بمقدار { $length }
budget-of = { $left } من { $budget }
burn-today = معدل الاستهلاك، اليوم
burn = { $count ->
    [zero] معدل الاستهلاك
    [one] معدل الاستهلاك، يوم واحد
    [two] معدل الاستهلاك، يومان
    [few] معدل الاستهلاك، { $count } أيام
    [many] معدل الاستهلاك، { $count } يومًا
   *[other] معدل الاستهلاك، { $count } يوم
}
budget-heading = كيف تُحسب ميزانية الأخطاء
budget-formula = (100 % - الهدف) * المحسوب، ويُطرح منها وقت الانقطاع
budget-figures = (100 % - { $objective }) * { $counted } = { $allowed }
budget-apart = لا تُحسب الصيانة ولا تستهلك شيئًا.
budget-counted = تُحسب الصيانة انقطاعًا وتستهلك الميزانية.
budget-rule = لا يُحسب الوقت غير المعروف. معدل استهلاك قدره 1 يستنفد الميزانية عند نهاية مدتها تمامًا.

## زمن الاستجابة والقياسات

latency = زمن الاستجابة
latency-ranges = مدة مخطط زمن الاستجابة
latency-none = لم يُجب شيء في هذه المدة.
latency-reach = { $quantile } من { $least } إلى { $most }
latency-by-hour = زمن الاستجابة بالساعة: { $reach }
latency-by-day = زمن الاستجابة باليوم: { $reach }
latency-p50 = { $least } إلى { $most }، أقصى ما استغرقه نصف الإجابات
latency-p95 = { $least } إلى { $most }، أقصى ما استغرقته 95 من كل 100
latency-p99 = { $least } إلى { $most }، أقصى ما استغرقته 99 من كل 100
latency-table = الشيء نفسه في جدول
latency-as-table = زمن الاستجابة في جدول
latency-caption = مئينات كل الإجابات الجيدة؛ الأوقات بتوقيت UTC
metrics = القياسات
metric-at = عند { $time }
metric-ago = قبل 24 س
metric-none = لا قراءة بعد في آخر 24 ساعة
metric-unread = { $metric }: لا قراءة
metric-line = { $metric }، آخر 24 ساعة: من { $least } إلى { $most }، بمتوسط { $mean }
metric-caption = آخر 24 ساعة بالأرقام

## الأعمال المخططة

planned = الصيانة المخططة
planned-words = { $count ->
    [zero] ما يجري الآن، ولكلٍّ أوقاته التالية.
    [one] ما يجري وما يبدأ خلال يوم، ولكلٍّ أوقاته التالية.
    [two] ما يجري وما يبدأ خلال يومين، ولكلٍّ أوقاته التالية.
    [few] ما يجري وما يبدأ خلال { $count } أيام، ولكلٍّ أوقاته التالية.
    [many] ما يجري وما يبدأ خلال { $count } يومًا، ولكلٍّ أوقاته التالية.
   *[other] ما يجري وما يبدأ خلال { $count } يوم، ولكلٍّ أوقاته التالية.
}
planned-all = جميع مكوّنات { $system }
planned-local = ({ $from } إلى { $to } في { $zone })
running = جارٍ

## يوم من أيام مكوّن

day-title = { $component }، { $date }
day-went = أين ذهب اليوم
day-so-far = اليوم حتى { $time }
day-latency = زمن الاستجابة لكل الإجابات الجيدة: p50 { $p50 }، p95 { $p95 }، p99 { $p99 }
day-no-incident = لم يُبلغ عن حادث أثّر فيه في هذا اليوم.
days-nav = الأيام
spans = الفترات
spans-caption = ما كان عليه من متى إلى متى؛ الفترات تملأ اليوم كله

## السجل

history = السجل
history-of = السجل، { $month }
history-description = الحوادث والأعطال والصيانة في { $month }، يومًا بيوم.
history-by-month = السجل حسب الشهر
past-incidents = الحوادث السابقة
months-nav = الأشهر
month-ahead = لم يبدأ هذا الشهر بعد.
month-unknown = لا يُعرف شيء عن هذا الشهر.
month-days = فيها ما يُذكر: { $eventful }؛ هادئة: { $quiet }.
month-as-of = الأيام بتوقيت UTC؛ حتى { $time }.
history-unseen = لا بيانات: لم يُراقب شيء.
history-quiet = هدوء: لا حادث ولا عطل ولا صيانة.
history-began = بدأ { $time }
history-resolved = حُلّ { $time }
history-went-on = استمر
history-planned = { $title }، مخطط من { $from } إلى { $to }
history-more = { $count ->
    [zero] ولا أعطال في غيرها
    [one] وأعطال في مكوّن آخر
    [two] وأعطال في مكوّنين آخرين
    [few] وأعطال في { $count } مكوّنات أخرى
    [many] وأعطال في { $count } مكوّنًا آخر
   *[other] وأعطال في { $count } مكوّن آخر
}

## الحوادث

incidents = الحوادث
incidents-description = ما الذي تعطّل، وما قيل عنه، وكيف انتهى.
incidents-none = لا شيء. لم يتعطل شيء أُبلغ عنه أحد.
incidents-open = الحوادث المفتوحة
incident-description = { $state }: { $title }. يؤثر في { $components }.
incident-lasted = دام { $length }
incident-began = بدأ { $began }
incident-lasting = بدأ { $began }، { $lasting }
incident-over = بدأ { $began }، حُلّ { $resolved }، دام { $length }
incident-part = هو جزء من حادث آخر.
incident-whole = تابع هناك
incident-hidden = يُعالج بوصفه جزءًا من أمر آخر.
incident-affects = يؤثر في { $components }
incident-told = أُبلغ عنه { $time }
incident-promise = التحديث التالي حتى { $time }
updates = التحديثات
updates-none = لم يُذكر بعد شيء غير العنوان.
update-edited = { $time }، عُدّل { $edited }
impact = ما الذي يتأثر

## نسبة التوفر في شهر

uptime-month = نسبة التوفر، { $month }
uptime-by-month = نسبة التوفر حسب الشهر
report-description = نسبة توفر كل مكوّن في { $month }، ومم تتكوّن.
report-whole = الشهر كله، من { $from } إلى { $to }.
report-so-far = الشهر حتى الآن، من { $from } إلى { $to }.
report-forms = الشيء نفسه للبرامج:
report-history = ما الذي حدث
report-all = جميع المكوّنات معًا
report-rule = كيف تُحسب
report-uptime = نسبة التوفر = (يعمل + أداء منخفض) / المحسوب، والمحسوب = يعمل + أداء منخفض + انقطاع.
report-time = المحسوب هو الوقت لا عدد الفحوص، مقيسًا بالمللي ثانية ومقرّبًا إلى الأدنى بثلاث منازل عشرية. الصيانة والوقت غير
    المعروف خارج الطرفين. وحيث يقول نظام إن صيانته تُحسب فهي هنا انقطاع، وصفحة المكوّن تقول ذلك. وما يُقال في حادث لا يغيّر ما
    قيس.
report-budget = ميزانية الأخطاء = (100 % - الهدف) * المحسوب، ويُطرح منها وقت الانقطاع. وهي للشهر، أو للشهر حتى الآن، مهما كانت مدة
    الهدف في صفحة المكوّن.
report-together = المكوّنات معًا هي مجموع أوقاتها: يزن كل منها بقدر ما رُوقب.

## الإشعارات

subscribe = اشتراك
subscribe-description = اعلم حين يتعطل شيء وحين يُصلح.
subscribe-words = اعلم حين يتعطل شيء، وكيف يسير أمره، وحين يُصلح. تؤكد العنوان برابط قبل أن يُرسل إليه أي شيء آخر، وفي كل رسالة رابط
    ينهي الاشتراك.
subscribe-none = لا يرسل هذا الموقع رسائل. عُد إلى صفحة حالته بدلًا من ذلك.
subscribe-again = اشترك من جديد
back-to-status = العودة إلى صفحة الحالة
address-either = عنوان بريد إلكتروني، أو عنوان https:// لخطاف ويب
address-email = عنوان بريد إلكتروني
address-webhook = عنوان https:// لخطاف ويب
push-not-here = متصفحك هو الذي يعرض الرسائل. وهذا المتصفح لا يستطيع عرضها، أو لا يشغّل النصوص البرمجية هنا.
push-button = اعرض الرسائل في هذا المتصفح
push-asking = يُسأل المتصفح.
push-refused = لا يعرض المتصفح رسائل هذا الموقع. اسمح بالإشعارات في إعداداته ثم حاول مرة أخرى.
push-unreached = يتعذر الوصول إلى خدمة الإشعارات الخاصة بالمتصفح. حاول لاحقًا.
sent = خطوة أخرى
sent-description = رابط التأكيد في الطريق.
sent-words = إن أمكن إرسال الرسائل إلى هناك فثمة رسالة فيها رابط في الطريق. اتبعه خلال { $length } لتؤكد أنك من طلب. ولا يُرسل شيء
    آخر قبل ذلك. أما المتصفح فيؤكد من نفسه حالما تصله أول رسالة، ويعرضها.
sent-nothing = لم يصل شيء؟ انظر فيما عُدّ بريدًا مزعجًا. ومن كان مشتركًا بالفعل يجد في الرسالة رابط اختياراته بدلًا من ذلك.
confirm = تأكيد
confirm-description = أكّد أنك تريد الإشعارات.
confirm-heading = أكّد اشتراكك
confirm-button = نعم، أعلمني
confirm-not-me = لم تكن أنت؟ لا تفعل شيئًا إذن: سيُنسى العنوان قريبًا.
told-by-email = تُرسل الرسائل بالبريد الإلكتروني إلى { $address }
told-by-webhook = تُرسل الرسائل بطلب POST إلى { $address }
told-by-push = يعرض الرسائل المتصفح الذي تعرفه خدمة إشعاراته باسم { $address }
subscription = اشتراكك
subscription-description = ما الذي تُعلم به، ومتى.
subscription-since = منذ { $time }.
subscription-saved = تم الحفظ.
subscription-confirmed = تم التأكيد. احتفظ بعنوان هذه الصفحة لتغيّر ما اخترت.
subscription-disabled = لم يعد يُرسل شيء، لأن شيئًا لم يصل منذ أيام: { $why }. احفظ اختيارك كي تُعاد المحاولة.
signing = السر الذي تتحقق به نقطتك من التواقيع (Standard Webhooks). يُعرض هذه المرة فقط.
save = احفظ
unsubscribe = إلغاء الاشتراك
unsubscribe-button = لا تُعلمني بعد الآن
unsubscribe-note = كل من لديه عنوان هذه الصفحة يستطيع الشيء نفسه. وهو في كل رسالة تصلك، فلا تُعد توجيه أي منها.
unsubscribed = أُلغي الاشتراك
unsubscribed-description = لن تُعلم بعد الآن.
unsubscribed-words = لن تُعلم بعد الآن، وقد نُسي عنوانك.
wish-what = عن ماذا
wish-everything = لا تختر شيئًا هنا كي تُعلم بكل شيء.
wish-system = { $system }، النظام كله
wish-components = مكوّنات { $system }
wish-topics = أي أخباره
wish-severities = بأي شدة
wish-pace = كم مرة
wish-urgent = الحرج (P1) فورًا، مهما كان المختار هنا
wish-quiet = ساعات الهدوء
wish-quiet-words = ما يحدث فيها تُعلم به عند نهايتها. اترك الحقلين فارغين إن لم تُردها.
wish-zone = المنطقة الزمنية، مثل Europe/Berlin
wish-lang = لغة البريد الإلكتروني وما يعرضه المتصفح
wish-shape = ما الذي يتلقاه خطاف الويب
shape-pharos = JSON هذا الموقع كما يصفه توثيقه
shape-statuspage = JSON كما ترسله Statuspage
topic-incident = الحوادث، حين تبدأ وحين تنتهي
topic-update = كيف تسير الحوادث في الأثناء
topic-maintenance = الأعمال المخططة
pace-at-once = حين يحدث
pace-daily = مجموعةً، كل يوم عند 08:00
pace-weekly = مجموعةً، كل إثنين عند 08:00
wrong-topics = اختر ما تريد أن تُعلم به: الحوادث، أو كيف تسير، أو الأعمال المخططة.
wrong-severities = اختر الشدة: واحدة على الأقل من P1 إلى P4.
wrong-zone = لا توجد منطقة زمنية كهذه. اكتب واحدة مثل Europe/Berlin أو UTC.
wrong-shape = خطاف الويب على صورة Statuspage يُعلم بأمر واحد في كل مرة: اختر أن تُعلم حين يحدث، دون ساعات هدوء.
wrong-quiet-empty = تنتهي ساعات الهدوء حين تبدأ. اترك الحقلين فارغين إن لم تُردها.
wrong-quiet = لساعات الهدوء بداية ونهاية، مثل 22:00 و07:00.
wrong-email-none = اكتب عنوان البريد الإلكتروني.
wrong-email = يُكتب عنوان البريد الإلكتروني مثل ada@example.org، بما لا يزيد على 254 حرفًا.
wrong-webhook = خطاف الويب عنوان مثل https://example.org/pharos، بما لا يزيد على 1000 حرف ودون فراغات.
wrong-push = لا يمكن استخدام ما أعطته خدمة إشعارات المتصفح.
wrong-not-offered = لا يمكن هنا إرسال الرسائل إلا إلى عناوين البريد الإلكتروني.
wrong-full = لا يمكن إعلام متصفحات أخرى، أو أن هذا المتصفح معروف بمفاتيح أخرى. حاول غدًا.
wrong-too-often = محاولات كثيرة. حاول مرة أخرى بعد { $length }.

## ما يُرسل إلى المشتركين

notice-declared = حادث جديد
notice-reopened = مفتوح من جديد
notice-updated = مستجدات
notice-resolved = تم الحل
notice-merged = دُمج
notice-planned = صيانة مخططة
notice-started = بدأت الصيانة
notice-ended = انتهت الصيانة
notice-cancelled = أُلغيت الصيانة
notice-digest = موجز
notice-confirm = يرجى التأكيد
letter-head = ‏{ $severity }{ $what }: { $title }
letter-with = { $one } ({ $other })
letter-and = { $one }، مع { $others }
letter-changes = { $count ->
    [zero] لا تغييرات
    [one] تغيير واحد
    [two] تغييران
    [few] { $count } تغييرات
    [many] { $count } تغييرًا
   *[other] { $count } تغيير
}
letter-window = من { $from } إلى { $to }.
letter-not-done = لن تُجرى بعد كل شيء.
letter-severity = شدته الآن { $severity }.
letter-part = يُعالج بوصفه جزءًا من حادث آخر.
letter-learnt = نُشر ما استُفيد منه.
letter-together = بدأ مع:
letter-still = { $count ->
    [zero] انتهى كل ما بدأ معه.
    [one] لم ينتهِ بعد حادث واحد مما بدأ معه.
    [two] لم ينتهِ بعد حادثان مما بدأ معه.
    [few] لم تنتهِ بعد { $count } حوادث مما بدأ معه.
    [many] لم ينتهِ بعد { $count } حادثًا مما بدأ معه.
   *[other] لم ينتهِ بعد { $count } حادث مما بدأ معه.
}
letter-more = للمزيد:
letter-manage = غيّر ما تُعلم به أو ألغِ الاشتراك
letter-change = تغيير أو إلغاء الاشتراك
letter-confirm = طلب أحد، أنت على الأرجح، أن يُعلم هنا بما يحدث في { $site }. اتبع الرابط خلال { $length } وأكّد ذلك. لم تكن أنت؟
    لا تفعل شيئًا إذن: سيُنسى العنوان.
letter-known = أنت مشترك بالفعل
letter-known-words = طلب أحد، أنت على الأرجح، أن يُعلم هنا، وأنت مشترك بالفعل. اتبع الرابط لترى ما تُعلم به وتغيّره.
letter-push = الرسائل تصل إلى هذا المتصفح
letter-push-words = ستُعلم من الآن بما يحدث في { $site }.
letter-unconfirmed = افتح هذه الرسالة وأكّد الاشتراك.

## ما تقرؤه البرامج ثم الناس

feed-history = { $site } - سجل الحوادث
feed-incidents = حوادث { $site }
feed-time = { $day } { $month }، { $clock }
calendar-name = صيانة { $name }
calendar-words = صيانة مخططة: { $components }.
text-doubt = توجد مشكلة في Pharos نفسه: قد يكون ما يعرضه قديمًا.
text-components = المكوّنات
badge-uptime = نسبة توفر { $name } خلال 90 يومًا
badge-latency = زمن استجابة { $name }
badge-no-data = لا بيانات
