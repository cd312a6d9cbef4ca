; The setup, made by build.py: for one user, without administrator rights. /S installs silently.
; Exit codes: 0 done, 1 given up by the user, 2 not installed (old Windows, the program is running, a newer version is
; there, or the older one could not be taken away). /STARSZA installs over a newer version without asking.
Unicode true
Target amd64-unicode ; a 32-bit setup under Wine says 0 and installs nothing
SetCompressor /SOLID lzma
SetDateSave off
ManifestSupportedOS all ; or Windows says that it is Windows 8
ManifestDPIAware true
RequestExecutionLevel user

!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh

!define NAME "Asystent P1"
!define EXE "asystent-p1.exe"
!define PRACTICE "Asystent P1 – ćwiczenie"
!define TYPE "AsystentP1.plik"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\asystent-p1"

Var Updating ; 1 while an older version gives way

Name "${NAME}"
OutFile "${SETUP}"
InstallDir "$LOCALAPPDATA\Programs\asystent-p1"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBER}.0"
VIAddVersionKey /LANG=1045 ProductName "${NAME}"
VIAddVersionKey /LANG=1045 CompanyName "asystent-p1"
VIAddVersionKey /LANG=1045 FileDescription "Instalator programu ${NAME}"
VIAddVersionKey /LANG=1045 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1045 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1045 LegalCopyright "Licencja MIT"

!define MUI_ICON "${PROGRAM}\_internal\asystent-p1.ico"
!define MUI_UNICON "${PROGRAM}\_internal\asystent-p1.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_WELCOMEPAGE_TITLE "${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Program po polsku prowadzi aptekę przez odnowienie certyfikatów P1.$\r$\n$\r$\nInstaluje się tylko dla tego użytkownika, bez uprawnień administratora. Certyfikatów i innych plików nie zmienia.$\r$\n$\r$\nProszę kliknąć „Zainstaluj”."
!define MUI_FINISHPAGE_TITLE "Gotowe"
!define MUI_FINISHPAGE_TEXT "${NAME} jest zainstalowany. Skrót jest na pulpicie i w menu Start."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "Uruchom teraz"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_PAGE_HEADER_TEXT "Odinstalowanie"
!define MUI_PAGE_HEADER_SUBTEXT "Certyfikaty, klucze i ustawienia zostają."
!define MUI_UNCONFIRMPAGE_TEXT_TOP "Zostanie usunięty tylko program. Proszę kliknąć „Odinstaluj”."
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Polish"

!macro Refuse WHY
  MessageBox MB_OK|MB_ICONINFORMATION "${WHY}" /SD IDOK
  SetErrorLevel 2
  Quit
!macroend

!macro RefuseWhileRunning
  ; A running program cannot be opened for writing.
  ${Do}
    ${IfNot} ${FileExists} "$INSTDIR\${EXE}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\${EXE}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "Okno programu ${NAME} jest otwarte. Proszę wpisać w nim „koniec” i kliknąć „Ponów próbę”." /SD IDCANCEL IDCANCEL`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Loop}
!macroend

!macro RefuseOlder
  ; „0.2.0-proba” counts as 0.2.0.
  ReadRegStr $0 HKCU "${UNINSTALL}" DisplayVersion
  ${If} $0 != ""
    ${WordFind} "$0" "-" "+1" $1
    ${VersionCompare} "$1" "${NUMBER}" $2
    ${GetParameters} $3
    ClearErrors
    ${GetOptions} $3 "/STARSZA" $4
    ${If} $2 = 1
    ${AndIf} ${Errors}
    ${AndIf} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Zainstalowana jest nowsza wersja: $0. Zastąpić ją starszą: ${VERSION}?" /SD IDNO IDNO`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
!macroend

!macro Shortcut FOLDER
  ; An update leaves a shortcut at its place and does not bring back one that was deleted.
  ${If} $Updating = 0
  ${OrIf} ${FileExists} "${FOLDER}\${NAME}.lnk"
    CreateShortcut "${FOLDER}\${NAME}.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "Odnowienie certyfikatów P1"
  ${EndIf}
!macroend

!macro Types DO
  !insertmacro ${DO} ".p12"
  !insertmacro ${DO} ".pfx"
  !insertmacro ${DO} ".jks"
  !insertmacro ${DO} ".csr"
  !insertmacro ${DO} ".pem"
  !insertmacro ${DO} ".cer"
  !insertmacro ${DO} ".crt"
!macroend

!macro OfferFor EXTENSION
  WriteRegNone HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${TYPE}"
!macroend

!macro NoMoreFor EXTENSION
  DeleteRegValue HKCU "Software\Classes\${EXTENSION}\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "Software\Classes\${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\${EXTENSION}"
!macroend

!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
!macroend

Function .onInit
  ${IfNot} ${AtLeastWin10}
    !insertmacro Refuse "${NAME} wymaga Windows 10 albo nowszego. Na tym komputerze nic nie zmieniono.$\r$\nProszę zainstalować program na nowszym komputerze apteki."
  ${EndIf}
  !insertmacro RefuseOlder
  !insertmacro RefuseWhileRunning
FunctionEnd

Section
  SetShellVarContext current
  StrCpy $Updating 0
  !insertmacro RefuseWhileRunning ; it may have been opened since the first page
  ${If} ${FileExists} "$INSTDIR\odinstaluj.exe"
    ; What an older version had and this one has not would stay for ever.
    StrCpy $Updating 1
    ClearErrors
    ExecWait '"$INSTDIR\odinstaluj.exe" /S /AKTUALIZACJA _?=$INSTDIR' $0
    ${If} ${Errors}
    ${OrIf} $0 <> 0
      !insertmacro Refuse "Nie udało się usunąć poprzedniej wersji (kod $0), więc nic nie zainstalowano. Proszę zamknąć okno programu ${NAME} i uruchomić instalator jeszcze raz."
    ${EndIf}
  ${EndIf}
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*"
  WriteUninstaller "$INSTDIR\odinstaluj.exe"

  SetOutPath "$PROFILE" ; where the program starts
  !insertmacro Shortcut "$SMPROGRAMS"
  !insertmacro Shortcut "$DESKTOP"
  CreateShortcut "$SMPROGRAMS\${PRACTICE}.lnk" "$INSTDIR\${EXE}" "cwiczenie" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "Próba na niby: prawdziwych plików nie zmienia"

  ; „Otwórz za pomocą”: one more choice, never the default.
  WriteRegStr HKCU "Software\Classes\${TYPE}" "" "Plik certyfikatu"
  WriteRegStr HKCU "Software\Classes\${TYPE}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  !insertmacro Types OfferFor
  !insertmacro TellExplorer

  ; Windows+R, „asystent-p1 diagnoza”: what a helpdesk says on the phone. PATH stays as it is.
  WriteRegStr HKCU "${APP_PATHS}\${EXE}" "" "$INSTDIR\${EXE}"

  WriteRegStr HKCU "${UNINSTALL}" DisplayName "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" Publisher "asystent-p1"
  WriteRegStr HKCU "${UNINSTALL}" Comments "Pomoc: wpisać „pomoc” w oknie programu"
  !ifdef HELP
    WriteRegStr HKCU "${UNINSTALL}" HelpLink "${HELP}"
  !endif
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\${EXE}"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\odinstaluj.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\odinstaluj.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" EstimatedSize ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AKTUALIZACJA" $1
  StrCpy $Updating 1
  ${If} ${Errors}
    StrCpy $Updating 0
  ${EndIf}
  !insertmacro RefuseWhileRunning
FunctionEnd

Section Uninstall
  SetShellVarContext current
  !include "${INSTALLED}" ; file by file: what somebody else put there stays
  Delete "$INSTDIR\odinstaluj.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${PRACTICE}.lnk"
  ${If} $Updating = 0 ; else pins and the places of icons would go with them
    Delete "$SMPROGRAMS\${NAME}.lnk"
    Delete "$DESKTOP\${NAME}.lnk"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${TYPE}"
  !insertmacro Types NoMoreFor
  !insertmacro TellExplorer
  DeleteRegKey HKCU "${APP_PATHS}\${EXE}"
  DeleteRegKey /ifempty HKCU "${APP_PATHS}"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
