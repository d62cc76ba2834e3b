import type { Tables } from "../i18n";
export const tables: Tables = {};
