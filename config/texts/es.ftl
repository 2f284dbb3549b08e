### Lo que dice un expediente, en español. Los números vienen dos veces: $n para el plural, $n-shown tal como se imprime.
### MILLIONS: tras un número redondo de millones, el sustantivo va con «de».

## La lengua
# Un espacio fino, como mandan la Ortografía de la RAE (2010) y el SI: el punto y la coma se leen de dos maneras según el país.
number-group = { "\u202F" }
number-decimal = ,
comma = { ", " }
share = { $number }{ "\u00A0" }%
share-below = <{ "\u00A0" }{ $number }{ "\u00A0" }%

## Fechas
date = { $day } de { $month } de { $year }
first-day = 1
month-of-year = { $month } de { $year }
quarter = { $quarter ->
    [1] 1.er
    [3] 3.er
   *[4] { $quarter-shown }.º
} trimestre de { $year }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

## Todas las páginas
page = Página { $page-shown }
of-pages = { " " }de { $total-shown }
dossier-id = Expediente { $id }
root-in-short = Raíz del registro { $root }…
integrity-in-short = Hash de integridad { $hash }…

## La lista
volume = Tomo { $volume-shown } de { $volumes-shown }
entries = Entradas { $first } a { $last }
column-entry = N.º
column-pseudonym = Seudónimo
column-given-name = Nombre
column-family-name = Apellidos
column-full-name = Nombre completo
column-initials = Iniciales
column-city = Localidad
column-region = Región
column-postcode = C. P.
column-country = País
column-age-band = Edad
column-signed = Fecha

## La cubierta
addressed-to = Dirigida a
petition = Petición
date-of-dossier = Fecha
signatures-in-all = { $count ->
    [one] { $count-shown } firma
   *[other] { $count-shown } { MILLIONS($count, "de ") }firmas
}
signatures = { $count ->
    [one] firma
   *[other] { MILLIONS($count, "de ") }firmas
}
collected-between = período de recogida: del { $opened } al { $closed }
collected-from = período de recogida: a partir del { $opened }
collected-until = período de recogida: hasta el { $closed }
section-petition = La petición
petition-address = Publicada en { $url }
section-count = El recuento
count-sentence = { $count ->
    [one] Una persona firmó esta petición: se admitió { $count-shown } firma.
   *[other] Se admitieron { $count-shown } { MILLIONS($count, "de ") }firmas.
}
count-unit-rows = Las dos tablas cuentan todas las filas que no se apartaron, antes de unir las firmas repetidas de una misma persona ({ $rows ->
    [one] { $rows-shown } fila
   *[other] { $rows-shown } { MILLIONS($rows, "de ") }filas
}). Así, de ellas no puede deducirse si firmó una persona determinada.
count-unit-signatures = Las dos tablas cuentan firmas; cada persona, una sola vez.
count-merged = Los lugares y períodos con pocas firmas se cuentan en «otros» («other» en los archivos CSV y JSON), para que nadie pueda ser reconocido por un número pequeño.
by-country = Por país
by-period = Por fecha de la firma
chart-bar = { $label }: { $count-shown }
chart-countries = Gráfico de barras de la tabla siguiente, por país. { $bars }.
chart-more-countries = { $n ->
    [one] { $n-shown } país más de la tabla
   *[other] { $n-shown } países más de la tabla
}
chart-periods = Gráfico de líneas de la tabla siguiente, de { $first } a { $last }. El punto más alto es { $most }, con { $count-shown }.
chart-gaps = Donde la línea se interrumpe nadie firmó, o la cifra se cuenta en otros períodos.
merged-cell = otros
other-country = Otros países, o no consta
other-period = Otros períodos, o no consta
head-country = País
head-period = Período
head-rows = Filas
head-signatures = Firmas
head-share = Proporción
total = Total
section-ledger = Qué fue de cada fila
ledger-sentence = { $read ->
    [one] Se leyó una fila
   *[other] Se leyeron { $read-shown } { MILLIONS($read, "de ") }filas
}: { $accepted ->
    [0] ninguna se admitió como firma
    [one] { $accepted-shown } se admitió como firma
   *[other] { $accepted-shown } se admitieron como firmas
}, { $duplicates ->
    [0] ninguna repetía
    [one] { $duplicates-shown } repetía
   *[other] { $duplicates-shown } repetían
} una firma ya existente, { $aside ->
    [0] ninguna se apartó
    [one] { $aside-shown } se apartó
   *[other] { $aside-shown } se apartaron
}. Nada se ha omitido sin dejar constancia.
head-fate = Qué fue de ellas
ledger-none-set-aside = Apartadas
ledger-few = Las tablas siguientes dicen qué más se observó o se modificó. Lo que se encontró menos de { $k-shown } veces no figura en ellas.
ledger-read = Filas leídas
ledger-accepted = Admitidas como firmas
ledger-duplicates = Firmas repetidas de una misma persona, unidas
ledger-other-name = de ellas, con otro nombre
ledger-set-aside = Apartadas: { $reason }
reason-no-identity = nada que permita distinguir a la persona
reason-not-a-petition-row = fila ajena a la petición
reason-unconfirmed = no confirmadas por la persona
reason-malformed = filas defectuosas
reason-test = marcadas como prueba
reason-invalid-address = dirección de correo electrónico no válida
reason-weeded = retiradas por el personal, con indicación del motivo
ledger-identified = Cómo se distinguió a una persona de otra
identity-email = por la dirección de correo electrónico
identity-phone = por el número de teléfono
identity-person = por el nombre, la fecha de nacimiento y el lugar
identity-row = por la fila entera
ledger-flagged = Señaladas, pero contadas
flag-invalid-address = dirección de correo electrónico no válida
flag-unusable-date = fecha de la firma ilegible
flag-unknown-country = país desconocido
flag-reserved-domain = correo electrónico de un dominio reservado para ejemplos
flag-url-in-name = dirección web en el nombre
flag-formula-in-name = nombre que empieza como una fórmula
ledger-cleaned = Modificadas solo para su presentación
cleaned-controls = caracteres de control
cleaned-invisible = caracteres invisibles
cleaned-semicolon = punto y coma ante un signo de fórmula
cleaned-marks = signos diacríticos acumulados
cleaned-no-glyph = caracteres dibujados en un recuadro
section-policy = Qué muestra este expediente y qué no
policy-shows = Muestra
policy-withholds = No muestra
policy-merged = Qué se agrupa
policy-register = Qué hay detrás
policy-root-alone = El registro mismo permanece en poder de la entidad organizadora. De él solo hay aquí un número, la raíz del registro: ningún nombre puede leerse en ella, pero ningún nombre del registro puede cambiarse sin que ella cambie.
policy-pseudonymised = Lo que se muestra de las personas está seudonimizado, no es anónimo: quien tiene el registro podría saber de quién se trata. Debe tratarse en consecuencia.
policy-named = La lista nombra a personas y muestra una opinión suya. Son datos personales especialmente protegidos. Deben tratarse en consecuencia.
policy-basis = Base jurídica indicada por la entidad organizadora
section-risk = Hasta qué punto puede reconocerse a una persona
risk-tables = Este expediente no contiene ninguna fila sobre una persona. Solo podría saberse algo de alguien por casillas que contaran a muy pocos; por eso no las hay. Todo lo que dice esta tabla puede volver a contarse a partir del expediente.
risk-list = A una persona se la reconoce sobre todo por una combinación de datos que nadie más tiene. Números y seudónimos aparte, ninguna combinación de la lista es de unos pocos. Todo lo que dice esta tabla puede volver a contarse a partir del expediente.
risk-named = Quien tiene la lista sabe quién firmó: para eso sirve. Las tablas protegen a quienes comparten con pocos un país o un período. Todo lo que dice esta tabla puede volver a contarse a partir del expediente.
risk-few = La única excepción es el total: es inferior al mínimo de una casilla y, aun así, se indica con exactitud.
head-measure = Medida
head-figure = Valor
risk-least-rows = Mínimo que cuenta una casilla de las tablas, en filas
risk-least-signatures = Mínimo que cuenta una casilla de las tablas, en firmas
risk-smallest-cell = Casilla más pequeña de las dos tablas
risk-countries = Países mostrados por separado
risk-other-countries = Proporción contada en otros países
risk-periods = Períodos mostrados por separado
risk-other-periods = Proporción contada en otros períodos
risk-combinations = Combinaciones de datos distintas en la lista
risk-smallest-combination = Entradas que comparten la más rara
risk-average = Probabilidad media de acertar con la entrada de una persona cuyos datos se conocen
risk-empty = Proporción de entradas sin algún dato que otras tienen
section-volumes = La lista
volumes-sentence = { $volumes ->
    [one] La lista consta de un tomo, adjunto a esta cubierta, en PDF y como tabla.
   *[other] La lista consta de { $volumes-shown } { MILLIONS($volumes, "de ") }tomos, adjuntos a esta cubierta, en PDF y como una sola tabla.
}
head-file = Archivo
head-entries = Entradas
section-verify = Cómo verificar este expediente
verify-intro = Cualquiera puede hacerlo, con herramientas que hay en la mayoría de los ordenadores y sin la entidad organizadora.
step-paper = Tomar la hoja de remisión que llegó en papel con este expediente, por una vía distinta de la de los archivos. Muestra el hash de integridad y la huella del sello. El hash de integridad es un número calculado a partir de los archivos del expediente: si en ellos cambia una sola letra, resulta otro.
step-files = Descomprimir el expediente, abrir un terminal en su carpeta y escribir estas líneas. Ambas deben responder OK para cada archivo.
step-hash = Escribir esta línea. Debe mostrar el hash de integridad que figura en la hoja de remisión, las 64 cifras y letras.
step-seal = Escribir esta línea. La respuesta debe empezar por Good y mostrar la huella del sello que figura en la hoja de remisión.
step-register = Comprobar que el registro en que se basa el recuento es real: tirar dados y hacer que se abran entradas. La hoja de remisión tiene espacio para los números. Las entradas abiertas deben conducir a la raíz del registro indicada abajo.
step-register-closed = Comparar la raíz del registro indicada abajo con la del archivo proof/register.checkpoint. Vincula a la entidad organizadora al registro tal como era ese día; ninguna entrada de este expediente puede abrirse.
verify-platforms = En macOS, escribir shasum -a 256 en lugar de sha256sum. Para Windows, y para repasar estos pasos, véase data/HOW-TO-VERIFY.txt.
verify-compare = Para comparar
root-code = Código QR de la raíz del registro, como en el archivo proof/register.checkpoint
register-root = Raíz del registro
seal-fingerprint = Huella del sello
seal-name = Nombre del sello
dossier-number = Expediente
replaces = Sustituye al expediente con el hash de integridad
section-register = Para el registro del destinatario
register-intro = Lo rellena quien recibe el expediente y se archiva con él.
register-organiser = Entidad organizadora
register-by = Recibido por
register-date = Fecha de recepción
register-signature = Firma
register-stamp = Sello
english-notice = Este expediente se pidió en una lengua que este programa aún no tiene. Está en inglés.

## La hoja de remisión
slip-title = Hoja de remisión
slip-intro = Consérvese esta hoja. Es la medida con la que se comparan los archivos.
slip-integrity = Hash de integridad
slip-zip = SHA-256 del archivo zip
slip-code = Código QR del hash de integridad
slip-count = { $count ->
    [one] firma en este expediente
   *[other] { MILLIONS($count, "de ") }firmas en este expediente
}
slip-inside-rows = El expediente contiene una lista con una línea por firma. Solo muestra de cada persona lo que permite la regla «{ $policy }»; no figuran calles, correos electrónicos ni teléfonos.
slip-inside-none = El expediente contiene solo totales: ni líneas, ni nombres, ni direcciones de personas.
slip-verify = Para verificar
slip-unpack = Descomprimir el archivo zip, abrir un terminal en la carpeta dossier-{ $id } y escribir línea por línea:
slip-answer-files = OK para cada archivo
slip-answer-hash = el hash de integridad de arriba
slip-answer-seal = empieza por Good y muestra la huella de arriba
slip-platforms = Lo mismo para macOS y Windows: data/HOW-TO-VERIFY.txt en esa carpeta.
slip-second-person = Entregado tras la aprobación de una segunda persona.
slip-same-person = Entregado por la persona que lo preparó; esta organización no exige una segunda.
slip-audit-head = Entradas del registro de auditoría: { $entries-shown }; hash de la última:
slip-petition = Petición
slip-recipient = Para
receipt-title = Acuse de recibo
receipt-intro = Lo rellena quien recibe el expediente y lo conservan ambas partes.
receipt-office = Dependencia
receipt-date = Fecha
receipt-number = Número de registro
receipt-signature = Firma y sello
receipt-dice = Dados: 24 tiradas
receipt-size = Entradas que abrir
receipt-size-most = como máximo { $most-shown }
receipt-fields = Campos que abrir
field-given-name = nombre
field-family-name = apellidos
field-full-name = nombre completo
field-email = correo electrónico
field-phone = número de teléfono
field-street = calle
field-city = localidad
field-region = región
field-postcode = código postal
field-country = país
field-birth-date = fecha de nacimiento
field-document-number = número de documento
field-signed-at = fecha de la firma
receipt-hash = Hash de integridad recibido
receipt-challenge = Si van a comprobarse entradas, tirar ahora los dados y anotarlos aquí, antes de que la entidad organizadora revele nada.
receipt-no-challenge = En este expediente no pueden abrirse entradas.

## La hoja de muestra
sheet-title = Hoja de muestra
sheet-head = Hoja de muestra · datos personales
sheet-intro = Sus dados extrajeron estas entradas del registro sellado, y la entidad organizadora las abrió para usted. En esta hoja se comprueban una a una.
sheet-drawn = Entradas extraídas
sheet-sample = { $drawn-shown } de { $size-shown }
sheet-fields = Campos abiertos
sheet-no-fields = ninguno
sheet-dice = Dados
sheet-how = Cómo usar esta hoja
sheet-step-compare = Compare el hash de integridad, los dados, el número de entradas y los campos abiertos con su acuse de recibo. Si algo difiere, esta no es la respuesta a sus dados: no siga adelante.
sheet-step-tick = Averigüe por sus propios medios, para cada entrada, si los datos abiertos son ciertos. Marque «válida» o «no válida». Si algo es falso, la entrada no es válida. Si no puede averiguarlo, marque «no válida»: así la cota queda del lado de la prudencia.
sheet-list = También se abrió lo que la lista muestra de cada entrada; la comprobación lo compara con la propia lista.
sheet-step-count = Cuente las entradas marcadas «no válida». Su número es K. No cuente las entradas retenidas: la comprobación las cuenta por sí misma como malas.
sheet-step-bound = Escriba esta línea, con los dados y el hash de integridad de su acuse de recibo en lugar de DICE y HASH, y su recuento en lugar de K. Comprueba cada entrada con el registro sellado e indica la cota. La página en la que se verifican los expedientes hace lo mismo. Al final se explica qué dice la cota.
sheet-says = Qué dice la cota
sheet-bound = Dice, con una confianza del 95{ "\u00A0" }%, cuántas entradas de todo el registro son malas como máximo. Son malas las que no se abren y aquellas cuyos campos abiertos resultan falsos. No dice nada de personas que hayan firmado varias veces, ni afirma que una persona nombrada haya firmado.
sheet-holds = Datos personales
sheet-personal = Esta hoja habla de personas y de una opinión suya. Son datos personales especialmente protegidos. Muéstrela solo a quienes realizan la comprobación y destrúyala después de usarla, como exige la ley.
sheet-entries = Las entradas
sheet-boxes = Un recuadro con cifras es un carácter que no se ve o no puede dibujarse; las cifras son su número en Unicode.
sheet-entry = Entrada
sheet-valid = válida
sheet-not-valid = no válida
sheet-remarks = Observaciones
sheet-withheld = Retenida: esta entrada no se abrió. Cuenta como mala.
sheet-empty = (vacío)
sheet-total-valid = Marcadas «válida»
sheet-total-not-valid = Marcadas «no válida» (esto es K)
sheet-total-withheld = Retenidas
sheet-total = Entradas extraídas, en total
sheet-checked-by = Comprobado por

## HOW-TO-VERIFY.txt
how-title = CÓMO VERIFICAR ESTE EXPEDIENTE
how-intro = Solo se necesitan herramientas que ya están en la mayoría de los ordenadores. Abra un terminal en la carpeta dossier-{ $id } (la que contiene la carpeta de este archivo) y copie las líneas sangradas, una a una.
how-files = Las dos primeras órdenes deben responder OK para cada archivo. La tercera muestra el hash de integridad: compárelo con el del papel, las 64 cifras y letras.
how-files-windows = Las dos primeras órdenes deben responder OK para cada archivo. La tercera muestra el hash de integridad: compárelo con el del papel, las 64 cifras y letras. Utilice PowerShell.
how-seal = La última orden debe responder con una línea que empiece así: Good "handover-dossier" signature. La huella que contiene debe ser la del papel. Este expediente dice que es:
how-trust = Una clave incluida en el expediente no prueba nada por sí misma: lo que cuenta es la huella en papel o en el sitio web de la entidad organizadora.
how-other = Otras herramientas
how-other-text = Si dispone de ellas, estas órdenes dicen lo mismo de otro modo. La primera requiere bagit para Python; la segunda es el programa que hizo el expediente y comprueba mucho más.
