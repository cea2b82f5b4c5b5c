/* Wine 8 lacks this DLL of Windows 10: text in old encodings. Qt loads it and can do without what it offers, so every call
   here answers "cannot". Only for Wine's disk, never for the bundle. */
#define CANNOT 16 /* U_UNSUPPORTED_ERROR */
#define OFFERED __declspec(dllexport)

static void cannot(int *error)
{
    if (error && *error <= 0)
        *error = CANNOT;
}

OFFERED void *ucnv_open(const char *name, int *error) { cannot(error); return 0; }
OFFERED void ucnv_close(void *converter) { (void)converter; }
OFFERED void ucnv_reset(void *converter) { (void)converter; }
OFFERED const char *ucnv_getName(const void *converter, int *error) { cannot(error); return 0; }
OFFERED const char *ucnv_getStandardName(const char *name, const char *standard, int *error) { cannot(error); return 0; }
OFFERED const char *ucnv_getAvailableName(int index) { (void)index; return 0; }
OFFERED int ucnv_countAvailable(void) { return 0; }
OFFERED signed char ucnv_getMaxCharSize(const void *converter) { (void)converter; return 1; }
OFFERED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
OFFERED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}

OFFERED void ucnv_getToUCallBack(const void *converter, void **action, const void **context)
{
    if (action) *action = 0;
    if (context) *context = 0;
}

OFFERED void ucnv_getFromUCallBack(const void *converter, void **action, const void **context)
{
    ucnv_getToUCallBack(converter, action, context);
}

OFFERED void ucnv_setToUCallBack(void *converter, void *now, const void *context, void **before, const void **held, int *error)
{
    cannot(error);
}

OFFERED void ucnv_setFromUCallBack(void *converter, void *now, const void *context, void **before, const void **held, int *error)
{
    cannot(error);
}

OFFERED void ucnv_cbToUWriteUChars(void *arguments, const void *text, int length, int offset, int *error) { cannot(error); }
OFFERED void ucnv_cbFromUWriteUChars(void *arguments, const void **text, const void *end, int offset, int *error) { cannot(error); }
OFFERED void ucnv_toUnicode(void *converter, void **to, const void *to_end, const char **from, const char *from_end, int *offsets,
                            signed char flush, int *error) { cannot(error); }
OFFERED void ucnv_fromUnicode(void *converter, char **to, const char *to_end, const void **from, const void *from_end, int *offsets,
                              signed char flush, int *error) { cannot(error); }
OFFERED int ucnv_toUCountPending(const void *converter, int *error) { cannot(error); return 0; }
OFFERED int ucnv_fromUCountPending(const void *converter, int *error) { cannot(error); return 0; }
