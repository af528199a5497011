import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

/** @type {(phase: string) => import('next').NextConfig} */
export default (phase) => ({
  // A page of the name `page.dev.tsx` exists in development only: elsewhere Next.js does not see it.
  pageExtensions: phase === PHASE_DEVELOPMENT_SERVER ? ['dev.tsx', 'tsx', 'ts'] : ['tsx', 'ts'],
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
  // Writing the cache takes a quarter of a build. A first build leaves it out; only later builds can use one.
  experimental: {
    turbopackFileSystemCacheForBuild: existsSync(new URL('.next/BUILD_ID', import.meta.url)),
    // Nothing reads the source maps of a build. They were 25 of the 35 MB that it wrote.
    turbopackSourceMaps: phase === PHASE_DEVELOPMENT_SERVER,
  },
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
});
