import { heard as HEARD } from '../../flows/heard/machine.ts'
import type { Saying } from '../../flows/shared/saying.ts'
import { hearAfterAlarm, hearThreat } from './after-alarm.ts'
import { type Alarm, hearAlarm } from './alarm.ts'
import { withoutReminder } from './alarm-words.ts'
import { answerPending } from './answer.ts'
import { alarmIn, answersByLikeness, answerUrgent, askAboutAlarm } from './answer-alarm.ts'
import { ordinal } from './answers/numbers.ts'
import { namesOption } from './answers/options.ts'
import { forgetOldAlarm, repeatsAlarm, tellsAnother } from './begin-incident.ts'
import { changeRecord } from './change-record.ts'
import { answerClause } from './clause-asked.ts'
import { obey } from './commands.ts'
import { awaitsContract, hearContract, stopWaiting, takeDocument } from './contract.ts'
import { takeOffer } from './contract-offer.ts'
import { showPlace } from './contract-report.ts'
import { hearStage } from './contract-stage.ts'
import { talkAboutContract } from './contract-talk.ts'
import { isPressed } from './contract-text.ts'
import { correct } from './correct.ts'
import { correctAdvice } from './correct-advice.ts'
import { takeDoubt } from './doubt.ts'
import { Draft } from './draft.ts'
import { takeEvidence } from './evidence.ts'
import { offerExisting } from './existing.ts'
import { keepsOn } from './expiry.ts'
import { explainTerm } from './explain-term.ts'
import { explainWhy } from './explain-why.ts'
import { fillSeveral } from './fill.ts'
import { fillAfterName } from './fill-after-name.ts'
import { fillAhead } from './fill-ahead.ts'
import { fillClauses } from './fill-clauses.ts'
import { fillClosing } from './fill-closing.ts'
import { fillIn } from './fill-in.ts'
import { fillStory } from './fill-story.ts'
import { type LiveFrame, pendingQuestion, stepsOf } from './frame.ts'
import { hearReminder } from './hear-reminder.ts'
import { hurry } from './hurry.ts'
import { clientOf } from './incident.ts'
import { isIncidentFrame } from './incident-frame.ts'
import { logIncidents } from './incident-log.ts'
import { followDeadlines } from './incident-reminders.ts'
import { handleTogether } from './incidents.ts'
import { instead, takesNewClient } from './instead.ts'
import { keepsWords } from './keep-words.ts'
import type { Knowledge, Request } from './knowledge.ts'
import { answerKnown } from './known-questions.ts'
import { hearLastReminder, noteReminders } from './last-reminder.ts'
import { isInEmergency, rememberLast } from './last-said.ts'
import { changeKnown } from './manage-reminder.ts'
import { nameIncident } from './name-incident.ts'
import { bare, hasWords, MESSAGE_LIMIT, normalise, squeezed } from './normalise.ts'
import { mendLastNote } from './notes.ts'
import { actForClient } from './of-client.ts'
import { openRecord } from './open-record.ts'
import { openStory } from './open-story.ts'
import { ownDataIn } from './own-data-words.ts'
import { readFor } from './read-for.ts'
import { hearRecovery } from './recover.ts'
import { ageOffer } from './reminder-offer.ts'
import { inZone } from './reminder-settings.ts'
import { hearReview } from './review.ts'
import { rewordMessage } from './reword.ts'
import { type Masked, maskSensitive, type SensitiveKind } from './sensitive/mask.ts'
import { signedSince } from './signed-since.ts'
import { withoutSlang } from './slang.ts'
import { replyToRemark, replyToSigns } from './small-talk.ts'
import { switchTo } from './switch.ts'
import { takeBack } from './take-back.ts'
import { hearInIncident } from './told-in-incident.ts'
import { answerFreely, giveSection, giveTopic, isAboutComplaint, menuEntry } from './topics.ts'
import type { Memory, Moment, Turn, TurnEvent } from './turn.ts'
import { keepApart, tellApart } from './two-clients.ts'
import { takeWhoAndWhen } from './who-and-when.ts'
import { hearWish } from './wishes.ts'

/** Media and the page that answers each; none of it is ever taken as an answer. */
const MEDIA_PAGES: Readonly<Record<Exclude<TurnEvent['kind'], 'text' | 'greeting' | 'unknown' | 'pause'>, string>> = {
  image: 'media/image',
  sticker: 'media/sticker',
  voice: 'media/voice',
  video: 'media/video',
  file: 'media/file',
  link: 'media/link',
  card: 'media/card',
  location: 'media/location',
  redPacket: 'media/red-packet',
  recalled: 'media/recalled',
  other: 'media/other',
}

/** How to get at the text of a contract that came as something else. */
const CONTRACT_MEDIA_PAGES: Readonly<Partial<Record<TurnEvent['kind'], string>>> = {
  image: 'nda/how-image',
  link: 'nda/how-link',
  file: 'nda/file-unsupported',
}

/** What each kind of masked words is called. */
const SENSITIVE_PAGES: Readonly<Record<SensitiveKind, string>> = {
  phone: 'sensitive/phone',
  id: 'sensitive/id',
  bankCard: 'sensitive/bank-card',
  plate: 'sensitive/plate',
  address: 'sensitive/address',
  email: 'sensitive/email',
  account: 'sensitive/account',
  password: 'sensitive/password',
}

/**
 * Decides what one message of a private conversation means and what is said: the whole of the bot's behaviour.
 *
 * Pure: the same memory, message and moment always give the same turn, and nothing has happened until the house
 * commits it.
 */
export function takeTurn(memory: Memory, received: TurnEvent, moment: Moment, knowledge: Knowledge): Turn {
  const now = memory.settings.zone === null ? moment : inZone(moment, memory.settings.zone)
  const { text, kinds } = received.recovery === undefined ? masked(received) : { text: '', kinds: [] }
  const event = { ...received, text }
  const draft = new Draft(memory, event, now, knowledge)
  if (received.kind === 'text' && received.recovery === undefined) draft.raw = received.text
  draft.dropEnded()
  forgetOldAlarm(draft)
  // Some puppets send such messages whenever the phone opens the chat: nobody said anything.
  if (event.kind === 'unknown') return draft.turn
  if (event.kind === 'pause') {
    stopWaiting(draft)
    return draft.turn
  }
  const isNew = draft.session.welcomedAt === null
  let isMasked = true
  if (isNew) draft.session = { ...draft.session, welcomedAt: now.at }
  if (event.kind === 'greeting') {
    if (isNew) draft.speak('menu')
    else greetAgain(draft)
  } else if (received.recovery !== undefined) hearRecovery(draft, received.recovery)
  else if (takeEvidence(draft)) {
    // It is said what became of it.
  } else if (event.document !== undefined) takeDocument(draft, event.document)
  else if (event.kind === 'voice' && event.text !== '') hearSpoken(draft)
  else if (event.kind !== 'text') {
    if (event.kind !== 'recalled' || !askAboutRecalled(draft, received.text)) {
      const isContract = draft.live?.flow.id === 'nda' && event.kind !== 'file'
      const page = awaitsContract(draft) || isContract ? CONTRACT_MEDIA_PAGES[event.kind] : undefined
      draft.speak(page ?? MEDIA_PAGES[event.kind])
      draft.ask()
    }
  } else if (isNew && saysLittle(event.text, knowledge)) draft.speak('menu')
  else if (hearContract(draft)) isMasked = false
  else hear(draft)
  offerExisting(draft, memory.session)
  logIncidents(draft)
  followDeadlines(draft, memory.incidents)
  rememberLast(draft)
  ageOffer(draft, memory.session.offered)
  noteReminders(draft, memory.reminders)
  // Nothing but client data: there was nothing to understand.
  if (kinds.length > 0 && draft.say.length === 1 && draft.say[0]?.page === 'repair/off-topic')
    draft.say.splice(0, 1, { page: 'repair/off-topic-masked' })
  if (isMasked && kinds.length > 0) draft.say.unshift(tellMasked(kinds))
  if (isNew) welcome(draft)
  draft.say.splice(0, draft.say.length, ...fillIn(draft.say, draft.now, notForClient(draft)))
  return draft.turn
}

/** What a message to a client must not say: what gives oneself away, and the names of one's other clients. */
function notForClient({ knowledge, cases, incidents }: Draft): readonly string[] {
  const theirs = new Set(incidents.filter(({ closedAt }) => closedAt === null).map(clientOf))
  const others = cases.map(({ client }) => client).filter((client) => !theirs.has(client) && bare(client).length > 1)
  return [...knowledge.incidents.forbidden, ...others.map(bare)]
}

/**
 * Takes a voice message by its transcript. What would be recorded is repeated and asked about first; an emergency is
 * not, and where nothing is pending nothing is recorded.
 */
function hearSpoken(draft: Draft): void {
  const { text, live, knowledge } = draft
  if (live?.flow.id === 'heard') draft.pop()
  if (draft.live === undefined) {
    draft.speak('heard/took', { with: { words: { brief: text } } })
    hear(draft)
  } else if (hearAlarm(text, knowledge)?.isSure || isPressed(text, knowledge.contract)) hear(draft)
  else if (text.length > MESSAGE_LIMIT) refuse(draft, 'repair/too-long')
  else {
    draft.push(HEARD, { words: text })
    draft.ask()
  }
}

/** An answer whose message was taken back is asked about again; it stays until there is another. False when it was none. */
function askAboutRecalled(draft: Draft, messageId: string): boolean {
  const live = draft.live
  const step = live && stepsOf(live).find(({ answer }) => answer.messageId === messageId)
  if (live === undefined || step === undefined) return false
  draft.speak('media/recalled-answer', { with: { title: { title: step.question.page } } })
  draft.setTop({ ...live.frame, revisiting: step.question.id })
  draft.ask()
  return true
}

/**
 * The words without client data. A message that is too long stays too long: it is refused as it is, and nothing of it is
 * kept; masked, it could become short enough to be taken for the whole.
 */
function masked({ kind, text }: TurnEvent): Masked {
  if (kind !== 'text' && kind !== 'voice') return { text: '', kinds: [] }
  return text.length > MESSAGE_LIMIT ? { text: text.slice(0, MESSAGE_LIMIT + 1), kinds: [] } : maskSensitive(text)
}

/** What was masked before anything was kept, and what to do about the message itself. */
function tellMasked(kinds: readonly SensitiveKind[]): Saying {
  const list = kinds.map((kind) => ({ page: SENSITIVE_PAGES[kind] }))
  return { page: 'sensitive/masked', with: { kinds: { list } } }
}

/**
 * Says who runs this and what is kept: before anything else, but after what somebody needs at once; somebody who has
 * just leaked something, or is in distress, hears it with the next message. With a whole
 * section there is no room for offers, too; they can wait until the next time.
 */
function welcome(draft: Draft): void {
  const isPressing = draft.say.some(({ page }) => /^(?:urgent\/|emergency\/|boundary\/distress$)/.test(page))
  if (isPressing) {
    draft.session = { ...draft.session, welcomedAt: null }
    return
  }
  const isUrgent = draft.say.some(({ page }) => page.startsWith('complaint') || page === 'nda/hurry')
  const isWholeSection = draft.say.some(({ part }) => part === 'whole')
  const offer = draft.say.findIndex(({ page }) => page.startsWith('offer/') || page === 'more/offer')
  if (isWholeSection && offer > 0) draft.say.splice(offer, 1)
  if (isUrgent) draft.speak('welcome')
  else draft.say.unshift({ page: 'welcome', alone: true })
}

/** Is a first message just a hello, so that the menu is the best answer to it? */
function saysLittle(text: string, { phrases }: Knowledge): boolean {
  const request = phrases.always.get(bare(text)) ?? phrases.unasked.get(bare(text))
  return !hasWords(text) || (request?.kind === 'command' && (request.id === 'hello' || request.id === 'menu'))
}

function greetAgain(draft: Draft): void {
  if (draft.live === undefined) draft.speak('hello-again')
  else {
    draft.speak('hello-again-pending')
    draft.ask()
  }
}

/** Puts dialect and slang into plain words, but what may be a name or somebody's own words only if it is nothing else. */
function inPlainWords(draft: Draft): void {
  const question = draft.live && pendingQuestion(draft.live)
  if (question?.kind === 'contract') return
  const text = withoutSlang(draft.text, draft.knowledge.phrases.slang, question?.kind === 'text')
  if (text !== draft.text) draft.event = { ...draft.event, text }
}

/** Refuses what cannot be read and gives what is asked for by name; else the words are an answer or a question. */
function hear(draft: Draft): void {
  inPlainWords(draft)
  settleMeant(draft)
  const settled = settleDoubt(draft)
  const { text } = draft.event
  if (settled || keepsOn(draft) || hearLastReminder(draft)) return
  if (text.trim() === '') refuse(draft, 'repair/empty')
  else if (text.length > MESSAGE_LIMIT) refuse(draft, 'repair/too-long')
  else if (replyToSigns(draft)) return
  else if (!hasWords(text)) refuse(draft, 'repair/no-words')
  else if (answersByName(draft)) hearFreely(draft, bare(text))
  else hearRequest(draft)
}

/** Yes to "did you mean 我的档案?" is 我的档案; anything else is what it is. */
function settleMeant(draft: Draft): void {
  const { meant, ...session } = draft.session
  if (meant === undefined) return
  draft.session = session
  if (draft.live === undefined && draft.knowledge.phrases.yes.has(bare(draft.text)))
    draft.event = { ...draft.event, text: meant }
}

/**
 * What was in doubt is settled: the same words again are the answer, and so they are, or what they stand for is done, on
 * a plain yes. False when the message is neither.
 */
function settleDoubt(draft: Draft): boolean {
  const doubt = takeDoubt(draft)
  const live = draft.live
  if (doubt === undefined || live === undefined || pendingQuestion(live)?.id !== doubt.questionId) return false
  const phrase = bare(draft.text)
  const { yes, no } = draft.knowledge.phrases
  const isSame = phrase === bare(doubt.words) || draft.knowledge.phrases.asides.itIs.has(squeezed(draft.text))
  if (!isSame && doubt.yes !== null && no.has(phrase) && !isOwnNo(draft, live)) {
    draft.ask()
    return true
  }
  if (!isSame && (doubt.yes === null || !yes.has(phrase))) return false
  draft.isSure = isSame || doubt.yes === doubt.words
  draft.meant = doubt.words
  draft.event = { ...draft.event, text: isSame ? doubt.words : (doubt.yes ?? doubt.words) }
  if (draft.isSure) hearFreely(draft, bare(draft.text))
  else hearRequest(draft)
  return true
}

/** 还没, where it is asked who confirmed it, is an answer, and says no to nothing else. */
function isOwnNo(draft: Draft, live: LiveFrame): boolean {
  const question = pendingQuestion(live)
  if (question === undefined || question.kind === 'yesno') return false
  const reading = readFor(draft, question, draft.text)
  return reading.kind === 'answer' && reading.value.kind !== 'text'
}

/** An option's own name, or one of the question's own words for no, answers the pending question, whatever else it could mean. */
function answersByName({ knowledge, live, text }: Draft): boolean {
  const question = live && pendingQuestion(live)
  const page = question && knowledge.page(question.page)
  if (question === undefined || page === undefined) return false
  if (question.time?.declines && knowledge.reminders.phrases.declines.has(bare(text))) return true
  const own = question.kind === 'yesno' && !question.irreversible ? page.options.get('no') : undefined
  const declines = own?.also.some((word) => bare(word) === bare(text)) === true
  return declines || namesOption(bare(text), question, page)
}

function hearRequest(draft: Draft): void {
  const request = requested(draft)
  if (hearThreat(draft)) return
  if (request === undefined && (changeKnown(draft) || answerKnown(draft))) return
  const heard = asksForProcedure(request) ? undefined : hearWhatHappened(draft)
  const alarm = alarmIn(draft, heard)
  if (alarm?.isSure) {
    if (repeatsAlarm(draft, alarm.id)) return
    const isTheSame = isInEmergency(draft) && alarm.id === draft.session.alarm?.case
    if (!isTheSame || !hearAfterAlarm(draft)) answerUrgent(draft, alarm.id)
    return
  }
  if (alarm !== undefined) askAboutAlarm(draft, alarm.id)
  if (request === undefined && hearReminder(draft)) return
  if (request === undefined && keepsWords(draft)) return
  else if (takesNewClient(draft)) return
  else if (asksForHelp(request) && (hearAfterAlarm(draft) || hearInIncident(draft))) return
  else if (request?.kind === 'command') obey(draft, request.id)
  else if (request?.kind === 'topic') giveTopic(draft, request.id)
  else if (hearAfterAlarm(draft)) return
  else if (request?.kind === 'section') giveSection(draft, request.id)
  else if (nameIncident(draft) || mendLastNote(draft)) return
  else if (hearReview(draft)) {
    if (draft.hearAgain) hearAgain(draft)
  } else if (
    keepApart(draft) ||
    openRecord(draft) ||
    openStory(draft) ||
    takeOffer(draft) ||
    hearWish(draft) ||
    actForClient(draft) ||
    changeRecord(draft)
  ) {
    if (draft.hearAgain) hearAgain(draft)
  } else if (
    ![
      hearInIncident,
      rewordMessage,
      replyToRemark,
      hurry,
      signedSince,
      talkAboutContract,
      hearStage,
      showPlace,
      explainTerm,
      answerClause,
      explainWhy,
      switchTo,
      correct,
      correctAdvice,
      fillClosing,
      fillClauses,
      fillAfterName,
      takeBack,
      instead,
      takeWhoAndWhen,
      fillSeveral,
      fillStory,
      fillAhead,
    ].some((isTaken) => isTaken(draft)) &&
    !tellsAnother(draft, heard)
  )
    hearFreely(draft, bare(draft.text))
}

/** The alarm, unless it is a leak only by what somebody wants to be reminded of. */
function hearWhatHappened(draft: Draft): Alarm | undefined {
  const alarm = hearAlarm(draft.text, draft.knowledge)
  return alarm?.id === 'leaked' ? hearAlarm(withoutReminder(draft), draft.knowledge) : alarm
}

/** When to turn to whom has a more exact answer where something has happened. */
const asksForHelp = (request: Request | undefined): boolean => request?.kind === 'command' && request.id === 'lawyer'

/** Who asks for the complaint procedure by its name is given it, also where the name says that there is a complaint. */
const asksForProcedure = (request: Request | undefined): boolean =>
  request?.kind === 'topic' && request.id === 'complaint'

/** From so many letters on a section is asked for while an incident is dealt with: 加密 and 权限 are what somebody did or will do. */
const NAMES_SECTION = 4

/** What is asked for by its name; words that may be an answer in words count only while none is awaited. */
function requested({ knowledge, live, text }: Draft): Request | undefined {
  const phrase = bare(text)
  const question = live && pendingQuestion(live)
  const awaitsWords = question?.kind === 'text' || question?.ownWords
  const request =
    knowledge.phrases.always.get(phrase) ??
    (awaitsWords ? undefined : knowledge.phrases.unasked.get(phrase)) ??
    asksOwnData(text, knowledge)
  const isInTrouble = live !== undefined && isIncidentFrame(live.frame)
  return request?.kind === 'section' && isInTrouble && phrase.length < NAMES_SECTION ? undefined : request
}

function asksOwnData(text: string, { ownData }: Knowledge): Request | undefined {
  const id = ownDataIn(text, ownData)
  return id && { kind: 'command', id }
}

/** 嗯, to what to do next, is no wish to begin. */
const HUM = /^[嗯恩呃额哦噢喔唔]+$/u

/** Takes the words as the answer to the pending question; without one, as an entry of the menu or a question. */
function hearFreely(draft: Draft, phrase: string): void {
  const live = draft.live
  const question = live && pendingQuestion(live)
  const number = ordinal(phrase)
  if (answersByLikeness(draft, question)) return
  if (live !== undefined && question !== undefined) {
    answerPending(draft, live, question)
    if (draft.hearAgain) hearAgain(draft)
  } else if (number !== undefined) menuEntry(draft, number)
  else if (
    draft.knowledge.phrases.yes.has(phrase) &&
    !HUM.test(phrase) &&
    ((isInEmergency(draft) && draft.session.alarm !== null) || isAboutComplaint(draft))
  )
    handleTogether(draft)
  else if (agrees(phrase, draft.knowledge)) draft.speak('ok-then')
  else if (answersNothing(phrase, draft.knowledge)) draft.speak('repair/nothing-pending')
  else if (!tellApart(draft)) answerFreely(draft, normalise(draft.event.text))
}

/** The message was meant for what was under "shall we go on?". */
function hearAgain(draft: Draft): void {
  draft.hearAgain = false
  hear(draft)
}

/** Does the person just say 好 or 不用 to what was said? */
function agrees(phrase: string, { phrases }: Knowledge): boolean {
  return phrases.yes.has(phrase) || phrases.no.has(phrase)
}

/** Is it an answer to a question that nobody asked: 都算, 不知道? */
function answersNothing(phrase: string, { phrases }: Knowledge): boolean {
  return [phrases.unsure, phrases.all, phrases.none, phrases.suggest].some((words) => words.has(phrase))
}

function refuse(draft: Draft, page: string): void {
  draft.speak(page, page === 'repair/too-long' ? { with: { limit: MESSAGE_LIMIT } } : {})
  if (draft.live === undefined) draft.speak('repair/what-i-can')
  else draft.ask()
}
