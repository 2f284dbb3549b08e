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
hash-how = Les mêmes 64 chiffres figurent sur la couverture du dossier. Qui les possède distingue ce dossier de tout autre.
decimal = ,
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
upload-list = Fichiers en route
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
refusal-request = Si vous en parlez à l’administration, indiquez ce numéro : { $what }.
problem-bad-request = Le service ne comprend pas cette demande. Revenez en arrière et recommencez depuis la page précédente.
problem-log-in = Il faut être connecté. Connectez-vous, puis revenez.
problem-refused = Nom, mot de passe et code ne vont pas ensemble. Réessayez avec le code que votre application affiche en ce moment ; chacun ne sert qu’une fois.
problem-forbidden = Votre rôle ne le permet pas. Demandez à une personne dont c’est le rôle.
problem-foreign = Ce formulaire ne vient pas d’une page à vous, ou la page est trop ancienne. Revenez en arrière, rechargez la page et renvoyez le formulaire.
problem-not-found = Il n’y a rien à cette adresse. Voyez si elle est complète, ou repartez du début.
problem-method = Cette adresse n’accepte pas une telle demande. Employez l’une des méthodes que la réponse autorise.
problem-slow = La demande est arrivée trop lentement. Réessayez, de préférence avec une meilleure connexion.
problem-link-over = Ce lien a déjà servi, ou il est trop ancien. Demandez-en un nouveau à l’administration.
problem-too-large = C’est plus que le service n’accepte. Envoyez moins, ou demandez à l’exploitant une limite plus haute.
problem-kind = Le service n’accepte pas ici ce type de contenu. Envoyez celui qui convient.
problem-unreadable = Un champ du formulaire n’est pas rempli comme il le faut. Relisez-les tous et renvoyez le formulaire.
problem-too-many = Trop de demandes en peu de temps. Attendez une minute, puis réessayez.
problem-fault = Quelque chose n’a pas marché dans le service. Réessayez ; si cela persiste, prévenez l’administration.
problem-not-ready = Le service ne peut pas travailler en ce moment. Voyez son disque et son journal.
problem-busy = Le service contrôle déjà autant de dossiers qu’il le peut. Attendez un moment, puis renvoyez le vôtre.
problem-newer-format = Ce dossier est d’un format plus récent que celui que lit le service. Vérifiez-le avec une version plus récente de handover.
problem-seal-not-known = Ce service n’a pas publié de dossier portant cette empreinte. Comparez l’empreinte avec le bordereau en papier.
problem-full = Le disque du service est plein. Demandez de la place à l’exploitant, puis réessayez ; rien n’a été gardé à moitié.
problem-state = La remise est dans un état où cela ne se peut pas. Rechargez la page pour voir où elle en est.
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
problem-file-name = Le fichier n’a pas de nom qui puisse être gardé. Donnez-lui-en un de 1 à 255 octets, sans caractère de contrôle.
problem-tus = Ce n’est pas la version du protocole d’envoi que l’on parle ici. Envoyez Tus-Resumable: 1.0.0.
problem-upload-head = Un en-tête de l’envoi manque, ou n’est pas écrit comme il le faut. Comparez-le avec le protocole tus 1.0.
problem-vault-gone = Le coffre n’est plus sur le serveur, car quelqu’un a dit qu’un dépositaire l’a. Demandez-le au dépositaire.
problem-reason = Le motif est vide, ou plus long que 2 000 caractères. Dites en quelques mots pourquoi le dossier ne vaut plus.
problem-earlier = La remise précédente n’en est aucune que vous puissiez voir, ou n’est pas celle nommée d’abord. Prenez son numéro dans la liste des remises.
