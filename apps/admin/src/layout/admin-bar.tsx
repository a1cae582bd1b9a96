import Logout from '@mui/icons-material/Logout';
import { IconButton, Tooltip, type TypographyProps } from '@mui/material';
import {
  AppBar,
  LocalesMenuButton,
  RefreshIconButton,
  TitlePortal,
  ToggleThemeButton,
  useLogout,
  useTranslate,
} from 'react-admin';

/** The page's title is its first heading. */
const HEADING: TypographyProps & { component: string } = { component: 'h1' };

/** On a phone the language's name gives way to the title; screen readers still read it. */
const SMALL = {
  '& .MuiToolbar-root .MuiButton-root': { xs: { fontSize: 0, minWidth: 40 }, sm: { fontSize: 14 } },
  '& .MuiToolbar-root .MuiButton-endIcon': { display: { xs: 'none', sm: 'inherit' } },
  '& .MuiToolbar-root .MuiButton-startIcon': { mx: { xs: 0, sm: 'inherit' } },
};

/** Title, language, light or dark, reload, sign out. */
export function AdminBar() {
  return (
    <AppBar
      alwaysOn
      sx={SMALL}
      userMenu={<SignOutButton />}
      toolbar={
        <>
          <LocalesMenuButton />
          <ToggleThemeButton />
          <RefreshIconButton color="inherit" />
        </>
      }
    >
      <TitlePortal {...HEADING} />
    </AppBar>
  );
}

function SignOutButton() {
  const translate = useTranslate();
  const logout = useLogout();
  const label = translate('ra.auth.logout');
  return (
    <Tooltip title={label}>
      <IconButton color="inherit" aria-label={label} onClick={() => void logout()}>
        <Logout />
      </IconButton>
    </Tooltip>
  );
}
