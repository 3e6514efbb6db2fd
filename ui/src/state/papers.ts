/** Scans and photographs beside a paper: what may be attached, and what can be shown. */
import type { Value } from "../backend/generated/api";
import { words } from "../words";

/** The kind of entry that can carry one. */
export const PAPER = "document";
/** What the program writes of a file itself. Nobody types it, and a change of the words leaves it as it is. */
export const FILE_PARTS: readonly string[] = ["media_type", "bytes", "content", "content_key"];

const MOST_BYTES = 10 * 1024 * 1024;
const TYPES = ["application/pdf", "image/jpeg", "image/png"];

export const ATTACHABLE = TYPES.join(",");
/** The line under which an unfinished attaching is kept for its author. */
export const ATTACHING = "attach";

export const hasFile = (value: Value): boolean => Boolean(value.parts["content"]);

/** What is to be put right before a file can be attached. */
export function wrongFile(file: File | undefined): string | undefined {
  if (!file) return words.papers.none;
  if (!TYPES.includes(file.type)) return words.papers.wrongType;
  if (file.size === 0) return words.papers.empty;
  return file.size > MOST_BYTES ? words.papers.tooLarge : undefined;
}

/** Reads a file; rejects when this computer cannot read it. */
export function asBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",", 2)[1] ?? "");
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}

/** The address of a picture, for the kinds that may be shown in the window. */
export function pictureOf(mediaType: string, base64: string): string | null {
  return mediaType === "image/jpeg" || mediaType === "image/png" ? `data:${mediaType};base64,${base64}` : null;
}
