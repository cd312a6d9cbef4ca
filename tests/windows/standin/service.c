/* A service for tests: service.exe NAME MS. Stopping takes MS milliseconds; a negative MS: it cannot be stopped. */
#include <stdlib.h>
#include <windows.h>

static SERVICE_STATUS_HANDLE handle;
static HANDLE asked;
static int time_to_stop;

static void report(DWORD state)
{
    SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, state, 0, 0, 0, 0, 10000};
    if (state == SERVICE_RUNNING && time_to_stop >= 0)
        status.dwControlsAccepted = SERVICE_ACCEPT_STOP;
    SetServiceStatus(handle, &status);
}

static DWORD WINAPI control(DWORD code, DWORD type, void *data, void *context)
{
    (void)type, (void)data, (void)context;
    if (code == SERVICE_CONTROL_STOP) {
        report(SERVICE_STOP_PENDING);
        SetEvent(asked);
    }
    return NO_ERROR;
}

static void WINAPI serve(DWORD count, wchar_t **arguments)
{
    (void)count;
    asked = CreateEventW(NULL, TRUE, FALSE, NULL);
    handle = RegisterServiceCtrlHandlerExW(arguments[0], control, NULL);
    report(SERVICE_RUNNING);
    WaitForSingleObject(asked, INFINITE);
    Sleep(time_to_stop);
    report(SERVICE_STOPPED);
}

int wmain(int count, wchar_t **arguments)
{
    if (count != 3)
        return 2;
    time_to_stop = _wtoi(arguments[2]);
    SERVICE_TABLE_ENTRYW table[] = {{arguments[1], serve}, {NULL, NULL}};
    return !StartServiceCtrlDispatcherW(table);
}
