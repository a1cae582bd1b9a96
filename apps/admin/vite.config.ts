import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** `TRYFLOW_WEB_OUT` builds elsewhere than the server looks. */
const out = process.env.TRYFLOW_WEB_OUT ?? join(here, '../../dist/web');

/** The administration; the server serves it from `dist/web/admin` at `/admin/`. */
export default defineConfig({
  root: here,
  base: '/admin/',
  plugins: [react()],
  build: {
    outDir: join(out, 'admin'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    // One application behind a key: a merchant loads it once, then it comes from the browser's store.
    chunkSizeWarningLimit: 1_600,
  },
});
