import { Admin, Resource } from 'react-admin';
import { authProvider } from './auth-provider.js';
import { ChannelList } from './channels/channel-list.js';
import { dataProvider } from './data/data-provider.js';
import { EvaluationList } from './evaluations/evaluation-list.js';
import { EvaluationShow } from './evaluations/evaluation-show.js';
import { GarmentCreate } from './garments/garment-create.js';
import { GarmentEdit } from './garments/garment-edit.js';
import { GarmentList } from './garments/garment-list.js';
import { i18nProvider } from './i18n/i18n-provider.js';
import { ImportList } from './imports/import-list.js';
import { ImportShow } from './imports/import-show.js';
import { KeyList } from './keys/key-list.js';
import { AdminLayout } from './layout/admin-layout.js';
import { SignInPage } from './layout/sign-in-page.js';
import { darkTheme, lightTheme } from './layout/themes.js';
import { MatrixPage } from './matrix/matrix-page.js';
import { ModelsPage } from './models/models-page.js';
import { PeopleList } from './people/people-list.js';
import { PrewarmList } from './prewarms/prewarm-list.js';
import { PrivacyPage } from './privacy/privacy-page.js';
import { ShopEvaluationList } from './shop-evaluations/shop-evaluation-list.js';
import { ShopEvaluationShow } from './shop-evaluations/shop-evaluation-show.js';
import { StudyList } from './studies/study-list.js';
import { StudyShow } from './studies/study-show.js';
import { UsagePage } from './usage/usage-page.js';

/** Jobs have no name: they are called by when they were started. */
const timeOf = ({ createdAt }: { readonly createdAt?: string }) =>
  createdAt ? new Date(createdAt).toLocaleString(i18nProvider.getLocale()) : '';

/** The administration: every page under its address `#/name`. */
export function AdminApp() {
  return (
    <Admin
      title="Tryflow"
      requireAuth
      disableTelemetry
      authProvider={authProvider}
      dataProvider={dataProvider}
      i18nProvider={i18nProvider}
      loginPage={SignInPage}
      layout={AdminLayout}
      theme={lightTheme}
      darkTheme={darkTheme}
    >
      <Resource
        name="garments"
        list={GarmentList}
        create={GarmentCreate}
        edit={GarmentEdit}
        recordRepresentation="name"
      />
      <Resource name="imports" list={ImportList} show={ImportShow} recordRepresentation={timeOf} />
      <Resource name="people" list={PeopleList} />
      <Resource name="matrix" list={MatrixPage} />
      <Resource name="prewarms" list={PrewarmList} />
      <Resource name="models" list={ModelsPage} />
      <Resource
        name="evaluations"
        list={EvaluationList}
        show={EvaluationShow}
        recordRepresentation={timeOf}
      />
      <Resource
        name="shop-evaluations"
        list={ShopEvaluationList}
        show={ShopEvaluationShow}
        recordRepresentation={timeOf}
      />
      <Resource name="studies" list={StudyList} show={StudyShow} recordRepresentation="name" />
      <Resource name="usage" list={UsagePage} />
      <Resource name="keys" list={KeyList} />
      <Resource name="channels" list={ChannelList} />
      <Resource name="privacy" list={PrivacyPage} />
    </Admin>
  );
}
