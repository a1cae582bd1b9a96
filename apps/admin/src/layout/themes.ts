import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';

const shape = { borderRadius: 10 };

/** Where a finger hits it (WCAG 2.2, 2.5.8), and where a screen reader looks for a checkbox's name. */
const components: RaThemeOptions['components'] = {
  MuiButton: { styleOverrides: { sizeSmall: { minHeight: 32 } } },
  MuiTableSortLabel: { styleOverrides: { root: { minHeight: 28 } } },
  MuiCircularProgress: { defaultProps: { 'aria-label': '…' } },
  MuiCheckbox: {
    defaultProps: {
      slotProps: {
        root: { 'aria-label': undefined },
        input: (checkbox: { readonly 'aria-label'?: string }) => ({ 'aria-label': checkbox['aria-label'] }),
      },
    },
  },
};

/** Tags, buttons and links have a contrast of 4.5 to 1 and more to their ground (WCAG 2.2, 1.4.3). */
export const lightTheme: RaThemeOptions = {
  ...defaultLightTheme,
  components: { ...defaultLightTheme.components, ...components },
  shape,
  palette: {
    ...defaultLightTheme.palette,
    mode: 'light',
    primary: { main: '#4338ca' },
    secondary: { main: '#312e81' },
    success: { main: '#166534' },
    warning: { main: '#92400e' },
    error: { main: '#b91c1c' },
    info: { main: '#075985' },
  },
};

export const darkTheme: RaThemeOptions = {
  ...defaultDarkTheme,
  components: { ...defaultDarkTheme.components, ...components },
  shape,
  palette: {
    ...defaultDarkTheme.palette,
    mode: 'dark',
    primary: { main: '#a5b4fc' },
    secondary: { main: '#312e81' },
    success: { main: '#86efac' },
    warning: { main: '#fcd34d' },
    error: { main: '#fca5a5' },
    info: { main: '#7dd3fc' },
  },
};
