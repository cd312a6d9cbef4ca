"""What is said of a file that was double-clicked."""

HIDDEN_DATE = "Do kiedy certyfikat jest ważny, widać dopiero po podaniu hasła do pliku. Sam Enter: bez hasła."
LABEL = "[hasło do pliku] >"
INSTALL = (
    "Aby zainstalować oba certyfikaty z tego folderu na tym komputerze, proszę wpisać „tak” albo „windows”; najpierw "
    "pokażę plan. „koniec” zamyka okno."
)
GO_ON = "Co dalej z odnowieniem, powie „co dalej”; można też o coś zapytać. „koniec” zamyka okno."
