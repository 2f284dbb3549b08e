### ما تقوله الإضبارة بالعربية. يأتي كل عدد مرتين: $n لصيغة المعدود، و$n-shown كما يُطبع.
### U+2068 وU+2069 يعزلان ما قد يُكتب من اليسار: عنوانًا أو جذرًا أو نصًا كتبه غيرنا.

## اللغة
# الأرقام هي الغربية، كما في المغرب العربي: فهي التي في الجدول والأوامر، وبها تُقارن.
number-group = ,
number-decimal = .
comma = { "، " }
share = { $number }%
share-below = أقل من { $number }%

## التواريخ: للشهور اسماها معًا، كما في وثائق الأمم المتحدة، لتُفهم في المشرق والمغرب
date = { $day } { $month } { $year }
first-day = 1
month-of-year = { $month } { $year }
quarter = الربع { $quarter ->
    [1] الأول
    [2] الثاني
    [3] الثالث
   *[4] الرابع
} من عام { $year }
month-1 = كانون الثاني/يناير
month-2 = شباط/فبراير
month-3 = آذار/مارس
month-4 = نيسان/أبريل
month-5 = أيار/مايو
month-6 = حزيران/يونيو
month-7 = تموز/يوليو
month-8 = آب/أغسطس
month-9 = أيلول/سبتمبر
month-10 = تشرين الأول/أكتوبر
month-11 = تشرين الثاني/نوفمبر
month-12 = كانون الأول/ديسمبر

## كل صفحة
page = صفحة { $page-shown }
of-pages = { " " }من { $total-shown }
dossier-id = الإضبارة { "\u2068" }{ $id }{ "\u2069" }
root-in-short = جذر السجل { "\u2068" }{ $root }…{ "\u2069" }
integrity-in-short = بصمة السلامة { "\u2068" }{ $hash }…{ "\u2069" }

## القائمة
volume = المجلد { $volume-shown } من { $volumes-shown }
entries = القيود من { $first } إلى { $last }
column-entry = الرقم
column-pseudonym = الاسم المستعار
column-given-name = الاسم الأول
column-family-name = اسم العائلة
column-full-name = الاسم الكامل
column-initials = الأحرف الأولى
column-city = المدينة
column-region = المنطقة
column-postcode = الرمز البريدي
column-country = البلد
column-age-band = العمر
column-signed = التاريخ

## الغلاف
addressed-to = موجَّهة إلى
petition = العريضة
date-of-dossier = التاريخ
signatures-in-all = { $count ->
    [zero] لا توقيعات
    [one] توقيع واحد
    [two] توقيعان
    [few] { $count-shown } توقيعات
    [many] { $count-shown } توقيعًا
   *[other] { $count-shown } توقيع
}
signatures = { $count ->
    [one] توقيع
    [two] توقيعان
    [few] توقيعات
    [many] توقيعًا
   *[other] توقيع
}
collected-between = مدة الجمع: من { $opened } إلى { $closed }
collected-from = مدة الجمع: من { $opened }
collected-until = مدة الجمع: حتى { $closed }
section-petition = العريضة
petition-address = منشورة على العنوان { "\u2068" }{ $url }{ "\u2069" }
section-count = العدّ
count-sentence = { $count ->
    [zero] لم يُقبل أي توقيع.
    [one] وقّع على هذه العريضة شخص واحد: قُبل توقيع واحد ({ $count-shown }).
    [two] قُبل توقيعان ({ $count-shown }).
    [few] قُبلت { $count-shown } توقيعات.
    [many] قُبل { $count-shown } توقيعًا.
   *[other] قُبل { $count-shown } توقيع.
}
count-unit-rows = يعدّ الجدولان كل صف لم يُستبعد، قبل دمج التوقيعات المكررة للشخص نفسه ({ $rows ->
    [zero] لا صفوف
    [one] صف واحد
    [two] صفّان
    [few] { $rows-shown } صفوف
    [many] { $rows-shown } صفًا
   *[other] { $rows-shown } صف
}). فلا يمكن أن يُعرف منهما هل وقّع شخص بعينه.
count-unit-signatures = يعدّ الجدولان التوقيعات، كل شخص مرة واحدة.
count-merged = الأماكن والمدد التي تقل توقيعاتها معدودة تحت «أخرى» («other» في ملفات CSV وJSON)، لئلا يُعرف أحد من عدد صغير.
by-country = حسب البلد
by-period = حسب وقت التوقيع
chart-bar = { $label }: { $count-shown }
chart-countries = رسم بأشرطة للجدول التالي حسب البلد. { $bars }.
chart-more-countries = { $n ->
    [zero] لا بلدان أخرى في الجدول
    [one] بلد آخر في الجدول
    [two] بلدان آخران في الجدول
    [few] { $n-shown } بلدان أخرى في الجدول
    [many] { $n-shown } بلدًا آخر في الجدول
   *[other] { $n-shown } بلد آخر في الجدول
}
chart-periods = رسم خطّي للجدول التالي من { $first } إلى { $last }. أعلى نقطة: { $most } وعددها { $count-shown }.
chart-gaps = حيث ينقطع الخط لم يوقّع أحد، أو عُدّ ضمن المدد الأخرى.
merged-cell = أخرى
other-country = بلدان أخرى أو غير مذكورة
other-period = مدد أخرى أو غير مذكورة
head-country = البلد
head-period = المدة
head-rows = الصفوف
head-signatures = التوقيعات
head-share = النسبة
total = المجموع
section-ledger = مآل كل صف
ledger-sentence = { $read ->
    [zero] لم يُقرأ أي صف
    [one] قُرئ صف واحد
    [two] قُرئ صفّان
    [few] قُرئت { $read-shown } صفوف
    [many] قُرئ { $read-shown } صفًا
   *[other] قُرئ { $read-shown } صف
}؛ المقبول توقيعًا: { $accepted ->
    [zero] لا شيء
   *[other] { $accepted-shown }
}، والمكرِّر لتوقيع موجود: { $duplicates ->
    [zero] لا شيء
   *[other] { $duplicates-shown }
}، والمستبعد: { $aside ->
    [zero] لا شيء
   *[other] { $aside-shown }
}. ولم يُحذف شيء خفية.
head-fate = ما آلت إليه
ledger-none-set-aside = المستبعدة
ledger-few = تذكر الجداول التالية ما لوحظ أو عُدّل فضلًا عن ذلك. ولا يرد فيها ما قلّت مرات وجوده عن { $k-shown }.
ledger-read = الصفوف المقروءة
ledger-accepted = المقبولة توقيعاتٍ
ledger-duplicates = توقيعات مكررة للشخص نفسه، مدموجة
ledger-other-name = منها باسم آخر
ledger-set-aside = المستبعدة: { $reason }
reason-no-identity = لا شيء يميّز الشخص
reason-not-a-petition-row = صف ليس من العريضة
reason-unconfirmed = لم يؤكدها الشخص
reason-malformed = صفوف معيبة
reason-test = موسومة بأنها تجربة
reason-invalid-address = عنوان بريد إلكتروني غير صالح
reason-weeded = أزالها الموظفون مع ذكر السبب
ledger-identified = بمَ مُيّز شخص عن آخر
identity-email = بعنوان البريد الإلكتروني
identity-phone = برقم الهاتف
identity-person = بالاسم وتاريخ الميلاد والمكان
identity-row = بالصف كله
ledger-flagged = لوحظت ولكنها عُدّت
flag-invalid-address = عنوان بريد إلكتروني غير صالح
flag-unusable-date = تاريخ توقيع لا يُقرأ
flag-unknown-country = بلد غير معروف
flag-reserved-domain = عنوان بريد في نطاق مخصص للأمثلة
flag-url-in-name = عنوان موقع في الاسم
flag-formula-in-name = اسم يبدأ كمعادلة
ledger-cleaned = عُدّلت للعرض فقط
cleaned-controls = محارف تحكم
cleaned-invisible = محارف غير مرئية
cleaned-semicolon = فواصل منقوطة قبل علامة معادلة
cleaned-marks = علامات متراكمة
cleaned-no-glyph = محارف رُسمت مربعات
section-policy = ما تُظهره هذه الإضبارة وما لا تُظهره
policy-shows = تُظهر
policy-withholds = لا تُظهر
policy-merged = ما جُمع معًا
policy-register = ما وراء ذلك
policy-root-alone = يبقى السجل نفسه لدى الجهة المنظِّمة. وليس هنا منه إلا عدد واحد هو جذر السجل: لا يُقرأ منه أي اسم، ولكن لا يمكن تغيير أي اسم في السجل دون أن يتغير.
policy-pseudonymised = ما يظهر عن الأشخاص مستعار الأسماء لا مجهول الهوية: فمن لديه السجل يستطيع أن يعرف المقصود. فليُعامل على هذا الأساس.
policy-named = تسمّي القائمة أشخاصًا وتُظهر رأيًا لهم. وهي بيانات شخصية تحظى بحماية خاصة. فلتُعامل على هذا الأساس.
policy-basis = الأساس القانوني الذي ذكرته الجهة المنظِّمة
section-risk = إلى أي حد يمكن التعرف على الأشخاص
risk-tables = ليس في هذه الإضبارة أي صف عن شخص. ولا يمكن أن يُعرف شيء عن أحد إلا من خانات تعدّ قلة قليلة؛ ولذلك لا توجد مثل هذه الخانات. وكل ما في هذا الجدول يمكن عدّه من جديد من الإضبارة.
risk-list = أسهل ما يُعرف به الشخص تفاصيل لا تجتمع لغيره. وفيما عدا الأرقام والأسماء المستعارة لا تخص أي مجموعة تفاصيل في القائمة قلة من الأشخاص. وكل ما في هذا الجدول يمكن عدّه من جديد من الإضبارة.
risk-named = من لديه القائمة يعرف من وقّع: فهذا غرضها. أما الجدولان فيحميان من لا يشاركه بلده أو وقته إلا قلة. وكل ما في هذا الجدول يمكن عدّه من جديد من الإضبارة.
risk-few = والاستثناء الوحيد هو المجموع: فهو أقل من أدنى عدد يجوز في خانة، ومع ذلك يُذكر بدقة.
head-measure = المقياس
head-figure = القيمة
risk-least-rows = أقل ما تعدّه خانة في الجدولين، بالصفوف
risk-least-signatures = أقل ما تعدّه خانة في الجدولين، بالتوقيعات
risk-smallest-cell = أصغر خانة في الجدولين
risk-countries = البلدان المذكورة على حدة
risk-other-countries = النسبة المعدودة ضمن البلدان الأخرى
risk-periods = المدد المذكورة على حدة
risk-other-periods = النسبة المعدودة ضمن المدد الأخرى
risk-combinations = مجموعات التفاصيل المختلفة في القائمة
risk-smallest-combination = القيود التي تشترك في أندر مجموعة
risk-average = متوسط احتمال إصابة القيد الصحيح لشخص تُعرف تفاصيله
risk-empty = نسبة القيود التي ينقصها تفصيل موجود في غيرها
section-volumes = القائمة
volumes-sentence = { $volumes ->
    [one] القائمة في مجلد واحد مرفق بهذا الغلاف، بصيغة PDF وفي جدول.
    [two] القائمة في مجلدين مرفقين بهذا الغلاف، بصيغة PDF وفي جدول واحد.
    [few] القائمة في { $volumes-shown } مجلدات مرفقة بهذا الغلاف، بصيغة PDF وفي جدول واحد.
    [many] القائمة في { $volumes-shown } مجلدًا مرفقًا بهذا الغلاف، بصيغة PDF وفي جدول واحد.
   *[other] القائمة في { $volumes-shown } مجلد مرفق بهذا الغلاف، بصيغة PDF وفي جدول واحد.
}
head-file = الملف
head-entries = القيود
section-verify = كيف يُتحقق من هذه الإضبارة
verify-intro = يستطيع أي أحد أن يفعل ذلك، بأدوات موجودة في معظم الحواسيب ودون الجهة المنظِّمة.
step-paper = أخذ القسيمة التي وصلت ورقًا مع هذه الإضبارة بطريق غير طريق الملفات. وفيها بصمة السلامة وبصمة الختم. وبصمة السلامة عدد يُحسب من ملفات الإضبارة: فإذا تغيّر فيها حرف واحد صار عددًا آخر.
step-files = فك ضغط الإضبارة وفتح نافذة أوامر في مجلدها وكتابة هذين السطرين. يجب أن يجيب كلاهما بكلمة OK لكل ملف.
step-hash = كتابة هذا السطر. يجب أن يُظهر بصمة السلامة التي في القسيمة بأرقامها وحروفها كلها وعددها 64.
step-seal = كتابة هذا السطر. يجب أن تبدأ الإجابة بكلمة Good وأن تُظهر بصمة الختم التي في القسيمة.
step-register = التأكد من أن السجل الذي يستند إليه العدّ حقيقي: رمي النرد وطلب فتح قيود. وفي القسيمة مكان للأرقام. ويجب أن تؤدي القيود المفتوحة إلى جذر السجل المذكور أدناه.
step-register-closed = مقارنة جذر السجل المذكور أدناه بالجذر الذي في الملف proof/register.checkpoint. فهو يُلزم الجهة المنظِّمة بالسجل كما كان في تاريخ هذه الإضبارة؛ ولا يمكن فتح أي قيد من هذه الإضبارة.
verify-platforms = في macOS يُكتب shasum -a 256 بدل sha256sum. ولنظام Windows، ولهذه الخطوات مرة أخرى، يُنظر الملف data/HOW-TO-VERIFY.txt في الإضبارة.
verify-compare = للمقارنة
root-code = رمز QR لجذر السجل كما في الملف proof/register.checkpoint
register-root = جذر السجل
seal-fingerprint = بصمة الختم
seal-name = اسم الختم
dossier-number = الإضبارة
replaces = تحل محل الإضبارة ذات بصمة السلامة
section-register = لسجل الجهة المتلقية
register-intro = يملأ هذه الصفحة من يستلم الإضبارة، وتُحفظ معها.
register-organiser = الجهة المنظِّمة
register-by = استلمها
register-date = تاريخ الاستلام
register-signature = التوقيع
register-stamp = الختم الرسمي
english-notice = طُلبت هذه الإضبارة بلغة ليست في هذا البرنامج بعد. وهي بالإنجليزية.

## القسيمة
slip-title = قسيمة إضبارة مختومة
slip-intro = تُحفظ هذه الورقة. فهي المقياس الذي تُقارن به الملفات.
slip-integrity = بصمة السلامة
slip-zip = بصمة SHA-256 لملف zip
slip-code = رمز QR لبصمة السلامة
slip-count = { $count ->
    [one] توقيع في هذه الإضبارة
    [two] توقيعان في هذه الإضبارة
    [few] توقيعات في هذه الإضبارة
    [many] توقيعًا في هذه الإضبارة
   *[other] توقيع في هذه الإضبارة
}
slip-inside-rows = في الإضبارة قائمة فيها سطر لكل توقيع. ولا تُظهر عن الشخص إلا ما تسمح به القاعدة «{ $policy }»؛ وليس فيها شارع ولا عنوان بريد إلكتروني ولا رقم هاتف.
slip-inside-none = في الإضبارة مجاميع فقط. وليس فيها سطر ولا اسم ولا عنوان لأي شخص.
slip-verify = للتحقق
slip-unpack = يُفك ضغط ملف zip وتُفتح نافذة أوامر في المجلد dossier-{ $id } وتُكتب الأسطر واحدًا بعد آخر:
slip-answer-files = كلمة OK لكل ملف
slip-answer-hash = بصمة السلامة أعلاه
slip-answer-seal = تبدأ بكلمة Good وتُظهر بصمة الختم أعلاه
slip-platforms = ومثله لنظامي macOS وWindows: الملف data/HOW-TO-VERIFY.txt في ذلك المجلد.
slip-second-person = سُلِّمت بعد موافقة شخص ثانٍ.
slip-same-person = سلَّمها الشخص الذي أعدّها؛ ولا تشترط هذه المنظمة شخصًا ثانيًا.
slip-audit-head = عدد قيود سجل المراجعة: { $entries-shown }؛ بصمة آخرها:
slip-petition = العريضة
slip-recipient = موجَّهة إلى
receipt-title = إيصال استلام
receipt-intro = يملؤه من يستلم الإضبارة، ويحتفظ به الطرفان.
receipt-office = الإدارة
receipt-date = التاريخ
receipt-number = رقم الوارد
receipt-signature = التوقيع والختم
receipt-dice = النرد: 24 رمية، تُكتب من اليسار إلى اليمين
receipt-size = القيود المطلوب فتحها
receipt-size-most = { $most-shown } على الأكثر
receipt-fields = الحقول المطلوب فتحها
field-given-name = الاسم الأول
field-family-name = اسم العائلة
field-full-name = الاسم الكامل
field-email = عنوان البريد الإلكتروني
field-phone = رقم الهاتف
field-street = الشارع
field-city = المدينة
field-region = المنطقة
field-postcode = الرمز البريدي
field-country = البلد
field-birth-date = تاريخ الميلاد
field-document-number = رقم الوثيقة
field-signed-at = وقت التوقيع
receipt-hash = بصمة السلامة المستلمة
receipt-challenge = إن أريد فحص قيود، فليُرمَ النرد الآن ولتُكتب أرقامه هنا قبل أن تكشف الجهة المنظِّمة شيئًا.
receipt-no-challenge = لا يمكن فتح قيود من هذه الإضبارة.

## ورقة العيّنة
sheet-title = ورقة العيّنة
sheet-head = ورقة العيّنة · بيانات شخصية
sheet-intro = سُحبت هذه القيود من السجل المختوم برميات نردكم، وفتحتها لكم الجهة المنظِّمة. وبهذه الورقة تفحصونها واحدًا واحدًا.
sheet-drawn = القيود المسحوبة
sheet-sample = { $drawn-shown } من { $size-shown }
sheet-fields = الحقول المفتوحة
sheet-no-fields = لا شيء
sheet-dice = النرد
sheet-how = كيف تُستعمل هذه الورقة
sheet-step-compare = قارنوا بصمة السلامة والنرد وعدد القيود والحقول المفتوحة بإيصالكم. فإن اختلف شيء منها فليس هذا جواب نردكم: فلا تمضوا.
sheet-step-tick = تحققوا بوسائلكم، في كل قيد، من صحة ما فُتح منه. وضعوا علامة في «صحيح» أو «غير{ "\u00A0" }صحيح». فإن كان فيه شيء خطأ فالقيد غير صحيح. وإن تعذّر التحقق فضعوا العلامة في «غير{ "\u00A0" }صحيح»: فيبقى الحد في جانب الحيطة.
sheet-list = وفُتح كذلك ما تُظهره القائمة عن كل قيد؛ والفحص يقارنه بالقائمة نفسها.
sheet-step-count = عُدّوا القيود المعلَّمة «غير{ "\u00A0" }صحيح». عددها K. ولا تعدّوا معها القيود المحجوبة: فالفحص يعدّها من نفسه فاسدة.
sheet-step-bound = اكتبوا هذا السطر، بوضع نرد إيصالكم مكان DICE وبصمة السلامة فيه مكان HASH وعددكم مكان K. فهو يقابل كل قيد بالسجل المختوم ويذكر الحد. وتفعل ذلك أيضًا الصفحة التي تُفحص فيها الإضبارات. وما يقوله الحد مبيَّن في الآخر.
sheet-says = ماذا يقول الحد
sheet-bound = يقول، بمستوى ثقة 95%، كم يبلغ عدد القيود الفاسدة في السجل كله على الأكثر. والفاسد ما لا يُفتح، وما تبيّن أن حقوله المفتوحة غير صحيحة. ولا يقول شيئًا عن أشخاص وقّعوا أكثر من مرة، ولا أن شخصًا مسمّى قد وقّع.
sheet-holds = بيانات شخصية
sheet-personal = في هذه الورقة ما يخص أشخاصًا ورأيًا لهم. وهي بيانات شخصية تحظى بحماية خاصة. فلا تُظهروها إلا لمن يفحص، وأتلفوها بعد الاستعمال كما يوجب القانون.
sheet-entries = القيود
sheet-boxes = المربع الذي فيه أرقام حرف لا يُرى أو لا يمكن رسمه؛ والأرقام رقمه في يونيكود.
sheet-entry = القيد
sheet-valid = صحيح
sheet-not-valid = غير صحيح
sheet-remarks = ملاحظات
sheet-withheld = محجوب: لم يُفتح هذا القيد. ويُعدّ فاسدًا.
sheet-empty = (فارغ)
sheet-total-valid = المعلَّمة «صحيح»
sheet-total-not-valid = المعلَّمة «غير صحيح» (وهو K)
sheet-total-withheld = المحجوبة
sheet-total = القيود المسحوبة كلها
sheet-checked-by = فحصها

## HOW-TO-VERIFY.txt
how-title = كيف يُتحقق من هذه الإضبارة
how-intro = لا يلزم إلا أدوات موجودة في معظم الحواسيب. افتحوا نافذة أوامر في المجلد dossier-{ $id } (وهو الذي فيه مجلد هذا الملف) وانسخوا الأسطر المزاحة واحدًا واحدًا.
how-files = يجب أن يجيب الأمران الأولان بكلمة OK لكل ملف. ويُظهر الثالث بصمة السلامة: تُقارن بالتي على الورق، بأرقامها وحروفها الأربعة والستين كلها.
how-files-windows = يجب أن يجيب الأمران الأولان بكلمة OK لكل ملف. ويُظهر الثالث بصمة السلامة: تُقارن بالتي على الورق، بأرقامها وحروفها الأربعة والستين كلها. ويُستعمل PowerShell.
how-seal = يجب أن يجيب الأمر الأخير بسطر يبدأ هكذا: Good "handover-dossier" signature. ويجب أن تكون البصمة التي فيه هي التي على الورق. وتقول هذه الإضبارة إنها:
how-trust = المفتاح الذي في الإضبارة لا يثبت وحده شيئًا: فالعبرة بالبصمة التي على الورق أو في موقع الجهة المنظِّمة.
how-other = أدوات أخرى
how-other-text = إن وُجدت لديكم، فهذه الأوامر تقول الشيء نفسه بطريقة أخرى. يحتاج الأول إلى bagit للغة Python؛ والثاني هو البرنامج الذي صنع الإضبارة، وهو يفحص أكثر من ذلك بكثير.
