import { Temporal } from 'temporal-polyfill'
import type { ReminderSettings } from './reminder.ts'

/** How somebody wants to be reminded, with the zone on whose clock the quiet hours are. */
export interface Wishes extends ReminderSettings {
  readonly zone: string
}

/** The settings with the bot's own zone where the person named none. */
export const wishesOf = (settings: ReminderSettings, botZone: string): Wishes => ({
  ...settings,
  zone: settings.zone ?? botZone,
})

/** An instant (epoch ms), or the end of the quiet hours that it is in: the first moment from it on that is not quiet. */
export function afterQuiet(at: number, wishes: Pick<Wishes, 'quiet' | 'zone'>): number {
  const { quiet, zone } = wishes
  if (quiet === null) return at
  const { from, to } = quiet
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  const minute = local.hour * 60 + local.minute
  const isQuiet = from <= to ? from <= minute && minute < to : from <= minute || minute < to
  if (!isQuiet) return at
  const day = local.toPlainDate().add({ days: minute < to ? 0 : 1 })
  const end = day.toPlainDateTime({ hour: Math.floor(to / 60), minute: to % 60 })
  const first = end.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
  // The clock shows the end twice when summer time ends between the two.
  const next = first >= at ? first : end.toZonedDateTime(zone, { disambiguation: 'later' }).epochMilliseconds
  // Where summer time begins the clock may leap over the few minutes that are not quiet.
  return next > at ? afterQuiet(next, wishes) : next
}
