### Что говорит досье, по-русски. Числа приходят дважды: $n для множественного числа, $n-shown так, как печатается.
### Где в фразу входит неизвестное слово, она построена так, что склонять его не нужно.

## Язык
number-group = { "\u202F" }
number-decimal = ,
comma = { ", " }
share = { $number }{ "\u00A0" }%
share-below = <{ "\u00A0" }{ $number }{ "\u00A0" }%

## Даты: месяц при числе стоит в родительном падеже, сам по себе — в именительном (.alone)
date = { $day } { $month } { $year }{ "\u00A0" }г.
first-day = 1
month-of-year = { $month } { $year }{ "\u00A0" }г.
quarter = { $quarter ->
    [1] I
    [2] II
    [3] III
   *[4] IV
} квартал { $year }{ "\u00A0" }г.
month-1 = января
    .alone = январь
month-2 = февраля
    .alone = февраль
month-3 = марта
    .alone = март
month-4 = апреля
    .alone = апрель
month-5 = мая
    .alone = май
month-6 = июня
    .alone = июнь
month-7 = июля
    .alone = июль
month-8 = августа
    .alone = август
month-9 = сентября
    .alone = сентябрь
month-10 = октября
    .alone = октябрь
month-11 = ноября
    .alone = ноябрь
month-12 = декабря
    .alone = декабрь

## Каждая страница
page = Страница { $page-shown }
of-pages = { " " }из { $total-shown }
dossier-id = Досье { $id }
root-in-short = Корень реестра { $root }…

## Список
volume = Том { $volume-shown } из { $volumes-shown }
entries = Записи с { $first } по { $last }
column-entry = №
column-pseudonym = Псевдоним
column-given-name = Имя
column-family-name = Фамилия
column-full-name = Полное имя
column-initials = Инициалы
column-city = Город
column-region = Регион
column-postcode = Индекс
column-country = Страна
column-age-band = Возраст
column-signed = Дата

## Обложка
addressed-to = Адресат
signatures = { $count ->
    [one] подпись
    [few] подписи
   *[many] подписей
}
collected-between = период сбора: с { $opened } по { $closed }
collected-from = период сбора: с { $opened }
collected-until = период сбора: по { $closed }
section-petition = Петиция
petition-address = Опубликована по адресу { $url }
section-count = Подсчёт
count-sentence = { $count ->
    [one] Принята { $count-shown } подпись.
    [few] Приняты { $count-shown } подписи.
   *[many] Принято { $count-shown } подписей.
}
count-unit-rows = В обеих таблицах подсчитаны все неисключённые строки до объединения повторных подписей одного и того же лица ({ $rows ->
    [one] { $rows-shown } строка
    [few] { $rows-shown } строки
   *[many] { $rows-shown } строк
}). Поэтому по ним нельзя узнать, подписало ли петицию то или иное лицо.
count-unit-signatures = В обеих таблицах подсчитаны подписи, каждое лицо один раз.
count-merged = Места и периоды, на которые приходится мало подписей, учтены под словом «прочие» («other» в файлах CSV и JSON), чтобы никого нельзя было узнать по малому числу.
by-country = По странам
by-period = По времени подписания
merged-cell = прочие
other-country = Прочие страны или не указано
other-period = Прочие периоды или не указано
head-country = Страна
head-period = Период
head-rows = Строки
head-signatures = Подписи
head-share = Доля
total = Итого
section-ledger = Что стало с каждой строкой
ledger-sentence = { $read ->
    [one] Прочитана { $read-shown } строка
    [few] Прочитаны { $read-shown } строки
   *[many] Прочитано { $read-shown } строк
}: { $accepted ->
    [0] ни одна не принята как подпись
    [one] { $accepted-shown } принята как подпись
    [few] { $accepted-shown } приняты как подписи
   *[many] { $accepted-shown } принято как подписи
}, { $duplicates ->
    [0] ни одна не повторяет
    [one] { $duplicates-shown } повторяет
    [few] { $duplicates-shown } повторяют
   *[many] { $duplicates-shown } повторяют
} уже имеющуюся подпись, { $aside ->
    [0] ни одна не исключена
    [one] { $aside-shown } исключена
    [few] { $aside-shown } исключены
   *[many] { $aside-shown } исключено
}. Ничто не опущено без учёта.
ledger-read = Прочитано строк
ledger-accepted = Принято как подписи
ledger-duplicates = Повторные подписи одного и того же лица, объединены
ledger-other-name = из них под другим именем
ledger-set-aside = Исключено: { $reason }
reason-no-identity = нет данных, позволяющих отличить лицо
reason-not-a-petition-row = строка не относится к петиции
reason-unconfirmed = не подтверждено самим лицом
reason-malformed = повреждённые строки
reason-test = помечено как проверка
reason-invalid-address = недействительный адрес электронной почты
reason-weeded = удалено сотрудниками с указанием причины
ledger-identified = По чему одно лицо отличали от другого
identity-email = по адресу электронной почты
identity-phone = по номеру телефона
identity-person = по имени, дате рождения и месту
identity-row = по строке в целом
ledger-flagged = Отмечено, но учтено
flag-invalid-address = недействительный адрес электронной почты
flag-unusable-date = дата подписания не читается
flag-unknown-country = страна неизвестна
flag-reserved-domain = адрес в домене, отведённом для примеров
flag-url-in-name = веб-адрес в имени
flag-formula-in-name = имя, начинающееся как формула
ledger-cleaned = Изменено только для отображения
cleaned-controls = управляющие символы
cleaned-invisible = невидимые символы
cleaned-semicolon = точки с запятой перед знаком формулы
cleaned-marks = нагромождённые диакритические знаки
cleaned-no-glyph = символы, изображённые рамкой
section-policy = Что это досье показывает и чего не показывает
policy-shows = Показано
policy-withholds = Не показано
policy-merged = Что объединено
policy-pseudonymised = Показанные сведения о лицах псевдонимизированы, но не анонимны: тот, у кого находится реестр, может установить, о ком идёт речь. Обращаться с ними следует соответственно.
policy-consent = Правовое основание, указанное организатором: { $consent }
section-volumes = Список
volumes-sentence = { $volumes ->
    [one] К этой обложке приложен список: { $volumes-shown } том в формате PDF и одна таблица.
    [few] К этой обложке приложен список: { $volumes-shown } тома в формате PDF и одна таблица.
   *[many] К этой обложке приложен список: { $volumes-shown } томов в формате PDF и одна таблица.
}
head-file = Файл
head-entries = Записи
section-verify = Как проверить это досье
verify-1 = Сличить с бумагой. В сопроводительном листе к этому досье приведены его хеш целостности и отпечаток печати. Они должны поступить к вам иным путём, чем файлы.
verify-2 = Распаковать досье и открыть терминал в его папке. Первые две команды должны ответить OK для каждого файла; третья должна вывести хеш целостности, указанный в сопроводительном листе.
verify-3 = Проверить печать. Ответ должен начинаться со слова Good и содержать отпечаток, указанный в сопроводительном листе.
verify-4 = В macOS вместо sha256sum набирать shasum -a 256. Указания для Windows и эти же шаги приведены в файле data/HOW-TO-VERIFY.txt.
verify-5 = Чтобы убедиться, что реестр, на котором основан подсчёт, подлинный, получатель может бросить кости и потребовать раскрытия записей; в сопроводительном листе есть место для чисел. Раскрытые записи должны приводить к корню реестра, указанному ниже.
register-root = Корень реестра
seal-fingerprint = Отпечаток печати
seal-name = Имя печати
dossier-number = Досье
replaces = Заменяет досье с хешем целостности
english-notice = Это досье было запрошено на языке, которого в этой программе пока нет. Оно составлено на английском языке.

## Сопроводительный лист
slip-title = Сопроводительный лист к досье за печатью
slip-intro = Сохраните этот лист. По нему сверяют файлы.
slip-integrity = Хеш целостности
slip-zip = SHA-256 файла zip
slip-count = { $count ->
    [one] подпись в этом досье
    [few] подписи в этом досье
   *[many] подписей в этом досье
}
slip-inside-rows = Досье содержит список: одна строка на каждую подпись. О лице показано лишь то, что допускает правило «{ $policy }»; улиц, электронных адресов и телефонов в нём нет.
slip-inside-none = Досье содержит только итоговые числа. Ни строк, ни имён, ни адресов каких-либо лиц в нём нет.
slip-verify = Для проверки
slip-unpack = Распаковать файл zip, открыть терминал в папке dossier-{ $id } и набирать строку за строкой:
slip-answer-files = OK для каждого файла
slip-answer-hash = хеш целостности, указанный выше
slip-answer-seal = начинается с Good и содержит отпечаток, указанный выше
slip-platforms = То же для macOS и Windows: data/HOW-TO-VERIFY.txt в этой папке.
slip-second-person = Выпущено после одобрения вторым лицом.
slip-same-person = Выпущено лицом, которое его подготовило; эта организация второго лица не требует.
slip-audit-head = Записей в журнале аудита: { $entries-shown }; хеш последней:
slip-petition = Петиция
slip-recipient = Кому
receipt-title = Расписка в получении
receipt-intro = Заполняет лицо, принимающее досье; хранится у обеих сторон.
receipt-office = Учреждение
receipt-date = Дата
receipt-number = Входящий номер
receipt-signature = Подпись и печать
receipt-dice = Кости: 24 броска
receipt-size = Раскрываемые записи
receipt-size-most = не более { $most-shown }
receipt-fields = Раскрываемые поля
field-given-name = имя
field-family-name = фамилия
field-full-name = полное имя
field-email = адрес электронной почты
field-phone = номер телефона
field-street = улица
field-city = город
field-region = регион
field-postcode = индекс
field-country = страна
field-birth-date = дата рождения
field-document-number = номер документа
field-signed-at = время подписания
receipt-hash = Полученный хеш целостности
receipt-challenge = Если записи подлежат проверке, бросьте кости сейчас и впишите числа здесь, прежде чем организатор что-либо раскроет.
receipt-no-challenge = В этом досье записи не раскрываются.

## HOW-TO-VERIFY.txt
how-title = КАК ПРОВЕРИТЬ ЭТО ДОСЬЕ
how-intro = Нужны лишь средства, которые уже есть на большинстве компьютеров. Откройте терминал в папке dossier-{ $id } (в той, где лежит папка с этим файлом) и копируйте строки с отступом, по одной.
how-files = Первые две команды должны ответить OK для каждого файла. Третья выводит хеш целостности: сличите его с указанным на бумаге, все 64 знака.
how-files-windows = Первые две команды должны ответить OK для каждого файла. Третья выводит хеш целостности: сличите его с указанным на бумаге, все 64 знака. Используйте PowerShell.
how-seal = Последняя команда должна ответить строкой, которая начинается так: Good "handover-dossier" signature. Отпечаток в ней должен совпадать с указанным на бумаге. По словам этого досье, он таков:
how-trust = Ключ внутри досье сам по себе ничего не доказывает: важен отпечаток на бумаге или на сайте организатора.
how-other = Другие средства
how-other-text = Если они у вас есть, эти команды скажут то же иначе. Для первой нужен bagit для Python; вторая — программа, которая составила досье; она проверяет гораздо больше.
