import type { ReactNode } from 'react';
import { Layout } from 'react-admin';
import { AdminBar } from './admin-bar.js';
import { AdminMenu } from './admin-menu.js';

/** Tables that are wider than a phone move sideways by themselves, not with the page. */
const STYLE = {
  minWidth: 0,
  '& .RaLayout-appFrame, & .RaLayout-contentWithSidebar': { minWidth: 0 },
  '& .RaLayout-content': { minWidth: 0, pb: 4, pr: { sm: 2 } },
  '& .RaList-main': { minWidth: 0 },
  '& .RaList-main .RaList-content': { overflowX: 'auto', mt: 2 },
  // A target of 24 pixels at least (WCAG 2.5.8), also under what the bar of bulk actions covers.
  '& .MuiTableSortLabel-root': { minHeight: 40 },
};

/** Bar above, menu at the side, page in the middle. */
export function AdminLayout({ children }: { readonly children: ReactNode }) {
  return (
    <Layout appBar={AdminBar} menu={AdminMenu} sx={STYLE}>
      {children}
    </Layout>
  );
}
