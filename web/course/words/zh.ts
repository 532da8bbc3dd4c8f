// 课程页面的用语，中文。The words of the course's pages in Chinese.
import type { CourseWords } from './words.ts';

export const zh: CourseWords = {
  course: '学会学习：一门课程',
  lead: '每章篇幅不长，讲元学习的一个问题；插图就在页面里现算，文中的每个数字都经过测试。',
  contents: '目录',
  teachersToo: '致教师：任何一幅插图都可以取用到您自己的页面中，每章末尾附有教学说明。',
  chapter: (n) => `第 ${n} 章`,
  minutes: (n) => `约 ${n} 分钟`,
  next: (title) => `下一章：${title}`,
  previous: (title) => `上一章：${title}`,
  onThisPage: '本页内容',
  untranslated: '（英文）',
  docs: '文档',
  docsLead: '如何阅读页面，页面上能运行什么，以及如何把它放进您自己的页面。',
  skip: '跳到正文',
  site: '网站',
  otherLanguage: '本页的其他语言',

  search: {
    label: '搜索课程与文档',
    placeholder: '搜索',
    none: (text) => `没有找到“${text}”。`,
    found: (n) => `找到 ${n} 处。`,
    failed: '无法取得文本的索引。',
  },

  figure: {
    waiting: '这幅插图在页面里计算，需要 JavaScript。',
    take: '取用这幅插图',
    host: '您的页面是',
    copy: '复制',
    copied: '已复制。',
    copyFailed: '无法复制，请选中文字后自行复制。',
    close: '关闭',
  },

  claims: {
    title: '本章的数字是如何检验的',
    lead: '以下每句话都经过测试：用本地程序计算同一次运行（其结果与您的浏览器逐位相同），并在从不用于训练的任务上评价。',
    mark: '这一点如何检验',
    seeds: (list) => `随机种子 ${list}`,
    seed: (one) => `随机种子 ${one}`,
    list: (parts) => parts.join('、'),
  },

  predict: {
    title: '先预测，再运行',
    choose: '请先选择：',
    draw: '请先画出您的曲线：在图中拖动，或用方向键移动每个点。',
    run: '运行并比较',
    again: '重新预测',
    first: '请先选一个答案，再运行。',
    firstDraw: '请先画一条曲线，再运行。',
    running: '正在运行……',
    right: (value) => `运行结果是 ${value}，与您的预测相符。`,
    wrong: (value) => `运行结果是 ${value}，与您的预测不符。`,
    drawn: (place, yours, value) => `在${place}，运行结果是 ${value}，您画的是 ${yours}。`,
    failed: '无法在此计算这次运行。',
    yours: '您的曲线',
    theirs: '运行结果',
    point: (place) => `您在${place}处的值`,
    step: (n) => `第 ${n} 个内循环步`,
    iteration: (n) => `第 ${n} 次元迭代`,
    steps: '内循环步数',
    iterations: '元迭代次数',
    why: '结果及其原因',
    loss: '损失',
    return: '回报',
  },

  exercise: {
    title: (n) => `练习 ${n}`,
    hint: '提示',
    answer: '参考解答',
    solved: '已完成。下面的凭据可以证明；如果需要提交，请交这份凭据。',
    verify: '收到凭据的人可以用下面的命令重复这次运行，并核对散列值和数值：',
    copy: '复制凭据',
    missed: '这一次没有达到目标。改动一个旋钮（运行会从头开始），再播放一次。',
  },

  papers: {
    title: '论文中的结果与您机器上的结果',
    compute: '在此计算',
    waiting: '尚未计算',
    running: (done, all) => `元迭代 ${done} / ${all}`,
    done: (seed) => `已在此计算，随机种子为 ${seed}。`,
    failed: '无法在此计算这次运行。',
  },

  teachers: '致教师',
  summary: '小结',
  sources: '文献',

  progress: {
    keep: '在这台设备上记住我完成的练习',
    kept: '只保存在这个浏览器中；关闭此项即被清除。',
    solved: (done, all) => `已完成 ${done} / ${all} 个练习`,
  },
};
