const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Whether a text is a uuid. Lightdash answers others with 500 or 422: an address with one is simply a wrong address. */
export const isUuid = (text: string): boolean => UUID.test(text);
