"""What is said about passwords: at the hidden prompt, and where one was typed in the wrong place."""

from __future__ import annotations

HIDDEN_HINT = "Każdy wiersz jest tu hasłem. Ctrl-C: wyjście z pytania, F1: wyjaśnienie."
HIDDEN_EXIT = "Tutaj każdy wpisany wiersz jest hasłem, także „pomoc” czy „anuluj”. Aby wyjść, proszę nacisnąć Ctrl-C."
NOT_A_QUESTION = (
    "To wygląda na hasło, więc go nie powtarzam, nie szukam odpowiedzi i nigdzie go nie zapisuję. "
    "Widać je jednak w tym oknie.\n"
    "Jeśli ktoś mógł je zobaczyć, proszę go już nie używać: zanim powstaną pliki, wystarczy „zmień hasło”, "
    "a potem trzeba „nowy komplet” z nowym hasłem."
)
PESEL_IS_NO_QUESTION = (
    "To wygląda na PESEL, więc go nie powtarzam i nigdzie nie zapisuję. Widać go jednak w tym oknie. "
    "PESEL jest potrzebny tylko w kroku 2 („sow”), gdy o niego zapytam."
)
PRIVATE = {"password": NOT_A_QUESTION, "pesel": PESEL_IS_NO_QUESTION}
HIDDEN_LATER = "O hasło zapytam za chwilę, w ukrytym polu. Najpierw inne pytanie:"
PASSWORDS_DIFFER = "Hasła się różnią. Proszę wpisać nowe hasło jeszcze raz od początku."
OWN_INSTEAD = "To nie jest propozycja, więc rozumiem, że ma to być własne hasło."
PROPOSAL_MISTYPED = "To nie są te same słowa. Proszę przepisać propozycję jeszcze raz albo nacisnąć Enter po nową."
REALLY_HIDDEN = (
    "To ma być hasło? Wygląda na zdanie do mnie. Proszę wpisać „tak”, jeśli to hasło, albo „nie”, jeśli nie: wtedy "
    "odpowiem. Wpisany tekst nie jest nigdzie zapisany."
)
OTHER_WAYS = (
    "To hasło nie pasowało już kilka razy. Może to być hasło poprzedniego kompletu plików? Jest na kartce z kroku 1? "
    "Czy Caps Lock jest wyłączony, a klawiatura ustawiona na polską (w Windows: klawisz Windows i spacja)?\n"
    "Odzyskać hasła się nie da. Ostateczność: Ctrl-C, potem „nowy komplet”. Obecne pliki zostają, ale do nowych kluczy "
    "potrzebny jest nowy wniosek i nowe certyfikaty."
)


def refused_again(what: str) -> str:
    """A wrong password once more: the likely causes stand above already."""
    return f"{what} Proszę spróbować jeszcze raz."


def proposed(password: str) -> str:
    """A generated password, to be written down and typed again."""
    return (
        f"Propozycja hasła (słowa oddzielone spacjami):\n    {password}\n"
        "Proszę je zapisać na kartce, a potem wpisać poniżej."
    )
