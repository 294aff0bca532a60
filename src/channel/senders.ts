import * as PUPPET from 'wechaty-puppet'

/** WeChat's own accounts. They write like contacts, and an answer to one of them starts an endless talk between machines. */
const SYSTEM_IDS = new Set([
  'weixin',
  'fmessage',
  'filehelper',
  'medianote',
  'newsapp',
  'floatbottle',
  'qmessage',
  'tmessage',
  'qqmail',
  'qqfriend',
  'qqsync',
  'readerapp',
  'notification_messages',
  'notifymessage',
  'officialaccounts',
  'mphelper',
  'helper_entry',
  'lbsapp',
  'shakeapp',
  'masssendapp',
  'meishiapp',
  'feedsapp',
  'blogapp',
  'blogappweixin',
  'facebookapp',
  'linkedinplugin',
  'brandsessionholder',
  'brandservicesessionholder',
  'weixinreminder',
  'wxitil',
  'userexperience_alarm',
  'exmail_tool',
  'opencustomerservicemsg',
  'voip',
  'voipapp',
  'voicevoipapp',
  'voiceinputapp',
  'cardpackage',
  'appbrandcustomerservicemsg',
])

/** An account that the id alone shows to be no person, whatever the puppet says of its type. */
export function isSystemId(contactId: string): boolean {
  return SYSTEM_IDS.has(contactId) || contactId.startsWith('gh_')
}

/** A subscription or service account (公众号). People and WeCom colleagues are not. */
export function isOfficial(contact: PUPPET.payloads.Contact): boolean {
  return contact.type === PUPPET.types.Contact.Official
}
