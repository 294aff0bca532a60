import { backUp, restore } from './backup.ts'
import { doctor } from './doctor.ts'
import { migrateStore } from './migrate-store.ts'
import type { UpkeepParts } from './parts.ts'
import { repair } from './repair.ts'
import { rotate } from './rotate.ts'

/** What an operator does beside running the bot, by the command's name. Each resolves with an exit code. */
export const UPKEEP: Readonly<Record<string, (args: readonly string[], parts: UpkeepParts) => Promise<number>>> = {
  doctor,
  backup: backUp,
  restore,
  repair,
  'rotate-key': rotate,
  'migrate-store': migrateStore,
}
