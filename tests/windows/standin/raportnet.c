/* A stand-in for RaportNet, for tests only: the window that the instruction describes, with a behaviour that a test sets.
   raportnet.ini beside the program (UTF-16) holds
     [csioz]      nazwa, wazny: what the configuration shows; written when it is saved with OK
     [etykiety]   other labels: tytul start stop konfiguracja zakladka nazwa wazny lokalizacja haslo instaluj
     [zachowanie] odmawia=1      refuses every password
                  bez_skutku=1   says that it installed, and did not
                  logowanie=1    asks for login and password before the configuration
                  okienko=POINT  a message box in the way there
                  zawiesza=POINT answers no message from there on, for zawieszenie milliseconds (0: for ever)
                  wolno=MS       takes that long at every point, answering nothing
                  zapisano=1     a second message, after OK of the configuration
                  klasy=1        window classes named as by Windows Forms
                  dziala=0       stands still when it comes up
                  dymek=1        a tooltip shows all the time
   raportnet.log gets a line for each point, press and effect; never a password, only whether it was the right one. */
#include <windows.h>
#include <commctrl.h>
#include <stdio.h>
#include <string.h>
#include <wincrypt.h>

enum { START = 10, STOP, CONFIGURE, STATE, TABS, NAME, UNTIL, PLACE, SECRET, BROWSE, INSTALL, LOGIN };
enum { CSIOZ = 2, PAGES = 4 };
static HWND main_window, dialog, login, pages[40];
static int page_of[40], page_count, running;
static wchar_t ini[MAX_PATH], log_path[MAX_PATH], where[MAX_PATH];
static HFONT font;

static const wchar_t *option(const wchar_t *section, const wchar_t *key, const wchar_t *usual)
{
    static wchar_t text[16][300];
    static int next;
    wchar_t *each = text[next++ % 16];
    GetPrivateProfileStringW(section, key, usual, each, 300, ini);
    return each;
}

static int number(const wchar_t *key, int usual) { return GetPrivateProfileIntW(L"zachowanie", key, usual, ini); }

static void note(const wchar_t *what, const wchar_t *more)
{
    wchar_t line[900];
    char bytes[2700];
    DWORD written;
    swprintf(line, 900, L"%llu %ls%ls%ls\n", (unsigned long long)GetTickCount64(), what, *more ? L" " : L"", more);
    int size = WideCharToMultiByte(CP_UTF8, 0, line, -1, bytes, sizeof bytes, NULL, NULL) - 1;
    HANDLE file = CreateFileW(log_path, FILE_APPEND_DATA, FILE_SHARE_READ, NULL, OPEN_ALWAYS, 0, NULL);
    WriteFile(file, bytes, size, &written, NULL);
    CloseHandle(file);
}

/* A named place in what the program does, where it may be slow, hang or show something unexpected. */
static void point(HWND owner, const wchar_t *name)
{
    note(name, L"");
    if (!wcscmp(option(L"zachowanie", L"zawiesza", L""), name)) {
        int time = number(L"zawieszenie", 0);
        Sleep(time ? (DWORD)time : INFINITE);
    }
    Sleep(number(L"wolno", 0));
    if (!wcscmp(option(L"zachowanie", L"okienko", L""), name)) {
        note(L"okienko", name);
        MessageBoxW(owner, L"Dostępna jest nowa wersja programu.", L"Aktualizacja", MB_OK | MB_ICONINFORMATION);
    }
}

static HWND add(HWND parent, const wchar_t *class, const wchar_t *text, DWORD style, int x, int y, int w, int h, int id)
{
    wchar_t name[80];
    swprintf(name, 80, number(L"klasy", 0) ? L"WindowsForms10.%ls.app.0.141b42a" : L"%ls", class);
    HWND made = CreateWindowExW(*class == 'E' ? WS_EX_CLIENTEDGE : 0, name, text, WS_CHILD | WS_VISIBLE | style, x, y, w,
                                h, parent, (HMENU)(INT_PTR)id, NULL, NULL);
    SendMessageW(made, WM_SETFONT, (WPARAM)font, TRUE);
    return made;
}

static void on_page(int page, HWND made)
{
    page_of[page_count] = page;
    pages[page_count++] = made;
}

static void turn(int page)
{
    for (int i = 0; i < page_count; i++)
        ShowWindow(pages[i], page_of[i] == page ? SW_SHOW : SW_HIDE);
}

static void field(HWND parent, int page, const wchar_t *label, int y, int width, DWORD style, int id, const wchar_t *text)
{
    on_page(page, add(parent, L"STATIC", label, 0, 24, y + 3, 110, 18, -1));
    on_page(page, add(parent, L"EDIT", text, WS_TABSTOP | ES_AUTOHSCROLL | style, 140, y, width, 22, id));
}

static void show_state(void)
{
    SetDlgItemTextW(main_window, STATE, running ? L"Program pracuje." : L"Program jest zatrzymany.");
    EnableWindow(GetDlgItem(main_window, START), !running);
    EnableWindow(GetDlgItem(main_window, STOP), running);
    EnableWindow(GetDlgItem(main_window, CONFIGURE), !running);
    note(running ? L"works" : L"stands", L"");
}

static HWND window(const wchar_t *class, HWND owner, const wchar_t *title, int x, int y, int w, int h)
{
    HWND made = CreateWindowExW(0, class, title, WS_OVERLAPPED | WS_CAPTION | WS_SYSMENU | WS_VISIBLE, x, y, w, h, owner,
                                NULL, NULL, NULL);
    if (owner)
        EnableWindow(owner, FALSE);
    return made;
}

static void leave(HWND *which)
{
    EnableWindow(main_window, TRUE);
    DestroyWindow(*which);
    *which = NULL;
}

static void show_tip(HWND owner)
{
    HWND tip = CreateWindowExW(WS_EX_TOPMOST, TOOLTIPS_CLASSW, NULL, WS_POPUP | TTS_ALWAYSTIP, 0, 0, 0, 0, owner, NULL,
                               NULL, NULL);
    TTTOOLINFOW info = {TTTOOLINFOW_V1_SIZE, TTF_TRACK | TTF_ABSOLUTE, owner, 1, {0, 0, 0, 0}, NULL, L"Podpowiedź", 0, NULL};
    SendMessageW(tip, TTM_ADDTOOLW, 0, (LPARAM)&info);
    SendMessageW(tip, TTM_TRACKPOSITION, 0, MAKELONG(500, 400));
    SendMessageW(tip, TTM_TRACKACTIVATE, TRUE, (LPARAM)&info);
    note(L"tooltip", IsWindowVisible(tip) ? L"shown" : L"hidden");
}

static void open_configuration(void)
{
    static const wchar_t *titles[PAGES] = {L"Ogólne", L"Poczta", NULL, L"Zaawansowane"};
    dialog = window(L"RaportNetKonfiguracja", main_window, L"Konfiguracja", 120, 90, 480, 380);
    HWND tabs = add(dialog, WC_TABCONTROLW, L"", WS_CLIPSIBLINGS, 8, 8, 450, 280, TABS);
    for (int i = 0; i < PAGES; i++) {
        TCITEMW item = {TCIF_TEXT, 0, 0, (wchar_t *)(i == CSIOZ ? option(L"etykiety", L"zakladka", L"CSIOZ") : titles[i]), 0, 0, 0};
        SendMessageW(tabs, TCM_INSERTITEMW, i, (LPARAM)&item);
    }
    page_count = 0;
    field(dialog, 0, L"Nazwa:", 50, 280, 0, -1, L"Apteka pod Lwem");
    field(dialog, 0, L"Ważny do:", 80, 280, 0, -1, L"01.01.2099"); /* the licence: not what is meant */
    field(dialog, 1, L"Serwer", 50, 280, 0, -1, L"poczta.example");
    field(dialog, 1, L"Hasło", 80, 280, ES_PASSWORD, -1, L"inne");
    field(dialog, CSIOZ, option(L"etykiety", L"nazwa", L"Nazwa:"), 50, 280, ES_READONLY, NAME, option(L"csioz", L"nazwa", L""));
    field(dialog, CSIOZ, option(L"etykiety", L"wazny", L"Ważny do:"), 80, 280, ES_READONLY, UNTIL, option(L"csioz", L"wazny", L""));
    field(dialog, CSIOZ, option(L"etykiety", L"lokalizacja", L"Lokalizacja"), 130, 240, 0, PLACE, L"");
    on_page(CSIOZ, add(dialog, L"BUTTON", L"...", 0, 390, 130, 30, 22, BROWSE));
    field(dialog, CSIOZ, option(L"etykiety", L"haslo", L"Hasło"), 160, 280, ES_PASSWORD, SECRET, L"");
    on_page(CSIOZ, add(dialog, L"BUTTON", option(L"etykiety", L"instaluj", L"&Instaluj certyfikat"), 0, 140, 200, 160, 26, INSTALL));
    on_page(3, add(dialog, L"BUTTON", L"Zapisuj dziennik", BS_AUTOCHECKBOX, 24, 50, 200, 22, -1));
    add(dialog, L"BUTTON", L"OK", 0, 270, 300, 80, 26, IDOK);
    add(dialog, L"BUTTON", L"Anuluj", 0, 360, 300, 80, 26, IDCANCEL);
    turn(0);
    note(L"configuration", L"");
}

static void configure(void)
{
    point(main_window, L"konfiguracja");
    if (!number(L"logowanie", 0)) {
        open_configuration();
        return;
    }
    login = window(L"RaportNetLogowanie", main_window, L"Logowanie", 160, 140, 330, 190);
    add(login, L"STATIC", L"Login", 0, 20, 23, 80, 18, -1);
    add(login, L"EDIT", L"RN_0001", 0, 110, 20, 180, 22, LOGIN);
    add(login, L"STATIC", L"Hasło", 0, 20, 53, 80, 18, -1);
    add(login, L"EDIT", L"", ES_PASSWORD, 110, 50, 180, 22, SECRET);
    add(login, L"BUTTON", L"OK", 0, 110, 90, 80, 26, IDOK);
    add(login, L"BUTTON", L"Anuluj", 0, 210, 90, 80, 26, IDCANCEL);
    note(L"login", L"");
}

static BOOL has_issued(HCERTSTORE store, PCCERT_CONTEXT which)
{
    PCCERT_CONTEXT each = NULL;
    BOOL found = FALSE;
    while (!found && (each = CertEnumCertificatesInStore(store, each)))
        found = CertCompareCertificateName(X509_ASN_ENCODING, &each->pCertInfo->Issuer, &which->pCertInfo->Subject);
    if (found)
        CertFreeCertificateContext(each);
    return found;
}

/* The leaf of the PKCS#12 into name and date; FALSE when it does not open. */
static BOOL read_p12(const wchar_t *path, const wchar_t *word, wchar_t *name, wchar_t *until)
{
    static BYTE data[1 << 20];
    DWORD size = 0;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
    ReadFile(file, data, sizeof data, &size, NULL);
    CloseHandle(file);
    CRYPT_DATA_BLOB blob = {size, data};
    HCERTSTORE store = size ? PFXImportCertStore(&blob, word, CRYPT_USER_KEYSET) : NULL;
    PCCERT_CONTEXT each = NULL;
    while (store && (each = CertEnumCertificatesInStore(store, each)))
        if (!has_issued(store, each)) {
            FILETIME local;
            SYSTEMTIME end;
            FileTimeToLocalFileTime(&each->pCertInfo->NotAfter, &local);
            FileTimeToSystemTime(&local, &end);
            CertGetNameStringW(each, CERT_NAME_SIMPLE_DISPLAY_TYPE, 0, NULL, name, 200);
            swprintf(until, 40, L"%02d.%02d.%04d", end.wDay, end.wMonth, end.wYear);
        }
    if (store)
        CertCloseStore(store, 0);
    return *name != 0;
}

static void install(void)
{
    wchar_t path[MAX_PATH], word[200], name[200] = L"", until[40] = L"";
    GetDlgItemTextW(dialog, PLACE, path, MAX_PATH);
    GetDlgItemTextW(dialog, SECRET, word, 200);
    point(dialog, L"instalacja");
    BOOL opens = read_p12(path, word, name, until);
    SecureZeroMemory(word, sizeof word);
    note(L"file", path);
    note(L"password", opens ? L"right" : L"wrong");
    if (!opens || number(L"odmawia", 0)) {
        MessageBoxW(dialog, L"Nieprawidłowe hasło albo uszkodzony plik.", L"RaportNet", MB_OK | MB_ICONERROR);
        note(L"refused", L"");
        return;
    }
    if (!number(L"bez_skutku", 0)) {
        SetDlgItemTextW(dialog, NAME, name);
        SetDlgItemTextW(dialog, UNTIL, until);
    }
    note(L"message", L"");
    MessageBoxW(dialog, L"Certyfikat został zainstalowany.", L"RaportNet", MB_OK | MB_ICONINFORMATION);
    note(L"confirmed", L"");
}

static void save(void)
{
    wchar_t name[200], until[40];
    point(dialog, L"ok");
    GetDlgItemTextW(dialog, NAME, name, 200);
    GetDlgItemTextW(dialog, UNTIL, until, 40);
    WritePrivateProfileStringW(L"csioz", L"nazwa", name, ini);
    WritePrivateProfileStringW(L"csioz", L"wazny", until, ini);
    note(L"saved", until);
    if (number(L"zapisano", 0))
        MessageBoxW(dialog, L"Zapisano ustawienia.", L"RaportNet", MB_OK | MB_ICONINFORMATION);
    leave(&dialog);
}

static void pressed(HWND in, int id)
{
    if (in == login && (id == IDOK || id == IDCANCEL)) {
        note(L"press", id == IDOK ? L"login" : L"no login");
        leave(&login);
        if (id == IDOK)
            open_configuration();
    } else if (in == dialog && id == IDCANCEL) {
        note(L"press", L"cancel");
        leave(&dialog);
    } else if (in == dialog && id == IDOK) {
        save();
    } else if (in == dialog && id == INSTALL) {
        install();
    } else if (in == main_window && id == CONFIGURE) {
        configure();
    } else if (in == main_window && (id == START || id == STOP)) {
        point(main_window, id == START ? L"start" : L"stop");
        running = id == START;
        show_state();
    }
}

static LRESULT CALLBACK on_message(HWND in, UINT message, WPARAM w, LPARAM l)
{
    if (message == WM_COMMAND && HIWORD(w) == BN_CLICKED && l) {
        pressed(in, LOWORD(w));
        return 0;
    }
    if (message == WM_NOTIFY && ((NMHDR *)l)->code == TCN_SELCHANGE) {
        int page = (int)SendMessageW(((NMHDR *)l)->hwndFrom, TCM_GETCURSEL, 0, 0);
        if (page == CSIOZ)
            point(dialog, L"zakladka");
        turn(page);
        return 0;
    }
    if (message == WM_CLOSE && in != main_window) {
        pressed(in, IDCANCEL);
        return 0;
    }
    if (message == WM_DESTROY && in == main_window) {
        note(L"closed", L"");
        PostQuitMessage(0);
    }
    return DefWindowProcW(in, message, w, l);
}

static void classes(HINSTANCE self)
{
    static const wchar_t *own[] = {L"RaportNet", L"RaportNetKonfiguracja", L"RaportNetLogowanie"};
    static const wchar_t *usual[] = {L"BUTTON", L"EDIT", L"STATIC", WC_TABCONTROLW};
    for (int i = 0; i < 3; i++) {
        WNDCLASSW class = {0, on_message, 0, 0, self, NULL, LoadCursor(NULL, IDC_ARROW), (HBRUSH)(COLOR_BTNFACE + 1), NULL, own[i]};
        RegisterClassW(&class);
    }
    for (int i = 0; i < 4; i++) { /* the same controls under the names that Windows Forms gives them */
        WNDCLASSW class;
        wchar_t name[80];
        GetClassInfoW(NULL, usual[i], &class);
        swprintf(name, 80, L"WindowsForms10.%ls.app.0.141b42a", usual[i]);
        class.lpszClassName = name;
        class.hInstance = self;
        class.style &= ~CS_GLOBALCLASS;
        RegisterClassW(&class);
    }
}

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, LPWSTR arguments, int show)
{
    (void)before, (void)arguments, (void)show;
    INITCOMMONCONTROLSEX controls = {sizeof controls, ICC_TAB_CLASSES};
    InitCommonControlsEx(&controls);
    GetModuleFileNameW(NULL, where, MAX_PATH);
    *wcsrchr(where, L'\\') = 0;
    swprintf(ini, MAX_PATH, L"%ls\\raportnet.ini", where);
    swprintf(log_path, MAX_PATH, L"%ls\\raportnet.log", where);
    font = GetStockObject(DEFAULT_GUI_FONT);
    classes(self);
    Sleep(number(L"wolno", 0));
    main_window = window(L"RaportNet", NULL, option(L"etykiety", L"tytul", L"RaportNet (na niby) – raporty ZSMOPL"), 60, 50, 420, 200);
    add(main_window, L"STATIC", L"", 0, 20, 20, 360, 20, STATE);
    add(main_window, L"BUTTON", option(L"etykiety", L"start", L"&START"), 0, 20, 60, 110, 30, START);
    add(main_window, L"BUTTON", option(L"etykiety", L"stop", L"S&TOP"), 0, 145, 60, 110, 30, STOP);
    add(main_window, L"BUTTON", option(L"etykiety", L"konfiguracja", L"&Konfiguracja"), 0, 270, 60, 120, 30, CONFIGURE);
    running = number(L"dziala", 1);
    if (number(L"dymek", 0))
        show_tip(main_window);
    note(L"up", L"");
    show_state();
    MSG message;
    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
    return 0;
}
