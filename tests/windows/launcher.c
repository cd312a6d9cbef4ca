/* python.exe: what CPython's PC/python.c does, but with python311.dll found at run time. */
#include <windows.h>
typedef int(__cdecl *py_main_t)(int, wchar_t **);
int wmain(int argc, wchar_t **argv)
{
    HMODULE dll = LoadLibraryW(L"python311.dll");
    py_main_t py_main = dll ? (py_main_t)(void *)GetProcAddress(dll, "Py_Main") : NULL;
    return py_main ? py_main(argc, argv) : 103;
}
