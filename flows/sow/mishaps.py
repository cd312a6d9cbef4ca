"""What may go wrong in step 2 while the application is signed and sent, and what to say to it."""

from __future__ import annotations

from flows.engine.about import Mishap

MISHAPS = (
    Mishap(
        r"\b(?:sms|esemes|smsa|esemesa|kod\w*)\b.*\bnie (?:przyszed|przysz|doch|przych|doszed|dziala|ma)|"
        r"\bnie (?:przyszed\w*|przysz\w+|dochodzi|przychodzi|doszed\w*|ma|mam)(?: \w+)? (?:sms|esemes|kod)",
        "Bez kodu SMS wniosek nie jest podpisany, więc jeszcze nie wyszedł. Proszę chwilę poczekać i poprosić na "
        "stronie profilu zaufanego o nowy kod; przychodzi na telefon osoby, która podpisuje.",
    ),
    Mishap(
        r"\b(?:kreci sie|mieli|wisi|laduje sie|zawiesil\w* sie|zaciel\w* sie|dlugo mysli)\b",
        "Proszę spokojnie poczekać, nie odświeżać strony i nie naciskać przycisku drugi raz. Dopóki nie ma "
        "komunikatu o przyjęciu, wniosek nie jest wysłany.",
    ),
    Mishap(
        r"\b(?:wyrzucil\w*|wylogowal\w*|wywalil\w*)\b",
        "Wniosek nie jest jeszcze wysłany. Proszę wrócić do formularza w SOW i podpisać jeszcze raz; sam podpis "
        "też jeszcze niczego nie wysyła, na końcu jest „Wyślij wniosek”.",
    ),
    Mishap(
        r"\bnie (?:ma|widze|moge znalezc|znajduje)\b.*\bprzycisk\w*|\bprzycisku\b.*\bnie (?:ma|widze)\b",
        "Przycisk „Wyślij wniosek” pokazuje się po podpisaniu, po powrocie do formularza; proszę zjechać na sam "
        "dół strony. Bez niego wniosek jeszcze nie wyszedł.",
    ),
    Mishap(
        r"\bnie (?:da sie|moge|mozna|daje sie|udaje sie|chce sie)(?: (?:tego|go|wniosku))? wyslac\b|\bnie wysyla\b",
        "Proszę sprawdzić po kolei: zgody na samym dole zaznaczone, wniosek podpisany, a potem „Wyślij wniosek”. Jeśli "
        "widać błąd przy danych, trzeba poprawić PWZ albo PESEL.",
    ),
    Mishap(
        r"\b(?:klik\w+|nacisn\w+)\b.*\b(?:dwa razy|2 razy|drugi raz|podwojnie)\b",
        "Co SOW robi z drugim naciśnięciem, tego nie wiem. Rozstrzyga mail z potwierdzeniem i numerem wniosku: "
        "jeśli przyjdą dwa, proszę zapytać Centrum e-Zdrowia, który się liczy.",
    ),
    Mishap(
        r"^(?:\w+ ){0,3}(?:podpisal\w+|podpisany|podpisane|podpis zlozony)(?: \w+){0,2}$",
        "Sam podpis jeszcze niczego nie wysyła: proszę wrócić do formularza i nacisnąć „Wyślij wniosek”.",
    ),
)
