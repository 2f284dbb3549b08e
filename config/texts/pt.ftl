### O que diz um dossiê, em português. Os números vêm duas vezes: $n para o plural, $n-shown tal como se imprime.
### MILLIONS: depois de um número redondo de milhões, o substantivo leva «de».

## A língua
# O espaço fino é o do SI e lê-se da mesma maneira em Portugal e no Brasil; o ponto, não.
number-group = { "\u202F" }
number-decimal = ,
comma = { ", " }
share = { $number }%
share-below = <{ $number }%

## Datas
date = { $day } de { $month } de { $year }
first-day = 1
month-of-year = { $month } de { $year }
quarter = { $quarter-shown }.º trimestre de { $year }
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro

## Todas as páginas
page = Página { $page-shown }
of-pages = { " " }de { $total-shown }
dossier-id = Dossiê { $id }
root-in-short = Raiz do registo { $root }…
integrity-in-short = Hash de integridade { $hash }…

## A lista
volume = Volume { $volume-shown } de { $volumes-shown }
entries = Entradas { $first } a { $last }
column-entry = N.º
column-pseudonym = Pseudónimo
column-given-name = Nome próprio
column-family-name = Apelido
column-full-name = Nome completo
column-initials = Iniciais
column-city = Localidade
column-region = Região
column-postcode = Código postal
column-country = País
column-age-band = Idade
column-signed = Data

## A capa
addressed-to = Destinatário
petition = Petição
date-of-dossier = Data
signatures-in-all = { $count ->
    [one] { $count-shown } assinatura
   *[other] { $count-shown } { MILLIONS($count, "de ") }assinaturas
}
signatures = { $count ->
    [one] assinatura
   *[other] { MILLIONS($count, "de ") }assinaturas
}
collected-between = período de recolha: de { $opened } a { $closed }
collected-from = período de recolha: a partir de { $opened }
collected-until = período de recolha: até { $closed }
section-petition = A petição
petition-address = Publicada em { $url }
section-count = A contagem
count-sentence = { $count ->
    [one] Uma pessoa assinou esta petição: foi aceite { $count-shown } assinatura.
   *[other] Foram aceites { $count-shown } { MILLIONS($count, "de ") }assinaturas.
}
count-unit-rows = As duas tabelas contam todas as linhas que não foram postas de parte, antes de se unirem as assinaturas repetidas de uma mesma pessoa ({ $rows ->
    [one] { $rows-shown } linha
   *[other] { $rows-shown } { MILLIONS($rows, "de ") }linhas
}). Assim, delas não se pode deduzir se determinada pessoa assinou.
count-unit-signatures = As duas tabelas contam assinaturas, cada pessoa uma só vez.
count-merged = Os lugares e os períodos com poucas assinaturas são contados em conjunto como «outros» («other» nos ficheiros CSV e JSON), para que ninguém seja reconhecido por um número pequeno.
by-country = Por país
by-period = Por data da assinatura
chart-bar = { $label }: { $count-shown }
chart-countries = Gráfico de barras da tabela seguinte, por país. { $bars }.
chart-more-countries = { $n ->
    [one] mais { $n-shown } país da tabela
   *[other] mais { $n-shown } países da tabela
}
chart-periods = Gráfico de linha da tabela seguinte, de { $first } a { $last }. O ponto mais alto é { $most }, com { $count-shown }.
chart-gaps = Onde a linha se interrompe ninguém assinou, ou o número é contado nos outros períodos.
merged-cell = outros
other-country = Outros ou não indicado
other-period = Outros ou não indicado
head-country = País
head-period = Período
head-rows = Linhas
head-signatures = Assinaturas
head-share = Proporção
total = Total
section-ledger = O que aconteceu a cada linha
ledger-sentence = { $read ->
    [one] Foi lida uma linha
   *[other] Foram lidas { $read-shown } { MILLIONS($read, "de ") }linhas
}: { $accepted ->
    [0] nenhuma foi aceite como assinatura
    [one] { $accepted-shown } foi aceite como assinatura
   *[other] { $accepted-shown } foram aceites como assinaturas
}, { $duplicates ->
    [0] nenhuma repetia
    [one] { $duplicates-shown } repetia
   *[other] { $duplicates-shown } repetiam
} uma assinatura já existente, { $aside ->
    [0] nenhuma foi posta de parte
    [one] { $aside-shown } foi posta de parte
   *[other] { $aside-shown } foram postas de parte
}. Nada foi omitido em silêncio.
head-fate = O que lhes aconteceu
ledger-none-set-aside = Postas de parte
ledger-few = As tabelas seguintes dizem o que mais foi observado ou alterado. O que se encontrou menos de { $k-shown } vezes não figura nelas.
ledger-read = Linhas lidas
ledger-accepted = Aceites como assinaturas
ledger-duplicates = Assinaturas repetidas de uma mesma pessoa, unidas
ledger-other-name = das quais com outro nome
ledger-set-aside = Postas de parte: { $reason }
reason-no-identity = nada que permita distinguir a pessoa
reason-not-a-petition-row = linha alheia à petição
reason-unconfirmed = não confirmadas pela pessoa
reason-malformed = linhas defeituosas
reason-test = marcadas como teste
reason-invalid-address = endereço de correio eletrónico inválido
reason-weeded = retiradas pela equipa, com indicação do motivo
ledger-identified = Como uma pessoa foi distinguida de outra
identity-email = pelo endereço de correio eletrónico
identity-phone = pelo número de telefone
identity-person = pelo nome, data de nascimento e lugar
identity-row = pela linha inteira
ledger-flagged = Assinaladas, mas contadas
flag-invalid-address = endereço de correio eletrónico inválido
flag-unusable-date = data da assinatura ilegível
flag-unknown-country = país desconhecido
flag-reserved-domain = endereço de um domínio reservado para exemplos
flag-url-in-name = endereço da Internet no nome
flag-formula-in-name = nome que começa como uma fórmula
ledger-cleaned = Alteradas apenas para apresentação
cleaned-controls = caracteres de controlo
cleaned-invisible = caracteres invisíveis
cleaned-semicolon = pontos e vírgulas antes de um sinal de fórmula
cleaned-marks = sinais diacríticos acumulados
cleaned-no-glyph = caracteres desenhados como quadrados
section-policy = O que este dossiê mostra e o que não mostra
policy-shows = Mostra
policy-withholds = Não mostra
policy-merged = O que é agrupado
policy-register = O que está por trás
policy-root-alone = O próprio registo permanece na entidade organizadora. Dele há aqui apenas um número, a raiz do registo: nenhum nome se lê nela, mas nenhum nome do registo pode ser mudado sem que ela mude.
policy-pseudonymised = O que se mostra das pessoas está pseudonimizado, não é anónimo: quem detém o registo poderia dizer de quem se trata. Deve ser tratado em conformidade.
policy-named = A lista identifica pessoas pelo nome e mostra uma opinião delas. São dados pessoais especialmente protegidos. Devem ser tratados em conformidade.
policy-basis = Fundamento jurídico indicado pela entidade organizadora
section-risk = Até que ponto uma pessoa pode ser reconhecida
risk-tables = Este dossiê não contém nenhuma linha sobre uma pessoa. Só se poderia saber algo de alguém por células que contassem muito poucas pessoas; por isso não as há. Tudo o que diz esta tabela pode ser recontado a partir do dossiê.
risk-list = Uma pessoa reconhece-se mais facilmente por uma combinação de dados que mais ninguém tem. Números e pseudónimos à parte, nenhuma combinação da lista pertence a poucos. Tudo o que diz esta tabela pode ser recontado a partir do dossiê.
risk-named = Quem tem a lista sabe quem assinou: é para isso que serve. As tabelas protegem quem partilha com poucos um país ou um período. Tudo o que diz esta tabela pode ser recontado a partir do dossiê.
risk-few = A única exceção é o total: é inferior ao mínimo de uma célula e, ainda assim, é indicado com exatidão.
head-measure = Medida
head-figure = Valor
risk-least-rows = Mínimo que uma célula das tabelas conta, em linhas
risk-least-signatures = Mínimo que uma célula das tabelas conta, em assinaturas
risk-smallest-cell = Célula mais pequena das duas tabelas
risk-countries = Países mostrados em separado
risk-other-countries = Proporção contada nos outros países
risk-periods = Períodos mostrados em separado
risk-other-periods = Proporção contada nos outros períodos
risk-combinations = Combinações diferentes de dados na lista
risk-smallest-combination = Entradas que partilham a combinação mais rara
risk-average = Probabilidade média de acertar na entrada de uma pessoa cujos dados se conhecem
risk-empty = Proporção de entradas sem um dado que outras têm
section-volumes = A lista
volumes-sentence = { $volumes ->
    [one] A lista consta de um volume junto a esta capa, em PDF e como tabela.
   *[other] A lista consta de { $volumes-shown } { MILLIONS($volumes, "de ") }volumes juntos a esta capa, em PDF e como uma só tabela.
}
head-file = Ficheiro
head-entries = Entradas
section-verify = Como verificar este dossiê
verify-intro = Qualquer pessoa o pode fazer, com ferramentas que existem na maioria dos computadores e sem a entidade organizadora.
step-paper = Tomar a guia de remessa que chegou em papel com este dossiê, por uma via diferente da dos ficheiros. Mostra o hash de integridade e a impressão digital do selo. O hash de integridade é um número calculado a partir dos ficheiros do dossiê: se neles mudar uma só letra, resulta outro.
step-files = Descomprimir o dossiê, abrir um terminal na sua pasta e escrever estas linhas. Ambas devem responder OK para cada ficheiro.
step-hash = Escrever esta linha. Deve mostrar o hash de integridade que consta da guia de remessa, todos os 64 algarismos e letras.
step-seal = Escrever esta linha. A resposta deve começar por Good e mostrar a impressão digital do selo que consta da guia de remessa.
step-register = Verificar que o registo subjacente à contagem é real: lançar dados e mandar abrir entradas. A guia de remessa tem espaço para os números. As entradas abertas devem conduzir à raiz do registo abaixo indicada.
step-register-closed = Comparar a raiz do registo abaixo indicada com a do ficheiro proof/register.checkpoint. Vincula a entidade organizadora ao registo tal como era à data deste dossiê; nenhuma entrada deste dossiê pode ser aberta.
verify-platforms = No macOS, escrever shasum -a 256 em vez de sha256sum. Para o Windows, e para rever estes passos, consultar data/HOW-TO-VERIFY.txt.
verify-compare = Para comparar
root-code = Código QR da raiz do registo, como no ficheiro proof/register.checkpoint
register-root = Raiz do registo
seal-fingerprint = Impressão digital do selo
seal-name = Nome do selo
dossier-number = Dossiê
replaces = Substitui o dossiê com o hash de integridade
section-register = Para o registo do destinatário
register-intro = A preencher por quem recebe o dossiê e a arquivar com ele.
register-organiser = Entidade organizadora
register-by = Recebido por
register-date = Data de receção
register-signature = Assinatura
register-stamp = Carimbo
english-notice = Este dossiê foi pedido numa língua que este programa ainda não tem. Está em inglês.

## A guia de remessa
slip-title = Guia de remessa de um dossiê selado
slip-intro = Conservar esta folha. É a medida com que se comparam os ficheiros.
slip-integrity = Hash de integridade
slip-zip = SHA-256 do ficheiro zip
slip-code = Código QR do hash de integridade
slip-count = { $count ->
    [one] assinatura neste dossiê
   *[other] { MILLIONS($count, "de ") }assinaturas neste dossiê
}
slip-inside-rows = O dossiê contém uma lista com uma linha por assinatura. De cada pessoa mostra apenas o que a regra «{ $policy }» permite; não constam a rua, o endereço eletrónico nem o telefone.
slip-inside-none = O dossiê contém apenas totais. Não contém linhas, nomes nem endereços de qualquer pessoa.
slip-verify = Para verificar
slip-unpack = Descomprimir o ficheiro zip, abrir um terminal na pasta dossier-{ $id } e escrever linha a linha:
slip-answer-files = OK para cada ficheiro
slip-answer-hash = o hash de integridade acima
slip-answer-seal = começa por Good e mostra a impressão digital acima
slip-platforms = O mesmo para o macOS e o Windows: data/HOW-TO-VERIFY.txt nessa pasta.
slip-second-person = Entregue após aprovação por uma segunda pessoa.
slip-same-person = Entregue pela pessoa que o preparou; esta organização não exige uma segunda.
slip-audit-head = Entradas do registo de auditoria: { $entries-shown }; hash da última:
slip-petition = Petição
slip-recipient = Destinatário
receipt-title = Recibo
receipt-intro = A preencher por quem recebe o dossiê e a conservar por ambas as partes.
receipt-office = Serviço
receipt-date = Data
receipt-number = Número de registo
receipt-signature = Assinatura e carimbo
receipt-dice = Dados: 24 lançamentos
receipt-size = Entradas a abrir
receipt-size-most = no máximo { $most-shown }
receipt-fields = Campos a abrir
field-given-name = nome próprio
field-family-name = apelido
field-full-name = nome completo
field-email = correio eletrónico
field-phone = número de telefone
field-street = rua
field-city = localidade
field-region = região
field-postcode = código postal
field-country = país
field-birth-date = data de nascimento
field-document-number = número de documento
field-signed-at = data da assinatura
receipt-hash = Hash de integridade recebido
receipt-challenge = Se houver entradas a verificar, lançar agora os dados e anotá-los aqui, antes de a entidade organizadora revelar seja o que for.
receipt-no-challenge = Neste dossiê não se podem abrir entradas.

## A folha de amostra
sheet-title = Folha de amostra
sheet-head = Folha de amostra · dados pessoais
sheet-intro = O seu lançamento de dados sorteou estas entradas do registo selado, e a entidade organizadora abriu-as para si. Nesta folha verificam-se uma a uma.
sheet-drawn = Entradas sorteadas
sheet-sample = { $drawn-shown } de { $size-shown }
sheet-fields = Campos abertos
sheet-no-fields = nenhum
sheet-dice = Dados lançados
sheet-how = Como usar esta folha
sheet-step-compare = Compare o hash de integridade, os dados lançados, o número de entradas e os campos abertos com o seu recibo. Se algo diferir, esta não é a resposta ao seu lançamento: não prossiga.
sheet-step-tick = Apure pelos seus próprios meios, para cada entrada, se o que foi aberto é verdade. Assinale «válida» ou «não{ "\u00A0" }válida». Se algo for falso, a entrada não é válida. Se não o puder apurar, assinale «não{ "\u00A0" }válida»: assim o limite fica do lado da prudência.
sheet-list = Também foi aberto o que a lista mostra de cada entrada; a verificação compara-o com a própria lista.
sheet-step-count = Conte as entradas assinaladas «não{ "\u00A0" }válida». O seu número é K. Não conte as entradas retidas: a verificação conta-as por si mesma como irregulares.
sheet-step-bound = Escreva esta linha, com os dados lançados e o hash de integridade que constam do seu recibo em vez de DICE e HASH, e a sua contagem em vez de K. Confronta cada entrada com o registo selado e indica o limite. A página de verificação de dossiês faz o mesmo. O que diz o limite explica-se no fim.
sheet-says = O que diz o limite
sheet-bound = Diz, com um nível de confiança de 95%, quantas entradas de todo o registo são irregulares, no máximo. São irregulares as que não se abrem e aquelas cujos campos abertos se revelam falsos. Nada diz de pessoas que tenham assinado mais de uma vez, nem diz que uma pessoa indicada pelo nome tenha assinado.
sheet-holds = Dados pessoais
sheet-personal = Esta folha fala de pessoas e de uma opinião delas. São dados pessoais especialmente protegidos. Mostre-a apenas a quem verifica e destrua-a depois de usada, como a lei exige.
sheet-entries = As entradas
sheet-boxes = Um quadrado com algarismos é um carácter que não se vê ou não pode ser desenhado; os algarismos são o seu número em Unicode.
sheet-entry = Entrada
sheet-valid = válida
sheet-not-valid = não válida
sheet-remarks = Observações
sheet-withheld = Retida: esta entrada não foi aberta. Conta como irregular.
sheet-empty = (vazio)
sheet-total-valid = Assinaladas «válida»
sheet-total-not-valid = Assinaladas «não válida» (isto é K)
sheet-total-withheld = Retidas
sheet-total = Entradas sorteadas, ao todo
sheet-checked-by = Verificado por

## HOW-TO-VERIFY.txt
how-title = COMO VERIFICAR ESTE DOSSIÊ
how-intro = Só são necessárias ferramentas que já existem na maioria dos computadores. Abrir um terminal na pasta dossier-{ $id } (a que contém a pasta deste ficheiro) e copiar as linhas recuadas, uma de cada vez.
how-files = Os dois primeiros comandos devem responder OK para cada ficheiro. O terceiro mostra o hash de integridade: compará-lo com o do papel, todos os 64 algarismos e letras.
how-files-windows = Os dois primeiros comandos devem responder OK para cada ficheiro. O terceiro mostra o hash de integridade: compará-lo com o do papel, todos os 64 algarismos e letras. Utilizar o PowerShell.
how-seal = O último comando deve responder com uma linha que começa assim: Good "handover-dossier" signature. A impressão digital que nela figura deve ser a do papel. Este dossiê diz que é:
how-trust = Uma chave contida no dossiê nada prova por si só: o que conta é a impressão digital no papel ou no sítio Web da entidade organizadora.
how-other = Outras ferramentas
how-other-text = Se existirem, estes comandos dizem o mesmo de outra maneira. O primeiro requer o bagit para Python; o segundo é o programa que fez o dossiê e verifica muito mais.
