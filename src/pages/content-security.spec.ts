import { describe, expect, it } from 'vitest';
import { securityHeaders } from './content-security.js';

describe('securityHeaders', () => {
  const policyOf = (group: 'storefront' | 'admin') =>
    securityHeaders(group, 'https://tryflow.example')['content-security-policy'] ?? '';

  it('should allow the shop pages scripts and styles of their own only, and WebAssembly', () => {
    const policy = policyOf('storefront');

    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain("'unsafe-inline'");
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it('should name the origin of signed URLs where pictures and uploads go', () => {
    expect(policyOf('storefront')).toContain("img-src 'self' https://tryflow.example");
    expect(policyOf('storefront')).toContain("connect-src 'self' https://tryflow.example");
    expect(policyOf('admin')).not.toContain('$origin');
  });

  it('should keep every page out of frames', () => {
    expect(policyOf('storefront')).toContain("frame-ancestors 'none'");
    expect(policyOf('admin')).toContain("frame-ancestors 'none'");
  });
});
