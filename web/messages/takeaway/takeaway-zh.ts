// 带走与带回所用的文字，中文。Words of all that is taken away and comes back, in Chinese.
import type { TakeAway } from './takeaway.ts';

export const takeaway: TakeAway = {
  link: {
    faults: {
      unknown: (key, allowed, format) => `链接的状态中没有“${key}”这一项，只能有${format.conjunction(allowed)}。`,
      twice: (key) => `状态中 ${key} 出现了两次。`,
      missing: (key) => `状态中缺少 ${key}。`,
      whole: (key, value, least, most) => `${key}=${value} 不是 ${least} 到 ${most} 之间的整数。`,
      choice: (key, value, allowed, format) => `${key}=${value} 不是${format.disjunction(allowed)}中的任何一个。`,
      digits: (key, value) => `${key}=${value} 不是由 0–9 和 a–f 组成的 16 位数字。`,
      tasks: (task, tasks) => `链接要显示任务 ${task}，但这个运行每批只有 ${tasks} 个任务。`,
    },
    refused: (reason) => `没有打开这个链接。${reason}`,
    measuring: (at) => `链接指向第 ${at} 次迭代，正在测量到达那里所需的时间。`,
    asks: (at, time, more) => (time ? `链接指向第 ${at} 次迭代，需要重新计算：在这台机器上${more ? `需要 ${time} 以上` : `约需 ${time}`}。` : `链接指向第 ${at} 次迭代，需要重新计算；所需时间未知。`),
    going: (at) => `正在计算链接所指的第 ${at} 次迭代。`,
    same: (at) => `第 ${at} 次迭代的参数与链接所记的逐位相同。`,
    arrived: (at) => `已到达链接所指的第 ${at} 次迭代。`,
    otherBuild: (at, theirs, ours) => `第 ${at} 次迭代的参数与链接所记的不同：链接由引擎的构建 ${theirs} 生成，而这里是构建 ${ours}。`,
    sameOfOtherBuild: (at, theirs, ours) => `第 ${at} 次迭代的参数与链接所记的相同，尽管链接由引擎的构建 ${theirs} 生成，而这里是构建 ${ours}。`,
    otherHash: (at, theirs, ours) => `引擎的构建相同，但第 ${at} 次迭代的参数（${ours}）与链接所记的（${theirs}）不同：链接被改动过。`,
    go: '开始计算',
    stay: '留在起点',
    stop: '停在这里',
    dismiss: '关闭',
  },
  files: {
    files: () => '拖放了多个文件：请只拖放一个。',
    kind: (name) => `${name} 既不是快照（.snapshot），也不是参数（.parameters），也不是保存的运行（.json）。`,
    size: (name, most) => `${name} 超过了可读取的 ${most} MB。`,
    unreadable: (name) => `无法读取 ${name}。`,
    run: (name) => `${name} 不是在这里保存的运行。`,
  },
  panel: {
    title: '保存这个面板所显示的内容',
    image: (title, form) => `将“${title}”存为 ${form}`,
    table: (title, form) => `将“${title}”的数据存为 ${form}`,
    nothing: '这里还没有可以保存的内容。',
    link: '复制指向这个面板的链接',
    close: '关闭',
    saved: (name) => `已保存：${name}`,
    copied: '已复制',
    copyFailed: '浏览器不允许复制。',
  },
};
