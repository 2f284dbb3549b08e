"""Makes countries.csv: names of countries in many languages, each with its ISO 3166-1 alpha-2 code.

Source: Unicode CLDR as packed in Babel 2.18.0 (CLDR 47), licence Unicode-3.0 (https://www.unicode.org/license.txt).
The aliases below, which CLDR does not have, are the project's own.
Run: pip install babel==2.18.0 && python config/countries.py > config/countries.csv
SHA-256 of the result: see countries.sha256; `tests/intake.rs` compares.
"""

import sys
import unicodedata

from babel import Locale
from babel.core import get_global

LANGUAGES = (
    "en fr de es it pt ru nl fi et sv da nb pl cs sk sl hr sr hu ro bg uk be el tr lt lv ga mt is ca eu gl "
    "ar fa he hi bn ta th ka hy am zh zh_Hant ja ko id ms vi sw sq mk bs az kk uz mn ur"
).split()
# ISO 3166-1 alpha-2 codes officially assigned, with alpha-3; and XK, which exports (and CLDR) use for Kosovo.
ASSIGNED = """
AD AND AE ARE AF AFG AG ATG AI AIA AL ALB AM ARM AO AGO AQ ATA AR ARG AS ASM AT AUT AU AUS AW ABW AX ALA AZ AZE BA BIH
BB BRB BD BGD BE BEL BF BFA BG BGR BH BHR BI BDI BJ BEN BL BLM BM BMU BN BRN BO BOL BQ BES BR BRA BS BHS BT BTN BV BVT
BW BWA BY BLR BZ BLZ CA CAN CC CCK CD COD CF CAF CG COG CH CHE CI CIV CK COK CL CHL CM CMR CN CHN CO COL CR CRI CU CUB
CV CPV CW CUW CX CXR CY CYP CZ CZE DE DEU DJ DJI DK DNK DM DMA DO DOM DZ DZA EC ECU EE EST EG EGY EH ESH ER ERI ES ESP
ET ETH FI FIN FJ FJI FK FLK FM FSM FO FRO FR FRA GA GAB GB GBR GD GRD GE GEO GF GUF GG GGY GH GHA GI GIB GL GRL GM GMB
GN GIN GP GLP GQ GNQ GR GRC GS SGS GT GTM GU GUM GW GNB GY GUY HK HKG HM HMD HN HND HR HRV HT HTI HU HUN ID IDN IE IRL
IL ISR IM IMN IN IND IO IOT IQ IRQ IR IRN IS ISL IT ITA JE JEY JM JAM JO JOR JP JPN KE KEN KG KGZ KH KHM KI KIR KM COM
KN KNA KP PRK KR KOR KW KWT KY CYM KZ KAZ LA LAO LB LBN LC LCA LI LIE LK LKA LR LBR LS LSO LT LTU LU LUX LV LVA LY LBY
MA MAR MC MCO MD MDA ME MNE MF MAF MG MDG MH MHL MK MKD ML MLI MM MMR MN MNG MO MAC MP MNP MQ MTQ MR MRT MS MSR MT MLT
MU MUS MV MDV MW MWI MX MEX MY MYS MZ MOZ NA NAM NC NCL NE NER NF NFK NG NGA NI NIC NL NLD NO NOR NP NPL NR NRU NU NIU
NZ NZL OM OMN PA PAN PE PER PF PYF PG PNG PH PHL PK PAK PL POL PM SPM PN PCN PR PRI PS PSE PT PRT PW PLW PY PRY QA QAT
RE REU RO ROU RS SRB RU RUS RW RWA SA SAU SB SLB SC SYC SD SDN SE SWE SG SGP SH SHN SI SVN SJ SJM SK SVK SL SLE SM SMR
SN SEN SO SOM SR SUR SS SSD ST STP SV SLV SX SXM SY SYR SZ SWZ TC TCA TD TCD TF ATF TG TGO TH THA TJ TJK TK TKL TL TLS
TM TKM TN TUN TO TON TR TUR TT TTO TV TUV TW TWN TZ TZA UA UKR UG UGA UM UMI US USA UY URY UZ UZB VA VAT VC VCT VE VEN
VG VGB VI VIR VN VNM VU VUT WF WLF WS WSM YE YEM YT MYT ZA ZAF ZM ZMB ZW ZWE XK XKX
""".split()
ALIASES = {
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|United Kingdom of Great Britain and Northern Ireland|"
    "Grande-Bretagne|Angleterre|Écosse|Großbritannien|Grossbritannien|England|Schottland|Gran Bretaña|Inglaterra|Escocia|"
    "Gran Bretagna|Inghilterra|Scozia|Grã-Bretanha|Escócia|Reino Unido da Grã-Bretanha|Англия|Шотландия|Соединённое Королевство|"
    "Соединенное Королевство|Groot-Brittannië|Engeland|Verenigd Koninkrijk|Iso-Britannia|Englanti|Suurbritannia",
    "US": "USA|U.S.|U.S.A.|US of A|United States of America|America|États Unis|Etats-Unis d'Amérique|États-Unis d'Amérique|Vereinigte Staaten von Amerika|Amerika|"
    "EE. UU.|EEUU|EE.UU.|Estados Unidos de América|Estados Unidos da América|EUA|Stati Uniti d'America|Соединенные Штаты|Соединённые Штаты|"
    "Соединенные Штаты Америки|Соединённые Штаты Америки|США|Verenigde Staten van Amerika|Amerikan yhdysvallat|Ameerika Ühendriigid",
    "RU": "Russian Federation|Fédération de Russie|Russische Föderation|Federación de Rusia|Federación Rusa|Federazione Russa|Federação Russa|"
    "Federação da Rússia|Российская Федерация|РФ|Россия|Russische Federatie|Venäjän federaatio|Venemaa Föderatsioon|Chechnya|Tchétchénie|Tschetschenien|Chechenia|"
    "Cecenia|Chechênia|Chechénia|Чечня|Чеченская Республика|Tsjetsjenië|Chechen Republic|Russland|Rossiya|Rossija",
    "DE": "Federal Republic of Germany|Bundesrepublik Deutschland|BRD|République fédérale d'Allemagne|ФРГ|Bundesrepublik",
    "FR": "République française|France métropolitaine|French Republic|Metropolitan France",
    "NL": "Holland|The Netherlands|Nederland|Hollande|Holanda|Olanda|Голландия|Pays Bas|Hollanti",
    "CZ": "Czech Republic|République tchèque|Tschechische Republik|República Checa|Repubblica Ceca|Чешская Республика|Česká republika|Tsjechië",
    "KR": "South Korea|Republic of Korea|Korea, Republic of|Korea, South|Korea (South)|Corée du Sud|République de Corée|Südkorea|Corea del Sur|Corea del Sud|Coreia do Sul|Южная Корея|Korea",
    "KP": "North Korea|Democratic People's Republic of Korea|Korea, Democratic People's Republic of|Corée du Nord|Nordkorea|Corea del Norte|КНДР",
    "IR": "Iran, Islamic Republic of|Islamic Republic of Iran|Iran (Islamic Republic of)|Persia",
    "SY": "Syrian Arab Republic|République arabe syrienne",
    "VN": "Viet Nam|Vietnam|Socialist Republic of Vietnam",
    "LA": "Lao PDR|Lao People's Democratic Republic|Laos",
    "MD": "Republic of Moldova|Moldova, Republic of|Молдавия|République de Moldavie",
    "MK": "Macedonia|FYROM|The former Yugoslav Republic of Macedonia|Macedonia, the former Yugoslav Republic of|Macédoine|Mazedonien|Македония|North Macedonia",
    "TZ": "United Republic of Tanzania|Tanzania, United Republic of",
    "BO": "Bolivia, Plurinational State of|Bolivia (Plurinational State of)|Plurinational State of Bolivia",
    "VE": "Venezuela, Bolivarian Republic of|Venezuela (Bolivarian Republic of)|Bolivarian Republic of Venezuela",
    "TW": "Taiwan, Province of China|Taiwan (Province of China)|Republic of China|Chinese Taipei|Taïwan",
    "PS": "Palestine|Palestinian Territory|Palestinian Territory, Occupied|Palestine, State of|State of Palestine|Occupied Palestinian Territory|Palestina|Palästina|Палестина",
    "CD": "Democratic Republic of the Congo|Congo, the Democratic Republic of the|Congo, Democratic Republic of the|DR Congo|DRC|RDC|Zaire|"
    "République démocratique du Congo|Congo (Kinshasa)|Congo-Kinshasa|Demokratische Republik Kongo|ДР Конго",
    "CG": "Republic of the Congo|Congo|Congo (Brazzaville)|Congo-Brazzaville|République du Congo",
    "CI": "Ivory Coast|Cote d'Ivoire|Cote D'Ivoire|Elfenbeinküste|Costa de Marfil|Costa d'Avorio|Costa do Marfim|Кот-д'Ивуар",
    "SZ": "Swaziland|Swasiland|Suazilandia|Свазиленд",
    "CV": "Cape Verde|Cap-Vert|Kap Verde|Cabo Verde|Capo Verde",
    "MM": "Burma|Birmanie|Birma|Birmania|Бирма",
    "TL": "East Timor|Timor oriental|Osttimor|Timor Oriental",
    "TR": "Turkey|Turkiye|Türkiye|Republic of Türkiye|Turquie|Türkei|Turquía|Turchia|Turquia|Турция",
    "BY": "Belarus|Byelorussia|Belorussia|Biélorussie|Bélarus|Weißrussland|Weissrussland|Bielorrusia|Bielorussia|Belarús|Белоруссия|Беларусь|Wit-Rusland|Valko-Venäjä|Valgevene",
    "VA": "Holy See|Holy See (Vatican City State)|Vatican|Vatican City State|Saint-Siège|Heiliger Stuhl|Santa Sede|Santa Sé|Ватикан",
    "HK": "Hong Kong|Hongkong|Hong-Kong|Гонконг|香港",
    "MO": "Macau|Macao|Macao SAR|澳门|澳門",
    "CN": "People's Republic of China|PR China|P.R. China|PRC|China, People's Republic of|Mainland China|République populaire de Chine|Volksrepublik China|КНР|中國",
    "IE": "Republic of Ireland|Eire|Éire|Irish Republic|Irlande (République d')",
    "GR": "EL|Hellas|Hellenic Republic|Ελλάς",
    "CH": "Suisse|Schweiz|Svizzera|Svizra|Confoederatio Helvetica|Swiss Confederation",
    "BE": "België|Belgique|Belgien",
    "LY": "Libyan Arab Jamahiriya|State of Libya",
    "BN": "Brunei Darussalam",
    "FM": "Micronesia, Federated States of|Federated States of Micronesia",
    "GM": "The Gambia|Gambia, The",
    "BS": "The Bahamas|Bahamas, The",
    "PH": "The Philippines",
    "AE": "UAE|U.A.E.|EAU|VAE|Emirates|ОАЭ",
    "SA": "KSA|Kingdom of Saudi Arabia",
    "ZA": "RSA|Republic of South Africa|ЮАР",
    "BA": "Bosnia|Bosnia & Herzegovina|Bosnia and Herzegovina|Bosnie|Bosnien|Босния",
    "TT": "Trinidad|Trinidad & Tobago",
    "VI": "Virgin Islands, U.S.|Virgin Islands (U.S.)|US Virgin Islands",
    "VG": "Virgin Islands, British|Virgin Islands (British)|British Virgin Islands",
    "RE": "Reunion|La Réunion|Réunion",
    "KG": "Kyrgyzstan|Kirghizistan|Киргизия",
    "SK": "Slovak Republic|République slovaque",
    "PG": "Papua New Guinea",
    "GE": "Georgia|Republic of Georgia|Грузия|Sakartvelo",
    "ST": "Sao Tome and Principe",
    "CW": "Curacao",
    "AX": "Aland Islands",
}
CODES = dict(zip(ASSIGNED[0::2], ASSIGNED[1::2]))
ALPHA3 = set(CODES.values())


def key(name):
    """As src/intake/synonyms.rs makes it: NFKD, letters and digits only, lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", name).lower() if c.isalnum())


def main():
    assert len(CODES) == 250, len(CODES)
    names = {}  # key -> {code: first spelling}

    def add(name, code):
        if len(key(name)) >= 2:
            names.setdefault(key(name), {}).setdefault(code, name)

    for code, aliases in ALIASES.items():
        for alias in aliases.split("|"):
            add(alias, code)
    own = {k: set(codes) for k, codes in names.items()}
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for code in CODES:
            for form in ("", "-alt-short", "-alt-variant"):
                name = territories.get(code + form)
                if name and name.upper() != code:
                    add(name, code)
                    if language == "en":
                        add(name.replace("St.", "Saint"), code)
    out = []
    for k, codes in names.items():
        # What two languages use for two countries is nobody's; the project's own aliases come first.
        if k in own and len(own[k]) == 1:
            codes = {code: name for code, name in codes.items() if code in own[k]}
        if len(codes) > 1:
            continue
        code, name = next(iter(codes.items()))
        if k.upper() in CODES and k.upper() != code and k not in own or k.upper() in ALPHA3:
            continue
        out.append((code, k, name))
    sys.stdout.write("code,alpha3,name\n")
    for code in sorted(CODES):
        sys.stdout.write(f"{code},{CODES[code]},\n")
    for code, _, name in sorted(out):
        sys.stdout.write(f'{code},,"{name}"\n')


if __name__ == "__main__":
    main()
