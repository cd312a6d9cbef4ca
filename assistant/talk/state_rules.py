"""The words by which a question about this renewal is known: stems over folded text, tried in this order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reports.here import Topic

_PAST = r"\w{2,}(?:[lr]am|[lr]em|lismy|lysmy)"
_MINE = rf"mam|mamy|moj\w*|mi|nam|nasz\w*|juz|jeszcze|musze|musimy|jestem|zosta\w+|{_PAST}"
_GENERAL = (
    r"jak|dlaczego|czemu|po co|co jesli|co jak|co gdy|a jesli|jesli|jezeli|gdyby|zeby|co robic|co zrobic|co mam robic|"
    r"powin\w*|trzeba|nalezy|blad|error|potrzebuj\w*|wolno|mozliwe"
)
_NOT_MUST = r"mam (?:zrobic|robic|wyslac|zmienic|wgrac|zainstalowac|miec)|musz\w*|moge|mozna|da sie|potrzebn\w*"
_COMPUTERS = r"komputer\w*|komp\w*|stanowisk\w*|kas|kasach|laptop\w*"
_FORM = r"pesel|nip|regon|pwz|prawo wykonywania"
_WHICH = r"jaki\w*|ktor\w+|co za|na jak\w+"
_GIVEN = r"poda\w+|wpisa\w+|zapisa\w+|poszedl|poszlo|da[lr]\w*|zosta\w+|wybra\w+"
_CERTIFICATE = r"cert\w*|ten nowy|te nowe|nowego|nowych|ten stary|te stare|starego|starych"
_WHEN = r"do kiedy|kiedy|ile|jak dlugo|jaka data"
_ENDS = r"wazn\w*|konczy\w*|wygas\w*|traci\w*|konca|zosta\w+"
_DONE = rf"zrobi(?:on|l)\w+|gotow\w+|zmieni(?:on|l)\w+|podmieni\w+|mam|mamy|utworz\w+|wygenerowa\w+|{_PAST}"
_NOT_DONE = (
    rf"{_GENERAL}|{_NOT_MUST}|gdzie|kiedy|ile|{_WHICH}|nie|hasl\w*|tez|tylko|przed|do|dla|po|komplet|wszystko|star\w+|"
    r"drugi\w*|zostal\w*|dobrze|dobze|dalej|uzywa\w*|pracuj\w*|wyslac|wyslaniu|dolacz\w+|zalacz\w+|usun\w+|widze|"
    r"puste|start|data|nacisn\w+|zatrzym\w+|zamkn\w+|pem\w*|wgra\w*|obowiazk\w*|z|ladowac|sa|jest|to|ten|czym|"
    r"razy|rozni\w*"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Has a word of each group of ``needs`` and none of ``never``.

    ``general``: the knowledge base has an answer, too, for when no folder is known or it shows nothing of it.
    """

    topic: Topic
    needs: tuple[re.Pattern[str], ...]
    never: re.Pattern[str]
    general: bool = False


def _rule(topic: Topic, *needs: str, never: str = r"\Z\A", general: bool = False) -> Rule:
    groups = tuple(re.compile(rf"\b(?:{group})\b") for group in needs)
    return Rule(topic, groups, re.compile(rf"\b(?:{never})\b"), general)


_SELF = (
    _rule(
        "today",
        r"jaki|jaka|ktor\w+|co",
        r"dzis|dzisiaj|dzisiejsz\w+",
        r"dat\w+|dzien|dnia|ktorego",
        never=r"ustawic|grafik\w*|krok\w*|wpisac|w nim",
    ),
    _rule("today", r"jaki (?:my )?(?:dzis )?mamy|ktory (?:jest|mamy)", r"dzien|dnia", never="krok"),
    _rule(
        "password saved",
        r"hasl\w*",
        r"zapis\w+|zapamiet\w+|przechow\w+|trzyma\w*",
        r"moj\w*|tym komp\w*|tutaj|tu",
        never=r"raportnet\w*|sertum|czat|gdzie",
        general=True,
    ),
    _rule(
        "password",
        r"(?:jakie|ktore|jakiego|ktorego)(?: \w+){0,2} hasl\w*|(?:jakie|ktore) haslo|"
        r"hasl\w* (?:\w+ ){0,2}(?:jakie|ktore)",
        rf"{_PAST}|bylo|poszlo|chodzi\w*",
        never=r"raportnet\w*|sertum|profil\w*|poczt\w*|windows\w*|zapomni\w*|pamiet\w*|odzysk\w*|pojecia|"
        r"urzad\w*|csioz|zresetow\w*|adres\w*",
    ),
    _rule(
        "oid", r"oid\w*|wezel\w*", r"mam gdzies|zapisa(?:l|n)\w+|jaki", never=r"co to|wpisac|podac|mailu|wiadomosc\w*"
    ),
    _rule(
        "email",
        r"(?:e ?)?mail\w*|adres\w*|skrzynk\w*|poczt\w*",
        _WHICH,
        _GIVEN,
        never=r"podac|wpisac|mozna|moze|da sie|zapasow\w*|czyj\w*|nie|oid|zapisac",
    ),
    _rule("personal", _FORM, _WHICH, _GIVEN, never=r"podac|wpisac|czyj\w*|nie"),
    _rule("pharmacy", r"identyfikator\w*|id apteki", _WHICH, _GIVEN, never=r"podac|wpisac|czyj\w*|nie"),
    _rule(
        "pharmacy",
        r"(?:ktor\w+|jak\w+|czyj\w+) (?:\w+ )?aptek\w*",
        r"teraz|ustawion\w*|wybran\w*|to|robimy|odnawia\w+",
        never=r"musi|moze|sklada|dwie|druga",
    ),
    _rule(
        "number",
        r"(?:numer\w*|nr) (?:\w+ )?(?:wniosk\w*|spraw\w*|zgloszeni\w*|podani\w*)",
        r"jaki|ktory|pokaz\w*|podaj|znasz|przypomn\w*",
        never=rf"{_GENERAL}|gdzie|skad|co to|podac|wpisac|bez|nie|mail\w*|wiadomosc\w*",
    ),
    _rule(
        "sent",
        r"wniosek|wniosku",
        r"(?:kiedy|czy|ktorego dnia|o ktorej)(?: \w+){0,3} (?:wysla\w+|zlozy\w+|zlozon\w+|posz\w+|puscil\w+)",
        never=rf"{_GENERAL}|moge|wyslac|zlozyc|nie|mail\w*|odpowiedz|ponownie|drugi raz|termin|dopiero|"
        rf"decyzj\w*|podpis\w*",
        general=True,
    ),
)
_ELSEWHERE = (
    _rule(
        "computers",
        _COMPUTERS,
        r"ile|ilu|ktor\w+|jakie|jakich|gdzie",
        r"juz|zosta\w+|brak\w+|gotow\w+|zrobion\w+|zainstalowan\w+|wgran\w*|jeszcze|bez",
        never=rf"{_GENERAL}|{_NOT_MUST}|licenc\w*|naraz|dysk\w*|plik\w*|jks",
    ),
    _rule(
        "here",
        rf"(?:na )?tym (?:\w+ )?(?:{_COMPUTERS})|na tym|(?:ten|tutaj|tu na) (?:{_COMPUTERS})",
        r"zainstal\w+|wgra\w+|tls|wss|jest|sa|cert\w*",
        r"czy|konkretnie|ktor\w+",
        never=rf"{_GENERAL}|{_NOT_MUST}|hasl\w*|ile|ilu|robic|zrobic|program\w*|raportnet\w*|nie|restart\w*|folder\w*",
        general=True,
    ),
    _rule(
        "link",
        r"link\w*|odnosnik\w*|pem\w*|sciag\w+|pobra\w+|pobierani\w+",
        r"ile (?:\w+ ){0,2}(?:dni|czasu)|do kiedy|kiedy|zdaze|termin\w*|ile (?:jeszcze|zosta\w+)|dziala\w*",
        _MINE,
        never=rf"{_GENERAL}|rok\w*|lat|raz\w*|moglam|ktor\w+|nie|od czego|urlop\w*|wroc\w*|wraca\w*|przegapi\w*|"
        r"kierowni\w*|znaczeni\w*",
        general=True,
    ),
    _rule(
        "profile",
        r"profil\w*",
        r"do kiedy|kiedy|ile",
        rf"{_MINE}|konczy|wazn\w+",
        never=rf"{_GENERAL}|przedluz\w*|zaloz\w*|nie|wygasl|lat|lata|skad",
        general=True,
    ),
    _rule(
        "old end",
        _CERTIFICATE,
        _WHEN,
        _ENDS,
        r"obecn\w*|star\w*|aktualn\w*|dotychczas\w*|teraz\w*",
        never=rf"{_GENERAL}|nie",
        general=True,
    ),
    _rule(
        "new end",
        _CERTIFICATE,
        _WHEN,
        r"(?:ten|te|moj\w*|mam|mamy|nasz\w*|tego|tych) now\w+|now\w+ (?:cert\w+ )?mam\w*|ten nowy|te nowe",
        never=rf"{_GENERAL}|nie|trwa|czek\w+|przyjd\w+|dostan\w+|przysz\w+|bedzie gotow\w*",
        general=True,
    ),
    _rule(
        "end",
        r"cert\w*",
        _WHEN,
        _ENDS,
        r"moj\w*|moich|mam|mamy|nasz\w*|jeszcze|zosta\w+|tego|ten|te|nam|mi",
        never=rf"{_GENERAL}|nie|poprzedni\w*|zawsze|zwykle|wystawi\w+|pobra\w+|link\w*|mail\w*|nazawsze|skad",
        general=True,
    ),
    _rule(
        "mail",
        r"(?:e ?)?mail\w*|wiadomosc\w*|odpowiedz",
        r"przysz\w+|dotar\w+|dosta\w+|mamy|jest",
        r"czy",
        r"juz|czy nie|czy (?:\w+ ){0,2}(?:mail|wiadomosc|odpowiedz)",
        never=rf"{_GENERAL}|(?<!czy )nie|numer\w*|drugi\w*|dwa|ktor\w+|falsz\w*|prawdziw\w*|spam\w*|moze|"
        rf"usun\w+|w|tylko|"
        r"link\w*|tresc\w*|ile|kiedy|inny|jeden|skasowa\w+|potwierdz\w*|liczon\w*|po|hasl\w*|to|teraz|zdaz\w*|"
        r"zdaze|dzialac?",
        general=True,
    ),
)
_FILES = (
    _rule(
        "missing",
        r"(?:czego|czegos|co|cos|czy) (?:\w+ ){0,2}brak\w+|brak\w+ (?:\w+ )?(?:czego\w*|plik\w*)|(?:cos|plik\w*) "
        r"(?:\w+ )?(?:skasowa\w+|usunel\w+|zniknel\w+|zginel\w+)|(?:czy|juz) (?:\w+ ){0,2}wszystkie pliki",
        r"folder\w*|katalog\w*|plik\w*|chyba",
        never=rf"{_GENERAL}|po|dolacz\w+|do|jakie|gdzie|co to|tylko|widze|pusty|musz\w*|wczytyw\w*|wskazuj\w*|"
        rf"koncow\w*|dyst\w*|kosz\w*|kto",
    ),
    _rule(
        "fit",
        r"pasuj\w*|zgadza\w*|zgodn\w*|od pary|z jednej pary",
        r"jks\w*|csr\w*|pem\w*|plik\w*|klucz\w*",
        r"czy|sprawdz\w*",
        never=rf"{_GENERAL}|nie|skad|po czym|poznac|raportnet\w*",
        general=True,
    ),
    _rule(
        "old files",
        r"kasowac|skasowac|usunac|usuwac|wyrzucic|wywalic",
        r"plik\w*|folder\w*",
        r"juz",
        never=rf"{_GENERAL}|cert\w+|magazyn\w*|p12|kiedy",
        general=True,
    ),
    _rule(
        "dates",
        r"z kiedy|kiedy|ktorego dnia|jakiej daty|jaka date",
        r"csr\w*|jks\w*|p12|plik\w*|pem\w*|klucz\w*",
        rf"sa|jest|mam|mamy|powsta\w+|maja|{_PAST}",
        never=rf"{_GENERAL}|wysla\w*|wazn\w*|usunac|kasowac|moge|mozna|potrzebn\w*|pobra\w*",
    ),
    _rule(
        "folder",
        r"gdzie|w (?:ktorym|jakim) (?:folderze|katalogu|miejscu)|jaki (?:to |jest )?(?:folder|katalog)|dokad",
        r"plik\w*|folder\w*|katalog\w*|csr\w*|jks|to|je|wszystko",
        r"(?:te|moje|nasze) plik\w*|(?:sa|mam|leza|jest) (?:te |moje |nasze |wszystkie |zapisan\w+ )+(?:plik\w*|"
        r"csr\w*)|"
        r"\w*(?:zapisa|zrobi|schowa|wrzuci|utworzy|stworzy|wsadzi|podzia)l\w+|moj folder|ten folder|teraz pracuj\w*|"
        r"folder\w* robocz\w*|folder\w* odnowieni\w*",
        never=rf"{_GENERAL}|zapisac|zrobic|pem\w*|p12|przegladark\w*|pobra\w+|hasl\w*|wgrac|dolaczyc|wczytac|wrzucic|"
        r"raportnet\w*|nie|generator\w*|z tymi|stron\w*|komputer\w*|komp\w*|widac|znalezc|znajde|wgralam|pobiera\w*",
        general=True,
    ),
    _rule(
        "files",
        r"(?:jakie|ktore) (?:\w+ )?plik\w* (?:\w+ ){0,2}(?:mam|sa|jest|leza|tu|mamy)|co (?:\w+ ){0,2}(?:jest|"
        r"lezy|mam|mamy|siedzi) "
        r"(?:\w+ ){0,2}(?:w|we) (?:\w+ )?(?:folderze|katalogu|srodku)|(?:pokaz|wypisz|liste?a?|"
        r"podaj) (?:\w+ ){0,2}plik\w*|"
        r"zawartosc (?:\w+ )?(?:folderu|katalogu)",
        never=rf"{_GENERAL}|co to|co za|do czego|po kroku|po|zapisac|gdzie|dolacz\w*|wysl\w*|sluz\w*|wgrac|"
        rf"wybrac|podac|"
        r"musz\w*|usunac|kasowac|pobran\w*|wniosk\w*|do|kon?cow\w*|finaln\w*",
    ),
    _rule(
        "pems",
        r"pem\w*",
        r"mam|mamy|sa|jest|oba|obydwa|komplet|sciagn\w+|pobra\w+",
        r"czy",
        never=rf"{_GENERAL}|{_NOT_MUST}|gdzie|kiedy|ile|{_WHICH}|nie|wgrac|ten sam|tym samym|otworz\w*|p12|drugi\w*|"
        r"tylko|usun\w*|skasowa\w+|wczytac|zamiast|inn\w+|do|w|to|wrzucic|generator\w*",
    ),
)
_PROGRESS = (
    _rule(
        "waiting",
        r"na co (?:\w+ )?czeka\w*|czekamy na (?:cos|kogos)|czy (?:\w+ ){0,3}czekac|po czyjej stronie|"
        r"czyj (?:teraz )?ruch|"
        r"czy (?:to )?(?:teraz )?ja (?:mam|musze) cos",
        never=r"jak|dlaczego|mail\w*|ile|dlugo|sms\w*|odpowiedz\w*|dni\w*|godzin\w*|link\w*|decyzj\w*|krok\w*",
    ),
    _rule(
        "time",
        r"ile|jak dlugo|kiedy",
        r"jeszcze|wreszcie|w koncu",
        r"potrwa|zajmie|trwa|skonczymy|koniec",
        never=r"mail\w*|wnios\w*|odpowiedz\w*|czeka\w*|raportnet\w*|link\w*|cert\w*|urzad\w*|przerw\w*",
    ),
    _rule(
        "last",
        r"(?:kiedy|co) (?:\w+ ){0,2}ostatni\w* (?:\w+ ){0,3}(?:robi\w+|zrobi\w+|bylo)|"
        r"na czym (?:\w+ ){0,2}(?:skonczy\w*|stan\w+)|"
        r"co (?:\w+ ){0,2}(?:robi|zrobi)l\w* (?:\w+ ){0,2}(?:kolezank\w*|koleg\w*|poprzedni\w*|wczoraj|ostatnio)|"
        r"co bylo (?:\w+ )?(?:robione|zrobione)|kto (?:tu |to |ostatnio )*(?:byl|robil|pracowal|zrobil)",
        never=rf"{_GENERAL}|musi|moze|mail\w*|wnios\w*|numer\w*|cert\w*",
    ),
    _rule(
        "done",
        r"co (?:my |ja |tu |mam |mamy |jest |z tego )*(?:juz )?(?:mam |mamy |jest )?(?:z glowy|zrobion\w*|"
        r"zrobil\w+|gotow\w+|za soba|"
        r"odhaczon\w*|zalatwion\w*)|(?:ktore|jakie) (?:kroki|etapy|punkty) (?:\w+ ){0,2}(?:za|z glowy|"
        r"zrobi(?:on|l)\w*|gotow\w+)",
        never=rf"{_GENERAL}|zle|najpierw",
    ),
    _rule(
        "left",
        r"co (?:\w+ ){0,2}(?:zostal\w*|brakuje|do zrobienia)|ile (?:krokow|etapow|punktow) (?:\w+ )?(?:zosta\w+|przed)|"
        r"(?:ktore|jakie) (?:kroki|etapy) (?:\w+ ){0,2}(?:zosta\w+|przed)|"
        r"co (?:mam |mamy )?jeszcze (?:mam|mamy|musze|musimy|do zrobienia|zrobic)(?: zrobic)?(?: do konca)?",
        never=rf"{_GENERAL}|folder\w*|plik\w*|po tym|wpisac|podac|cert\w*|kosz\w*",
    ),
    _rule(
        "finished",
        r"(?:juz|na pewno) (?:naprawde |jest )?(?:wszystko|koniec|po wszystkim|calosc)|"
        r"czy to (?:juz )?(?:wszystko|koniec)|"
        r"(?:czy )?(?:skonczyl\w+|juz po wszystkim)|wszystko (?:juz )?(?:zrobione|gotowe)|"
        r"czy cos jeszcze (?:zosta\w+|mam|musze)",
        r"czy|juz|pewno|jeszcze",
        never=r"jak|na dzis|na dzisiaj|dobra|dzieki|dziekuj\w*|z tym|nie|cert\w*|wnios\w*|link\w*|podpis\w*|zamkn\w+|"
        r"wczoraj|dat\w|import\w*|skladani\w*|p12|numer\w*|wgra\w*|zsmopl\w*|mail\w*|zapamieta\w*",
    ),
    _rule(
        "step",
        r"(?:ktory|jaki|ktorym|jakim) (?:\w+ ){0,4}(?:krok\w*|etap\w*|punk\w*|miejsc\w*)|"
        r"gdzie (?:ja |my )?(?:wlasciwie |teraz )?(?:stoj\w+|stan\w+|stoimy)|ile procent|jak daleko",
        rf"jestem|jestesmy|stoj\w+|stoimy|mamy|mam|teraz|dzis|{_PAST}|stanel\w+|procent|zrobion\w*|daleko|na czym",
        never=r"robi sie|sie robi|trzeba|wpisac|podac|kliknac|zaznaczyc|zapisac|hasl\w*|plik\w*|folder\w*|"
        r"blad\w*|wysyla\w*|"
        r"moge|zapisa\w+|sertum|ustawic|znajde|nie",
    ),
    _rule("step csr", r"csr\w*", _DONE, r"czy", never=_NOT_DONE),
    _rule("step p12", r"p12|pkcs\w*", _DONE, r"czy", never=_NOT_DONE),
    _rule("step zsmopl", r"zsmopl\w*", _DONE, r"czy", never=_NOT_DONE),
    _rule("step raportnet", r"raport ?net\w*", _DONE, r"czy", never=_NOT_DONE),
)
RULES = (*_SELF, *_ELSEWHERE, *_FILES, *_PROGRESS)
