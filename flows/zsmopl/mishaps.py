"""What may go wrong in step 5 while the certificate is exchanged in ZSMOPL, and what to say to it."""

from __future__ import annotations

from flows.engine.about import Mishap

MISHAPS = (
    Mishap(
        r"\bnie (?:widze|ma|moge znalezc|znajduje)\b.*\bmoje konto\b|\bmojego konta\b",
        "„Moje konto” jest po lewej stronie, dopiero po wybraniu apteki.",
    ),
    Mishap(
        r"\bnie (?:zapisal\w+|wyslal\w+)\b",
        "Proszę wrócić na stronę i nacisnąć „Zapisz i wyślij”; dopiero to kończy wymianę. Potem data na dole "
        "„Moje konto” powinna być nowa.",
    ),
    Mishap(
        r"\bdata\b.*\b(?:nie zmienil\w*|stara|taka sama|bez zmian)\b",
        "Wtedy nowy certyfikat nie jest jeszcze wczytany. Proszę sprawdzić, czy wskazano plik z karty i czy na "
        "końcu naciśnięto „Zapisz i wyślij”.",
    ),
    Mishap(
        r"\b(?:nie te|zla|inna|niewlasciwa) aptek\w+|\baptek\w+ (?:nie ta|zla|inna)\b",
        "Proszę niczego nie zapisywać, wrócić do wyboru apteki i wybrać właściwą; potem sprawdzić, czy w tamtej "
        "data certyfikatu się nie zmieniła.",
    ),
)
