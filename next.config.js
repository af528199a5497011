import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // Scripts and styles are compressed by the build. An event stream must not wait for a full buffer.
  compress: false,
  // The front says `no-store` for all but hashed files.
  generateEtags: false,
  images: { unoptimized: true },
  // `npm test` checks the types; a start only builds.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
};
