### Ce que dit un dossier, en français. Les nombres viennent deux fois : $n pour le pluriel, $n-shown tel qu’on l’imprime.
### MILLIONS : après un nombre rond de millions, le nom prend « de ».

## La langue
number-group = { "\u202F" }
number-decimal = ,
comma = { ", " }
share = { $number }{ "\u00A0" }%
share-below = <{ "\u00A0" }{ $number }{ "\u00A0" }%

## Dates
date = { $day } { $month } { $year }
first-day = 1er
month-of-year = { $month } { $year }
quarter = { $quarter ->
    [1] 1er
   *[4] { $quarter-shown }e
} trimestre { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

## Toutes les pages
page = Page { $page-shown }
of-pages = { " " }sur { $total-shown }
dossier-id = Dossier { $id }
root-in-short = Racine du registre { $root }…
integrity-in-short = Empreinte d’intégrité { $hash }…

## La liste
volume = Volume { $volume-shown } sur { $volumes-shown }
entries = Entrées { $first } à { $last }
column-entry = Nº
column-pseudonym = Pseudonyme
column-given-name = Prénom
column-family-name = Nom
column-full-name = Nom complet
column-initials = Initiales
column-city = Ville
column-region = Région
column-postcode = Code postal
column-country = Pays
column-age-band = Âge
column-signed = Signé le

## La couverture
addressed-to = Adressée à
petition = Pétition
date-of-dossier = Date
signatures-in-all = { $count ->
    [one] { $count-shown } signature
   *[other] { $count-shown } signatures
}
signatures = { $count ->
    [one] signature
   *[other] { MILLIONS($count, "de ") }signatures
}
collected-between = période de collecte : du { $opened } au { $closed }
collected-from = période de collecte : à partir du { $opened }
collected-until = période de collecte : jusqu’au { $closed }
section-petition = La pétition
petition-address = Publiée à l’adresse { $url }
section-count = Le compte
count-sentence = { $count ->
    [one] { $count-shown } signature a été retenue.
   *[other] { $count-shown } { MILLIONS($count, "de ") }signatures ont été retenues.
}
count-unit-rows = Les deux tableaux comptent chaque ligne qui n’a pas été écartée, avant la fusion des signatures répétées d’une même personne ({ $rows ->
    [one] { $rows-shown } ligne
   *[other] { $rows-shown } { MILLIONS($rows, "de ") }lignes
}). Ainsi, nul ne peut y apprendre si une personne donnée a signé.
count-unit-signatures = Les deux tableaux comptent les signatures, chaque personne une seule fois.
count-merged = Les lieux et les périodes où les signatures sont peu nombreuses sont comptés sous « autres » (« other » dans les fichiers CSV et JSON), pour que personne ne soit reconnu à un petit nombre.
by-country = Par pays
by-period = Par date de signature
chart-bar = { $label } : { $count-shown }
chart-countries = Diagramme en barres du tableau qui suit, par pays. { $bars }.
chart-more-countries = { $n ->
    [one] { $n-shown } autre pays du tableau
   *[other] { $n-shown } autres pays du tableau
}
chart-periods = Courbe du tableau qui suit, de { $first } à { $last }. Le point le plus haut est { $most }, avec { $count-shown }.
chart-gaps = Là où la courbe est interrompue, personne n’a signé, ou le nombre est compté avec les autres périodes.
merged-cell = autres
other-country = Autres pays, ou non indiqué
other-period = Autres périodes, ou non indiquée
head-country = Pays
head-period = Période
head-rows = Lignes
head-signatures = Signatures
head-share = Part
total = Total
section-ledger = Ce qu’est devenue chaque ligne
ledger-sentence = { $read ->
    [one] { $read-shown } ligne a été lue
   *[other] { $read-shown } { MILLIONS($read, "de ") }lignes ont été lues
} : { $accepted ->
    [0] aucune n’a été retenue comme signature
    [one] { $accepted-shown } a été retenue comme signature
   *[other] { $accepted-shown } ont été retenues comme signatures
}, { $duplicates ->
    [0] aucune ne répétait
    [one] { $duplicates-shown } répétait
   *[other] { $duplicates-shown } répétaient
} une signature déjà présente, { $aside ->
    [0] aucune n’a été écartée
    [one] { $aside-shown } a été écartée
   *[other] { $aside-shown } ont été écartées
}. Rien n’a été passé sous silence.
head-fate = Ce qu’elles sont devenues
ledger-none-set-aside = Écartées
ledger-few = Les tableaux qui suivent disent ce qui a été remarqué ou modifié par ailleurs. Ce qui s’est trouvé moins de { $k-shown } fois n’y figure pas.
ledger-read = Lignes lues
ledger-accepted = Retenues comme signatures
ledger-duplicates = Signatures répétées d’une même personne, fusionnées
ledger-other-name = dont sous un autre nom
ledger-set-aside = Écartées : { $reason }
reason-no-identity = rien qui permette de distinguer la personne
reason-not-a-petition-row = ligne étrangère à la pétition
reason-unconfirmed = non confirmées par la personne
reason-malformed = lignes défectueuses
reason-test = marquées comme essai
reason-invalid-address = adresse électronique non valable
reason-weeded = retirées par l’équipe, avec un motif
ledger-identified = Comment une personne est distinguée d’une autre
identity-email = par l’adresse électronique
identity-phone = par le numéro de téléphone
identity-person = par le nom, la date de naissance et le lieu
identity-row = par la ligne entière
ledger-flagged = Remarquées, mais comptées
flag-invalid-address = adresse électronique non valable
flag-unusable-date = date de signature illisible
flag-unknown-country = pays inconnu
flag-reserved-domain = adresse d’un domaine réservé aux exemples
flag-url-in-name = adresse web dans le nom
flag-formula-in-name = nom qui commence comme une formule
ledger-cleaned = Modifiées pour l’affichage seulement
cleaned-controls = caractères de commande
cleaned-invisible = caractères invisibles
cleaned-semicolon = points-virgules devant un signe de formule
cleaned-marks = signes empilés
cleaned-no-glyph = caractères dessinés dans un cadre
section-policy = Ce que ce dossier montre, et ce qu’il ne montre pas
policy-shows = Il montre
policy-withholds = Il ne montre pas
policy-merged = Ce qui est réuni
policy-register = Sur quoi il repose
policy-root-alone = Le registre lui-même reste chez l’organisateur. Il n’en figure ici qu’un seul nombre, la racine du registre : aucun nom ne s’y lit, mais aucun nom du registre ne peut être changé sans qu’elle change.
policy-pseudonymised = Ce qui est montré des personnes est pseudonymisé, non anonyme : qui détient le registre pourrait dire de qui il s’agit. Il convient de le traiter en conséquence.
policy-named = La liste nomme des personnes et montre une de leurs opinions. Ce sont des données personnelles particulièrement protégées. Il convient de les traiter en conséquence.
policy-basis = Base légale indiquée par l’organisateur
section-risk = Dans quelle mesure une personne peut être reconnue
risk-tables = Ce dossier ne contient aucune ligne sur une personne. On ne pourrait apprendre quelque chose sur quelqu’un que par des cases qui comptent très peu de personnes ; il n’y en a donc aucune. Tout ce que dit ce tableau peut être recompté à partir du dossier.
risk-list = Une personne se reconnaît le plus facilement à une combinaison de détails qu’elle est seule à présenter. Numéros et pseudonymes mis à part, aucune combinaison de la liste n’est propre à quelques personnes seulement. Tout ce que dit ce tableau peut être recompté à partir du dossier.
risk-named = Qui détient la liste sait qui a signé : c’est son objet. Les tableaux protègent celles et ceux qui ne partagent leur pays ou leur période qu’avec peu d’autres. Tout ce que dit ce tableau peut être recompté à partir du dossier.
risk-few = Le total est la seule exception : il est inférieur au minimum que compte une case, et il est donné tout de même, exactement.
head-measure = Mesure
head-figure = Valeur
risk-least-rows = Minimum que compte une case des tableaux, en lignes
risk-least-signatures = Minimum que compte une case des tableaux, en signatures
risk-smallest-cell = Plus petite case des deux tableaux
risk-countries = Pays indiqués séparément
risk-other-countries = Part comptée sous « autres pays »
risk-periods = Périodes indiquées séparément
risk-other-periods = Part comptée sous « autres périodes »
risk-combinations = Combinaisons de détails différentes dans la liste
risk-smallest-combination = Entrées qui partagent la combinaison la plus rare
risk-average = Chance moyenne de trouver la bonne entrée d’une personne dont les détails sont connus
risk-empty = Part des entrées où manque un détail que d’autres présentent
section-volumes = La liste
volumes-sentence = { $volumes ->
    [one] La liste tient en un volume joint à cette couverture, en PDF et sous forme de tableau.
   *[other] La liste tient en { $volumes-shown } { MILLIONS($volumes, "de ") }volumes joints à cette couverture, en PDF et sous forme d’un seul tableau.
}
head-file = Fichier
head-entries = Entrées
section-verify = Comment vérifier ce dossier
verify-intro = Chacun peut le faire, avec des outils présents sur la plupart des ordinateurs, et sans l’organisateur.
step-paper = Prendre le bordereau remis sur papier avec ce dossier, par une autre voie que les fichiers. Il porte l’empreinte d’intégrité et l’empreinte du sceau. L’empreinte d’intégrité est un nombre calculé sur les fichiers du dossier : qu’une seule lettre en soit changée, et elle devient autre.
step-files = Décompresser le dossier, ouvrir un terminal dans son répertoire et taper ces lignes. Les deux doivent répondre OK pour chaque fichier.
step-hash = Taper cette ligne. Elle doit afficher l’empreinte d’intégrité qui figure sur le bordereau, les 64 chiffres et lettres.
step-seal = Taper cette ligne. La réponse doit commencer par Good et montrer l’empreinte du sceau qui figure sur le bordereau.
step-register = S’assurer que le registre derrière le compte est réel : lancer des dés et faire ouvrir des entrées. Le bordereau prévoit une place pour les chiffres. Les entrées ouvertes doivent mener à la racine du registre ci-dessous.
step-register-closed = Comparer la racine du registre ci-dessous avec celle du fichier proof/register.checkpoint. Elle lie l’organisateur au registre tel qu’il était ce jour ; aucune entrée de ce dossier ne peut être ouverte.
verify-platforms = Sous macOS, écrire shasum -a 256 au lieu de sha256sum. Pour Windows, et pour revoir ces étapes, lire data/HOW-TO-VERIFY.txt.
verify-compare = Pour comparer
root-code = Code QR de la racine du registre, telle que dans le fichier proof/register.checkpoint
register-root = Racine du registre
seal-fingerprint = Empreinte du sceau
seal-name = Nom du sceau
dossier-number = Dossier
replaces = Remplace le dossier dont l’empreinte d’intégrité est
section-register = Pour le registre du destinataire
register-intro = À remplir par qui reçoit le dossier, et à classer avec lui.
register-organiser = Organisateur
register-by = Reçu par
register-date = Date de réception
register-signature = Signature
register-stamp = Cachet
english-notice = Ce dossier a été demandé dans une langue que ce programme n’a pas encore. Il est en anglais.

## Le bordereau
slip-title = Bordereau d’un dossier scellé
slip-intro = À conserver. Cette feuille est la mesure à laquelle on compare les fichiers.
slip-integrity = Empreinte d’intégrité
slip-zip = SHA-256 du fichier zip
slip-code = Code QR de l’empreinte d’intégrité
slip-count = { $count ->
    [one] signature dans ce dossier
   *[other] { MILLIONS($count, "de ") }signatures dans ce dossier
}
slip-inside-rows = Le dossier contient une liste d’une ligne par signature. Elle ne montre d’une personne que ce que permet la règle « { $policy } » ; ni rue, ni adresse électronique, ni téléphone n’y figurent.
slip-inside-none = Le dossier ne contient que des totaux. Il n’y figure ni ligne, ni nom, ni adresse de quiconque.
slip-verify = Pour vérifier
slip-unpack = Décompresser le fichier zip, ouvrir un terminal dans le répertoire dossier-{ $id } et taper ligne à ligne :
slip-answer-files = OK pour chaque fichier
slip-answer-hash = l’empreinte d’intégrité ci-dessus
slip-answer-seal = commence par Good et montre l’empreinte du sceau ci-dessus
slip-platforms = Pour macOS et Windows : data/HOW-TO-VERIFY.txt, dans ce répertoire.
slip-second-person = Remis après l’accord d’une seconde personne.
slip-same-person = Remis par la personne qui l’a préparé ; cette organisation ne demande pas de second accord.
slip-audit-head = Le journal d’audit compte { $entries-shown } entrées ; empreinte de la dernière :
slip-petition = Pétition
slip-recipient = Pour
receipt-title = Récépissé
receipt-intro = À remplir par qui reçoit le dossier, et à conserver par les deux parties.
receipt-office = Service
receipt-date = Date
receipt-number = Numéro d’enregistrement
receipt-signature = Signature et cachet
receipt-dice = Dés : 24 lancers
receipt-size = Entrées à ouvrir
receipt-size-most = au plus { $most-shown }
receipt-fields = Champs à ouvrir
field-given-name = prénom
field-family-name = nom
field-full-name = nom complet
field-email = adresse électronique
field-phone = numéro de téléphone
field-street = rue
field-city = ville
field-region = région
field-postcode = code postal
field-country = pays
field-birth-date = date de naissance
field-document-number = numéro de document
field-signed-at = date de signature
receipt-hash = Empreinte d’intégrité reçue
receipt-challenge = Si des entrées doivent être contrôlées, lancer les dés maintenant et les noter ici, avant que l’organisateur ne révèle quoi que ce soit.
receipt-no-challenge = Ce dossier ne permet pas d’ouvrir des entrées.

## La feuille d’échantillon
sheet-title = Feuille d’échantillon
sheet-head = Feuille d’échantillon · données personnelles
sheet-intro = Vos dés ont tiré ces entrées du registre scellé, et l’organisateur les a ouvertes pour vous. Cette feuille sert à les contrôler une à une.
sheet-drawn = Entrées tirées
sheet-sample = { $drawn-shown } sur { $size-shown }
sheet-fields = Champs ouverts
sheet-no-fields = aucun
sheet-dice = Dés
sheet-how = Comment utiliser cette feuille
sheet-step-compare = Comparez l’empreinte d’intégrité, les dés, le nombre d’entrées et les champs ouverts avec votre récépissé. Si l’un d’eux diffère, ce n’est pas la réponse à vos dés : n’allez pas plus loin.
sheet-step-tick = Pour chaque entrée, établissez par vos propres moyens si ce qui a été ouvert est vrai. Cochez « valable » ou « non valable ». Si quoi que ce soit est faux, l’entrée n’est pas valable. Si vous ne pouvez pas l’établir, cochez « non valable » : la borne reste ainsi du côté de la prudence.
sheet-list = Ce que la liste montre de chaque entrée a été ouvert aussi ; le contrôle le compare avec la liste même.
sheet-step-count = Comptez les entrées cochées « non valable ». Leur nombre est K. N’y comptez pas les entrées non livrées : le contrôle les compte de lui-même comme mauvaises.
sheet-step-bound = Tapez cette ligne, avec les dés et l’empreinte d’intégrité de votre récépissé à la place de DICE et HASH, et votre compte à la place de K. Elle contrôle chaque entrée sur le registre scellé et donne la borne. La page où l’on vérifie les dossiers fait de même. Ce que dit la borne est expliqué à la fin.
sheet-says = Ce que dit la borne
sheet-bound = Elle dit, avec une confiance de 95{ "\u00A0" }%, combien d’entrées du registre entier sont mauvaises au plus. Sont mauvaises celles qui ne s’ouvrent pas et celles dont les champs ouverts se révèlent faux. Elle ne dit rien des personnes qui auraient signé plusieurs fois, et ne dit pas qu’une personne nommée a signé.
sheet-holds = Données personnelles
sheet-personal = Cette feuille parle de personnes et d’une de leurs opinions. Ce sont des données personnelles particulièrement protégées. Ne la montrez qu’aux personnes chargées du contrôle, et détruisez-la après usage comme la loi l’exige.
sheet-entries = Les entrées
sheet-boxes = Une petite case avec des chiffres est un caractère qui ne se voit pas ou ne peut être dessiné ; les chiffres sont son numéro dans Unicode.
sheet-entry = Entrée
sheet-valid = valable
sheet-not-valid = non valable
sheet-remarks = Remarques
sheet-withheld = Non livrée : cette entrée n’a pas été ouverte. Elle compte comme mauvaise.
sheet-empty = (vide)
sheet-total-valid = Cochées « valable »
sheet-total-not-valid = Cochées « non valable » (c’est K)
sheet-total-withheld = Non livrées
sheet-total = Entrées tirées, en tout
sheet-checked-by = Contrôlé par

## HOW-TO-VERIFY.txt
how-title = COMMENT VÉRIFIER CE DOSSIER
how-intro = Il ne faut que des outils déjà présents sur la plupart des ordinateurs. Ouvrir un terminal dans le répertoire dossier-{ $id } (celui qui contient le répertoire de ce fichier) et copier les lignes en retrait, une à la fois.
how-files = Les deux premières commandes doivent répondre OK pour chaque fichier. La troisième affiche l’empreinte d’intégrité : la comparer avec celle du papier, les 64 chiffres et lettres.
how-files-windows = Les deux premières commandes doivent répondre OK pour chaque fichier. La troisième affiche l’empreinte d’intégrité : la comparer avec celle du papier, les 64 chiffres et lettres. Utiliser PowerShell.
how-seal = La dernière commande doit répondre par une ligne qui commence par : Good "handover-dossier" signature. L’empreinte qui s’y trouve doit être celle du papier. Ce dossier dit que c’est :
how-trust = Une clé qui se trouve dans le dossier ne prouve rien par elle-même : ce qui compte est l’empreinte sur le papier ou sur le site de l’organisateur.
how-other = Autres outils
how-other-text = Si vous les avez, ces commandes disent la même chose autrement. La première demande bagit pour Python ; la seconde est le programme qui a fait le dossier et regarde bien davantage.
