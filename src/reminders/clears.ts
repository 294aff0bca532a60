const CLEARS = /(?:删(?!减|节|改)|清(?:理|除|空|掉|一清|一下)|销毁|粉碎|抹(?:掉|除)|格式化|扔掉|处理掉|卸载)/u
/** What traces of a matter are kept in. */
const TRACES =
  /记录|聊天|对话|消息|文件|资料|数据|备份|邮件|邮箱|照片|图片|截图|录音|录像|视频|素材|底稿|原件|废稿|合同|手机|电脑|硬盘|网盘|优盘|u盘|缓存|回收站|客户|好友|日志|账号|微信|相册|云盘|附件|存档/iu
const NOT =
  /(?:别|不要|不能|不准|不许|不可|勿|先不|禁止|严禁|避免)(?:再|乱|误|随便)?(?:删|清|销毁|粉碎|格式化|扔|卸载)/u

/** Do a person's own words tell them to delete what may be needed as evidence: 删聊天记录, 清理客户资料? 别删记录 does not. */
export const clearsTraces = (words: string): boolean => CLEARS.test(words) && TRACES.test(words) && !NOT.test(words)
