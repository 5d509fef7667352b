/** 每一种问题的说法。title 名称；what 哪里不对；mend 怎样处理；why 为什么。 */
import type { Kinds, Messages, ReportWords } from '../problems/message.ts';

export const messages = {
  // ── 文件 ──
  'file/not-found': {
    title: '找不到文件',
    what: '找不到这个文件',
    mend: '请核对文件名和所在的文件夹；名称中有空格的，请在两端加英文双引号。',
    why: '少读一个单位的表，人数和名次都会改变，所以不能略过。',
  },
  'file/unreadable': {
    title: '文件打不开',
    what: '文件打不开，系统给出的原因是“{reason}”',
    mend: '请先在 Excel 或 WPS 中关闭这个文件，并确认您有读取它的权限，然后再运行一次。',
    why: '少读一个单位的表，人数和名次都会改变，所以不能略过。',
  },
  'file/empty': {
    title: '空文件',
    what: '文件里没有任何内容',
    mend: '请向报送单位重新索取；邮件或网盘没有下载完时也会这样，可重新下载。',
    why: '空文件不等于这个单位没有人，不能当作没有报送。',
  },
  'file/unknown-kind': {
    title: '不能读取的文件类型',
    what: '从内容看，这是“{kind}”，不能直接读取',
    mend: '请用 Excel 或 WPS 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
    why: '文件类型按内容判断，不看扩展名。勉强去读，可能把分数记到别人名下。',
  },
  'file/encrypted': {
    title: '文件已加密',
    what: '文件设有打开密码，内容无法读取',
    mend: '请用 Excel 打开，点“文件 › 信息 › 保护工作簿 › 用密码进行加密”，清空密码后保存；WPS 中是“文件 › 文档加密 › 密码加密”。',
    why: '加密后的内容读不出来，本工具也不索取密码。',
  },
  'file/damaged': {
    title: '文件已损坏',
    what: '文件已损坏，或者内容前后矛盾（技术细节：{detail}）',
    mend: '请用 Excel 或 WPS 打开并核对内容，另存为新的“Excel 工作簿（*.xlsx）”，再用新文件；打不开的，请向报送单位重新索取。',
    why: '损坏的文件在不同软件里可能读出不同的分数，不能据此排名。',
  },
  'file/too-large': {
    title: '文件过大',
    what: '文件超出读取上限：上限为{limit}，实际为{actual}',
    mend: '请删去无关的工作表，以及数据下方只设了格式的空行（按 Ctrl+End 可以看到最后一个单元格在哪里），保存后再用。',
    why: '人员表不会有这样大。超出上限的一律不读，不会只读一部分。',
  },
  'file/encoding': {
    title: '文字编码无法识别',
    what: '无法识别文字编码（技术细节：{detail}）',
    mend: '请用 Excel 打开，确认没有乱码后，另存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8（逗号分隔）”。',
    why: '编码认错，姓名会成为乱码，同一个人会被当成另一个人。',
  },
  'file/csv-syntax': {
    title: 'CSV 分列有误',
    what: '无法分列，多半是英文双引号没有成对（技术细节：{detail}）',
    mend: '请在文本编辑器中把这一行的双引号补成对；或者用 Excel 打开，逐列核对后另存为“Excel 工作簿（*.xlsx）”。',
    why: '从不成对的引号起，后面的内容会并进同一格，分数会错到别的列、别的人。',
  },
  'file/no-people': {
    title: '文件中没有人员',
    what: '文件中没有找到任何人员',
    mend: '请核对表头中是否有“姓名”或“工号”一列，并且至少有一列类别或分数，表头下面是否有人员。',
    why: '报送的文件里没有人，多半是发错了文件或者改了表头；略过不报会漏掉一个单位。',
  },
  'file/passed-over': {
    title: '文件夹中未读取的文件',
    what: '文件夹中有 {count} 个文件不是表格，没有读取：{files}',
    mend: '不必处理；如果其中有要用的表，请另存为 .xlsx 或 .csv。',
    why: '文件夹里常有说明、图片等，只读取表格文件，其余列出备查。',
  },
  'file/own-output': {
    title: '本工具生成的文件',
    what: '这是本工具生成的结果，没有当作原始数据读取',
    mend: '不必处理；请确认各单位报送的原表都已列入。',
    why: '把结果当原始数据再读一次，同一分数会算两遍。',
  },
  'file/changed-while-read': {
    title: '读取时文件有改动',
    what: '读取过程中文件被改动或重新保存',
    mend: '请关闭正在编辑它的程序，暂停网盘同步，然后再运行一次。',
    why: '前后读到的可能不是同一版本，这样算出的名次无法复核。',
  },

  // ── 工作表 ──
  'sheet/no-table': {
    title: '没有人员表的工作表',
    what: '工作表里有内容，但没有找到人员表，全部未计入',
    mend: '如果应当计入，请在表头写明“姓名”或“工号”以及各分数列的名称；否则不必处理。',
    why: '没有表头就认不出各列是什么。说明出来，以免漏掉应当计入的表。',
  },
  'sheet/hidden': {
    title: '隐藏的工作表',
    what: '工作表是隐藏的，其中有内容的 {rows} 行照常读取',
    mend: '请确认这些内容应当计入；不应计入的，请右键点工作表标签，取消隐藏，然后删除。',
    why: '隐藏的内容容易被忘记，读取了就必须说明。',
  },
  'sheet/hidden-columns': {
    title: '隐藏列',
    what: '有隐藏的列，已照常读取：{columns}',
    mend: '请取消隐藏，核对这些列是否应当计入。',
    why: '隐藏的列也会影响得分，所以照常读取并写明。',
  },
  'sheet/hidden-rows': {
    title: '隐藏或筛选掉的行',
    what: '有 {rows} 行被隐藏或筛选掉，照常读取',
    mend: '请确认这些行应当计入；不应计入的，请取消隐藏和筛选，然后删除。',
    why: '隐藏的内容容易被忘记，读取了就必须说明。',
  },

  // ── 列 ──
  'column/duplicate': {
    title: '两列是同一内容',
    what: '这一列与 {other} 的“{field}”是同一项内容',
    mend: '请删去其中一列；如果是两项不同的内容，请改正其中一列的表头。',
    why: '两列都可用时，无法判断以哪一列为准。',
  },
  'column/unused': {
    title: '没有用到的列',
    what: '这些列没有用到：{columns}',
    mend: '如果其中有应当计分的列，请把表头改为政策文件中的名称；否则不必处理。',
    why: '认不出表头的列不参与计算。列出来，以免漏掉应当使用的分数。',
  },
  'column/item-missing': {
    title: '缺少分项',
    what: '“{block}”缺少分项“{item}”这一列',
    mend: '请补上这一列并填好分数；办法里没有这一分项的，请修改政策文件中的分项。',
    why: '平均分按办法规定的分项数计算，缺少的分项既不能算 0 分，也不能略过。',
  },
  'column/option-missing': {
    title: '缺少一种票数',
    what: '“{raterClass}”缺少“{option}”票数这一列',
    mend: '请补上这一列；没有人投这种票的，各行填 0。',
    why: '少了一种票，平均分就会偏高或偏低。',
  },
  'column/score-unclear': {
    title: '看不出是哪一项的得分',
    what: '表头没有写明是哪一项的得分',
    mend: '请在表头写出项目名称，如“民主测评得分”，或者用项目名称作工作表的名字。',
    why: '项目认错，全表的总分都会错。',
  },

  // ── 行 ──
  'row/total-left-out': {
    title: '合计行未计入',
    what: '“{label}”所在的行是合计或平均，没有当作人员',
    mend: '不必处理；如果这一行确实是一名人员，请把编号和姓名填完整。',
    why: '把合计行当作人员，会多出一个人，占去一个名次。',
  },
  'row/no-name': {
    title: '没有姓名',
    what: '这一行有内容，但没有姓名',
    mend: '请补填姓名；如果这一行不是人员，请清除其中的分数。',
    why: '每个分数都必须记到具体的人名下。',
  },
  'row/surplus': {
    title: '表头以外的数据',
    what: '本行在表头右边还有数据',
    mend: '请核对本行各格是否与表头对齐；文本文件里数字带逗号的，请改用小数点，或给该格加英文双引号。',
    why: '多出的数据往往说明本行错了位，分数会记到别的栏目下。',
  },
  'row/no-id': {
    title: '没有编号',
    what: '这一行没有编号',
    mend: '请补填工号、警号或身份证号，与其他表一致。',
    why: '有编号列的表一律按编号认人；只凭姓名，同名的人会混在一起。',
  },
  'row/note-left-out': {
    title: '说明行未计入',
    what: '“{text}”所在的行是说明，没有当作人员',
    mend: '不必处理；如果这一行确实是一名人员，请把编号和姓名填完整。',
    why: '注释、制表人、审核人等行不是考核对象。',
  },

  // ── 单元格 ──
  'cell/blank': {
    title: '空白单元格',
    what: '应当填写的单元格是空白',
    mend: '请补填；分数或票数确实是 0 的，请填 0。',
    why: '空白不等于 0：可能是漏填，也可能另有原因，不能由本工具代为决定。',
  },
  'cell/not-a-number': {
    title: '不是数字',
    what: '应为数字，实际是“{value}”',
    mend: '很可能是 {mend}，请对照原始记录改正。',
    why: '有多种读法的内容不作猜测，例如“85%”可以是 85，也可以是 0.85。',
    without: { mend: { mend: '请对照原始记录改为数字，不带单位、符号和文字。' } },
  },
  'cell/outside-scale': {
    title: '分数超出范围',
    what: '“{value}”不在 {min} 到 {max} 的范围内',
    mend: '请核对小数点是否输错、是否填错了列，然后改正。',
    why: '政策文件规定了分数的上下限，超出的分数会改变全组的名次。',
  },
  'cell/not-a-count': {
    title: '票数不是整数',
    what: '票数应为 0 或正整数，实际是“{value}”',
    mend: '请填写实际票数；如果填的是得票率或得分，请换成票数。',
    why: '民主测评得分按票数计算，不是整数的一定不是票数。',
  },
  'cell/error-value': {
    title: '公式出错',
    what: '公式的结果是错误值“{value}”',
    mend: '请改正公式，或者核对后直接填入数字。',
    why: '错误值说明公式引用的内容有问题，不能当作 0。',
  },
  'cell/empty-formula': {
    title: '公式没有结果',
    what: '单元格里有公式，但文件中没有保存计算结果',
    mend: '请用 Excel 或 WPS 打开，按 F9 重新计算，保存后再用。',
    why: '本工具只读取文件中已保存的结果，不代为计算各单位的公式。',
  },
  'cell/date': {
    title: '数字变成了日期',
    what: '应为数字，实际是日期（改为“常规”格式后显示 {value}）',
    mend: '请把单元格格式改为“常规”，对照原始记录重新填写。',
    why: '输入“3-5”“9/10”之类的内容，Excel 会自动变成日期，原来想填什么已无法确定。',
  },
  'cell/boolean': {
    title: '不是数字，是真假值',
    what: '应为数字，实际是“{value}”',
    mend: '请填入数字；由公式得出的，请改正公式，使它得出分数。',
    why: 'TRUE 和 FALSE 是判断的结果，不是分数，不能当作 1 和 0。',
  },
  'cell/merged': {
    title: '分数单元格合并',
    what: '单元格与上方合并（第 {range} 行），看不出分数属于谁',
    mend: '请选中合并区域，点“开始 › 合并后居中”取消合并，然后逐人填写分数。',
    why: '合并的单元格只有一个值，不能当作其中每个人都得了这个分数。',
  },
  'cell/read-kindly': {
    title: '按数字读取的文字',
    what: '“{value}”按 {taken} 读取',
    mend: '不必处理；今后请只填半角数字。',
    why: '去掉空格、全角和“分”字以后只有一种读法，照此读取并说明。',
  },
  'cell/fifteen-digits': {
    title: '按 15 位有效数字读取',
    what: '文件中存的是 {stored}，按 Excel 显示的 {taken} 读取',
    mend: '不必处理。',
    why: '公式的结果常带极小的尾数，Excel 也只显示 15 位有效数字，以看得到的为准。',
  },
  'cell/unknown-class': {
    title: '未知的评价主体',
    what: '“{value}”不是政策文件中的评价主体，可填：{known}',
    mend: '请改填其中之一。',
    why: '各类评价主体的权重不同，归错了类，得分就会错。',
    without: { value: { what: '没有填写评价主体，可填：{known}' } },
  },
  'cell/unknown-status': {
    title: '未知的考核状态',
    what: '“{value}”不是政策文件中不参加排名的原因，可填：{known}',
    mend: '请改填其中之一；正常参加排名的，请把这一格清空。',
    why: '一个人是否参加排名，会改变全组的人数和名次，不能猜测。',
  },
  'cell/adjustment-blank': {
    title: '加减分空白',
    what: '加减分是空白，按 0 分计',
    mend: '不必处理；如果漏填，请补上。',
    why: '没有加减分事项的人，加减分为 0。',
  },
  'cell/id-digits-lost': {
    title: '编号丢失位数',
    what: '编号“{value}”是按数字或日期存放的，末几位可能已丢失',
    mend: '请把整列设为“文本”格式，再对照原始记录重新填写编号；只改格式，丢失的位数不会恢复。',
    why: 'Excel 的数字只保留 15 位，18 位身份证号的后 3 位会变成 0，两个人的编号可能因此相同。',
  },

  // ── 各表之间 ──
  'table/no-roster': {
    title: '没有人员名单',
    what: '没有找到人员名单',
    mend: '请提供人员名单，至少有“姓名”“人员类别”“层级”三列，最好有“工号”。',
    why: '名单决定谁和谁同组、每组多少人，没有名单就无法排名。',
  },
  'table/no-category': {
    title: '没有人员类别',
    what: '所有表中都没有“人员类别”这一列',
    mend: '请在人员名单中加上“人员类别”一列，如“公务员”“事业单位”。',
    why: '名次在人员类别和层级都相同的人当中排出，缺了类别就分不了组。',
  },
  'table/no-level': {
    title: '没有层级',
    what: '名单中没有“层级”这一列',
    mend: '请在名单中加上“层级”一列，如“处级”“科级”。',
    why: '名次在人员类别和层级都相同的人当中排出，缺了层级就分不了组。',
  },
  'table/level-by-rank': {
    title: '以职级代替层级',
    what: '名单中没有“层级”这一列，以“职级”代替分组',
    mend: '不必处理；如果应按层级分组，请加上“层级”一列。',
    why: '分组不同，名次就不同，所以说明一次。',
  },
  'table/no-scores': {
    title: '缺少一个板块的分数',
    what: '所有表中都没有“{block}”的分数',
    mend: '请补上含有这一板块分数的文件，或者核对表头的名称。',
    why: '总分由各板块合成，缺一个板块就不能计分。',
  },
  'table/person-twice': {
    title: '名单中重复',
    what: '此人在名单中出现两次，另一处在 {other}',
    mend: '请删去多余的一行；如果是两个人，请改正编号，没有编号列的请加上。',
    why: '一个人列两次，会多占一个名次，全组人数也不对。',
  },
  'table/row-twice': {
    title: '同一分数填了两处',
    what: '此人的“{field}”在 {other} 已经填过',
    mend: '请只保留正确的一处。',
    why: '同一项有两个分数，无法判断以哪一个为准；即使相同，也可能是把别人的分数填错了行。',
  },
  'table/not-in-roster': {
    title: '不在名单中',
    what: '人员名单中没有此人',
    mend: '请核对编号和姓名有无错漏；确应参加考核的，请补进名单。',
    why: '名单决定分组和各组人数，不在名单中的人无组可排。',
  },
  'table/two-groups': {
    title: '类别或层级不一致',
    what: '此处的类别或层级是“{one}”，名单中是 {other}',
    mend: '请核实后把两处改成一致。',
    why: '类别和层级决定和谁一起排名，不能任选一个。',
  },
  'table/no-ids': {
    title: '名单中没有编号',
    what: '名单中没有编号，按姓名认人',
    mend: '建议加上“工号”一列；有同名人员的，必须加上。',
    why: '姓名相同的人无法靠姓名区分。',
  },
  'table/two-names': {
    title: '同一编号有两个姓名',
    what: '同一编号，此处的姓名是“{name}”，名单中是“{other}”',
    mend: '请核实编号和姓名，改正有误的一处。',
    why: '如果编号填错，这一行的分数就是别人的。',
  },
  'table/name-ambiguous': {
    title: '同名，分不清是谁',
    what: '名单中有 {count} 人叫这个名字，看不出是哪一位',
    mend: '请在这张表中加上“工号”或“身份证号”一列。',
    why: '同名的人只能靠编号区分。',
  },
  'table/empty-class': {
    title: '一类评价主体没有有效票',
    what: '“{raterClass}”没有一张有效票',
    mend: '请核对票数是否漏填；确实没有有效票的，请补行测评，或者在政策文件中写明怎样处理。',
    why: '没有有效票就没有平均分，既不能算 0 分，也不能自行改变各类票的权重。',
  },
  'table/parts-disagree': {
    title: '得分与分项不符',
    what: '“{block}”填报 {given}，按分项或票数计算是 {computed}，相差超过 {tolerance}',
    mend: '请核对分项、票数和填报的得分，改正有误的一处。',
    why: '两者之中必有一个不对，不能任选一个。',
  },
  'table/total-disagrees': {
    title: '总分与计算结果不符',
    what: '填报的总分是 {given}，计算结果是 {computed}',
    mend: '排名采用计算结果；请核对填报总分所用的公式和权重。',
    why: '填报的总分只作核对，从不采用；两者不同，说明有一方的算法或分数不对。',
  },
  'table/rank-disagrees': {
    title: '名次与计算结果不符',
    what: '填报的名次是 {given}，计算结果是 {computed}',
    mend: '排名采用计算结果；请核对填报名次所用的分组和总分。',
    why: '填报的名次只作核对，从不采用；两者不同，说明分组、总分或并列的处理不一样。',
  },
  'table/score-missing': {
    title: '缺少分数',
    what: '没有找到此人的“{block}”分数',
    mend: '请在相应的表中补上；按规定不参加排名的，请在“考核状态”一列注明原因。',
    why: '缺少的分数不能算 0 分，缺少一项的人不能计总分。',
  },
  'table/adjustment-capped': {
    title: '加减分超出上下限',
    what: '加减分填报 {given}，按上下限计为 {held}',
    mend: '请核对填报的加减分；上下限有变动的，请修改政策文件。',
    why: '办法规定了加减分的最高和最低值，超出的部分不计。',
  },
  'table/status-years-only': {
    title: '本周期不适用的原因',
    what: '“{reason}”不是本考核周期不参加排名的原因，此人照常排名',
    mend: '请核对此人的考核状态；办法另有规定的，请修改政策文件。',
    why: '有的原因只在年度考核时适用，季度排名时照常参加。',
  },
  'table/not-inspected': {
    title: '没有考察得分',
    what: '考察得分中没有此人的“{quality}”，按未评定列出',
    mend: '请核对是否漏填；尚未考察的，不必处理。',
    why: '没有得分，既不能算达到，也不能算没有达到。',
  },
  'table/no-inspection': {
    title: '没有考察得分表',
    what: '所有表中都没有“{quality}”的考察得分，本次不作评定',
    mend: '如果应当评定，请补上考察得分；否则不必处理。',
    why: '没有评定不等于通过，所以说明一次。',
  },
  'table/no-period': {
    title: '没有考核周期',
    what: '没有找到考核周期',
    mend: '请在标题或文件名中写明，如“2026年第三季度”；也可以在命令中加 --period 2026Q3。',
    why: '没有周期，结果上就不能注明期间；只对年度或季度适用的规定按季度处理。',
  },
  'table/periods-differ': {
    title: '考核周期不一致',
    what: '各处写的考核周期不一致：{found}',
    mend: '请把不同周期的文件分开处理，或者改正写错的一处；确属同一周期的，可以在命令中加 --period 指明。',
    why: '不同周期的分数不能放在一起排名。',
  },
  'table/nobody-ranked': {
    title: '没有人参加排名',
    what: '没有一名人员可以参加排名',
    mend: '请核对名单和考核状态；另外列有问题的，请先处理。',
    why: '没有人参加，就排不出名次，也不应生成一份空的结果。',
  },

  // ── 政策文件 ──
  'policy/unreadable': {
    title: '政策文件打不开',
    what: '政策文件打不开，系统给出的原因是“{reason}”',
    mend: '请核对文件名和所在的文件夹，并确认您有读取它的权限。',
    why: '所有数值都出自政策文件，没有它就无法计分。',
  },
  'policy/yaml': {
    title: '政策文件写法有误',
    what: '政策文件的写法有误，位置（行:列）{at}（技术细节：{detail}）',
    mend: '请核对这一处的缩进、冒号后的空格和引号。',
    why: '政策文件必须读得准确，有一处读不懂就不使用。',
  },
  'policy/shape': {
    title: '政策文件内容不合格式',
    what: '“{path}”不合格式，位置（行:列）{at}：{detail}',
    mend: '请对照自带的政策文件，改正这一处。',
    why: '格式不对的数值可能被理解成别的意思，所以不使用。',
    without: { path: { what: '政策文件不合格式，位置（行:列）{at}：{detail}' } },
  },
  'policy/unknown-key': {
    title: '政策文件中有未知的项',
    what: '“{path}”中没有叫“{key}”的项，位置（行:列）{at}',
    mend: '是不是“{meant}”？请改正。',
    why: '写错的项如果被忽略，排名就会不知不觉按另一种规定进行。',
    without: {
      path: { what: '政策文件中没有叫“{key}”的项，位置（行:列）{at}' },
      meant: { mend: '请核对拼写，或者删去这一项。' },
    },
  },
  'policy/weights-sum': {
    title: '权重合计不是 100%',
    what: '“{path}”的权重合计是 {sum}，应为 100%，位置（行:列）{at}',
    mend: '请对照办法改正各项权重。',
    why: '权重合计不是 100%，总分就不再是百分制，90 分等界线也失去意义。',
  },
  'policy/clause-missing': {
    title: '引用的条款不存在',
    what: '“{path}”引用的“{clause}”在办法原文中找不到',
    mend: '请核对条款的编号，或者补全办法原文。',
    why: '每个数值都必须能指到办法的某一条，否则当事人无从核对。',
  },
  'policy/quote-differs': {
    title: '引文与原文不符',
    what: '“{path}”引用{clause}的文字“{quote}”，与原文不符',
    mend: '请逐字照抄办法原文，或者核对条款的编号。',
    why: '引文与原文不符，说明数值可能出自旧的文本。',
  },
  'policy/clause-uncited': {
    title: '没有引用的条款',
    what: '没有规则引用办法的“{clause}”',
    mend: '请确认这一条是否应当计算；不涉及计算的，请列入政策文件的 context。',
    why: '没有引用的条款可能是漏掉的规定。',
  },
  'policy/no-regulation': {
    title: '没有办法原文',
    what: '找不到政策文件指明的办法原文“{file}”',
    mend: '请把办法原文放到政策文件旁边，或者改正政策文件中的 regulation 一项。',
    why: '没有原文，就无法核对条款和引文。',
  },
  'policy/word-twice': {
    title: '一词两义',
    what: '“{word}”既写在“{path}”中，又写在“{other}”中',
    mend: '请只保留一处。',
    why: '表头用到这个词时，无法判断指的是哪一项。',
  },
  'policy/undated': {
    title: '没有生效的数值',
    what: '“{path}”在 {asOf} 还没有生效的数值',
    mend: '请在政策文件中补上这一日期的数值，或者用 --as-of 指定另一个截止日期。',
    why: '数值随日期变动的，必须知道用哪一天的；本工具不以电脑上的日期代替。',
    without: {
      asOf: {
        what: '“{path}”的数值按日期生效，但没有给出截止日期',
        mend: '请指定截止日期，如 --as-of 2026-09-30，或者指定考核周期。',
      },
    },
  },
  'policy/example-fails': {
    title: '算例不符',
    what: '算例“{example}”应得 {expected}，实得 {actual}',
    mend: '请核对算例和它用到的数值，改正有误的一处。',
    why: '政策文件自带的算例是它的校验；算例不符，排名就不可信。',
  },

  // ── 命令 ──
  'usage/output-exists': {
    title: '输出文件已存在',
    what: '输出文件“{file}”已经存在',
    mend: '请换一个文件名；确要覆盖的，请加 --force。',
    why: '原有的文件可能是已经上报或改过的结果，不能不问就覆盖。',
  },
  'usage/output-is-input': {
    title: '输出文件就是输入文件',
    what: '输出文件“{file}”同时也是要读取的文件',
    mend: '请换一个输出文件名。',
    why: '各单位报送的原表从不改动。',
  },
  'usage/binary-to-terminal': {
    title: '工作簿不能显示在终端窗口',
    what: '结果是工作簿，不能显示在终端窗口里',
    mend: '请用 -o 指定输出文件，如 -o 排名.xlsx。',
    why: '工作簿不是文字，直接显示只会是乱码。',
  },
  'usage/unknown-option': {
    title: '命令写法有误',
    what: '命令写法有误：{detail}',
    mend: '请用 appraise --help 或 appraise rank --help 查看写法。',
    why: '写法不明确时不猜测用意。',
  },
  'usage/no-inputs': {
    title: '没有指定文件',
    what: '没有指定要读取的文件',
    mend: '请在命令后写上文件或文件夹，如 appraise rank 三季度.xlsx。',
    why: '不知道要读哪些文件。',
  },
  'usage/bad-option': {
    title: '选项的值不对',
    what: '选项 {option} 不能是“{value}”，可用：{known}',
    mend: '请改用其中之一；加 --help 可以看到全部说明。',
    why: '看不懂的选项如果被忽略，结果就不是您要的。',
    without: { known: { what: '选项 {option} 不能是“{value}”', mend: '请改正；加 --help 可以看到全部说明。' } },
  },
  'usage/output-failed': {
    title: '写不出文件',
    what: '写不出“{file}”，系统给出的原因是“{reason}”',
    mend: '请确认文件夹存在并可以写入、磁盘有空间，在 Excel 或 WPS 中关闭同名文件，然后再运行一次。',
    why: '没有写完的文件不会留下；同名的旧文件保持原样。',
  },
} satisfies Messages;

const saveAs = '请用 Excel 或 WPS 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。';
const copyOut = '请把其中的表格复制到新的 Excel 工作簿，核对后保存为“Excel 工作簿（*.xlsx）”。';
const unpack = '请先解压，再用其中的表格文件。';
const original = '请向报送单位索取原来的 Excel 表格。';

export const kinds = {
  xls: { name: '旧格式的 Excel 工作簿（.xls）', mend: saveAs },
  xlsb: {
    name: 'Excel 二进制工作簿（.xlsb）',
    mend: '请用 Excel 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  ods: {
    name: 'OpenDocument 表格（.ods）',
    mend: '请用 Excel、WPS 或 LibreOffice 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  fods: {
    name: 'OpenDocument 单文件表格（.fods）',
    mend: '请用 LibreOffice 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  odf: { name: 'OpenDocument 文档', mend: copyOut },
  sylk: {
    name: '旧式的 SYLK 表格（.slk）',
    mend: '请用 Excel 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  html: {
    name: '网页（.html）',
    mend: '许多系统导出的“.xls”其实是网页。请用 Excel 或 WPS 打开，核对工号等长数字没有变样，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  'xml-spreadsheet': {
    name: 'XML 表格（Excel 2003）',
    mend: '请用 Excel 打开，点“文件 › 另存为”，类型选“Excel 工作簿（*.xlsx）”，再用新文件。',
  },
  xml: { name: 'XML 文件', mend: '请从原来的系统重新导出，类型选 Excel 或 CSV。' },
  pdf: { name: 'PDF 文件', mend: '请向报送单位索取原来的 Excel 表格；从 PDF 转换的表格容易错行，不宜使用。' },
  image: { name: '图片', mend: '请向报送单位索取原来的 Excel 表格；从图片识别的分数容易出错，不宜使用。' },
  rtf: { name: 'RTF 文档', mend: copyOut },
  doc: { name: '旧格式的 Word 文档（.doc）', mend: copyOut },
  docx: { name: 'Word 文档（.docx）', mend: copyOut },
  ppt: { name: '旧格式的演示文稿（.ppt）', mend: original },
  pptx: { name: '演示文稿（.pptx）', mend: original },
  zip: { name: 'ZIP 压缩包', mend: unpack },
  'empty-zip': { name: '空的 ZIP 压缩包', mend: '请向报送单位重新索取。' },
  gzip: { name: 'GZIP 压缩文件', mend: unpack },
  '7z': { name: '7z 压缩包', mend: unpack },
  rar: { name: 'RAR 压缩包', mend: unpack },
  ole: {
    name: '其他办公软件的文件',
    mend: '请用生成它的软件打开，另存为“Excel 工作簿（*.xlsx）”；不能另存的，请把表格复制到新的 Excel 工作簿。',
  },
  binary: { name: '无法辨认的文件', mend: '请核对是否选错了文件，并向报送单位索取原来的 Excel 表格。' },
  other: { name: '其他类型的文件', mend: saveAs },
} satisfies Kinds;

export const report = {
  severities: { error: '错误', warning: '警告', note: '说明' },
  csvPlace: '{cell}（文本编辑器中第 {line} 行）',
  person: '{name}，{id}',
  headerOfPerson: '{header}（{person}）',
  mendByClause: '{mend}\n依据 {clause}',
  moreInFile: { one: '本文件中另有 {count} 处同样的问题', many: '本文件中另有 {count} 处同样的问题' },
  noteSummary: { one: '{title}：{count} 处', many: '{title}：{count} 处' },
  errors: { one: '{count} 个错误', many: '{count} 个错误' },
  kinds: { one: '{count} 种', many: '{count} 种' },
  errorsOfKinds: '{errors}（{kinds}）',
  warnings: { one: '{count} 个警告', many: '{count} 个警告' },
  notes: { one: '{count} 条说明', many: '{count} 条说明' },
  comma: '，',
  why: '为什么',
  mend: '怎么办',
  units: {
    characters: '{count} 个字符',
    rows: '{count} 行',
    columns: '{count} 列',
    'zip entries': '{count} 个内部文件',
    'bytes inflated': '解压后 {count} 字节',
    'times inflated': '解压后增大到 {count} 倍',
  },
  shapes: {
    decimal: '应为小数，如 0.30',
    share: '应为 0 到 1 之间的小数，至多四位，如 0.30',
    whole: '应为至多四位的整数',
    date: '应为日期，如 2026-01-01',
    key: '应为小写英文字母、数字和连字符，以字母开头',
    missing: '缺少这一项',
    places: '应为 0 到 4 的整数',
    empty: '不能为空',
    'too-few': '项数太少',
    'not-a-map': '应为若干行“项: 值”',
    'not-a-list': '应为列表',
    'not-a-word': '应为一个词或一个数',
    'one-of': '应为以下之一：{known}',
    'two-from-one-day': '同一天不能有两个数值',
    'not-above-zero': '按其余各类折算时，每一类的权重都应大于 0',
    'not-above-lowest': '最高不能低于最低',
    negative: '不能是负数',
    'as-many-as-totals': '名次应与总分一样多',
  },
} satisfies ReportWords;
