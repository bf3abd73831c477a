/**
 * Where a dialog is put. Beside the page the component library would stop the page from scrolling by a style of its own
 * making, which the page's policy forbids.
 */
export const withinPage = (): HTMLElement => document.getElementById('app') ?? document.body;
