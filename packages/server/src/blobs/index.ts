export type { BlobStore } from './blob-store.js';
export { createFolderBlobStore } from './folder-blob-store.js';
