import AccessibilityNew from '@mui/icons-material/AccessibilityNew';
import Assessment from '@mui/icons-material/Assessment';
import Balance from '@mui/icons-material/Balance';
import Bolt from '@mui/icons-material/Bolt';
import Checkroom from '@mui/icons-material/Checkroom';
import FileUpload from '@mui/icons-material/FileUpload';
import GridView from '@mui/icons-material/GridView';
import Insights from '@mui/icons-material/Insights';
import Hub from '@mui/icons-material/Hub';
import Memory from '@mui/icons-material/Memory';
import PrivacyTip from '@mui/icons-material/PrivacyTip';
import Storefront from '@mui/icons-material/Storefront';
import Timeline from '@mui/icons-material/Timeline';
import { Menu } from 'react-admin';
import { usePermission, usePlatformPermission } from './use-permission.js';

/** The pages in the order in which a merchant comes to need them. */
export function AdminMenu() {
  const isOwner = usePermission('OWNER');
  const isPlatformOwner = usePlatformPermission();
  return (
    <Menu>
      <Menu.Item to="/garments" primaryText="menu.garments" leftIcon={<Checkroom />} />
      <Menu.Item to="/imports" primaryText="menu.imports" leftIcon={<FileUpload />} />
      <Menu.Item to="/people" primaryText="menu.people" leftIcon={<AccessibilityNew />} />
      <Menu.Item to="/matrix" primaryText="menu.matrix" leftIcon={<GridView />} />
      <Menu.Item to="/prewarms" primaryText="menu.prewarms" leftIcon={<Bolt />} />
      <Menu.Item to="/models" primaryText="menu.models" leftIcon={<Memory />} />
      <Menu.Item to="/shop-evaluations" primaryText="menu.shopEvaluations" leftIcon={<Insights />} />
      <Menu.Item to="/evaluations" primaryText="menu.evaluations" leftIcon={<Assessment />} />
      <Menu.Item to="/studies" primaryText="menu.studies" leftIcon={<Balance />} />
      <Menu.Item to="/usage" primaryText="menu.usage" leftIcon={<Timeline />} />
      {isOwner && <Menu.Item to="/keys" primaryText="menu.keys" leftIcon={<Storefront />} />}
      {isPlatformOwner && <Menu.Item to="/channels" primaryText="menu.channels" leftIcon={<Hub />} />}
      <Menu.Item to="/privacy" primaryText="menu.privacy" leftIcon={<PrivacyTip />} />
    </Menu>
  );
}
