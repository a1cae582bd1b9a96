import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
/** `TRYFLOW_WEB_OUT` builds elsewhere than the server looks. */
const out = process.env.TRYFLOW_WEB_OUT ?? join(here, '../../dist/web');

/** Pages and components; the server serves them from `dist/web/storefront`. */
export default defineConfig({
  root: here,
  base: '/',
  resolve: { conditions: ['source', ...defaultClientConditions] },
  // The worker of on-device try-on loads the build of the runtime that it needs, which only modules can.
  worker: { format: 'es', rolldownOptions: { output: { chunkFileNames: 'assets/[name]-[hash].js' } } },
  build: {
    outDir: join(out, 'storefront'),
    emptyOutDir: true,
    target: 'es2023',
    // Preloading would fetch the room before anybody asks for it, and not from the right origin on a foreign page.
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        embed: join(here, 'src/embed.ts'),
        index: join(here, 'index.html'),
        product: join(here, 'product.html'),
        'embed-page': join(here, 'embed.html'),
      },
      output: {
        entryFileNames: ({ name }) => (name === 'embed' ? 'embed.js' : 'assets/[name]-[hash].js'),
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
});
