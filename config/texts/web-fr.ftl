### Les pages du service, en français. Un refus tient en deux phrases : ce qui ne va pas, ce qu’il faut faire.

## Toutes les pages
skip = Aller au contenu
menu = Menu
menu-handovers = Remises
menu-accounts = Comptes
menu-audit = Journal
menu-own = Sessions et jetons
log-out = Se déconnecter
pages = Pages
newer = Plus récentes
older = Plus anciennes
back = Retour
begun = Début :
end = Mettre fin
shown-once = Ceci ne s’affiche qu’une fois. Copiez-le avant de quitter la page.
to-the-start = Retour au début
to-verify = Vérifier un dossier
typed-again = Ce que vous aviez saisi est de nouveau là.

## Qui est qui
name = Nom
role = Rôle
role-uploader = Préparation
role-approver = Approbation
role-auditor = Contrôle
role-administrator = Administration
role-does-uploader = prépare les remises, de l’export au dossier scellé.
role-does-approver = examine les dossiers préparés et les libère.
role-does-auditor = lit les états et le journal, sans aucune donnée personnelle.
role-does-administrator = tient les comptes et ne voit aucune remise.

## Connexion
log-in-title = Connexion
log-in-lead = Avec votre nom, votre mot de passe et le code que votre application affiche en ce moment.
log-in-do = Se connecter
password = Mot de passe
code = Code
code-hint = Six chiffres de votre application, ou l’un de vos codes de secours.

## Inscription
enrol-title = Bienvenue
enrol-lead = Ce lien fait du compte « { $what } » le vôtre.
enrol-password = 1. Un mot de passe
enrol-second = 2. Une seconde preuve
enrol-second-how = Ouvrez sur votre téléphone une application de codes à usage unique et scannez cette image.
enrol-qr = Code QR pour votre application ; son texte figure ci-dessous.
enrol-secret = Ou saisissez cette clé dans l’application :
enrol-do = Prendre ce compte
password-hint = 12 caractères au moins ; quatre ou cinq mots de votre choix conviennent bien.
password-new = Nouveau mot de passe
password-again = Le même, encore une fois
password-differs = Les deux mots de passe diffèrent. Saisissez deux fois le même.
code-first = Le code que l’application affiche en ce moment
enrolled-title = Le compte est à vous
enrolled-lead = Voici vos codes de secours. Chacun remplace une fois le code de votre application, si vous perdez votre téléphone.
enrolled-keep = Ils ne s’affichent qu’une fois. Notez-les ou imprimez cette page, et gardez-la avec vos autres clés.

## Remises
handovers-none = Il n’y a pas encore de remise.
handovers-count = { $n ->
    [one] Une remise sur cette page ; la plus récente vient en premier.
   *[other] { $n-shown } remises sur cette page ; la plus récente vient en premier.
}
handover-untitled = Remise
state-collecting = En préparation
state-packing = Mise en dossier
state-awaiting-approval = En attente d’approbation
state-released = Libérée
state-handed-over = Remise au destinataire
state-purged = Effacée
state-failed = Échouée
state-withdrawn = Retirée
acts-collecting = La personne chargée de la préparation ajoute les exports et lance la mise en dossier.
acts-packing = Personne n’a rien à faire ; le service travaille.
acts-awaiting-approval = Une autre personne, chargée de l’approbation, l’examine et la libère.
acts-released = Le dossier peut être téléchargé et porté.
acts-handed-over = Personne n’a rien à faire.
acts-purged = Il n’en reste ici que l’inscription au journal.
acts-failed = La personne chargée de la préparation regarde ce qui n’a pas marché.
acts-withdrawn = Qui vérifie ce dossier apprend qu’il a été retiré.

## Le parcours : toutes les pages
trail = Où vous êtes
mistakes = Quelque chose ne va pas encore
optional = facultatif
copy = Copier
copied = Copié
hash = Empreinte d’intégrité
hash-how = Les mêmes 64 chiffres figurent sur le bordereau, sur papier. Qui les possède distingue ce dossier de tout autre.
decimal = ,
group = { "\u202F" }
names-quoted = « { $what } »
names-more = { $list } et { $n } autres
size-b = { $what } octets
size-kb = { $what } ko
size-mb = { $what } Mo
size-gb = { $what } Go
signatures = { $n ->
    [one] { $n-shown } signature
   *[other] { $n-shown } signatures
}
policy-count = Des chiffres seulement
policy-pseudonymous = Des pseudonymes
policy-initials = Initiales et région
policy-named = Les noms
policy-shows = Le destinataire voit :
policy-drops = Personne ne voit :
policy-merges = Réuni :

## Le parcours : une remise
step-cover = Couverture et règle
step-exports = Exports
step-columns = Colonnes
step-ledger = Décompte
step-preview = Aperçu
step-pack = Mise en dossier
step-approval = Approbation
step-downloads = Téléchargement
step-done = (fait)
next-exports = Ajouter les exports
next-columns = Voir les colonnes
next-pack = Voir où cela en est
next-approval = Examiner et approuver
next-downloads = Télécharger
hub-collecting = { $n ->
    [0] Il n’y a pas encore d’export : le fichier de signatures de la plateforme, voilà ce qui vient ensuite.
    [one] Un export est là. Voyez ses colonnes, puis l’aperçu, puis mettez en dossier.
   *[other] { $n-shown } exports sont là. Voyez leurs colonnes, puis l’aperçu, puis mettez en dossier.
}
hub-steps = Le chemin
hub-about = Cette remise
hub-holds = Elle contient
hub-begun = Début
hub-number = Numéro
hub-else = Autres actions
hub-follow = Commencer un lot ultérieur de la même pétition
hub-send-back = La renvoyer, pour corriger la couverture ou les exports
hub-withdraw = La retirer
hub-destroy = La détruire

## Le parcours : couverture
new-title = Nouvelle remise
new-lead = Dites ce qui est remis, à qui, et ce qui peut être vu. Tout se corrige jusqu’à la mise en dossier.
new-make = Continuer avec les exports
cover-lead = Corrigez ce que vous voulez ; les exports restent en place.
cover-keep = Garder les modifications
cover-petition = La pétition
cover-title = Titre
cover-text = Texte
hint-text = Tel qu’il a été signé. Il figure en entier sur la couverture du dossier.
cover-language = Langue du dossier
hint-language = Les mots propres au dossier sont dans cette langue. Ce que vous saisissez ici reste tel quel.
cover-url = Adresse sur le web
cover-opened = Ouverte le
cover-closed = Close le
cover-earlier = Remise précédente de la même pétition
hint-earlier = Pour un lot ultérieur. Son numéro est noté avec celle-ci.
earlier-none = Aucune
cover-from = De
cover-organiser = Organisation
cover-contact = Contact
hint-contact = Une adresse où le destinataire peut poser ses questions.
cover-to = À
cover-recipient = Destinataire
hint-recipient = La personne ou l’institution à qui la pétition s’adresse.
cover-office = Service
cover-country = Pays
country-none = Non précisé
cover-date = Jour de la remise
hint-date = Sans indication, le jour de la mise en dossier.
cover-policy = Ce que le destinataire peut voir
hint-policy = Montrez aussi peu que l’occasion le permet. Ce qui n’est pas montré reste prouvable : on peut l’ouvrir plus tard, entrée par entrée.
cover-consent = Base légale
hint-consent = Pourquoi les données de ces personnes peuvent être montrées, en une phrase ou deux : ce qu’elles ont accepté. Il en faut une pour les listes ; elle est imprimée.
cover-slip = Le bordereau nomme la pétition et le destinataire
hint-slip = Le bordereau est une feuille à part, avec l’empreinte d’intégrité. Sans noms, il n’apprend rien à qui le trouve.
mistake-empty = « { $what } » est vide. Remplissez ce champ.
mistake-long = « { $what } » est trop long. Raccourcissez.
mistake-day = « { $what } » n’est pas un jour. Écrivez-le comme 2017-05-11.
mistake-closed = « { $what } » précède le jour d’ouverture. Vérifiez les deux jours.
mistake-choice = « { $what } » n’est pas choisi. Choisissez.
mistake-unfit = « { $what } » n’est pas rempli comme il le faut. Relisez ce champ et renvoyez.
mistake-consent = « { $what } » est vide, et cette liste montre des personnes. Dites pourquoi, ou choisissez des chiffres seulement.

## Le parcours : exports
exports-count = { $n ->
    [0] Il n’y a pas encore d’export ici.
    [one] Un export est là.
   *[other] { $n-shown } exports sont là ; ils sont mis en dossier ensemble.
}
exports-here = Déjà là
exports-remove = Retirer
exports-remove-of = Retirer { $what }
exports-add = Ajouter des exports
exports-choose = Fichiers
exports-what = Les fichiers tels que la plateforme les a donnés : CSV ou autre tableau en texte, seul ou dans un zip ou un gzip. Inutile de les ouvrir avant.
exports-most = Chacun jusqu’à { $what }.
exports-send = Envoyer
exports-nothing = Aucun fichier n’a été choisi. Choisissez-en un, puis envoyez-le.
upload-rest = Incomplets
upload-rest-how = La connexion s’est rompue, ou la page a été quittée. Choisissez à nouveau le même fichier : l’envoi reprend où il s’était arrêté.
upload-so-far = { $done } sur { $total } sont là
upload-abandon = Abandonner
upload-abandon-of = Abandonner l’envoi de { $what }
upload-waits = Attend son tour
upload-sending = { $done } sur { $total } envoyés
upload-sending-left = { $done } sur { $total } envoyés, encore { $time } environ
upload-looking = Tout est envoyé ; le service l’examine
upload-paused = En pause à { $done } sur { $total }
upload-lost = La connexion est rompue ; l’envoi reprend de lui-même dès que possible
upload-done = Arrivé
upload-failed = Il n’a pas été accepté
upload-pause = Pause
upload-resume = Reprendre
upload-again = Réessayer
upload-drop = Choisissez des fichiers, ou déposez-les ici
upload-door = Se connecter
upload-log-in = Votre session a pris fin en route ; ce qui est arrivé du fichier reste. Connectez-vous, puis choisissez à nouveau le même fichier : l’envoi reprend où il s’était arrêté.
upload-folder = C’est un dossier de votre ordinateur. Déposez les fichiers qu’il contient.
upload-go-on = Continuer avec ce qui est là

## Le parcours : colonnes
next-ledger = Continuer avec le décompte
columns-no-file = Il n’y a pas encore d’export dont on pourrait voir les colonnes.
columns-doubts = { $n ->
    [0] Rien n’est en doute. Regardez les colonnes une fois ; ce qui est faux peut être changé.
    [one] Une question est ouverte : dites ce qu’il faut comprendre, et il n’y aura plus de doute.
   *[other] { $n-shown } questions sont ouvertes : dites ce qu’il faut comprendre, et il n’y aura plus de doute.
}
columns-about = { $platform } · { $encoding } · cellules entre { $delimiter } · { $size }
columns-tab = des tabulations
columns-comma = des virgules
columns-semicolon = des points-virgules
columns-no-platform = Plateforme inconnue
columns-header = Colonne
columns-read-as = Lue comme
columns-change = changer
columns-unsure = Incertaine
columns-what = « { $what } » est
columns-as-found = Comme reconnue
columns-empty = (vide)
columns-ignored = { $n ->
    [one] Une colonne n’est pas lue
   *[other] { $n-shown } colonnes ne sont pas lues
}
columns-order = Des dates comme 04/09/2017
columns-first = La première ligne
first-found = Comme reconnue
first-header = C’est un en-tête
first-row = C’est une ligne de données
columns-keep = Garder ces décisions
order-dmy = Le jour d’abord : 4 septembre
order-mdy = Le mois d’abord : 9 avril
order-ymd = L’année d’abord
field-full_name = Nom complet
field-given_name = Prénom
field-middle_name = Deuxième prénom
field-family_name = Nom de famille
field-email = Adresse électronique
field-phone = Téléphone
field-street = Rue
field-street_2 = Rue, deuxième ligne
field-street_3 = Rue, troisième ligne
field-city = Ville
field-region = Région
field-postcode = Code postal
field-country = Pays
field-birth_date = Date de naissance
field-document_number = Numéro de document
field-signed_at = Signée le
field-signed_time = Heure de la signature
field-signed_unix = Signée, en secondes depuis 1970
field-confirmed = Confirmée
field-campaign_type = Type de campagne
field-ignore = Non lue
field-entry = Entrée
field-pseudonym = Pseudonyme
field-initials = Initiales
field-age_band = Âge
field-signed = Signée

## Le parcours : ce qui est demandé et dit d’un fichier
ask-two-columns = { $file } a plus d’une colonne qui pourrait être « { $field } » : { $keys }. Choisissez dans la liste des colonnes ce qui est juste, et « Non lue » pour le reste.
ask-no-person = { $file } n’a aucune colonne connue comme un nom ou une adresse électronique ; il a { $keys }. Choisissez dans la liste des colonnes ce qu’est chacune ; si sa première ligne est un en-tête et a été prise pour une ligne de données, dites-le sous les colonnes.
ask-day-month = { $file } a dans la colonne « { $key } » des dates dont rien ne dit si le jour ou le mois vient d’abord. Choisissez leur ordre sous les colonnes.
ask-day-month-year = { $file } a dans la colonne « { $key } » des dates à l’année sur deux chiffres, dont rien ne dit si le jour, le mois ou l’année vient d’abord. Choisissez leur ordre sous les colonnes.
notice-dropped = { $n ->
    [one] { $file } : une colonne n’est pas lue : { $keys }. S’il la faut, choisissez dans la liste des colonnes ce qu’elle est.
   *[other] { $file } : { $n-shown } colonnes ne sont pas lues : { $keys }. S’il en faut une, choisissez dans la liste des colonnes ce qu’elle est.
}
notice-contradicted = { $file } : la plupart des valeurs de la colonne « { $key } » ne ressemblent pas à « { $field } ». Si elle est autre chose, choisissez dans la liste des colonnes ce qu’elle est.
notice-by-values = { $file } : la colonne « { $key } » est lue comme « { $field } » à cause de ses valeurs. Si ce n’est pas cela, choisissez dans la liste des colonnes ce qu’elle est.
notice-encoding = { $file } : les lettres ressemblent à { $encoding }, sans que ce soit sûr. Si des accents sont faux dans le dossier, exportez à nouveau en UTF-8 et envoyez ce fichier.
notice-broken-text = { $n ->
    [one] { $file } : le texte est abîmé à un endroit. La ligne où il l’est compte comme mal formée ; si elle importe, exportez à nouveau.
   *[other] { $file } : le texte est abîmé à { $n-shown } endroits. Les lignes où il l’est comptent comme mal formées ; s’il y en a beaucoup, exportez à nouveau.
}
notice-last-cell-missing = { $file } : les lignes ont une cellule de moins que l’en-tête. La dernière colonne de l’en-tête est tenue pour absente ; comparez les exemples.
notice-empty-cell-trails = { $file } : les lignes ont une cellule de plus que l’en-tête. La dernière cellule n’est pas lue ; comparez les exemples.
notice-preamble = { $n ->
    [one] { $file } : une ligne avant l’en-tête est passée. Si c’est une signature, prenez l’export tel que la plateforme l’a donné.
   *[other] { $file } : { $n-shown } lignes avant l’en-tête sont passées. Si ce sont des signatures, prenez l’export tel que la plateforme l’a donné.
}
notice-no-header = { $file } : la première ligne n’est pas un en-tête connu ; elle est donc lue comme une ligne de données. Si c’est un en-tête, dites-le sous les colonnes, et choisissez dans la liste des colonnes ce que sont ses colonnes.
notice-ragged = { $file } : la plupart des premières lignes ont plus ou moins de cellules que l’en-tête ; elles compteront comme mal formées. Exportez à nouveau en CSV, sans l’enregistrer avec un autre programme.
notice-dates-mixed = { $file } : quelques dates de la colonne « { $key } » contredisent l’ordre du jour et du mois que les autres montrent. Leurs signatures comptent sans jour ; corrigez-les dans l’export si elles importent.
notice-dates-unread = { $file } : { $n-shown } cellules sur { $of-shown } de la colonne « { $key } » ne se lisent pas comme une date et comptent comme vides. Voyez comment l’export écrit ses dates, puis choisissez leur ordre sous les colonnes, ou dans la liste ce qu’est la colonne.
notice-no-such-column = { $file } n’a pas de colonne « { $key } », pour laquelle il y a une décision. S’il devait en avoir une, voyez si c’est le bon fichier.
rows-twice = { $file } contient les mêmes lignes que { $other }. Il n’a été lu qu’une fois.
rows-unconfirmed = { $n ->
    [one] { $file } : une ligne n’est pas marquée comme confirmée ; la règle « { $policy } » la compte. Si elle ne doit pas compter, demandez à la plateforme les seules signatures confirmées.
   *[other] { $file } : { $n-shown } lignes ne sont pas marquées comme confirmées ; la règle « { $policy } » les compte. Si elles ne doivent pas compter, demandez à la plateforme les seules signatures confirmées.
}
rows-late = { $n ->
    [one] { $file } : une ligne est datée d’après le { $day }, date du dossier, et comptée dans la période de cette date. Comparez-la avec la plateforme, et corrigez l’export si la date est fausse.
   *[other] { $file } : { $n-shown } lignes sont datées d’après le { $day }, date du dossier, et comptées dans la période de ces dates. Comparez-les avec la plateforme, et corrigez l’export si les dates sont fausses.
}
cover-letters = La couverture contient un caractère qu’aucune police d’ici ne possède : il est dessiné dans un cadre, avec son numéro. Regardez-la avant de l’imprimer.
rows-early = { $n ->
    [one] { $file } : une ligne est datée de plus de { $years-shown } ans avant le { $day }, date du dossier ; une année sur deux chiffres qui lui serait postérieure est lue comme passée. Comparez-la avec la plateforme, et corrigez l’export si la date est fausse.
   *[other] { $file } : { $n-shown } lignes sont datées de plus de { $years-shown } ans avant le { $day }, date du dossier ; une année sur deux chiffres qui lui serait postérieure est lue comme passée. Comparez-les avec la plateforme, et corrigez l’export si les dates sont fausses.
}

## Le parcours : décompte et aperçu
look-reading = Les exports sont en cours de lecture ; cette page continue d’elle-même.
look-stopped = Les exports ne peuvent pas être lus tels quels.
look-again = Recharger cette page
look-back = Retour à la remise
stage-waiting = Attend son tour
stage-survey = Examen des exports : { $done } sur { $total }
stage-read = Lecture des lignes : { $done } sur { $total }
stage-classes = Décompte de ce que peu ont en commun : { $done } lignes sur { $total }
stage-commit = Réunion des doublons : { $done } lignes sur { $total }
stage-list = Composition de la liste : { $done } entrées sur { $total }
stage-write = Écriture du dossier : { $done } sur { $total }
stage-verify = Vérification : { $done } sur { $total }
stage-left = { $stage }, encore { $time } environ
seconds = { $n-shown } secondes
minutes = { $n ->
    [one] { $n-shown } minute
   *[other] { $n-shown } minutes
}
next-preview = Continuer avec l’aperçu
ledger-lead = { $n ->
    [0] Chaque ligne compte, ou figure deux fois.
    [one] Une ligne est écartée ; la raison figure ci-dessous.
   *[other] { $n-shown } lignes sont écartées ; les raisons figurent ci-dessous.
}
ledger-read = lignes lues
ledger-accepted = signatures
ledger-duplicates = doublons
ledger-set-aside = écartées
set-aside-causes = Écartées, par cause
set-aside-no-identity = Personne à reconnaître
set-aside-no-identity-means = Ni nom ni adresse qui puisse être d’une personne.
set-aside-not-a-petition-row = Hors de la pétition
set-aside-not-a-petition-row-means = L’export dit que la ligne relève d’autre chose, un don par exemple.
set-aside-unconfirmed = Non confirmées
set-aside-unconfirmed-means = L’export dit que la signature n’a pas été confirmée, et la règle ne compte que les confirmées.
set-aside-malformed = Mal formées
set-aside-malformed-means = La ligne n’a pas autant de cellules que son en-tête, ou son texte est abîmé. S’il y en a beaucoup, exportez à nouveau.
set-aside-test = Essais
set-aside-test-means = Lignes que la plateforme elle-même marque comme des essais.
set-aside-invalid-address = Sans adresse
set-aside-invalid-address-means = La cellule de l’adresse n’en contient pas, et la règle en demande une.
set-aside-weeded = Retirées
set-aside-weeded-means = Lignes retirées auparavant par décision.
flagged-causes = Comptées, et à regarder
flagged-invalid-address = Adresses qui n’en sont pas
flagged-invalid-address-means = La personne est reconnue autrement.
flagged-unusable-date = Dates qui n’en sont pas
flagged-unusable-date-means = La signature compte, sans son jour.
flagged-unknown-country = Pays inconnus
flagged-unknown-country-means = La signature compte sous « autres ».
flagged-reserved-domain = Adresses d’exemple
flagged-reserved-domain-means = Comme example.org : de telles adresses ne sont à personne.
flagged-url-in-name = Adresses web dans des noms
flagged-url-in-name-means = Souvent de la publicité. Voyez si elles doivent compter.
flagged-formula-in-name = Noms qui commencent comme une formule
flagged-formula-in-name-means = Ils sont montrés comme du texte et ne nuisent pas.
cleaned-causes = Montrées un peu autrement que saisies
cleaned-controls = Caractères de commande
cleaned-controls-means = Ils sont devenus des espaces.
cleaned-invisible = Caractères invisibles
cleaned-invisible-means = Ils ont été retirés.
cleaned-semicolon = Points-virgules devant un signe de formule
cleaned-semicolon-means = Ils sont devenus des virgules.
cleaned-marks = Accents entassés
cleaned-marks-means = Ceux qu’aucune langue n’écrit sur une lettre ont été retirés.
cleaned-no-glyph = Caractères sans forme
cleaned-no-glyph-means = Ils sont dessinés comme un cadre avec leur numéro.
identified-causes = Ce qui distingue les signatures
identified-email = Adresse électronique
identified-email-means = La même adresse compte une fois.
identified-phone = Téléphone
identified-phone-means = Là où il n’y a pas d’adresse.
identified-person = Nom et lieu, ou date de naissance
identified-person-means = Là où il n’y a ni adresse ni téléphone.
identified-row = La ligne elle-même
identified-row-means = Là où il n’y a rien d’autre ; une même personne peut alors compter deux fois.
preview-lead = Les premières lignes telles que reçues, et telles que le destinataire les aurait : { $what }.
preview-stop = Une colonne est incertaine ; rien ne peut encore être mis en dossier.
preview-policy = Ce que le destinataire peut voir
preview-other = Voir sous une autre règle
preview-show = Montrer
preview-is-other = Ce n’est pas la règle de cette remise.
preview-mend = La choisir
preview-rows = Les premières lignes
preview-rows-how = Masquées : qui regarde cette page en apprend le moins possible.
preview-original = Telles que reçues, masquées
preview-shown = Telles que le destinataire les voit
preview-shown-how = Là où figure …, la mise en dossier mettra un numéro ou un pseudonyme.
preview-no-rows = Le destinataire ne voit aucune ligne : seulement les chiffres ci-dessous.
preview-counts = Les chiffres
counts-by-country = Par pays
counts-by-period = Par période
counts-period = Période
counts-count = Nombre
counts-other = Autres

## Le parcours : mise en dossier
next-pack-do = Mettre en dossier
pack-collecting = La mise en dossier fait le dossier et le scelle. Une seconde personne l’examine ensuite et le libère.
pack-failed = La dernière mise en dossier n’a pas abouti. Corrigez ce qui l’empêchait, puis recommencez.
pack-packing = Le dossier est en cours de préparation.
pack-leave = Vous pouvez quitter cette page ; le travail continue.
pack-under = La règle sera « { $what } ».

## Le parcours : libération
approval-lead = Un dossier vous attend. Examinez-le, comparez son empreinte, puis libérez-le ou renvoyez-le.
approval-signatures = signatures
approval-preview = Voir les premières lignes à côté de ce que le destinataire verra
approval-ledger = Voir le décompte
approval-what = Ce qui se passera
approval-whose = { $n ->
    [one] Les données d’une personne pourront sortir de la maison, telles que la règle les montre.
   *[other] Les données de { $n-shown } personnes pourront sortir de la maison, telles que la règle les montre.
}
approval-whose-count = { $n ->
    [one] Le dossier ne montre les données de personne, seulement qu’il y a une signature.
   *[other] Le dossier ne montre les données de personne, seulement des chiffres sur { $n-shown } personnes.
}
approval-exports = Les exports bruts sont détruits ici aussitôt ; le dossier scellé et le coffre restent.
approval-public = Qui possède cette empreinte peut demander à ce service quand elle a été scellée, et pour combien de signatures.
approval-final = Rien ne peut être annulé. Un dossier libéré ne peut qu’être retiré, publiquement.
approval-sure = Je l’ai examiné et j’ai comparé l’empreinte
approval-do = Libérer le dossier
approval-unsure = La case n’est pas cochée. Examinez le dossier et son empreinte, puis cochez-la.
step-sending-back = Renvoyer
sending-back-lead = Ce qui est préparé disparaît ; couverture, règle et exports peuvent être corrigés, puis remis en dossier.
sending-back-dossier = Le dossier préparé et son coffre sont détruits ici. Son empreinte n’a jamais été publique.
sending-back-exports = Les exports restent : rien n’est à envoyer à nouveau.
sending-back-do = Renvoyer
step-destruction = Destruction
destruction-lead = Si cette remise a été commencée par erreur, elle peut disparaître, avec tout ce qu’elle contient.
destruction-exports = { $n ->
    [0] La couverture est détruite ici. Il n’y a pas encore d’export.
    [one] La couverture et le seul export sont détruits ici.
   *[other] La couverture et les { $n-shown } exports sont détruits ici.
}
destruction-keys = Leurs clés sont détruites, de sorte que rien n’en peut plus être lu ; qui l’a fait, et quand, reste au journal d’audit.
destruction-final = C’est irréversible. La plateforme de pétitions garde sa propre copie.
destruction-do = La détruire
step-withdrawal = Retrait
withdrawal-lead = Vous dites publiquement que ce dossier ne vaut plus.
withdrawal-lead-unreleased = Vous abandonnez cette remise avant sa libération.
withdrawal-public = Qui vérifie le dossier apprend qu’il est « retiré », et depuis quand. Le dossier lui-même ne peut pas être rappelé.
withdrawal-exports = Les exports bruts sont détruits ici aussitôt.
withdrawal-final = Rien ne peut être annulé.
withdrawal-reason = Pourquoi ?
withdrawal-reason-hint = Pour l’équipe seulement, en quelques mots.
withdrawal-no-reason = Il n’y a pas encore de raison, ou elle dépasse 2 000 caractères. Dites pourquoi, en quelques mots.
withdrawal-do = Retirer

## Le parcours : téléchargement
downloads-not-yet = Le dossier est prêt et attend sa libération. Il ne peut être téléchargé qu’après.
downloads-released = Il est libéré. Emportez le dossier, envoyez le bordereau par une autre voie, et donnez le coffre à qui en a la garde.
downloads-handed-over = Il a été remis.
downloads-withdrawn = Il a été retiré. Qui le vérifie l’apprend.
downloads-dossier = Le dossier
downloads-dossier-how = Un zip scellé. Il va au destinataire tel quel : décompressé puis recompressé, c’est un autre fichier, qui ne se vérifie plus.
downloads-dossier-do = Télécharger le dossier
downloads-zip-hash = SHA-256 du zip :
downloads-slip = Le bordereau
downloads-slip-how = Une feuille avec l’empreinte d’intégrité. Imprimez-la et portez-la par une autre voie que le dossier : le destinataire saura ainsi que rien n’a été changé.
downloads-slip-do = Télécharger le bordereau
downloads-vault = Le coffre
downloads-vault-how = Ce qui permet d’ouvrir plus tard des entrées une à une, chiffré pour les dépositaires nommés dans la configuration. Donnez-le à l’un d’eux, à garder loin du dossier.
downloads-vault-do = Télécharger le coffre
downloads-vault-sure = Un dépositaire l’a et peut l’ouvrir
downloads-vault-kept = L’effacer de ce serveur
downloads-vault-gone = Un dépositaire l’a ; il n’est plus sur ce serveur.
downloads-verify = Comment il se vérifie
downloads-verify-how = Chacun peut le déposer sur cette page ; le fichier ne quitte pas son appareil :
downloads-verify-off = Sans ce service, dans le dossier décompressé :
downloads-verify-hash = Le résultat de la seconde ligne est l’empreinte d’intégrité : les mêmes 64 chiffres que ci-dessus et que sur le bordereau.
downloads-then = Quand c’est fait
downloads-then-how = Notez ici que le destinataire l’a.
downloads-then-do = Il a été remis

## Le parcours : refus
refused-kind = { $file } est { $kind }, et non un tableau en CSV. { $advice }
kind-xlsx = un classeur Excel (XLSX)
kind-xls = un classeur Excel (XLS)
kind-ods = un classeur OpenDocument (ODS)
kind-pdf = un PDF
kind-image = une image
kind-json = du JSON
kind-xml = du XML
kind-html = une page web (HTML)
kind-tar = une archive tar
kind-archive = une archive d’un type qui n’est pas lu
kind-twice = compressé plus d’une fois
kind-dossier = un dossier
kind-binary = un fichier binaire
advice-excel = Ouvrez-le dans Excel, choisissez Fichier, Enregistrer sous, et le type « CSV UTF-8 (délimité par des virgules) » ; puis envoyez ce fichier.
advice-libreoffice = Ouvrez-le dans LibreOffice, choisissez Fichier, Enregistrer sous, le type « Texte CSV » et le jeu de caractères « Unicode (UTF-8) » ; puis envoyez ce fichier.
advice-ask = Demandez à la plateforme de pétition les signatures en CSV (UTF-8).
advice-choose = Choisissez CSV (UTF-8) dans l’export de la plateforme de pétition.
advice-html = Choisissez CSV (UTF-8) dans l’export de la plateforme de pétition, et vérifiez que ce n’est pas sa page de connexion qui a été téléchargée.
advice-unpack = Décompressez-le et envoyez le fichier CSV qu’il contient.
advice-dossier = Vérifiez-le à la page /verify, ou envoyez l’export dont il a été fait.
advice-save = Ouvrez-le dans le programme qui l’a fait, enregistrez-le en CSV (UTF-8), et envoyez ce fichier.
refused-empty = { $file } ne contient aucune ligne. Voyez si c’est le bon fichier, et si son téléchargement était complet.
refused-damaged = { $file } est abîmé. Téléchargez l’export à nouveau, ou décompressez-le et envoyez le fichier CSV qu’il contient.
refused-locked = { $file } est protégé par un mot de passe. Décompressez-le et envoyez le fichier CSV qu’il contient.
refused-nothing-inside = { $file } ne contient aucun fichier CSV. Envoyez l’export lui-même.
refused-several-inside = { $file } contient { $n-shown } fichiers qui pourraient être des exports. Décompressez-le et envoyez chaque export séparément.
refused-swells = { $file } se décompresse en bien plus qu’un export ne peut être. Décompressez-le vous-même, voyez ce que c’est, et envoyez le fichier CSV.
refused-wide = { $file } a plus de 4 096 colonnes. Voyez si c’est un export, et exportez-le à nouveau en CSV.
refused-two-keys = { $file } a une colonne « { $header } » pour laquelle plus d’une décision vaut, par { $keys }. Décidez une seule fois, avec l’en-tête tel qu’il figure dans le fichier.
refused-changed = { $file } a changé pendant la lecture. Retirez-le et envoyez-le à nouveau.
refused-unreadable = { $file } ne peut pas être lu jusqu’au bout. Exportez-le à nouveau et renvoyez-le.
refused-same-file = { $file } contient les mêmes lignes que { $other }, qui est déjà là. Il n’a pas été gardé une seconde fois.
refused-no-rows = { $file } a un en-tête et aucune ligne. Exportez à nouveau les signatures, et voyez si elles étaient bien choisies.
refused-no-export = Il n’y a pas encore d’export. Ajoutez d’abord le fichier de signatures de la plateforme.
refused-no-custodian = Aucun dépositaire n’est nommé : personne ne pourrait jamais ouvrir le coffre. Demandez à l’exploitant de régler « custodians ».
refused-unsure = { $n ->
    [one] Une question sur les colonnes est ouverte. Dites à la page « Colonnes » ce qu’il faut comprendre.
   *[other] { $n-shown } questions sur les colonnes sont ouvertes. Dites à la page « Colonnes » ce qu’il faut comprendre.
}
refused-no-consent = La règle « { $policy } » montre des personnes, et aucune base légale n’est donnée. Donnez-la sur la couverture, ou choisissez des chiffres seulement.
refused-count-only = Seuls des chiffres peuvent aller à un destinataire de ce pays ({ $country }). Choisissez cette règle sur la couverture.
refused-nothing-to-hand-over = Aucune ligne de ces exports ne compte comme signature. Voyez pourquoi dans le décompte.
refused-too-many-malformed = { $malformed ->
    [one] { $malformed-shown } ligne sur { $rows-shown } est mal formée, plus de { $limit-shown } pour cent : la ligne { $row-shown } de { $file }. Voyez si l’export a été coupé ou enregistré par un autre programme, puis exportez à nouveau.
   *[other] { $malformed-shown } lignes sur { $rows-shown } sont mal formées, plus de { $limit-shown } pour cent ; la première est la ligne { $row-shown } de { $file }. Voyez si l’export a été coupé ou enregistré par un autre programme, puis exportez à nouveau.
}
refused-nothing-committed = Sous la règle « { $policy } », aucun champ de ces exports ne pourrait être prouvé plus tard. Voyez les colonnes, ou choisissez des chiffres seulement.
refused-too-many-volumes = La liste serait plus longue qu’un dossier ne peut l’être. Choisissez une règle sans liste, ou remettez par lots.
refused-columns-form = La ligne { $line-shown } des décisions sur les colonnes ne peut pas être lue. Relisez chaque décision et gardez-les à nouveau.
refused-columns-field = Les décisions sur les colonnes nomment un champ « { $name } », qui n’existe pas. Choisissez parmi ceux de la liste.
refused-columns-member = Dans les décisions sur les colonnes, « { $name } » n’a pas une valeur connue. Comparez avec /api/v1/openapi.json et renvoyez.
refused-cover = Un champ de la couverture n’est pas rempli comme il le faut. Relisez-les tous et renvoyez.
refused-cover-json = La couverture n’est pas un objet JSON de membres simples. Écrivez ses sections comme des objets et ses membres comme des textes.
refused-cover-missing = Il manque « { $place } » à la couverture. Ajoutez-le et renvoyez.
refused-cover-unknown = La couverture a « { $place } », qu’aucune couverture n’a. Corrigez son orthographe ou ôtez-le.
refused-cover-kind = « { $place } », dans la couverture, doit être { $must }. Corrigez et renvoyez.
must-section = une section de membres
must-text = du texte
must-day = une date de la forme AAAA-MM-JJ
must-count = un nombre entier, zéro ou plus
must-yes-no = vrai ou faux (true, false)
must-titles = des titres en texte, chacun après son code de langue
refused-cover-member = « { $place } », dans la couverture, { $what }. Corrigez et renvoyez.
wrong-empty = est vide
wrong-long = est trop long
wrong-language = n’est pas un code de langue (ISO 639-1), deux minuscules comme « fr »
wrong-titles = a une clé qui n’est pas un code de langue (ISO 639-1)
wrong-country = n’est pas un code de pays de deux capitales (ISO 3166-1), comme « RU »
wrong-closed = précède le jour d’ouverture
wrong-hash = n’est pas une empreinte d’intégrité de 64 chiffres hexadécimaux minuscules
refused-policy = Cette règle n’existe pas. Choisissez parmi celles qui sont montrées.
refused-earlier = Ce qui est noté ici l’a été par une autre version, sous une forme qui n’est plus lue. Recommencez pour voir ce qui ne va pas.

## Comptes
accounts-count = { $n ->
    [one] Un compte. Seules la préparation et l’approbation voient ce que contiennent les remises.
   *[other] { $n-shown } comptes. Seules la préparation et l’approbation voient ce que contiennent les remises.
}
account-new = Un nouveau compte
account-make = Créer le compte
account-enrolled = Inscrit
account-invited = N’a pas encore utilisé le lien
name-hint = Minuscules, chiffres, point, trait d’union, tiret bas et arobase. Il figure à côté de ce que fait cette personne : un pseudonyme convient bien.
link-title = Un nouveau lien
link-how = Pour qui a perdu son mot de passe ou son téléphone. Rien ne change tant qu’il n’est pas utilisé ; ensuite, le mot de passe, les codes et les sessions d’avant ne valent plus.
link-make = Créer un lien
link-made = Un lien pour { $what }
link-lead = Transmettez-le à cette personne par une voie sûre. Il sert une seule fois, pendant trois jours.
removal-title = Supprimer le compte
removal-how = Sessions et jetons prennent fin aussitôt. Ce que cette personne a fait reste au journal, par numéro et non par nom.
removal-sure = Oui, supprimer { $what }
removal-do = Supprimer le compte

## Sessions et jetons
own-lead = Où vous êtes connecté, et ce qui se connecte pour vous.
sessions = Sessions
session-this = Celle-ci
session-other = Un autre navigateur
session-end-of = Mettre fin à la session commencée le { $what }
last-seen = vue le
tokens = Jetons
tokens-how = Un jeton permet à un programme d’agir en votre nom, dans les limites de votre rôle.
token-new = Un nouveau jeton
token-label = À quoi sert-il ?
token-access = Que peut-il faire ?
token-make = Créer le jeton
token-made = Un nouveau jeton
token-lead = Placez-le là où le programme le trouve, et nulle part ailleurs.
token-end-of = Mettre fin au jeton { $what }
access-read = Lire seulement
access-write = Lire et modifier

## Journal
audit-count = { $n ->
    [0] Rien n’a encore été fait.
    [one] { $n-shown } ligne. On ne fait qu’en ajouter, et chacune est hachée avec toutes celles d’avant.
   *[other] { $n-shown } lignes. On ne fait qu’en ajouter, et chacune est hachée avec toutes celles d’avant.
}
audit-head = L’empreinte de tête, qui les couvre toutes :
audit-how = « handover audit verify » la recalcule. Chaque bordereau porte celle de son jour : qui réécrit le journal ne réécrit pas le papier.
audit-lines = Lignes, la plus récente en premier
line = Ligne
when = Quand (UTC)
act = Quoi
actor = Qui
object = Sur quoi
actor-operator = Ligne de commande
act-account-made = Compte créé
act-account-removed = Compte supprimé
act-link-made = Lien créé
act-enrolled = Inscription
act-language-chosen = Langue choisie
act-recovery-code-used = Code de secours utilisé
act-logged-in = Connexion
act-session-ended = Fin de session
act-token-made = Jeton créé
act-token-revoked = Fin de jeton
act-handover-made = Remise créée
act-cover-changed = Couverture modifiée
act-policy-changed = Règle modifiée
act-columns-changed = Colonnes décidées
act-upload-begun = Envoi commencé
act-upload-abandoned = Envoi abandonné
act-file-kept = Fichier gardé
act-file-removed = Fichier retiré
act-pack-asked = Mise en dossier demandée
act-packed = Mise en dossier
act-pack-failed = Mise en dossier échouée
act-sent-back = Renvoyée
act-approved = Approuvée
act-approved-alone = Approuvée par qui l’a préparée
act-handed-over = Remise au destinataire
act-withdrawn = Retirée
act-purged = Effacée
act-epoch-begun = Clés renouvelées
act-restored = Restauration
act-previewed = Aperçu consulté
act-dossier-read = Dossier téléchargé
act-slip-read = Bordereau téléchargé
act-vault-read = Coffre téléchargé
act-audit-read = Journal lu

## Refus
refusal-title = Cela n’a pas marché
refusal-back = Retour à la page précédente
refusal-request = Si vous en parlez à l’administration, indiquez ce numéro : { $what }.
problem-bad-request = Le service ne comprend pas cette demande. Revenez en arrière et recommencez depuis la page précédente.
problem-log-in = Vous n’êtes pas connecté, ou ne l’êtes plus. Connectez-vous, puis reprenez où vous en étiez.
problem-refused = Nom, mot de passe et code ne vont pas ensemble. Réessayez avec le code que votre application affiche en ce moment ; chacun ne sert qu’une fois.
problem-forbidden = Votre rôle ne le permet pas. Demandez à une personne dont c’est le rôle.
problem-foreign = Vous vous êtes reconnecté depuis que cette page a été chargée, ou le formulaire vient d’ailleurs. Revenez à la page, et envoyez-le encore une fois.
problem-not-found = Il n’y a rien à cette adresse. Voyez si elle est complète, ou repartez du début.
problem-method = Cette adresse n’accepte pas une telle demande. Employez l’une des méthodes que la réponse autorise.
problem-slow = La demande est arrivée trop lentement. Réessayez, de préférence avec une meilleure connexion.
problem-link-over = Ce lien a déjà servi, ou il est trop ancien. Si c’est vous qui l’avez utilisé, connectez-vous ; sinon, demandez-en un nouveau à l’administration.
problem-too-large = C’est plus que le service n’accepte. Envoyez moins, ou demandez à l’exploitant une limite plus haute.
problem-kind = Le service n’accepte pas ici ce type de contenu. Envoyez celui qui convient.
problem-unreadable = Un champ du formulaire n’est pas rempli comme il le faut. Relisez-les tous et renvoyez le formulaire.
problem-too-many = Trop de demandes en peu de temps. Attendez une minute, puis réessayez.
problem-fault = Quelque chose n’a pas marché dans le service. Réessayez ; si cela persiste, prévenez l’administration.
problem-not-ready = Le service ne peut pas travailler en ce moment. Voyez son disque et son journal.
problem-busy = Le service contrôle déjà autant de dossiers qu’il le peut. Attendez un moment, puis renvoyez le vôtre.
problem-newer-format = Ce dossier est d’un format plus récent que celui que lit le service. Vérifiez-le avec une version plus récente de handover.
problem-seal-not-known = Ce service n’a pas délivré de dossier portant cette empreinte. Comparez l’empreinte avec le bordereau en papier.
problem-full = Le disque du service est plein. Demandez de la place à l’exploitant, puis réessayez ; rien n’a été gardé à moitié.
problem-state = La remise a avancé : cela ne se peut plus, ou pas encore. Voyez où elle en est.
problem-four-eyes = Qui a préparé un dossier ne l’approuve pas. Demandez à une seconde personne.
problem-other-hash = Ce n’est pas l’empreinte d’intégrité de ce qui attend. Comparez-la au dossier, puis approuvez à nouveau.
problem-offset = L’envoi en est à un autre octet. Reprenez à partir de là.
problem-upload-busy = Une autre connexion écrit cet envoi. Attendez un instant, puis reprenez.
problem-incomplete = L’envoi n’est pas complet. Envoyez d’abord le reste.
problem-name-refused = Ce nom ne peut pas servir. Prenez 1 à 64 minuscules, chiffres, points, traits d’union, tirets bas et arobases.
problem-name-taken = Il y a déjà un compte de ce nom. Prenez un autre nom.
problem-password = Le mot de passe est trop court ou trop long. Prenez au moins 12 caractères, de préférence plusieurs mots.
problem-code = Les six chiffres ne sont pas bons. Regardez à nouveau l’application, et vérifiez l’heure de l’appareil.
problem-last-administrator = C’est le dernier compte d’administration. Créez-en d’abord un autre.
problem-json = Le corps de la demande n’est pas du JSON. Envoyez un objet JSON, en UTF-8.
problem-members = Le JSON a un membre qui n’y a pas sa place, il en manque un, ou l’un est d’une autre sorte. Comparez-le avec /api/v1/openapi.json.
problem-length = La demande ne dit pas la longueur de son corps. Envoyez Content-Length, ou le corps par morceaux.
problem-condition = Une condition que la demande pose n’est pas remplie ici. Lisez les en-têtes de cette réponse et demandez à nouveau.
problem-range = Le fichier n’a pas ces octets. Demandez une plage dans sa longueur.
problem-broken = La connexion s’est rompue avant que le fichier entier soit arrivé, et rien n’en a été gardé. Renvoyez-le, de préférence d’une manière qui peut reprendre.
problem-file-name = Le fichier n’a pas de nom qui puisse être gardé. Donnez-lui-en un de 1 à 255 octets, sans caractère de commande.
problem-tus = Ce n’est pas la version du protocole d’envoi que l’on parle ici. Envoyez Tus-Resumable: 1.0.0.
problem-upload-head = Un en-tête de l’envoi manque, ou n’est pas écrit comme il le faut. Comparez-le avec le protocole tus 1.0.
problem-vault-gone = Le coffre n’est plus sur le serveur, car quelqu’un a dit qu’un dépositaire l’a. Demandez-le au dépositaire.
problem-reason = Le motif est vide, ou plus long que 2 000 caractères. Dites en quelques mots pourquoi le dossier ne vaut plus.
problem-earlier = La remise précédente n’en est aucune que vous puissiez voir, ou n’est pas celle nommée d’abord. Prenez son numéro dans la liste des remises.
problem-no-dossier = Aucun dossier n’est venu avec la demande. Envoyez le zip comme corps.
