import { scanXml } from '../../src/sheets/xml.ts';

const bracket = 'idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize';
const axisHead =
  'axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses';
/** Children in the order of the schema (ECMA-376, 21.2), of the elements that the writer uses; Word and Excel refuse another. */
const orders: Readonly<Record<string, string>> = {
  chartSpace: 'date1904 lang roundedCorners style clrMapOvr pivotFmts protection chart spPr txPr externalData printSettings',
  chart: 'title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs',
  title: 'tx layout overlay spPr txPr',
  plotArea: 'layout barChart lineChart catAx valAx dTable spPr',
  lineChart: 'grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId',
  barChart: 'barDir grouping varyColors ser dLbls gapWidth overlap serLines axId',
  // Of a line and of columns: what both have stands in one order.
  ser: 'idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth shape',
  dLbl: bracket,
  dLbls: `dLbl ${bracket}`,
  catAx: `${axisHead} auto lblAlgn lblOffset noMultiLvlLbl`,
  valAx: `${axisHead} crossBetween majorUnit minorUnit`,
  scaling: 'logBase orientation max min',
  legend: 'legendPos legendEntry layout overlay spPr txPr',
  externalData: 'autoUpdate',
  strRef: 'f strCache',
  numRef: 'f numCache',
  strCache: 'ptCount pt',
  strLit: 'ptCount pt',
  numCache: 'formatCode ptCount pt',
  numLit: 'formatCode ptCount pt',
  rich: 'bodyPr lstStyle p',
  txPr: 'bodyPr lstStyle p',
  spPr: 'xfrm solidFill noFill pattFill ln',
  pattFill: 'fgClr bgClr',
  ln: 'solidFill noFill prstDash round',
  inline: 'extent effectExtent docPr cNvGraphicFramePr graphic',
  twoCellAnchor: 'from to graphicFrame clientData',
  graphicFrame: 'nvGraphicFramePr xfrm graphic',
};

/** What stands where the schema has it not: `parent: child after child`. */
export function disorder(xml: string): string[] {
  const wrong: string[] = [];
  const open: { name: string; last: string }[] = [];
  scanXml(xml, 'chart', {
    open(name) {
      const parent = open.at(-1);
      // A marker of a line is a shape, that of a chart a switch.
      const order = parent && orders[parent.name]?.split(' ');
      if (parent && order && (!order.includes(name) || order.indexOf(name) < order.indexOf(parent.last)))
        wrong.push(`${parent.name}: ${name} after ${parent.last}`);
      if (parent) parent.last = name;
      open.push({ name, last: '' });
    },
    close() {
      open.pop();
    },
  });
  return wrong;
}
