import { closing } from './closing/machine.ts'
import { evidencePick } from './evidence-pick/machine.ts'
import { existing } from './existing/machine.ts'
import { forget } from './forget/machine.ts'
import { goOn } from './go-on/machine.ts'
import { growth } from './growth/machine.ts'
import { heard } from './heard/machine.ts'
import { incident } from './incident/machine.ts'
import { incidentPick } from './incident-pick/machine.ts'
import { incidentWhose } from './incident-whose/machine.ts'
import { management } from './management/machine.ts'
import { nda } from './nda/machine.ts'
import { note } from './note/machine.ts'
import { presets } from './presets/machine.ts'
import { records } from './records/machine.ts'
import { recover } from './recover/machine.ts'
import { remind } from './remind/machine.ts'
import { reminderPick } from './reminder-pick/machine.ts'
import { resume } from './resume/machine.ts'
import { revise } from './revise/machine.ts'
import { scope } from './scope/machine.ts'
import type { Flow } from './shared/flow.ts'
import { tools } from './tools/machine.ts'
import { trust } from './trust/machine.ts'
import { whose } from './whose/machine.ts'

/** Every flow there is, by id; a flow whose id is a topic's is what that topic starts. */
export const FLOWS: Readonly<Record<string, Flow>> = {
  scope,
  nda,
  tools,
  management,
  trust,
  growth,
  records,
  closing,
  incident,
  'incident-pick': incidentPick,
  'incident-whose': incidentWhose,
  'evidence-pick': evidencePick,
  whose,
  existing,
  note,
  resume,
  revise,
  'go-on': goOn,
  heard,
  forget,
  recover,
  remind,
  presets,
  'reminder-pick': reminderPick,
}
