/** As a `ref`: the control takes the focus when it appears, because the one that had it went away or led here. */
export const takeFocus = (control: HTMLElement | null): void => control?.focus();
