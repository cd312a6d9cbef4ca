"""The words by which a question about this renewal is known: stems over folded text, tried in this order."""

from __future__ import annotations

from functools import cache

from assistant.talk.rules_of_files import FILES
from assistant.talk.state_rule import (
    CERTIFICATE,
    COMPUTERS,
    DONE,
    ENDS,
    FORM,
    GENERAL,
    GIVEN,
    MINE,
    NOT_DONE,
    NOT_MUST,
    PAST,
    WHEN,
    WHICH,
    Rule,
    rule,
)

_SELF = (
    rule(
        "today",
        r"jaki|jaka|ktor\w+|co",
        r"dzis|dzisiaj|dzisiejsz\w+",
        r"dat\w+|dzien|dnia|ktorego",
        never=r"ustawic|grafik\w*|krok\w*|wpisac|w nim",
    ),
    rule("today", r"jaki (?:my )?(?:dzis )?mamy|ktory (?:jest|mamy)", r"dzien|dnia", never="krok"),
    rule(
        "password saved",
        r"hasl\w*",
        r"zapis\w+|zapamiet\w+|przechow\w+|trzyma\w*",
        r"moj\w*|tym komp\w*|tutaj|tu",
        never=r"raportnet\w*|sertum|czat|gdzie",
        general=True,
    ),
    rule(
        "password",
        r"(?:jakie|ktore|jakiego|ktorego)(?: \w+){0,2} hasl\w*|(?:jakie|ktore) haslo|"
        r"hasl\w* (?:\w+ ){0,2}(?:jakie|ktore)",
        rf"{PAST}|bylo|poszlo|chodzi\w*",
        never=r"raportnet\w*|sertum|profil\w*|poczt\w*|windows\w*|zapomni\w*|pamiet\w*|odzysk\w*|pojecia|"
        r"urzad\w*|csioz|zresetow\w*|adres\w*",
    ),
    rule(
        "oid", r"oid\w*|wezel\w*", r"mam gdzies|zapisa(?:l|n)\w+|jaki", never=r"co to|wpisac|podac|mailu|wiadomosc\w*"
    ),
    rule(
        "email",
        r"(?:e ?)?mail\w*|adres\w*|skrzynk\w*|poczt\w*",
        WHICH,
        GIVEN,
        never=r"podac|wpisac|mozna|moze|da sie|zapasow\w*|czyj\w*|nie|oid|zapisac",
    ),
    rule("personal", FORM, WHICH, GIVEN, never=r"podac|wpisac|czyj\w*|nie"),
    rule("pharmacy", r"identyfikator\w*|id apteki", WHICH, GIVEN, never=r"podac|wpisac|czyj\w*|nie"),
    rule(
        "pharmacy",
        r"(?:ktor\w+|jak\w+|czyj\w+) (?:\w+ )?aptek\w*",
        r"teraz|ustawion\w*|wybran\w*|to|robimy|odnawia\w+",
        never=r"musi|moze|sklada|dwie|druga",
    ),
    rule(
        "number",
        r"(?:numer\w*|nr) (?:\w+ )?(?:wniosk\w*|spraw\w*|zgloszeni\w*|podani\w*)",
        r"jaki|ktory|pokaz\w*|podaj|znasz|przypomn\w*",
        never=rf"{GENERAL}|gdzie|skad|co to|podac|wpisac|bez|nie|mail\w*|wiadomosc\w*",
    ),
    rule(
        "sent",
        r"wniosek|wniosku",
        r"(?:kiedy|czy|ktorego dnia|o ktorej)(?: \w+){0,3} (?:wysla\w+|zlozy\w+|zlozon\w+|posz\w+|puscil\w+)",
        never=rf"{GENERAL}|moge|wyslac|zlozyc|nie|mail\w*|odpowiedz|ponownie|drugi raz|termin|dopiero|"
        rf"decyzj\w*|podpis\w*",
        general=True,
    ),
)
_ELSEWHERE = (
    rule(
        "computers",
        rf"\Akomputery\Z|(?:pokaz|wypisz|podaj|daj|lista|liste|spis) (?:\w+ )?(?:{COMPUTERS})",
        never=rf"{GENERAL}|{NOT_MUST}|zestaw\w*|plik\w*",
        general=True,
    ),
    rule(
        "computers",
        COMPUTERS,
        r"ile|ilu|ktor\w+|jakie|jakich|gdzie",
        r"juz|zosta\w+|brak\w+|gotow\w+|zrobion\w+|zainstalowan\w+|wgran\w*|jeszcze|bez",
        never=rf"{GENERAL}|{NOT_MUST}|licenc\w*|naraz|dysk\w*|plik\w*|jks",
    ),
    rule(
        "computers",
        r"na (?:ktorym|ktorych|jakim|jakich|ilu)",
        r"(?:jeszcze|juz) (?:\w+ )?(?:nie ma|nie zrobi\w+|nie wgra\w+|jest|sa|mam|wgra\w+|zrobi\w+|zainstal\w+|"
        r"zosta\w+)|"
        r"nie ma jeszcze|brak\w+",
        never=rf"{GENERAL}|{NOT_MUST}|krok\w*|etap\w*|stron\w*|liscie|plik\w*|czym|jestem|jestesmy",
    ),
    rule(
        "computers",
        r"gdzie (?:\w+ )?(?:jeszcze|zostalo)",
        r"wgra\w+|zainstal\w+|nie ma|brak\w+",
        never=r"plik\w*|hasl\w*|raportnet\w*|zsmopl\w*|dat[aey]|link\w*",
    ),
    rule(
        "here",
        rf"(?:na )?tym (?:\w+ )?(?:{COMPUTERS})|na tym|(?:ten|tutaj|tu na) (?:{COMPUTERS})",
        r"zainstal\w+|wgra\w+|tls|wss|jest|sa|cert\w*",
        r"czy|konkretnie|ktor\w+",
        never=rf"{GENERAL}|{NOT_MUST}|hasl\w*|ile|ilu|robic|zrobic|program\w*|raportnet\w*|nie|restart\w*|folder\w*",
        general=True,
    ),
    rule(
        "link",
        r"link\w*|odnosnik\w*|pem\w*|sciag\w+|pobra\w+|pobierani\w+",
        r"ile (?:\w+ ){0,2}(?:dni|czasu)|do kiedy|kiedy|zdaze|termin\w*|ile (?:jeszcze|zosta\w+)|dziala\w*",
        MINE,
        never=rf"{GENERAL}|rok\w*|lat|raz\w*|moglam|ktor\w+|nie|od czego|urlop\w*|wroc\w*|wraca\w*|przegapi\w*|"
        r"kierowni\w*|znaczeni\w*",
        general=True,
    ),
    rule(
        "profile",
        r"profil\w*",
        r"do kiedy|kiedy|ile",
        rf"{MINE}|konczy|wazn\w+",
        never=rf"{GENERAL}|przedluz\w*|zaloz\w*|nie|wygasl|lat|lata|skad",
        general=True,
    ),
    rule(
        "old end",
        CERTIFICATE,
        WHEN,
        ENDS,
        r"obecn\w*|star\w*|aktualn\w*|dotychczas\w*|teraz\w*",
        never=rf"{GENERAL}|nie",
        general=True,
    ),
    rule(
        "new end",
        CERTIFICATE,
        WHEN,
        r"(?:ten|te|moj\w*|mam|mamy|nasz\w*|tego|tych) now\w+|now\w+ (?:cert\w+ )?mam\w*|ten nowy|te nowe",
        never=rf"{GENERAL}|nie|trwa|czek\w+|przyjd\w+|dostan\w+|przysz\w+|bedzie gotow\w*",
        general=True,
    ),
    rule(
        "end",
        r"cert\w*",
        WHEN,
        ENDS,
        r"moj\w*|moich|mam|mamy|nasz\w*|jeszcze|zosta\w+|tego|ten|te|nam|mi",
        never=rf"{GENERAL}|nie|poprzedni\w*|zawsze|zwykle|wystawi\w+|pobra\w+|link\w*|mail\w*|nazawsze|skad",
        general=True,
    ),
    rule(
        "mail",
        r"(?:e ?)?mail\w*|wiadomosc\w*|odpowiedz",
        r"przysz\w+|dotar\w+|dosta\w+|mamy|jest",
        r"czy",
        r"juz|czy nie|czy (?:\w+ ){0,2}(?:mail|wiadomosc|odpowiedz)",
        never=rf"{GENERAL}|(?<!czy )nie|numer\w*|drugi\w*|dwa|ktor\w+|falsz\w*|prawdziw\w*|spam\w*|moze|"
        rf"usun\w+|w|tylko|"
        r"link\w*|tresc\w*|ile|kiedy|inny|jeden|skasowa\w+|potwierdz\w*|liczon\w*|po|hasl\w*|to|teraz|zdaz\w*|"
        r"zdaze|dzialac?",
        general=True,
    ),
)
_PROGRESS = (
    rule(
        "waiting",
        r"na co (?:\w+ )?czeka\w*|czekamy na (?:cos|kogos)|czy (?:\w+ ){0,3}czekac|po czyjej stronie|"
        r"czyj (?:teraz )?ruch|"
        r"czy (?:to )?(?:teraz )?ja (?:mam|musze) cos",
        never=r"jak|dlaczego|mail\w*|ile|dlugo|sms\w*|odpowiedz\w*|dni\w*|godzin\w*|link\w*|decyzj\w*|krok\w*",
    ),
    rule(
        "time",
        r"ile|jak dlugo|kiedy",
        r"jeszcze|wreszcie|w koncu",
        r"potrwa|zajmie|trwa|skonczymy|koniec",
        never=r"mail\w*|wnios\w*|odpowiedz\w*|czeka\w*|raportnet\w*|link\w*|cert\w*|urzad\w*|przerw\w*",
    ),
    rule(
        "last",
        r"(?:kiedy|co) (?:\w+ ){0,2}ostatni\w* (?:\w+ ){0,3}(?:robi\w+|zrobi\w+|bylo)|"
        r"na czym (?:\w+ ){0,2}(?:skonczy\w*|stan\w+)|"
        r"co (?:\w+ ){0,2}(?:robi|zrobi)l\w* (?:\w+ ){0,2}(?:kolezank\w*|koleg\w*|poprzedni\w*|wczoraj|ostatnio)|"
        r"co bylo (?:\w+ )?(?:robione|zrobione)|kto (?:tu |to |ostatnio )*(?:byl|robil|pracowal|zrobil)",
        never=rf"{GENERAL}|musi|moze|mail\w*|wnios\w*|numer\w*|cert\w*",
    ),
    rule(
        "done",
        r"co (?:my |ja |tu |mam |mamy |jest |z tego )*(?:juz )?(?:mam |mamy |jest )?(?:z glowy|zrobion\w*|"
        r"zrobil\w+|gotow\w+|za soba|"
        r"odhaczon\w*|zalatwion\w*)|(?:ktore|jakie) (?:kroki|etapy|punkty) (?:\w+ ){0,2}(?:za|z glowy|"
        r"zrobi(?:on|l)\w*|gotow\w+)",
        never=rf"{GENERAL}|zle|najpierw",
    ),
    rule(
        "left",
        r"co (?:\w+ ){0,2}(?:zostal\w*|brakuje|do zrobienia)|ile (?:krokow|etapow|punktow) (?:\w+ )?(?:zosta\w+|przed)|"
        r"(?:ktore|jakie) (?:kroki|etapy) (?:\w+ ){0,2}(?:zosta\w+|przed)|"
        r"co (?:mam |mamy )?jeszcze (?:mam|mamy|musze|musimy|do zrobienia|zrobic)(?: zrobic)?(?: do konca)?",
        never=rf"{GENERAL}|folder\w*|plik\w*|po tym|wpisac|podac|cert\w*|kosz\w*",
    ),
    rule(
        "finished",
        r"(?:juz|na pewno) (?:naprawde |jest )?(?:wszystko|koniec|po wszystkim|calosc)|"
        r"czy to (?:juz )?(?:wszystko|koniec)|"
        r"(?:czy )?(?:skonczyl\w+|juz po wszystkim)|wszystko (?:juz )?(?:zrobione|gotowe)|"
        r"czy cos jeszcze (?:zosta\w+|mam|musze)",
        r"czy|juz|pewno|jeszcze",
        never=r"jak|na dzis|na dzisiaj|dobra|dzieki|dziekuj\w*|z tym|nie|cert\w*|wnios\w*|link\w*|podpis\w*|zamkn\w+|"
        r"wczoraj|dat\w|import\w*|skladani\w*|p12|numer\w*|wgra\w*|zsmopl\w*|mail\w*|zapamieta\w*",
    ),
    rule(
        "step",
        r"(?:ktory|jaki|ktorym|jakim) (?:\w+ ){0,4}(?:krok\w*|etap\w*|punk\w*|miejsc\w*)|"
        r"gdzie (?:ja |my )?(?:wlasciwie |teraz )?(?:stoj\w+|stan\w+|stoimy)|ile procent|jak daleko",
        rf"jestem|jestesmy|stoj\w+|stoimy|mamy|mam|teraz|dzis|{PAST}|stanel\w+|procent|zrobion\w*|daleko|na czym",
        never=r"robi sie|sie robi|trzeba|wpisac|podac|kliknac|zaznaczyc|zapisac|hasl\w*|plik\w*|folder\w*|"
        r"blad\w*|wysyla\w*|"
        r"moge|zapisa\w+|sertum|ustawic|znajde|nie",
    ),
)
RULES = (*_SELF, *_ELSEWHERE, *FILES, *_PROGRESS)


@cache
def of_step(words: str) -> Rule:
    """Whether the step that these words (a pattern) name is done."""
    return rule("one step", words, DONE, r"czy", never=NOT_DONE)
