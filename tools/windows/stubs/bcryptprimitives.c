/* Wine 8 lacks this DLL of Windows 10: random bytes for what is written in Rust. Only for Wine's disk, never for the bundle. */
#include <windows.h>
#include <ntsecapi.h>

#define MOST 0x10000000

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    SIZE_T done = 0;
    while (done < size) {
        SIZE_T left = size - done;
        ULONG step = left > MOST ? MOST : (ULONG)left;
        if (!RtlGenRandom(data + done, step))
            return FALSE;
        done += step;
    }
    return TRUE;
}
